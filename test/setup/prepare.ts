import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../local/migrate';
import { ROOT } from '../../local/paths';
import { startPostgres } from '../../local/postgres';
import type { Report } from '../../local/report';
import { locateTemporal } from '../../local/temporalBinary';
import { workflowBundle } from '../../workers/bundle';
import { findChromium } from './chromium';

const FOLDER = 'fullcircle-test-';
const TEMPLATE = 'fullcircle_template';

export interface Prepared {
  env: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Brings up what all test files share: one PostgreSQL with a migrated template database, the paths of the
 * two Temporal servers, the workflow bundle, and a browser where there is one.
 */
export async function prepareTests(report: Report): Promise<Prepared> {
  sweep();
  const folder = mkdtempSync(path.join(tmpdir(), `${FOLDER}${process.pid}-`));
  const began = Date.now();
  const step = (line: string): void =>
    report(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of undo.reverse()) await one();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const timeSkipping = await locateTemporal('time-skipping', step);
    const cli = await locateTemporal('dev', step);
    const postgres = await startPostgres({
      dataDir: path.join(folder, 'postgres'),
      throwAway: true,
      database: TEMPLATE,
      report: step,
    });
    undo.push(() => postgres.stop());
    await migrate(postgres.url);
    await closeTemplate(postgres.urlOf('postgres'));
    step('PostgreSQL is up, its template database migrated.');
    if (existsSync(path.join(ROOT, 'workflows', 'index.ts'))) {
      await workflowBundle();
      step('Workflow bundle is made.');
    }
    const chromium = findChromium(step);
    return {
      env: {
        FULLCIRCLE_TEST_DATABASE: postgres.urlOf('postgres'),
        FULLCIRCLE_TEST_TEMPLATE: TEMPLATE,
        FULLCIRCLE_TEST_SERVER: timeSkipping,
        FULLCIRCLE_TEST_TEMPORAL_CLI: cli,
        ...(chromium ? { FULLCIRCLE_CHROMIUM: chromium } : {}),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A database that anybody is connected to cannot be copied, so nobody may connect to the template any more. */
async function closeTemplate(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`);
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      TEMPLATE,
    ]);
  } finally {
    await client.end();
  }
}

/** Removes folders of test runs that were killed. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(FOLDER) ? Number.parseInt(name.slice(FOLDER.length), 10) : 0;
    if (!pid || isRunning(pid)) continue;
    rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
