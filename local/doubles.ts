import { startCarrierDouble } from './carrier/double';
import { startMailbox } from './mailbox/mailbox';

/**
 * The carrier double and the mailboxes by themselves, for the compose profile that tries the whole thing without a
 * carrier. Reads `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN`, `TWILIO_FROM`, `INBOUND_URL`, `REPLY_SMTP` (host:port),
 * `DOUBLES_HOST` and `FULLCIRCLE_DATA_DIR`; listens on 4010 (carrier), 4011 (mailboxes) and 2525 (SMTP).
 */
async function main(): Promise<void> {
  const name = needed('TWILIO_ACCOUNT_SID');
  const password = needed('TWILIO_AUTH_TOKEN');
  const host = process.env['DOUBLES_HOST'] ?? '127.0.0.1';
  const dataDir = process.env['FULLCIRCLE_DATA_DIR'];
  const folder = dataDir === undefined ? {} : { dataDir };
  const [replyHost = '', replyPort = '2526'] = needed('REPLY_SMTP').split(':');
  const report = (line: string): void => console.log(line);
  const carrier = await startCarrierDouble({
    host,
    port: 4010,
    accountSid: name,
    authToken: password,
    inboundUrl: needed('INBOUND_URL'),
    ...(process.env['TWILIO_FROM'] ? { ownNumber: process.env['TWILIO_FROM'] } : {}),
    report,
    ...folder,
  });
  const mailbox = await startMailbox({
    host,
    port: 2525,
    replyTo: { host: replyHost, port: Number(replyPort) },
    api: { port: 4011, name, password },
    report,
    ...folder,
  });
  console.log('Carrier double on 4010, mailboxes on 4011, SMTP on 2525.');
  const stop = (): void => void Promise.all([carrier.stop(), mailbox.stop()]).then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
