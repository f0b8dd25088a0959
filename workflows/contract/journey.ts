import { defineQuery } from '@temporalio/workflow';
import type {
  Duration,
  Instant,
  JourneyId,
  MentorshipId,
  OccurrenceKey,
  ParticipantId,
  PersonId,
  SiteId,
  TransitionId,
} from '../../domain/ids';
import type { StepState } from '../../domain/ladder';
import type { Privilege, ProgramPolicy, Role, Stage } from '../../domain/policy';
import type { Kept } from '../../domain/versions';
import type { Baggage } from './carried';
import type { Actor } from './ids';
import type { WaitKind } from './waits';

export interface JourneyInput {
  journeyId: JourneyId;
  participantId: ParticipantId;
  personId: PersonId;
  siteId?: SiteId;
  role: Role;
  policy: ProgramPolicy;
  startedBy: Actor;
  /** From a path that had ended. */
  earned?: Earned;
  /** It began with an application: that step is not asked for again. */
  applied?: true;
  /** State carried over a continue-as-new; absent at the start of the path. */
  carried?: JourneyState;
  /** Continues as new above this many history events; a default when absent. */
  historyLimit?: number;
}

export type JourneyStatus = 'active' | 'paused' | 'withdrawn' | 'ended';

export interface GoalState {
  id: string;
  /** Percent. */
  progress: number;
  /** Counted in an achievement review already: a new review needs new goals. */
  reviewed?: true;
}

/** The whole state of a path, as plain JSON: what continue-as-new carries and what `standing` is derived from. */
export interface JourneyState extends Baggage {
  status: JourneyStatus;
  role: Role;
  stage: Stage;
  stageSince: Instant;
  startedAt: Instant;
  steps: StepState[];
  privileges: Privilege[];
  tier?: string;
  surveyDone: boolean;
  goals: GoalState[];
  training: string[];
  mentorships: {
    id: MentorshipId;
    status: 'offered' | 'active';
    with: PersonId;
    meetingsHeld: number;
    missedInARow: number;
    /** Somebody who has become a mentor and still has a mentor of their own: this is theirs. */
    own?: true;
  }[];
  meetingsHeld: number;
  /**
   * Retention: index into the cadences, answers in a row, misses in a row, number of the check-in, when the next is or
   * the last was asked, and the check-in whose silence became a task for staff.
   */
  retention: {
    cadence: number;
    steady: number;
    missed: number;
    number: number;
    nextAt?: Instant;
    task?: number;
    /** The person has asked not to be asked. */
    declinedAt?: Instant;
    /** Check-ins are asked beside the task that decides it; absent on runs that began to ask before there was that. */
    besideTheTask?: true;
  };
  /** Critical transitions that are going on, and how they change the rhythm of check-ins. */
  transitions?: {
    id: TransitionId;
    /** Nothing is asked of somebody who is inside. */
    inside: boolean;
    every: Duration;
    from?: Instant;
    until?: Instant;
  }[];
  consentedToTransition?: boolean;
  achievement?: AchievementOutcome;
  /** Counts decisions; orders the projections and makes keys. */
  sequence: number;
  /** What is waited for right now, by key. */
  waits: Standing['waitingFor'];
  pausedAt?: Instant;
  /** Said with the consent: the person's own mentor does not stay. */
  ownMentorEnds?: true;
  peer?: PeerState;
  /** A stage was entered, and the version of the program that is in use was not looked for yet. */
  atNewStage?: true;
  /** From earlier versions of the program: privileges that the present one would not give, steps that it does not ask. */
  kept?: Kept;
  excused?: string[];
}

/** What a path remembers of somebody who trains or works as a peer. */
export interface PeerState {
  /** Modules and kits that run out, by `<item>/<module>`. */
  expiries?: Record<string, { expiresAt: Instant; remindAt: Instant }>;
  shadowed?: true;
  agreement?: string;
  /** The named worker who owes the supervision. */
  supervisor?: PersonId;
  /** Numbers of the last supervision and of the last review. */
  supervisions?: number;
  reviews?: number;
}

/** Carried over when somebody who had finished takes their path up again: nothing earned is lost. */
export interface Earned {
  steps: string[];
  privileges: Privilege[];
  training: string[];
  tier?: string;
  peer?: PeerState;
}

export type AchievementOutcome = 'become-mentor' | 'new-goals' | 'finish';

/** Answer to "where is this person, what is awaited, from whom, since when, what next". */
export interface Standing {
  status: JourneyStatus;
  role: Role;
  stage: Stage;
  since: Instant;
  privileges: Privilege[];
  tier?: string;
  steps: StepState[];
  goals: GoalState[];
  mentorships: JourneyState['mentorships'];
  waitingFor: {
    key: OccurrenceKey;
    kind: WaitKind;
    owedBy: 'participant' | 'staff';
    since: Instant;
    dueAt?: Instant;
  }[];
  /** What comes when the present wait is over. */
  next?: Stage;
  /** Of the program, which the path runs on; absent in the word of a release before versions. */
  version?: string;
}

export const standing = defineQuery<Standing>('standing');
