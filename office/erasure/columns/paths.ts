import { all, type Columns } from './kinds';

/** Paths, pairs, and what people reach on the way. */
export const PATHS: Columns = {
  Journey: {
    ...all('id', 'id', 'participantId', 'startedBy'),
    ...all('code', 'programId', 'programVersion', 'status', 'stage', 'role', 'privileges', 'passedSteps'),
  },
  PeerWord: {
    ...all('id', 'id', 'journeyId', 'personId'),
    ...all('personal', 'words'),
    ...all('code', 'step', 'word'),
  },
  StepDecision: {
    ...all('id', 'id', 'journeyId', 'by'),
    ...all('personal', 'reason', 'referredTo'),
    ...all('code', 'step', 'outcome'),
  },
  Goal: { ...all('id', 'id', 'participantId'), ...all('personal', 'title'), ...all('code', 'status') },
  GoalStep: { ...all('id', 'id', 'goalId'), ...all('personal', 'title') },
  Mentorship: {
    ...all('id', 'id', 'menteeId', 'mentorId'),
    ...all('personal', 'menteeWords', 'mentorWords'),
    ...all('code', 'programId', 'round', 'status', 'reasons', 'menteeSaid', 'mentorSaid', 'endReason'),
    ...all('id', 'interimPersonId'),
  },
  PairBlock: { ...all('id', 'menteeId', 'mentorId', 'by'), ...all('code', 'reason') },
  MatchFlag: {
    ...all('id', 'id', 'mentorshipId', 'menteeId', 'mentorId', 'hideFrom', 'by'),
    ...all('personal', 'words'),
    ...all('code', 'programId', 'side'),
  },
  CaseloadReason: { ...all('id', 'mentorshipId', 'mentorId', 'by'), ...all('personal', 'reason') },
  Meeting: {
    ...all('id', 'id', 'mentorshipId', 'decidedBy'),
    ...all('code', 'startsWall', 'zone', 'status'),
    ...all('code', 'proposedWall', 'proposedBy'),
  },
  AchievementReview: {
    ...all('id', 'id', 'participantId', 'journeyId', 'wordsBy', 'decidedBy'),
    ...all('personal', 'words', 'reply', 'goals'),
    ...all('code', 'outcome'),
  },
  Alumnus: { ...all('id', 'participantId'), ...all('code', 'programId', 'privileges') },
};
