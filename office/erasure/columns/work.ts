import { all, type Columns } from './kinds';

/** Training, tiers and work of peers. */
export const WORK: Columns = {
  TrainingRecord: {
    ...all('id', 'id', 'participantId', 'sessionId', 'by'),
    ...all('personal', 'proof'),
    ...all('code', 'module', 'item', 'doneOn', 'goodUntil'),
  },
  TrainingSession: {
    ...all('id', 'id', 'createdBy'),
    ...all('code', 'programId', 'siteId', 'module', 'startsWall', 'zone'),
  },
  ModuleProposal: {
    ...all('id', 'id', 'participantId', 'decidedBy'),
    ...all('personal', 'title', 'why', 'answer'),
    ...all('code', 'programId', 'status'),
  },
  ModuleRating: {
    ...all('id', 'participantId'),
    ...all('personal', 'words'),
    ...all('code', 'programId', 'module'),
  },
  TierChange: {
    ...all('id', 'id', 'participantId', 'by', 'reviewedBy'),
    ...all('personal', 'words', 'reviewWords'),
    ...all('code', 'from', 'to', 'reason', 'review'),
  },
  WorkRecord: {
    ...all('id', 'id', 'participantId', 'shiftId', 'by', 'voidedBy'),
    ...all('personal', 'reason'),
    ...all('code', 'programId', 'siteId', 'day', 'tier', 'task', 'kind'),
  },
  WorkReview: {
    ...all('id', 'id', 'participantId', 'by'),
    ...all('personal', 'words'),
    ...all('code', 'direction'),
  },
  Supervisor: all('id', 'participantId', 'personId', 'by'),
  AgreementAccepted: { ...all('id', 'participantId', 'by'), ...all('code', 'version') },
  Opening: {
    ...all('id', 'id', 'createdBy', 'decidedBy'),
    ...all('open', 'title', 'details'),
    ...all('code', 'programId', 'siteId', 'tier', 'fromTiers', 'closesOn', 'zone', 'status'),
  },
  OpeningOffer: {
    ...all('id', 'openingId', 'participantId'),
    ...all('personal', 'why'),
    ...all('code', 'said', 'outcome'),
  },
};
