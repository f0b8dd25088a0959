import { all, type Columns } from './kinds';

/** Messages, what is waited for, and the ledger. */
export const MESSAGES: Columns = {
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
  Inbound: {
    ...all('id', 'id', 'personId'),
    ...all('personal', 'from', 'body', 'token', 'understood'),
    ...all('code', 'channel', 'to', 'carrierActed', 'status', 'outcome'),
  },
  Event: {
    ...all('id', 'key', 'personId', 'journeyId', 'mentorshipId', 'shiftId', 'escalationId', 'actor', 'data'),
    ...all('code', 'kind', 'programId', 'siteId'),
  },
  IdempotentRequest: { ...all('code', 'key', 'scope', 'digest'), ...all('personal', 'body') },
};
