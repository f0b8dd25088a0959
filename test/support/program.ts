import type { Duration, ProgramId, Zone } from '../../domain/ids';
import type { ProgramPolicy, StepPolicy } from '../../domain/policy';

const duration = (text: string) => text as Duration;

const step = (id: string, rest: Partial<StepPolicy>): StepPolicy => ({
  id,
  for: ['mentee'],
  owedBy: 'staff',
  requires: [],
  grants: [],
  remindAfter: [],
  staleAfter: duration('P14D'),
  ...rest,
});

/** A small program with everything in it: a ladder for each role, two tiers, two modules of training. */
export function smallProgram(changes: Partial<ProgramPolicy> = {}): ProgramPolicy {
  return {
    program: 'small' as ProgramId,
    version: 'v1',
    zone: 'UTC' as Zone,
    languages: ['en', 'fr'],
    quietHours: { from: '21:00', to: '08:00' },
    stages: ['screening', 'matching', 'mentorship', 'retention', 'achievement', 'transition'],
    screening: {
      steps: [
        step('application', {
          for: ['mentee', 'mentor'],
          owedBy: 'participant',
          grants: ['attend-workshops'],
          remindAfter: [duration('P3D'), duration('P7D')],
        }),
        step('conversation', { requires: ['application'], grants: ['be-matched'] }),
        step('co-facilitation', { requires: ['application'], grants: ['co-facilitate'] }),
        step('references', { for: ['mentor'], requires: ['application'] }),
        step('interview', { for: ['mentor'], requires: ['references'], grants: ['mentor'] }),
      ],
    },
    tiers: [
      { id: 'volunteer', grants: [], compensation: 'none' },
      { id: 'staff', grants: ['work-shifts'], compensation: 'wage' },
    ],
    matching: {
      survey: 'about-me',
      menteeNeeds: 'be-matched',
      mentorNeeds: 'mentor',
      maxCaseload: 3,
      offerLapsesAfter: duration('P7D'),
      remindOfferAfter: duration('P3D'),
      staleAfter: duration('P21D'),
      weights: { skills: 1, goals: 1, interests: 1, languages: 1, availability: 1 },
    },
    mentorship: {
      meetingEvery: duration('P7D'),
      meetingTime: '15:00',
      firstMeetingWithin: duration('P7D'),
      remindBefore: [duration('P1D')],
      askAfter: duration('PT2H'),
      answerWithin: duration('P2D'),
      meetingsBeforeRetention: 2,
      missesBeforeStaffTask: 2,
      closingWithin: duration('P14D'),
    },
    retention: {
      cadences: [duration('P7D'), duration('P14D'), duration('P28D')],
      steadyAfter: 2,
      checkInTime: '10:00',
      nudgeAfter: duration('P2D'),
      missedAfter: duration('P4D'),
      missesBeforeStaffTask: 2,
    },
    achievement: { goalShare: 0.8, reviewWithin: duration('P14D') },
    transition: {
      offersMentorRole: true,
      training: ['listening', 'boundaries'],
      remindTrainingEvery: duration('P7D'),
      consentWithin: duration('P14D'),
    },
    shift: {
      startCheckIn: true,
      endNudges: [duration('PT0S')],
      grace: duration('PT15M'),
      lateNudgeEvery: duration('PT15M'),
      lateNudges: 2,
    },
    escalation: {
      levels: [{ id: 'supervisor', channels: ['sms'], acknowledgeWithin: duration('PT5M') }],
      outcomeWithin: duration('PT20M'),
      repeatEvery: duration('PT30M'),
      remindToCloseEvery: duration('PT4H'),
    },
    ...changes,
  };
}
