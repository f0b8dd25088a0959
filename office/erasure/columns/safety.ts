import { all, type Columns } from './kinds';

/** Shifts, who is on call, and alarms. */
export const SAFETY: Columns = {
  Shift: {
    ...all('id', 'id', 'createdBy', 'offered'),
    ...all(
      'code',
      'programId',
      'siteId',
      'startsWall',
      'endsWall',
      'zone',
      'zoneRules',
      'status',
      'relievedFrom',
    ),
  },
  // Of people's words nothing; gone as soon as the shift is over.
  ShiftDeadline: { ...all('id', 'shiftId', 'unanswered'), ...all('code', 'name', 'asks') },
  ShiftPeer: all('id', 'shiftId', 'personId', 'participantId'),
  ShiftCapOverride: {
    ...all('id', 'id', 'shiftId', 'personId', 'by'),
    ...all('personal', 'reason'),
    ...all('code', 'caps'),
  },
  SiteExclusion: { ...all('id', 'participantId', 'by'), ...all('code', 'siteId') },
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
  SafetyPlan: {
    ...all('id', 'id', 'participantId', 'personId', 'agreedBy'),
    ...all('personal', 'contacts', 'police', 'ambulance', 'duressPhrase', 'notes'),
    ...all('code', 'programId', 'siteId', 'language'),
  },
};
