import { all, type Columns } from './kinds';

/** Programs, the access of staff, and what the system keeps of itself. */
export const SYSTEM: Columns = {
  Program: all('open', 'id', 'name', 'zone', 'version', 'definition'),
  ProgramVersion: {
    ...all('open', 'programId', 'version', 'definition', 'unreviewed'),
    ...all('id', 'loadedBy'),
  },
  ProgramProposal: { ...all('open', 'programId', 'version', 'definition'), ...all('id', 'proposedBy') },
  ProgramReview: {
    ...all('id', 'id', 'personId', 'recordedBy'),
    ...all('personal', 'says'),
    ...all('code', 'programId', 'version'),
  },
  Site: all('open', 'id', 'programId', 'name', 'zone'),
  Wording: all('open', 'programId', 'what', 'version', 'content'),
  Account: all('staff', 'id', 'personId', 'email', 'passwordHash'),
  RoleGrant: all('staff', 'id', 'accountId', 'role', 'programId', 'siteId', 'partner'),
  Session: all('staff', 'tokenHash', 'accountId'),
  Invitation: all('staff', 'tokenHash', 'accountId'),
  ApiKey: all('open', 'id', 'hash', 'name', 'role', 'programId', 'siteId', 'partner'),
  ChannelHealth: all('open', 'channel', 'code'),
  AuditFinding: {
    ...all('id', 'key', 'shiftId', 'escalationId', 'journeyId', 'mentorshipId', 'details'),
    ...all('code', 'kind', 'severity', 'programId', 'siteId'),
  },
  AuditRun: all('open', 'id', 'workflowId', 'zoneRules', 'heartbeat'),
  Release: { ...all('open', 'id'), ...all('id', 'reason') },
};
