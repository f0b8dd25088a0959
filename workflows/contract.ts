/**
 * Everything that a caller of our workflows, and an implementer of their activities, needs to know: names, inputs,
 * updates, signals, queries, and the activity interfaces. Ids and policy only; no personal data crosses this file.
 *
 * Payloads are plain JSON. A field that is added later is optional, so that histories recorded before it still replay.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  Duration,
  EscalationId,
  InboundId,
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
} from '../domain/ids';
import type { EventKind } from '../domain/ledger';
import type {
  Channel,
  CriticalTransitionPolicy,
  EscalationLevelPolicy,
  EscalationPolicy,
  MentorshipPolicy,
  PeerWord,
  Privilege,
  ProgramPolicy,
  QuietHours,
  Role,
  ShiftPolicy,
  Stage,
  StepOutcome,
  TransitionContactPolicy,
  TransitionKind,
} from '../domain/policy';
import type { StepState } from '../domain/ladder';
import type { PlannedDeadline, ShiftOccasion } from '../domain/shiftPlan';
import type { Kept } from '../domain/versions';

export type { ShiftOccasion };

/** Who did it: kept with every act (rule 10). `person:` is the participant or peer themself. */
export type Actor = `account:${string}` | `api-key:${string}` | `person:${string}` | 'system';

export interface Act {
  by: Actor;
}

// ── Task queue and ids ──────────────────────────────────────────────────────────────────────────────────────────────

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

// ── What a long-lived workflow takes with it over a continue-as-new, beside its own state ─────────────────────────────

/** Something the workflow will do by itself. */
export interface Due {
  /** What is done, e.g. `remind`; each workflow has its own vocabulary. */
  do: string;
  at: Instant;
  /** The wait it belongs to; gone when that wait is closed. */
  wait?: OccurrenceKey;
  /** Key of what it brings about, where that is not made from the state. */
  key?: OccurrenceKey;
  about?: string;
  number?: number;
  template?: string;
  refs?: Record<string, string | number | boolean>;
  expiresAt?: Instant;
  /** Who is told, where that is not the person on the path. */
  to?: PersonId;
  /** Done even while the person has paused: the way back itself. */
  evenPaused?: true;
}

/** A stored intent that is still to be carried out: now, after quiet hours, or after a carrier's outage. */
export interface Outgoing {
  key: OccurrenceKey;
  at: Instant;
  tries?: number;
  /** Said even while the person has paused: the confirmation of the pause. */
  evenPaused?: true;
}

export interface Baggage {
  agenda: Due[];
  outbox: Outgoing[];
  /** Keys of signals and updates already taken, newest last, bounded. */
  seen: string[];
}

// ── journey ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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

export interface RecordScreeningStep extends Act {
  step: string;
  outcome: StepOutcome;
  /** Required for `hold` and `decline`: when it is looked at again. Nothing earned is lost. */
  lookAgainAt?: Instant;
  /** Why is stated, and kept in PostgreSQL: needed where mentors decide and none has given their word. */
  reasonStated?: true;
}
/** What the person owed for a step has come in: a form, an agreement, on paper or by link. */
export interface SendInStep extends Act {
  step: string;
}
export interface AskPeers extends Act {
  step: string;
  peers: PersonId[];
}
export interface GivePeerWord extends Act {
  step: string;
  peer: PersonId;
  word: PeerWord;
}
/** A decision was a slip. The reason is kept in PostgreSQL. */
export interface UndoStep extends Act {
  step: string;
}
export interface SubmitSurvey extends Act {
  survey: string;
  responseId: string;
}
export interface DecideMatch extends Act {
  mentorshipId: MentorshipId;
  decision: 'approve' | 'reject';
  mentor: { participantId: ParticipantId; personId: PersonId; journeyId: JourneyId };
}
export interface SetGoal extends Act {
  goalId: string;
}
export interface RecordGoalProgress extends Act {
  goalId: string;
  /** Percent, 0 to 100. */
  progress: number;
}
/** `not-now` is asked again after a while; `decline` is no silence and no leaving. */
export type CheckInAnswer = 'ok' | 'not-ok' | 'not-now' | 'decline';
export interface AnswerCheckIn extends Act {
  wait: OccurrenceKey;
  /** `decline`: not asked any more until they say so; nothing else changes. */
  answer: CheckInAnswer;
  /** The reply it came with, when it came as one. */
  inboundId?: InboundId;
}
export interface DecideAchievement extends Act {
  outcome: AchievementOutcome;
}
export interface ConsentToTransition extends Act {
  consents: boolean;
  /** What becomes of the person's own mentor; `stays` when absent. */
  ownMentor?: 'stays' | 'ends';
}
/** Let go of kindly: it counts neither for nor against anything from here on. */
export interface LetGoOfGoal extends Act {
  goalId: string;
}
export interface CompleteTraining extends Act {
  module: string;
}
export interface ChangeTier extends Act {
  tier: string;
  /** A move down needs the peer's own word or a stated reason (coded here, text in the database). */
  reason: 'growth' | 'own-word' | 'stated-reason';
  /** The row that keeps the reason in words: the person is told, and may have somebody else look at it. */
  changeId?: string;
}
/**
 * What happens to somebody who trains or works as a peer, beside the stages. Words, names and amounts are stored first;
 * this says that they are there. `expiry` of a date that has gone already asks at once.
 */
export type PeerAct = Act &
  (
    | { what: 'own-words' }
    | { what: 'expiry'; item: 'module' | 'kit'; module: string; expiresAt?: Instant; remindAt?: Instant }
    | { what: 'shadow-shift' }
    | { what: 'agreement'; version: string }
    | { what: 'supervisor'; personId: PersonId }
    | { what: 'supervision'; outcome: 'held' | 'not-wanted' }
    | { what: 'review'; direction: 'of-program' | 'of-work' }
    | { what: 'tier-word'; changeId: string; answer: 'fine' | 'look-again' }
    | { what: 'tier-review'; changeId: string; outcome: 'stands' | 'undone' }
    | { what: 'support'; supportId: string; support: string }
    | { what: 'support-given'; supportId: string; outcome: 'given' | 'not-wanted' }
    | { what: 'own-mentor-ends' }
  );
export interface ReportTransition extends Act {
  transitionId: TransitionId;
  kind: TransitionKind;
  /** Wall clock of the program's zone; absent while nobody knows. */
  date?: WallClock;
  zone?: Zone;
  /** Nothing automated goes to the person from then on; absent where they are not inside. */
  insideSince?: Instant;
  /** A partner of the program that has a part in it. */
  partner?: string;
  /** As the program plans it now; as the path knows it, where absent. */
  plan?: CriticalTransitionPolicy;
}
/** `otherwise`: whoever recorded it has named who tells those close, so that no task without a name is made. */
export interface RecordDeath extends Act {
  told?: 'otherwise';
}
export interface Pause extends Act {
  /** Comes back by itself then; open-ended when absent. */
  until?: Instant;
}

export const recordScreeningStep = defineUpdate<Standing, [RecordScreeningStep]>('recordScreeningStep');
export const sendInStep = defineUpdate<Standing, [SendInStep]>('sendInStep');
export const askPeers = defineUpdate<Standing, [AskPeers]>('askPeers');
export const givePeerWord = defineUpdate<Standing, [GivePeerWord]>('givePeerWord');
export const undoStep = defineUpdate<Standing, [UndoStep]>('undoStep');
export const submitSurvey = defineUpdate<Standing, [SubmitSurvey]>('submitSurvey');
export const decideMatch = defineUpdate<Standing, [DecideMatch]>('decideMatch');
export const setGoal = defineUpdate<Standing, [SetGoal]>('setGoal');
export const recordGoalProgress = defineUpdate<Standing, [RecordGoalProgress]>('recordGoalProgress');
export const letGoOfGoal = defineUpdate<Standing, [LetGoOfGoal]>('letGoOfGoal');
export const answerCheckIn = defineUpdate<Standing, [AnswerCheckIn]>('answerCheckIn');
export const decideAchievement = defineUpdate<Standing, [DecideAchievement]>('decideAchievement');
export const consentToTransition = defineUpdate<Standing, [ConsentToTransition]>('consentToTransition');
export const completeTraining = defineUpdate<Standing, [CompleteTraining]>('completeTraining');
export const changeTier = defineUpdate<Standing, [ChangeTier]>('changeTier');
export const peerAct = defineUpdate<Standing, [PeerAct]>('peerAct');
export const reportTransition = defineUpdate<Standing, [ReportTransition]>('reportTransition');
export const pause = defineUpdate<Standing, [Pause]>('pause');
export const resume = defineUpdate<Standing, [Act]>('resume');
export const withdraw = defineUpdate<Standing, [Act]>('withdraw');
export const reopen = defineUpdate<Standing, [Act]>('reopen');
export const recordDeath = defineUpdate<Standing, [RecordDeath]>('recordDeath');
/** Check-ins are asked again after the person had asked for none. */
export const resumeCheckIns = defineUpdate<Standing, [Act]>('resumeCheckIns');

/** Staff say that the path goes on in another version of its program, now and not at its next stage. */
export interface MoveToVersion extends Act {
  policy: ProgramPolicy;
}
export const moveToVersion = defineUpdate<Standing, [MoveToVersion]>('moveToVersion');

/** From a mentorship to both of its journeys. `key` is the occurrence: a repeat changes nothing. */
export interface MentorshipMoved {
  key: OccurrenceKey;
  mentorshipId: MentorshipId;
  what:
    | 'offered'
    | 'active'
    | 'declined'
    | 'lapsed'
    | 'meeting-attended'
    | 'meeting-missed'
    /** Staff have settled that a meeting which counted did not take place. */
    | 'meeting-taken-back'
    | 'ended';
  with: PersonId;
}
export const mentorshipMoved = defineSignal<[MentorshipMoved]>('mentorshipMoved');

// ── mentorship ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Side {
  participantId: ParticipantId;
  personId: PersonId;
  journeyId: JourneyId;
}
export type SideName = 'mentee' | 'mentor';

export interface MentorshipInput {
  mentorshipId: MentorshipId;
  programId: ProgramId;
  siteId?: SiteId;
  zone: Zone;
  mentee: Side;
  mentor: Side;
  policy: MentorshipPolicy & { offerLapsesAfter: Duration; remindOfferAfter: Duration };
  approvedBy: Actor;
  carried?: MentorshipState & Baggage & MentorshipBaggage;
  historyLimit?: number;
}

/** What a pair's workflow keeps for itself. */
export interface MentorshipBaggage {
  sequence: number;
  pausedAt?: Instant;
  /** The meeting before the next one: a late word about it still counts. */
  previous?: MentorshipState['meeting'];
  /** Who said first how a meeting went, by its number. */
  saidBy?: Record<string, Actor>;
  /** Counts what was proposed, and interim contacts: parts of their keys. */
  proposals?: number;
  interims?: number;
}

export interface MentorshipState {
  status: 'offered' | 'active' | 'closing' | 'ended';
  said: { mentee?: 'accept' | 'decline'; mentor?: 'accept' | 'decline' };
  closingWords: { mentee: boolean; mentor: boolean };
  /** Number of the next meeting, and when it is. */
  meeting: { number: number; startsAt?: Instant; startsWall?: WallClock; moves?: number };
  /** An inbound answer names no number; it is about the meeting that was asked about last. */
  outcomes: Record<string, 'attended' | 'missed' | 'unknown'>;
  missedInARow: number;
  /** Whose person has paused; nothing is said to either side meanwhile. */
  paused: SideName[];
  endReason?: EndReason;
  /** Another time for the next meeting that one side has proposed; the old one stands until the other has agreed. */
  proposal?: { number: number; startsAt: Instant; startsWall: WallClock; by: SideName; key: OccurrenceKey };
  /** The mentor takes a break: who is there for the mentee meanwhile, once somebody is named. */
  interim?: { key?: OccurrenceKey; personId?: PersonId };
}
export type EndReason =
  'goals-reached' | 'mentor-stepped-back' | 'mentee-asked' | 'staff-decided' | 'withdrawn' | 'died';

export interface AnswerOffer extends Act {
  side: SideName;
}
export interface LogMeeting extends Act {
  number: number;
  outcome: 'attended' | 'missed';
}
export interface Reschedule extends Act {
  number: number;
  /** Wall clock of the program's zone. */
  startsWall: WallClock;
}
export interface EndMatch extends Act {
  reason: EndReason;
}
/** Another time, which counts once the other side has agreed to it. */
export interface ProposeTime extends Reschedule {
  side: SideName;
}
export interface AnswerTime extends Act {
  number: number;
  side: SideName;
  answer: 'accept' | 'decline';
}
export interface NameInterim extends Act {
  personId: PersonId;
  /** A mentor answers by link or text like any participant; staff on their list. */
  owedBy: 'participant' | 'staff';
}

export const accept = defineUpdate<MentorshipState, [AnswerOffer]>('accept');
export const decline = defineUpdate<MentorshipState, [AnswerOffer]>('decline');
export const logMeeting = defineUpdate<MentorshipState, [LogMeeting]>('logMeeting');
export const reschedule = defineUpdate<MentorshipState, [Reschedule]>('reschedule');
/** It ends at once and in silence, by the word of one side; what they said of it is stored first. */
export interface FlagMatch extends Act {
  flagId: string;
}
export const flagMatch = defineUpdate<MentorshipState, [FlagMatch]>('flagMatch');
export const proposeTime = defineUpdate<MentorshipState, [ProposeTime]>('proposeTime');
export const answerTime = defineUpdate<MentorshipState, [AnswerTime]>('answerTime');
/** Somebody else is there for the mentee while the mentor takes a break. */
export const nameInterim = defineUpdate<MentorshipState, [NameInterim]>('nameInterim');
/** They have been in touch with the mentee. */
export const interimInTouch = defineUpdate<MentorshipState, [Act]>('interimInTouch');
export const endMatch = defineUpdate<MentorshipState, [EndMatch]>('endMatch');
/** The words themselves are stored first; this says that a side has given them. */
export const closingWords = defineUpdate<MentorshipState, [AnswerOffer]>('closingWords');
export const mentorshipState = defineQuery<MentorshipState>('mentorshipState');

/** From a journey: its person paused, came back or left. */
export interface JourneyMoved {
  key: OccurrenceKey;
  journeyId: JourneyId;
  what: 'paused' | 'resumed' | 'withdrawn' | 'achieved' | 'died';
}
export const journeyMoved = defineSignal<[JourneyMoved]>('journeyMoved');

// ── critical transition ─────────────────────────────────────────────────────────────────────────────────────────────

export interface CriticalTransitionInput {
  transitionId: TransitionId;
  programId: ProgramId;
  siteId?: SiteId;
  journeyId: JourneyId;
  participantId: ParticipantId;
  personId: PersonId;
  zone: Zone;
  policy: CriticalTransitionPolicy;
  date?: WallClock;
  insideSince?: Instant;
  partner?: string;
  reportedBy: Actor;
  carried?: CriticalTransitionCarried;
  historyLimit?: number;
}

/** `no-date`: planned once the date is known. `passed-over`: the date came before it could be done, and it has no point now. */
export type TransitionContactStatus =
  'planned' | 'no-date' | 'late' | 'done' | 'not-wanted' | 'passed-over' | 'cancelled';

export interface TransitionContactState extends Omit<TransitionContactPolicy, 'at'> {
  status: TransitionContactStatus;
  dueAt?: Instant;
  tries: number;
  by?: Actor;
}

export interface CriticalTransitionState {
  status: 'open' | 'closed';
  kind: TransitionKind;
  date?: WallClock;
  dateAt?: Instant;
  /** Nothing automated goes to the person. */
  inside: boolean;
  contacts: TransitionContactState[];
  /** Who hands over to whom is arranged, with the person's consent; the names stand in PostgreSQL. */
  handOverArranged: boolean;
  outcome?: TransitionOutcome;
}

export interface CriticalTransitionCarried extends Baggage {
  state: CriticalTransitionState;
  /** Counts dates; every contact, wait and reminder belongs to one of them. */
  round: number;
  sequence: number;
  insideSince?: Instant;
  outAt?: Instant;
  handOverTo?: PersonId;
  /** Since when nobody knows the date. */
  unknownSince?: Instant;
}

export type TransitionOutcome = 'completed' | 'cancelled' | 'withdrawn' | 'died';

export interface MoveDate extends Act {
  /** Wall clock of the transition's zone; null when nobody knows any more. */
  date: WallClock | null;
}
export interface MarkContact extends Act {
  contact: string;
  /** `not-reached` was tried and stays owed. `done` of what says that they are out lets messages go to the person again. */
  outcome: 'done' | 'not-reached' | 'not-wanted';
  /** When somebody is out of whom no date was known: the day it is, as a wall clock. */
  on?: WallClock;
}
export interface ArrangeHandOver extends Act {
  /** Who takes over, where that is somebody of ours. */
  to?: PersonId;
}
export interface CloseTransition extends Act {
  outcome: 'completed' | 'cancelled';
}

export const moveDate = defineUpdate<CriticalTransitionState, [MoveDate]>('moveDate');
export const markContact = defineUpdate<CriticalTransitionState, [MarkContact]>('markContact');
export const arrangeHandOver = defineUpdate<CriticalTransitionState, [ArrangeHandOver]>('arrangeHandOver');
export const closeTransition = defineUpdate<CriticalTransitionState, [CloseTransition]>('close');
export const transitionState = defineQuery<CriticalTransitionState>('transitionState');

/** From a critical transition to the journey it belongs to: whether the person is inside, and when check-ins are closer. */
export interface TransitionMoved {
  key: OccurrenceKey;
  transitionId: TransitionId;
  inside: boolean;
  every: Duration;
  from?: Instant;
  until?: Instant;
  /** Given up: the rhythm goes back at once. */
  over?: true;
}
export const transitionMoved = defineSignal<[TransitionMoved]>('transitionMoved');

// ── match round ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** The best assignment over the whole pool, stored as proposals that staff approve pair by pair. */
export interface MatchRoundInput {
  programId: ProgramId;
  round: string;
  policy: ProgramPolicy['matching'];
  by: Actor;
  /** Takes the round up again for these mentees alone: what it proposed for others stays as it is. */
  only?: ParticipantId[];
}
export interface MatchRoundResult {
  proposed: MentorshipId[];
  /** Participants for whom no mentor was left or fitting. */
  unmatched: ParticipantId[];
}

export interface ProposeAgain {
  programId: ProgramId;
  mentorshipId: MentorshipId;
  policy: ProgramPolicy['matching'];
}

// ── shift ───────────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── escalation ──────────────────────────────────────────────────────────────────────────────────────────────────────

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
}
export const subjectAnswered = defineSignal<[SubjectAnswered]>('subjectAnswered');

// ── inbound ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface InboundInput {
  inboundId: InboundId;
}

/** What one reply brings about, decided once and stored; carried out in order, each act safe to repeat. */
export type InboundAct =
  | { act: 'answer-check-in'; journeyId: JourneyId; update: AnswerCheckIn }
  | { act: 'answer-offer'; mentorshipId: MentorshipId; answer: 'accept' | 'decline'; update: AnswerOffer }
  | { act: 'log-meeting'; mentorshipId: MentorshipId; update: LogMeeting }
  | { act: 'submit-survey'; journeyId: JourneyId; update: SubmitSurvey }
  | { act: 'mark-contact'; transitionId: TransitionId; update: MarkContact }
  | { act: 'answer-time'; mentorshipId: MentorshipId; update: AnswerTime }
  | { act: 'interim-in-touch'; mentorshipId: MentorshipId; update: Act }
  | { act: 'pause-journey' | 'resume-journey'; journeyId: JourneyId; update: Act }
  | { act: 'look-at-occasion'; occasion: OccasionInput }
  | { act: 'consent-to-transition'; journeyId: JourneyId; update: ConsentToTransition }
  | { act: 'extend-shift'; shiftId: ShiftId; update: ChangeEnd }
  | { act: 'shorten-shift'; shiftId: ShiftId; update: ChangeEnd }
  | { act: 'answer-shift-offer'; shiftId: ShiftId; update: AnswerShiftOffer }
  | { act: 'make-request'; request: RequestInput }
  | { act: 'acknowledge'; escalationId: EscalationId; update: Acknowledge }
  | { act: 'subject-answered'; escalationId: EscalationId; signal: SubjectAnswered }
  | { act: 'raise'; escalation: EscalationInput };

export interface InboundPlan {
  /** Whose reply it is, once that is known: where a task for staff goes when an act is refused. */
  scope?: { programId: ProgramId; siteId?: SiteId; personId?: PersonId };
  acts: InboundAct[];
  /** Intents stored with the plan, to be delivered after the acts. */
  replies: OccurrenceKey[];
}

// ── request ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** "I want to speak with another professional": a named human within the promised time. No reason is asked. */
export interface RequestInput {
  requestId: RequestId;
  programId: ProgramId;
  siteId?: SiteId;
  personId: PersonId;
  journeyId?: JourneyId;
  /** Never told of it, and cannot take it: the requester may leave out their own supervisor. */
  exclude: PersonId[];
  /** From the asking to a named human who has taken it. */
  within: Duration;
  policy: EscalationPolicy;
  quietHours: QuietHours;
  zone: Zone;
  askedBy: Actor;
}

export interface RequestState {
  status: 'open' | 'taken' | 'fulfilled' | 'cancelled';
  /** Who has taken it. */
  takenBy?: PersonId;
  dueAt: Instant;
  /** True once the promised time passed without anybody taking it. */
  late: boolean;
}

export interface TakeRequest extends Act {
  /** Who will speak with them. */
  personId: PersonId;
}

export const takeRequest = defineUpdate<RequestState, [TakeRequest]>('take');
export const fulfilRequest = defineUpdate<RequestState, [Act]>('fulfil');
export const cancelRequest = defineUpdate<RequestState, [Act]>('cancelRequest');
export const requestState = defineQuery<RequestState>('requestState');

// ── announce ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Tells many people something that staff decided: the intents are stored already, in one transaction with what they say. */
export interface AnnounceInput {
  key: string;
  programId: ProgramId;
  intents: OccurrenceKey[];
}

// ── occasion ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Things with dates of their own, beside paths and pairs. Their rows say everything; the workflow wakes at the right times. */
export const OCCASION_KINDS = ['workshop', 'appointment', 'referral'] as const;
export type OccasionKind = (typeof OCCASION_KINDS)[number];

export interface OccasionInput {
  kind: OccasionKind;
  /** Id of the row. */
  ref: string;
  programId: ProgramId;
  siteId?: SiteId;
  carried?: Baggage;
}

/** Its rows have changed: it is looked at now, and then when they say. */
export const occasionChanged = defineSignal('occasionChanged');

export interface OccasionActivities {
  /**
   * Does what is due by the rows (reminders, places that have become free, what has lapsed), says what is stored about it
   * and not said, and tells when to look again; never again when `nextAt` is absent.
   */
  lookAtOccasion(input: OccasionInput & { at: Instant }): Promise<Told & { nextAt?: Instant }>;
}

// ── audit ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Id of the schedule that starts the auditor. */
export const AUDIT_SCHEDULE = 'full-circle-audit';

export interface AuditReport {
  /** False while something about somebody's safety is open that could not be mended, or Temporal could not be asked. */
  satisfied: boolean;
  /** Findings that are open after this look, and those that it mended. */
  open: number;
  mended: number;
}

export interface AuditActivities {
  /** Looks, mends what is safe to mend, and tells humans of the rest, once. `run` names this look. */
  audit(input: { run: string; workflowId: string; at: Instant }): Promise<AuditReport>;
  /** Says to the outside switch that a satisfied auditor is alive. Never fails: what became of it is kept with the run. */
  heartbeat(input: { run: string }): Promise<void>;
}

// ── What activities take and give ───────────────────────────────────────────────────────────────────────────────────

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
  due?: { key: OccurrenceKey; dueAt: Instant }[];
  intents?: Intent[];
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
  /** `ask` and `nudge` tell those who have not answered; `missed` records the miss. */
  step: PlannedDeadline['step'];
  /** Number of what is said, part of its key for every step; it counts on when the end moves and is asked about anew. */
  nudge: number;
  /** When the check-in is due (end of the shift for `end`), and when what is said now is no longer worth saying. */
  dueAt: Instant;
  expiresAt: Instant;
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
  chainNow(input: EscalationInput & { at: Instant }): Promise<{ chain: ChainLevel[] }>;
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
  /** When the next check-in comes, where this one was answered with an "ok"; null where it was not. */
  checkInAnswered(
    question: { wait: OccurrenceKey; now: Instant } & Parameters<ClockActivities['nextWall']>[0],
  ): Promise<{ nextAt: Instant } | null>;
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

export interface Delivered {
  /** Intents that must wait for the end of quiet hours: key and when to come again. */
  deferred: { key: OccurrenceKey; until: Instant }[];
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
