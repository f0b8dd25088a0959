/**
 * Meetings: one planned at a time, in the program's rhythm and on its local clock. Both sides are reminded, both are asked
 * once whether they met, and the first answer settles it.
 */
import { millis, plus } from '../../domain/duration';
import type { Duration, Instant, WallClock } from '../../domain/ids';
import type { Actor, Due, LogMeeting, MentorshipState, RecordBatch, Reschedule } from '../contract';
import { now } from '../support/now';
import { nextWall } from '../support/nextWall';
import { clock } from '../support/proxies';
import { refuse } from '../support/refuse';
import type { Pair } from './pair';
import { SIDES } from './pair';

const DAY = 24 * 3_600_000;
const OUTCOMES_KEPT = 12;
const FOLLOW_UP_HOLDS_FOR = 3 * DAY;

type MeetingRow = NonNullable<RecordBatch['meetings']>[number];

/** For as long as the two go on meeting. */
export async function meetings(pair: Pair): Promise<void> {
  await pair.course.until(() => pair.state.status !== 'active');
}

export async function planMeeting(pair: Pair): Promise<void> {
  const { meetingEvery, meetingTime: time, firstMeetingWithin } = pair.policy;
  const { zone } = pair.input;
  const { startsAt, number } = pair.state.meeting;
  const every = number === 0 ? dayBefore(firstMeetingWithin) : meetingEvery;
  let next = await nextWall({ after: startsAt ?? now(), every, time, zone });
  if (next.at <= now()) {
    next = await nextWall({ after: now(), every: 'P1D' as Duration, time, zone });
  }
  if (pair.state.status !== 'active' || pair.state.meeting.number !== number) return;
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

function writeMeeting(
  pair: Pair,
  status: MeetingRow['status'],
  by?: Actor,
  meeting = pair.state.meeting,
): void {
  const { number, startsAt, startsWall } = meeting;
  if (!startsAt || !startsWall) return;
  pair.course.decide({
    meetings: [{ number, startsAt, startsWall, zone: pair.input.zone, status, ...(by && { by }) }],
  });
}

const AROUND_A_MEETING = ['remind-meeting', 'ask-meeting', 'settle-meeting', 'plan-meeting'];

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
      { meeting: number, at: startsAt as string },
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
      key: ['meeting', number],
      kind: 'meeting-outcome',
      dueAt,
      template: 'meeting-asked',
      details,
    });
  }
  pair.course.plan({ do: 'settle-meeting', at: dueAt });
}

/** Nobody said whether they met: that is not held against anybody, but staff learn of it when it goes on. */
export function leaveUnknown(pair: Pair): void {
  settleMeeting(pair, pair.state.meeting, 'unknown', 'system');
}

export function checkLog(pair: Pair, { number }: LogMeeting): void {
  if (!(number >= 1 && number <= pair.state.meeting.number)) {
    refuse('UnknownMeeting', `the meetings of this pair so far are 1 to ${pair.state.meeting.number}`);
  }
}

/** The first answer stands; only "unknown" gives way to a later word, for as long as it is the last meeting. */
export function logMeeting(pair: Pair, { number, outcome, by }: LogMeeting): void {
  const { meeting, previous, outcomes } = pair.state;
  const before = outcomes[number];
  if (before === 'attended' || before === 'missed') return;
  if (number === meeting.number) settleMeeting(pair, meeting, outcome, by);
  else if (number === previous?.number && before === 'unknown') settleMeeting(pair, previous, outcome, by);
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
  for (const side of SIDES) pair.settle(outcome, by, 'meeting', number, side);
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

function moveMeeting(pair: Pair, at: Instant, wall: WallClock, by: Actor): void {
  const { number, startsAt } = pair.state.meeting;
  pair.state.meeting = { number, startsAt: at, startsWall: wall };
  pair.happened('meeting-moved', by, { number, from: startsAt ?? null, to: at });
  writeMeeting(pair, 'planned');
  for (const side of SIDES) {
    pair.settle('moved', by, 'meeting', number, side);
    pair.notice(side, 'meeting-reminder', { meeting: number, at });
  }
  planAround(pair);
}

/** The meeting that was planned will not take place. */
export function cancelMeeting(pair: Pair, by: Actor): void {
  const { number } = pair.state.meeting;
  if (number === 0 || pair.state.outcomes[number]) return;
  writeMeeting(pair, 'cancelled', by);
  for (const side of SIDES) pair.settle('cancelled', by, 'meeting', number, side);
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
