/** How a transition ends: with everything settled, by staff, or with the path. */
import type { Actor, CloseTransition, JourneyMoved, TransitionOutcome } from '../contract';
import { refuse } from '../support/refuse';
import type { Crossing } from './crossing';
import { isSettled } from './plan';

/** Everything is settled, on a date that is known, and nobody is inside. */
export function isDone({ state, isPlanned }: Crossing): boolean {
  if (!isPlanned || !state.dateAt || state.inside) return false;
  return state.contacts.every((contact) => isSettled(contact) || contact.status === 'passed-over');
}

export function complete(crossing: Crossing): void {
  end(crossing, 'completed', 'system');
}

export function checkClose(crossing: Crossing, { outcome }: CloseTransition): void {
  // Called off, it would let messages through to a phone inside.
  if (crossing.state.inside) {
    refuse(
      'NotPossibleNow',
      `the person is still inside, so it is not ${outcome}; mark first that they are out`,
    );
  }
}

export function close(crossing: Crossing, { outcome, by }: CloseTransition): void {
  if (crossing.isOpen) end(crossing, outcome, by);
}

/** The path it belongs to has come to an end. */
export function journeyHasMoved(crossing: Crossing, { key, what }: JourneyMoved): void {
  if (!crossing.isOpen || !crossing.firstTime(key, what)) return;
  if (what === 'died' || what === 'withdrawn') end(crossing, what, 'system');
}

function end(crossing: Crossing, outcome: TransitionOutcome, by: Actor): void {
  const { state, course, input } = crossing;
  course.unplan(() => true);
  if (outcome !== 'completed') course.silence();
  crossing.settle(outcome, by);
  state.contacts = state.contacts.map((contact) =>
    isSettled(contact) || contact.status === 'passed-over' ? contact : { ...contact, status: 'cancelled' },
  );
  state.status = 'closed';
  state.outcome = outcome;
  state.inside = false;
  crossing.isPlanned = true;
  crossing.happened('transition-closed', by, {
    outcome,
    done: state.contacts.filter(({ status }) => status === 'done').length,
    of: input.policy.contacts.length,
  });
  // After a completed one check-ins thin out by themselves when their time is over.
  if (outcome !== 'died') crossing.tellJourney(outcome === 'completed' ? undefined : true);
  crossing.show();
}
