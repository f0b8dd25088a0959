import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import type { Pool } from 'pg';
import { openPool } from '../pool';
import { nudge, type Contender } from '../contender';
import type { StormTemporal } from '../temporal';
import { onePeer } from '../workflow';

const QUEUE = 'storm-floor';
const STARTS_AT_ONCE = 16;

/** The floor: Temporal with nothing of ours, one workflow, one timer and one activity a peer. */
export function bareTemporal(temporal: StormTemporal): Contender {
  let pool: Pool;
  let worker: Worker;
  let running: Promise<void>;
  let connections: { close(): Promise<void> }[];
  return {
    name: 'bare Temporal, one workflow a peer',
    async prepare({ count, dueAt, sink, databaseUrl }) {
      pool = openPool(databaseUrl, 16);
      const native = await NativeConnection.connect({ address: temporal.address });
      const connection = await Connection.connect({ address: temporal.address });
      connections = [native, connection];
      worker = await Worker.create({
        connection: native,
        taskQueue: QUEUE,
        workflowBundle: await bundleWorkflowCode({ workflowsPath: require.resolve('../workflow') }),
        activities: {
          nudgePeer: (url: string, peer: number) =>
            nudge((sql, values) => pool.query(sql, values), url, peer),
        },
        maxCachedWorkflows: count,
      });
      running = worker.run();
      const client = new Client({ connection });
      const left = Array.from({ length: count }, (_, peer) => peer);
      await Promise.all(
        Array.from({ length: STARTS_AT_ONCE }, async () => {
          for (let peer = left.shift(); peer !== undefined; peer = left.shift())
            await client.workflow.start(onePeer, {
              workflowId: `storm-${dueAt}-${peer}`,
              taskQueue: QUEUE,
              args: [dueAt, sink.url, peer],
            });
        }),
      );
    },
    extraBytes: () => temporal.bytes(),
    pids: () => [temporal.pid],
    async stop() {
      worker.shutdown();
      await running;
      for (const connection of connections) await connection.close();
      await pool.end();
    },
  };
}
