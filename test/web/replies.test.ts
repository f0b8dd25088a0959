import { createTransport } from 'nodemailer';
import { startReplyListener } from '../../web/mail/replyListener';
import { ownWords, textOfHtml } from '../../web/mail/ownWords';
import { readReply } from '../../web/mail/readReply';
import { webUnderTest, type WebUnderTest } from './support';

describe('what is a person’s own in a mail', () => {
  test.each([
    [
      'ok home\n\nOn Mon, Mar 2, 2026 at 5:00 PM Team <team@c.example> wrote:\n> Reply OK once you are home.',
      'ok home',
    ],
    [
      'Pas vraiment.\n\nLe lun. 2 mars 2026 à 17:00, Équipe <team@c.example> a écrit :\n> Réponds OK',
      'Pas vraiment.',
    ],
    [
      'no\n\nOn Monday, 2 March 2026 at 17:00 The Team of the Program\n<team@c.example> wrote:\n\n> Reply OK',
      'no',
    ],
    ['not ok\r\n\r\n-----Original Message-----\r\nFrom: Team\r\nReply OK', 'not ok'],
    ['help\n\n________________________________\nFrom: Team <t@c.example>\nSent: Monday\nReply OK', 'help'],
    ['je ne sais pas\n\nDe : Équipe <t@c.example>\nEnvoyé : lundi\nÀ : moi\nRéponds OK', 'je ne sais pas'],
    ['ok\n\nSent from my iPhone', 'ok'],
    ['ok\n-- \nNoor Haddad\nReply OK to everything', 'ok'],
    ['> Reply OK once you are home.\n\nnot yet', 'not yet'],
    ['> Reply OK', ''],
    ['On it. I wrote: nothing yet', 'On it. I wrote: nothing yet'],
  ])('%j', (mail, own) => {
    expect(ownWords(mail)).toBe(own);
  });

  test('a mail that came as HTML only is read without what it quotes', () => {
    const html =
      '<html><head><style>p{}</style></head><body><div>&Ccedil;a va, rentr&eacute;e &amp; au lit</div><div class="gmail_quote">On Monday Team wrote:<blockquote>Reply OK</blockquote></div></body></html>';
    expect(ownWords(textOfHtml(html))).toBe('Ça va, rentrée & au lit');
  });

  const mail = (headers: string, body = 'I am away') =>
    Buffer.from(`From: Noor <NOOR@example.org>\r\nMessage-ID: <m1@x>\r\n${headers}\r\n\r\n${body}`);

  test.each([
    'Auto-Submitted: auto-replied',
    'Precedence: bulk',
    'X-Autoreply: yes',
    'Precedence: auto_reply',
  ])('an automatic answer is known by "%s"', async (header) => {
    expect(await readReply(mail(header), 'noor@example.org')).toMatchObject({ kind: 'auto-reply' });
  });

  test('a person who says that their mail is not automatic is a person', async () => {
    const read = await readReply(mail('Auto-Submitted: no', 'ok'), 'noor@example.org');
    expect(read).toMatchObject({ kind: 'reply', from: 'noor@example.org', body: 'ok' });
  });

  test('characters of another charset arrive as they were written', async () => {
    const raw = Buffer.concat([
      Buffer.from('From: a@b.example\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nrentr'),
      Buffer.from([0xe9]),
      Buffer.from('e'),
    ]);
    expect((await readReply(raw, 'a@b.example')).body).toBe('rentrée');
  });

  test('the same mail delivered twice is one reply; one without an id is known by what it says', async () => {
    const one = await readReply(mail('X: 1'), 'a@b.example');
    expect((await readReply(mail('X: 2', 'changed on the way'), 'a@b.example')).id).toBe(one.id);
    expect((await readReply(Buffer.from('no headers at all'), '')).id).toMatch(/^mail-[0-9a-f]{40}$/);
  });

  test('a character that cannot be kept is left out of the words and of the address', async () => {
    const raw = Buffer.from('From: "Noor" <no\0or@example.org>\r\n\r\nok\0 home\r\n');
    expect(await readReply(raw, 'n\0@b.example')).toMatchObject({ body: 'ok home' });
    for (const from of [raw, Buffer.from('\r\nok')])
      expect((await readReply(from, 'n\0@b.example')).from).not.toContain('\0');
  });

  test('a bounce says which code the other side gave', async () => {
    const bounce = Buffer.from(
      'From: mailer-daemon@x.example\r\nSubject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n',
    );
    expect(await readReply(bounce, '')).toMatchObject({ kind: 'bounce', code: '5.1.1', body: '' });
  });
});

describe('the reply listener', () => {
  let web: WebUnderTest;
  let listener: Awaited<ReturnType<typeof startReplyListener>>;
  beforeAll(async () => {
    web = await webUnderTest();
    listener = await startReplyListener(web.parts);
  });
  beforeEach(() => web.reset());
  afterAll(async () => {
    await listener.stop();
    await web.close();
  });

  const send = (
    to: string,
    text: string,
    headers: Record<string, string> = {},
    messageId = `<${Math.random()}@x>`,
  ) =>
    createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true }).sendMail({
      from: 'Noor <noor@example.org>',
      to,
      subject: 'Re: hello',
      text,
      messageId,
      headers,
    });
  const address = 'reply+0123456789abcdef0123456789abcdef@reply.circle.example';

  test('takes a reply with its token, keeps the person’s own words once, and starts its workflow', async () => {
    await send(address, 'ok rentrée\n\n> Reply OK', {}, '<same@x>');
    await send(address, 'ok rentrée\n\n> Reply OK', {}, '<same@x>');
    expect(await web.parts.database.inbound.findMany()).toMatchObject([
      {
        channel: 'email',
        from: 'noor@example.org',
        body: 'ok rentrée',
        token: '0123456789abcdef0123456789abcdef',
        status: 'started',
      },
    ]);
    expect(web.asked).toHaveLength(1);
  });

  test('keeps an automatic answer and lets nothing follow from it', async () => {
    await send(address, 'ok, I am away', { 'Auto-Submitted': 'auto-replied' });
    expect(await web.parts.database.inbound.findMany()).toMatchObject([
      { status: 'done', outcome: 'automatic' },
    ]);
    expect(web.asked).toHaveLength(0);
  });

  test('is no relay: other addresses and other domains are refused', async () => {
    for (const to of ['somebody@reply.circle.example', 'reply+0123456789@evil.example']) {
      await expect(send(to, 'hi')).rejects.toMatchObject({ responseCode: 550 });
    }
    expect(await web.parts.database.inbound.count()).toBe(0);
  });

  test('refuses what is far too large', async () => {
    await expect(send(address, 'x'.repeat(11 * 1024 * 1024))).rejects.toMatchObject({ responseCode: 552 });
  });

  test('while Temporal is away the mail is accepted and kept', async () => {
    web.temporal.away = true;
    await send(address, 'ok');
    expect(await web.parts.database.inbound.findMany()).toMatchObject([{ status: 'stored' }]);
  });

  test('while PostgreSQL is away the sender is told to come again', async () => {
    const { createMany } = web.parts.database.inbound;
    web.parts.database.inbound.createMany = (() => Promise.reject(new Error('gone'))) as never;
    await expect(send(address, 'ok')).rejects.toMatchObject({ responseCode: 451 });
    web.parts.database.inbound.createMany = createMany;
  });
});
