/**
 * `npm run bench -- journeys [--journeys 200]`: a bare-Temporal floor beside ours, in one run on one server, turn by turn so
 * that a noisy machine is noisy for both. Figures are worth something as ratios only.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { createFullCircle } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import { migrate } from '../../local/migrate';
import { ROOT } from '../../local/paths';
import { startPostgres } from '../../local/postgres';
import { startDevServer } from '../../local/temporalServer';
import { startMailbox } from '../../local/mailbox/mailbox';
import { startCarrierDouble } from '../../local/carrier/double';
import { newCodecKey } from '../../platform/codec';
import { loadConfig } from '../../platform/config';
import { openDatabase } from '../../platform/database';
import { openTemporal } from '../../platform/temporal';
import { quietRuntime } from '../../platform/quietRuntime';
import { createLog } from '../../platform/log';
import { loadDefinition, storeProgram } from '../../programs';
import { startWorkers } from '../../workers/main';
import { figures, round, timed, type Figures } from '../measure';
import { floor, poke } from './floor/workflow';

const FLOOR_QUEUE = 'floor';
/** Callers at the same time, as a busy console would have. */
const AT_ONCE = 16;
const ROUNDS = 3;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { journeys: { type: 'string', default: '200' } } });
  const journeys = Number(values.journeys);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  quietRuntime();
  const folder = mkdtempSync(join(tmpdir(), 'full-circle-bench-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), report: say });
  await migrate(postgres.url);
  const server = await startDevServer({ dataDir: join(folder, 'temporal'), report: say });
  const account = {
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
  };
  const carrier = await startCarrierDouble({ ...account, inboundUrl: 'http://127.0.0.1:9/' });
  const mailbox = await startMailbox({ replyTo: { host: '127.0.0.1', port: 9 } });
  const config = loadConfig({
    TEMPORAL_ADDRESS: server.address,
    DATABASE_URL: postgres.url,
    SMTP_URL: mailbox.url,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_FROM: '+15195550100',
    // What is measured is ours, not how many texts a rented number may send.
    TWILIO_MAX_PER_SECOND: '10000',
    TWILIO_API_BASE_URL: carrier.url,
    PUBLIC_URL: 'http://127.0.0.1:9',
    SESSION_SECRET: randomBytes(32).toString('hex'),
    CODEC_KEYS: newCodecKey('bench'),
    LOG_LEVEL: 'error',
  });
  const workers = startWorkers(config, createLog('error', 'bench'));
  const floorWorker = await startFloor(server.address);
  const temporal = openTemporal(config);
  const bare = new Client({ connection: temporal.client.connection });
  const database = openDatabase(postgres.url);

  const program = loadDefinition(join(ROOT, 'programs', 'kwmunity.yaml'));
  await storeProgram(database, program, as(new Date().toISOString()));
  const fullCircle = createFullCircle(temporal.client, { taskQueue: config.temporal.taskQueue });

  const floorRun = async (round: number): Promise<Figures> => {
    const id = (index: number): string => `floor-${round}-${index}`;
    const began = performance.now();
    await timed(journeys, AT_ONCE, (index) =>
      bare.workflow.start(floor, { workflowId: id(index), taskQueue: FLOOR_QUEUE }),
    );
    const seconds = (performance.now() - began) / 1000;
    await timed(journeys, AT_ONCE, (index) =>
      bare.workflow.getHandle(id(index)).executeUpdate(poke, { args: [1] }),
    );
    const updates = await timed(journeys, AT_ONCE, (index) =>
      bare.workflow.getHandle(id(index)).executeUpdate(poke, { args: [1] }),
    );
    return figures(seconds, journeys, updates);
  };

  const ourRun = async (round: number): Promise<Figures> => {
    const id = (index: number): string => `bench-${round}-${index}`;
    await storePeople(database, journeys, id);
    const began = performance.now();
    await timed(journeys, AT_ONCE, (index) =>
      fullCircle.journeys.start({
        journeyId: as(id(index)),
        participantId: as(id(index)),
        personId: as(id(index)),
        role: 'mentee',
        policy: program.policy,
        startedBy: 'system',
      }),
    );
    const seconds = (performance.now() - began) / 1000;
    const goal = (prefix: string) => (index: number) =>
      fullCircle.journeys.setGoal(as(id(index)), { by: 'system', goalId: `${prefix}-${id(index)}` });
    await timed(journeys, AT_ONCE, goal('warm'));
    const updates = await timed(journeys, AT_ONCE, goal('measured'));
    return figures(seconds, journeys, updates);
  };

  await floorRun(-1);
  await ourRun(-1);
  const floors: Figures[] = [];
  const ours: Figures[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    floors.push(await floorRun(turn));
    ours.push(await ourRun(turn));
    say(`round ${turn + 1}: floor ${JSON.stringify(floors.at(-1))}, ours ${JSON.stringify(ours.at(-1))}`);
  }
  const ratio = (pick: (figure: Figures) => number): number[] =>
    ours.map((figure, index) => round(pick(figure) / pick(floors[index]!)));
  process.stdout.write(
    `${JSON.stringify({
      journeys,
      atOnce: AT_ONCE,
      floor: floors,
      ours,
      ratios: {
        startsPerSecond: ratio((figure) => figure.startsPerSecond),
        updateP50: ratio((figure) => figure.updateP50Ms),
        updateP99: ratio((figure) => figure.updateP99Ms),
      },
    })}\n`,
  );

  await workers.stop();
  await floorWorker.stop();
  await database.$disconnect();
  await temporal.close();
  await server.stop();
  await carrier.stop();
  await mailbox.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function startFloor(address: string): Promise<{ stop(): Promise<void> }> {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue: FLOOR_QUEUE,
    workflowBundle: await bundleWorkflowCode({ workflowsPath: require.resolve('./floor/workflow') }),
  });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

async function storePeople(
  database: ReturnType<typeof openDatabase>,
  count: number,
  id: (index: number) => string,
): Promise<void> {
  const createdAt = new Date();
  const ids = Array.from({ length: count }, (_, index) => id(index));
  await database.person.createMany({ data: ids.map((one) => ({ id: one, givenName: 'Bench', createdAt })) });
  await database.participant.createMany({
    data: ids.map((one) => ({ id: one, personId: one, programId: 'kwmunity', role: 'mentee', createdAt })),
  });
  await database.goal.createMany({
    data: ids.flatMap((one) =>
      ['warm', 'measured'].map((prefix) => ({
        id: `${prefix}-${one}`,
        participantId: one,
        title: 'A goal',
        status: 'open',
        createdAt,
        updatedAt: createdAt,
      })),
    ),
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  },
);
