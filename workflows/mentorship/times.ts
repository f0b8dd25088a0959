/**
 * Another time for the next meeting. Either side proposes, by link or through staff; the other accepts, keeps the old time
 * or proposes again. What nobody agreed on stays as it was. The rules are in `domain/meetingTime`.
 */
import type { Duration, Instant, OccurrenceKey } from '../../domain/ids';
import { plus } from '../../domain/duration';
import { answerProposal, propose, type Negotiated, type Time } from '../../domain/meetingTime';
import type { Actor, AnswerTime, ProposeTime, SideName } from '../contract';
import { now } from '../support/now';
import { clock } from '../support/proxies';
import { refuse } from '../support/refuse';
import { dropProposal, writeMeeting } from './meetingRow';
import { checkReschedule, moveMeeting } from './meetings';
import type { Pair } from './pair';

const TWO_DAYS = 'P2D' as Duration;

/** @throws ApplicationFailure `DateNotInFuture`, or `NotPossibleNow` when it was settled or moved meanwhile */
export async function proposeTime(pair: Pair, { number, startsWall, side, by }: ProposeTime): Promise<void> {
  const before = pair.state.meeting;
  const { at } = await clock.resolveWall({ wall: startsWall, zone: pair.input.zone });
  const wish = { startsAt: at, startsWall, by: side };
  if (pair.state.meeting !== before || pair.state.outcomes[number] || pair.state.status !== 'active') {
    refuse('NotPossibleNow', 'the meeting was settled or moved at the same moment');
  }
  carryOut(pair, propose(before as Time, pair.state.proposal, wish, now()), wish, by);
}

export const checkProposal = checkReschedule;

function carryOut(
  pair: Pair,
  what: Negotiated,
  wish: { startsAt: Instant; startsWall: ProposeTime['startsWall']; by: SideName },
  by: Actor,
): void {
  switch (what) {
    case 'past':
      return refuse('DateNotInFuture', 'a meeting can only move to a time that is still to come');
    case 'agreed':
      return agree(pair, by);
    case 'kept':
      return keep(pair, by);
    case 'proposed':
      return open(pair, wish, by);
    case 'same':
    case 'own':
    case 'none':
      return;
  }
}

function open(pair: Pair, wish: Time & { by: SideName }, by: Actor): void {
  dropProposal(pair, 'another', by);
  const { number, startsAt } = pair.state.meeting;
  const times = (pair.state.proposals = (pair.state.proposals ?? 0) + 1);
  const other: SideName = wish.by === 'mentee' ? 'mentor' : 'mentee';
  const key = pair.key('meeting', number, 'time', times, other);
  pair.state.proposal = { number, ...wish, key };
  pair.happened('meeting-time-proposed', by, { number, to: wish.startsAt, side: wish.by }, wish.by);
  writeMeeting(pair, 'planned', undefined, pair.state.meeting, {
    proposed: { wall: wish.startsWall, at: wish.startsAt, by: wish.by },
  });
  const dueAt = answerBy(pair, startsAt as Instant, wish.startsAt);
  pair.ask({
    side: other,
    key: ['meeting', number, 'time', times],
    kind: 'meeting-time',
    dueAt,
    template: 'meeting-time-proposed',
    details: { meeting: number, at: wish.startsAt },
  });
  pair.course.plan({ do: 'lapse-time', at: dueAt, key });
}

/** Before the old time comes, and before the new one would: the two must know where to be. */
function answerBy(pair: Pair, startsAt: Instant, proposed: Instant): Instant {
  const within = plus(now(), pair.policy.answerTimeWithin ?? TWO_DAYS);
  const last = startsAt > now() && startsAt < proposed ? startsAt : proposed;
  return within < last ? within : last;
}

export function checkTimeAnswer(pair: Pair, { number, side, answer }: AnswerTime): void {
  const { proposal, meeting } = pair.state;
  if (proposal?.number !== number || meeting.number !== number) {
    refuse('NotPossibleNow', 'no other time is proposed for this meeting now');
  }
  const what = answerProposal(proposal, { side, answer }, now());
  if (what === 'own') refuse('NotPossibleNow', 'the other side answers what this one has proposed');
  if (what === 'past') refuse('DateNotInFuture', 'the proposed time has gone by; propose another one');
}

export function answerTime(pair: Pair, { answer, by }: AnswerTime): void {
  if (!pair.state.proposal) return;
  if (answer === 'accept') agree(pair, by);
  else keep(pair, by);
}

function agree(pair: Pair, by: Actor): void {
  const { proposal } = pair.state;
  if (!proposal) return;
  dropProposal(pair, 'accepted', by);
  pair.happened('meeting-time-answered', by, { number: proposal.number, answer: 'accept' });
  moveMeeting(pair, proposal.startsAt, proposal.startsWall, by);
}

/** Both hear that it stays at the old time: the one who proposed most of all. */
function keep(pair: Pair, by: Actor): void {
  const { proposal, meeting } = pair.state;
  if (!proposal) return;
  dropProposal(pair, 'kept', by);
  pair.happened('meeting-time-answered', by, { number: proposal.number, answer: 'keep' });
  writeMeeting(pair, 'planned');
  if (meeting.startsAt && meeting.startsAt > now()) {
    pair.notice(proposal.by, 'meeting-time-kept', { meeting: meeting.number, at: meeting.startsAt });
  }
}

/** Nobody has answered in time: the old time stands, and whoever proposed knows. */
export function lapseTime(pair: Pair, { key }: { key?: OccurrenceKey }): void {
  if (pair.state.proposal?.key === key) keep(pair, 'system');
}
