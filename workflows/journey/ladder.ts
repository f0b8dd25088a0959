/**
 * Graduated screening: a ladder of steps, each of which opens when the ones that it requires are passed, several at a
 * time, and grants what it grants at once. What is earned stays earned.
 */
import { plus } from '../../domain/duration';
import * as rules from '../../domain/ladder';
import type { StepState } from '../../domain/ladder';
import type { Role, StepPolicy } from '../../domain/policy';
import type { Actor, Due, RecordScreeningStep } from '../contract';
import { now } from '../support/now';
import { refuse, type Refusal } from '../support/refuse';
import type { Path } from './path';

/** The steps of this person's ladder: those of the role, and the mentors' too once they have agreed to become one. */
function ladder(path: Path): StepPolicy[] {
  const roles: Role[] = path.state.consentedToTransition ? [path.role, 'mentor'] : [path.role];
  return rules.ladderFor(path.policy.screening.steps, roles).filter(({ id }) => !isExcused(path, id));
}

/** Not asked of this person: it came with a version of the program when they were past it. */
function isExcused(path: Path, id: string): boolean {
  return path.state.excused?.includes(id) ?? false;
}

/** A step of this person's ladder that has been opened. @throws ApplicationFailure `UnknownStep`, `NotPossibleNow` */
export function openedStep(path: Path, id: string): { step: StepPolicy; state: StepState } {
  const mine = ladder(path);
  const step = mine.find((one) => one.id === id);
  if (!step) {
    const steps = mine.map((one) => one.id);
    refuse('UnknownStep', `this person's ladder has no such step; its steps are ${steps.join(', ')}`);
  }
  const state = path.state.steps.find((one) => one.id === id);
  if (!state) refuse('NotPossibleNow', 'the step is not open yet: the steps that it requires come first');
  return { step, state };
}

/** True when the person has what being matched in this role needs, or all steps where none of them grants it. */
export function isScreened(path: Path, role: Role): boolean {
  const { matching, screening, stages } = path.policy;
  const steps = screening.steps.filter((step) => step.for.includes(role));
  const needed = role === 'mentee' ? matching.menteeNeeds : matching.mentorNeeds;
  const isGranted = steps.some((step) => step.grants.includes(needed));
  return stages.includes('matching') && isGranted
    ? path.may(needed)
    : steps.every(({ id }) => rules.isPassed(path.state.steps, id) || isExcused(path, id));
}

/** @param applied the person has just handed in an application: it is not asked for again */
export function openSteps(path: Path, by: Actor, applied = false): void {
  for (const step of rules.opening(ladder(path), path.state.steps)) {
    const handedIn = applied && step.kind === 'application';
    const state: StepState = {
      id: step.id,
      status: 'open',
      openedAt: now(),
      ...(handedIn && { sentInAt: now() }),
    };
    path.state.steps.push(state);
    path.happened('screening-step-opened', by, { step: step.id });
    if (handedIn) path.happened('screening-step-sent-in', path.input.startedBy, { step: step.id });
    askForStep(path, step, state);
  }
}

/** What was open when a person left is open from now on. */
export function openAnew(path: Path): void {
  path.state.steps = path.state.steps.map((step) =>
    step.status === 'open' ? { ...step, openedAt: now() } : step,
  );
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

export function askForStep(path: Path, step: StepPolicy, state: StepState): void {
  const dueAt = plus(state.openedAt, step.staleAfter);
  const reminders = step.remindAfter.map((after) => plus(state.openedAt, after)).filter((at) => at < dueAt);
  const owedByPerson = step.owedBy === 'participant' && !state.sentInAt;
  const refs = { step: step.id, at: dueAt };
  path.ask({
    key: ['step', step.id, path.state.sequence],
    kind: 'screening-step',
    owedBy: owedByPerson ? 'participant' : 'staff',
    dueAt,
    details: { step: step.id, ...(state.sentInAt && { sentIn: true }) },
    lateIsATask: true,
    ...(owedByPerson && {
      message: { template: 'screening-step-reminder', refs, expiresAt: reminders[0] ?? dueAt },
      reminders: { template: 'screening-step-reminder', refs, at: reminders },
    }),
  });
}

export function checkStep(path: Path, decision: RecordScreeningStep): void {
  const { step, state } = openedStep(path, decision.step);
  refuseWith(rules.refusalOf(step, state, decision, now()));
}

export function refuseWith(refusal: rules.Refusal | undefined): void {
  if (refusal) refuse(refusal.code as Refusal, refusal.because);
}

export function decideStep(path: Path, decision: RecordScreeningStep): void {
  const { step: id, outcome, lookAgainAt, by } = decision;
  const { step, state } = openedStep(path, id);
  if (rules.isDecidedSo(state, decision)) return;
  path.settle(outcome, by, 'step', id);
  path.settle('decided', by, 'peers', id);
  const decided = rules.decidedStep(state, outcome, now(), lookAgainAt ?? plus(now(), step.staleAfter));
  replace(path, decided);
  path.happened('screening-step-decided', by, {
    step: id,
    outcome,
    ...(lookAgainAt && outcome !== 'advance' && { lookAgainAt }),
    ...(decision.reasonStated && { reason: 'stated' }),
    ...(decided.peerWords && { words: decided.peerWords }),
  });
  if (outcome === 'advance') {
    grantPrivileges(path, by);
    path.notice('screening-step-passed', { step: id });
    openSteps(path, by);
    return;
  }
  lookAgainLater(path, step, decided);
  if (outcome === 'decline' && decided.lookAgainAt) {
    path.notice('screening-declined-look-again', { step: id, at: decided.lookAgainAt });
  }
}

export function replace(path: Path, state: StepState): void {
  path.state.steps = path.state.steps.map((one) => (one.id === state.id ? state : one));
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
  const reopened = rules.reopenedStep(state, now());
  replace(path, reopened);
  path.happened('screening-step-opened', 'system', { step: step.id, again: true });
  path.staffTask('look-again', { step: step.id }, step.id, path.state.sequence);
  askForStep(path, step, reopened);
}

/** Says what is newly open to the person. */
export function grantPrivileges(path: Path, by: Actor): void {
  const { state, policy } = path;
  const fromTier = policy.tiers.find(({ id }) => id === state.tier)?.grants;
  // In this version of the program, or in an earlier one.
  const kept = [...(state.kept?.steps ?? []), ...(state.kept?.tier ?? [])];
  const earned = [...new Set([...rules.earned(policy.screening.steps, state.steps, fromTier), ...kept])];
  const granted = earned.filter((privilege) => !path.may(privilege));
  state.privileges = earned;
  for (const privilege of granted) path.happened('privilege-granted', by, { privilege });
}
