/** Pausing, coming back, leaving, and death: always the person's or a human's act, never the program's. */
import { patched } from '@temporalio/workflow';
import { between, plus } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import type { Act, Actor, Due, Pause, RecordDeath } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import { isInside } from './around';
import { letGoOfCheckIns, planAfterPause, takeUpCheckIns } from './checkIns';
import { leaveTransitions } from './criticalTransitions';
import { startDuties } from './duties';
import { planExpiries } from './expiries';
import { askForOpenSteps, openAnew } from './ladder';
import type { Path } from './path';

export function checkPause(_path: Path, { until }: Pause): void {
  if (until && !(until > now())) refuse('DateNotInFuture', 'until must lie in the future');
}

/** Nothing is said or asked from now on. What is awaited stays awaited, and its time stands still. */
export function pause(path: Path, { until, by }: Pause): void {
  const before = path.state.agenda.find((due) => due.do === 'come-back')?.at;
  if (path.isPaused && before === until) return;
  path.course.unplan((due) => due.do === 'come-back');
  if (until) path.course.plan({ do: 'come-back', at: until, evenPaused: true });
  const isNew = !path.isPaused;
  path.state.status = 'paused';
  path.state.pausedAt ??= now();
  path.happened('journey-paused', by, { until: until ?? null });
  path.course.sayEvenPaused(path.notice('paused', until ? { at: until } : {}));
  if (isNew) path.tellMentorships('paused');
  path.show();
}

export function comeBack(path: Path, by: Actor): void {
  const { pausedAt } = path.state;
  if (!path.isPaused || !pausedAt) return;
  path.state.status = 'active';
  delete path.state.pausedAt;
  path.course.unplan((due) => due.do === 'come-back');
  timeGoesOn(path, between(pausedAt, now()));
  path.happened('journey-resumed', by);
  path.notice('resumed');
  planAfterPause(path);
  path.tellMentorships('resumed');
  path.show();
}

/** Dates that were agreed on, and the rhythm of check-ins, are the calendar's; everything else waited as long as the pause. */
const CALENDAR = ['look-again', 'plan-check-in', 'ask-check-in', 'ask-more-often', 'renew'];

function timeGoesOn(path: Path, milliseconds: number): void {
  const later = (at: Instant): Instant => plus(at, milliseconds);
  const moves = (due: Due): boolean => !CALENDAR.includes(due.do);
  const kept = new Set(path.state.agenda.filter((due) => !moves(due)).map((due) => due.wait));
  path.state.agenda = path.state.agenda.map((due) =>
    moves(due)
      ? { ...due, at: later(due.at), ...(due.expiresAt && { expiresAt: later(due.expiresAt) }) }
      : due,
  );
  const moved: { key: (typeof path.state.waits)[number]['key']; dueAt: Instant }[] = [];
  for (const wait of path.state.waits) {
    if (!wait.dueAt || kept.has(wait.key)) continue;
    wait.dueAt = later(wait.dueAt);
    moved.push({ key: wait.key, dueAt: wait.dueAt });
  }
  if (moved.length > 0) path.course.decide({ due: moved });
}

/** Everything that was asked is let go; the path stays, and the way back is open. */
export function withdraw(path: Path, { by }: Act): void {
  if (path.state.status === 'withdrawn') return;
  const staysUnsaid = isInside(path) && patched('who-is-inside-is-told-nothing-as-they-leave');
  leave(path, 'withdrawn', by);
  path.state.status = 'withdrawn';
  path.happened('journey-withdrawn', by);
  if (!staysUnsaid) path.notice('withdrawn');
  path.leaveMentorships('withdrawn');
  leaveTransitions(path, 'withdrawn');
  path.show();
}

/**
 * Goes on where the person was: everything passed is still passed, and the stage asks again for what it needs. The time
 * for that counts from now on; what was asked long ago would be late at once, and said never.
 */
export function reopen(
  path: Path,
  { by }: Act,
  asksAnew = () => patched('whoever-is-back-is-asked-anew'),
): void {
  if (path.state.status !== 'withdrawn') return;
  path.state.status = 'active';
  path.happened('journey-reopened', by);
  const isAnew = asksAnew();
  if (isAnew) {
    path.state.stageSince = now();
    openAnew(path);
  }
  askForOpenSteps(path);
  planExpiries(path);
  if (isAnew) {
    takeUp(path);
    // What the stage needs it asks as the next run comes to it.
    path.course.freshRun();
  }
  path.show();
}

/** The first moment of a path that takes up one which a mistake had ended: nothing that was asked is asked any more. */
export function beginAgain(path: Path): void {
  path.happened('journey-reopened', path.input.startedBy, undefined, path.key('started'));
  for (const { id, status, sentInAt } of path.state.steps) {
    if (status !== 'open') continue;
    path.happened('screening-step-opened', 'system', { step: id, again: true });
    if (sentInAt) path.happened('screening-step-sent-in', 'system', { step: id });
  }
  askForOpenSteps(path);
  planExpiries(path);
  takeUp(path);
}

/** What goes on beside the stages, as far as it had begun. */
function takeUp(path: Path): void {
  takeUpCheckIns(path, () => false);
  startDuties(path);
}

/** Nothing automated goes to or about this person from here on (rule 16); a named human tells those close to the path. */
export function recordDeath(path: Path, { by, told }: RecordDeath): void {
  if (!path.goesOn) return;
  leave(path, 'died', by);
  path.happened('death-recorded', by);
  path.course.decide({ death: { personId: path.input.personId } });
  if (told !== 'otherwise') path.staffTask('tell-those-close');
  path.leaveMentorships('died');
  leaveTransitions(path, 'died');
  path.end();
}

function leave(path: Path, outcome: string, by: Actor): void {
  letGoOfCheckIns(path, outcome, by);
  path.settle(outcome, by);
  path.course.unplan(() => true);
  path.course.silence();
  delete path.state.pausedAt;
}

/** Withdrawn: nothing is asked and nothing is said until somebody reopens the path. */
export async function away(path: Path): Promise<void> {
  await path.course.until(() => path.state.status !== 'withdrawn');
}
