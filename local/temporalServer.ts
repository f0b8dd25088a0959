import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { CannotStart } from './cannotStart';
import { endOrphan, lastLines, startChild, untilReady, type Child } from './childProcess';
import { keepUp, type KeptUp } from './keepUp';
import { freePort, isFree, preferPort } from './ports';
import type { Report } from './report';
import { locateTemporal } from './temporalBinary';
import { SEARCH_ATTRIBUTES } from '../workflows/contract';

const READY_WITHIN_MS = 60_000;
const RETENTION_DAYS = 90;
const TRIES_OF_PORTS = 3;
/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API, which the client package does not export by name. */
const KEYWORD = 2;
const UNIMPLEMENTED = 12;

export interface DevServerOptions {
  /** Folder for state, log and process id; without it the server forgets everything when it stops. */
  dataDir: string;
  /** Keeps workflows across restarts. Off only for tests that need no memory. */
  persistent?: boolean;
  /** gRPC port to take when it is free; any other otherwise. */
  port?: number;
  /** The same for Temporal's own web pages; none are served without it. */
  uiPort?: number;
  /** Days that closed runs can still be read. */
  retentionDays?: number;
  report: Report;
  /** Path of the `temporal` command, when it is known already. */
  executable?: string;
  extraArgs?: readonly string[];
  /** Told when the server was started again. */
  changed?: () => void;
}

export interface TemporalServer extends KeptUp {
  readonly address: string;
  readonly namespace: string;
  readonly uiAddress?: string;
}

interface Ports {
  port: number;
  uiPort: number | undefined;
}

/**
 * Starts Temporal's dev server with its state in a file, and starts it again when it ends by itself.
 * @throws CannotStart when it cannot be found, or is not healthy within a minute (with the end of its log)
 */
export async function startDevServer(options: DevServerOptions): Promise<TemporalServer> {
  const { dataDir, report } = options;
  const executable = options.executable ?? (await locateTemporal('dev', report));
  mkdirSync(dataDir, { recursive: true });
  // What marks an orphan as ours is the file of this data folder in its command line; without one there is no mark.
  const pidFile = isPersistent(options) ? path.join(dataDir, 'temporal.pid') : undefined;
  if (pidFile && (await endOrphan(pidFile, ['start-dev', databaseIn(dataDir)], 'SIGTERM')))
    report('Stopped the Temporal server of a run that was killed.');
  for (let left = TRIES_OF_PORTS - 1; ; left--) {
    const ports: Ports = {
      port: await preferPort(options.port),
      uiPort: options.uiPort === undefined ? undefined : await preferPort(options.uiPort),
    };
    try {
      return await startOn(ports, pidFile, { ...options, executable });
    } catch (error) {
      // Another one that starts at the same moment may have been quicker than this one.
      if (left === 0 || (await areFree(ports))) throw error;
    }
  }
}

async function startOn(
  { port, uiPort }: Ports,
  pidFile: string | undefined,
  options: DevServerOptions & { executable: string },
): Promise<TemporalServer> {
  const { dataDir, report, executable } = options;
  const logFile = path.join(dataDir, 'temporal.log');
  const args = [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(isPersistent(options) ? ['--db-filename', databaseIn(dataDir)] : []),
    ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    '--log-level',
    'warn',
    ...(options.extraArgs ?? []),
  ];
  const address = `127.0.0.1:${port}`;
  const launch = (): Child =>
    startChild({
      command: executable,
      args,
      logFile,
      stopSignal: 'SIGTERM',
      cwd: dataDir,
      ...(pidFile ? { pidFile } : {}),
    });

  const bringUp = async (): Promise<Child> => {
    const child = launch();
    await untilReady('The Temporal server', child, logFile, (over) =>
      ready(address, logFile, over, options.retentionDays ?? RETENTION_DAYS),
    );
    return child;
  };
  const kept = keepUp('The Temporal server', await bringUp(), bringUp, report, options.changed);
  return {
    address,
    namespace: 'default',
    ...(uiPort === undefined ? {} : { uiAddress: `http://127.0.0.1:${uiPort}` }),
    get pid() {
      return kept.pid;
    },
    stop: () => kept.stop(),
    kill: () => kept.kill(),
  };
}

function isPersistent({ persistent }: DevServerOptions): boolean {
  return persistent !== false;
}

function databaseIn(dataDir: string): string {
  return path.join(dataDir, 'temporal.db');
}

async function areFree({ port, uiPort }: Ports): Promise<boolean> {
  return (await isFree(port)) && (uiPort === undefined || (await isFree(uiPort)));
}

/**
 * Starts Temporal's time-skipping test server, with our search attributes in place. It has no List, Count or
 * Schedules, forgets everything when it stops, and skips time for everybody on it at once: one a test file.
 */
export async function startTimeSkippingServer(options: {
  dataDir: string;
  report: Report;
  executable?: string;
}): Promise<TemporalServer> {
  const executable = options.executable ?? (await locateTemporal('time-skipping', options.report));
  mkdirSync(options.dataDir, { recursive: true });
  const port = await freePort();
  const logFile = path.join(options.dataDir, 'temporal-test-server.log');
  const child = startChild({
    command: executable,
    args: [String(port), '--enable-time-skipping'],
    logFile,
    stopSignal: 'SIGTERM',
  });
  const address = `127.0.0.1:${port}`;
  await untilReady('The time-skipping server', child, logFile, (over) => ready(address, logFile, over));
  return {
    address,
    namespace: 'default',
    pid: child.pid,
    async stop() {
      await child.stop(3000);
    },
    kill: () => child.kill(),
  };
}

async function ready(
  address: string,
  logFile: string,
  over: AbortSignal,
  retentionDays?: number,
): Promise<void> {
  const giveUp = Date.now() + READY_WITHIN_MS;
  let last: unknown;
  while (Date.now() < giveUp && !over.aborted) {
    if (!(await listens(address))) {
      await wait(50);
      continue;
    }
    try {
      const connection = await Connection.connect({ address, connectTimeout: 5000 });
      try {
        await ensureNamespace(connection, 'default', retentionDays);
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      last = error;
      await wait(100);
    }
  }
  if (over.aborted) return;
  throw new CannotStart(
    `The Temporal server at ${address} was not healthy within ${READY_WITHIN_MS / 1000} s (${String(last)}). The end of ${logFile}:\n${lastLines(logFile)}`,
  );
}

/**
 * Sees to the search attributes of a namespace (and, when given, to how long closed runs are kept). Idempotent.
 * @throws the server's error when the namespace does not exist or this client may not administer it
 */
export async function ensureNamespace(
  connection: Connection,
  namespace: string,
  retentionDays?: number,
): Promise<void> {
  const there = await registeredAttributes(connection, namespace);
  const missing = SEARCH_ATTRIBUTES.filter((name) => !there.has(name));
  if (missing.length > 0)
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
    });
  if (retentionDays === undefined) return;
  const seconds = retentionDays * 86_400;
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) === seconds) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: { seconds: seconds as never } },
  });
}

async function registeredAttributes(connection: Connection, namespace: string): Promise<Set<string>> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return new Set(Object.keys(customAttributes));
  } catch (error) {
    // The time-skipping server can add them, but not list them.
    if ((error as { code?: number }).code === UNIMPLEMENTED) return new Set();
    throw error;
  }
}

function listens(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const done = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
