/**
 * Retention check-ins: "how are you doing?", in a rhythm that thins out while answers come and thickens when they do not.
 * Silence is met with a nudge, then with a person; nobody is dropped for it.
 */
import { patched } from '@temporalio/workflow';
import { afterAnswer, afterMiss, afterOk, interval, isForStaff } from '../../domain/cadence';
import { millis, plus } from '../../domain/duration';
import type { Duration, Instant, OccurrenceKey } from '../../domain/ids';
import { occurrences, type Act, type Actor, type AnswerCheckIn, type Due } from '../contract';
import { now } from '../support/now';
import { nextWall } from '../support/nextWall';
import { looking, lookingSurely } from '../support/proxies';
import { refuse } from '../support/refuse';
import { isInside, rhythmAround } from './around';
import type { Path } from './path';

const A_DAY = 'P1D' as Duration;
const CHECK_INS = ['plan-check-in', 'ask-check-in', 'look-at-check-in', 'check-in-missed'];

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

/** Of what was asked nothing is awaited any more, nor of what a task asked that was lost: PostgreSQL knows of both. */
export function letGoOfCheckIns(path: Path, outcome: string, by: Actor): void {
  if (!path.state.retention.besideTheTask) return path.settle(outcome, by, 'check-in');
  const open = path.waitingFor('check-in');
  if (open) path.forget(open.key);
  path.course.decide({ closeAll: { prefix: path.key('check-in', ''), outcome, by } });
}

/** Somebody is inside: nothing is asked, and nothing that was asked is held against them. */
export function holdCheckIns(path: Path): void {
  letGoOfCheckIns(path, 'inside', 'system');
  path.course.unplan((due) => CHECK_INS.includes(due.do));
}

/**
 * Somebody is out again, or was never in: they are asked the next day, also where they came to be asked while inside.
 * @param beginsHere asked only where it makes a difference: runs of before asked nobody who had not been asked
 */
export function takeUpCheckIns(
  path: Path,
  beginsHere = () => patched('who-came-to-be-asked-inside-is-asked-outside'),
): void {
  const { retention } = path.state;
  if (retention.declinedAt) return;
  const hasBegun = retention.number > 0 || retention.nextAt !== undefined;
  if (hasBegun || (isAskedHere(path) && beginsHere())) planSoon(path, A_DAY);
}

/** The stages that begin the rhythm. */
function isAskedHere(path: Path): boolean {
  if (!path.policy.stages.includes('retention')) return false;
  return path.isAt('retention') || (path.role === 'mentor' && path.isAt('matching'));
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

function everyNow(path: Path, rhythm = path.state.retention): Duration {
  return interval(rhythm, path.policy.retention, rhythmAround(path));
}

export async function planCheckIn(path: Path, due: Due): Promise<void> {
  const { zone, retention: policy } = path.policy;
  const { retention } = path.state;
  const every = (due.about as Duration | undefined) ?? everyNow(path);
  const time = policy.checkInTime;
  const last = due.about === undefined ? retention.nextAt : undefined;
  let { at } = await nextWall({ after: last ?? now(), every, time, zone });
  // What should have been asked in the meantime is not caught up on: the next day is soon enough, or a rhythm of hours.
  const soon = millis(every) < millis(A_DAY) ? every : A_DAY;
  if (at <= now()) ({ at } = await nextWall({ after: now(), every: soon, time, zone }));
  if (!path.isAt(path.state.stage) || path.state.agenda.some(({ do: what }) => what === 'plan-check-in'))
    return;
  planAsking(path, at);
}

function planAsking(path: Path, at: Instant): void {
  const { retention } = path.state;
  retention.nextAt = at;
  // Known before it is asked, so that what a lost task asks is known of as well.
  if (patched('check-ins-are-asked-beside-the-task')) retention.besideTheTask = true;
  path.course.plan({ do: 'ask-check-in', at });
}

/**
 * Asked beside the task, where nothing is awaited any more. A lost task may thus have asked what the next one, which has
 * heard of a pause, does not ask yet: then it is asked under the same key later, which says nothing twice and finds the
 * answer.
 */
export function askCheckIn(path: Path): void {
  const besideTheTask = path.state.retention.besideTheTask && path.waitingFor('check-in') === undefined;
  if (besideTheTask) path.course.besideTheTask(() => ask(path));
  else ask(path);
}

/**
 * An "ok" in time is a row in PostgreSQL and costs this path nothing: it looks when the nudge would be due. Any other
 * answer, and any that has to undo something, comes here as an update.
 */
function ask(path: Path): void {
  const { retention } = path.state;
  const { nudgeAfter, missedAfter } = path.policy.retention;
  path.settle('missed', 'system', 'check-in');
  retention.number += 1;
  const { number } = retention;
  const nudgeAt = plus(now(), nudgeAfter);
  const dueAt = plus(now(), missedAfter);
  const isNudged = nudgeAt < dueAt;
  const looks = patched('check-in-answers-are-rows');
  path.happened('check-in-asked', 'system', { number }, path.key('check-in', number, 'asked'));
  const wait = path.ask({
    key: ['check-in', number],
    kind: 'retention-check-in',
    owedBy: 'participant',
    dueAt,
    details: { number, ...(looks && retention.missed === 0 && { answerIsARow: true }) },
    message: { template: 'retention-check-in', expiresAt: nudgeAt },
    reminders: { template: 'retention-nudge', at: isNudged && !looks ? [nudgeAt] : [] },
  });
  path.course.plan(
    looks
      ? { do: 'look-at-check-in', at: isNudged ? nudgeAt : dueAt, expiresAt: dueAt, wait, number }
      : { do: 'check-in-missed', at: dueAt, wait, number },
  );
}

/** Time for the nudge, or for the miss: unless they have answered. */
export async function lookAtCheckIn(path: Path, due: Due): Promise<void> {
  const { wait, number, expiresAt: dueAt } = due;
  if (wait === undefined || number === undefined || dueAt === undefined) return;
  const next = await nextIfAnswered(path, wait);
  // Meanwhile they may have answered otherwise, or left.
  if (path.waitingFor('check-in', number)?.key !== wait) return;
  if (next?.inside) return askedInside(path, next.nextAt);
  if (next) return heard(path, wait, next.nextAt);
  if (now() >= dueAt) return missCheckIn(path, due);
  path.remind(path.key('check-in', number, 'reminder', 1), 'retention-nudge', { wait }, dueAt, wait);
  path.course.plan({ ...due, at: dueAt });
}

/** When the next check-in comes, where this one was answered with an "ok", or was asked of somebody inside. */
async function nextIfAnswered(path: Path, wait: OccurrenceKey): ReturnType<typeof looking.checkInAnswered> {
  const { zone, retention: policy } = path.policy;
  const { retention } = path.state;
  const at = now();
  const question = {
    wait,
    now: at,
    after: retention.nextAt ?? at,
    every: everyNow(path, { ...retention, ...afterOk(retention, policy) }),
    time: policy.checkInTime,
    zone,
  };
  try {
    return await looking.checkInAnswered(question);
  } catch {
    return await lookingSurely.checkInAnswered(question);
  }
}

/** A path of another program knows that they are inside. The question was held, and silence is no answer to it. */
function askedInside(path: Path, nextAt: Instant): void {
  letGoOfCheckIns(path, 'inside', 'system');
  if (path.isAt(path.state.stage)) planAsking(path, nextAt);
}

/** What they said stands in PostgreSQL already; here it is only remembered. */
function heard(path: Path, wait: OccurrenceKey, nextAt: Instant): void {
  const { retention } = path.state;
  path.firstTime(wait, 'ok');
  path.forget(wait);
  Object.assign(retention, afterOk(retention, path.policy.retention));
  if (path.isAt(path.state.stage)) planAsking(path, nextAt);
}

/** The wait stays open until the next check-in takes its place, so that an answer finds it at any point. */
export function missCheckIn(path: Path, due: Due): void {
  const { retention } = path.state;
  const number = due.number ?? retention.number;
  Object.assign(retention, afterMiss(retention));
  path.happened(
    'check-in-missed',
    'system',
    { number, inARow: retention.missed },
    path.key('check-in', number, 'missed'),
  );
  if (isForStaff(retention, path.policy.retention)) {
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
  const { askAgainAfter } = path.policy.retention;
  const number = numberOf(path, wait);
  const late = path.waitingFor('check-in', number) === undefined || retention.missed > 0;
  path.settle(answer, by, 'check-in', number);
  Object.assign(retention, afterAnswer(retention, answer, path.policy.retention));
  closeSilenceTask(path, 'answered');
  if (answer === 'decline') {
    decline(path, wait, by, inboundId !== undefined);
    return;
  }
  path.happened('check-in-answered', by, { number, answer, late }, occurrences.checkInAnswer(wait, answer));
  if (answer === 'not-ok') path.staffTask('not-ok', { number }, number);
  if (answer === 'not-now' && askAgainAfter && !retention.declinedAt && !isInside(path)) {
    if (inboundId) path.notice('check-in-later', { inbound: inboundId });
    planSoon(path, askAgainAfter);
    return;
  }
  // On a page the page itself thanks.
  if (inboundId)
    path.notice(answer === 'not-ok' ? 'not-ok-received' : 'retention-thanks', { inbound: inboundId });
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
