/**
 * What the model takes for granted about people, since no definition says it. Everything here is a plain guess of a quiet,
 * ordinary program, printed with every result and there to be argued with; none of it is measured.
 */
export const ASSUMPTIONS = {
  /** People come over the first quarter, mentors in its first month. */
  arriveOverDays: 90,
  mentorsArriveOverDays: 30,
  /** One mentor for as many mentees as the definition lets a mentor have. */
  byText: 0.85,
  /** Mean days until a step of screening is decided, and what comes of it. */
  stepDays: 5,
  held: 0.06,
  declined: 0.02,
  heldForDays: 7,
  declinedForDays: 30,
  surveyDays: 2,
  surveyNeedsHelp: 0.07,
  helpWithSurveyDays: 5,
  /** Days between somebody waiting for a match and the next round. */
  matchRoundDays: 7,
  offerHours: 20,
  offerDeclined: 0.05,
  offerSilent: 0.06,
  meetingMissed: 0.12,
  meetingSilent: 0.1,
  meetingAnswerHours: 4,
  checkInSilent: 0.15,
  checkInNotOk: 0.04,
  checkInNotNow: 0.05,
  checkInHours: 6,
  goalsEach: 2,
  goalStep: 25,
  goalStepDays: 24,
  reviewDays: 7,
  becomesMentor: 0.35,
  newGoals: 0.35,
  consentDays: 4,
  consentNo: 0.2,
  consentSilent: 0.1,
  moduleDays: 12,
  agreeDays: 4,
  /** Share of people who leave in a year. */
  leaveAYear: 0.15,
} as const;

/** Minutes of a worker's time, a task of the kind. */
export const MINUTES: Record<string, number> = {
  'decide-step': 30,
  'look-again': 10,
  'screening-step-late': 10,
  'survey-late': 15,
  'approve-match': 10,
  'match-late': 15,
  'missed-meetings': 20,
  silence: 25,
  'not-ok': 40,
  'achievement-review': 45,
  'achievement-review-late': 5,
  'transition-consent-late': 10,
  'record-training': 5,
  supervision: 60,
  'work-review': 30,
  'agreement-late': 10,
};
