/**
 * Graduated screening: a ladder of steps, each of which opens when the ones that it requires are passed, several at a
 * time, and grants what it grants at once. What is earned stays earned.
 */
import { plus } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import type { Role, StepPolicy } from '../../domain/policy';
import type { Actor, Due, RecordScreeningStep, StepState } from '../contract';
import { now } from '../support/now';
import { refuse } from '../support/refuse';
import type { Path } from './path';

/** The steps of this person's ladder: those of the role, and the mentors' too once they have agreed to become one. */
function ladder(path: Path): StepPolicy[] {
  const roles: Role[] = path.state.consentedToTransition ? [path.role, 'mentor'] : [path.role];
  return path.policy.screening.steps.filter((step) => step.for.some((role) => roles.includes(role)));
}

function isPassed(path: Path, id: string): boolean {
  return path.state.steps.some((step) => step.id === id && step.status === 'passed');
}

/** Not asked of this person: it came with a version of the program when they were past it. */
function isExcused(path: Path, id: string): boolean {
  return path.state.excused?.includes(id) ?? false;
}

/** A step that only another role has is no condition. */
function isReachable(path: Path, step: StepPolicy): boolean {
  const ids = ladder(path).flatMap(({ id }) => (isExcused(path, id) ? [] : [id]));
  return step.requires.every((id) => isPassed(path, id) || !ids.includes(id));
}

/** True when the person has what being matched in this role needs, or all steps where none of them grants it. */
export function isScreened(path: Path, role: Role): boolean {
  const { matching, screening, stages } = path.policy;
  const steps = screening.steps.filter((step) => step.for.includes(role));
  const needed = role === 'mentee' ? matching.menteeNeeds : matching.mentorNeeds;
  const isGranted = steps.some((step) => step.grants.includes(needed));
  return stages.includes('matching') && isGranted
    ? path.may(needed)
    : steps.every((step) => isPassed(path, step.id) || isExcused(path, step.id));
}

export function openSteps(path: Path, by: Actor): void {
  for (const step of ladder(path)) {
    if (path.state.steps.some(({ id }) => id === step.id) || isExcused(path, step.id)) continue;
    if (!isReachable(path, step)) continue;
    const state: StepState = { id: step.id, status: 'open', openedAt: now() };
    path.state.steps.push(state);
    path.happened('screening-step-opened', by, { step: step.id });
    askForStep(path, step, state);
  }
}

/** Asks again for what was open when a person left. */
export function askForOpenSteps(path: Path): void {
  for (const step of ladder(path)) {
    const state = path.state.steps.find(({ id }) => id === step.id);
    if (!state || state.status === 'passed' || path.waitingFor('step', step.id)) continue;
    if (state.status === 'open') askForStep(path, step, state);
    else lookAgainLater(path, step, state);
  }
}

function askForStep(path: Path, step: StepPolicy, state: StepState): void {
  const dueAt = plus(state.openedAt, step.staleAfter);
  const reminders = step.remindAfter.map((after) => plus(state.openedAt, after)).filter((at) => at < dueAt);
  const owedByPerson = step.owedBy === 'participant';
  const refs = { step: step.id, at: dueAt };
  path.ask({
    key: ['step', step.id, path.state.sequence],
    kind: 'screening-step',
    owedBy: step.owedBy,
    dueAt,
    details: { step: step.id },
    lateIsATask: true,
    ...(owedByPerson && {
      message: { template: 'screening-step-reminder', refs, expiresAt: reminders[0] ?? dueAt },
      reminders: { template: 'screening-step-reminder', refs, at: reminders },
    }),
  });
}

export function checkStep(path: Path, { step, outcome, lookAgainAt }: RecordScreeningStep): void {
  const state = path.state.steps.find(({ id }) => id === step);
  if (!ladder(path).some(({ id }) => id === step)) {
    const steps = ladder(path).map(({ id }) => id);
    refuse('UnknownStep', `this person's ladder has no such step; its steps are ${steps.join(', ')}`);
  }
  if (!state) refuse('NotPossibleNow', 'the step is not open yet: the steps that it requires come first');
  if (isDecidedSo(state, outcome, lookAgainAt)) return;
  if (state.status === 'passed')
    refuse('AlreadyDecided', 'the step is passed; what is earned is not taken back');
  if ((outcome === 'hold' || outcome === 'decline') && !lookAgainAt) {
    refuse('DateNeeded', `${outcome} needs lookAgainAt: the date on which it is looked at again`);
  }
  if (lookAgainAt && !(lookAgainAt > now())) refuse('DateNotInFuture', 'lookAgainAt must lie in the future');
}

const STATUS = { advance: 'passed', hold: 'on-hold', refer: 'referred', decline: 'declined' } as const;

function isDecidedSo(
  state: StepState,
  outcome: keyof typeof STATUS,
  lookAgainAt: Instant | undefined,
): boolean {
  if (state.status !== STATUS[outcome]) return false;
  return outcome === 'advance' || lookAgainAt === undefined || lookAgainAt === state.lookAgainAt;
}

export function decideStep(path: Path, { step: id, outcome, lookAgainAt, by }: RecordScreeningStep): void {
  const step = path.policy.screening.steps.find((candidate) => candidate.id === id);
  const state = path.state.steps.find((candidate) => candidate.id === id);
  if (!step || !state || isDecidedSo(state, outcome, lookAgainAt)) return;
  path.settle(outcome, by, 'step', id);
  state.status = STATUS[outcome];
  state.decidedAt = now();
  delete state.lookAgainAt;
  path.happened('screening-step-decided', by, {
    step: id,
    outcome,
    ...(lookAgainAt && outcome !== 'advance' && { lookAgainAt }),
  });
  if (outcome === 'advance') {
    grantPrivileges(path, by);
    path.notice('screening-step-passed', { step: id });
    openSteps(path, by);
    return;
  }
  state.lookAgainAt = lookAgainAt ?? plus(now(), step.staleAfter);
  lookAgainLater(path, step, state);
  if (outcome === 'decline') {
    path.notice('screening-declined-look-again', { step: id, at: state.lookAgainAt });
  }
}

/** Someone owes a second look, on a date: so it is waited for like anything else. */
function lookAgainLater(path: Path, step: StepPolicy, state: StepState): void {
  const at = state.lookAgainAt ?? plus(now(), step.staleAfter);
  const wait = path.ask({
    key: ['step', step.id, path.state.sequence],
    kind: 'screening-step',
    owedBy: 'staff',
    dueAt: at,
    details: { step: step.id, again: true },
  });
  path.course.plan({ do: 'look-again', at, wait, about: step.id });
}

export function lookAgain(path: Path, due: Due): void {
  const step = path.policy.screening.steps.find(({ id }) => id === due.about);
  const state = path.state.steps.find(({ id }) => id === due.about);
  if (!step || !state || state.status === 'passed') return;
  path.settle('looked-at-again', 'system', 'step', step.id);
  state.status = 'open';
  state.openedAt = now();
  delete state.lookAgainAt;
  path.happened('screening-step-opened', 'system', { step: step.id, again: true });
  path.staffTask('look-again', { step: step.id }, step.id, path.state.sequence);
  askForStep(path, step, state);
}

/** What a person may do follows from the steps passed and the tier held, in this version of the program or an earlier one. */
export function grantPrivileges(path: Path, by: Actor): void {
  const { state, policy } = path;
  const fromSteps = policy.screening.steps
    .filter(({ id }) => isPassed(path, id))
    .flatMap((step) => step.grants);
  const fromTier = policy.tiers.find(({ id }) => id === state.tier)?.grants ?? [];
  const kept = [...(state.kept?.steps ?? []), ...(state.kept?.tier ?? [])];
  const earned = [...new Set([...fromSteps, ...fromTier, ...kept])];
  const granted = earned.filter((privilege) => !path.may(privilege));
  state.privileges = earned;
  for (const privilege of granted) path.happened('privilege-granted', by, { privilege });
}
