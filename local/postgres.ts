import { randomBytes } from 'node:crypto';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { CannotStart } from './cannotStart';
import {
  commandLine,
  endOrphan,
  hasSetpriv,
  lastLines,
  startChild,
  untilReady,
  type Child,
} from './childProcess';
import { keepUp, type KeptUp } from './keepUp';
import { isFree, preferPort } from './ports';
import { postgresBinaries } from './postgresBinaries';
import type { Report } from './report';

const READY_WITHIN_MS = 60_000;
const USER = 'fullcircle';
const WRONG_PASSWORD = '28P01';

export interface PostgresOptions {
  /** Folder for the cluster, its log and its password. */
  dataDir: string;
  /** A fixed port. By default the one that was used last, when it is free, else any. */
  port?: number;
  /** Trades safety of what is stored for speed: for databases that are thrown away after the tests. */
  throwAway?: boolean;
  /** Made when it is not there; `fullcircle` by default. */
  database?: string;
  report: Report;
  /** Told when the server was started again. */
  changed?: () => void;
}

export interface PostgresServer extends KeptUp {
  /** Connection address of the database, password included. */
  readonly url: string;
  readonly port: number;
  /** Connection address of another database of the same cluster. */
  urlOf(database: string): string;
}

/** Who the server runs as: it refuses to be root. */
interface RunAs {
  uid: number;
  gid: number;
  /** Arguments for `setpriv`. */
  privileges: string[];
}

/**
 * Starts a PostgreSQL of our own, making the cluster first when there is none, recovering it after a kill -9, and
 * starting it again when it ends by itself. It listens on 127.0.0.1 only and asks for a password.
 * @throws CannotStart with the reason and the end of the server's log
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = path.resolve(options.dataDir);
  const { report } = options;
  const binaries = postgresBinaries();
  mkdirSync(dataDir, { recursive: true });
  const cluster = path.join(dataDir, 'cluster');
  const logFile = path.join(dataDir, 'postgres.log');
  const settingsFile = path.join(dataDir, 'postgres.json');
  const runAs = whoToRunAs(cluster, dataDir, binaries.postgres);

  const settings = readSettings(settingsFile);
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    report('Making a PostgreSQL cluster …');
    // Before the cluster that asks for it: a kill in between must not leave a cluster that nobody can open.
    writeSettings(settingsFile, settings);
    await makeCluster(binaries.initdb, cluster, settings.password, runAs);
  }
  if (await endOrphan(path.join(cluster, 'postmaster.pid'), ['postgres', cluster], 'SIGINT'))
    report('Stopped the PostgreSQL of a run that was killed.');

  if (options.port !== undefined && !(await isFree(options.port)))
    throw new CannotStart(`Port ${options.port} (PostgreSQL) is taken by another program.`);
  const port = options.port ?? (await preferPort(settings.port));
  writeSettings(settingsFile, { ...settings, port });

  const unsafe = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'autovacuum_naptime=60s',
    'max_wal_size=1GB',
  ];
  const parameters = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(options.throwAway ? unsafe : []),
  ];
  const launch = (): Child =>
    startChild({
      command: binaries.postgres,
      args: ['-D', cluster, '-p', String(port), ...parameters.flatMap((parameter) => ['-c', parameter])],
      logFile,
      stopSignal: 'SIGINT',
      privileges: runAs?.privileges ?? [],
      env: { ...process.env, LC_MESSAGES: 'C', PGTZ: 'UTC' },
    });
  const urlOf = (database: string): string =>
    `postgresql://${USER}:${settings.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

  /** After a kill -9 the old server's helpers hold the shared memory until they have noticed: a second or so. */
  const bringUp = async (): Promise<Child> => {
    const giveUp = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const child = launch();
      try {
        await untilReady('PostgreSQL', child, logFile, (over) => ready(urlOf('postgres'), giveUp, over));
        return child;
      } catch (error) {
        const blocked = /shared memory block|another postmaster|lock file/.test(lastLines(logFile));
        if (!blocked || Date.now() > giveUp) throw error;
      }
      forgetDeadServer(cluster);
      await wait(250);
    }
  };

  const first = await bringUp();
  const database = options.database ?? 'fullcircle';
  await ensureDatabase(urlOf('postgres'), database);
  const kept = keepUp('PostgreSQL', first, bringUp, report, options.changed);
  return {
    url: urlOf(database),
    port,
    urlOf,
    get pid() {
      return kept.pid;
    },
    stop: () => kept.stop(20_000),
    kill: () => kept.kill(),
  };
}

interface Settings {
  password: string;
  port?: number;
}

function readSettings(file: string): Settings {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Settings;
  } catch {
    return { password: randomBytes(24).toString('base64url') };
  }
}

function writeSettings(file: string, settings: Settings): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** `initdb` into a folder beside the final one, so that an interrupted start leaves nothing half made in its place. */
async function makeCluster(
  initdb: string,
  cluster: string,
  password: string,
  runAs: RunAs | undefined,
): Promise<void> {
  const half = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  rmSync(half, { recursive: true, force: true });
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs) for (const owned of [half, passwordFile]) chownSync(owned, runAs.uid, runAs.gid);
  const args = [
    `--pgdata=${half}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ];
  const [command, all] = runAs ? ['setpriv', [...runAs.privileges, '--', initdb, ...args]] : [initdb, args];
  const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C' };
  try {
    await promisify(execFile)(command, all, { env });
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    const words = (error as { stderr?: string }).stderr?.trim() || String(error);
    if (/No space left/i.test(words))
      throw new CannotStart('The disk is full: a PostgreSQL cluster needs about 50 MB.');
    throw new CannotStart(`A PostgreSQL cluster could not be made:\n${words}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, cluster);
}

/**
 * PostgreSQL refuses to run as root. Then it runs as the owner of the existing cluster, as the system's own
 * `postgres`, or as `nobody`; and where that user could not even reach the files (a checkout in root's home), it is
 * given the right to pass through, and nothing else of root's.
 */
function whoToRunAs(cluster: string, dataDir: string, binary: string): RunAs | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  if (!hasSetpriv())
    throw new CannotStart(
      'PostgreSQL refuses to run as root, and `setpriv` (util-linux) is missing here. Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  const user =
    owner && owner.uid !== 0
      ? { uid: owner.uid, gid: owner.gid }
      : (userNamed('postgres') ?? { uid: 65_534, gid: 65_534 });
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const reaches = spawnSync('setpriv', [
    ...identity,
    '--',
    'sh',
    '-c',
    'test -x "$1" && test -x "$2"',
    'sh',
    binary,
    dataDir,
  ]);
  const passThrough = [
    '--inh-caps=+dac_override,+dac_read_search',
    '--ambient-caps=+dac_override,+dac_read_search',
  ];
  return { ...user, privileges: reaches.status === 0 ? identity : [...identity, ...passThrough] };
}

function userNamed(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Removes the lock of a server that is gone when its number now belongs to some other program. */
function forgetDeadServer(cluster: string): void {
  const lock = path.join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
  if (!commandLine(pid)?.includes(cluster)) rmSync(lock, { force: true });
}

async function ready(url: string, giveUp: number, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      if ((error as { code?: string }).code === WRONG_PASSWORD)
        throw new CannotStart('The password in postgres.json is not that of the cluster beside it.');
      if (Date.now() > giveUp)
        throw new CannotStart(`PostgreSQL was not ready within a minute: ${String(error)}`);
      await wait(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const there = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (there.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
