/**
 * `npm run path:costs [-- --years 2]`: what a person-year on the path costs in history events and billable actions, for
 * each program: the journey by itself with a check-in a week that is answered, and the same in the program's own rhythm.
 * The whole product runs, on skipped time. Pairs, replies and alarms have histories of their own and are not in it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DAY, HOUR } from '../../domain/duration';
import { as, type Duration, type Instant, type JourneyId } from '../../domain/ids';
import type { ProgramPolicy } from '../../domain/policy';
import { migrate } from '../../local/migrate';
import { startPostgres } from '../../local/postgres';
import { recordedRuns } from '../../local/skipping/recordedRuns';
import { createWorld, type World } from '../../local/skipping/world';
import { EVERYWHERE, type Caller } from '../../office/access';
import { createOffice } from '../../office/office';
import { dataConverter } from '../../platform/dataConverter';
import { loadDefinition, shippedPrograms, storeProgram } from '../../programs';
import { workflowBundle } from '../../workers/bundle';
import { replayHistories } from '../../workers/replayHistories';
import { workflowIds } from '../../workflows/contract';
import { round } from '../measure';
import { costsOf } from './parts';

const STAFF: Caller = { actor: 'account:bench', scope: EVERYWHERE, via: 'cli' };
const WEEKLY = 'P7D' as Duration;
const GOAL = 650;

interface Walker {
  program: string;
  rhythm: 'weekly' | 'own';
  journeyId: string;
  participantId: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { years: { type: 'string', default: '2' } } });
  const years = Number(values.years);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const folder = mkdtempSync(path.join(tmpdir(), 'full-circle-path-'));
  const postgres = await startPostgres({ dataDir: folder, throwAway: true, report: say });
  await migrate(postgres.url);
  const world = await createWorld({ databaseUrl: postgres.url });
  try {
    const office = createOffice(world.office);
    const walkers: Walker[] = [];
    for (const file of shippedPrograms()) {
      const loaded = loadDefinition(file);
      await storeProgram(world.database, loaded, await world.now());
      for (const rhythm of ['weekly', 'own'] as const)
        walkers.push(await begin(world, office, loaded.policy, rhythm));
    }
    await live(world, office, years, say);
    process.stdout.write(`${JSON.stringify(await report(world, walkers, years), undefined, 2)}\n`);
  } finally {
    await world.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Somebody whose path stands in retention from its first day: what a year of staying in touch costs, and nothing else. */
async function begin(
  world: World,
  office: ReturnType<typeof createOffice>,
  policy: ProgramPolicy,
  rhythm: Walker['rhythm'],
): Promise<Walker> {
  const { participantId, personId } = await office.participants.add(STAFF, {
    programId: policy.program,
    role: 'mentee',
    givenName: 'Walker',
    language: 'en',
    email: `${policy.program}-${rhythm}@example.org`,
    consents: ['email'],
    site: await firstSite(world, policy.program),
  });
  const journeyId = as<JourneyId>(`${policy.program}-${rhythm}`);
  const at = await world.now();
  await world.database.journey.create({
    data: {
      id: journeyId,
      participantId,
      programId: policy.program,
      programVersion: policy.version,
      status: 'active',
      stage: 'retention',
      role: 'mentee',
      sequence: 0,
      startedAt: at,
      updatedAt: at,
    },
  });
  await world.fullCircle.journeys.start({
    journeyId,
    participantId: as(participantId),
    personId: as(personId),
    role: 'mentee',
    startedBy: 'account:bench',
    policy: {
      ...policy,
      stages: ['retention', 'achievement'],
      ...(rhythm === 'weekly' && { retention: { ...policy.retention, cadences: [WEEKLY] } }),
    },
  });
  return { program: policy.program, rhythm, journeyId, participantId };
}

async function firstSite(world: World, programId: string): Promise<string> {
  return (await world.database.site.findFirstOrThrow({ where: { programId } })).id;
}

/** Everybody answers that they are all right, some hours after they were asked. */
async function live(
  world: World,
  office: ReturnType<typeof createOffice>,
  years: number,
  say: (line: string) => void,
): Promise<void> {
  const until = Date.parse(await world.now()) + years * 365.25 * DAY;
  for (let month = 0; Date.parse(await world.now()) < until;) {
    const open = await world.database.wait.findMany({
      where: { kind: 'retention-check-in', closedAt: null },
      orderBy: { key: 'asc' },
    });
    for (const wait of open) {
      const journey = await world.database.journey.findUniqueOrThrow({ where: { id: wait.journeyId! } });
      await office.journeys.answerCheckIn(STAFF, journey.participantId, { wait: as(wait.key), answer: 'ok' });
    }
    await world.pass(6 * HOUR);
    const now = Math.floor(
      years * 12 * (1 - (until - Date.parse(await world.now())) / (years * 365.25 * DAY)),
    );
    if (now > month) say(`month ${(month = now)} of ${years * 12}`);
  }
}

async function report(world: World, walkers: readonly Walker[], years: number) {
  const converter = dataConverter(world.config.codecKeys);
  const bundle = await workflowBundle();
  const rows = [];
  for (const { program, rhythm, journeyId } of walkers) {
    const runs = await recordedRuns(world.client, new Set([workflowIds.journey(as(journeyId))]));
    const costs = costsOf(runs.flatMap(({ history }) => history.events ?? []));
    const asked = await world.database.event.count({ where: { journeyId, kind: 'check-in-asked' } });
    const answered = await world.database.event.count({ where: { journeyId, kind: 'check-in-answered' } });
    const began = performance.now();
    for await (const { workflowId, error } of replayHistories(
      { workflowBundle: bundle, dataConverter: converter },
      runs,
    ))
      if (error) throw new Error(`${workflowId} does not replay: ${error.message}`);
    rows.push({
      program,
      rhythm,
      asked,
      answered,
      eventsPerYear: round(costs.events / years),
      actionsPerYear: round(costs.actions / years),
      eventsPerAskAndAnswer: round(costs.events / Math.max(1, asked)),
      withinGoal: costs.events / years <= GOAL,
      runs: runs.length,
      largestRun: Math.max(...runs.map(({ history }) => history.events?.length ?? 0)),
      largestRunBytes: Math.max(...runs.map(({ bytes }) => bytes)),
      replayMs: Math.round(performance.now() - began),
      kinds: costs.kinds,
    });
  }
  return { years, goal: GOAL, from: (await world.now()) satisfies Instant, journeys: rows };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  },
);
