/**
 * Retention check-ins: "how are you doing?", in a rhythm that thins out while answers come and thickens when they do not.
 * Silence is met with a nudge, then with a person; nobody is dropped for it.
 */
import { millis, plus } from '../../domain/duration';
import type { Duration } from '../../domain/ids';
import type { AnswerCheckIn, Due } from '../contract';
import { now } from '../support/now';
import { nextWall } from '../support/nextWall';
import { refuse } from '../support/refuse';
import type { Path } from './path';

const A_DAY = 'P1D' as Duration;

/** Begins the rhythm, or takes it up again; changes nothing where it runs. */
export function startCheckIns(path: Path): void {
  if (!path.policy.stages.includes('retention')) return;
  const running = ['plan-check-in', 'ask-check-in', 'check-in-missed'];
  if (path.state.agenda.some((due) => running.includes(due.do))) return;
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
  return cadences[Math.min(path.state.retention.cadence, cadences.length - 1)] ?? A_DAY;
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
  const { cadences, steadyAfter } = path.policy.retention;
  const number = numberOf(path, wait);
  const late = path.waitingFor('check-in', number) === undefined || retention.missed > 0;
  path.settle(answer, by, 'check-in', number);
  path.happened('check-in-answered', by, { number, answer, late });
  retention.missed = 0;
  closeSilenceTask(path, 'answered');
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
  // On a page the page itself thanks.
  if (inboundId) path.notice('retention-thanks');
  startCheckIns(path);
}
