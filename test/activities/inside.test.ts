import { HOUR, plus } from '../../domain/duration';
import type { PersonId } from '../../domain/ids';
import { openCarriers, type Carriers } from './support/carriers';
import { NOW, openTown, phoneOf, PROGRAM, type Town } from './support/town';

let town: Town;
let carriers: Carriers;
beforeAll(async () => {
  [town, carriers] = await Promise.all([openTown(), openCarriers()]);
});
afterAll(async () => {
  await carriers.stop();
  await town.drop();
});
afterEach(() => carriers.carrier.clearBehaviours());

let count = 0;

/** Somebody in custody, with a phone and a mailbox at home and another phone where they are. */
async function inside(): Promise<{ ana: PersonId; phone: string }> {
  const ana = await town.person(`ana${++count}`, { role: 'mentee' });
  const phone = `+1519555${String(7_000 + count)}`;
  await town.db.contactPoint.create({
    data: {
      ...{ id: `${ana}-inside`, personId: ana, channel: 'sms', value: phone, position: 2 },
      ...{ consentAt: NOW, createdAt: NOW },
    },
  });
  await town.db.transition.create({
    data: {
      ...{
        id: `t-${ana}`,
        programId: PROGRAM,
        personId: ana,
        participantId: `p-${ana}`,
        journeyId: `j-${ana}`,
      },
      ...{ kind: 'release', status: 'open', zone: 'America/Toronto', insideSince: plus(NOW, -HOUR) },
      ...{ reportedBy: 'system', reportedAt: NOW },
    },
  });
  return { ana, phone };
}

/** Everything that somebody got at home. */
const atHome = (ana: string): unknown[] => [
  ...carriers.texts(phoneOf(ana)),
  ...(carriers.carrier.phone(phoneOf(ana))?.calls ?? []),
  ...carriers.mails(`${ana}@example.org`),
];
const deliver = (keys: Awaited<ReturnType<Town['writes']>>['replies']) =>
  carriers.messaging(town.db).deliver({ keys, at: NOW });

describe('whoever is inside and calls for help', () => {
  test.each(['HELP', 'not ok'])('is answered on the phone that wrote "%s"', async (words) => {
    const { ana, phone } = await inside();
    await deliver((await town.writes(phone, words)).replies);
    expect(carriers.texts(phone)).toHaveLength(1);
    expect(atHome(ana)).toEqual([]);
  });

  test.each([21_211, 21_610])(
    'is answered nowhere else where that phone takes nothing (%i)',
    async (code) => {
      const { ana, phone } = await inside();
      carriers.carrier.behave({ number: phone, refuse: { status: 400, code } });
      const { replies } = await town.writes(phone, 'HELP');
      await deliver(replies);
      expect(atHome(ana)).toEqual([]);
      expect(await town.intent(replies[0] ?? '')).toMatchObject({ status: 'unreachable' });
    },
  );

  test('by mail from elsewhere is answered at the address that was mailed, and at no other', async () => {
    const { ana } = await inside();
    const other = `${ana}.inside@example.org`;
    await town.db.contactPoint.create({
      data: {
        ...{ id: `${ana}-other`, personId: ana, channel: 'email', value: other, position: 3, createdAt: NOW },
      },
    });
    const asked = await town.intends({ personId: ana });
    await town.db.delivery.create({
      data: {
        ...{ id: `asked-${ana}`, intentKey: asked, channel: 'email', address: other, attempt: 1 },
        ...{ status: 'sent', token: `token-${ana}`, body: 'How are you?', at: NOW, startedAt: NOW },
      },
    });
    const mail = { channel: 'email', token: `token-${ana}` } as const;
    await deliver((await town.writes('Library@Example.org', 'not ok', mail)).replies);
    expect(carriers.mails(other)).toHaveLength(1);
    expect(atHome(ana)).toEqual([]);
  });

  test('on a page is answered there, and by no message', async () => {
    const { ana, phone } = await inside();
    const page = { personId: ana, of: 'whatever' };
    const { replies } = await town.writes(phoneOf(ana), 'HELP', { page });
    await deliver(replies);
    expect([...atHome(ana), ...carriers.texts(phone)]).toEqual([]);
    expect(await town.intent(replies[0] ?? '')).toEqual({ status: 'suppressed', statusReason: 'inside' });
  });

  test('hears of their path where they wrote from, and only there', async () => {
    const { ana, phone } = await inside();
    const said = { personId: ana, template: 'not-ok-received', urgency: 'notice' } as const;
    const inbound = await town.sends(phone, 'not ok');
    await deliver([await town.intends({ ...said, refs: { inbound } }), await town.intends(said)]);
    expect(carriers.texts(phone)).toHaveLength(1);
    expect(atHome(ana)).toEqual([]);
  });
});

test('whoever is not inside is answered wherever they can be', async () => {
  const { ana, phone } = await inside();
  await town.db.transition.update({ where: { id: `t-${ana}` }, data: { outAt: NOW } });
  carriers.carrier.behave({ number: phone, refuse: { status: 400, code: 21_211 } });
  await deliver((await town.writes(phone, 'HELP')).replies);
  expect(atHome(ana)).toHaveLength(1);
});
