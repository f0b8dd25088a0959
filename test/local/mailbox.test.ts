import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { startMailbox, type MailboxServer } from '../../local/mailbox/mailbox';

const ANNA = 'anna@example.org';
const REPLY = 'reply+tok123@reply.example.org';

/** What the product's listener for answers would be. */
let arrived: { mail: Email; from: string; to: string[] }[];
let listener: SMTPServer;
let listenerPort: number;
let mailbox: MailboxServer;
let transport: Transporter;
let folder: string;

async function start(): Promise<MailboxServer> {
  const started = await startMailbox({
    dataDir: folder,
    replyTo: { host: '127.0.0.1', port: listenerPort },
    api: { name: 'double', password: 'a-password-for-tests' },
  });
  transport = createTransport(started.url, { from: 'Full Circle <care@example.org>' });
  return started;
}

const send = (to = ANNA): Promise<unknown> =>
  transport.sendMail({
    from: 'Full Circle <care@example.org>',
    replyTo: REPLY,
    envelope: { from: REPLY, to },
    to,
    subject: 'Your end-of-shift check-in',
    text: 'How was your shift, Zoë?',
    html: '<p>How was your shift, Zoë?</p>',
    messageId: '<shift-1.end@example.org>',
  });

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-mailbox-'));
  arrived = [];
  listener = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          const from = session.envelope.mailFrom;
          arrived.push({
            mail,
            from: from ? from.address : '',
            to: session.envelope.rcptTo.map((r) => r.address),
          });
          callback();
        });
      });
    },
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.server.address();
  listenerPort = typeof address === 'object' && address ? address.port : 0;
  mailbox = await start();
});

afterEach(async () => {
  transport.close();
  await mailbox.stop();
  await new Promise<void>((resolve) => listener.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

test('A mail that is sent is in the mailbox as it was written', async () => {
  await send();
  expect(mailbox.mailbox('Anna@Example.org')?.mails).toMatchObject([
    {
      messageId: '<shift-1.end@example.org>',
      replyTo: REPLY,
      subject: 'Your end-of-shift check-in',
      text: expect.stringContaining('Zoë') as string,
      html: expect.stringContaining('<p>') as string,
    },
  ]);
});

test('An answer arrives at the address that the mail asks for, with the mail quoted below', async () => {
  await send();
  const [mail] = mailbox.mailbox(ANNA)?.mails ?? [];
  await mailbox.answer(mail!, 'ok');
  expect(arrived).toMatchObject([
    {
      from: ANNA,
      to: [REPLY],
      mail: { subject: 'Re: Your end-of-shift check-in', inReplyTo: '<shift-1.end@example.org>' },
    },
  ]);
  expect(arrived[0]?.mail.text).toMatch(/^ok\n[\s\S]*wrote:\n> How was your shift, Zoë\?/);
});

test('An automatic reply and a bounce are marked as such and have no sender', async () => {
  await send();
  const [mail] = mailbox.mailbox(ANNA)?.mails ?? [];
  await mailbox.answer(mail!, 'I am away until Monday', { autoReply: true });
  await mailbox.answer(mail!, '', { bounce: 'mailbox full' });
  const header = (index: number, name: string): string | undefined =>
    arrived[index]?.mail.headers.find((h) => h.key === name)?.value;
  expect(arrived.map(({ from, to }) => [from, to])).toEqual([
    ['', [REPLY]],
    ['', [REPLY]],
  ]);
  expect(header(0, 'auto-submitted')).toBe('auto-replied');
  expect(header(1, 'content-type')).toContain('multipart/report');
  expect(arrived[1]?.mail.text).toContain('mailbox full');
});

test('A scripted mailbox has answered before the sender hears that the mail was taken', async () => {
  mailbox.onMail(async (mail) => {
    await mailbox.answer(mail, 'ok');
  });
  await send();
  expect(arrived).toHaveLength(1);
});

test('Refused for good and refused for now are told apart', async () => {
  mailbox.behave({ address: ANNA, times: 1, refuse: true });
  await expect(send()).rejects.toMatchObject({ responseCode: 550 });
  mailbox.behave({ address: ANNA, times: 1, tempfail: true });
  await expect(send()).rejects.toMatchObject({ responseCode: 451 });
  await send();
  expect(mailbox.mailbox(ANNA)?.mails).toHaveLength(1);
});

test('A connection that is cut after the mail was stored leaves the sender in the dark', async () => {
  mailbox.behave({ times: 1, drop: 'after' });
  await expect(send()).rejects.toThrow();
  expect(mailbox.mailbox(ANNA)?.mails).toHaveLength(1);
});

test('Mail is still there after a restart', async () => {
  await send();
  await mailbox.stop();
  mailbox = await start();
  expect(mailbox.mailbox(ANNA)?.mails).toHaveLength(1);
});

test('The page with the mailboxes reads and answers mail over HTTP, with the password', async () => {
  await send();
  const authorization = `Basic ${Buffer.from('double:a-password-for-tests').toString('base64')}`;
  expect((await fetch(`${mailbox.apiUrl}/double/mailboxes`)).status).toBe(401);
  const listed = await fetch(`${mailbox.apiUrl}/double/mailboxes`, { headers: { authorization } });
  const { mailboxes } = (await listed.json()) as { mailboxes: { mails: { id: string }[] }[] };
  const answered = await fetch(`${mailbox.apiUrl}/double/mails/${mailboxes[0]?.mails[0]?.id}/answer`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'ok' }),
  });
  expect(answered.status).toBe(200);
  expect(arrived).toHaveLength(1);
});
