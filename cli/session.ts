import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Zone } from '../domain/ids';
import type { Caller } from '../office/access';
import type { Office } from '../office/office';
import type { Database } from '../platform/database';
import { Usage } from './failure';
import { lazily } from './lazily';
import type { Format } from './output';

export interface Globals {
  output: Format | 'csv';
  dataDir?: string;
  as?: string;
  timeout: number;
  key?: string;
}

export interface Session {
  office: Office;
  caller: Caller;
  format: Format;
  /** For acts: how long to wait for a workflow, and the key that names the act where one was given. */
  act: { timeoutMs: number; key?: string };
  /** An instant as the program's clocks show it, or those of a site's own zone, `2026-03-01 17:00`. */
  local: (at: Date | string, programId: string, siteZone?: string | null) => Promise<string>;
}

const ROOT = path.resolve(__dirname, '..');

/**
 * Settings of the environment, and for those that are not set there, of what `npm start` runs on this data folder: so
 * that a newcomer's second terminal just works.
 */
export function settings(
  dataDir: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const folder = path.resolve(ROOT, dataDir ?? env['FULLCIRCLE_DATA_DIR'] ?? '.fullcircle');
  let running: Record<string, string> = {};
  try {
    running = (JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')) as { env: typeof running })
      .env;
  } catch {
    if (!env['DATABASE_URL'] && !env['DATABASE_URL_FILE']) {
      throw new Usage(
        `Nothing runs on ${folder}. Run npm start there first, name its folder with --data-dir, or set TEMPORAL_ADDRESS, DATABASE_URL and CODEC_KEYS.`,
      );
    }
  }
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  return { ...running, ...Object.fromEntries(set) };
}

/** Opens the office for one command and closes it after. Loaded only now: commands that need no server start without it. */
export async function withOffice<T>(globals: Globals, command: (session: Session) => Promise<T>): Promise<T> {
  const { output } = globals;
  if (output === 'csv')
    throw new Usage(
      'Only `fullcircle evidence` and `fullcircle figures` print csv; this prints a table or json.',
    );
  const { loadConnections } = lazily.config();
  const config = loadConnections(settings(globals.dataDir));
  const database = lazily.database().openDatabase(config.databaseUrl, { connections: 3 });
  const temporal = lazily.temporal().openTemporal(config);
  try {
    const office = lazily.office().createOffice({
      database,
      clock: lazily.clock().systemClock,
      fullCircle: lazily
        .fullCircle()
        .createFullCircle(temporal.client, { taskQueue: config.temporal.taskQueue }),
    });
    const zones = new Map<string, Zone>();
    const { wallClock } = lazily.time();
    return await command({
      office,
      caller: await callerOf(globals.as, database),
      format: output,
      act: { timeoutMs: globals.timeout * 1000, ...(globals.key ? { key: globals.key } : {}) },
      async local(at, programId, siteZone) {
        const known = (siteZone as Zone | null | undefined) ?? zones.get(programId);
        const zone = known ?? (await office.programs.inUse(programId)).policy.zone;
        if (!known) zones.set(programId, zone);
        return wallClock(new Date(at).toISOString() as never, zone).replace('T', ' ');
      },
    });
  } finally {
    await Promise.allSettled([temporal.close(), database.$disconnect()]);
  }
}

/** Whoever can reach the database from here may do everything; `--as` narrows it to what a colleague may, in their name. */
async function callerOf(as: string | undefined, database: Database): Promise<Caller> {
  const { EVERYWHERE, scopeOf } = lazily.access();
  if (!as) return { actor: 'account:cli', scope: EVERYWHERE, via: 'cli' };
  const account = await database.account.findFirst({
    where: { OR: [{ id: as.replace(/^account:/, '') }, { email: as.toLowerCase() }], disabledAt: null },
    include: { grants: true },
  });
  if (!account) {
    const { NotThere } = lazily.fullCircle();
    throw new NotThere(`account ${as}`);
  }
  return {
    actor: `account:${account.id}`,
    scope: scopeOf(account.grants),
    via: 'cli',
    personId: account.personId as never,
  };
}
