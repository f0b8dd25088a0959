import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadDefinition } from '../../programs';
import { idFromKey } from '../../platform/newId';
import { again } from './again';
import { Chance } from './chance';
import { cohort, isPeer, PEOPLE } from './cohort';
import { gather, standingBeside } from './evidence';
import { judge, type Findings } from './judge';
import { kill, type Kill } from './killer';
import { readOptions, type Options } from './options';
import { Player, type Person } from './player';
import { Product } from './product';
import { printRows } from './report';
import { StaffApi } from './staffApi';
import { COORDINATOR, openWorld, type World } from './world';

const PROGRAM = path.join(__dirname, 'faults.yaml');
/** Room for the cohort's end and the judgement. */
const END_WITHIN_MS = 210_000;
/** However few are killed, every group of peers works a shift. */
const LEAST_RUN_MS = 200_000;
const LAST_WORDS_MS = 10_000;
const STANDING_TRIES = 15;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return 0;
  const began = Date.now();
  const say = (line: string): void => {
    const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
    if (!options.json) process.stderr.write(`${seconds} s  ${line}\n`);
  };
  say(`seed ${options.seed}`);
  const product = await Product.start(PROGRAM);
  const stopping: { promise?: Promise<void> } = {};
  const stop = () => (stopping.promise ??= product.stop(options.keep));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  say(`up, in ${product.folder}`);
  const world = openWorld(product);
  try {
    return await play(world, options, began, say);
  } catch (error) {
    process.stderr.write(product.said);
    throw error;
  } finally {
    await world.close();
    await stop();
  }
}

async function play(
  world: World,
  options: Options,
  began: number,
  say: (line: string) => void,
): Promise<number> {
  const people = await settle(world);
  const key = await world.office.apiKeys.create(COORDINATOR, {
    name: 'staff',
    role: 'coordinator',
    programId: 'faults',
  });
  const player = new Player(world, people, new StaffApi(world.product.url, key.secret), options.seed, say);
  await player.begin();
  say(`${PEOPLE} people are on their way`);

  const deadline = began + options.minutes * 60_000 - END_WITHIN_MS;
  const killed = await kill(
    world,
    options,
    new Chance(options.seed),
    { leastMs: LEAST_RUN_MS, deadline },
    say,
  );
  player.stopScheduling();
  say('the cohort comes to its end');
  await comeToAnEnd(world, began + options.minutes * 60_000 - 30_000, say);

  const journeys = await world.database.journey.findMany({ include: { participant: true } });
  const evidence = await gather(world);
  const findings = judge(evidence, {
    shiftIds: [...player.shifts]
      .filter(([, { taken }]) => taken)
      .map(([shift]) => idFromKey('shift', `api-key:${key.id}`, shift)),
    silent: new Set(people.filter(({ habit }) => habit === 'silent').map(({ personId }) => personId)),
    checkedIn: new Set(
      journeys.filter(({ participant }) => !isPeer(participant.reference)).map(({ id }) => id),
    ),
  });
  await player.stop();
  await compareStandings(
    world,
    journeys.map(({ id }) => id),
    findings,
  );
  addKills(killed, findings);
  if (!options.json) printRows(killed, evidence, findings, player);
  const counted = {
    seed: options.seed,
    shifts: evidence.rows.shifts.length,
    people: PEOPLE,
    kills: killed.length,
    lost: findings.lost.length,
    stuck: findings.stuck.length,
    doubled: findings.doubled.length,
    repeats: findings.repeats,
    missing: findings.missing.length,
    slowestRecoverySeconds: Math.max(0, ...killed.map(({ recoverySeconds }) => recoverySeconds)),
    seconds: Math.round((Date.now() - began) / 1000),
  };
  for (const kind of ['lost', 'stuck', 'doubled', 'missing'] as const)
    for (const what of findings[kind]) process.stderr.write(`${kind}: ${what}\n`);
  process.stdout.write(`${JSON.stringify(counted)}\n`);
  return counted.lost + counted.stuck + counted.doubled + counted.missing === 0 ? 0 : 1;
}

async function settle(world: World): Promise<Person[]> {
  const { definition } = loadDefinition(PROGRAM);
  const { rows, habits } = cohort(definition);
  const report = await world.office.roster.importRows(COORDINATOR, definition.id, rows);
  if (report.people.length !== rows.length) throw new Error(JSON.stringify(report.problems));
  return report.people.map((person) => ({
    ...person,
    phone: rows.find(({ reference }) => reference === person.reference)?.phone ?? '',
    habit: habits.get(person.reference) ?? 'silent',
  }));
}

/** Until nothing is open that will ever be closed, or time is up; what is open then is a finding. */
async function comeToAnEnd(world: World, deadline: number, say: (line: string) => void): Promise<void> {
  const { database } = world;
  for (let told = 0; Date.now() < deadline;) {
    const longAgo = new Date(Date.now() - 20_000);
    const open = await again(
      async () => ({
        shifts: await database.shift.count({ where: { status: { not: 'closed' } } }),
        escalations: await database.escalation.count({ where: { status: { not: 'resolved' } } }),
        replies: await database.inbound.count({
          where: { status: { not: 'done' }, receivedAt: { lt: longAgo } },
        }),
        intents: await database.messageIntent.count({ where: { status: 'pending', at: { lt: longAgo } } }),
      }),
      AbortSignal.timeout(60_000),
    );
    const nothing = Object.values(open).every((count) => count === 0);
    if (Date.now() > told + 20_000 || nothing) {
      say(
        `open: ${Object.entries(open)
          .map(([name, count]) => `${count} ${name}`)
          .join(', ')}`,
      );
      told = Date.now();
    }
    // The rows are closed a moment before the workflows that closed them have told everybody and are over.
    if (nothing) return await pause(LAST_WORDS_MS);
    await pause(1_000);
  }
}

/** The paths go on meanwhile, so that a difference counts only when it stays. */
async function compareStandings(world: World, journeyIds: string[], findings: Findings): Promise<void> {
  const compare = async (journeyId: string): Promise<void> => {
    let difference = '';
    for (let attempt = 0; attempt < STANDING_TRIES; attempt++) {
      const compared = await standingBeside(world, journeyId).catch((error: unknown) => ({
        same: false,
        difference: String(error),
      }));
      if (compared.same) return;
      difference = compared.difference;
      await pause(700);
    }
    findings.lost.push(`journey-${journeyId} says ${difference}`);
  };
  for (let from = 0; from < journeyIds.length; from += 10)
    await Promise.all(journeyIds.slice(from, from + 10).map(compare));
}

function addKills(killed: readonly Kill[], findings: Findings): void {
  for (const { part, back, recoverySeconds } of killed)
    if (!back) findings.stuck.push(`${part}: back only after ${recoverySeconds.toFixed(1)} s`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
