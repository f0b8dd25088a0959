import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { pickUpOnce } from '../../web/carrier/pickUp';
import { encode, form, PUBLIC_URL, webUnderTest, type WebUnderTest } from './support';

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
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await stored()).toMatchObject([{ status: 'stored' }]);
    await expect(pickUpOnce(web.parts)).rejects.toThrow();

    web.temporal.away = false;
    expect(await pickUpOnce(web.parts)).toBe(1);
    expect(await stored()).toMatchObject([{ status: 'started' }]);
    expect(await pickUpOnce(web.parts)).toBe(0);
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
