import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { createActivities } from '../activities';
import { createFullCircle, type FullCircle } from '../client/fullCircle';
import type { ZoneRules } from '../domain/time';
import { admitZoneRules } from '../office/audit/zoneRules';
import { readMeasures } from '../office/measures';
import { createOffice } from '../office/office';
import { systemClock } from '../platform/clock';
import { loadConfig, type Config } from '../platform/config';
import { dataConverter } from '../platform/dataConverter';
import { openDatabase } from '../platform/database';
import { createLog, type Log } from '../platform/log';
import { openTemporal } from '../platform/temporal';
import { workflowBundle } from './bundle';
import { serveHealth } from './health';
import { admitRelease } from './release/admit';
import { keepTime, overdueFirst } from './timekeeper';

export interface Workers {
  /** Activities and workflow activations that are being worked on right now. */
  inFlight(): number;
  /** Takes work now. */
  polling(): boolean;
  /** Why this release takes no work: it cannot carry on what is open. */
  refused(): string | undefined;
  /** Takes no new work, lets what is under way finish within the grace time, then ends. */
  stop(): Promise<void>;
}

/** A send in flight is finished and recorded within this time; after it, activities are cancelled. */
const SHUTDOWN_GRACE = '20 seconds';
/** How late a timer may be after a worker was killed: its sticky queue is given up after this long. */
const STICKY_TIMEOUT = '5 seconds';
/** gRPC's code for a server that has no schedules, as the one that skips time. */
const UNIMPLEMENTED = 12;
const SCHEDULE_AGAIN_MS = 10_000;
/** The auditor's schedule may be deleted, or lost with Temporal's databases, while workers run. */
const STILL_SCHEDULED_MS = 30_000;
const URGENT_CONNECTIONS = 6;
const RECONNECT_MS = [250, 1_000, 2_000, 5_000];
/** What a release could not carry on may have ended, or been put right, after this long. */
const LOOK_AGAIN_MS = 30_000;

export interface WorkerOptions {
  /** Rules that dates are computed with; the product's own unless a test brings others. */
  zoneRules?: ZoneRules;
  /** Another release's workflow code; the product's own unless a test brings one. */
  bundle?: WorkflowBundle;
  /** Runs kept in memory between their tasks. With 0 none waits for this very worker, which a server that skips time never gives up on. */
  maxCached?: number;
}

/**
 * Takes up work, unless the zone rules of this release are stale and nothing is open that would be worse off without it.
 * @throws StaleZoneRules with what to do
 */
export async function admitWorkers(
  config: Config,
  log: Log = createLog(config.logLevel, 'worker'),
  options: WorkerOptions = {},
): Promise<Workers> {
  const database = openDatabase(config.databaseUrl, { connections: 1 });
  try {
    const admission = await admitZoneRules(database, options.zoneRules);
    if (admission !== 'current')
      log.error({ admission }, 'the zone rules are stale; running all the same, times may be wrong');
  } finally {
    await database.$disconnect();
  }
  return startWorkers(config, log, options);
}

/**
 * Runs a worker until it is stopped. Comes up while Temporal is away, and comes back when it was: an ended run or a
 * lost connection is followed by a new one.
 */
export function startWorkers(
  config: Config,
  log: Log = createLog(config.logLevel, 'worker'),
  options: WorkerOptions = {},
): Workers {
  const database = openDatabase(config.databaseUrl);
  const urgent = openDatabase(config.databaseUrl, { connections: URGENT_CONNECTIONS });
  const temporal = openTemporal(config);
  const fullCircle = createFullCircle(temporal.client, { taskQueue: config.temporal.taskQueue });
  const office = createOffice({ database, fullCircle, clock: systemClock, ...options });
  const { activities, punctual } = createActivities({
    database,
    urgent,
    config,
    workflows: fullCircle,
    audit: (input) => office.system.look(input),
    policyInUse: ({ programId, version }) => office.programs.otherThan(programId, version),
    log,
  });
  let stopping = false;
  let current: Worker | undefined;
  const state: { admitted: boolean; polling: boolean; refused?: string | undefined } = {
    admitted: false,
    polling: false,
  };
  const inFlight = (): number => {
    const status = current?.getStatus();
    return status ? status.numInFlightActivities + status.numInFlightWorkflowActivations : 0;
  };
  const health =
    config.metricsPort === undefined
      ? undefined
      : serveHealth(config.metricsPort, {
          polling: () => state.polling,
          refused: () => state.refused,
          inFlight,
          measures: async () => readMeasures(database, await systemClock.now(), options.zoneRules),
        });

  const over = new AbortController();
  const keepingTime = keepTime({ punctual, clock: systemClock, log }, () => state.admitted, over.signal);
  const scheduling = scheduleAudits(fullCircle, config.auditEveryMinutes, log, over.signal);

  const running = (async () => {
    for (let attempt = 0; !stopping; attempt++) {
      // Of its own for every run: a connection that is left open keeps the process from ending.
      let connection: NativeConnection | undefined;
      try {
        connection = await NativeConnection.connect(config.temporal.connection);
        const bundle = options.bundle ?? (await workflowBundle());
        const release = { database, client: temporal.client, codecKeys: config.codecKeys, log };
        state.refused = await admitRelease({ ...release, check: config.replayCheck }, bundle);
        if (stopping) break;
        if (state.refused !== undefined) {
          await pause(LOOK_AGAIN_MS, undefined, { signal: over.signal }).catch(() => undefined);
          continue;
        }
        state.admitted = true;
        current = await createWorker(config, connection, { bundle, ...options }, activities);
        await overdueFirst({ punctual, clock: systemClock }, over.signal);
        if (stopping) break;
        log.info({ taskQueue: config.temporal.taskQueue }, 'worker is polling');
        state.polling = true;
        attempt = 0;
        await current.run();
      } catch (error) {
        log.error({ err: error }, 'worker cannot run; it is tried again');
      } finally {
        state.admitted = state.polling = false;
        await connection?.close().catch(() => undefined);
      }
      if (!stopping) await pause(RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)]);
    }
  })();

  return {
    inFlight,
    polling: () => state.polling,
    refused: () => state.refused,
    async stop() {
      stopping = true;
      if (current?.getState() === 'RUNNING') current.shutdown();
      over.abort();
      await Promise.all([running, scheduling, keepingTime]);
      health?.close();
      await temporal.close();
      await Promise.all([database.$disconnect(), urgent.$disconnect()]);
    },
  };
}

/** Beside the work, which waits for nothing here: for as long as the worker runs, unless Temporal has no schedules at all. */
async function scheduleAudits(
  fullCircle: FullCircle,
  minutes: number,
  log: Log,
  over: AbortSignal,
): Promise<void> {
  let scheduled = false;
  let told = false;
  while (!over.aborted) {
    try {
      await fullCircle.audits.everyMinutes(minutes, { onlyIfGone: scheduled });
      scheduled = true;
    } catch (error) {
      const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
      if ((cause?.code ?? code) === UNIMPLEMENTED) return;
      if (!scheduled && !told)
        log.warn({ error: (error as Error).name }, 'the auditor is not scheduled yet; it is tried again');
      told = true;
    }
    const again = scheduled ? STILL_SCHEDULED_MS : SCHEDULE_AGAIN_MS;
    await pause(again, undefined, { signal: over, ref: false }).catch(() => undefined);
  }
}

async function createWorker(
  config: Config,
  connection: NativeConnection,
  options: { bundle: WorkflowBundle; maxCached?: number },
  activities: object,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.temporal.taskQueue,
    workflowBundle: options.bundle,
    activities,
    dataConverter: dataConverter(config.codecKeys),
    shutdownGraceTime: SHUTDOWN_GRACE,
    stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
    maxConcurrentActivityTaskExecutions: 50,
    maxConcurrentLocalActivityExecutions: 40,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxCachedWorkflows: options.maxCached ?? 500,
  });
}

if (require.main === module) {
  const config = loadConfig();
  // Signals are ours to handle: the database is closed after the worker, not with it.
  Runtime.install({ shutdownSignals: [] });
  admitWorkers(config).then(
    (workers) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => void workers.stop().then(() => process.exit(0)));
    },
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  );
}
