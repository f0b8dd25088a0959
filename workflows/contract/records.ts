import type {
  Duration,
  EscalationId,
  Instant,
  JourneyId,
  MentorshipId,
  OccurrenceKey,
  ParticipantId,
  PersonId,
  ProgramId,
  RequestId,
  ShiftId,
  SiteId,
  TransitionId,
  WallClock,
  Zone,
} from '../../domain/ids';
import type { Channel, EscalationLevelPolicy } from '../../domain/policy';
import type { PlannedDeadline, ShiftOccasion } from '../../domain/shiftPlan';
import type { CriticalTransitionState } from './criticalTransition';
import type { EscalationInput, EscalationOutcome, EscalationState } from './escalation';
import { occurrences, type Actor } from './ids';
import type { EndReason, MentorshipState, SideName } from './mentorship';
import type { RequestState } from './request';
import type { ShiftState } from './shift';
import type { Intent, JourneyProjection, LedgerEntry, OpenWait } from './waits';

/** One decision of a workflow, written in one transaction. Every row has a key; a repeat changes nothing. */
export interface RecordBatch {
  at: Instant;
  scope: {
    programId: ProgramId;
    siteId?: SiteId;
    personId?: PersonId;
    journeyId?: JourneyId;
    mentorshipId?: MentorshipId;
    shiftId?: ShiftId;
    escalationId?: EscalationId;
    workflowId: string;
  };
  events?: LedgerEntry[];
  open?: OpenWait[];
  /** Closing a wait also keeps what was going to be said about it from being said. */
  close?: { key: OccurrenceKey; outcome: string; by: Actor }[];
  /** Closes every open wait of this workflow whose key starts so. */
  closeAll?: { prefix: string; outcome: string; by: Actor };
  /**
   * New due times of open waits. A later end of a shift is asked about anew of whoever said before the end that they were
   * done; with `again`, of whoever said so at all: they go on working.
   */
  due?: { key: OccurrenceKey; dueAt: Instant; again?: true }[];
  intents?: Intent[];
  /** Intents that were stored before and are not said any more, alarms excepted. */
  unsay?: OccurrenceKey[];
  journey?: JourneyProjection;
  mentorship?: {
    id: MentorshipId;
    status: 'offered' | 'active' | 'declined' | 'lapsed' | 'rejected' | 'ended';
    said?: MentorshipState['said'];
    endReason?: EndReason;
    /** Never propose this pair again. */
    block?: 'declined' | 'flagged' | 'refused-by-staff';
    /** Who is there for the mentee while the mentor takes a break; null when the mentor is back. */
    interim?: { personId: PersonId } | null;
  };
  meetings?: {
    number: number;
    startsAt: Instant;
    startsWall: WallClock;
    zone: Zone;
    status: 'planned' | 'attended' | 'missed' | 'unknown' | 'cancelled';
    by?: Actor;
    /** What one side proposes instead. */
    proposed?: { wall: WallClock; at: Instant; by: SideName };
    /** It has moved with this. */
    moved?: true;
  }[];
  goals?: { id: string; progress: number }[];
  shift?: {
    status: ShiftState['status'];
    endsAt: Instant;
    startsAt?: Instant;
    peers?: { add?: PersonId[]; remove?: PersonId[] };
  };
  /** What the shift will do when, in place of what was announced before. */
  announce?: ShiftPlan;
  escalation?: {
    status: EscalationState['status'];
    level: number;
    acknowledgedBy?: Actor;
    owner?: PersonId;
    outcomeDueAt?: Instant;
    peerAnswered?: boolean;
    outcome?: EscalationOutcome;
    by?: Actor;
  };
  /** The person died: nothing automated goes to or about them from this transaction on (rule 16). */
  death?: { personId: PersonId };
  request?: {
    id: RequestId;
    status: RequestState['status'];
    takenBy?: PersonId;
    late: boolean;
    dueAt: Instant;
    exclude: PersonId[];
    askedBy: Actor;
  };
  transition?: {
    id: TransitionId;
    participantId: ParticipantId;
    reportedBy: Actor;
    partner?: string;
    zone: Zone;
    round: number;
    sequence: number;
    insideSince?: Instant;
    outAt?: Instant;
    state: CriticalTransitionState;
  };
  /** Intents of this batch, or stored before it, that are handed over at once when they are stored; 100 at most. */
  tell?: OccurrenceKey[];
}

export interface Delivered {
  /** Intents that must wait for the end of quiet hours: key and when to come again. */
  deferred: { key: OccurrenceKey; until: Instant }[];
}

/**
 * What became of the messages that an activity handed over as soon as they were stored. A carrier that hangs is not
 * waited for: what is not done within seconds is `left`, for `deliver`, which goes on where this stopped.
 */
export interface Told extends Delivered {
  left: OccurrenceKey[];
}

export interface ShiftDeadline {
  shiftId: ShiftId;
  at: Instant;
  /** Where the shift stands by the clock, when that is not recorded yet. */
  status?: ShiftState['status'];
  occasion: ShiftOccasion;
  /** When it was to be by the times of the shift; {@link at} is later where everything was away. */
  plannedAt?: Instant;
  /** `ask` and `nudge` tell those who have not answered; `missed` records the miss. */
  step: PlannedDeadline['step'];
  /** Number of what is said, part of its key for every step; it counts on when the end moves and is asked about anew. */
  nudge: number;
  /** When the check-in is due (end of the shift for `end`), and when what is said now is no longer worth saying. */
  dueAt: Instant;
  expiresAt: Instant;
  /** Whoever joined the shift from then on is neither asked nor missed. Absent where that is nobody. */
  joinedBefore?: Instant;
  workflowId: string;
  /** What a `missed` raises about everybody who has not answered. */
  raise?: MissedCheckIns;
}

/** What a shift's workflow will ask at each of its deadlines that lie ahead. A later plan takes the place of this one. */
export interface ShiftPlan {
  number: number;
  deadlines: Omit<ShiftDeadline, 'shiftId'>[];
}

/** What the escalations of one deadline's misses have in common. */
export type MissedCheckIns = Omit<EscalationInput, 'escalationId' | 'subjectPersonId' | 'waitKey'> & {
  shiftId: ShiftId;
};

/** The same for whoever raises it: the workflow of the shift, and the activity that sees the miss. */
export function missedCheckInEscalation(
  common: MissedCheckIns,
  { occasion }: Pick<ShiftDeadline, 'occasion'>,
  peer: PersonId,
): EscalationInput {
  return {
    ...common,
    escalationId: occurrences.shiftEscalation(common.shiftId, peer, occasion),
    subjectPersonId: peer,
    waitKey: occurrences.shiftWait(common.shiftId, peer, occasion),
  };
}

export interface ShiftDeadlineResult extends Told {
  /** Peers on the shift without an answer for this occasion. */
  unanswered: PersonId[];
}

export interface ChainLevel {
  id: string;
  channels: Channel[];
  acknowledgeWithin: Duration;
  people: PersonId[];
}

export interface CoverageQuestion {
  shiftId: ShiftId;
  programId: ProgramId;
  siteId: SiteId;
  /** The shift's times: the chain is looked at over all of it, not only now. */
  startsAt: Instant;
  endsAt: Instant;
  /** After the end: an escalation is raised only then. */
  grace?: Duration;
  levels: EscalationLevelPolicy[];
  at: Instant;
  /** Names what the look keeps: a shift's own are counted from 0. The office's next one when absent. */
  number?: number;
  workflowId: string;
}
