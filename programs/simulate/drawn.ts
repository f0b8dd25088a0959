import { DAY, HOUR } from '../../domain/duration';
import type { ProgramPolicy } from '../../domain/policy';
import { ASSUMPTIONS as A } from './assumptions';
import type { Behaviour, Someone } from './behaviour';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function draw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A cohort as the assumptions describe it. Each person draws from a seed of their own, so that one more changes nobody. */
export function cohort(people: number, policy: ProgramPolicy, seed: number, start: number): Someone[] {
  const mentors = Math.max(1, Math.round(people / (policy.matching.maxCaseload + 1)));
  return Array.from({ length: people }, (_, index): Someone => {
    const random = draw(seed * 1_000_003 + index);
    const role = index < Math.min(mentors, people - 1) ? 'mentor' : 'mentee';
    const over = (role === 'mentor' ? A.mentorsArriveOverDays : A.arriveOverDays) * DAY;
    const arrives = start + Math.floor(random() * over);
    return { role, arrives, behaviour: ordinary(random) };
  });
}

function ordinary(random: () => number): Behaviour {
  /** Soon more often than late: an exponential with that mean, at most four times it. */
  const around = (mean: number): number => Math.min(4 * mean, -Math.log(1 - random()) * mean);
  return {
    channel: random() < A.byText ? 'sms' : 'email',
    decidesStep: (_step, time) => {
      const [after, lot] = [around(A.stepDays * DAY), random()];
      if (time > 1 || lot > A.held + A.declined) return { after, outcome: 'advance', lookAgainAfter: 0 };
      const held = lot < A.held;
      const days = held ? A.heldForDays : A.declinedForDays;
      return { after, outcome: held ? 'hold' : 'decline', lookAgainAfter: days * DAY };
    },
    fillsInSurvey: () => (random() < A.surveyNeedsHelp ? undefined : around(A.surveyDays * DAY)),
    answersOffer: () => {
      const [lot, after] = [random(), around(A.offerHours * HOUR)];
      if (lot < A.offerSilent) return undefined;
      return { after, answer: lot < A.offerSilent + A.offerDeclined ? 'decline' : 'accept' };
    },
    answersMeeting: () => {
      const [lot, after] = [random(), around(A.meetingAnswerHours * HOUR)];
      if (lot < A.meetingSilent) return undefined;
      return { after, outcome: lot < A.meetingSilent + A.meetingMissed ? 'missed' : 'attended' };
    },
    answersCheckIn: () => {
      const [lot, after] = [random(), around(A.checkInHours * HOUR)];
      if (lot < A.checkInSilent) return undefined;
      if (lot < A.checkInSilent + A.checkInNotOk) return { after, answer: 'not-ok' };
      return { after, answer: lot < A.checkInSilent + A.checkInNotOk + A.checkInNotNow ? 'not-now' : 'ok' };
    },
    goals: () =>
      Array.from({ length: A.goalsEach }, () => {
        let after = 2 * DAY;
        return Array.from({ length: 100 / A.goalStep }, (_, step) => {
          after += around(A.goalStepDays * DAY);
          return { progress: (step + 1) * A.goalStep, after };
        });
      }),
    review: () => {
      const [lot, after] = [random(), around(A.reviewDays * DAY)];
      if (lot < A.becomesMentor) return { after, outcome: 'become-mentor' };
      return { after, outcome: lot < A.becomesMentor + A.newGoals ? 'new-goals' : 'finish' };
    },
    consents: () => {
      const [lot, after] = [random(), around(A.consentDays * DAY)];
      return lot < A.consentSilent ? undefined : { after, yes: lot > A.consentSilent + A.consentNo };
    },
    learns: () => around(A.moduleDays * DAY),
    agrees: () => around(A.agreeDays * DAY),
    withdraws: () => {
      const years = -Math.log(1 - random()) / -Math.log(1 - A.leaveAYear);
      return years * 365.25 * DAY;
    },
  };
}
