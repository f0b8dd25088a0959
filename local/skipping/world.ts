import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { createFullCircle, type FullCircle } from '../../client/fullCircle';
import type { Instant } from '../../domain/ids';
import { instant } from '../../domain/ids';
import { newCodecKey } from '../../platform/codec';
import { loadConfig, type Config } from '../../platform/config';
import { dataConverter } from '../../platform/dataConverter';
import { openDatabase, type Database } from '../../platform/database';
import { quietRuntime } from '../../platform/quietRuntime';
import { createLog } from '../../platform/log';
import { startWeb, type RunningWeb } from '../../web/main';
import { admitWorkers, startWorkers, type WorkerOptions, type Workers } from '../../workers/main';
import type { OfficeTools } from '../../office/tools';
import { startCarrierDouble, type CarrierDouble } from '../carrier/double';
import { startMailbox, type MailboxServer } from '../mailbox/mailbox';
import { freePort } from '../ports';
import { silent, type Report } from '../report';
import { locateTemporal } from '../temporalBinary';
import { ensureNamespace } from '../temporalServer';
import { skipsAMoment, skipTime } from './skipTime';

export const OWN_NUMBER = '+15195550100';

export interface WorldOptions {
  /** A migrated database of this world's own. */
  databaseUrl: string;
  report?: Report;
  /** Key of the payload codec, when histories are to be kept; a random one otherwise. */
  codecKeys?: string;
  logLevel?: string;
  /** How long the carrier is asked about an unknown outcome, in seconds of the machine's clock. */
  askSeconds?: number;
}

/**
 * The whole product on a Temporal server that skips time: real worker, web server, database, SMTP, and the carrier
 * double. Whoever drives it steps time; the product notices no difference.
 */
export interface World {
  config: Config;
  database: Database;
  client: Client;
  fullCircle: FullCircle;
  office: OfficeTools;
  web: RunningWeb;
  carrier: CarrierDouble;
  mailbox: MailboxServer;
  /** Business time, as the server has it. */
  now(): Promise<Instant>;
  /**
   * Lets time pass; what falls due within it happens in order. Returns when everything it set off is done. What was
   * begun before is waited for first, unless the caller knows that there is nothing.
   */
  pass(milliseconds: number, known?: { atRest: boolean }): Promise<void>;
  /** Resolves when nothing is under way: no workflow task, no activity, no webhook, no reply that nobody has read. */
  settled(): Promise<void>;
  /** Ends the worker at once, as a crash would, starts one, or puts another release in its place. */
  worker: { stop(): Promise<void>; start(): void; restart(options: WorkerOptions): Promise<void> };
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 6;
/** Nobody looks at a page meanwhile. */
const CALL_PATIENCE_MS = 120_000;
const SETTLE_WITHIN_MS = 180_000;
const PORT_TRIES = 5;

export async function createWorld(options: WorldOptions): Promise<World> {
  for (let attempt = 1; ; attempt++) {
    const closing: (() => Promise<unknown>)[] = [];
    const stop = async (): Promise<void> => {
      for (const close of closing.splice(0).reverse()) await close();
    };
    try {
      return await bringUp(options, closing, stop);
    } catch (error) {
      await stop();
      // The web server's port must be known before it listens; somebody else may be quicker.
      if ((error as { code?: unknown }).code !== 'EADDRINUSE' || attempt === PORT_TRIES) throw error;
    }
  }
}

async function bringUp(
  options: WorldOptions,
  closing: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<World> {
  quietRuntime();
  const report = options.report ?? silent;
  const codecKeys = options.codecKeys ?? newCodecKey('world');
  const path = process.env['FULLCIRCLE_TEST_SERVER'] ?? (await locateTemporal('time-skipping', report));
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  closing.push(() => environment.teardown());
  await ensureNamespace(environment.connection, environment.namespace ?? 'default');
  const clock = { now: async () => new Date(await environment.currentTimeMs()) };

  const [webPort, replyPort] = [await freePort(), await freePort()];
  const publicUrl = `http://127.0.0.1:${webPort}`;
  const account = { sid: `AC${randomBytes(16).toString('hex')}`, token: randomBytes(16).toString('hex') };
  const carrier = await startCarrierDouble({
    accountSid: account.sid,
    authToken: account.token,
    inboundUrl: `${publicUrl}/carrier/twilio/inbound`,
    ownNumber: OWN_NUMBER,
    clock: clock.now,
    // A call rings by the machine's clock: until a hand takes it, however much time is skipped meanwhile.
    ringsForMs: 2 ** 31 - 1,
    report,
  });
  closing.push(() => carrier.stop());
  const mailbox = await startMailbox({
    replyTo: { host: '127.0.0.1', port: replyPort },
    clock: clock.now,
    report,
  });
  closing.push(() => mailbox.stop());

  const config = loadConfig({
    TEMPORAL_ADDRESS: environment.address,
    DATABASE_URL: options.databaseUrl,
    SMTP_URL: mailbox.url,
    REPLY_SMTP_PORT: String(replyPort),
    TWILIO_ACCOUNT_SID: account.sid,
    TWILIO_AUTH_TOKEN: account.token,
    TWILIO_FROM: OWN_NUMBER,
    TWILIO_API_BASE_URL: carrier.url,
    PUBLIC_URL: publicUrl,
    PORT: String(webPort),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    CODEC_KEYS: codecKeys,
    CARRIER_ASK_SECONDS: String(options.askSeconds ?? 2),
    TWILIO_MAX_PER_SECOND: '1000',
    LOG_LEVEL: options.logLevel ?? 'error',
  });
  const database = openDatabase(options.databaseUrl, { patience: 10 });
  closing.push(() => database.$disconnect());
  const client = new Client({
    connection: environment.connection,
    dataConverter: dataConverter(config.codecKeys),
  });
  const fullCircle = createFullCircle(client, {
    taskQueue: config.temporal.taskQueue,
    timeoutMs: CALL_PATIENCE_MS,
  });

  let workers: Workers | undefined;
  const worker = {
    start: () => void (workers ??= startWorkers(config, createLog(config.logLevel, 'worker'))),
    /** As a deployment does: it may be refused. */
    async restart(options: WorkerOptions) {
      await worker.stop();
      workers = await admitWorkers(config, createLog('silent', 'worker'), options);
    },
    async stop() {
      const running = workers;
      workers = undefined;
      await running?.stop();
    },
  };
  worker.start();
  closing.push(() => worker.stop());
  const web = await startWeb(config, { clock });
  closing.push(() => web.stop());

  const unrest = async (): Promise<string> => {
    const unread = await database.inbound.findMany({ where: { status: { in: ['stored', 'started'] } } });
    return JSON.stringify({
      polling: workers?.polling(),
      inFlight: workers?.inFlight(),
      unread: unread.map(({ id, status }) => ({ id, status })),
    });
  };

  const nothingInHand = (): boolean => workers?.polling() === true && workers.inFlight() === 0;
  const isUnread = async (): Promise<boolean> =>
    (await database.inbound.count({ where: { status: { in: ['stored', 'started'] } } })) > 0;

  const settled = async (): Promise<void> => {
    const giveUp = Date.now() + SETTLE_WITHIN_MS;
    for (;;) {
      if (nothingInHand()) {
        await carrier.settled();
        // Asked last: what came before it, the server would not have skipped.
        if (!(await isUnread()) && (await skipsAMoment(environment, nothingInHand)) && nothingInHand())
          return;
      }
      if (Date.now() > giveUp)
        throw new Error(`the world has not come to rest within three minutes: ${await unrest()}`);
      await pause(LOOK_EVERY_MS);
    }
  };

  return {
    config,
    database,
    client,
    fullCircle,
    office: { database, fullCircle, clock },
    web,
    carrier,
    mailbox,
    worker,
    settled,
    now: async () => instant(await clock.now()),
    async pass(milliseconds, known) {
      if (!known?.atRest) await settled();
      await skipTime(environment, milliseconds, () => workers?.inFlight() === 0);
      await settled();
    },
    stop,
  };
}
