import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startCarrierDouble, type CarrierDouble } from '../../../local/carrier/double';
import { startMailbox, type MailboxServer } from '../../../local/mailbox/mailbox';
import { createMessaging, type MessagingCollaborators } from '../../../activities/messaging';
import { createMailSender } from '../../../activities/messaging/mail';
import { createSmsSender } from '../../../activities/messaging/sms';
import { createVoiceSender } from '../../../activities/messaging/voice';
import type { MessagingActivities } from '../../../workflows/contract';
import type { Database } from '../../../platform/database';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const TOKEN = 'a-token-that-signs-webhooks';

/** A carrier and a mail server that can be told to fail, and messaging that talks to them as it would to real ones. */
export interface Carriers {
  carrier: CarrierDouble;
  mailbox: MailboxServer;
  messaging(db: Database, more?: Partial<MessagingCollaborators>): MessagingActivities;
  /** Soon gives up on a carrier that does not answer. */
  impatient(db: Database): MessagingActivities;
  sender(overrides?: { apiBaseUrl?: string; timeoutMs?: number }): ReturnType<typeof createSmsSender>;
  caller(overrides?: { apiBaseUrl?: string }): ReturnType<typeof createVoiceSender>;
  /** Texts that a number has got. */
  texts(number: string): string[];
  mails(address: string): { subject: string; text: string; messageId: string; envelope: { from: string } }[];
  /** Status callbacks as they came, oldest first. */
  callbacks: { url: string; form: URLSearchParams }[];
  stop(): Promise<void>;
}

/** How long senders wait for an answer: long enough for a busy machine. */
const PATIENCE_MS = 20_000;
const IMPATIENCE_MS = 3_000;

export async function openCarriers(): Promise<Carriers> {
  const callbacks: Carriers['callbacks'] = [];
  const web: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      callbacks.push({ url: request.url ?? '', form: new URLSearchParams(body) });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => web.listen(0, '127.0.0.1', listening));
  const publicUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  const carrier = await startCarrierDouble({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    inboundUrl: `${publicUrl}/carrier/twilio/inbound`,
    webhookTries: 1,
  });
  const mailbox = await startMailbox({ replyTo: { host: '127.0.0.1', port: 9 } });
  const settings = {
    accountSid: ACCOUNT,
    authToken: TOKEN,
    from: '+15005550006',
    apiBaseUrl: carrier.url,
    publicUrl,
    timeoutMs: PATIENCE_MS,
  };
  const sender: Carriers['sender'] = (overrides = {}) => createSmsSender({ ...settings, ...overrides });
  const caller: Carriers['caller'] = (overrides = {}) => createVoiceSender({ ...settings, ...overrides });
  const mailer = (timeoutMs = PATIENCE_MS) =>
    createMailSender({
      smtpUrl: mailbox.url,
      from: 'team@full-circle.example',
      replyDomain: 'reply.example',
      timeoutMs,
    });
  const carriers: Carriers = {
    carrier,
    mailbox,
    callbacks,
    sender,
    caller,
    messaging: (db, more = {}) =>
      createMessaging({
        prisma: db,
        sms: sender(),
        voice: caller(),
        mail: mailer(),
        links: {
          personal: (token) => `${publicUrl}/p/${token}`,
          escalation: (id) => `${publicUrl}/escalations/${id}`,
        },
        limits: { askForMs: 600 },
        ...more,
      }),
    impatient: (db) =>
      carriers.messaging(db, { sms: sender({ timeoutMs: IMPATIENCE_MS }), mail: mailer(IMPATIENCE_MS) }),
    texts: (number) =>
      (carrier.phone(number)?.messages ?? [])
        .filter(({ direction }) => direction !== 'inbound')
        .map(({ body }) => body),
    mails: (address) => mailbox.mailbox(address)?.mails ?? [],
    async stop() {
      await carrier.settled();
      await carrier.stop();
      await mailbox.stop();
      await new Promise((closed) => web.close(closed));
    },
  };
  return carriers;
}
