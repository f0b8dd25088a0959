import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { admitZoneRules, StaleZoneRules } from '../office/audit/zoneRules';
import { loadConfig, ConfigurationError } from '../platform/config';
import { openDatabase } from '../platform/database';
import { DefinitionErrors, type LoadedProgram } from '../programs';
import { issueFirstAdminLink } from '../web/access/firstAdministrator';
import { endLeftOver, GRACE_MS, startAppProcess } from './appProcess';
import { CannotStart, explained } from './cannotStart';
import { lockDataDir } from './instanceLock';
import type { KeptUp } from './keepUp';
import { freePort, preferPort, requirePort } from './ports';
import { readPrograms, storePrograms } from './programsInUse';
import type { Report } from './report';
import { removeRunFile, writeRunFile } from './runFile';
import { secretsOf } from './secrets';
import { migrateStack, startStack, type Stack } from './stack';
import { readStartOptions, USAGE, type StartOptions } from './startOptions';

const WEB = 'web/main.ts';
const WORKER = 'workers/main.ts';
const REPLY_PORT = 2526;
const DATABASE_RETRY_MS = 2000;
const WELL_WITHIN_MS = 30_000;

/** What has been started, undone in the opposite order: web, workers, doubles, Temporal, PostgreSQL, lock. */
class Started {
  private readonly undo: { orderly: () => Promise<unknown> | void; atOnce?: () => void }[] = [];
  private ending: Promise<void> | undefined;

  /** What comes up after the end has begun is undone at once. */
  add(orderly: () => Promise<unknown> | void, atOnce?: () => void): void {
    if (this.isEnding) return void orderly();
    this.undo.push({ orderly, ...(atOnce ? { atOnce } : {}) });
  }

  /** True from the first call of {@link end} on. */
  get isEnding(): boolean {
    return this.ending !== undefined;
  }

  end(): Promise<void> {
    this.ending ??= (async () => {
      for (const { orderly } of this.undo.reverse()) await orderly();
    })();
    return this.ending;
  }

  endAtOnce(): void {
    for (const { atOnce } of this.undo) atOnce?.();
  }
}

async function main(): Promise<void> {
  const began = Date.now();
  const report: Report = (line) =>
    console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const started = new Started();
  stopOnSignals(started, report);
  try {
    const options = readStartOptions(process.argv.slice(2), process.env);
    if (!options) {
      console.log(USAGE);
      return;
    }
    const programs = readPrograms(options.programs);
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
    started.add(lockDataDir(options.dataDir));
    for (const source of [WEB, WORKER]) await endLeftOver(source, options.dataDir, report);
    await requirePort(
      options.port,
      'the console',
      'Choose another with --port, e.g. npm start -- --port 3001.',
    );
    await bringUp(options, programs, started, report);
  } catch (error) {
    // Whoever pressed Ctrl-C while things came up knows why they did not.
    if (started.isEnding) return;
    await started.end();
    complain(error);
    process.exitCode = 1;
  }
}

async function bringUp(
  options: StartOptions,
  programs: readonly LoadedProgram[],
  started: Started,
  report: Report,
): Promise<void> {
  const { dataDir, port, publicUrl } = options;
  const secrets = secretsOf(dataDir);
  const replyPort = Number(process.env['REPLY_SMTP_PORT'] ?? (await preferPort(REPLY_PORT)));
  const processes: { web?: KeptUp; worker?: KeptUp } = {};
  let env: Record<string, string> = {};
  const running: { stack?: Stack } = {};
  const remember = (): void => {
    if (!started.isEnding)
      writeRunFile(dataDir, {
        url: publicUrl,
        pids: {
          start: process.pid,
          ...pidOf('web', processes.web),
          ...pidOf('worker', processes.worker),
          ...pidOf('temporal', running.stack?.temporal),
          ...pidOf('postgres', running.stack?.postgres),
        },
        temporal: {
          address: env['TEMPORAL_ADDRESS'] ?? process.env['TEMPORAL_ADDRESS'] ?? '',
          ...(running.stack?.temporal?.uiAddress ? { ui: running.stack.temporal.uiAddress } : {}),
        },
        env,
      });
  };

  const stack = await startStack({
    dataDir,
    secrets,
    publicUrl,
    localUrl: `http://127.0.0.1:${port}`,
    replyPort,
    report,
    changed: remember,
  });
  running.stack = stack;
  started.add(
    () => stack.stop(),
    () => stack.kill(),
  );
  const metricsPort = await freePort();
  env = {
    ...stack.env,
    ...given(['DATABASE_URL', 'SMTP_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TWILIO_ACCOUNT_SID']),
    ...given(['TWILIO_AUTH_TOKEN', 'TWILIO_FROM', 'TWILIO_API_BASE_URL']),
    CODEC_KEYS: process.env['CODEC_KEYS'] ?? secrets.codecKeys,
    SESSION_SECRET: process.env['SESSION_SECRET'] ?? secrets.sessionSecret,
    PUBLIC_URL: publicUrl,
    PORT: String(port),
    REPLY_SMTP_PORT: String(replyPort),
    FULLCIRCLE_DATA_DIR: dataDir,
  };
  const config = loadConfig({ ...process.env, ...env });

  const prepare = async (): Promise<string | undefined> => {
    await migrateStack(config.databaseUrl, report);
    const database = openDatabase(config.databaseUrl, { connections: 2 });
    try {
      const rules = await admitZoneRules(database);
      if (rules !== 'current')
        report(
          'The time zone rules are STALE. Going on because shifts or paths are open; the console says more.',
        );
      await storePrograms(database, programs, new Date(), report);
      return await adminLink(database, publicUrl);
    } finally {
      await database.$disconnect();
    }
  };
  const link = stack.postgres ? await prepare() : await prepareForeign(prepare, started, report);

  report('Starting worker and web server …');
  const [worker, web] = await Promise.all([
    startAppProcess({
      name: 'worker',
      file: WORKER,
      dataDir,
      env: { ...env, METRICS_PORT: String(metricsPort) },
      healthUrl: `http://127.0.0.1:${metricsPort}/healthz`,
      report,
      changed: remember,
    }).then((one) => {
      started.add(
        () => one.stop(GRACE_MS),
        () => one.kill(),
      );
      return one;
    }),
    startAppProcess({
      name: 'web server',
      file: WEB,
      dataDir,
      env,
      healthUrl: `http://127.0.0.1:${port}/healthz`,
      report,
      changed: remember,
    }).then((one) => {
      started.add(
        () => one.stop(GRACE_MS),
        () => one.kill(),
      );
      return one;
    }),
  ]);
  Object.assign(processes, { worker, web });
  started.add(() => removeRunFile(dataDir));
  remember();
  if (started.isEnding) return;
  if (stack.temporal && !(await answersWell(`http://127.0.0.1:${metricsPort}/healthz`)))
    report(
      'The worker is up but does not get work from Temporal yet; see log/workers.log in the data folder.',
    );
  const isReady = await answersWell(`http://127.0.0.1:${port}/readyz`);
  report(isReady ? 'Ready.' : `Up, but something is missing: ${publicUrl}/readyz says what.`);
  console.log(summary(options, stack, link));
}

/** The link with which the first administrator makes an account; undefined when there is one already. */
async function adminLink(
  database: Parameters<typeof issueFirstAdminLink>[0],
  publicUrl: string,
): Promise<string | undefined> {
  const link = await issueFirstAdminLink(database);
  return link === undefined ? undefined : `${publicUrl}${link}`;
}

/** A database that somebody else runs may be away: then the rest comes up, says so on /readyz, and this goes on. */
async function prepareForeign(
  prepare: () => Promise<string | undefined>,
  started: Started,
  report: Report,
): Promise<string | undefined> {
  try {
    return await prepare();
  } catch (error) {
    if (!isAway(error)) throw error;
    report(
      'PostgreSQL at DATABASE_URL does not answer. Going on; the database is prepared as soon as it does.',
    );
  }
  void (async () => {
    while (!started.isEnding) {
      await wait(DATABASE_RETRY_MS, undefined, { ref: false });
      try {
        const link = await prepare();
        report('PostgreSQL answers; the database is prepared.');
        if (link) report(`First administrator: ${link}`);
        return;
      } catch (error) {
        if (!isAway(error)) report(error instanceof Error ? error.message : String(error));
      }
    }
  })();
  return undefined;
}

function isAway(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03', '57P01'].includes(
    code,
  );
}

/** What has just started may be slow to answer well on a busy machine; false when it does not in half a minute. */
async function answersWell(url: string): Promise<boolean> {
  const giveUp = Date.now() + WELL_WITHIN_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer?.ok) return true;
    if (Date.now() >= giveUp) return false;
    await wait(100);
  }
}

function stopOnSignals(started: Started, report: Report): void {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (started.isEnding) {
      report('Stopping at once.');
      started.endAtOnce();
      process.exit(130);
    }
    report(`Stopping (${signal}); once more to stop at once …`);
    void started.end().then(
      () => {
        report('Stopped.');
        process.exit(0);
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}

function complain(error: unknown): void {
  const reason = explained(error);
  const expected =
    reason instanceof CannotStart ||
    reason instanceof ConfigurationError ||
    reason instanceof StaleZoneRules ||
    reason instanceof DefinitionErrors;
  console.error(expected ? reason.message : reason);
}

function summary(options: StartOptions, stack: Stack, link: string | undefined): string {
  const rows: [string, string | undefined][] = [
    ['Console', options.publicUrl],
    ['Phones and mailboxes', stack.carrier && stack.mailbox ? `${options.publicUrl}/phones` : undefined],
    ['Temporal', stack.temporal?.uiAddress],
    ['Data', options.dataDir],
    ['First administrator', link],
  ];
  const lines = rows
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name.padEnd(22)}${value}`);
  return ['', ...lines, '', 'Ctrl-C stops everything in order.'].join('\n');
}

function given(names: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = process.env[name];
    if (value) values[name] = value;
  }
  return values;
}

function pidOf(
  name: 'web' | 'worker' | 'temporal' | 'postgres',
  running: { pid: number } | undefined,
): object {
  return running ? { [name]: running.pid } : {};
}

void main();
