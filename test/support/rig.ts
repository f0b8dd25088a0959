import { randomUUID } from 'node:crypto';
import { Client, type WorkflowClientInterceptor } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { Instant } from '../../domain/ids';
import { instant } from '../../domain/ids';
import { newCodecKey, parseCodecKeys } from '../../platform/codec';
import { dataConverter as converterFor } from '../../platform/dataConverter';
import { quietRuntime } from '../../platform/quietRuntime';
import { workflowBundle } from '../../workers/bundle';
import { skipTime } from '../../local/skipping/skipTime';
import { recordedRuns } from '../../local/skipping/recordedRuns';
import { ensureNamespace } from '../../local/temporalServer';
import { holdsUp } from './replay';

/** A Temporal server that skips time, a worker on its own task queue, and a client: with the codec, as in production. */
export interface Rig {
  client: Client;
  taskQueue: string;
  /** The server's business time. */
  now(): Promise<Instant>;
  /** Lets time pass on the server: timers that fall due within it fire in order. */
  pass(milliseconds: number): Promise<void>;
  /** Replays every workflow that was started through the client, and their children, then stops everything. */
  close(): Promise<void>;
}

/**
 * @param activities implementations of the contract's activity interfaces
 * @param workflows the product's own unless the test brings stand-ins
 * @throws Error from `close` when a workflow that the test ran does not replay, or was acted on just when a timer fires
 */
export async function createRig(activities: object, workflows?: WorkflowBundle): Promise<Rig> {
  quietRuntime();
  const taskQueue = `test-${randomUUID()}`;
  const dataConverter = converterFor(parseCodecKeys(newCodecKey('test')));
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: testServerPath() } },
    client: { dataConverter },
  });
  await ensureNamespace(environment.connection, environment.namespace ?? 'default');

  const started = new Set<string>();
  const remember: WorkflowClientInterceptor = {
    startWithDetails: (input, next) => {
      started.add(input.options.workflowId);
      return next(input);
    },
  };
  const client = new Client({
    connection: environment.connection,
    dataConverter,
    interceptors: { workflow: [remember] },
  });
  const bundle = workflows ?? (await workflowBundle());
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: bundle,
    activities,
    dataConverter,
  });
  const running = worker.run();

  return {
    client,
    taskQueue,
    now: async () => instant(await environment.currentTimeMs()),
    pass: (milliseconds) => skipTime(environment, milliseconds, () => isAtRest(worker)),
    async close() {
      try {
        const runs = await recordedRuns(client, started);
        await holdsUp(bundle, dataConverter, runs);
      } finally {
        worker.shutdown();
        await running;
        await environment.teardown();
      }
    },
  };
}

function isAtRest(worker: Worker): boolean {
  const { numInFlightActivities, numInFlightWorkflowActivations } = worker.getStatus();
  return numInFlightActivities + numInFlightWorkflowActivations === 0;
}

function testServerPath(): string {
  const path = process.env['FULLCIRCLE_TEST_SERVER'];
  if (!path)
    throw new Error('FULLCIRCLE_TEST_SERVER names no time-skipping server; run the tests with `npm test`');
  return path;
}
