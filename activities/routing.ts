import type {
  Acknowledge,
  Act as ByActor,
  AnswerCheckIn,
  AnswerOffer,
  AnswerShiftOffer,
  AnswerTime,
  ChangeEnd,
  CriticalTransitionInput,
  ConsentToTransition,
  EscalationInput,
  InboundAct,
  LogMeeting,
  MarkContact,
  MentorshipInput,
  OccasionInput,
  RequestInput,
  RoutingActivities,
  SubjectAnswered,
  SubmitSurvey,
} from '../workflows/contract';
import type { EscalationId, JourneyId, MentorshipId, ShiftId, TransitionId } from '../domain/ids';

type Act<Id, Input> = (id: Id, input: Input, options: { key: string }) => Promise<unknown>;

/**
 * How an inbound reply reaches the workflow that it concerns; the client facade is one. Calls resolve when the workflow
 * has taken the act, throw what is named `Refused` or `NotThere` when it never will, anything else when it might later.
 */
export interface WorkflowPort {
  journeys: {
    answerCheckIn: Act<JourneyId, AnswerCheckIn>;
    submitSurvey: Act<JourneyId, SubmitSurvey>;
    pause: Act<JourneyId, ByActor>;
    resume: Act<JourneyId, ByActor>;
    consentToTransition: Act<JourneyId, ConsentToTransition>;
  };
  occasions: { wake(input: OccasionInput): Promise<unknown> };
  mentorships: {
    start(input: MentorshipInput): Promise<unknown>;
    accept: Act<MentorshipId, AnswerOffer>;
    decline: Act<MentorshipId, AnswerOffer>;
    logMeeting: Act<MentorshipId, LogMeeting>;
    answerTime: Act<MentorshipId, AnswerTime>;
    interimInTouch: Act<MentorshipId, ByActor>;
  };
  transitions: {
    start(input: CriticalTransitionInput): Promise<unknown>;
    markContact: Act<TransitionId, MarkContact>;
  };
  shifts: {
    extend: Act<ShiftId, ChangeEnd>;
    shorten: Act<ShiftId, ChangeEnd>;
    answerOffer: Act<ShiftId, AnswerShiftOffer>;
  };
  requests: { make(input: RequestInput): Promise<unknown> };
  escalations: {
    acknowledge: Act<EscalationId, Acknowledge>;
    subjectAnswered(id: EscalationId, signal: SubjectAnswered): Promise<unknown>;
    raise(input: EscalationInput): Promise<unknown>;
  };
}

/**
 * Carries one act of a reply to its workflow, under a key that makes a repeat the same act. A workflow's "no", and one
 * that is over, are answers: trying again would get the same. Whatever else goes wrong is thrown and tried again.
 */
export function createRouting(workflows: WorkflowPort): RoutingActivities {
  return {
    async carryOut({ act, key }) {
      try {
        await tell(workflows, act, key);
        return { outcome: 'done' };
      } catch (error) {
        const reason = hasNotBegun(act, error) ? undefined : refusal(error);
        if (reason === undefined) throw error;
        return { outcome: 'refused', reason };
      }
    },
    async startMentorship(input) {
      await workflows.mentorships.start(input);
    },
    async startTransition(input) {
      await workflows.transitions.start(input);
    },
  };
}

async function tell(workflows: WorkflowPort, act: InboundAct, key: string): Promise<unknown> {
  const { journeys, mentorships, transitions, shifts, requests, escalations, occasions } = workflows;
  switch (act.act) {
    case 'answer-check-in':
      return await journeys.answerCheckIn(act.journeyId, act.update, { key });
    case 'submit-survey':
      return await journeys.submitSurvey(act.journeyId, act.update, { key });
    case 'answer-offer':
      return await mentorships[act.answer](act.mentorshipId, act.update, { key });
    case 'log-meeting':
      return await mentorships.logMeeting(act.mentorshipId, act.update, { key });
    case 'mark-contact':
      return await transitions.markContact(act.transitionId, act.update, { key });
    case 'answer-time':
      return await mentorships.answerTime(act.mentorshipId, act.update, { key });
    case 'interim-in-touch':
      return await mentorships.interimInTouch(act.mentorshipId, act.update, { key });
    case 'pause-journey':
      return await journeys.pause(act.journeyId, act.update, { key });
    case 'resume-journey':
      return await journeys.resume(act.journeyId, act.update, { key });
    case 'look-at-occasion':
      return await occasions.wake(act.occasion);
    case 'consent-to-transition':
      return await journeys.consentToTransition(act.journeyId, act.update, { key });
    case 'extend-shift':
      return await shifts.extend(act.shiftId, act.update, { key });
    case 'shorten-shift':
      return await shifts.shorten(act.shiftId, act.update, { key });
    case 'answer-shift-offer':
      return await shifts.answerOffer(act.shiftId, act.update, { key });
    case 'make-request':
      return await requests.make(act.request);
    case 'acknowledge':
      return await escalations.acknowledge(act.escalationId, act.update, { key });
    case 'subject-answered':
      return await escalations.subjectAnswered(act.escalationId, act.signal);
    case 'raise':
      return await escalations.raise(act.escalation);
  }
}

/**
 * A page can be answered before the escalation's workflow has begun, and so can the person it is about write that they
 * are not OK; there will be one, the records say so.
 */
function hasNotBegun({ act }: InboundAct, error: unknown): boolean {
  const isToEscalation = act === 'acknowledge' || act === 'subject-answered';
  return isToEscalation && (error as Error).name === 'NotThere' && !(error as { isOver?: boolean }).isOver;
}

/** Code of a refusal for good. By name, because this room does not know the client's classes. */
function refusal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  if (error.name === 'Refused') return typeof code === 'string' ? code : 'Refused';
  return error.name === 'NotThere' ? 'NotThere' : undefined;
}
