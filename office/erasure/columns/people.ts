import { all, type Columns } from './kinds';

/** People, what they said of themselves, and how they came in. */
export const PEOPLE: Columns = {
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
    ...all('code', 'answersBy'),
  },
  SurveyResponse: {
    ...all('id', 'id', 'participantId'),
    ...all('personal', 'answers'),
    ...all('code', 'survey', 'via'),
    ...all('id', 'by'),
    ...all('code', 'paperOn'),
  },
  SurveyDraft: {
    ...all('id', 'id', 'participantId', 'waitKey'),
    ...all('personal', 'answers'),
    ...all('code', 'survey', 'skipped', 'question', 'status'),
  },
  SelfDescription: {
    ...all('id', 'participantId', 'by'),
    ...all('personal', 'words', 'group'),
  },
  Note: {
    ...all('id', 'id', 'participantId', 'by'),
    ...all('personal', 'text'),
    ...all('code', 'programId', 'siteId', 'role', 'visibility'),
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
  Acceptance: {
    ...all('id', 'id', 'personId', 'by'),
    ...all('code', 'programId', 'what', 'version', 'channels', 'how'),
  },
  Erasure: {
    ...all('id', 'id', 'personId', 'askedBy', 'endedBy'),
    ...all('code', 'programId', 'siteId', 'status', 'heldUpBy'),
  },
};
