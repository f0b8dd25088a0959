/** The offer: both are asked, neither is asked why. */
import { DAY, plus } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import type { AnswerOffer, Due, SideName } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import type { Pair } from './pair';
import { SIDES } from './pair';

const NEWS_HOLDS_FOR = 3 * DAY;

/** Until both have said yes, one has said no, or the time has run out. */
export async function offer(pair: Pair): Promise<void> {
  await pair.course.until(() => pair.state.status !== 'offered');
}

export function makeOffer(pair: Pair): void {
  const { offerLapsesAfter, remindOfferAfter } = pair.policy;
  const dueAt = plus(now(), offerLapsesAfter);
  pair.course.decide({ mentorship: { id: pair.input.mentorshipId, status: 'offered' } });
  for (const side of SIDES) {
    pair.ask({ side, key: ['offer'], kind: 'match-offer', dueAt, template: `match-offer-${side}` });
  }
  const remindAt = plus(now(), remindOfferAfter);
  if (remindAt < dueAt) pair.course.plan({ do: 'remind-offer', at: remindAt, expiresAt: dueAt });
  pair.course.plan({ do: 'lapse', at: dueAt });
  pair.tellJourneys('offered');
}

export function remindOffer(pair: Pair, due: Due): void {
  for (const side of SIDES.filter((name) => !pair.state.said[name])) {
    const wait = pair.key('offer', side);
    const key = pair.key('offer', side, 'reminder');
    pair.remind(side, key, `match-offer-${side}`, { wait }, due.expiresAt as Instant, wait);
  }
}

export function lapse(pair: Pair): void {
  if (pair.state.status !== 'offered') return;
  pair.happened('match-answered', 'system', { answer: 'lapsed' });
  comeToNothing(pair, 'lapsed');
}

export function checkAnswer(pair: Pair, { side }: AnswerOffer, answer: 'accept' | 'decline'): void {
  const said = pair.state.said[side];
  if (said === answer) return;
  if (said) refuse('AlreadyDecided', `this side has already said ${said}; to end a match use endMatch`);
  if (pair.state.status !== 'offered') refuse('NotPossibleNow', 'the offer is no longer open');
}

export function acceptOffer(pair: Pair, { side, by }: AnswerOffer): void {
  if (pair.state.said[side]) return;
  hear(pair, side, 'accept', by);
  if (!SIDES.every((name) => pair.state.said[name] === 'accept')) return;
  pair.state.status = 'active';
  pair.course.unplan((due) => due.do === 'lapse' || due.do === 'remind-offer');
  pair.happened('mentorship-active', 'system');
  pair.course.decide({
    mentorship: { id: pair.input.mentorshipId, status: 'active', said: pair.state.said },
  });
  for (const name of SIDES) pair.notice(name, 'match-confirmed');
  pair.course.plan({ do: 'plan-meeting', at: now() });
  pair.tellJourneys('active');
}

export function declineOffer(pair: Pair, { side, by }: AnswerOffer): void {
  if (pair.state.said[side]) return;
  hear(pair, side, 'decline', by);
  comeToNothing(pair, 'declined');
}

/** One side has paused or left before both had said yes: the other hears kindly that nothing comes of it, and not why. */
export function withdrawOffer(pair: Pair, side: SideName, { hasLeft = false } = {}): void {
  pair.happened('match-answered', 'system', { answer: 'lapsed' });
  const away = [side, ...pair.state.paused];
  pair.state.paused = [];
  comeToNothing(pair, 'lapsed', away, hasLeft ? side : undefined);
}

function hear(
  pair: Pair,
  side: AnswerOffer['side'],
  answer: 'accept' | 'decline',
  by: AnswerOffer['by'],
): void {
  pair.state.said[side] = answer;
  pair.settle(answer, by, 'offer', side);
  pair.happened('match-answered', by, { side, answer }, side);
  pair.course.decide({
    mentorship: { id: pair.input.mentorshipId, status: 'offered', said: pair.state.said },
  });
}

/**
 * Ends kindly and without a reason; who declined is not asked and not named.
 * @param away who are told nothing, because they have paused or left
 * @param leaver whose journey knows already
 */
function comeToNothing(
  pair: Pair,
  how: 'declined' | 'lapsed',
  away: readonly SideName[] = [],
  leaver?: SideName,
): void {
  const { said } = pair.state;
  for (const side of SIDES.filter((name) => !said[name])) pair.settle(how, 'system', 'offer', side);
  pair.course.decide({
    mentorship: {
      id: pair.input.mentorshipId,
      status: how,
      said,
      ...(how === 'declined' && { block: 'declined' }),
    },
  });
  for (const side of SIDES.filter((name) => said[name] !== 'decline' && !away.includes(name))) {
    const template = how === 'declined' ? 'match-declined' : 'match-lapsed';
    pair.remind(side, pair.key('offer', side, how), template, {}, plus(now(), NEWS_HOLDS_FOR));
  }
  pair.tellJourneys(how, leaver ? { except: leaver } : {});
  pair.end();
}
