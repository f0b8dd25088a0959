import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { storeBounce } from '../carrier/store';
import { takeReply } from '../carrier/takeReply';
import type { Parts } from '../parts';
import { readReply } from './readReply';

/** Room for a photo that a phone attaches; only the text is kept. */
const SIZE_LIMIT = 10 * 1024 * 1024;
const TOKEN = /^reply\+([A-Za-z0-9_-]{6,128})@([a-z0-9.-]+)$/i;

class SmtpAnswer extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Takes mail to `reply+<token>@<reply domain>` and nothing else: no relay, no sign-in. TLS is the business of the mail
 * exchanger in front. A mail is stored before it is accepted; when that fails the sender is told to come again (451).
 */
export async function startReplyListener(parts: Parts): Promise<{ port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    banner: 'Full Circle replies',
    size: SIZE_LIMIT,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: 50,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    logger: false,
    onRcptTo(address, _session, done) {
      const domain = TOKEN.exec(address.address)?.[2]?.toLowerCase();
      if (domain === parts.config.mail.replyDomain.toLowerCase()) return done();
      parts.counters.add('mail-not-for-us');
      done(new SmtpAnswer(550, '5.1.1 Only replies to our messages are taken here'));
    },
    onData(stream, session, done) {
      void take(parts, stream, session).then(
        () => done(),
        (error: unknown) => {
          if (error instanceof SmtpAnswer) return done(error);
          parts.counters.add('mail-later');
          parts.log.warn(
            { error: (error as Error).name },
            'a mail could not be stored; its sender comes again',
          );
          done(new SmtpAnswer(451, '4.3.0 Not now, please come again'));
        },
      );
    },
  });
  server.on('error', (error: Error) => parts.log.warn({ error: error.name }, 'reply listener'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(parts.config.mail.replyPort, parts.config.host, resolve);
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : parts.config.mail.replyPort,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function take(parts: Parts, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= SIZE_LIMIT) chunks.push(chunk);
  }
  if (size > SIZE_LIMIT) throw new SmtpAnswer(552, '5.3.4 Too large; please send text only');

  const sender = session.envelope.mailFrom;
  const mail = await readReply(Buffer.concat(chunks), sender ? sender.address : '');
  const to = session.envelope.rcptTo[0]?.address ?? '';
  // Mail servers may change the case of an address; delivery tokens are in lower case.
  const token = TOKEN.exec(to)?.[1]?.toLowerCase();
  parts.counters.add(`mail-${mail.kind}`);
  if (mail.kind === 'bounce') {
    if (token) await storeBounce(parts, token, mail.code ?? '5.0.0');
    return;
  }
  await takeReply(parts, {
    id: mail.id,
    channel: 'email',
    from: mail.from,
    to: to.replace(/\+[^@]*@/, '@'),
    body: mail.body,
    token,
    // Kept for staff to see, and nothing follows from it: a machine wrote it.
    automatic: mail.kind === 'auto-reply',
  });
}
