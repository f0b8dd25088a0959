import { as } from '../../domain/ids';
import { createRecords } from '../../activities/records';
import { NotAllowed, type Caller } from '../../office/access';
import { leaveAll } from '../support/leaveAll';
import { ANA, failureOf, openDesk, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(['kwmunity']);
});
afterAll(() => desk?.close());

let count = 0;
const OLD = '+15195550150';
const somebody = async () => {
  const added = await desk.office.participants.add(ANA, {
    programId: 'kwmunity',
    site: 'kitchener',
    role: 'mentor',
    givenName: `Robin${++count}`,
    language: 'en',
    phone: OLD,
    consents: ['sms'],
  });
  const [point] = await desk.database.contactPoint.findMany({ where: { personId: added.personId } });
  return { ...added, point: point?.id ?? '' };
};
const reached = async (participantId: string) =>
  (await desk.office.participants.show(ANA, participantId)).contacts.map(({ channel, value }) => ({
    channel,
    value,
  }));

it('another number is tried first; the one before is not used any more, and its task is done', async () => {
  const { participantId, personId, point } = await somebody();
  await desk.database.wait.create({
    data: {
      key: `contact-${point}/code-21211`,
      kind: 'staff-task',
      programId: 'kwmunity',
      owedBy: 'staff',
      subjectPersonId: personId,
      since: new Date(),
      details: { reason: 'number-unusable', code: '21211', contact: point },
    },
  });
  const change = { channel: 'sms', value: '519 555 0161', consent: true } as const;
  await desk.office.contacts.change(ANA, participantId, change);
  const points = await desk.database.contactPoint.findMany({
    where: { personId },
    orderBy: { position: 'asc' },
  });
  expect(points).toMatchObject([
    { value: '+15195550161', unusableCode: null, consentAt: expect.any(Date) as Date },
    { value: OLD, unusableCode: 'replaced' },
  ]);
  expect(
    await desk.database.wait.findUnique({ where: { key: `contact-${point}/code-21211` } }),
  ).toMatchObject({ outcome: 'contact-changed', closedBy: 'account:ana' });
  const kinds = (await desk.database.event.findMany({ where: { personId } })).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['contact-changed', 'consent-given']));
});

it('what comes from a number that was given up is nobody’s until a human says so', async () => {
  await desk.database.inbound.create({
    data: {
      id: 'SM-old',
      channel: 'sms',
      from: OLD,
      to: '+15195550100',
      body: 'ok',
      receivedAt: new Date(),
      status: 'stored',
    },
  });
  const plan = await createRecords(desk.database, leaveAll).planInbound({
    inboundId: as('SM-old'),
    at: as(new Date().toISOString()),
  });
  expect(plan).toMatchObject({ acts: [], replies: [] });
  expect(await desk.database.wait.findFirst({ where: { key: 'inbound-SM-old/human' } })).toMatchObject({
    details: { reason: 'unknown-sender' },
  });
});

it('one person may have several numbers, a landline among them', async () => {
  const { participantId } = await somebody();
  const change = { channel: 'voice', value: '519 555 0170', keepOthers: true } as const;
  await desk.office.contacts.change(ANA, participantId, change);
  expect(await reached(participantId)).toEqual([
    { channel: 'voice', value: '+15195550170' },
    { channel: 'sms', value: OLD },
  ]);
});

it('STOP stays as it was said when a number is taken down again', async () => {
  const { participantId, point } = await somebody();
  const where = { id: point };
  await desk.database.contactPoint.update({ where, data: { stoppedAt: new Date(), unusableCode: '30005' } });
  await desk.office.contacts.change(ANA, participantId, { channel: 'sms', value: OLD });
  expect(await desk.database.contactPoint.findUnique({ where })).toMatchObject({
    unusableCode: null,
    stoppedAt: expect.any(Date) as Date,
  });
});

it('refuses what is no number, what changes nothing, and whoever may not', async () => {
  const { participantId } = await somebody();
  const change = (value: string, caller: Caller = ANA) =>
    failureOf(desk.office.contacts.change(caller, participantId, { channel: 'sms', value }));
  expect(await change('12')).toMatchObject({ code: 'NotAPhoneNumber' });
  expect(await change(OLD)).toMatchObject({ code: 'SameContact' });
  const viewer: Caller = { actor: 'account:v', scope: [{ role: 'viewer' }], via: 'console' };
  expect(await change('519 555 0199', viewer)).toBeInstanceOf(NotAllowed);
});
