import { setTimeout as wait } from 'node:timers/promises';
import { checkZoneRules } from '../domain/time';
import { migrate } from '../local/migrate';
import { admitZoneRules, StaleZoneRules } from '../office/audit/zoneRules';
import { openDatabase } from '../platform/database';

const WAIT_FOR_DATABASE_MS = 60_000;

/**
 * Brings the database at DATABASE_URL up to date, waiting for it for up to a minute: the job before a deployment. It
 * refuses a release, and a first start, whose zone rules are stale (rule 7); a restart with work open goes on.
 */
async function main(): Promise<void> {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set.');
  const giveUp = Date.now() + WAIT_FOR_DATABASE_MS;
  for (;;) {
    try {
      const applied = await migrate(url);
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
      return await refuseStaleRules(url, applied.length > 0);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      const notThereYet = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03'].includes(code);
      if (!notThereYet || Date.now() > giveUp) throw error;
      await wait(1000);
    }
  }
}

/** @throws StaleZoneRules */
async function refuseStaleRules(url: string, isRelease: boolean): Promise<void> {
  const { ok, problems } = checkZoneRules();
  if (ok) return;
  if (isRelease) throw new StaleZoneRules(problems);
  const database = openDatabase(url, { connections: 1 });
  try {
    await admitZoneRules(database);
  } finally {
    await database.$disconnect();
  }
  console.error('The time zone rules are STALE. Going on because shifts or paths are open.');
}

main().catch((error: unknown) => {
  console.error(error instanceof StaleZoneRules ? error.message : error);
  process.exitCode = 1;
});
