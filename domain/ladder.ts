/**
 * The rules of graduated screening: a ladder of steps, each of which opens when the ones that it requires are passed. What
 * is earned stays earned, and every decision leaves a way on.
 */
import { DAY } from './duration';
import type { Instant } from './ids';
import type { Privilege, Role, StepOutcome, StepPolicy } from './policy';

export interface StepState {
  id: string;
  status: 'open' | 'passed' | 'on-hold' | 'declined' | 'referred';
  openedAt: Instant;
  decidedAt?: Instant;
  /** For a hold or a decline: when it is looked at again. */
  lookAgainAt?: Instant;
  /** What the person owed has been sent in; staff owe the next move. */
  sentInAt?: Instant;
  /** How many mentors have given their word since the step was last opened. */
  peerWords?: number;
}

export interface StepDecision {
  outcome: StepOutcome;
  lookAgainAt?: Instant;
  /** Why, in a sentence that is kept elsewhere. */
  reasonStated?: true;
}

/** Why something cannot be done, with what would be right. */
export interface Refusal {
  code: string;
  because: string;
}

const STATUS = { advance: 'passed', hold: 'on-hold', refer: 'referred', decline: 'declined' } as const;
/** A decision that was a slip is undone on the same day; later it is part of what somebody built on. */
const SLIP_MS = DAY;

/** The steps of somebody who goes by these roles. */
export function ladderFor(steps: readonly StepPolicy[], roles: readonly Role[]): StepPolicy[] {
  return steps.filter((step) => step.for.some((role) => roles.includes(role)));
}

export function isPassed(states: readonly StepState[], id: string): boolean {
  return states.some((step) => step.id === id && step.status === 'passed');
}

/** A step that only another role has is no condition. */
export function isReachable(
  step: StepPolicy,
  ladder: readonly StepPolicy[],
  states: readonly StepState[],
): boolean {
  return step.requires.every((id) => isPassed(states, id) || !ladder.some((one) => one.id === id));
}

/** Steps that have not been opened yet, and whose conditions are met. */
export function opening(ladder: readonly StepPolicy[], states: readonly StepState[]): StepPolicy[] {
  return ladder.filter(
    (step) => !states.some(({ id }) => id === step.id) && isReachable(step, ladder, states),
  );
}

/** What somebody may do follows from the steps passed and the tier held, nothing else. */
export function earned(
  steps: readonly StepPolicy[],
  states: readonly StepState[],
  ofTier: readonly Privilege[] = [],
): Privilege[] {
  const fromSteps = steps.filter(({ id }) => isPassed(states, id)).flatMap(({ grants }) => grants);
  return [...new Set([...fromSteps, ...ofTier])];
}

export function isDecidedSo(state: StepState, { outcome, lookAgainAt }: StepDecision): boolean {
  if (state.status !== STATUS[outcome]) return false;
  return outcome === 'advance' || lookAgainAt === undefined || lookAgainAt === state.lookAgainAt;
}

/** What speaks against a decision; nothing where it may be taken, or was taken already. */
export function refusalOf(
  step: StepPolicy,
  state: StepState,
  decision: StepDecision,
  at: Instant,
): Refusal | undefined {
  const { outcome, lookAgainAt } = decision;
  if (isDecidedSo(state, decision)) return undefined;
  if (state.status === 'passed')
    return { code: 'AlreadyDecided', because: 'the step is passed; what is earned is not taken back' };
  if ((outcome === 'hold' || outcome === 'decline') && !lookAgainAt)
    return {
      code: 'DateNeeded',
      because: `${outcome} needs lookAgainAt: the date on which it is looked at again`,
    };
  if (lookAgainAt && !(lookAgainAt > at))
    return { code: 'DateNotInFuture', because: 'lookAgainAt must lie in the future' };
  const peersDecide = step.decidedBy !== undefined && step.decidedBy !== 'staff';
  if (peersDecide && !state.peerWords && !decision.reasonStated)
    return {
      code: 'ReasonNeeded',
      because:
        'mentors sit on the deciding side of this step and none has given their word; ask them, or say why it is decided without',
    };
  return undefined;
}

/** The step after a decision. @param until when it is looked at again, where it is not passed */
export function decidedStep(
  state: StepState,
  outcome: StepOutcome,
  at: Instant,
  until: Instant | undefined,
): StepState {
  const { id, openedAt, sentInAt, peerWords } = state;
  return {
    id,
    openedAt,
    ...(sentInAt && { sentInAt }),
    ...(peerWords && { peerWords }),
    status: STATUS[outcome],
    decidedAt: at,
    ...(outcome !== 'advance' && until && { lookAgainAt: until }),
  };
}

/** The step as it is looked at anew: words that were given before were about the time before. */
export function reopenedStep(state: StepState, at: Instant): StepState {
  const { id, sentInAt } = state;
  return { id, status: 'open', openedAt: at, ...(sentInAt && { sentInAt }) };
}

/**
 * What speaks against undoing a decision. Anything that left somebody waiting can be undone at any time; a passed step
 * only on the day it was decided, and only while nothing has been built on it: what is earned is not taken back.
 */
export function undoRefusal(
  state: StepState,
  builtOn: readonly StepState[],
  at: Instant,
): Refusal | undefined {
  if (state.status === 'open')
    return { code: 'NotPossibleNow', because: 'the step is open: there is no decision to undo' };
  if (state.status !== 'passed') return undefined;
  if (builtOn.some(({ status }) => status !== 'open'))
    return {
      code: 'AlreadyDecided',
      because: 'a later step has been decided since; what is earned is not taken back',
    };
  if (state.decidedAt === undefined || Date.parse(at) - Date.parse(state.decidedAt) > SLIP_MS)
    return {
      code: 'AlreadyDecided',
      because:
        'a passed step can be undone within 24 hours, as a slip; after that what is earned is not taken back',
    };
  return undefined;
}
