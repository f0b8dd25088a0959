import { setTimeout as wait } from 'node:timers/promises';
import { migrate } from '../local/migrate';

const WAIT_FOR_DATABASE_MS = 60_000;

/** Brings the database at DATABASE_URL up to date, waiting for it for up to a minute: the job before a deployment. */
async function main(): Promise<void> {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set.');
  const giveUp = Date.now() + WAIT_FOR_DATABASE_MS;
  for (;;) {
    try {
      const applied = await migrate(url);
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      const notThereYet = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03'].includes(code);
      if (!notThereYet || Date.now() > giveUp) throw error;
      await wait(1000);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
