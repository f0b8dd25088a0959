import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../activities';
import { createFullCircle } from '../client/fullCircle';
import { loadConfig, type Config } from '../platform/config';
import { dataConverter } from '../platform/dataConverter';
import { openDatabase } from '../platform/database';
import { createLog, type Log } from '../platform/log';
import { openTemporal } from '../platform/temporal';
import { workflowBundle } from './bundle';

export interface Workers {
  /** Activities and workflow activations that are being worked on right now. */
  inFlight(): number;
  /** Takes no new work, lets what is under way finish within the grace time, then ends. */
  stop(): Promise<void>;
}

/** A send in flight is finished and recorded within this time; after it, activities are cancelled. */
const SHUTDOWN_GRACE = '20 seconds';
/** How late a timer may be after a worker was killed: its sticky queue is given up after this long. */
const STICKY_TIMEOUT = '5 seconds';
const RECONNECT_MS = [250, 1_000, 2_000, 5_000];

/**
 * Runs a worker until it is stopped. Comes up while Temporal is away, and comes back when it was: an ended run or a
 * lost connection is followed by a new one.
 */
export function startWorkers(config: Config, log: Log = createLog(config.logLevel, 'worker')): Workers {
  const database = openDatabase(config.databaseUrl);
  const temporal = openTemporal(config);
  const activities = createActivities({
    database,
    config,
    workflows: createFullCircle(temporal.client, { taskQueue: config.temporal.taskQueue }),
    log,
  });
  let stopping = false;
  let current: Worker | undefined;
  const state = { polling: false };
  const health =
    config.metricsPort === undefined ? undefined : serveHealth(config.metricsPort, () => state.polling);

  const running = (async () => {
    for (let attempt = 0; !stopping; attempt++) {
      // Of its own for every run: a connection that is left open keeps the process from ending.
      let connection: NativeConnection | undefined;
      try {
        connection = await NativeConnection.connect(config.temporal.connection);
        current = await createWorker(config, connection, activities);
        if (stopping) break;
        log.info({ taskQueue: config.temporal.taskQueue }, 'worker is polling');
        state.polling = true;
        attempt = 0;
        await current.run();
      } catch (error) {
        log.error({ err: error }, 'worker cannot run; it is tried again');
      } finally {
        state.polling = false;
        await connection?.close().catch(() => undefined);
      }
      if (!stopping) await pause(RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)]);
    }
  })();

  return {
    inFlight() {
      const status = current?.getStatus();
      return status ? status.numInFlightActivities + status.numInFlightWorkflowActivations : 0;
    },
    async stop() {
      stopping = true;
      if (current?.getState() === 'RUNNING') current.shutdown();
      await running;
      health?.close();
      await temporal.close();
      await database.$disconnect();
    },
  };
}

async function createWorker(
  config: Config,
  connection: NativeConnection,
  activities: object,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.temporal.taskQueue,
    workflowBundle: await workflowBundle(),
    activities,
    dataConverter: dataConverter(config.codecKeys),
    shutdownGraceTime: SHUTDOWN_GRACE,
    stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
    maxConcurrentActivityTaskExecutions: 50,
    maxConcurrentLocalActivityExecutions: 20,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxCachedWorkflows: 500,
  });
}

function serveHealth(port: number, healthy: () => boolean): Server {
  return createServer((_request, response) => {
    response
      .writeHead(healthy() ? 200 : 503, { 'content-type': 'text/plain' })
      .end(healthy() ? 'polling\n' : 'not polling\n');
  }).listen(port);
}

if (require.main === module) {
  const config = loadConfig();
  // Signals are ours to handle: the database is closed after the worker, not with it.
  Runtime.install({ shutdownSignals: [] });
  const workers = startWorkers(config);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void workers.stop().then(() => process.exit(0)));
  }
}
