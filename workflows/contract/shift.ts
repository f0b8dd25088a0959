import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { EscalationId, Instant, PersonId, ProgramId, ShiftId, SiteId, Zone } from '../../domain/ids';
import type { EscalationPolicy, QuietHours, ShiftPolicy } from '../../domain/policy';
import type { ShiftOccasion } from '../../domain/shiftPlan';
import type { Act, Actor } from './ids';

export interface ShiftInput {
  shiftId: ShiftId;
  programId: ProgramId;
  siteId: SiteId;
  zone: Zone;
  startsAt: Instant;
  endsAt: Instant;
  peers: PersonId[];
  policy: ShiftPolicy;
  escalation: EscalationPolicy;
  quietHours: QuietHours;
  scheduledBy: Actor;
  /** Asked whether the shift suits them; they are on it once they accept, and owe nothing before. */
  offered?: PersonId[];
  /** Present where its first run was lost and PostgreSQL's rows say what it had come to. */
  restored?: ShiftRestored;
  /** `audited`: the auditor sees who is on call for it. Absent from runs of before, which look by timers of their own. */
  coverage?: 'audited';
  /** `at-hand`: its first record is written beside its first task. Absent from runs of before. */
  begins?: 'at-hand';
  /**
   * `announced`: it counts as known from its start, and what it will do when is kept as rows, so that at an instant it is
   * done for all shifts at once. Absent from runs of before.
   */
  deadlines?: 'announced';
  /**
   * `behind`: it wakes some seconds after what is announced, when whoever does it for all shifts at once is done with it.
   * Absent from runs of before, which wake at the instant.
   */
  wakes?: 'behind';
}

/** What a shift's next run must know of the one that was lost, so that no key is used for two things. */
export interface ShiftRestored {
  openEscalations: EscalationId[];
  /** Changes of times and people so far. */
  changes: number;
  /** Messages said about its end so far. */
  saidAboutEnd: number;
  /** How often it was offered to each, offers that are still open not counted. */
  offers: Record<string, number>;
  /** The plan that held. */
  plan?: number;
  /** Start and interval check-ins that somebody was asked about, and whose miss nobody has seen. */
  owed?: ShiftOccasion[];
  /** Escalations of its misses that a human has ended: missed once more, nothing waits for them. */
  ended?: EscalationId[];
  /** Peers who were told when they joined. */
  joined?: PersonId[];
}

export interface ShiftState {
  status: 'scheduled' | 'running' | 'ended' | 'closed' | 'cancelled';
  startsAt: Instant;
  endsAt: Instant;
  peers: PersonId[];
  /** Peers who have been offered the shift and have not said yet. */
  offered?: PersonId[];
  /** Escalations of this shift that no human has ended yet. */
  openEscalations: EscalationId[];
}

export interface ChangeEnd extends Act {
  /** Minutes later (`extend`) or earlier (`shorten`), 1 to 720. */
  minutes: number;
}
export interface ShiftPeerChange extends Act {
  personId: PersonId;
}
export interface ShiftHandOver extends Act {
  from: PersonId;
  to: PersonId;
}
export interface ShiftOffer extends Act {
  personId: PersonId;
}
/** No reason is asked for, and none is kept. */
export interface AnswerShiftOffer extends Act {
  personId: PersonId;
  answer: 'accept' | 'decline';
}

export const extend = defineUpdate<ShiftState, [ChangeEnd]>('extend');
export const shorten = defineUpdate<ShiftState, [ChangeEnd]>('shorten');
export const cancelShift = defineUpdate<ShiftState, [Act]>('cancel');
export const handOverShift = defineUpdate<ShiftState, [ShiftHandOver]>('handOver');
export const addPeer = defineUpdate<ShiftState, [ShiftPeerChange]>('addPeer');
export const removePeer = defineUpdate<ShiftState, [ShiftPeerChange]>('removePeer');
export const offerShift = defineUpdate<ShiftState, [ShiftOffer]>('offer');
export const answerShiftOffer = defineUpdate<ShiftState, [AnswerShiftOffer]>('answerOffer');
/** New zone rules give the agreed wall-clock times other instants (rule 7). The start moves only while it lies ahead. */
export interface MoveShift extends Act {
  startsAt: Instant;
  endsAt: Instant;
}
export const rescheduleShift = defineUpdate<ShiftState, [MoveShift]>('reschedule');
export const shiftState = defineQuery<ShiftState>('shiftState');

/** From an escalation that a human ended, to the shift that raised it. */
export interface EscalationEnded {
  escalationId: EscalationId;
  personId: PersonId;
}
export const escalationEnded = defineSignal<[EscalationEnded]>('escalationEnded');
