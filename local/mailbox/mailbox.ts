import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Report } from '../report';
import { silent } from '../report';
import { startMailboxApi } from './api';
import { composeAnswer, composeAutoReply, composeBounce } from './compose';
import { MailBehaviour, type Mail, type Mailbox, type SentMail } from './model';
import { parseMail } from './parse';
import { MailStore, type MailEffects } from './store';

export interface MailboxOptions {
  /** SMTP port; any free one by default. */
  port?: number;
  /** Address to listen on; 127.0.0.1 by default. */
  host?: string;
  /** Where mail is kept across restarts; nowhere by default. */
  dataDir?: string;
  /** SMTP listener of the product, which answers are sent to. */
  replyTo: { host: string; port: number };
  /** The HTTP side for the page that shows the mailboxes; none without it. */
  api?: { port?: number; name: string; password: string };
  /** Now, for the dates of mails; the machine's clock by default. */
  clock?: () => Date | Promise<Date>;
  report?: Report;
}

export interface MailAnswerOptions {
  /** Sent by a program, not by a person. */
  autoReply?: boolean;
  /** A report that the mail could not be delivered, with this reason. */
  bounce?: boolean | string;
  /** Whose mailbox answers, when the mail went to several. */
  from?: string;
  /** Whether the answered mail is quoted below, as mail programs do; true by default. */
  quote?: boolean;
}

/** A real SMTP server that is the inbox for every simulated mailbox. */
export interface MailboxServer {
  /** `smtp://host:port` for the sender. */
  url: string;
  /** The HTTP side, when there is one. */
  apiUrl?: string;
  mailboxes(): Mailbox[];
  mailbox(address: string): Mailbox | undefined;
  /**
   * Sends a mail back, over SMTP, to where the mail asks for answers (a bounce: to its envelope sender).
   * @throws the SMTP error when the product's listener refuses it or is not there after several tries
   */
  answer(mail: Mail, text: string, options?: MailAnswerOptions): Promise<SentMail>;
  /**
   * Called for every mail that arrives, and awaited before the sender is told so: on a server that skips time, an
   * answer that comes later is skipped past (rule 14). @returns a way to stop listening
   */
  onMail(react: (mail: Mail) => void | Promise<void>): () => void;
  behave(behaviour: MailBehaviour): void;
  /** Behaves again. */
  clearBehaviours(): void;
  stop(): Promise<void>;
}

const LARGEST_MAIL = 10_000_000;
const ANSWER_TRIES = 6;

/** Starts the mail server. */
export async function startMailbox(options: MailboxOptions): Promise<MailboxServer> {
  const store = new MailStore(options.dataDir ? path.join(options.dataDir, 'mailbox.jsonl') : undefined);
  const report = options.report ?? silent;
  const host = options.host ?? '127.0.0.1';
  const reactions = new Set<(mail: Mail) => void | Promise<void>>();
  const now = async (): Promise<Date> => (options.clock ?? (() => new Date()))();
  const sockets = new Map<number, Socket>();
  /** What was found to be in force when a recipient was named, until the mail itself comes. */
  const pending = new WeakMap<SMTPServerSession, MailEffects>();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    closeTimeout: 200,
    logger: false,
    onMailFrom(_address, session, callback) {
      pending.delete(session);
      callback();
    },
    onRcptTo({ address }, session, callback) {
      const effects = store.effectsFor(address);
      if (effects.refuse)
        return callback(
          smtpError(
            effects.refuse === true ? 550 : effects.refuse,
            effects.says ?? '5.1.1 No such mailbox here',
          ),
        );
      if (effects.tempfail) return callback(smtpError(451, '4.3.0 Try again later'));
      pending.set(session, { ...pending.get(session), ...effects });
      return callback();
    },
    onData(stream, session, callback) {
      void receive(stream, session).then(
        (answer) => {
          if (answer) callback();
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });

  /** False when the sender is not to be answered. */
  async function receive(
    stream: Readable & { sizeExceeded?: boolean },
    session: SMTPServerSession,
  ): Promise<boolean> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) throw smtpError(552, '5.3.4 Message too big');
    const effects = pending.get(session) ?? {};
    if (effects.hang === 'before') return false;
    if (effects.drop === 'before') return cut(session);
    const { mailFrom, rcptTo } = session.envelope;
    const mail = await parseMail(
      Buffer.concat(chunks),
      { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) },
      (await now()).toISOString(),
    );
    store.record({ mail });
    for (const reaction of reactions) {
      try {
        await reaction(mail);
      } catch (error) {
        // A script that fails must not look to the sender like a mail server that fails.
        report(`mailbox: a scripted mailbox failed: ${String(error)}`);
      }
    }
    if (effects.hang === 'after') return false;
    if (effects.drop === 'after') return cut(session);
    return true;
  }

  function cut(session: SMTPServerSession): false {
    sockets.get(session.remotePort)?.destroy();
    return false;
  }

  async function answer(mail: Mail, text: string, how: MailAnswerOptions = {}): Promise<SentMail> {
    const from = how.from ?? mail.envelope.to[0] ?? '';
    const composed = how.bounce
      ? composeBounce(mail, from, how.bounce === true ? 'no such mailbox' : how.bounce, await now())
      : how.autoReply
        ? composeAutoReply(mail, from, text)
        : composeAnswer(mail, from, text, how.quote ?? true);
    const transport = createTransport({
      ...options.replyTo,
      secure: false,
      ignoreTLS: true,
      name: 'mailbox.example',
    });
    for (let attempt = 1; ; attempt++) {
      try {
        await transport.sendMail(composed);
        break;
      } catch (error) {
        const refusedForGood = ((error as { responseCode?: number }).responseCode ?? 0) >= 500;
        if (refusedForGood || attempt >= ANSWER_TRIES) throw error;
        await wait(100 * 2 ** attempt);
      }
    }
    transport.close();
    const sent: SentMail = {
      id: randomUUID(),
      answers: mail.id,
      from,
      to: how.bounce ? mail.envelope.from : (mail.replyTo ?? mail.from),
      text,
      kind: how.bounce ? 'bounce' : how.autoReply ? 'auto-reply' : 'answer',
      sentAt: (await now()).toISOString(),
    };
    store.record({ sent });
    return sent;
  }

  // A connection that breaks off is the sender's affair.
  server.on('error', (error) => report(`mailbox: ${error.message}`));
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  const behave = (behaviour: MailBehaviour): void =>
    store.record({ behaviours: [...store.behaviours, MailBehaviour.parse(behaviour)] });
  const api = options.api
    ? await startMailboxApi({ ...options.api, host }, { store, answer, behave })
    : undefined;

  return {
    url: `smtp://127.0.0.1:${port}`,
    ...(api ? { apiUrl: api.url } : {}),
    mailboxes: () => store.mailboxes(),
    mailbox: (wanted) => store.mailboxes().find((box) => box.address === wanted.toLowerCase()),
    answer,
    onMail(react) {
      reactions.add(react);
      return () => reactions.delete(react);
    },
    behave,
    clearBehaviours: () => store.record({ behaviours: [] }),
    async stop() {
      await api?.stop();
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
