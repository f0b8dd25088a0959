import { all, type Columns } from './kinds';

/** What goes on beside a path: workshops, appointments, partners, and the times at which much changes. */
export const SUPPORT: Columns = {
  Workshop: {
    ...all('id', 'id'),
    ...all('open', 'title', 'place'),
    ...all('code', 'programId', 'siteId', 'kind', 'privilege', 'startsWall', 'zone', 'status'),
  },
  WorkshopInvitation: { ...all('id', 'workshopId', 'participantId', 'intentKey'), ...all('code', 'status') },
  Occasion: { ...all('id', 'id', 'ref'), ...all('code', 'kind', 'programId', 'siteId') },
  Referral: {
    ...all('id', 'id', 'participantId', 'personId', 'companionPersonId', 'createdBy'),
    ...all('code', 'programId', 'siteId', 'partnerId', 'status', 'companionHow', 'followUp'),
  },
  Resource: {
    ...all('id', 'id', 'addedBy'),
    ...all('open', 'programId', 'siteId', 'title', 'text', 'link', 'topics'),
  },
  ResourceSent: {
    ...all('id', 'id', 'participantId', 'resourceId', 'sentBy', 'intentKey'),
    ...all('code', 'programId'),
  },
  Appointment: {
    ...all('id', 'id', 'participantId', 'personId', 'companionPersonId', 'createdBy', 'decidedBy'),
    ...all('personal', 'title', 'place'),
    ...all('code', 'programId', 'siteId', 'startsWall', 'zone', 'status'),
  },
  Transition: {
    ...all(
      'id',
      'id',
      'personId',
      'participantId',
      'journeyId',
      'handOverToPersonId',
      'handOverBy',
      'reportedBy',
    ),
    ...all('personal', 'handOverFrom', 'handOverTo'),
    ...all('code', 'programId', 'siteId', 'kind', 'status', 'outcome', 'dateWall', 'zone', 'partner'),
  },
  TransitionContact: {
    ...all('id', 'transitionId', 'settledBy'),
    ...all('code', 'contact', 'what', 'owedBy', 'status'),
  },
  PartnerShare: {
    ...all('id', 'id', 'personId', 'recordedBy', 'endedBy'),
    ...all('personal', 'partner'),
    ...all('code', 'programId', 'siteId', 'consentVia'),
  },
  DeathRecord: {
    ...all('id', 'id', 'personId', 'recordedBy', 'tellBy', 'undoneBy'),
    ...all('personal', 'undoneWhy'),
    ...all('code', 'programId'),
  },
};
