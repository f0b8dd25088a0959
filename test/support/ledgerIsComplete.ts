import type { Database } from '../../platform/database';
import { eventually } from './eventually';

/**
 * Waits until readers of the ledger see every row that is there. They hold back rows of transactions that are younger than
 * the oldest open one of the whole server, and that one may be another test's.
 */
export async function ledgerIsComplete(database: Pick<Database, '$queryRaw'>): Promise<void> {
  await eventually('the ledger is complete', async () => {
    const [row] = await database.$queryRaw<{ complete: boolean }[]>`
      SELECT COALESCE(max("tx"), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "complete" FROM "Event"`;
    return row?.complete ?? false;
  });
}
