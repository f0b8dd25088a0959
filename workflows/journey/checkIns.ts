/**
 * Retention check-ins: "how are you doing?", in a rhythm that thins out while answers come and thickens when they do not.
 * Silence is met with a nudge, then with a person; nobody is dropped for it.
 */
import { millis, plus } from '../../domain/duration';
import type { Duration, OccurrenceKey } from '../../domain/ids';
import type { Act, Actor, AnswerCheckIn, Due } from '../contract';
import { now } from '../support/now';
import { nextWall } from '../support/nextWall';
import { refuse } from '../support/refuse';
import { isInside, rhythmAround } from './around';
import type { Path } from './path';

const A_DAY = 'P1D' as Duration;
const CHECK_INS = ['plan-check-in', 'ask-check-in', 'check-in-missed'];

/** Begins the rhythm, or takes it up again; changes nothing where it runs. */
export function startCheckIns(path: Path): void {
  if (!path.policy.stages.includes('retention') || path.state.retention.declinedAt || isInside(path)) return;
  if (path.state.agenda.some((due) => CHECK_INS.includes(due.do))) return;
  planSoon(path);
}

function planSoon(path: Path, within?: Duration): void {
  path.course.unplan((due) => due.do === 'plan-check-in' || due.do === 'ask-check-in');
  path.course.plan({ do: 'plan-check-in', at: now(), ...(within && { about: within }) });
}

/** After a pause a check-in that is overdue comes the next day, not at the moment of coming back. */
export function planAfterPause(path: Path): void {
  const ask = path.state.agenda.find((due) => due.do === 'ask-check-in');
  if (ask && ask.at <= now()) planSoon(path, A_DAY);
}

function cadence(path: Path): Duration {
  const { cadences } = path.policy.retention;
  const usual = cadences[Math.min(path.state.retention.cadence, cadences.length - 1)] ?? A_DAY;
  const around = rhythmAround(path);
  return around !== undefined && millis(around) < millis(usual) ? around : usual;
}

/** Somebody is inside: nothing is asked, and nothing that was asked is held against them. */
export function holdCheckIns(path: Path): void {
  path.settle('inside', 'system', 'check-in');
  path.course.unplan((due) => CHECK_INS.includes(due.do));
}

/** Somebody is out again, or was never in: they are asked the next day. */
export function takeUpCheckIns(path: Path): void {
  const { retention } = path.state;
  const hasBegun = retention.number > 0 || retention.nextAt !== undefined;
  if (hasBegun && !retention.declinedAt) planSoon(path, A_DAY);
}

/** A transition comes near, or its date has moved: what was planned for later is asked sooner. */
export function askMoreOften(path: Path): void {
  const at = now();
  path.course.unplan((due) => due.do === 'ask-more-often');
  for (const { from } of path.state.transitions ?? []) {
    if (from && from > at) path.course.plan({ do: 'ask-more-often', at: from });
  }
  const planned = path.state.agenda.find((due) => due.do === 'ask-check-in');
  const every = rhythmAround(path);
  if (planned && every && planned.at > plus(at, every)) planSoon(path, every);
}

export async function planCheckIn(path: Path, due: Due): Promise<void> {
  const { zone, retention: policy } = path.policy;
  const { retention } = path.state;
  const every = (due.about as Duration | undefined) ?? cadence(path);
  const time = policy.checkInTime;
  const last = due.about === undefined ? retention.nextAt : undefined;
  let { at } = await nextWall({ after: last ?? now(), every, time, zone });
  // What should have been asked in the meantime is not caught up on: the next day is soon enough, or a rhythm of hours.
  const soon = millis(every) < millis(A_DAY) ? every : A_DAY;
  if (at <= now()) ({ at } = await nextWall({ after: now(), every: soon, time, zone }));
  if (!path.isAt(path.state.stage) || path.state.agenda.some(({ do: what }) => what === 'plan-check-in'))
    return;
  retention.nextAt = at;
  path.course.plan({ do: 'ask-check-in', at });
}

export function askCheckIn(path: Path): void {
  const { retention } = path.state;
  const { nudgeAfter, missedAfter } = path.policy.retention;
  path.settle('missed', 'system', 'check-in');
  retention.number += 1;
  const { number } = retention;
  const nudgeAt = plus(now(), nudgeAfter);
  const dueAt = plus(now(), missedAfter);
  path.happened('check-in-asked', 'system', { number }, path.key('check-in', number, 'asked'));
  const wait = path.ask({
    key: ['check-in', number],
    kind: 'retention-check-in',
    owedBy: 'participant',
    dueAt,
    details: { number },
    message: { template: 'retention-check-in', expiresAt: nudgeAt },
    reminders: { template: 'retention-nudge', at: nudgeAt < dueAt ? [nudgeAt] : [] },
  });
  path.course.plan({ do: 'check-in-missed', at: dueAt, wait, number });
}

/** The wait stays open until the next check-in takes its place, so that an answer finds it at any point. */
export function missCheckIn(path: Path, due: Due): void {
  const { retention } = path.state;
  const { missesBeforeStaffTask } = path.policy.retention;
  const number = due.number ?? retention.number;
  retention.missed += 1;
  retention.steady = 0;
  retention.cadence = Math.max(0, retention.cadence - 1);
  path.happened(
    'check-in-missed',
    'system',
    { number, inARow: retention.missed },
    path.key('check-in', number, 'missed'),
  );
  if (retention.missed % missesBeforeStaffTask === 0) {
    closeSilenceTask(path, 'superseded');
    path.staffTask('silence', { count: retention.missed }, number);
    retention.task = number;
  }
  planSoon(path);
}

function closeSilenceTask(path: Path, outcome: string): void {
  const { retention } = path.state;
  if (retention.task === undefined) return;
  path.staffTaskIsDone(outcome, 'system', 'silence', retention.task);
  delete retention.task;
}

/** A late answer counts, to any check-in that this path has ever asked. */
export function checkAnswer(path: Path, { wait }: AnswerCheckIn): void {
  const number = numberOf(path, wait);
  if (!(number >= 1 && number <= path.state.retention.number)) {
    refuse('UnknownCheckIn', 'no check-in of this journey has this key; the open ones are in its standing');
  }
}

function numberOf(path: Path, wait: string): number {
  const prefix = path.key('check-in', '');
  return wait.startsWith(prefix) ? Number(wait.slice(prefix.length)) : 0;
}

export function answerCheckIn(path: Path, { wait, answer, inboundId, by }: AnswerCheckIn): void {
  if (!path.firstTime(wait, answer)) return;
  const { retention } = path.state;
  const { cadences, steadyAfter, askAgainAfter } = path.policy.retention;
  const number = numberOf(path, wait);
  const late = path.waitingFor('check-in', number) === undefined || retention.missed > 0;
  path.settle(answer, by, 'check-in', number);
  retention.missed = 0;
  closeSilenceTask(path, 'answered');
  if (answer === 'decline') {
    decline(path, wait, by, inboundId !== undefined);
    return;
  }
  path.happened('check-in-answered', by, { number, answer, late });
  if (answer === 'ok') {
    retention.steady += 1;
    if (retention.steady >= steadyAfter && retention.cadence < cadences.length - 1) {
      retention.cadence += 1;
      retention.steady = 0;
    }
  }
  if (answer === 'not-ok') {
    retention.steady = 0;
    retention.cadence = Math.max(0, retention.cadence - 1);
    path.staffTask('not-ok', { number }, number);
  }
  if (answer === 'not-now' && askAgainAfter && !retention.declinedAt && !isInside(path)) {
    if (inboundId) path.notice('check-in-later');
    planSoon(path, askAgainAfter);
    return;
  }
  // On a page the page itself thanks.
  if (inboundId) path.notice('retention-thanks');
  startCheckIns(path);
}

/** Their own wish, not silence: nothing is counted against them, and one word from them begins it again. */
function decline(path: Path, wait: OccurrenceKey, by: Actor, byReply: boolean): void {
  const { retention } = path.state;
  path.course.unplan((due) => CHECK_INS.includes(due.do));
  if (retention.declinedAt) return;
  retention.declinedAt = now();
  path.happened('check-ins-declined', by);
  if (byReply) path.notice('check-ins-stopped', { wait });
}

export function resumeCheckIns(path: Path, { by }: Act): void {
  const { retention } = path.state;
  if (!retention.declinedAt) return;
  delete retention.declinedAt;
  path.happened('check-ins-resumed', by);
  if (!isInside(path)) planSoon(path);
}
