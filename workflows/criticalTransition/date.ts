/** The date: it moves, becomes unknown, comes. Every date is a round of its own, and nothing of an earlier one is said. */
import { plus } from '../../domain/duration';
import type { WallClock } from '../../domain/ids';
import type { Due, MoveDate } from '../contract';
import { now } from '../support/now';
import { clock, records } from '../support/proxies';
import { refuse } from '../support/refuse';
import { openContact } from './contacts';
import type { Crossing } from './crossing';
import { isSettled, plannedAnew, withoutDate } from './plan';

export function checkMove(crossing: Crossing, { date }: MoveDate): void {
  if (!crossing.isOpen) refuse('TransitionOver', 'this transition is closed; report a new one');
  if (date === undefined) refuse('DateNeeded', 'date is a wall clock, or null when nobody knows it');
  if (date === null && crossing.carried.outAt) {
    refuse('NotPossibleNow', 'the person is out already; the date is known');
  }
}

export function moveDate(crossing: Crossing, { date, by }: MoveDate): void {
  const before = crossing.state.date ?? null;
  if (before === date) return;
  crossing.happened('transition-date-moved', by, {
    from: before?.slice(0, 10) ?? null,
    to: date?.slice(0, 10) ?? null,
  });
  setDate(crossing, date);
}

/** Lets go of everything that was planned around an earlier date, and plans around this one. */
export function setDate(crossing: Crossing, date: WallClock | null): void {
  const { carried, state, course, input } = crossing;
  if (carried.round > 0) crossing.settle('date-moved', 'system', 'round', carried.round);
  course.unplan((due) => due.do === 'plan-contacts');
  carried.round += 1;
  if (date !== null) {
    state.date = date;
    delete carried.unknownSince;
    crossing.isPlanned = false;
    course.plan({ do: 'plan-contacts', at: now(), number: carried.round });
    return;
  }
  delete state.date;
  delete state.dateAt;
  carried.unknownSince = now();
  state.contacts = withoutDate(state.contacts);
  crossing.isPlanned = true;
  const dueAt = plus(now(), input.policy.askForDateEvery);
  const wait = crossing.roundKey('date', 'owed');
  crossing.ask({ key: wait, kind: 'transition-date', dueAt });
  course.plan({ do: 'date-unknown', at: dueAt, wait, number: 1 });
  crossing.tellJourney();
}

export async function planContacts(crossing: Crossing, due: Due): Promise<void> {
  const { input, state, carried } = crossing;
  const { date } = state;
  if (due.number !== carried.round || !date) return;
  const { contacts, contactTime: time } = input.policy;
  const times = await clock.planContacts({
    date,
    zone: input.zone,
    time,
    contacts: contacts.map(({ id, at }) => ({ id, at })),
  });
  const { mentor } = await records.mentorOf({ participantId: input.participantId });
  // Meanwhile it may have moved again.
  if (due.number !== carried.round || !crossing.isOpen) return;
  state.dateAt = times.at;
  const isInside = state.inside || (carried.insideSince !== undefined && carried.outAt === undefined);
  state.contacts = plannedAnew(state.contacts, times.contacts, { now: now(), date: times.at, isInside });
  for (const contact of state.contacts) openContact(crossing, contact, mentor);
  askForHandOver(crossing);
  crossing.isPlanned = true;
  // Counts, so that the rows take it for newer than what they have.
  carried.sequence += 1;
  crossing.course.decide({});
  crossing.tellJourney();
}

/** Staff owe a name: who hands over to whom. */
function askForHandOver(crossing: Crossing): void {
  const { state, course } = crossing;
  const contact = state.contacts.find(({ what }) => what === 'hand-over');
  if (!contact?.dueAt || isSettled(contact) || state.handOverArranged) return;
  const wait = crossing.roundKey('hand-over', 'owed');
  crossing.ask({ key: wait, kind: 'transition-hand-over', dueAt: contact.dueAt });
  course.plan({ do: 'hand-over-late', at: contact.dueAt, wait });
}

export function lateHandOver(crossing: Crossing): void {
  crossing.staffTask('transition-hand-over-late', {}, 'hand-over', 'late');
}

/** Asked again for as long as nobody knows: each time it is another task, and the wait is due anew. */
export function dateStillUnknown(crossing: Crossing, due: Due): void {
  const { input, course } = crossing;
  const number = due.number ?? 1;
  if (!due.wait) return;
  crossing.staffTask('transition-date', { times: number }, 'date', 'asked', number);
  const dueAt = plus(now(), input.policy.askForDateEvery);
  course.decide({ due: [{ key: due.wait, dueAt }] });
  course.plan({ do: 'date-unknown', at: dueAt, wait: due.wait, number: number + 1 });
}

/** From now on nothing automated goes to the person. */
export function goInside(crossing: Crossing): void {
  if (crossing.carried.outAt || !crossing.isOpen) return;
  crossing.state.inside = true;
  crossing.carried.sequence += 1;
  crossing.course.decide({});
  crossing.tellJourney();
}
