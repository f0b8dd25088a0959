import { randomUUID } from 'node:crypto';
import { DAY, MINUTE, plus } from '../../domain/duration';
import { as, type Instant, type OccurrenceKey, type PersonId } from '../../domain/ids';
import { applyReceipt } from '../../activities/receipts';
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
const someone = async (more: Parameters<Town['person']>[1] = {}): Promise<PersonId> =>
  await town.person(`jo${++count}`, more);
const pointsOf = (personId: string) =>
  town.db.contactPoint.findMany({ where: { personId, channel: { not: 'email' } } });
const tasksAbout = async (personId: string) =>
  (
    await town.db.wait.findMany({
      where: {
        subjectPersonId: personId,
        kind: 'staff-task',
        closedAt: null,
        key: { startsWith: 'contact-' },
      },
    })
  ).map(({ details }) => details);
const page = async (reader: string, channels: ('sms' | 'voice' | 'email')[] = ['sms']) => {
  const peer = await someone();
  const id = `escalation-${randomUUID()}`;
  await town.db.escalation.create({
    data: {
      id,
      kind: 'missed-end',
      programId: PROGRAM,
      subjectPersonId: peer,
      status: 'open',
      level: 0,
      chain: [],
      code: 'K42',
      raisedAt: NOW,
    },
  });
  const refs = { escalation: id, peer, reason: 'missed-end' };
  const personId = as<PersonId>(reader);
  return await town.intends({
    personId,
    template: 'escalation-raised',
    refs,
    urgency: 'escalation',
    channels,
  });
};
const deliver = (key: OccurrenceKey) => carriers.messaging(town.db).deliver({ keys: [key], at: NOW });

describe('a number that the carrier refuses', () => {
  test.each([
    [21211, 'unusable', { channel: 'sms', unusableCode: '21211', stoppedAt: null }],
    [21612, 'unusable', { channel: 'sms', unusableCode: '21612', stoppedAt: null }],
    [21408, 'unusable', { channel: 'sms', unusableCode: '21408', stoppedAt: null }],
    [60200, 'unusable', { channel: 'sms', unusableCode: '60200', stoppedAt: null }],
    [21610, 'stopped', { channel: 'sms', unusableCode: null, stoppedAt: expect.any(Date) as Date }],
    [21614, 'landline', { channel: 'voice', unusableCode: null, stoppedAt: null }],
  ])('with %i is %s, and staff have one task', async (code, meaning, point) => {
    const ana = await someone();
    carriers.carrier.behave({ number: phoneOf(ana), refuse: { status: 400, code } });
    for (let time = 0; time < 3; time++) await deliver(await town.intends({ personId: ana }));
    expect(await pointsOf(ana)).toMatchObject([point]);
    expect(await tasksAbout(ana)).toMatchObject([{ reason: `number-${meaning}`, code: String(code) }]);
    expect(carriers.mails(`${ana}@example.org`)).toHaveLength(3);
  });

  test.each([
    [30003, 'temporary', { channel: 'sms', unusableCode: null }],
    [30004, 'filtered', { channel: 'sms', unusableCode: null }],
    [30005, 'unusable', { channel: 'sms', unusableCode: '30005' }],
    [30006, 'landline', { channel: 'voice', unusableCode: null }],
    [30007, 'filtered', { channel: 'sms', unusableCode: null }],
    [21610, 'stopped', { channel: 'sms', unusableCode: null, stoppedAt: new Date(NOW) }],
  ])('afterwards with %i is %s, and staff have one task', async (code, meaning, point) => {
    const ana = await someone();
    for (let time = 0; time < 2; time++) {
      const key = await town.intends({ personId: ana });
      await deliver(key);
      const sent = await town.db.delivery.findFirst({ where: { intentKey: key, channel: 'sms' } });
      if (!sent) continue;
      const receipt = { sid: sent.carrierId ?? '', status: 'undelivered', code: String(code), at: NOW };
      expect(await applyReceipt(town.db, receipt)).toBe('applied');
      expect(await applyReceipt(town.db, receipt)).toBe('repeated');
    }
    expect(await pointsOf(ana)).toMatchObject([point]);
    expect(await tasksAbout(ana)).toMatchObject([{ reason: `number-${meaning}`, code: String(code) }]);
  });

  test('afterwards, because they opted out, is silent until START: told once, whatever else was under way', async () => {
    const ana = await someone();
    const keys = [await town.intends({ personId: ana }), await town.intends({ personId: ana })];
    await carriers.messaging(town.db).deliver({ keys, at: NOW });
    const texts = await town.db.delivery.findMany({ where: { intentKey: { in: keys } } });
    const comeBack = async () => {
      for (const { carrierId } of texts)
        await applyReceipt(town.db, { sid: carrierId ?? '', status: 'failed', code: '21610', at: NOW });
    };
    await comeBack();
    await deliver(await town.intends({ personId: ana }));
    expect(carriers.texts(phoneOf(ana))).toHaveLength(2);
    expect(carriers.mails(`${ana}@example.org`)).toHaveLength(1);
    const stops = (await town.events('contact-stopped')).filter(({ personId }) => personId === ana);
    expect(stops.map(({ data }) => data)).toEqual([{ channel: 'sms', by: 'carrier' }]);

    await town.writes(phoneOf(ana), 'START');
    await comeBack();
    expect(await pointsOf(ana)).toMatchObject([{ stoppedAt: null }]);
  });

  test.each([
    [21211, 'a new task'],
    [21610, 'a new task'],
    [21614, 'a new task'],
    [30003, 'the old one'],
    [30007, 'the old one'],
  ])('with %i again, after staff had seen to it, is %s', async (code, then) => {
    const ana = await someone();
    const later = plus(NOW, DAY);
    const fails = async (at: Instant) => {
      const key = await town.intends({ personId: ana }, at);
      if (code < 30_000)
        carriers.carrier.behave({ number: phoneOf(ana), times: 1, refuse: { status: 400, code } });
      await carriers.messaging(town.db).deliver({ keys: [key], at });
      const sent = await town.db.delivery.findFirst({
        where: { intentKey: key, status: { not: 'refused' } },
      });
      const receipt = { sid: sent?.carrierId ?? '', status: 'undelivered', code: String(code), at };
      if (code > 30_000) await applyReceipt(town.db, receipt);
    };
    await fails(NOW);
    const seenTo = { closedAt: NOW, outcome: 'done', closedBy: 'account:lee' };
    await town.db.wait.updateMany({ where: { subjectPersonId: ana }, data: seenTo });
    await town.db.contactPoint.update({
      where: { id: `${ana}-sms` },
      data: { channel: 'sms', unusableCode: null, stoppedAt: null },
    });
    await fails(later);
    const [task, ...more] = await town.db.wait.findMany({ where: { subjectPersonId: ana } });
    expect(more).toEqual([]);
    expect(task).toMatchObject(
      then === 'a new task' ? { closedAt: null, outcome: null, closedBy: null } : { outcome: 'done' },
    );
    expect(task && task.since >= new Date(later)).toBe(then === 'a new task');
  });

  test('holds for everybody who shares it', async () => {
    const [ana, ben] = [await someone(), await someone({ phone: null })];
    await town.db.contactPoint.create({
      data: {
        id: 'shared',
        personId: ben,
        channel: 'sms',
        value: phoneOf(ana),
        consentAt: NOW,
        createdAt: NOW,
      },
    });
    carriers.carrier.behave({ number: phoneOf(ana), refuse: { status: 400, code: 21614 } });
    await deliver(await town.intends({ personId: ana }));
    expect(await pointsOf(ben)).toMatchObject([{ channel: 'voice' }]);
  });

  test('for texts only is still called', async () => {
    const lee = await someone({ role: 'staff' });
    carriers.carrier.behave({ number: phoneOf(lee), only: 'texts', refuse: { status: 400, code: 21612 } });
    const key = await page(lee, ['sms', 'voice']);
    await deliver(key);
    expect(carriers.carrier.phone(phoneOf(lee))?.calls).toHaveLength(1);
  });

  test('as no number at all is not called either', async () => {
    const lee = await someone({ role: 'staff' });
    carriers.carrier.behave({ number: phoneOf(lee), refuse: { status: 400, code: 21211 } });
    const key = await page(lee, ['voice']);
    await deliver(key);
    expect(await pointsOf(lee)).toMatchObject([{ unusableCode: '21211' }]);
    expect(carriers.mails(`${lee}@example.org`)).toHaveLength(1);
  });
});

describe.each([21210, 21212, 21606])('a refusal of our own number (%i)', (code) => {
  const refuse = (number: string) =>
    carriers.carrier.behave({ number, only: 'texts', refuse: { status: 400, code } });

  test('is not held against the reader’s: the text waits, and the channel rests', async () => {
    const ana = await someone({ email: null });
    refuse(phoneOf(ana));
    const key = await town.intends({ personId: ana });
    const messaging = carriers.messaging(town.db, { limits: { restAfter: 2 } });
    for (const why of [String(code), String(code), 'resting'])
      await expect(messaging.deliver({ keys: [key], at: NOW })).rejects.toThrow(why);
    expect(await pointsOf(ana)).toMatchObject([{ channel: 'sms', unusableCode: null, stoppedAt: null }]);
    expect(await tasksAbout(ana)).toEqual([]);
    expect(await town.db.channelHealth.findMany({ where: { channel: 'sms' } })).toMatchObject([
      { downSince: expect.any(Date) as Date, code: String(code) },
    ]);

    carriers.carrier.clearBehaviours();
    await messaging.deliver({ keys: [key], at: plus(NOW, MINUTE) });
    expect(carriers.texts(phoneOf(ana))).toHaveLength(1);
    expect(await town.intent(key)).toMatchObject({ status: 'sent' });
  });

  test('lets an alarm go another way at once', async () => {
    const lee = await someone({ role: 'staff' });
    refuse(phoneOf(lee));
    await deliver(await page(lee)).catch(() => undefined);
    expect(carriers.carrier.phone(phoneOf(lee))?.calls).toHaveLength(1);
    expect(await pointsOf(lee)).toMatchObject([{ unusableCode: null }]);
  });
});

describe('what the carrier took and did not bring', () => {
  /** A second number of somebody, after their first. */
  const otherNumber = async (personId: string) => {
    const value = `${phoneOf(personId).slice(0, 5)}77${phoneOf(personId).slice(7)}`;
    const point = { id: `${personId}-other`, personId, channel: 'sms', value, position: 2 };
    await town.db.contactPoint.create({ data: { ...point, consentAt: NOW, createdAt: NOW } });
    return value;
  };
  const undelivered = async (key: string, code = '30003') => {
    const sent = await town.db.delivery.findFirstOrThrow({ where: { intentKey: key, channel: 'sms' } });
    return await applyReceipt(town.db, { sid: sent.carrierId ?? '', status: 'undelivered', code, at: NOW });
  };

  test('goes another way where it cannot wait, once', async () => {
    const lee = await someone({ role: 'staff' });
    const key = await page(lee);
    await deliver(key);
    expect(await undelivered(key)).toBe('reopened');
    expect(await town.intent(key)).toEqual({ status: 'pending', statusReason: 'undelivered' });
    await deliver(key);
    await deliver(key);
    expect(carriers.carrier.phone(phoneOf(lee))?.calls).toHaveLength(1);
    expect(carriers.texts(phoneOf(lee))).toHaveLength(1);
    expect(await town.intent(key)).toMatchObject({ status: 'sent' });
  });

  /** Lets everything come back that was sent for it, until there is no other way, and tells which ways it went. */
  const waysOf = async (key: OccurrenceKey): Promise<string[]> => {
    const saysNo = { sms: 'undelivered', voice: 'busy', email: 'bounced' } as Record<string, string>;
    const ways: string[] = [];
    while ((await town.intent(key)).status === 'pending' && ways.length < 9) {
      await deliver(key);
      for (const { channel, carrierId } of await town.db.delivery.findMany({
        where: { intentKey: key, status: 'sent' },
      })) {
        ways.push(channel);
        const receipt = { sid: carrierId ?? '', status: saysNo[channel] ?? '', at: NOW };
        expect(await applyReceipt(town.db, receipt)).toBe('reopened');
      }
    }
    return ways;
  };

  test.each([
    ['sms', ['sms', 'voice', 'email']],
    ['voice', ['voice', 'sms', 'email']],
    ['email', ['email', 'sms', 'voice']],
  ] as const)(
    'of an alarm by %s goes the other ways, what is heard before what is read',
    async (first, ways) => {
      const lee = await someone({ role: 'staff' });
      const key = await page(lee, [first]);
      expect(await waysOf(key)).toEqual(ways);
      expect(await town.intent(key)).toEqual({ status: 'unreachable', statusReason: 'undelivered' });
    },
  );

  test.each([
    ['a text', {}, ['sms', 'voice', 'email']],
    ['a mail, where texts were never agreed to', { consent: false }, ['email']],
  ])('of a question about their safety goes as they can be reached: first %s', async (_first, more, ways) => {
    const ana = await someone(more);
    const shift = `back-${ana}`;
    await town.shift(shift, [ana]);
    const refs = { shift, peer: ana, at: NOW, minutes: 0 };
    const key = await town.intends({ personId: ana, template: 'shift-end', urgency: 'notice', refs });
    expect(await waysOf(key)).toEqual(ways);
  });

  test('goes to their other number first, where they have one', async () => {
    const lee = await someone({ role: 'staff' });
    const other = await otherNumber(lee);
    const key = await page(lee);
    await deliver(key);
    expect(await undelivered(key)).toBe('reopened');
    await deliver(key);
    await deliver(key);
    expect([carriers.texts(phoneOf(lee)), carriers.texts(other)].map(({ length }) => length)).toEqual([1, 1]);
    expect(carriers.carrier.phone(phoneOf(lee))?.calls ?? []).toEqual([]);
  });

  test('what answers a reply goes to the number that wrote, whichever comes first', async () => {
    const mo = await someone();
    const other = await otherNumber(mo);
    const { replies } = await town.writes(other, 'HELP');
    await carriers.messaging(town.db).deliver({ keys: replies, at: NOW });
    expect(carriers.texts(other)).toHaveLength(1);
    expect(carriers.texts(phoneOf(mo))).toEqual([]);
  });

  test('is left alone where another channel brought it, or where it can wait', async () => {
    const lee = await someone({ role: 'staff' });
    const alarm = await page(lee, ['sms', 'email']);
    await deliver(alarm);
    expect(await undelivered(alarm)).toBe('applied');
    const reminder = await town.intends({ personId: lee });
    await deliver(reminder);
    expect(await undelivered(reminder)).toBe('applied');
  });
});
