/**
 * Meetings: one planned at a time, in the program's rhythm and on its local clock. Both sides are reminded, both are asked
 * once whether they met, and the first answer settles it.
 */
import { patched } from '@temporalio/workflow';
import { DAY, millis, plus } from '../../domain/duration';
import type { Duration, Instant, WallClock } from '../../domain/ids';
import type { Actor, Due, LogMeeting, MentorshipState, Reschedule } from '../contract';
import { now } from '../support/now';
import { clock, looking } from '../support/proxies';
import { refuse } from '../support/refuse';
import { asked, dropProposal, writeMeeting } from './meetingRow';
import type { Pair } from './pair';
import { SIDES } from './pair';

const OUTCOMES_KEPT = 12;
const FOLLOW_UP_HOLDS_FOR = 3 * DAY;

/** For as long as the two go on meeting. */
export async function meetings(pair: Pair): Promise<void> {
  await pair.course.until(() => pair.state.status !== 'active');
}

export async function planMeeting(pair: Pair): Promise<void> {
  const { number } = pair.state.meeting;
  const next = await nextTime(pair);
  if (pair.state.status !== 'active' || pair.state.meeting.number !== number) return;
  if (isAway(pair)) return;
  putDown(pair, next);
}

type Time = Awaited<ReturnType<typeof clock.nextWall>>;

/** The mentor has stepped back: nothing is planned until they are here again. */
function isAway(pair: Pair): boolean {
  return pair.state.interim !== undefined;
}

async function nextTime(pair: Pair): Promise<Time> {
  const { meetingEvery, meetingTime: time, firstMeetingWithin } = pair.policy;
  const { zone, mentorshipId } = pair.input;
  const { startsAt, number } = pair.state.meeting;
  const every = number === 0 ? dayBefore(firstMeetingWithin) : meetingEvery;
  const after = startsAt ?? now();
  if (patched('meeting-ahead')) {
    try {
      return await looking.nextMeeting({ mentorshipId, now: now(), after, every, time, zone });
    } catch {
      // PostgreSQL is away or slow: the rhythm alone says when.
    }
  }
  const next = await clock.nextWall({ after, every, time, zone });
  if (next.at > now()) return next;
  return await clock.nextWall({ after: now(), every: 'P1D' as Duration, time, zone });
}

function putDown(pair: Pair, next: Time): void {
  const { number } = pair.state.meeting;
  pair.state.previous = pair.state.meeting;
  pair.state.meeting = { number: number + 1, startsAt: next.at, startsWall: next.wall };
  pair.happened('meeting-planned', 'system', { number: number + 1, at: next.at });
  writeMeeting(pair, 'planned');
  planAround(pair);
}

/** "Within a week" is kept by six days and the time of day. */
function dayBefore(within: Duration): Duration {
  return `P${Math.max(1, Math.floor(millis(within) / DAY) - 1)}D` as Duration;
}

const AROUND_A_MEETING = ['remind-meeting', 'ask-meeting', 'settle-meeting', 'plan-meeting', 'lapse-time'];

function planAround(pair: Pair): void {
  pair.course.unplan((due) => AROUND_A_MEETING.includes(due.do));
  const startsAt = pair.state.meeting.startsAt as Instant;
  const { remindBefore, askAfter } = pair.policy;
  remindBefore
    .map((before) => plus(startsAt, -Math.abs(millis(before))))
    .forEach((at, index) => {
      if (at > now()) pair.course.plan({ do: 'remind-meeting', at, number: index + 1 });
    });
  pair.course.plan({ do: 'ask-meeting', at: plus(startsAt, askAfter) });
}

export function remindMeeting(pair: Pair, due: Due): void {
  const { number, startsAt } = pair.state.meeting;
  for (const side of SIDES) {
    // The start belongs to the key: a meeting that has moved is reminded of again.
    const key = pair.key('meeting', number, side, startsAt as string, 'reminder', due.number ?? 1);
    pair.remind(
      side,
      key,
      'meeting-reminder',
      { meeting: number, at: startsAt as string, mine: true },
      startsAt as Instant,
    );
  }
}

export function askMeeting(pair: Pair): void {
  const { number, startsAt } = pair.state.meeting;
  const dueAt = plus(now(), pair.policy.answerWithin);
  const details = { meeting: number, at: startsAt as string };
  for (const side of SIDES) {
    pair.ask({
      side,
      key: ['meeting', asked(pair.state.meeting)],
      kind: 'meeting-outcome',
      dueAt,
      template: 'meeting-asked',
      details,
    });
  }
  pair.course.plan({ do: 'settle-meeting', at: dueAt });
}

/** Nobody said whether they met: that is not held against anybody, but staff learn of it when it goes on. */
export async function leaveUnknown(pair: Pair): Promise<void> {
  const { number } = pair.state.meeting;
  await settleAndPlan(pair, number, () => settleMeeting(pair, pair.state.meeting, 'unknown', 'system'));
}

export function checkLog(pair: Pair, { number }: LogMeeting): void {
  if (!(number >= 1 && number <= pair.state.meeting.number)) {
    refuse('UnknownMeeting', `the meetings of this pair so far are 1 to ${pair.state.meeting.number}`);
  }
}

/**
 * The first answer counts; "unknown" gives way to a later word, for as long as it is the last meeting. Where the two say
 * different things nobody is wrong: staff speak with both, and theirs is the last word.
 */
export async function logMeeting(pair: Pair, { number, outcome, by }: LogMeeting): Promise<void> {
  const { meeting, previous, outcomes } = pair.state;
  const before = outcomes[number];
  if (before === 'attended' || before === 'missed') return saidBefore(pair, number, before, outcome, by);
  if (number === meeting.number) {
    await settleAndPlan(pair, number, () => {
      heardFrom(pair, number, by);
      settleMeeting(pair, meeting, outcome, by);
    });
  } else if (number === previous?.number && before === 'unknown') {
    heardFrom(pair, number, by);
    settleMeeting(pair, previous, outcome, by);
  }
}

function heardFrom(pair: Pair, number: number, by: Actor): void {
  const saidBy = (pair.state.saidBy ??= {});
  saidBy[number] = by;
  for (const old of Object.keys(saidBy).slice(0, -OUTCOMES_KEPT)) delete saidBy[old];
}

/** What was decided and the meeting after it are one decision, where nothing else has happened to the pair meanwhile. */
async function settleAndPlan(pair: Pair, number: number, settle: () => void): Promise<void> {
  const { meeting } = pair.state;
  const goesOn = () => pair.state.status === 'active' && pair.state.paused.length === 0 && !isAway(pair);
  if (!goesOn() || !patched('meeting-ahead')) return settle();
  const next = await nextTime(pair);
  // The other side was quicker, or it moved: their word counts already.
  if (pair.state.meeting !== meeting || pair.state.outcomes[number]) return;
  settle();
  if (!goesOn()) return;
  pair.course.unplan((due) => due.do === 'plan-meeting');
  putDown(pair, next);
}

function saidBefore(pair: Pair, number: number, before: string, outcome: string, by: Actor): void {
  const first = pair.state.saidBy?.[number];
  if (before === outcome || !first) return;
  const isSide = SIDES.some((side) => by === `person:${pair.side(side).personId}`);
  if (isSide && first === by) return;
  if (isSide) return pair.staffTask('meeting-said-differently', { meeting: number }, number);
  const { meeting, previous } = pair.state;
  const settled = [meeting, previous].find((one) => one?.number === number);
  if (!settled || outcome === 'unknown') return;
  correct(pair, settled, outcome as 'attended' | 'missed', by);
}

/** Staff have spoken with both: what counts is put right, once, and their task is done. */
function correct(
  pair: Pair,
  meeting: MentorshipState['meeting'],
  outcome: 'attended' | 'missed',
  by: Actor,
): void {
  const { number } = meeting;
  pair.state.outcomes[number] = outcome;
  heardFrom(pair, number, by);
  pair.happened('meeting-corrected', by, { number, outcome });
  writeMeeting(pair, outcome, by, meeting);
  pair.staffTaskIsDone('settled', by, 'meeting-said-differently', number);
  pair.tellJourneys(outcome === 'attended' ? 'meeting-attended' : 'meeting-taken-back', {
    meeting: number,
    again: pair.state.sequence,
  });
}

function settleMeeting(
  pair: Pair,
  meeting: MentorshipState['meeting'],
  outcome: 'attended' | 'missed' | 'unknown',
  by: Actor,
): void {
  const { state, policy } = pair;
  const { number } = meeting;
  const isFirstWord = state.outcomes[number] === undefined;
  state.outcomes[number] = outcome;
  for (const old of Object.keys(state.outcomes).slice(0, -OUTCOMES_KEPT)) delete state.outcomes[old];
  for (const side of SIDES) pair.settle(outcome, by, 'meeting', asked(meeting), side);
  if (number === state.meeting.number) dropProposal(pair, 'over', by);
  pair.happened('meeting-settled', by, { number, outcome });
  writeMeeting(pair, outcome, by, meeting);
  if (outcome === 'attended') state.missedInARow = 0;
  else if (isFirstWord) missAnother(pair, number, policy.missesBeforeStaffTask);
  if (outcome === 'missed') {
    const key = pair.key('meeting', number, 'follow-up');
    pair.remind(
      'mentee',
      key,
      'meeting-missed-followup',
      { meeting: number },
      plus(now(), FOLLOW_UP_HOLDS_FOR),
    );
  }
  if (outcome !== 'unknown') pair.tellJourneys(`meeting-${outcome}`, { meeting: number });
  if (number !== state.meeting.number || state.status !== 'active') return;
  pair.course.unplan((due) => AROUND_A_MEETING.includes(due.do));
  pair.course.plan({ do: 'plan-meeting', at: now() });
}

function missAnother(pair: Pair, number: number, missesBeforeStaffTask: number): void {
  pair.state.missedInARow += 1;
  if (pair.state.missedInARow % missesBeforeStaffTask !== 0) return;
  pair.staffTask('missed-meetings', { count: pair.state.missedInARow }, number);
}

export function checkReschedule(pair: Pair, { number, startsWall }: Reschedule): void {
  if (pair.state.status !== 'active') refuse('NotPossibleNow', 'the pair does not meet now');
  if (number !== pair.state.meeting.number || pair.state.outcomes[number]) {
    refuse('UnknownMeeting', `only the next meeting can move: number ${pair.state.meeting.number}`);
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(startsWall)) {
    refuse('OutOfRange', 'startsWall is a local date and time such as 2026-03-01T18:30');
  }
}

/** @throws ApplicationFailure `DateNotInFuture` when the new time has passed, `NotPossibleNow` when it was settled meanwhile */
export async function reschedule(pair: Pair, { number, startsWall, by }: Reschedule): Promise<void> {
  const before = pair.state.meeting;
  const { at } = await clock.resolveWall({ wall: startsWall, zone: pair.input.zone });
  // The same wall clock can be another instant: zone rules change.
  if (before.startsWall === startsWall && before.startsAt === at) return;
  if (at <= now()) refuse('DateNotInFuture', 'a meeting can only move to a time that is still to come');
  if (pair.state.meeting !== before || pair.state.outcomes[number] || pair.state.status !== 'active') {
    refuse('NotPossibleNow', 'the meeting was settled or moved at the same moment');
  }
  moveMeeting(pair, at, startsWall, by);
}

export function moveMeeting(pair: Pair, at: Instant, wall: WallClock, by: Actor): void {
  const { number, startsAt } = pair.state.meeting;
  for (const side of SIDES) pair.settle('moved', by, 'meeting', asked(pair.state.meeting), side);
  dropProposal(pair, 'moved', by);
  const moves = (pair.state.meeting.moves ?? 0) + 1;
  pair.state.meeting = { number, startsAt: at, startsWall: wall, moves };
  pair.happened('meeting-moved', by, { number, from: startsAt ?? null, to: at });
  writeMeeting(pair, 'planned', undefined, pair.state.meeting, { moved: true });
  for (const side of SIDES) pair.notice(side, 'meeting-reminder', { meeting: number, at, mine: true });
  planAround(pair);
}

/** The meeting that was planned will not take place. */
export function cancelMeeting(pair: Pair, by: Actor): void {
  const { number } = pair.state.meeting;
  if (number === 0 || pair.state.outcomes[number]) return;
  writeMeeting(pair, 'cancelled', by);
  dropProposal(pair, 'cancelled', by);
  for (const side of SIDES) pair.settle('cancelled', by, 'meeting', asked(pair.state.meeting), side);
}

/** A meeting that fell into a pause is planned anew; one that is still to come stays. */
export function meetAgainAfterPause(pair: Pair, pausedAt: Instant): void {
  const { number, startsAt } = pair.state.meeting;
  const fellIntoIt = startsAt !== undefined && startsAt >= pausedAt && startsAt <= now();
  if (pair.state.status !== 'active' || !fellIntoIt || pair.state.outcomes[number]) return;
  cancelMeeting(pair, 'system');
  pair.course.unplan((due) => AROUND_A_MEETING.includes(due.do));
  pair.course.plan({ do: 'plan-meeting', at: now() });
}
