import { randomUUID } from 'node:crypto';
import { plus } from '../../domain/duration';
import { as, type Instant, type OccurrenceKey, type PersonId } from '../../domain/ids';
import { applyReceipt } from '../../activities/receipts';
import { REPLACED } from '../../domain/phone';
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
  await town.person(`mo${++count}`, more);
const calls = (number: string) => carriers.carrier.phone(number)?.calls ?? [];
const deliver = (key: OccurrenceKey, more: { at?: Instant } = {}) =>
  carriers.messaging(town.db).deliver({ keys: [key], at: more.at ?? NOW });
const channelsOf = async (key: string): Promise<string[]> =>
  (await town.db.delivery.findMany({ where: { intentKey: key, status: { not: 'refused' } } }))
    .map(({ channel }) => channel)
    .sort();

/** Somebody of staff is to be told of an escalation, on all channels unless told otherwise. */
async function pages(reader: string, channels: ('sms' | 'voice' | 'email')[] = ['sms', 'voice', 'email']) {
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
  const key = as<OccurrenceKey>(`${id}/level-1/${reader}`);
  const refs = { escalation: id, peer, reason: 'missed-end' };
  await town.record({
    scope: { escalationId: as(id) },
    intents: [
      { key, personId: as(reader), template: 'escalation-raised', refs, urgency: 'escalation', channels },
    ],
  });
  return { key, id, peer };
}

/** A peer whose shift has ended is asked, or nudged. */
async function asks(peer: string, step: 'ask' | 'nudge' | 'late-nudge' = 'ask', at: Instant = NOW) {
  const shiftId = `s-${randomUUID()}`;
  await town.shift(shiftId, [peer]);
  await town.records.shiftDeadline({
    shiftId: as(shiftId),
    at,
    occasion: { kind: 'end', number: 0 },
    step,
    nudge: 1,
    dueAt: NOW,
    expiresAt: plus(at, 30 * 60_000),
    workflowId: `shift-${shiftId}`,
  });
  return as<OccurrenceKey>(`shift-${shiftId}/${peer}/end/${step}-1`);
}

const stops = (personId: string) =>
  town.db.contactPoint.updateMany({ where: { personId, channel: 'sms' }, data: { stoppedAt: NOW } });
const landline = (personId: string, value: string) =>
  town.db.contactPoint.create({
    data: { id: `${personId}-voice`, personId, channel: 'voice', value, consentAt: NOW, createdAt: NOW },
  });

describe('who is called', () => {
  test('staff, for an escalation, on the number that is texted, with words and no link', async () => {
    const lee = await someone({ role: 'staff' });
    const { key } = await pages(lee);
    await deliver(key);
    expect(await channelsOf(key)).toEqual(['email', 'sms', 'voice']);
    const [call] = calls(phoneOf(lee));
    expect(call?.twiml).toMatch(/<Say language="en-CA">Mo\d+, this is an urgent call from/);
    expect(call?.twiml).not.toContain('K42');
    const { body } = await town.db.delivery.findFirstOrThrow({ where: { intentKey: key, channel: 'voice' } });
    expect(body).not.toMatch(/https?:/);
  });

  test('the landline where there is one; it is never texted', async () => {
    const lee = await someone({ role: 'staff' });
    await landline(lee, '+15195559001');
    const { key } = await pages(lee);
    await deliver(key);
    expect(calls('+15195559001')).toHaveLength(1);
    expect(calls(phoneOf(lee))).toEqual([]);
    expect(carriers.texts(phoneOf(lee))).toHaveLength(1);
    expect(carriers.texts('+15195559001')).toEqual([]);
  });

  test('the mobile, where the landline was given up or takes no call', async () => {
    const [lee, kim] = [await someone({ role: 'staff' }), await someone({ role: 'staff' })];
    await landline(lee, '+15195559002');
    await town.db.contactPoint.update({
      where: { id: `${lee}-voice` },
      data: { unusableCode: REPLACED },
    });
    await landline(kim, '+15195559003');
    carriers.carrier.behave({ number: '+15195559003', refuse: { status: 400, code: 13224 } });
    for (const reader of [lee, kim]) {
      const { key } = await pages(reader, ['voice']);
      await deliver(key);
      expect(calls(phoneOf(reader))).toHaveLength(1);
    }
    expect(calls('+15195559002')).toEqual([]);
  });

  test('at once, where the carrier hangs over the text of an alarm: repeats of it come last', async () => {
    const lee = await someone({ role: 'staff' });
    carriers.carrier.behave({ number: phoneOf(lee), only: 'texts', beforeAccepting: 'hang' });
    const { key } = await pages(lee);
    await carriers.impatient(town.db).deliver({ keys: [key], at: NOW });
    const attempts = await town.db.delivery.findMany({
      where: { intentKey: key },
      orderBy: { startedAt: 'asc' },
    });
    expect(attempts.map(({ channel }) => channel)).toEqual(['sms', 'voice', 'email', 'sms', 'sms']);
  });

  test('staff who said STOP to texts, all the same', async () => {
    const lee = await someone({ role: 'staff', email: null });
    await stops(lee);
    const { key } = await pages(lee, ['sms']);
    await deliver(key);
    expect(await channelsOf(key)).toEqual(['voice']);
  });

  test('a peer who said STOP, for the questions of their shift; not once an alarm is up', async () => {
    const ana = await someone({ email: null });
    await stops(ana);
    const asked = await asks(ana);
    await deliver(asked);
    expect(await channelsOf(asked)).toEqual(['voice']);
    const late = await asks(ana, 'late-nudge', plus(NOW, 45 * 60_000));
    await deliver(late);
    expect(await channelsOf(late)).toEqual([]);
    expect(await town.intent(late)).toMatchObject({ status: 'unreachable' });
  });

  test('nobody for what can wait', async () => {
    const ana = await someone({ email: null });
    await stops(ana);
    const key = await town.intends({ personId: ana });
    await deliver(key);
    expect(calls(phoneOf(ana))).toEqual([]);
  });

  test('somebody who chose "basic" hears nothing of program, place or name', async () => {
    const lee = await someone({ role: 'staff', detail: 'basic' });
    const { key } = await pages(lee);
    await deliver(key);
    const { body } = await town.db.delivery.findFirstOrThrow({ where: { intentKey: key, channel: 'voice' } });
    expect(body).toMatch(/somebody may need you, since/);
    expect(body).not.toMatch(/River|North House|Oakes/);
  });
});

describe('a call whose fate is unknown', () => {
  test('is asked for by its number: found, it is not made again', async () => {
    const lee = await someone({ role: 'staff' });
    carriers.carrier.behave({
      number: phoneOf(lee),
      only: 'calls',
      receipts: 'off',
      afterAccepting: 'error',
    });
    const { key } = await pages(lee, ['voice']);
    await deliver(key);
    expect(calls(phoneOf(lee))).toHaveLength(1);
    expect(await channelsOf(key)).toEqual(['voice']);
  });

  test('and cannot be asked for is made again, and says so', async () => {
    const lee = await someone({ role: 'staff', email: null });
    const behaviour = { number: phoneOf(lee), only: 'calls', receipts: 'off', whenAsked: 'error' } as const;
    carriers.carrier.behave({ ...behaviour });
    carriers.carrier.behave({ number: phoneOf(lee), only: 'calls', times: 1, afterAccepting: 'error' });
    const { key } = await pages(lee, ['voice']);
    await deliver(key);
    const made = await town.db.delivery.findMany({ where: { intentKey: key }, orderBy: { attempt: 'asc' } });
    expect(made).toMatchObject([{ status: 'unknown' }, { status: 'sent', isRepeat: true }]);
    expect(made[1]?.body).toContain('not the first one');
  });

  describe('while another one to the same number is in doubt as well', () => {
    /** Two alarms whose calls were being handed over when the worker died; so many of them the carrier took. */
    async function twoInDoubt(taken: number) {
      const lee = await someone({ role: 'staff', email: null });
      const alarms = [await pages(lee, ['voice']), await pages(lee, ['voice'])];
      for (const [place, { key }] of alarms.entries())
        await town.db.delivery.create({
          data: {
            ...{ id: randomUUID(), intentKey: key, channel: 'voice', address: phoneOf(lee), attempt: 1 },
            ...{ status: 'handing-over', token: randomUUID(), body: `alarm ${place}`, at: NOW },
            startedAt: new Date(Date.now() - 30_000 + place),
          },
        });
      const silent = { number: phoneOf(lee), only: 'calls', receipts: 'off' } as const;
      carriers.carrier.behave(silent);
      for (let time = 0; time < taken; time++)
        await carriers.caller().call({ to: phoneOf(lee), words: 'alarm', language: 'en', token: 'x' });
      const keys = alarms.map(({ key }) => key);
      await carriers.messaging(town.db).deliver({ keys, at: NOW });
      const attempts = await town.db.delivery.findMany({
        where: { intentKey: { in: keys } },
        orderBy: [{ attempt: 'asc' }, { startedAt: 'asc' }],
      });
      return { lee, attempts };
    }

    test('and one was made, is not taken for heard: both are made again, and say so', async () => {
      const { lee, attempts } = await twoInDoubt(1);
      expect(attempts.map(({ status, isRepeat }) => [status, isRepeat])).toEqual([
        ...[
          ['unknown', false],
          ['unknown', false],
        ],
        ...[
          ['sent', true],
          ['sent', true],
        ],
      ]);
      expect(calls(phoneOf(lee))).toHaveLength(3);
    });

    test('and both were made, is one of them, and neither is made again', async () => {
      const { lee, attempts } = await twoInDoubt(2);
      expect(attempts.map(({ status }) => status)).toEqual(['sent', 'sent']);
      expect(attempts.map(({ carrierId }) => carrierId)).toEqual(calls(phoneOf(lee)).map(({ sid }) => sid));
    });

    test('and neither was made, is made again', async () => {
      const { lee } = await twoInDoubt(0);
      expect(calls(phoneOf(lee))).toHaveLength(2);
    });
  });

  test('busy or not answered is told to nobody, and holds up nothing', async () => {
    const lee = await someone({ role: 'staff' });
    carriers.carrier.behave({ number: phoneOf(lee), call: 'busy' });
    const { key } = await pages(lee);
    await deliver(key);
    await carriers.carrier.settled();
    const callbacks = carriers.callbacks.filter(({ url }) => url.startsWith('/carrier/twilio/call-status'));
    const last = callbacks.at(-1)?.form;
    expect(last?.get('CallStatus')).toBe('busy');
    const { carrierId } = await town.db.delivery.findFirstOrThrow({
      where: { intentKey: key, channel: 'voice' },
    });
    const receipt = { sid: carrierId ?? '', status: 'busy', at: NOW };
    expect(await applyReceipt(town.db, receipt)).toBe('applied');
    expect(await town.intent(key)).toMatchObject({ status: 'sent' });
  });
});

describe('a key pressed in a call', () => {
  const presses = async (key: OccurrenceKey, digit: string, id = `CA${randomUUID()}-${digit}`) => {
    const { token, address } = await town.db.delivery.findFirstOrThrow({
      where: { intentKey: key, channel: 'voice' },
    });
    return await town.writes(address, digit, { id, channel: 'voice', token });
  };

  test('1 takes the alarm on, once however often it comes', async () => {
    const lee = await someone({ role: 'staff' });
    const { key, id } = await pages(lee);
    await deliver(key);
    const update = { by: `person:${lee}`, personId: lee, via: 'voice' };
    const pressed = `CA${'1'.repeat(32)}-1`;
    for (let time = 0; time < 3; time++)
      expect((await presses(key, '1', pressed)).acts).toEqual([
        { act: 'acknowledge', escalationId: id, update },
      ]);
    expect(await town.db.inbound.count({ where: { id: pressed } })).toBe(1);
  });

  test('any other key takes nothing on', async () => {
    const lee = await someone({ role: 'staff' });
    const { key } = await pages(lee);
    await deliver(key);
    for (const digit of ['2', '3', '9', '*']) expect((await presses(key, digit)).acts).toEqual([]);
  });

  test('on a question about one’s own safety 1 checks in and says thank you in the call only', async () => {
    const ana = await someone({ email: null });
    await stops(ana);
    const key = await asks(ana);
    await deliver(key);
    const { replies } = await presses(key, '1');
    expect(replies).toEqual([]);
    const wait = await town.db.wait.findFirstOrThrow({ where: { personId: ana, kind: 'end-of-shift' } });
    expect(wait).toMatchObject({ outcome: 'ok' });
  });

  test('3 calls for help', async () => {
    const ana = await someone({ email: null });
    await stops(ana);
    const key = await asks(ana);
    await deliver(key);
    expect((await presses(key, '3')).acts).toMatchObject([{ act: 'raise', escalation: { kind: 'help' } }]);
    expect(await town.db.wait.findFirst({ where: { personId: ana, kind: 'end-of-shift' } })).toMatchObject({
      outcome: null,
    });
  });
});
