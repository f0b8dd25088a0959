import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { plus } from '../../domain/duration';
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
afterEach(() => {
  carriers.carrier.clearBehaviours();
  carriers.mailbox.clearBehaviours();
});

let count = 0;
const someone = async (more: Parameters<Town['person']>[1] = {}): Promise<PersonId> =>
  await town.person(`ana${++count}`, more);
const escalation = async (peer: string, more: object = {}): Promise<string> => {
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
      ...more,
    },
  });
  return id;
};
const pages = async (reader: string, more: object = {}): Promise<OccurrenceKey> => {
  const peer = await someone();
  const id = await escalation(peer, more);
  const key = as<OccurrenceKey>(`${id}/level-1/${reader}`);
  await town.record({
    scope: { escalationId: as(id) },
    intents: [
      {
        key,
        personId: as(reader),
        template: 'escalation-raised',
        refs: { escalation: id, peer, reason: 'missed-end' },
        urgency: 'escalation',
        channels: ['sms'],
      },
    ],
  });
  return key;
};

describe('a message that is wanted', () => {
  test('is sent once, however often it is delivered', async () => {
    const ana = await someone();
    const key = await town.intends({ personId: ana });
    const messaging = carriers.messaging(town.db);
    await messaging.deliver({ keys: [key], at: NOW });
    await messaging.deliver({ keys: [key], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toHaveLength(1);
    expect(await town.intent(key)).toEqual({ status: 'sent', statusReason: null });
    const [sent] = (await town.events('message-sent')).filter(({ personId }) => personId === ana);
    expect(sent?.data).toMatchObject({ template: 'resumed', channel: 'sms' });
  });

  test('is sent once when ten workers deliver it at the same moment', async () => {
    const ana = await someone();
    const key = await town.intends({ personId: ana });
    const workers = Array.from({ length: 10 }, () => carriers.messaging(town.db));
    await Promise.all(workers.map((worker) => worker.deliver({ keys: [key], at: NOW })));
    expect(carriers.texts(phoneOf(ana))).toHaveLength(1);
    expect(await town.db.delivery.count({ where: { intentKey: key } })).toBe(1);
  });

  test('goes by mail to somebody without a phone, with an address that answers name it by', async () => {
    const ana = await someone({ phone: null });
    const key = await town.intends({ personId: ana });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    const [mail] = carriers.mails(`${ana}@example.org`);
    const delivery = await town.db.delivery.findFirstOrThrow({ where: { intentKey: key } });
    expect(mail?.envelope.from).toBe(`reply+${delivery.token}@reply.example`);
    expect(mail?.messageId).toBe(delivery.carrierId);
    expect(mail?.text).toContain('Ana');
  });

  test('is told to the carrier with how long it is worth anything', async () => {
    const ana = await someone();
    const key = await town.intends({ personId: ana, expiresAt: plus(NOW, 600_000) });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    const [message] = carriers.carrier.phone(phoneOf(ana))?.messages ?? [];
    expect(message?.validitySeconds).toBeGreaterThan(590);
    expect(message?.validitySeconds).toBeLessThanOrEqual(600);
  });
});

describe('a message that is no longer wanted', () => {
  test('about a wait that was closed meanwhile is not sent', async () => {
    const ana = await someone();
    const wait = as<OccurrenceKey>(`wait-${ana}`);
    await town.record({ open: [{ key: wait, kind: 'survey', owedBy: 'participant', personId: as(ana) }] });
    const key = await town.intends({ personId: ana, waitKey: wait });
    await town.db.wait.update({ where: { key: wait }, data: { closedAt: NOW, outcome: 'ok' } });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toEqual([]);
    expect((await town.intent(key)).status).toBe('superseded');
  });

  test('of an escalation that a human ended is not sent, the news of the end is', async () => {
    const lee = await someone();
    const page = await pages(lee);
    const [id] = page.split('/');
    const news = as<OccurrenceKey>(`${id}/resolved/${lee}`);
    const at = plus(NOW, 60_000);
    await town.record({
      at,
      scope: { escalationId: as(id as string) },
      escalation: { status: 'resolved', level: 0, outcome: 'found-safe', by: 'account:a' },
      intents: [
        {
          key: news,
          personId: as(lee),
          template: 'escalation-resolved',
          refs: { escalation: id as string, outcome: 'found-safe', by: 'system' },
          urgency: 'notice',
        },
      ],
    });
    await carriers.messaging(town.db).deliver({ keys: [page, news], at });
    expect(carriers.texts(phoneOf(lee))).toHaveLength(1);
    expect((await town.intent(page)).status).toBe('superseded');
    expect((await town.intent(news)).status).toBe('sent');
  });

  test('asking to take an alarm is not sent once somebody has it', async () => {
    const lee = await someone();
    const page = await pages(lee, { status: 'acknowledged', acknowledgedAt: plus(NOW, 1000) });
    await carriers.messaging(town.db).deliver({ keys: [page], at: plus(NOW, 2000) });
    expect(carriers.texts(phoneOf(lee))).toEqual([]);
  });

  test('expires, where an alarm never does', async () => {
    const [ana, lee] = [await someone(), await someone()];
    const reminder = await town.intends({ personId: ana, expiresAt: plus(NOW, 1000) });
    const page = await pages(lee);
    await town.db.messageIntent.update({ where: { key: page }, data: { expiresAt: plus(NOW, 1000) } });
    const late = plus(NOW, 86_400_000 * 3);
    await carriers.messaging(town.db).deliver({ keys: [reminder, page], at: late });
    expect((await town.intent(reminder)).status).toBe('expired');
    expect(carriers.texts(phoneOf(lee))).toHaveLength(1);
  });

  test('does not expire by the time it was asked for, but by the time it is tried', async () => {
    const ana = await someone();
    const key = await town.intends({ personId: ana, expiresAt: plus(NOW, 60_000) });
    await carriers.messaging(town.db, { elapsed: () => 61_000 }).deliver({ keys: [key], at: NOW });
    expect((await town.intent(key)).status).toBe('expired');
  });

  test('to or about somebody who has died is kept back', async () => {
    const [ana, ben] = [await someone(), await someone()];
    const to = await town.intends({ personId: ana });
    const about = await town.intends({ personId: ben, template: 'match-confirmed', refs: { other: ana } });
    await town.db.person.update({ where: { id: ana }, data: { deceasedAt: NOW } });
    await carriers.messaging(town.db).deliver({ keys: [to, about], at: NOW });
    expect([...carriers.texts(phoneOf(ana)), ...carriers.texts(phoneOf(ben))]).toEqual([]);
    expect((await town.intent(about)).status).toBe('suppressed');
  });
});

describe('quiet hours', () => {
  const night = as<Instant>('2026-03-02T03:30:00.000Z');
  const morning = as<Instant>('2026-03-02T14:00:00.000Z');

  test('hold a reminder until nine in the morning, and nothing else', async () => {
    const [ana, lee] = [await someone(), await someone()];
    const reminder = await town.intends({ personId: ana });
    const notice = await town.intends({ personId: ana, urgency: 'notice' });
    const page = await pages(lee);
    const done = await carriers.messaging(town.db).deliver({ keys: [reminder, notice, page], at: night });
    expect(done.deferred).toEqual([{ key: reminder, until: morning }]);
    expect((await town.intent(reminder)).status).toBe('pending');
    expect(carriers.texts(phoneOf(ana))).toHaveLength(1);
    expect(carriers.texts(phoneOf(lee))).toHaveLength(1);
    await carriers.messaging(town.db).deliver({ keys: [reminder], at: morning });
    expect((await town.intent(reminder)).status).toBe('sent');
  });

  test('let a reminder go that would be stale by their end', async () => {
    const ana = await someone();
    const key = await town.intends({ personId: ana, expiresAt: plus(night, 3_600_000) });
    const done = await carriers.messaging(town.db).deliver({ keys: [key], at: night });
    expect(done.deferred).toEqual([]);
    expect(await town.intent(key)).toEqual({ status: 'expired', statusReason: 'quiet-hours' });
  });
});

describe('a hand-over that nobody saw the end of', () => {
  const handedOver = async (key: string, ana: string, body: string): Promise<string> => {
    const token = randomUUID().replaceAll('-', '');
    await town.db.delivery.create({
      data: {
        id: randomUUID(),
        intentKey: key,
        channel: 'sms',
        address: phoneOf(ana),
        attempt: 1,
        status: 'handing-over',
        token,
        body,
        at: NOW,
        startedAt: new Date(Date.now() - 120_000),
      },
    });
    return token;
  };

  test('before a crash is found in the carrier’s list and not sent again', async () => {
    const ana = await someone();
    const key = await town.intends({ personId: ana });
    await handedOver(key, ana, 'Welcome back');
    const started = { startedAt: new Date(Date.now() - 2000) };
    await town.db.delivery.updateMany({ where: { intentKey: key }, data: started });
    await carriers.sender().send({ to: phoneOf(ana), body: 'Welcome back', token: 'x' });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toEqual(['Welcome back']);
    expect((await town.intent(key)).status).toBe('sent');
  });

  test('of two with the same words, of which the carrier has one, is one text of one of them', async () => {
    const ana = await someone();
    const keys = [await town.intends({ personId: ana }), await town.intends({ personId: ana })];
    for (const key of keys) await handedOver(key, ana, 'Welcome back');
    await carriers.sender().send({ to: phoneOf(ana), body: 'Welcome back', token: 'x' });
    await carriers.messaging(town.db).deliver({ keys, at: NOW });
    const became = await Promise.all(keys.map(async (key) => (await town.intent(key)).status));
    expect(became.toSorted()).toEqual(['sent', 'unknown']);
    expect(carriers.texts(phoneOf(ana))).toEqual(['Welcome back']);
  });

  test('is not taken for an older message with the same words', async () => {
    const ana = await someone();
    const earlier = await town.intends({ personId: ana });
    await carriers.messaging(town.db).deliver({ keys: [earlier], at: NOW });
    const [words] = carriers.texts(phoneOf(ana));
    const key = await town.intends({ personId: ana });
    await handedOver(key, ana, words as string);
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    expect((await town.intent(key)).status).toBe('unknown');
  });

  test.each(['error', 'hang', 'drop'] as const)(
    'after the carrier took it (%s) is one text',
    async (afterAccepting) => {
      const ana = await someone();
      carriers.carrier.behave({ number: phoneOf(ana), times: 1, afterAccepting, receipts: 'off' });
      const key = await town.intends({ personId: ana });
      await carriers.impatient(town.db).deliver({ keys: [key], at: NOW });
      expect(carriers.texts(phoneOf(ana))).toHaveLength(1);
      expect((await town.intent(key)).status).toBe('sent');
    },
  );

  test('of a reminder that the carrier never took stays unsent and is flagged', async () => {
    const ana = await someone();
    carriers.carrier.behave({ number: phoneOf(ana), times: 1, beforeAccepting: 'error' });
    const key = await town.intends({ personId: ana });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toEqual([]);
    expect(carriers.mails(`${ana}@example.org`)).toEqual([]);
    expect(await town.intent(key)).toEqual({ status: 'unknown', statusReason: 'outcome-unknown' });
    const flagged = (await town.events('message-not-sent')).filter(({ personId }) => personId === ana);
    expect(flagged).toHaveLength(1);
  });

  describe('of a question about a peer’s safety', () => {
    const asks = async (): Promise<{ ana: PersonId; key: OccurrenceKey }> => {
      const ana = await someone();
      const shift = `safety-${ana}`;
      await town.shift(shift, [ana]);
      const refs = { shift, peer: ana, wait: `shift-${shift}/${ana}/end`, at: NOW, minutes: 0 };
      const key = await town.intends({ personId: ana, template: 'shift-end', urgency: 'notice', refs });
      return { ana, key };
    };
    const attempts = async (intentKey: string) =>
      (await town.db.delivery.findMany({ where: { intentKey }, orderBy: { attempt: 'asc' } })).map(
        ({ channel, status, code, isRepeat }) => [channel, status, code, isRepeat],
      );

    test('that the carrier does not have is put again, once', async () => {
      const { ana, key } = await asks();
      carriers.carrier.behave({ number: phoneOf(ana), times: 1, beforeAccepting: 'error' });
      await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
      expect(carriers.texts(phoneOf(ana))).toEqual([expect.not.stringContaining('sent again')]);
      expect(await attempts(key)).toEqual([
        ['sms', 'unknown', 'not-listed', false],
        ['sms', 'sent', null, false],
      ]);
      expect(await town.intent(key)).toEqual({ status: 'sent', statusReason: null });
    });

    test('that no carrier ever lists is put three times and no more', async () => {
      const { ana, key } = await asks();
      carriers.carrier.behave({ number: phoneOf(ana), beforeAccepting: 'error' });
      await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
      const tried = await attempts(key);
      expect(tried.filter(([channel]) => channel === 'sms')).toHaveLength(3);
      expect((await town.intent(key)).status).not.toBe('pending');
    });

    test('that the carrier has is not', async () => {
      const { ana, key } = await asks();
      carriers.carrier.behave({
        number: phoneOf(ana),
        times: 1,
        afterAccepting: 'drop',
        receipts: 'off',
      });
      await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
      expect(carriers.texts(phoneOf(ana))).toHaveLength(1);
      expect(await attempts(key)).toEqual([['sms', 'sent', null, false]]);
    });

    test('that the carrier cannot be asked about stays unsent and is flagged', async () => {
      const { ana, key } = await asks();
      carriers.carrier.behave({ number: phoneOf(ana), times: 1, beforeAccepting: 'error' });
      const deaf = carriers.messaging(town.db, {
        sms: { ...carriers.sender(), find: () => Promise.resolve(undefined) },
      });
      await deaf.deliver({ keys: [key], at: NOW });
      expect(carriers.texts(phoneOf(ana))).toEqual([]);
      expect(await town.intent(key)).toEqual({ status: 'unknown', statusReason: 'outcome-unknown' });
    });
  });

  test('of an alarm is repeated, and says that it is a repeat', async () => {
    const lee = await someone();
    carriers.carrier.behave({ number: phoneOf(lee), times: 1, beforeAccepting: 'hang' });
    const page = await pages(lee);
    await carriers.impatient(town.db).deliver({ keys: [page], at: NOW });
    const [text, ...more] = carriers.texts(phoneOf(lee));
    expect(more).toEqual([]);
    expect(text).toContain('sent again');
    const attempts = await town.db.delivery.findMany({
      where: { intentKey: page },
      orderBy: { attempt: 'asc' },
    });
    expect(attempts.map(({ status, isRepeat }) => [status, isRepeat])).toEqual([
      ['unknown', false],
      ['sent', true],
    ]);
  });

  test('of an alarm is asked about for seconds only, whatever the setting says', async () => {
    const lee = await someone();
    const page = await pages(lee);
    await handedOver(page, lee, 'nobody ever got this');
    await town.db.delivery.updateMany({
      where: { intentKey: page },
      data: { startedAt: new Date(Date.now() - 9_500) },
    });
    // For a reminder this would go on for most of a minute.
    const patient = carriers.messaging(town.db, { limits: { askForMs: 60_000 } });
    await patient.deliver({ keys: [page], at: NOW });
    expect(carriers.texts(phoneOf(lee))).toEqual([expect.stringContaining('sent again')]);
  });

  test('is settled by a status callback that came before anything was recorded', async () => {
    const ana = await someone();
    const key = await town.intends({ personId: ana });
    const token = await handedOver(key, ana, 'never in a list');
    await applyReceipt(town.db, { sid: `SM-${ana}`, status: 'delivered', token, at: NOW });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toEqual([]);
    const delivery = await town.db.delivery.findFirstOrThrow({ where: { intentKey: key } });
    expect(delivery).toMatchObject({ status: 'delivered', carrierId: `SM-${ana}` });
    expect((await town.intent(key)).status).toBe('sent');
    expect((await town.events('message-sent')).filter(({ personId }) => personId === ana)).toHaveLength(1);
  });

  test('of a mail cannot be asked for: the reminder stays unsent, the alarm is repeated', async () => {
    const [ana, lee] = [await someone({ phone: null }), await someone({ phone: null })];
    carriers.mailbox.behave({ address: `${ana}@example.org`, times: 1, drop: 'before' });
    carriers.mailbox.behave({ address: `${lee}@example.org`, times: 1, hang: 'after' });
    const reminder = await town.intends({ personId: ana });
    const page = await pages(lee);
    await carriers.impatient(town.db).deliver({ keys: [reminder, page], at: NOW });
    expect(carriers.mails(`${ana}@example.org`)).toEqual([]);
    expect((await town.intent(reminder)).status).toBe('unknown');
    const [first, second] = carriers.mails(`${lee}@example.org`);
    expect(second?.subject).toContain('sent again');
    expect(second?.messageId).toBe(first?.messageId);
  });
});

describe('a carrier that is away', () => {
  test('is tried again, and nothing is lost or doubled', async () => {
    const ana = await someone();
    carriers.carrier.behave({ number: phoneOf(ana), times: 1, refuse: { status: 429, code: 20429 } });
    const key = await town.intends({ personId: ana });
    const messaging = carriers.messaging(town.db);
    await expect(messaging.deliver({ keys: [key], at: NOW })).rejects.toThrow('takes nothing');
    expect((await town.intent(key)).status).toBe('pending');
    await messaging.deliver({ keys: [key], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toHaveLength(1);
  });

  test('where nothing listens holds up nobody else of the same call, and names nobody', async () => {
    const [ana, ben] = [await someone({ email: null }), await someone({ phone: null })];
    const keys = [await town.intends({ personId: ana }), await town.intends({ personId: ben })];
    const sms = carriers.sender({ apiBaseUrl: `http://127.0.0.1:${await closedPort()}` });
    const failure = await carriers
      .messaging(town.db, { sms })
      .deliver({ keys, at: NOW })
      .then(
        () => 'nothing failed',
        (error: unknown) => (error as Error).message,
      );
    expect(failure).toContain('ECONNREFUSED');
    expect(failure).not.toContain(phoneOf(ana));
    expect(carriers.mails(`${ben}@example.org`)).toHaveLength(1);
  });

  test('lets mail stand in for an alarm, which is not sent again when the carrier is back', async () => {
    const lee = await someone();
    const page = await pages(lee);
    const nowhere = { apiBaseUrl: `http://127.0.0.1:${await closedPort()}` };
    const [sms, voice] = [carriers.sender(nowhere), carriers.caller(nowhere)];
    await carriers.messaging(town.db, { sms, voice }).deliver({ keys: [page], at: NOW });
    await carriers.messaging(town.db).deliver({ keys: [page], at: plus(NOW, 7_200_000) });
    expect(carriers.mails(`${lee}@example.org`)).toHaveLength(1);
    expect(carriers.texts(phoneOf(lee))).toEqual([]);
  });
});

describe('somebody who cannot be texted', () => {
  test('because there is no consent gets mail instead', async () => {
    const ana = await someone({ consent: false });
    await carriers.messaging(town.db).deliver({ keys: [await town.intends({ personId: ana })], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toEqual([]);
    expect(carriers.mails(`${ana}@example.org`)).toHaveLength(1);
  });

  test('because they said STOP gets nothing there, and staff a task when there is no other way', async () => {
    const ana = await someone({ email: null });
    const key = await town.intends({ personId: ana });
    await town.db.contactPoint.updateMany({ where: { personId: ana }, data: { stoppedAt: NOW } });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toEqual([]);
    expect(await town.intent(key)).toEqual({ status: 'unreachable', statusReason: 'stopped' });
    const again = await town.intends({ personId: ana });
    await carriers.messaging(town.db).deliver({ keys: [again], at: NOW });
    const tasks = await town.db.wait.findMany({ where: { subjectPersonId: ana, kind: 'staff-task' } });
    expect(tasks).toHaveLength(1);
  });

  test('because the carrier says they opted out is never tried there again', async () => {
    const ana = await someone();
    carriers.carrier.behave({ number: phoneOf(ana), times: 1, refuse: { status: 400, code: 21610 } });
    const messaging = carriers.messaging(town.db);
    await messaging.deliver({ keys: [await town.intends({ personId: ana })], at: NOW });
    await messaging.deliver({ keys: [await town.intends({ personId: ana })], at: NOW });
    expect(carriers.texts(phoneOf(ana))).toEqual([]);
    expect(carriers.mails(`${ana}@example.org`)).toHaveLength(2);
    expect((await town.events('contact-stopped')).filter(({ personId }) => personId === ana)).toHaveLength(1);
  });

  test('because the number is none is marked so, for everybody who has it', async () => {
    const phone = '+15195550177';
    const [ana, ben] = [await someone({ phone }), await someone({ phone })];
    carriers.carrier.behave({ number: phone, times: 1, refuse: { status: 400, code: 21211 } });
    await carriers.messaging(town.db).deliver({ keys: [await town.intends({ personId: ana })], at: NOW });
    const point = await town.db.contactPoint.findFirstOrThrow({ where: { personId: ben, channel: 'sms' } });
    expect(point.unusableCode).toBe('21211');
  });

  test('is mailed at an address that turns out to be none, which becomes a task for staff', async () => {
    const ana = await someone({ phone: null });
    carriers.mailbox.behave({ address: `${ana}@example.org`, refuse: true });
    const key = await town.intends({ personId: ana });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    expect((await town.intent(key)).status).toBe('unreachable');
    const point = await town.db.contactPoint.findFirstOrThrow({ where: { personId: ana } });
    expect(point.unusableCode).toBe('550');
  });

  test('nor mailed for now, where the refusal is about us: it waits, and the address stays', async () => {
    const ana = await someone({ phone: null });
    carriers.mailbox.behave({ address: `${ana}@example.org`, times: 1, refuse: true, says: '5.7.1 Not you' });
    const key = await town.intends({ personId: ana });
    const messaging = carriers.messaging(town.db);
    await expect(messaging.deliver({ keys: [key], at: NOW })).rejects.toThrow('takes nothing');
    await messaging.deliver({ keys: [key], at: NOW });
    expect(carriers.mails(`${ana}@example.org`)).toHaveLength(1);
  });

  test('nor by a mailbox that takes nothing just now, which is tried again with the next one', async () => {
    const ana = await someone({ phone: null });
    carriers.mailbox.behave({
      address: `${ana}@example.org`,
      times: 1,
      refuse: true,
      says: '5.2.1 Disabled',
    });
    const [first, next] = [await town.intends({ personId: ana }), await town.intends({ personId: ana })];
    for (const key of [first, next]) await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    expect((await town.intent(first)).status).toBe('unreachable');
    expect((await town.intent(next)).status).toBe('sent');
  });
});

test('what can never be put into words is a task for staff and holds up nobody', async () => {
  const [ana, ben] = [await someone(), await someone()];
  const broken = await town.intends({ personId: ana, template: 'no-longer-there' });
  const fine = await town.intends({ personId: ben });
  await carriers.messaging(town.db).deliver({ keys: [broken, fine], at: NOW });
  expect(await town.intent(broken)).toEqual({ status: 'unreachable', statusReason: 'cannot-be-written' });
  expect((await town.intent(fine)).status).toBe('sent');
});

describe('status callbacks', () => {
  const sentTo = async (): Promise<{ sid: string; ana: string }> => {
    const ana = await someone();
    carriers.carrier.behave({ number: phoneOf(ana), receipts: 'off' });
    const key = await town.intends({ personId: ana });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    const { carrierId } = await town.db.delivery.findFirstOrThrow({ where: { intentKey: key } });
    return { sid: carrierId as string, ana };
  };
  const statusOf = async (sid: string): Promise<string> =>
    (await town.db.delivery.findUniqueOrThrow({ where: { carrierId: sid } })).status;

  test('that come out of order and three times have one effect', async () => {
    const { sid } = await sentTo();
    for (const status of ['delivered', 'sent', 'queued', 'delivered', 'sent', 'delivered'])
      await applyReceipt(town.db, { sid, status, at: NOW });
    expect(await statusOf(sid)).toBe('delivered');
    expect(await town.db.deliveryReceipt.count({ where: { carrierId: sid } })).toBe(3);
  });

  test('of a number that is no phone are remembered, and told once', async () => {
    const { sid, ana } = await sentTo();
    for (let times = 0; times < 3; times++)
      await applyReceipt(town.db, { sid, status: 'undelivered', code: '30006', at: NOW });
    expect(await statusOf(sid)).toBe('undelivered');
    const points = await town.db.contactPoint.findMany({ where: { personId: ana, value: phoneOf(ana) } });
    expect(points).toMatchObject([{ channel: 'voice', unusableCode: null }]);
    expect(
      await town.db.wait.findMany({ where: { subjectPersonId: ana, kind: 'staff-task' } }),
    ).toMatchObject([{ details: { reason: 'number-landline', code: '30006' } }]);
    expect((await town.events('message-not-sent')).filter(({ personId }) => personId === ana)).toHaveLength(
      1,
    );
  });

  test('of messages that are none of ours change nothing', async () => {
    expect(await applyReceipt(town.db, { sid: 'SM-somebody-else', status: 'delivered', at: NOW })).toBe(
      'unknown',
    );
  });

  test('carry the token that names the delivery', async () => {
    const ana = await someone();
    const key = await town.intends({ personId: ana });
    await carriers.messaging(town.db).deliver({ keys: [key], at: NOW });
    await carriers.carrier.settled();
    const { token } = await town.db.delivery.findFirstOrThrow({ where: { intentKey: key } });
    expect(carriers.callbacks.some(({ url }) => url === `/carrier/twilio/status?t=${token}`)).toBe(true);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
