import type { Instant } from '../../domain/ids';
import type { TransitionContactState } from '../contract';
import { later } from '../support/now';

const SETTLED: readonly TransitionContactState['status'][] = ['done', 'not-wanted', 'cancelled'];

/** Nothing is owed any more; what a new date cannot change. */
export function isSettled({ status }: TransitionContactState): boolean {
  return SETTLED.includes(status);
}

/**
 * The contacts around a new date. What has happened has happened. What the new date puts into the past is owed at once;
 * but a contact that was to come before the date has no point after it, except a hand-over, which is owed until somebody
 * has been handed over.
 */
export function plannedAnew(
  contacts: readonly TransitionContactState[],
  times: readonly { id: string; dueAt: Instant }[],
  { now, date, isInside }: { now: Instant; date: Instant; isInside: boolean },
): TransitionContactState[] {
  return contacts.map((contact) => {
    if (isSettled(contact)) return contact;
    const rest = { ...contact };
    delete rest.dueAt;
    const dueAt = times.find(({ id }) => id === contact.id)?.dueAt;
    const isPointless =
      dueAt === undefined ||
      (contact.what === 'release' && !isInside) ||
      (contact.what === 'contact' && dueAt < date && date <= now);
    if (isPointless) return { ...rest, status: 'passed-over' };
    return { ...rest, status: 'planned', dueAt: later(dueAt, now) };
  });
}

/** Nobody knows the date any more: everything that has not happened waits for one. */
export function withoutDate(contacts: readonly TransitionContactState[]): TransitionContactState[] {
  return contacts.map((contact) => {
    if (isSettled(contact)) return contact;
    const rest = { ...contact };
    delete rest.dueAt;
    return { ...rest, status: 'no-date' };
  });
}
