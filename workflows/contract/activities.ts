import type {
  Duration,
  Instant,
  MentorshipId,
  OccurrenceKey,
  ParticipantId,
  PersonId,
  ProgramId,
  ShiftId,
  WallClock,
  Zone,
} from '../../domain/ids';
import type { ProgramPolicy, QuietHours } from '../../domain/policy';
import type { ShiftOccasion } from '../../domain/shiftPlan';
import type { CriticalTransitionInput } from './criticalTransition';
import type { EscalationInput, EscalationOutcome } from './escalation';
import type { InboundAct, InboundInput, InboundPlan } from './inbound';
import type { MatchRoundInput, MatchRoundResult, ProposeAgain } from './matchRound';
import type { MentorshipInput } from './mentorship';
import type {
  ChainLevel,
  CoverageQuestion,
  Delivered,
  RecordBatch,
  ShiftDeadline,
  ShiftDeadlineResult,
  Told,
} from './records';
import type { RequestInput } from './request';

/** Short transactions in PostgreSQL, with what they tell people handed over at once. */
export interface RecordsActivities {
  record(batch: RecordBatch): Promise<Told>;
  shiftDeadline(deadline: ShiftDeadline): Promise<ShiftDeadlineResult>;
  /**
   * Before the times or the people of a shift change: from now on nobody but its workflow does what the plans before this
   * number announced. Names of the deadlines that somebody has taken before.
   */
  holdShift(hold: { shiftId: ShiftId; plan: number }): Promise<{ taken: string[] }>;
  /**
   * Sees whether every level of the chain has somebody who can be reached for the whole shift, keeps what it saw, and
   * tells those who can be reached, and staff, where there is a gap.
   */
  checkCoverage(question: CoverageQuestion): Promise<Told & { gaps: string[] }>;
  /** The chain as the rota has it now, stored with the escalation: each round asks again who is on call. */
  chainNow(input: EscalationInput & { at: Instant }): Promise<{
    chain: ChainLevel[];
    /** The check-in is answered by now, whether or not anybody could tell the escalation. */
    peerAnswered?: boolean;
  }>;
  /** Stores the escalation with the chain as the rota has it now, and gives that chain back; the same one on a repeat. */
  openEscalation(input: EscalationInput & { at: Instant }): Promise<{
    chain: ChainLevel[];
    /** The check-in was answered while the alarm was being raised. */
    peerAnswered?: boolean;
    /** Whoever saw the miss has told the first level already. */
    begun?: boolean;
    /** A human has ended it before; an ended run is forgotten sooner than its row. Nothing is told again. */
    resolved?: EscalationOutcome;
  }>;
  /** Who is the person's mentor just now, where there is one. */
  mentorOf(input: { participantId: ParticipantId }): Promise<{ mentor: PersonId | null }>;
  /** Who steps in while the mentor of a pair takes a break: the mentee's other mentor, else a coordinator of the place. */
  interimFor(input: { mentorshipId: MentorshipId; at: Instant }): Promise<{
    personId?: PersonId;
    owedBy: 'participant' | 'staff';
  }>;
  /** Who can take a request now: on call in the program or coordinating it, without the requester and those left out. */
  whoCanTake(input: RequestInput & { at: Instant }): Promise<{ people: PersonId[] }>;
  /** Who is told at once of what somebody on a shift has written: whoever looks for them, and whoever is first on call. */
  whoLooksFor(input: { shiftId: ShiftId; personId: PersonId; at: Instant }): Promise<{ people: PersonId[] }>;
  /** Understands a stored reply, stores what follows from it, and closes the shift waits that it answers. */
  planInbound(input: InboundInput & { at: Instant }): Promise<InboundPlan>;
  /** `needs-human` supersedes replies of the plan that have not been sent: they would confirm what did not happen. */
  settleInbound(
    input: InboundInput & { at: Instant; outcome: 'done' | 'needs-human'; reason?: string },
  ): Promise<void>;
}

/** Writes beside the task of a workflow what a lost task would write again, word for word. */
export interface AtHandActivities {
  /** As `record`, and waits for no carrier that takes longer than a moment. */
  recordAtHand(batch: RecordBatch): Promise<Told>;
}

/** Reads, and changes nothing: what a lost workflow task looked at is simply looked at again. */
export interface LookingActivities {
  /**
   * When a pair meets next: as `nextWall`, and on a later day where one of the two meets somebody else within two hours of
   * it. It is `nextWall` alone where there is nothing to be seen.
   */
  nextMeeting(
    question: { mentorshipId: MentorshipId; now: Instant } & Parameters<ClockActivities['nextWall']>[0],
  ): Promise<{ at: Instant; wall: WallClock }>;
  /**
   * When the next check-in comes, where this one was answered with an "ok", or was held because its reader is inside, as a
   * path of another program may have heard; null where silence is an answer.
   */
  checkInAnswered(
    question: { wait: OccurrenceKey; now: Instant } & Parameters<ClockActivities['nextWall']>[0],
  ): Promise<{ nextAt: Instant; inside?: true } | null>;
  /**
   * Whether any peer of the shift still owes the answer; or, where somebody has done for all shifts at once what this
   * deadline calls for, who had not answered then.
   */
  anyUnanswered(question: {
    shiftId: ShiftId;
    occasion: ShiftOccasion;
    /** As announced; absent from runs of before. */
    announced?: { plan: number; name: string };
  }): Promise<boolean | { unanswered: PersonId[] }>;
  /** The policy of the version in use; null where that is the given one, or the program is not known. */
  policyInUse(question: { programId: ProgramId; version: string }): Promise<ProgramPolicy | null>;
}

export interface MessagingActivities {
  /** Carries out stored intents; at most 100. Safe to repeat. Throws when the carrier is away, to be tried again. */
  deliver(input: { keys: OccurrenceKey[]; at: Instant }): Promise<Delivered>;
}

export interface ClockActivities {
  /**
   * The instant of a wall-clock time on a later day: `after` plus `every` in whole days of the zone, at `time` (`HH:mm`).
   * Durations under a day are added as they are and `time` is not used.
   */
  nextWall(input: {
    after: Instant;
    every: Duration;
    time: string;
    zone: Zone;
  }): Promise<{ at: Instant; wall: WallClock }>;
  resolveWall(input: { wall: WallClock; zone: Zone }): Promise<{ at: Instant }>;
  /** When the contacts of a plan are due around a date; whole days from it at `time`. In the order of `contacts`. */
  planContacts(input: {
    date: WallClock;
    zone: Zone;
    time: string;
    contacts: { id: string; at: Duration }[];
  }): Promise<{ at: Instant; contacts: { id: string; dueAt: Instant }[] }>;
  /** When quiet hours that cover `at` end; null outside them. */
  quietUntil(input: { at: Instant; quietHours: QuietHours; zone: Zone }): Promise<{ until: Instant | null }>;
}

export interface MatchingActivities {
  propose(input: MatchRoundInput & { at: Instant }): Promise<MatchRoundResult>;
  /**
   * A pair has come to nothing: its round is taken up again for its mentee alone, without the pairs that the round has
   * tried. Proposes nothing where the mentee has a proposal, or nobody is left.
   */
  proposeAgain(input: ProposeAgain & { at: Instant }): Promise<MatchRoundResult>;
}

/** Acts that must reach another workflow; they go through the client. */
export interface RoutingActivities {
  /** `refused`: the workflow said no for good (e.g. the shift is over); the reason is a code. */
  carryOut(input: {
    act: InboundAct;
    key: string;
  }): Promise<{ outcome: 'done' | 'refused'; reason?: string }>;
  /** Begins a pair's workflow; one that has begun before, going on or ended, is left as it is. */
  startMentorship(input: MentorshipInput): Promise<void>;
  /** The same for a critical transition. */
  startTransition(input: CriticalTransitionInput): Promise<void>;
}
