import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { SEARCH_ATTRIBUTES } from '../workflows/contract';
import { startCarrierDouble, type CarrierDouble } from './carrier/double';
import { migrate } from './migrate';
import { startMailbox, type MailboxServer } from './mailbox/mailbox';
import { preferPort } from './ports';
import { startPostgres, type PostgresServer } from './postgres';
import type { Report } from './report';
import type { Secrets } from './secrets';
import {
  ensureNamespace,
  startDevServer,
  startTimeSkippingServer,
  type TemporalServer,
} from './temporalServer';

export interface StackOptions {
  dataDir: string;
  secrets: Secrets;
  /** What people's browsers and the carrier know the web server by; webhooks are signed against it. */
  publicUrl: string;
  /** Where the web server really is, when that is not the public address. */
  localUrl?: string;
  /** Port on which the product takes replies by mail. */
  replyPort: number;
  report: Report;
  /** Settings that decide what is brought up; the process's own by default. */
  env?: NodeJS.ProcessEnv;
  /** `time-skipping` for runs that are not to take as long as they say. */
  temporal?: 'dev' | 'time-skipping';
  /** Trades safety of what is stored for speed. */
  throwAway?: boolean;
  /** Now, for the doubles. */
  clock?: () => Date | Promise<Date>;
  /** Told when one of the servers was started again. */
  changed?: () => void;
}

/** Everything that the product talks to. What somebody else runs is left out; `env` says where each of them is. */
export interface Stack {
  env: Record<string, string>;
  temporal?: TemporalServer;
  postgres?: PostgresServer;
  carrier?: CarrierDouble;
  mailbox?: MailboxServer;
  /** Ends what was brought up: doubles, then Temporal, then PostgreSQL. */
  stop(): Promise<void>;
  /** Ends the servers at once, without asking. */
  kill(): void;
}

/** Twilio's own test number. */
const CARRIER_FROM = '+15005550006';
const FOREIGN_PATIENCE_MS = 5000;
const PORTS = { temporal: 7233, ui: 8233, carrier: 4010, mailApi: 4011, smtp: 2525 };

/**
 * Brings up what no setting points elsewhere for: `TEMPORAL_ADDRESS`, `DATABASE_URL`, `SMTP_URL` and
 * `TWILIO_ACCOUNT_SID`, each on its own. The database is not migrated yet, see {@link migrate}.
 * @throws CannotStart when one of them cannot come up; those that had are stopped again
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, report, secrets } = options;
  const given = options.env ?? process.env;
  const changed = options.changed ?? (() => undefined);
  const env: Record<string, string> = {};
  const stack: Omit<Stack, 'env' | 'stop' | 'kill'> = {};

  const over = new AbortController();
  const stop = async (): Promise<void> => {
    over.abort();
    await Promise.all([stack.carrier?.stop(), stack.mailbox?.stop()]);
    await stack.temporal?.stop();
    await stack.postgres?.stop();
  };

  async function bringUpPostgres(): Promise<void> {
    if (given['DATABASE_URL'] || given['DATABASE_URL_FILE']) return;
    report('Starting PostgreSQL …');
    stack.postgres = await startPostgres({
      dataDir: path.join(dataDir, 'postgres'),
      throwAway: options.throwAway ?? false,
      report,
      changed,
    });
    env['DATABASE_URL'] = stack.postgres.url;
  }

  async function bringUpTemporal(): Promise<void> {
    if (given['TEMPORAL_ADDRESS'] || given['TEMPORAL_PROFILE'] || given['TEMPORAL_CONFIG_FILE']) {
      await prepareForeignTemporal(given, report, over.signal);
      return;
    }
    report('Starting Temporal …');
    const folder = path.join(dataDir, 'temporal');
    stack.temporal =
      options.temporal === 'time-skipping'
        ? await startTimeSkippingServer({ dataDir: folder, report })
        : await startDevServer({
            dataDir: folder,
            port: PORTS.temporal,
            uiPort: PORTS.ui,
            report,
            changed,
          });
    env['TEMPORAL_ADDRESS'] = stack.temporal.address;
    env['TEMPORAL_NAMESPACE'] = stack.temporal.namespace;
  }

  async function bringUpDoubles(): Promise<void> {
    const name = given['TWILIO_ACCOUNT_SID'] ?? secrets.carrierAccountSid;
    const password = given['TWILIO_AUTH_TOKEN'] ?? secrets.carrierAuthToken;
    const clock = options.clock ? { clock: options.clock } : {};
    if (!given['TWILIO_ACCOUNT_SID'] && !given['TWILIO_ACCOUNT_SID_FILE']) {
      const { publicUrl, localUrl } = options;
      stack.carrier = await startCarrierDouble({
        port: await preferPort(PORTS.carrier),
        dataDir: path.join(dataDir, 'doubles'),
        accountSid: name,
        authToken: password,
        ownNumber: CARRIER_FROM,
        inboundUrl: `${publicUrl}/carrier/twilio/inbound`,
        route: (url) =>
          localUrl && url.startsWith(publicUrl) ? localUrl + url.slice(publicUrl.length) : url,
        report,
        ...clock,
      });
      Object.assign(env, {
        TWILIO_ACCOUNT_SID: name,
        TWILIO_AUTH_TOKEN: password,
        TWILIO_FROM: CARRIER_FROM,
        TWILIO_API_BASE_URL: stack.carrier.url,
        // The double takes as many as come.
        TWILIO_MAX_PER_SECOND: given['TWILIO_MAX_PER_SECOND'] ?? '1000',
        DOUBLE_URL: stack.carrier.url,
      });
    }
    if (!given['SMTP_URL'] && !given['SMTP_URL_FILE']) {
      stack.mailbox = await startMailbox({
        port: await preferPort(PORTS.smtp),
        dataDir: path.join(dataDir, 'doubles'),
        replyTo: { host: '127.0.0.1', port: options.replyPort },
        api: { port: await preferPort(PORTS.mailApi), name, password },
        report,
        ...clock,
      });
      env['SMTP_URL'] = stack.mailbox.url;
      if (stack.mailbox.apiUrl) env['MAILBOX_URL'] = stack.mailbox.apiUrl;
    }
  }

  const results = await Promise.allSettled([bringUpPostgres(), bringUpTemporal(), bringUpDoubles()]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return {
    ...stack,
    env,
    stop,
    kill() {
      stack.temporal?.kill();
      stack.postgres?.kill();
    },
  };
}

/**
 * Sees to the search attributes of a server that somebody else runs. It may be away: then this goes on trying. It may
 * not let us: then it says so once, and whoever runs it has to add them.
 */
async function prepareForeignTemporal(
  env: NodeJS.ProcessEnv,
  report: Report,
  over: AbortSignal,
): Promise<void> {
  const strings = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { connectionOptions, namespace } = loadClientConnectConfig({
    overrideEnvVars: Object.fromEntries(strings),
  });
  const where = `The Temporal server at ${connectionOptions.address ?? 'its configured address'}`;
  const attempt = async (): Promise<'prepared' | 'away'> => {
    let connection: Connection;
    try {
      connection = await Connection.connect({ ...connectionOptions, connectTimeout: FOREIGN_PATIENCE_MS });
    } catch {
      return 'away';
    }
    try {
      await ensureNamespace(connection, namespace ?? 'default');
      report(`${where} is in use.`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report(
        `${where} does not let search attributes be added (${reason}). Add ${SEARCH_ATTRIBUTES.join(', ')} (Keyword).`,
      );
    } finally {
      await connection.close();
    }
    return 'prepared';
  };
  if ((await attempt()) === 'prepared') return;
  report(`${where} does not answer. Going on; it is prepared as soon as it does.`);
  void (async () => {
    do {
      await wait(FOREIGN_PATIENCE_MS, undefined, { signal: over, ref: false }).catch(() => undefined);
    } while (!over.aborted && (await attempt()) === 'away');
  })();
}

/** Applies migrations and says so. */
export async function migrateStack(databaseUrl: string, report: Report): Promise<void> {
  const applied = await migrate(databaseUrl);
  if (applied.length > 0) report(`Database: applied ${applied.join(', ')}.`);
}
