import PgBoss from 'pg-boss';
import type { Pool } from 'pg';
import { openPool } from '../pool';
import { nudge, type Contender } from '../contender';

const QUEUE = 'deadlines';
const LANES = 8;
const BATCH = 50;

/** pg-boss, polling as often as it lets one: every half second. */
export function pgBoss(): Contender {
  let boss: PgBoss;
  let pool: Pool;
  return {
    name: 'pg-boss',
    async prepare({ count, dueAt, sink, databaseUrl }) {
      pool = openPool(databaseUrl, 16);
      boss = new PgBoss({ connectionString: databaseUrl });
      boss.on('error', (error) => process.stderr.write(`pg-boss: ${error.message}\n`));
      await boss.start();
      await boss.createQueue(QUEUE);
      await boss.insert(
        Array.from({ length: count }, (_, peer) => ({
          name: QUEUE,
          data: { peer },
          startAfter: new Date(dueAt),
        })),
      );
      for (let lane = 0; lane < LANES; lane++)
        await boss.work<{ peer: number }>(
          QUEUE,
          { batchSize: BATCH, pollingIntervalSeconds: 0.5 },
          async (jobs) => {
            await Promise.all(
              jobs.map(({ data }) => nudge((sql, v) => pool.query(sql, v), sink.url, data.peer)),
            );
          },
        );
    },
    async stop() {
      await boss.stop({ graceful: false, timeout: 2_000 });
      await pool.end();
    },
  };
}
