import type {
  EscalationId,
  InboundId,
  JourneyId,
  MentorshipId,
  OccurrenceKey,
  PersonId,
  ProgramId,
  ShiftId,
  SiteId,
  TransitionId,
} from '../../domain/ids';
import type { MarkContact } from './criticalTransition';
import type { Acknowledge, EscalationInput, SubjectAnswered } from './escalation';
import type { Act } from './ids';
import type { AnswerCheckIn, ConsentToTransition, SubmitSurvey } from './journeyActs';
import type { AnswerOffer, AnswerTime, LogMeeting } from './mentorship';
import type { OccasionInput } from './occasion';
import type { RequestInput } from './request';
import type { AnswerShiftOffer, ChangeEnd } from './shift';

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
