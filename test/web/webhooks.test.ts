import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { InboundId } from '../../domain/ids';
import { pickUpOnce } from '../../web/carrier/pickUp';
import { Reading } from '../../web/carrier/reading';
import { Counters } from '../../web/http/counters';
import {
  addParticipant,
  encode,
  form,
  loadProgram,
  openWait,
  PUBLIC_URL,
  SITE,
  webUnderTest,
  type WebUnderTest,
} from './support';

const SID = `SM${'a1'.repeat(16)}`;
const reply = {
  MessageSid: SID,
  From: '+15195550111',
  To: '+15195550100',
  Body: 'ok rentrée',
  NumMedia: '0',
};

describe('what the carrier tells us', () => {
  let web: WebUnderTest;
  beforeAll(async () => {
    web = await webUnderTest();
  });
  beforeEach(() => web.reset());
  afterAll(() => web.close());

  function post(
    path: string,
    fields: Record<string, string>,
    options: { token?: string; body?: string | Buffer } = {},
  ) {
    const token = options.token ?? web.parts.config.twilio.authToken;
    return web.app.inject({
      method: 'POST',
      url: path,
      headers: {
        ...form,
        'x-twilio-signature': getExpectedTwilioSignature(token, PUBLIC_URL + path, fields),
      },
      payload: options.body ?? encode(fields),
    });
  }
  const inbound = (fields = reply, options = {}) => post('/carrier/twilio/inbound', fields, options);
  const stored = () => web.parts.database.inbound.findMany();

  test('a reply is kept word for word and its workflow is started', async () => {
    const answer = await inbound();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/xml/);
    expect(answer.body).toContain('<Response/>');
    expect(await stored()).toMatchObject([
      { id: SID, channel: 'sms', from: '+15195550111', body: 'ok rentrée', status: 'started' },
    ]);
    expect(web.asked).toMatchObject([{ what: 'inbound.start', args: [SID, {}] }]);
  });

  test('the same webhook a hundred times, at once and one after the other, is one reply', async () => {
    await Promise.all(Array.from({ length: 50 }, () => inbound()));
    for (let i = 0; i < 50; i++) expect((await inbound()).statusCode).toBe(200);
    expect(await stored()).toHaveLength(1);
    expect(web.asked.filter(({ what }) => what === 'inbound.start')).toHaveLength(1);
  });

  test('a forged webhook is refused, counted, and nothing is kept of it', async () => {
    const forgedBefore = web.parts.counters.get('webhook-forged');
    const answer = await inbound(reply, { token: 'somebody else’s token' });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['content-type']).toMatch(/problem\+json/);
    expect(await stored()).toHaveLength(0);
    expect(web.parts.counters.get('webhook-forged')).toBe(forgedBefore + 1);
    expect(
      (
        await web.app.inject({
          method: 'POST',
          url: '/carrier/twilio/inbound',
          headers: form,
          payload: encode(reply),
        })
      ).statusCode,
    ).toBe(403);
  });

  test('a webhook that was cut off is refused', async () => {
    const whole = encode(reply);
    const answer = await inbound(reply, { body: whole.slice(0, whole.indexOf('&Body')) });
    expect(answer.statusCode).toBe(400);
    const half = await inbound(reply, { body: 'MessageSid=SM1&Body=%E' });
    expect(half.statusCode).toBe(400);
    expect(await stored()).toHaveLength(0);
  });

  test('a megabyte is refused before it is read to the end', async () => {
    const answer = await inbound(reply, { body: `Body=${'x'.repeat(1_000_000)}` });
    expect(answer.statusCode).toBe(413);
    expect(await stored()).toHaveLength(0);
  });

  test('a character that cannot be kept costs nobody their message, nor us a receipt', async () => {
    expect((await inbound({ ...reply, Body: 'not\0 ok' })).statusCode).toBe(200);
    expect(await stored()).toMatchObject([{ body: 'not ok' }]);
    const receipt = { MessageSid: SID, MessageStatus: 'delivered\0' };
    expect((await post('/carrier/twilio/status?t=%00', receipt)).statusCode).toBe(204);
  });

  test('bytes that are not UTF-8 are refused, escaped or not', async () => {
    const before = web.parts.counters.get('webhook-malformed');
    const raw = Buffer.concat([
      Buffer.from('MessageSid=x&Body=rentr'),
      Buffer.from([0xe9]),
      Buffer.from('e'),
    ]);
    expect((await inbound(reply, { body: raw })).statusCode).toBe(400);
    expect((await inbound(reply, { body: 'MessageSid=x&Body=rentr%E9e' })).statusCode).toBe(400);
    expect(web.parts.counters.get('webhook-malformed')).toBe(before + 2);
  });

  test('another content type is refused', async () => {
    const answer = await web.app.inject({
      method: 'POST',
      url: '/carrier/twilio/inbound',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(reply),
    });
    expect(answer.statusCode).toBe(415);
  });

  test('while Temporal is away a reply is kept, answered at once, and picked up later', async () => {
    web.temporal.away = true;
    const began = performance.now();
    expect((await inbound()).statusCode).toBe(200);
    expect(performance.now() - began).toBeLessThan(9_000);
    expect(await stored()).toMatchObject([{ status: 'stored' }]);
    await expect(pickUpOnce(web.parts)).rejects.toThrow();

    web.temporal.away = false;
    expect(await pickUpOnce(web.parts)).toBe(1);
    expect(await stored()).toMatchObject([{ status: 'started' }]);
    expect(await pickUpOnce(web.parts)).toBe(0);
  });

  describe('is read as it comes', () => {
    const END = 'shift-s1/noor/end';
    const later = (seconds: number) => ({
      ...reply,
      MessageSid: `SM${String(seconds).padStart(32, '0')}`,
    });
    const wait = () => web.parts.database.wait.findUniqueOrThrow({ where: { key: END } });

    beforeEach(async () => {
      await loadProgram(web);
      const { personId, participantId } = await addParticipant(web);
      const at = web.clock.at;
      await web.parts.database.shift.create({
        data: {
          id: 's1',
          programId: 'kwmunity',
          siteId: SITE,
          startsWall: '2026-03-02T02:00',
          endsWall: '2026-03-02T10:00',
          zone: 'America/Toronto',
          zoneRules: '2026a',
          startsAt: new Date(at.getTime() - 8 * 3_600_000),
          endsAt: at,
          status: 'ended',
          createdBy: 'account:a1',
          createdAt: at,
          peers: { create: { personId, participantId, addedAt: at } },
        },
      });
      await openWait(web, { key: END, kind: 'end-of-shift', personId, shiftId: 's1', dueAt: at });
    });

    test('an answer counts although nobody is there to carry out what follows from it', async () => {
      web.temporal.away = true;
      await inbound();
      await web.parts.reading.idle();
      expect(await wait()).toMatchObject({
        closedBy: expect.stringMatching(/^person:/) as string,
        outcome: 'ok',
      });
      // What follows is its workflow's, as soon as that can be started.
      expect(await stored()).toMatchObject([
        { status: 'stored', understood: { plan: { replies: [expect.stringContaining('shift-thanks')] } } },
      ]);
    });

    test('in the order in which it came from one phone', async () => {
      await inbound({ ...later(1), Body: 'not ok' });
      await inbound({ ...later(2), Body: 'ok' });
      await web.parts.reading.idle();
      const [first, second] = await web.parts.database.inbound.findMany({ orderBy: { id: 'asc' } });
      expect(first?.understood).toMatchObject({ plan: { acts: [{ act: 'raise' }] } });
      expect(second?.understood).toMatchObject({ effects: [{ kind: 'clears' }] });
    });

    test('once, however often it is brought', async () => {
      const before = web.parts.counters.get('inbound-read');
      await Promise.all(Array.from({ length: 20 }, () => inbound()));
      await web.parts.reading.idle();
      expect(web.parts.counters.get('inbound-read')).toBe(before + 1);
    });

    test('what cannot be read here is left to its workflow, and the next one is read', async () => {
      const { $transaction } = web.parts.database;
      web.parts.database.$transaction = () => Promise.reject(new Error('gone'));
      await inbound(later(1));
      await web.parts.reading.idle();
      web.parts.database.$transaction = $transaction;
      expect(await stored()).toMatchObject([{ status: 'started', understood: null }]);
      await inbound(later(2));
      await web.parts.reading.idle();
      expect(await wait()).toMatchObject({ outcome: 'ok' });
    });

    test('not any more once the server stops', async () => {
      const counters = new Counters();
      const reading = new Reading({ ...web.parts, counters });
      await reading.stop();
      reading.read({ id: SID as InboundId, from: reply.From });
      await reading.idle();
      expect(counters.all()).toEqual({});
    });
  });

  test('while PostgreSQL is away the carrier is told to come again', async () => {
    const { createMany } = web.parts.database.inbound;
    web.parts.database.inbound.createMany = (() =>
      Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }))) as never;
    const answer = await inbound();
    web.parts.database.inbound.createMany = createMany;
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
  });

  test('status callbacks are kept once each, in any order', async () => {
    const status = (MessageStatus: string) =>
      post('/carrier/twilio/status', { MessageSid: SID, MessageStatus });
    for (const one of ['delivered', 'sent', 'queued', 'sent', 'delivered']) {
      expect((await status(one)).statusCode).toBe(204);
    }
    const kept = await web.parts.database.deliveryReceipt.findMany({ orderBy: { status: 'asc' } });
    expect(kept.map((one) => one.status)).toEqual(['delivered', 'queued', 'sent']);
  });
});
