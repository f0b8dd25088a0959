import { Logger, makeWorkerUtils, run, type Runner } from 'graphile-worker';
import type { Pool } from 'pg';
import { openPool } from '../pool';
import { nudge, type Contender } from '../contender';

const AT_ONCE = 50;
const POLL_MS = 200;

export function graphileWorker(): Contender {
  let runner: Runner;
  let pool: Pool;
  return {
    name: 'graphile-worker',
    async prepare({ count, dueAt, sink, databaseUrl }) {
      pool = openPool(databaseUrl, 60);
      const utils = await makeWorkerUtils({ pgPool: pool, logger: silent() });
      await utils.migrate();
      const runAt = new Date(dueAt);
      await utils.withPgClient((client) =>
        client.query(
          `SELECT graphile_worker.add_job('nudge', json_build_object('peer', peer), run_at := $1)
           FROM generate_series(0, $2 - 1) AS peer`,
          [runAt, count],
        ),
      );
      await utils.release();
      runner = await run({
        pgPool: pool,
        concurrency: AT_ONCE,
        pollInterval: POLL_MS,
        noHandleSignals: true,
        logger: silent(),
        taskList: {
          nudge: (payload, helpers) =>
            nudge((sql, v) => helpers.query(sql, v), sink.url, (payload as { peer: number }).peer),
        },
      });
    },
    async stop() {
      await runner.stop();
      await pool.end();
    },
  };
}

function silent(): Logger {
  return new Logger(() => () => undefined);
}
