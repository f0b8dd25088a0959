import type {
  EscalationId,
  InboundId,
  JourneyId,
  MentorshipId,
  OccurrenceKey,
  PersonId,
  ProgramId,
  RequestId,
  ShiftId,
  TransitionId,
} from '../../domain/ids';
import type { ShiftOccasion } from '../../domain/shiftPlan';
import type { CheckInAnswer } from './journeyActs';
import type { OccasionKind } from './occasion';

/** Who did it: kept with every act (rule 10). `person:` is the participant or peer themself. */
export type Actor = `account:${string}` | `api-key:${string}` | `person:${string}` | 'system';

export interface Act {
  by: Actor;
}

export const TASK_QUEUE = 'full-circle';

/** Names under which the workflows are registered: the names of their functions. */
export const workflowTypes = {
  journey: 'journey',
  mentorship: 'mentorship',
  shift: 'shift',
  escalation: 'escalation',
  inbound: 'inbound',
  matchRound: 'matchRound',
  announce: 'announce',
  request: 'request',
  criticalTransition: 'criticalTransition',
  audit: 'audit',
  occasion: 'occasion',
} as const;

/**
 * Who goes first when there is more to do than a worker can (1 before 5; what is not named is 3): a shift, whose deadline
 * raises the alarm, and the alarm itself, before the replies that answer them, those before everybody's path. Neither of
 * the first two before the other: alarms that go on must not hold up one that is still to be raised. Activities take over
 * their workflow's.
 */
export const priorities = {
  escalation: { priorityKey: 1 },
  shift: { priorityKey: 1 },
  inbound: { priorityKey: 2 },
} as const;

export const workflowIds = {
  journey: (id: JourneyId) => `journey-${id}`,
  mentorship: (id: MentorshipId) => `mentorship-${id}`,
  shift: (id: ShiftId) => `shift-${id}`,
  /** An escalation's id is its occurrence already. */
  escalation: (id: EscalationId) => id as string,
  inbound: (id: InboundId) => `inbound-${id}`,
  matchRound: (programId: ProgramId, round: string) => `match-round-${programId}-${round}`,
  announce: (key: string) => `announce-${key}`,
  request: (id: RequestId) => `request-${id}`,
  criticalTransition: (id: TransitionId) => `transition-${id}`,
  occasion: (kind: OccasionKind, ref: string) => `occasion-${kind}-${ref}`,
  /** One that was started by hand; the schedule gives each of its own a time. */
  audit: (run: string) => `audit-${run}`,
} as const;

/** Ids of occurrences: the same thing happening is the same key, however often somebody says so. */
export const occurrences = {
  shiftWait: (shift: ShiftId, peer: PersonId, what: ShiftOccasion) =>
    `shift-${shift}/${peer}/${occasionName(what)}` as OccurrenceKey,
  shiftEscalation: (shift: ShiftId, peer: PersonId, what: ShiftOccasion) =>
    `escalation-${shift}-${peer}-${occasionName(what)}` as EscalationId,
  /** An answer to a retention check-in, by the wait's key: the same event whoever writes it down. */
  checkInAnswer: (wait: OccurrenceKey, answer: CheckInAnswer) =>
    `${wait}/answered/${answer}` as OccurrenceKey,
  /** A call for help, or an answer that alarms; one a reply. */
  alarm: (source: string, kind: 'help' | 'not-ok' | 'duress') =>
    `escalation-${source}-${kind}` as EscalationId,
  lateRequest: (id: RequestId) => `escalation-request-${id}-late` as EscalationId,
  drill: (id: string) => `escalation-drill-${id}` as EscalationId,
} as const;

export function occasionName(what: ShiftOccasion): string {
  return what.kind === 'interval' ? `interval-${what.number}` : what.kind;
}

/** Names of the search attributes (Keyword) that every workflow of ours carries: codes, never personal data. */
export const SEARCH_ATTRIBUTES = [
  'FullCircleProgram',
  'FullCircleSite',
  'FullCircleStage',
  'FullCircleRole',
  'FullCircleStatus',
] as const;
