import type { Caller } from '../../office/access';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
let peer: Awaited<ReturnType<typeof somebody>>;
beforeAll(async () => {
  desk = await openDesk();
});
beforeEach(async () => {
  peer = await somebody(desk, { privileges: ['work-shifts'], givenName: 'Devon' });
});
afterAll(() => desk?.close());

const agree = (more: object = {}, caller = ANA) =>
  desk.office.safetyPlans.agree(caller, peer.participantId, {
    contacts: [
      { name: 'Maya', relation: 'sister', phone: '519 555 0144' },
      { name: 'Lou', phone: '+1 519 555 0145', note: 'not after ten' },
    ],
    police: { when: 'ask-contact-first' },
    ambulance: { when: 'after', minutes: 15 },
    ...more,
  });

test('a plan is kept in the order of its contacts, with who wrote it down, and the ledger knows of it', async () => {
  const { plan, flag } = await agree({ duressPhrase: 'say hi to auntie Rose' });
  expect(flag).toBeUndefined();
  expect(plan).toMatchObject({
    version: 1,
    contacts: [
      { name: 'Maya', phone: '+15195550144' },
      { name: 'Lou', phone: '+15195550145', note: 'not after ten' },
    ],
    agreedBy: 'account:ana',
  });
  const person = await desk.database.person.findUniqueOrThrow({ where: { id: peer.personId } });
  expect(person.duressPhrase).toBe('say hi to auntie Rose');
  const [event] = await desk.database.event.findMany({
    where: { personId: peer.personId, kind: 'safety-plan-agreed' },
  });
  expect(event?.data).toEqual({ version: 1, contacts: 2 });
});

test('agreeing anew is a new version; the phrase of the old one is gone', async () => {
  await agree({ duressPhrase: 'say hi to auntie Rose' });
  const { plan, versions } = await agree({ police: { when: 'never' } });
  expect(plan).toMatchObject({ version: 2, police: { when: 'never' }, duressPhrase: null });
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  const person = await desk.database.person.findUniqueOrThrow({ where: { id: peer.personId } });
  expect(person.duressPhrase).toBeNull();
});

test('sent twice under one key it is one version; said again later it is another one', async () => {
  const agreed = { contacts: [], police: { when: 'never' as const }, ambulance: { when: 'never' as const } };
  const send = (key: string) => desk.office.safetyPlans.agree(ANA, peer.participantId, agreed, { key });
  const [one, two] = await Promise.all([send('press'), send('press')]);
  expect([one.plan?.version, two.plan?.version]).toEqual([1, 1]);
  const ledger = { personId: peer.personId, kind: 'safety-plan-agreed' };
  expect(await desk.database.event.count({ where: ledger })).toBe(1);
  expect((await send('another')).plan?.version).toBe(2);
});

test('after a year it is old', async () => {
  await agree();
  const before = desk.now;
  desk.now = '2027-03-04T15:00:00.000Z' as never;
  expect((await desk.office.safetyPlans.show(ANA, peer.participantId)).flag).toBe('old');
  desk.now = before;
});

test.each([
  ['a carrier keyword', 'STOP', /phone company/],
  ['an ordinary answer', 'all good thanks', /ordinary days/],
  ['what asks to stop', 'stop texting me', /ordinary days/],
  ['what asks for more time', '30 more minutes', /ordinary days/],
  ['one word', 'bananas', /two words/],
])('a duress phrase is never %s', async (_, duressPhrase, why) => {
  const refused = await failureOf(agree({ duressPhrase }));
  expect(refused).toMatchObject({ code: 'BadPhrase', message: expect.stringMatching(why) as string });
});

test('what is wrong is said, and nothing is stored', async () => {
  expect(await failureOf(agree({ police: { when: 'words', words: '' } }))).toMatchObject({ code: 'BadPlan' });
  expect(await failureOf(agree({ contacts: [{ name: 'Maya', phone: '12' }] }))).toMatchObject({
    code: 'NotAPhoneNumber',
  });
  expect((await desk.office.safetyPlans.show(ANA, peer.participantId)).plan).toBeNull();
});

test('only those who handle escalations at that site see it', async () => {
  await agree();
  const as = (role: 'viewer' | 'supervisor', siteId: string): Caller => ({
    ...ANA,
    scope: [{ role, programId: 'kwmunity', siteId }],
  });
  const show = (caller: Caller) => desk.office.safetyPlans.show(caller, peer.participantId);
  expect((await show(as('supervisor', 'kwmunity.kitchener'))).plan?.version).toBe(1);
  expect(await failureOf(show(as('viewer', 'kwmunity.kitchener')))).toMatchObject({ name: 'NotAllowed' });
  expect(await failureOf(show(as('supervisor', 'kwmunity.waterloo')))).toMatchObject({ name: 'NotThere' });
  const about = {
    kind: 'missed-end',
    programId: 'kwmunity',
    siteId: 'kwmunity.kitchener',
    subjectPersonId: peer.personId,
  };
  const { forEscalation } = desk.office.safetyPlans;
  expect((await forEscalation(as('supervisor', 'kwmunity.kitchener'), about))?.plan?.version).toBe(1);
  expect(await forEscalation(as('viewer', 'kwmunity.kitchener'), about)).toBeUndefined();
  // Whoever starts a practice stands in for somebody, and shows nothing of their own by it.
  expect(await forEscalation(ANA, { ...about, kind: 'drill' })).toBeUndefined();
});
