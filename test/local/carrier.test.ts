import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import twilio from 'twilio';
import { startCarrierDouble, type CarrierDouble } from '../../local/carrier/double';

const SID = `AC${'0'.repeat(32)}`;
const TOKEN = 'a-token-for-tests-only';
const FROM = '+15195550100';
const ANNA = '+15195550111';
const LUC = '+15195550122';

interface Hook {
  path: string;
  form: Record<string, string>;
  signed: boolean;
}

/** What the product's web server would be: remembers what it got and answers as told. */
class Product {
  readonly hooks: Hook[] = [];
  answer: (hook: Hook) => { status: number; body?: string } = () => ({ status: 200, body: '<Response/>' });
  url = '';
  private server: Server | undefined;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const form = Object.fromEntries(new URLSearchParams(body));
        const signature = String(request.headers['x-twilio-signature']);
        const signed = twilio.validateRequest(TOKEN, signature, `${this.url}${request.url}`, form);
        const hook = { path: request.url ?? '', form, signed };
        this.hooks.push(hook);
        const { status, body: text } = this.answer(hook);
        response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    this.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  receipts(sid: string): string[] {
    return this.hooks
      .filter((h) => h.path.startsWith('/status') && h.form['MessageSid'] === sid)
      .map((h) => h.form['MessageStatus'] ?? '');
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

/** The real SDK, talking to the double: only the address differs, as in the product. */
function sdk(carrier: CarrierDouble, token = TOKEN): twilio.Twilio {
  const inner = new twilio.RequestClient({ timeout: 1500 });
  return twilio(SID, token, {
    httpClient: {
      request: (options: Parameters<typeof inner.request>[0]) =>
        inner.request({ ...options, uri: options.uri.replace('https://api.twilio.com', carrier.url) }),
    } as typeof inner,
  });
}

let product: Product;
let carrier: CarrierDouble;
let client: twilio.Twilio;
let folder: string;
const open: CarrierDouble[] = [];

async function startCarrier(): Promise<CarrierDouble> {
  const started = await startCarrierDouble({
    dataDir: folder,
    accountSid: SID,
    authToken: TOKEN,
    inboundUrl: `${product.url}/inbound`,
    webhookTries: 3,
    digitsWithinMs: 50,
  });
  open.push(started);
  return started;
}

const send = (to: string, body = 'How was your shift? Reply OK.'): Promise<{ sid: string; status: string }> =>
  client.messages.create({ to, from: FROM, body, statusCallback: `${product.url}/status?intent=abc` });

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-carrier-'));
  product = new Product();
  await product.start();
  carrier = await startCarrier();
  client = sdk(carrier);
});

afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('A text that the SDK sends is on the phone, and its receipts come in order and validly signed', async () => {
  const sent = await send(ANNA);
  expect(sent.status).toBe('queued');
  await carrier.settled();
  expect(carrier.phone(ANNA)?.messages).toMatchObject([
    { sid: sent.sid, body: 'How was your shift? Reply OK.', status: 'delivered' },
  ]);
  expect(product.receipts(sent.sid)).toEqual(['queued', 'sent', 'delivered']);
  expect(product.hooks.every((hook) => hook.signed && hook.path === '/status?intent=abc')).toBe(true);
});

test('The sender can ask what became of a message, by its id and by its receiver and date', async () => {
  const before = new Date(Date.now() - 60_000);
  const first = await send(ANNA);
  await send(LUC);
  const second = await send(ANNA);
  expect((await client.messages(first.sid).fetch()).to).toBe(ANNA);
  const listed = await client.messages.list({ to: ANNA, dateSentAfter: before });
  expect(listed.map((m) => m.sid)).toEqual([second.sid, first.sid]);
  const paged = await client.messages.list({ to: ANNA, pageSize: 1 });
  expect(paged).toHaveLength(2);
  expect(await client.messages.list({ to: ANNA, dateSentAfter: new Date(Date.now() + 60_000) })).toEqual([]);
});

test.each([
  ['not a number', 21211],
  ['+15005550009', 21614],
])('A text to %s is refused with error %i', async (to, code) => {
  await expect(send(to)).rejects.toMatchObject({ code, status: 400 });
});

test('Nobody sends without the right token', async () => {
  await expect(
    sdk(carrier, 'a-wrong-token-altogether').messages.create({ to: ANNA, from: FROM, body: 'x' }),
  ).rejects.toMatchObject({
    code: 20003,
    status: 401,
  });
});

test('Whoever texts STOP gets one confirmation and nothing more until START', async () => {
  await send(ANNA);
  await carrier.answer(ANNA, ' stop ');
  const inbound = product.hooks.filter((hook) => hook.path === '/inbound');
  expect(inbound).toMatchObject([
    { signed: true, form: { Body: ' stop ', From: ANNA, To: FROM, OptOutType: 'STOP' } },
  ]);
  await carrier.answer(ANNA, 'STOP');
  const replies = carrier.phone(ANNA)?.messages.filter((m) => m.direction === 'outbound-reply') ?? [];
  expect(replies.map((m) => m.body)).toEqual([expect.stringContaining('unsubscribed')]);
  await expect(send(ANNA)).rejects.toMatchObject({ code: 21610 });
  await carrier.answer(ANNA, 'Start');
  await expect(send(ANNA)).resolves.toMatchObject({ status: 'queued' });
});

test('STOP within a sentence is no keyword', async () => {
  await send(ANNA);
  await carrier.answer(ANNA, 'please do not stop');
  await expect(send(ANNA)).resolves.toMatchObject({ status: 'queued' });
});

test('A scripted phone has answered before the sender hears that the text was accepted', async () => {
  const order: string[] = [];
  product.answer = (hook) => {
    if (hook.path === '/inbound') order.push('answered');
    return { status: 200 };
  };
  carrier.onMessage(async (message) => {
    await carrier.answer(message.to, 'ok');
  });
  await send(ANNA);
  order.push('accepted');
  expect(order).toEqual(['answered', 'accepted']);
});

test('A 500 after accepting leaves the text on the phone and the sender in the dark', async () => {
  carrier.behave({ number: ANNA, times: 1, afterAccepting: 'error' });
  await expect(send(ANNA)).rejects.toMatchObject({ status: 500 });
  await carrier.settled();
  const [message] = carrier.phone(ANNA)?.messages ?? [];
  expect(product.receipts(message?.sid ?? '')).toEqual(['queued', 'sent', 'delivered']);
  await expect(send(ANNA)).resolves.toMatchObject({ status: 'queued' });
});

test('A carrier that hangs after accepting makes the SDK give up, and the text is on the phone once', async () => {
  carrier.behave({ times: 1, afterAccepting: 'hang' });
  await expect(send(ANNA)).rejects.toThrow(/timeout/);
  expect(carrier.phone(ANNA)?.messages).toHaveLength(1);
  await expect(send(LUC)).resolves.toMatchObject({ status: 'queued' });
});

test('A connection cut before accepting leaves nothing on the phone', async () => {
  carrier.behave({ times: 1, beforeAccepting: 'drop' });
  await expect(send(ANNA)).rejects.toThrow();
  expect(carrier.phone(ANNA)).toBeUndefined();
});

test('Receipts can be repeated, come last first, or not at all', async () => {
  carrier.behave({ number: ANNA, repeatReceipts: 2, reorderReceipts: true });
  carrier.behave({ number: LUC, receipts: 'off' });
  const anna = await send(ANNA);
  const luc = await send(LUC);
  await carrier.settled();
  expect(product.receipts(anna.sid)).toEqual(['delivered', 'delivered', 'sent', 'sent', 'queued', 'queued']);
  expect(product.receipts(luc.sid)).toEqual([]);
  expect(carrier.phone(LUC)?.messages[0]?.status).toBe('delivered');
});

test('An unreachable phone is told to the sender with its error code', async () => {
  carrier.behave({ number: ANNA, undelivered: 30003 });
  const { sid } = await send(ANNA);
  await carrier.settled();
  const last = product.hooks.at(-1)?.form;
  expect(last).toMatchObject({ MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '30003' });
});

test('A webhook that fails is tried again, and a repeat carries the same id', async () => {
  await send(ANNA);
  await carrier.settled();
  let failures = 1;
  product.answer = () => ({ status: failures-- > 0 ? 503 : 200 });
  product.hooks.length = 0;
  const { sid, statuses } = await carrier.answer(ANNA, 'ok', { times: 2 });
  expect(statuses).toEqual([200, 200]);
  expect(product.hooks.map((hook) => hook.form['MessageSid'])).toEqual([sid, sid, sid]);
  expect(carrier.phone(ANNA)?.messages.filter((m) => m.direction === 'inbound')).toHaveLength(1);
});

test('What the product answers in TwiML reaches the phone', async () => {
  product.answer = () => ({
    status: 200,
    body: '<Response><Message>Thanks &amp; good night</Message></Response>',
  });
  await carrier.answer(ANNA, 'ok');
  expect(carrier.phone(ANNA)?.messages.at(-1)).toMatchObject({
    direction: 'outbound-reply',
    body: 'Thanks & good night',
  });
});

test('After a restart the phones are as they were, STOP included, and what nobody answered is posted again', async () => {
  await send(ANNA);
  await carrier.answer(LUC, 'STOP');
  await carrier.settled();
  product.answer = () => ({ status: 503 });
  const { sid } = await carrier.answer(ANNA, 'ok');
  await carrier.stop();
  product.answer = () => ({ status: 200 });
  product.hooks.length = 0;
  const again = await startCarrier();
  await again.settled();
  expect(again.phone(ANNA)?.messages).toHaveLength(2);
  expect(product.hooks.map((hook) => hook.form['MessageSid'])).toEqual([sid]);
  client = sdk(again);
  await expect(client.messages.create({ to: LUC, from: '+15005550006', body: 'x' })).rejects.toMatchObject({
    code: 21610,
  });
});

test('A call says its text, takes the digits that are pressed, and reports how it ended', async () => {
  product.answer = (hook) =>
    hook.path === '/digits'
      ? { status: 200, body: '<Response><Say>Thank you.</Say></Response>' }
      : { status: 200 };
  carrier.onCall(() => ({ digits: '1' }));
  const call = await client.calls.create({
    to: ANNA,
    from: FROM,
    twiml: `<Response><Gather action="${product.url}/digits"><Say>Press 1.</Say></Gather></Response>`,
    statusCallback: `${product.url}/call-status`,
  });
  await carrier.settled();
  expect(carrier.phone(ANNA)?.calls).toMatchObject([
    { sid: call.sid, status: 'completed', said: ['Press 1.', 'Thank you.'], digits: '1' },
  ]);
  expect(
    product.hooks.map(({ path: at, form, signed }) => [at, form['Digits'] ?? form['CallStatus'], signed]),
  ).toEqual([
    ['/digits', '1', true],
    ['/call-status', 'completed', true],
  ]);
});

test('The phones page reads and answers phones over HTTP, with the password', async () => {
  await send(ANNA);
  const authorization = `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`;
  expect((await fetch(`${carrier.url}/double/phones`)).status).toBe(401);
  const answered = await fetch(`${carrier.url}/double/phones/${ANNA}/answer`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ body: 'ok' }),
  });
  expect(await answered.json()).toMatchObject({ statuses: [200] });
  const listed = await fetch(`${carrier.url}/double/phones`, { headers: { authorization } });
  const { phones } = (await listed.json()) as { phones: { number: string; messages: unknown[] }[] };
  expect(phones).toMatchObject([{ number: ANNA, messages: [{}, { body: 'ok' }] }]);
  const since = async (from: string): Promise<unknown> =>
    (await fetch(`${carrier.url}/double/messages${from}`, { headers: { authorization } })).json();
  expect(await since('')).toMatchObject({ messages: [{ to: ANNA }, { from: ANNA, body: 'ok' }] });
  expect(await since('?from=1')).toMatchObject({ messages: [{ from: ANNA, body: 'ok' }] });
  expect(await since('?from=2')).toEqual({ messages: [] });
  expect(await since('?from=-1')).toMatchObject({ message: expect.stringContaining('from') as string });
  const refused = await fetch(`${carrier.url}/double/behaviour`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ hangs: true }),
  });
  expect(refused.status).toBe(400);
});
