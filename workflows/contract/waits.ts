import type { Instant, JourneyId, OccurrenceKey, ParticipantId, PersonId } from '../../domain/ids';
import type { EventKind } from '../../domain/ledger';
import type { Channel, Privilege, Role, Stage } from '../../domain/policy';
import type { Actor } from './ids';
import type { JourneyStatus } from './journey';

export const WAIT_KINDS = [
  'screening-step',
  'survey',
  'match',
  'match-offer',
  'meeting-outcome',
  'closing-words',
  'retention-check-in',
  'achievement-review',
  'transition-consent',
  'training',
  'start-of-shift',
  'in-shift',
  'end-of-shift',
  'escalation-acknowledgement',
  'escalation-outcome',
  'staff-task',
  'human-reply',
  'shift-offer',
  'debrief',
  'request',
  'transition-contact',
  'transition-date',
  'transition-hand-over',
  'meeting-time',
  'interim-contact',
  'workshop-answer',
  'workshop-attendance',
  'referral-consent',
  'referral-step',
  'referral-follow-up',
  'appointment-outcome',
  'own-words',
  'renewal',
  'shadow-shift',
  'agreement',
  'supervision',
  'work-review',
  'tier-change',
  'tier-review',
  'support',
  'opening',
  'opening-decision',
  'peer-word',
  'application',
] as const;
export type WaitKind = (typeof WAIT_KINDS)[number];

export interface OpenWait {
  key: OccurrenceKey;
  kind: WaitKind;
  owedBy: 'participant' | 'staff';
  personId?: PersonId;
  subjectPersonId?: PersonId;
  dueAt?: Instant;
  /** Codes: the step's id, the task's reason, the meeting's number. */
  details?: Record<string, string | number | boolean>;
}

export interface LedgerEntry {
  key: OccurrenceKey;
  kind: EventKind;
  by: Actor;
  personId?: PersonId;
  data?: Record<string, string | number | boolean | null>;
}

export type Urgency = 'reminder' | 'notice' | 'escalation';

/** The decision to tell one person one thing, once. */
export interface Intent {
  key: OccurrenceKey;
  personId: PersonId;
  /** A template of the message catalogue (`domain/messages`). */
  template: string;
  /** Ids and codes the text is made from. */
  refs?: Record<string, string | number | boolean>;
  urgency: Urgency;
  /** All of these; the person's preferred one when absent. */
  channels?: Channel[];
  /** Not sent once this wait is closed. */
  waitKey?: OccurrenceKey;
  /** Never sent after this instant (also told to the carrier); escalations have none. */
  expiresAt?: Instant;
}

export interface JourneyProjection {
  journeyId: JourneyId;
  participantId: ParticipantId;
  status: JourneyStatus;
  stage: Stage;
  role: Role;
  tier?: string;
  privileges: Privilege[];
  passedSteps: string[];
  sequence: number;
  version?: string;
}
