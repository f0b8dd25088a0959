/**
 * Every column that can hold text, and what becomes of it when somebody is erased. The one place where that is decided: a
 * test compares it with the schema, so that a new column is classified or the build fails.
 *
 * - `personal`: about a person, or written by or to them; removed by {@link REMOVALS}
 * - `id`: ids, keys of occurrences and who acted; the erased person's get new ones that lead nowhere
 * - `code`: codes, zones, wall-clock times, hashes; says nothing about who somebody is
 * - `open`: about the program, a place or the system, and about nobody
 * - `staff`: of colleagues' accounts, who are not erased as long as they have one
 */
export type Kind = 'personal' | 'id' | 'code' | 'open' | 'staff';

const all = <K extends Kind>(kind: K, ...columns: string[]): Record<string, Kind> =>
  Object.fromEntries(columns.map((column) => [column, kind]));

export const COLUMNS: Record<string, Record<string, Kind>> = {
  Program: all('open', 'id', 'name', 'zone', 'version', 'definition'),
  ProgramVersion: all('open', 'programId', 'version', 'definition'),
  Site: all('open', 'id', 'programId', 'name', 'zone'),
  Person: {
    ...all('id', 'id'),
    ...all('personal', 'givenName', 'surname', 'preferredName', 'duressPhrase'),
    ...all('code', 'language', 'detail'),
  },
  ContactPoint: {
    ...all('id', 'id', 'personId'),
    ...all('personal', 'value'),
    ...all('code', 'channel', 'unusableCode'),
  },
  Participant: {
    ...all('id', 'id', 'personId'),
    ...all('personal', 'reference'),
    ...all('code', 'programId', 'siteId', 'role', 'tier'),
  },
  Journey: {
    ...all('id', 'id', 'participantId', 'startedBy'),
    ...all('code', 'programId', 'programVersion', 'status', 'stage', 'role', 'privileges', 'passedSteps'),
  },
  SurveyResponse: {
    ...all('id', 'id', 'participantId'),
    ...all('personal', 'answers'),
    ...all('code', 'survey', 'via'),
  },
  Goal: { ...all('id', 'id', 'participantId'), ...all('personal', 'title'), ...all('code', 'status') },
  Mentorship: {
    ...all('id', 'id', 'menteeId', 'mentorId'),
    ...all('personal', 'menteeWords', 'mentorWords'),
    ...all('code', 'programId', 'round', 'status', 'reasons', 'menteeSaid', 'mentorSaid', 'endReason'),
  },
  PairBlock: { ...all('id', 'menteeId', 'mentorId'), ...all('code', 'reason') },
  Meeting: {
    ...all('id', 'id', 'mentorshipId', 'decidedBy'),
    ...all('code', 'startsWall', 'zone', 'status'),
  },
  Workshop: {
    ...all('id', 'id'),
    ...all('open', 'title'),
    ...all('code', 'programId', 'siteId', 'privilege', 'startsWall', 'zone'),
  },
  WorkshopInvitation: all('id', 'workshopId', 'participantId', 'intentKey'),
  Shift: {
    ...all('id', 'id', 'createdBy', 'offered'),
    ...all('code', 'programId', 'siteId', 'startsWall', 'endsWall', 'zone', 'zoneRules', 'status'),
  },
  ShiftPeer: all('id', 'shiftId', 'personId', 'participantId'),
  RotaEntry: {
    ...all('id', 'id', 'personId'),
    ...all(
      'code',
      'programId',
      'siteId',
      'level',
      'fromWall',
      'untilWall',
      'zone',
      'weekdays',
      'dayFrom',
      'dayTo',
    ),
  },
  RotaAbsence: {
    ...all('id', 'id', 'personId', 'createdBy'),
    ...all('personal', 'reason'),
    ...all('code', 'programId', 'siteId', 'fromWall', 'untilWall', 'zone'),
  },
  RotaOverride: {
    ...all('id', 'id', 'fromPersonId', 'toPersonId', 'createdBy'),
    ...all('code', 'programId', 'siteId', 'level', 'kind', 'fromWall', 'untilWall', 'zone'),
  },
  Request: {
    ...all('id', 'id', 'personId', 'journeyId', 'exclude', 'takenBy', 'askedBy'),
    ...all('code', 'programId', 'siteId', 'status'),
  },
  Escalation: {
    ...all(
      'id',
      'id',
      'subjectPersonId',
      'shiftId',
      'journeyId',
      'chain',
      'acknowledgedBy',
      'ownerPersonId',
      'resolvedBy',
    ),
    ...all('personal', 'note'),
    ...all('code', 'kind', 'programId', 'siteId', 'status', 'code', 'outcome'),
  },
  ShiftCapOverride: {
    ...all('id', 'id', 'shiftId', 'personId', 'by'),
    ...all('personal', 'reason'),
    ...all('code', 'caps'),
  },
  SiteExclusion: { ...all('id', 'participantId', 'by'), ...all('code', 'siteId') },
  SafetyPlan: {
    ...all('id', 'id', 'participantId', 'personId', 'agreedBy'),
    ...all('personal', 'contacts', 'police', 'ambulance', 'duressPhrase', 'notes'),
    ...all('code', 'programId', 'siteId', 'language'),
  },
  Wait: {
    ...all(
      'id',
      'key',
      'personId',
      'subjectPersonId',
      'journeyId',
      'mentorshipId',
      'shiftId',
      'escalationId',
    ),
    ...all('id', 'workflowId', 'details', 'closedBy'),
    ...all('code', 'kind', 'programId', 'siteId', 'owedBy', 'outcome'),
  },
  PersonalLink: { ...all('code', 'tokenHash'), ...all('id', 'personId', 'waitKey') },
  MessageIntent: {
    ...all('id', 'key', 'personId', 'refs', 'journeyId', 'shiftId', 'escalationId', 'waitKey'),
    ...all('code', 'template', 'urgency', 'channels', 'programId', 'siteId', 'status', 'statusReason'),
  },
  Delivery: {
    ...all('id', 'id', 'intentKey'),
    ...all('personal', 'address', 'subject', 'body', 'carrierId'),
    ...all('code', 'channel', 'status', 'token', 'code'),
  },
  DeliveryReceipt: { ...all('personal', 'carrierId'), ...all('code', 'status', 'code', 'token') },
  ChannelHealth: all('open', 'channel', 'code'),
  Inbound: {
    ...all('id', 'id', 'personId'),
    ...all('personal', 'from', 'body', 'token', 'understood'),
    ...all('code', 'channel', 'to', 'carrierActed', 'status', 'outcome'),
  },
  Event: {
    ...all('id', 'key', 'personId', 'journeyId', 'mentorshipId', 'shiftId', 'escalationId', 'actor', 'data'),
    ...all('code', 'kind', 'programId', 'siteId'),
  },
  Account: all('staff', 'id', 'personId', 'email', 'passwordHash'),
  RoleGrant: all('staff', 'id', 'accountId', 'role', 'programId', 'siteId'),
  Session: all('staff', 'tokenHash', 'accountId'),
  Invitation: all('staff', 'tokenHash', 'accountId'),
  ApiKey: all('open', 'id', 'hash', 'name', 'role', 'programId', 'siteId'),
  IdempotentRequest: { ...all('code', 'key', 'scope', 'digest'), ...all('personal', 'body') },
  SelfDescription: {
    ...all('id', 'participantId', 'by'),
    ...all('personal', 'words', 'group'),
  },
  Erasure: {
    ...all('id', 'id', 'personId', 'askedBy', 'endedBy'),
    ...all('code', 'programId', 'siteId', 'status', 'heldUpBy'),
  },
  Application: {
    ...all('id', 'id', 'partnerPersonId', 'participantId', 'decidedBy'),
    ...all(
      'personal',
      'givenName',
      'surname',
      'preferredName',
      'phone',
      'email',
      'reachWords',
      'words',
      'partner',
    ),
    ...all('code', 'kind', 'programId', 'siteId', 'role', 'language', 'detail', 'reach', 'consents'),
    ...all('code', 'consentVersion', 'status'),
  },
  Wording: all('open', 'programId', 'what', 'version', 'content'),
  Acceptance: {
    ...all('id', 'id', 'personId', 'by'),
    ...all('code', 'programId', 'what', 'version', 'channels', 'how'),
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
  AuditFinding: {
    ...all('id', 'key', 'shiftId', 'escalationId', 'journeyId', 'mentorshipId', 'details'),
    ...all('code', 'kind', 'severity', 'programId', 'siteId'),
  },
  AuditRun: all('open', 'id', 'workflowId', 'zoneRules', 'heartbeat'),
};
