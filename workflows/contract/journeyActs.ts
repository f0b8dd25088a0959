import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  InboundId,
  Instant,
  JourneyId,
  MentorshipId,
  OccurrenceKey,
  ParticipantId,
  PersonId,
  TransitionId,
  WallClock,
  Zone,
} from '../../domain/ids';
import type {
  CriticalTransitionPolicy,
  PeerWord,
  ProgramPolicy,
  StepOutcome,
  TransitionKind,
} from '../../domain/policy';
import type { Act } from './ids';
import type { AchievementOutcome, Standing } from './journey';

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
