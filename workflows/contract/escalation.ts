import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  EscalationId,
  Instant,
  JourneyId,
  OccurrenceKey,
  PersonId,
  ProgramId,
  ShiftId,
  SiteId,
  Zone,
} from '../../domain/ids';
import type { EscalationPolicy, QuietHours } from '../../domain/policy';
import type { Baggage } from './carried';
import type { Act, Actor } from './ids';
import type { ChainLevel } from './records';

export const ESCALATION_KINDS = [
  'missed-start',
  'missed-interval',
  'missed-end',
  'help',
  'not-ok',
  'duress',
  'unreachable',
  'request-late',
  'drill',
] as const;
export type EscalationKind = (typeof ESCALATION_KINDS)[number];

/** Raised by somebody's own word, on a shift or not. */
const CALLS: readonly string[] = ['help', 'not-ok', 'duress'] satisfies EscalationKind[];

/** Whoever was looked for on a shift, or called for help at any time. After a practice there is nothing to talk over. */
export function isTalkedOver({ kind, shiftId }: { kind: string; shiftId?: string | null }): boolean {
  return shiftId ? kind !== 'drill' : CALLS.includes(kind);
}

export const ESCALATION_OUTCOMES = [
  'found-safe',
  'help-sent',
  'could-not-reach',
  'false-alarm',
  'handed-to-emergency-services',
] as const;
export type EscalationOutcome = (typeof ESCALATION_OUTCOMES)[number];

export interface EscalationInput {
  escalationId: EscalationId;
  kind: EscalationKind;
  programId: ProgramId;
  siteId?: SiteId;
  subjectPersonId: PersonId;
  shiftId?: ShiftId;
  journeyId?: JourneyId;
  /** The check-in that was missed; its answer stops the climbing. */
  waitKey?: OccurrenceKey;
  /** Since when something is wrong: when the missed answer was due. When it was raised, where absent. */
  since?: Instant;
  /** True for a call for help: every level is told at once. */
  allLevelsAtOnce: boolean;
  policy: EscalationPolicy;
  quietHours: QuietHours;
  zone: Zone;
  /** Workflow that is told when a human has ended it. */
  raisedBy?: string;
  /** Never told of it, beside the person it is about: whoever asks for another professional may leave somebody out. */
  exclude?: PersonId[];
  /** State carried over a continue-as-new; absent when it is raised. */
  carried?: EscalationCarried;
}

/** What an escalation that climbs for days carries into its next run. */
export interface EscalationCarried extends Baggage {
  state: EscalationState;
  raisedAt: Instant;
  chain: ChainLevel[];
  /** Everybody who was told of it; they hear of every change once. */
  told: PersonId[];
  /** 1 the first time the chain is gone through. */
  round: number;
  /** Whether this round tells all levels at once. */
  allAtOnce: boolean;
  /** What the pages of this round say it is about: an alarming answer can make a missed check-in worse. */
  about: EscalationKind;
  /** Open waits of this escalation. */
  waits: { acknowledgement?: OccurrenceKey; outcome?: OccurrenceKey };
  /** Make the keys of what happens more than once. */
  counts: {
    climbs: number;
    changes: number;
    acknowledgements: number;
    handOvers: number;
    answers: number;
    outcomes: number;
    reminders: number;
  };
}

export interface EscalationState {
  status: 'open' | 'acknowledged' | 'unresolved' | 'resolved';
  /** Index of the level told last; -1 before the first. */
  level: number;
  /** How often the whole chain was gone through. */
  rounds: number;
  acknowledgedBy?: Actor;
  owner?: PersonId;
  outcomeDueAt?: Instant;
  peerAnswered: boolean;
  outcome?: EscalationOutcome;
}

export interface Acknowledge extends Act {
  /** The person behind it, who now owns it. */
  personId?: PersonId;
  via: 'sms' | 'voice' | 'email' | 'link' | 'console' | 'api' | 'cli';
}
export interface EscalationHandOver extends Act {
  to: PersonId;
  /** Who had it, where nobody has acknowledged it: whoever was paged and hands over their stretch on call. */
  from?: PersonId;
}
export interface Resolve extends Act {
  outcome: EscalationOutcome;
}
export const acknowledge = defineUpdate<EscalationState, [Acknowledge]>('acknowledge');
export const handOverEscalation = defineUpdate<EscalationState, [EscalationHandOver]>('handOver');
export const resolve = defineUpdate<EscalationState, [Resolve]>('resolve');
export const escalationState = defineQuery<EscalationState>('escalationState');

/** What it is about has changed by itself. `ok` and `taken` stop climbing where they may; anything else does not. */
export interface SubjectAnswered {
  key: OccurrenceKey;
  /** `taken`: somebody has taken the request that was late; as good as an `ok` there, and nowhere else. */
  how: 'ok' | 'not-ok' | 'help' | 'taken';
  /** Of a "not ok": what is raised where a human has ended this escalation at the same moment, or its run has ended. */
  alarm?: EscalationInput;
}
export const subjectAnswered = defineSignal<[SubjectAnswered]>('subjectAnswered');
