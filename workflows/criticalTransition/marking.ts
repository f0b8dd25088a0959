/** What somebody says of a contact: it happened, they tried, it is not wanted; and that a person is out. */
import { plus } from '../../domain/duration';
import type { Duration } from '../../domain/ids';
import type { Actor, ArrangeHandOver, MarkContact, TransitionContactState } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { owed } from './contacts';
import type { Crossing } from './crossing';
import { setDate } from './date';
import { isSettled } from './plan';

const A_DAY = 'P1D' as Duration;
const HELLO_HOLDS_FOR = 'P2D' as Duration;

export function checkMark(crossing: Crossing, { contact: id, outcome }: MarkContact): void {
  if (!crossing.isOpen) refuse('TransitionOver', 'this transition is closed; report a new one');
  const contact = crossing.contact(id);
  if (!contact) {
    const known = crossing.state.contacts.map((one) => one.id).join(', ');
    refuse('UnknownContact', `this plan has no such contact; its contacts are ${known}`);
  }
  if (contact.what === 'release' && outcome === 'not-wanted') {
    refuse('NotPossibleNow', 'somebody has to hear that they are out; mark it done then');
  }
  const handsOver = contact.what === 'hand-over' && outcome === 'done';
  if (handsOver && !crossing.state.handOverArranged) {
    refuse('PersonNeeded', 'say first who hands over to whom, with the consent of the person');
  }
}

export function markContact(crossing: Crossing, act: MarkContact): void {
  const { outcome, by, on } = act;
  const contact = crossing.contact(act.contact);
  if (!contact || isSettled(contact)) return;
  crossing.happened('transition-contact-marked', by, {
    contact: contact.id,
    outcome,
    owedBy: contact.owedBy,
    late: contact.status === 'late',
  });
  if (outcome === 'not-reached') {
    tryAgain(crossing, contact);
    return;
  }
  const { round } = crossing.carried;
  crossing.change({ ...contact, status: outcome, by });
  crossing.settle(outcome, by, 'round', round, 'contact', contact.id);
  if (contact.what === 'hand-over') crossing.settle(outcome, by, 'round', round, 'hand-over');
  if (contact.what === 'release') comeOut(crossing, by, on);
}

/** Tried and not reached: owed again the next day, by whoever owed it. One that is late stays so. */
function tryAgain(crossing: Crossing, contact: TransitionContactState): void {
  const { course } = crossing;
  const wait = owed(crossing, contact);
  const tries = contact.tries + 1;
  if (contact.status !== 'planned') {
    crossing.change({ ...contact, tries });
    return;
  }
  const dueAt = plus(now(), A_DAY);
  crossing.change({ ...contact, tries, dueAt });
  course.decide({ due: [{ key: wait, dueAt }] });
  course.unplan((due) => due.do === 'contact-late' && due.wait === wait);
  course.plan({ do: 'contact-late', at: plus(dueAt, contact.lateAfter), wait, about: contact.id });
}

/** Somebody has said that they are out: messages go to them again, and the days after are counted from here. */
function comeOut(crossing: Crossing, by: Actor, on: MarkContact['on']): void {
  const { state, carried, input } = crossing;
  if (carried.outAt) return;
  carried.outAt = now();
  state.inside = false;
  crossing.course.unplan((due) => due.do === 'go-inside');
  crossing.happened('transition-out', by);
  const other = carried.handOverTo;
  const refs = { ...(other && { other }) };
  crossing.remind(
    input.personId,
    crossing.key('out', 'hello'),
    'transition-hello',
    refs,
    plus(now(), HELLO_HOLDS_FOR),
  );
  if (on && on.slice(0, 10) !== state.date?.slice(0, 10)) {
    crossing.happened('transition-date-moved', by, {
      from: state.date?.slice(0, 10) ?? null,
      to: on.slice(0, 10),
    });
    setDate(crossing, on);
  } else crossing.tellJourney();
}

export function checkHandOver(crossing: Crossing): void {
  if (!crossing.isOpen) refuse('TransitionOver', 'this transition is closed; report a new one');
}

export function arrangeHandOver(crossing: Crossing, { to, by }: ArrangeHandOver): void {
  const { state, carried } = crossing;
  if (state.handOverArranged && carried.handOverTo === to) return;
  state.handOverArranged = true;
  if (to) carried.handOverTo = to;
  else delete carried.handOverTo;
  crossing.happened('transition-hand-over-arranged', by, { to: to ?? null });
  crossing.settle('arranged', by, 'round', carried.round, 'hand-over');
}
