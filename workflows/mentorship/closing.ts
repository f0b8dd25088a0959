/** Closure with both sides' own words, where they want to give them. */
import { patched } from '@temporalio/workflow';
import { between, plus } from '../../domain/duration';
import type { Actor, AnswerOffer, EndMatch, EndReason, JourneyMoved, SideName } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { letGo, mentorIsBack, mentorStepsBack } from './interim';
import { cancelMeeting, meetAgainAfterPause } from './meetings';
import { withdrawOffer } from './offer';
import type { Pair } from './pair';
import { SIDES } from './pair';

/** Until both have given their closing words, or the time for them is over. */
export async function closing(pair: Pair): Promise<void> {
  await pair.course.until(() => pair.state.status !== 'closing');
}

export function checkEnd(pair: Pair): void {
  if (pair.state.status === 'offered') {
    refuse('NotPossibleNow', 'the offer is still open: decline it instead');
  }
}

export function endMatch(pair: Pair, { reason, by }: EndMatch): void {
  end(pair, reason, by);
}

function end(pair: Pair, reason: EndReason, by: Actor, leaver?: SideName): void {
  const { state, input, policy } = pair;
  if (state.status === 'closing' || state.status === 'ended') return;
  const wasActive = state.status === 'active';
  cancelMeeting(pair, by);
  letGo(pair, reason, by);
  pair.course.unplan(() => true);
  if (reason === 'died' || reason === 'withdrawn') pair.course.silence();
  for (const side of SIDES) if (!wasActive) pair.settle(reason, by, 'offer', side);
  state.status = 'closing';
  state.endReason = reason;
  state.paused = [];
  pair.happened('mentorship-ended', by, { reason });
  pair.course.decide({ mentorship: { id: input.mentorshipId, status: 'ended', endReason: reason } });
  pair.tellJourneys('ended', leaver ? { except: leaver } : {});
  // After a death nothing automated goes to or about that person; a named human tells the other side (rule 16).
  if (reason === 'died' || !wasActive) {
    pair.end();
    return;
  }
  const dueAt = plus(now(), policy.closingWithin);
  for (const side of SIDES) {
    if (side === leaver && reason === 'withdrawn') state.closingWords[side] = true;
    else pair.ask({ side, key: ['closing'], kind: 'closing-words', dueAt, template: 'personal-link' });
  }
  pair.course.plan({ do: 'close', at: dueAt });
}

export function checkClosingWords(pair: Pair): void {
  if (pair.state.status === 'offered' || pair.state.status === 'active') {
    refuse('NotPossibleNow', 'closing words are asked for when the match has ended');
  }
}

export function hearClosingWords(pair: Pair, { side, by }: AnswerOffer): void {
  if (pair.state.closingWords[side] || pair.state.status !== 'closing') return;
  pair.state.closingWords[side] = true;
  pair.settle('given', by, 'closing', side);
  if (SIDES.every((name) => pair.state.closingWords[name])) pair.end();
}

/** No words are an answer too. */
export function close(pair: Pair): void {
  for (const side of SIDES) {
    if (!pair.state.closingWords[side]) pair.settle('none', 'system', 'closing', side);
  }
  pair.end();
}

/**
 * What one of the two journeys says of its person.
 * @param comesToNothing asked only where it makes a difference: in runs of before an offer waited for a mentor who had
 * paused, and nobody heard of one whose other side had left
 */
export function journeyHasMoved(
  pair: Pair,
  moved: JourneyMoved,
  comesToNothing = () => patched('an-offer-waits-for-nobody-who-is-away'),
): void {
  if (pair.state.status === 'ended' || !pair.firstTime(moved.key, moved.what)) return;
  const side: SideName = moved.journeyId === pair.input.mentor.journeyId ? 'mentor' : 'mentee';
  const isOffered = pair.state.status === 'offered';
  switch (moved.what) {
    case 'paused':
      // A mentee keeps their offer over a pause; a mentor who takes a break must not keep a mentee from the next one.
      if (isOffered && side === 'mentor' && comesToNothing()) return withdrawOffer(pair, side);
      if (!pair.state.paused.includes(side)) pair.state.paused.push(side);
      pair.state.pausedAt ??= now();
      if (side === 'mentor') mentorStepsBack(pair);
      return;
    case 'resumed':
      resume(pair, side);
      return;
    case 'withdrawn':
      if (isOffered && comesToNothing()) return withdrawOffer(pair, side, { hasLeft: true });
      return end(pair, 'withdrawn', 'system', side);
    case 'achieved':
      return end(pair, 'goals-reached', 'system', side);
    case 'died':
      return diedMeanwhile(pair, side);
  }
}

function diedMeanwhile(pair: Pair, side: SideName): void {
  if (pair.state.status !== 'closing') return end(pair, 'died', 'system', side);
  pair.course.silence();
  close(pair);
}

/** Offers and questions waited as long as the pause; a meeting that fell into it is planned anew. */
function resume(pair: Pair, side: SideName): void {
  const { state } = pair;
  state.paused = state.paused.filter((name) => name !== side);
  const beginsAnew = side === 'mentor' && mentorIsBack(pair);
  if (state.paused.length > 0 || !state.pausedAt) return;
  const { pausedAt } = state;
  const pausedFor = between(pausedAt, now());
  delete state.pausedAt;
  const waits = ['remind-offer', 'lapse', 'settle-meeting', 'close'];
  state.agenda = state.agenda.map((due) =>
    waits.includes(due.do) ? { ...due, at: plus(due.at, pausedFor) } : due,
  );
  if (!beginsAnew) meetAgainAfterPause(pair, pausedAt);
  pair.course.plan();
}
