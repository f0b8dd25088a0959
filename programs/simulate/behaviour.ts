import type { StepOutcome } from '../../domain/policy';

/** One person as the model needs them: who they are to the rules, and how they and staff around them act. */
export interface Behaviour {
  channel: 'sms' | 'email';
  /** Milliseconds from being asked until it is done; undefined: not by themself. */
  decidesStep(step: string, time: number): { after: number; outcome: StepOutcome; lookAgainAfter: number };
  fillsInSurvey(): number | undefined;
  answersOffer(): { after: number; answer: 'accept' | 'decline' } | undefined;
  answersMeeting(): { after: number; outcome: 'attended' | 'missed' } | undefined;
  answersCheckIn(): { after: number; answer: 'ok' | 'not-ok' | 'not-now' } | undefined;
  /** Goals of one round, each with the percent it comes to and when, from the day mentorship or the new round began. */
  goals(): { progress: number; after: number }[][];
  review(): { after: number; outcome: 'become-mentor' | 'new-goals' | 'finish' };
  consents(): { after: number; yes: boolean } | undefined;
  learns(module: string): number;
  /** Agrees to the boundaries so long after being asked; undefined: not by themself. */
  agrees(): number | undefined;
  /** Leaves so long after the beginning; undefined: stays. */
  withdraws(): number | undefined;
}

export interface Someone {
  role: 'mentee' | 'mentor';
  /** When their path begins, in milliseconds. */
  arrives: number;
  behaviour: Behaviour;
}
