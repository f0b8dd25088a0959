import { createTransport } from 'nodemailer';
import { startCarrierDouble, type CarrierDouble } from '../../local/carrier/double';
import { startMailbox, type MailboxServer } from '../../local/mailbox/mailbox';
import { createVoiceSender } from '../../activities/messaging/voice';
import { startReplyListener } from '../../web/mail/replyListener';
import {
  addParticipant,
  addStaff,
  encode,
  form,
  loadProgram,
  openWait,
  PROGRAM,
  PUBLIC_URL,
  signIn,
  testConfig,
  webUnderTest,
  type WebUnderTest,
} from './support';

const { twilio } = testConfig('');
const here = { 'sec-fetch-site': 'same-origin', ...form };

describe('the phones page', () => {
  let web: WebUnderTest;
  let carrier: CarrierDouble;
  let mailbox: MailboxServer;
  let replies: Awaited<ReturnType<typeof startReplyListener>>;
  let cookie: string;
  let address = '';

  beforeAll(async () => {
    carrier = await startCarrierDouble({
      accountSid: twilio.accountSid,
      authToken: twilio.authToken,
      ownNumber: twilio.from,
      inboundUrl: `${PUBLIC_URL}/carrier/twilio/inbound`,
      route: (url) => url.replace(PUBLIC_URL, address),
    });
    // The listener's port is known only when it listens, and it needs the database of the web under test.
    const ports = { replies: 0 };
    mailbox = await startMailbox({
      replyTo: {
        host: '127.0.0.1',
        get port() {
          return ports.replies;
        },
      },
      api: { name: twilio.accountSid, password: twilio.authToken },
    });
    web = await webUnderTest({
      config: { doubles: { carrierUrl: carrier.url, mailboxUrl: mailbox.apiUrl ?? '' } },
    });
    address = await web.app.listen({ port: 0, host: '127.0.0.1' });
    replies = await startReplyListener(web.parts);
    ports.replies = replies.port;
    await loadProgram(web);
    await addStaff(web, { email: 'maya@example.org', grants: [{ role: 'admin' }] });
    cookie = await signIn(web, 'maya@example.org');
  });
  afterAll(async () => {
    await replies.stop();
    await carrier.stop();
    await mailbox.stop();
    await web.close();
  });

  const page = async (path = '/phones') =>
    (await web.app.inject({ url: path, headers: { accept: 'text/html', cookie } })).body;
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    web.app.inject({
      method: 'POST',
      url: path,
      headers: { ...here, cookie, ...headers },
      payload: encode(fields),
    });
  const text = (to: string, Body: string) =>
    fetch(`${carrier.url}/2010-04-01/Accounts/${twilio.accountSid}/Messages.json`, {
      method: 'POST',
      headers: {
        ...form,
        authorization: `Basic ${Buffer.from(`${twilio.accountSid}:${twilio.authToken}`).toString('base64')}`,
      },
      body: encode({ To: to, From: twilio.from, Body }),
    });

  test('shows a phone with its person’s path, what is new, and a button for a link', async () => {
    const { personId } = await addParticipant(web, { givenName: 'Noor', phone: '+15195550151' });
    await openWait(web, { key: 'ask', kind: 'retention-check-in', personId });
    expect(await page()).toContain('without messages');
    await text('+15195550151', `How are you? ${PUBLIC_URL}/p/${'t'.repeat(43)}`);
    const body = await page();
    expect(body).toContain('Noor Haddad');
    expect(body).toContain('1 new');
    expect(body).toContain('How are you?');
    expect(body).toContain(`href="${PUBLIC_URL}/p/${'t'.repeat(43)}"`);
    expect(body).toMatch(/aria-current="step"[^>]*><span>Retention/);
  });

  test('an answer typed or picked goes through the carrier and its signed webhook, and what it answers is read', async () => {
    const sent = await post('/phones/answer', {
      contact: '+15195550151',
      block: 'x',
      body: 'getting there',
      chip: '',
    });
    expect(sent.statusCode).toBe(303);
    await post(
      '/phones/answer',
      { contact: '+15195550151', block: 'x', chip: 'ok' },
      { 'hx-request': 'true' },
    );
    const stored = await web.parts.database.inbound.findMany({ orderBy: { receivedAt: 'asc' } });
    expect(stored.map(({ body }) => body).sort()).toEqual(['getting there', 'ok']);
    expect(web.parts.counters.get('webhook-forged')).toBe(0);
    expect(await page()).not.toContain('1 new');
  });

  test('a mailbox answers by mail, with the mail quoted, and its words arrive without the quotation', async () => {
    await web.parts.database.contactPoint.create({
      data: {
        id: 'mail',
        personId: (await addParticipant(web, { givenName: 'Sunil', phone: '+15195550152' })).personId,
        channel: 'email',
        value: 'sunil@example.org',
        createdAt: web.clock.at,
      },
    });
    await createTransport(mailbox.url).sendMail({
      from: 'team@circle.example',
      to: 'sunil@example.org',
      replyTo: 'reply+00112233445566778899aabbccddeeff@reply.circle.example',
      subject: 'A message for you',
      text: 'Reply OK when you can.',
    });
    const body = await page();
    expect(body).toContain('A message for you');
    const mail = /name="mail" value="([^"]+)"/.exec(body)?.[1] ?? '';
    await post('/phones/answer', { contact: 'sunil@example.org', mail, block: 'x', body: 'will do' });
    expect(await web.parts.database.inbound.findMany({ where: { channel: 'email' } })).toMatchObject([
      { body: 'will do', token: '00112233445566778899aabbccddeeff' },
    ]);
  });

  test('Enter sends what was typed: the first button of the form is not one of the ready-made answers', async () => {
    const forms = (await page()).match(/<form class="reply"[\s\S]*?<\/form>/g) ?? [];
    expect(forms.length).toBeGreaterThan(0);
    for (const one of forms) expect(/<button[^>]*>/.exec(one)?.[0]).not.toContain('chip');
  });

  test('two people who share a phone are one phone with both paths', async () => {
    await addParticipant(web, { givenName: 'Alex', phone: '+15195550160' });
    await addParticipant(web, { givenName: 'Sacha', phone: '+15195550160' });
    const body = await page('/phones?q=5195550160');
    expect(body).toContain('Shared by');
    expect(body).toContain('Alex');
    expect(body).toContain('Sacha');
    expect(body.match(/data-contact="\+15195550160"/g)).toHaveLength(1);
  });

  test('the stream says when a phone got something', async () => {
    const ending = new AbortController();
    const stream = await fetch(`${address}/live/phones`, { headers: { cookie }, signal: ending.signal });
    const changed = (async () => {
      const reader = stream.body?.getReader();
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        if (Buffer.from(part.value as Uint8Array).includes('event: changed')) return true;
      }
      return false;
    })();
    // The double's own stream is being opened meanwhile; what comes before that is told by the next one.
    const ticking = setInterval(() => void text('+15195550151', 'hello'), 200);
    expect(await changed).toBe(true);
    clearInterval(ticking);
    ending.abort();
  });

  test('is for administrators only, and not for another site’s page', async () => {
    await addStaff(web, { email: 'sam@example.org', grants: [{ role: 'coordinator' }] });
    const sam = await signIn(web, 'sam@example.org');
    expect((await web.app.inject({ url: '/phones', headers: { cookie: sam } })).statusCode).toBe(403);
    expect((await web.app.inject({ url: '/phones' })).statusCode).toBe(401);
    const foreign = await post(
      '/phones/answer',
      { contact: '+15195550151', body: 'x' },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(foreign.statusCode).toBe(403);
  });

  test('a call rings, is picked up, says its words and takes a key', async () => {
    const { personId } = await addParticipant(web, { givenName: 'Sami', phone: '+15195550177' });
    await web.parts.database.messageIntent.create({
      data: {
        key: 'ask-sami',
        personId,
        template: 'shift-end',
        refs: {},
        urgency: 'notice',
        programId: PROGRAM,
        status: 'sent',
        at: web.clock.at,
      },
    });
    const token = 'c'.repeat(32);
    const words = 'Are you done and safe? Press 1 if you are safe. Press 2 to hear this again.';
    const given = await createVoiceSender({
      ...twilio,
      apiBaseUrl: carrier.url,
      publicUrl: PUBLIC_URL,
    }).call({ to: '+15195550177', words, language: 'en', token });
    await web.parts.database.delivery.create({
      data: {
        id: 'call',
        intentKey: 'ask-sami',
        channel: 'voice',
        address: '+15195550177',
        attempt: 1,
        status: 'sent',
        token,
        body: words,
        at: web.clock.at,
        startedAt: web.clock.at,
        carrierId: given.outcome === 'accepted' ? given.carrierId : null,
      },
    });
    await carrier.settled();
    const [call] = carrier.phone('+15195550177')?.calls ?? [];
    const ringing = await page();
    expect(ringing).toContain('The phone rings');
    expect(ringing).not.toContain('Are you done and safe?');

    const act = (key: string) =>
      post('/phones/call', { call: call?.sid ?? '', block: personId, act: key }, { 'hx-request': 'true' });
    expect((await act('pick-up')).body).toContain('Are you done and safe?');
    expect((await page()).match(/aria-label="Press \d"/g)).toHaveLength(3);
    expect((await act('9')).statusCode).toBe(400);
    expect((await act('1')).body).toContain('you are checked in');
    const [stored] = await web.parts.database.inbound.findMany({ where: { channel: 'voice' } });
    expect(stored).toMatchObject({ id: `${call?.sid}-1`, personId, body: '1', token, from: '+15195550177' });
    expect(await page()).not.toContain('Hang up');
  });
});
