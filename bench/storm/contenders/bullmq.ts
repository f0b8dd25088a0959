import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import type { Pool } from 'pg';
import { openPool } from '../pool';
import { freePort } from '../../../local/ports';
import { nudge, type Contender } from '../contender';

const AT_ONCE = 50;

/** BullMQ on a Redis of its own that writes every command to disk once a second, as it is mostly run. */
export function bullmq(): Contender {
  let redis: ChildProcess;
  let folder: string;
  let queue: Queue | undefined;
  let worker: Worker;
  let pool: Pool;
  return {
    name: 'bullmq',
    async prepare({ count, dueAt, sink, databaseUrl }) {
      pool = openPool(databaseUrl, 16);
      folder = mkdtempSync(path.join(tmpdir(), 'full-circle-bench-redis-'));
      const port = await freePort();
      redis = spawn(
        'redis-server',
        ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'],
        { stdio: 'ignore' },
      );
      const missing = new Promise<never>((_, reject) =>
        redis.once('error', () => reject(new Error('redis-server is not on the PATH'))),
      );
      await Promise.race([pause(700), missing]);
      const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
      queue = new Queue('deadlines', { connection });
      await queue.addBulk(
        Array.from({ length: count }, (_, peer) => ({
          name: 'nudge',
          data: { peer },
          opts: { delay: dueAt - Date.now(), jobId: `peer-${peer}` },
        })),
      );
      worker = new Worker<{ peer: number }>(
        'deadlines',
        ({ data }) => nudge((sql, v) => pool.query(sql, v), sink.url, data.peer),
        { connection, concurrency: AT_ONCE },
      );
      await worker.waitUntilReady();
    },
    async extraBytes() {
      if (!queue) return 0;
      const info = await (await queue.client).info();
      return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? 0);
    },
    pids: () => (redis.pid === undefined ? [] : [redis.pid]),
    async stop() {
      await worker.close(true);
      await queue?.close();
      redis.kill('SIGTERM');
      await pool.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
