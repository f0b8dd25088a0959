import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from '../../local/paths';
import { loadDefinition } from '../../programs';
import { idFromKey } from '../../platform/newId';
import { again } from './again';
import { Chance } from './chance';
import { clocks } from './clocks';
import { cohort, isPeer, PEOPLE } from './cohort';
import { disturb, type Disturbance, type Fault } from './disturb';
import { gather, standingBeside } from './evidence';
import { judge, type Findings } from './judge';
import { readOptions, type Options } from './options';
import { Player, type Person } from './player';
import { Product } from './product';
import { printRun, printTable, rowsOf } from './report';
import { StaffApi } from './staffApi';
import { storm } from './storm';
import { Surroundings } from './surroundings';
import { isLeft, isStormToCome, stillToCome } from './toCome';
import { COORDINATOR, openWorld, type World } from './world';

const PROGRAM = path.join(__dirname, 'faults.yaml');
/** Room for the cohort's end and the judgement. */
const END_WITHIN_MS = 210_000;
/** However little is brought about, every group of peers works a shift. */
const LEAST_RUN_MS = 100_000;
/** Shifts come to their end while these last ones are brought about: twenty take about as long as a shift with its grace. */
const FAULTS_AFTER_SHIFTS = 20;
const LAST_WORDS_MS = 10_000;
const STANDING_TRIES = 15;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const FINDINGS = ['lost', 'stuck', 'doubled', 'missing'] as const;
const COUNTED = ['repeats', 'twice'] as const;

/** What one round, or all so far, came to. */
interface Outcome {
  round: number;
  shifts: number;
  people: number;
  findings: Pick<Findings, (typeof FINDINGS)[number] | (typeof COUNTED)[number]>;
  disturbances: Disturbance[];
  seconds: number;
}

type Say = (line: string) => void;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return 0;
  const began = Date.now();
  const say: Say = (line) => {
    const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
    if (!options.json) process.stderr.write(`${seconds} s  ${line}\n`);
  };
  say(`seed ${options.seed}`);
  const all = options.full ? await inRounds(options, say) : await oneRound(options, nothingYet(), say);
  return conclude(options, all);
}

/** Rounds until everything came as often as it should; what is done is kept, and not done again with the same seed. */
async function inRounds(options: Options, say: Say): Promise<Outcome> {
  const folder = path.join(ROOT, 'node_modules', '.cache', 'full-circle-faults');
  const file = path.join(folder, `${options.seed}.json`);
  mkdirSync(folder, { recursive: true });
  let all = readKept(file);
  if (all.round > 0) say(`going on after round ${all.round} (${file})`);
  while (isLeft(options, all.disturbances)) {
    say(`round ${all.round + 1}`);
    all = await oneRound({ ...options, seed: options.seed + all.round }, all, say);
    writeFileSync(file, JSON.stringify(all));
  }
  return all;
}

function readKept(file: string): Outcome {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Outcome;
    return { ...kept, findings: { ...nothingYet().findings, ...kept.findings } };
  } catch {
    return nothingYet();
  }
}

function nothingYet(): Outcome {
  const findings = { lost: [], stuck: [], doubled: [], missing: [], repeats: 0, twice: 0 };
  return { round: 0, shifts: 0, people: 0, findings, disturbances: [], seconds: 0 };
}

async function oneRound(options: Options, before: Outcome, say: Say): Promise<Outcome> {
  const began = Date.now();
  const results: Played[] = [];
  const chance = new Chance(options.seed);
  const order = chance.shuffled(stillToCome(options, before.disturbances));
  if (order.length > 0)
    results.push(
      await onAProduct(options, say, (world, api) => paths(world, api, options, order, began, say)),
    );
  if (isStormToCome(options, before.disturbances))
    results.push(await onAProduct(options, say, (world, api) => stormy(world, api, options, began, say)));
  const join = (kind: (typeof FINDINGS)[number]): string[] => [
    ...before.findings[kind],
    ...results.flatMap(({ findings }) => findings[kind]),
  ];
  const count = (kind: (typeof COUNTED)[number]): number =>
    before.findings[kind] + sum(results.map(({ findings }) => findings[kind]));
  return {
    round: before.round + 1,
    shifts: before.shifts + sum(results.map(({ shifts }) => shifts)),
    people: before.people + sum(results.map(({ people }) => people)),
    findings: {
      lost: join('lost'),
      stuck: join('stuck'),
      doubled: join('doubled'),
      missing: join('missing'),
      repeats: count('repeats'),
      twice: count('twice'),
    },
    disturbances: [...before.disturbances, ...results.flatMap(({ disturbances }) => disturbances)],
    seconds: before.seconds + Math.round((Date.now() - began) / 1000),
  };
}

function conclude(options: Options, { findings, disturbances, shifts, people, seconds }: Outcome): number {
  const rows = rowsOf(disturbances);
  const nights = clocks();
  if (!options.json) printTable(rows);
  for (const example of nights.examples) process.stderr.write(`clock change: ${example}\n`);
  for (const kind of FINDINGS) for (const what of findings[kind]) process.stderr.write(`${kind}: ${what}\n`);
  const counted = {
    seed: options.seed,
    shifts,
    people,
    kills: disturbances.filter(({ fault }) => fault.includes('killed')).length,
    faults: disturbances.length,
    lost: findings.lost.length,
    stuck: findings.stuck.length,
    doubled: findings.doubled.length,
    missing: findings.missing.length,
    repeats: findings.repeats,
    twice: findings.twice,
    slowestRecoverySeconds: Math.max(0, ...rows.map(({ slowestSeconds }) => slowestSeconds)),
    seconds,
    clocks: { nights: nights.count, off: nights.off },
    rows,
  };
  process.stdout.write(`${JSON.stringify(counted)}\n`);
  return sum(FINDINGS.map((kind) => counted[kind])) + nights.off === 0 ? 0 : 1;
}

interface Played {
  shifts: number;
  people: number;
  findings: Findings;
  disturbances: Disturbance[];
}

/**
 * Brings a product up on servers of its own, has it played with, and leaves nothing of it behind but the logs of a run in
 * which something was found.
 */
async function onAProduct(
  options: Options,
  say: Say,
  play: (world: World, api: StaffApi) => Promise<Played>,
): Promise<Played> {
  const around = await Surroundings.start(() => undefined);
  let product: Product | undefined;
  let { keep } = options;
  const stopping: { promise?: Promise<void> } = {};
  const stop = () =>
    (stopping.promise ??= (async () => {
      await product?.stop(keep);
      await around.stop();
    })());
  const onSignal = (): void => void stop().finally(() => process.exit(130));
  for (const signal of SIGNALS) process.once(signal, onSignal);
  try {
    product = await Product.start(PROGRAM, around);
    say(`up, in ${product.folder}`);
    const world = openWorld(product, around);
    try {
      const key = await world.office.apiKeys.create(COORDINATOR, {
        name: 'staff',
        role: 'coordinator',
        programId: 'faults',
      });
      const played = await play(world, new StaffApi(product.url, key.secret, key.id));
      if (FINDINGS.some((kind) => played.findings[kind].length > 0)) {
        keep = true;
        process.stderr.write(`${product.said}\nWhat its parts said is kept in ${product.folder}/log.\n`);
      }
      return played;
    } finally {
      await world.close();
    }
  } catch (error) {
    process.stderr.write(product?.said ?? '');
    throw error;
  } finally {
    await stop();
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}

async function paths(
  world: World,
  api: StaffApi,
  options: Options,
  order: readonly Fault[],
  began: number,
  say: Say,
): Promise<Played> {
  const people = await settle(world);
  const player = new Player(world, people, api, options.seed, say);
  await player.begin();
  say(`${PEOPLE} people are on their way`);
  const start = Date.now();
  const deadline = began + options.minutes * 60_000 - END_WITHIN_MS;
  const disturbances = await disturb(world, order, new Chance(options.seed), deadline, say, (left) => {
    if (left <= FAULTS_AFTER_SHIFTS && Date.now() > start + LEAST_RUN_MS) player.stopScheduling();
  });
  await pause(Math.max(0, start + LEAST_RUN_MS - Date.now()));
  player.stopScheduling();
  say('the cohort comes to its end');
  await comeToAnEnd(world, Date.now() + END_WITHIN_MS, say);

  const journeys = await world.database.journey.findMany({ include: { participant: true } });
  const evidence = await gather(world);
  const findings = judge(evidence, {
    shiftIds: [...player.shifts]
      .filter(([, { taken }]) => taken)
      .map(([shift]) => idFromKey('shift', `api-key:${api.keyId}`, shift)),
    silent: silentOf(people),
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
  addLate(disturbances, findings);
  if (!options.json) printRun(evidence, findings, player.textsRepeated);
  return { shifts: evidence.rows.shifts.length, people: PEOPLE, findings, disturbances };
}

async function stormy(
  world: World,
  api: StaffApi,
  options: Options,
  began: number,
  say: Say,
): Promise<Played> {
  const { storm: shifts, stormKills: kills, seed } = options;
  const deadline = Math.max(began + options.minutes * 60_000, Date.now() + 5 * 60_000);
  const played = await storm(world, PROGRAM, api, { shifts, kills, seed, deadline }, say);
  await comeToAnEnd(world, Date.now() + END_WITHIN_MS, say);
  const evidence = await gather(world);
  const findings = judge(evidence, {
    shiftIds: played.keys.map((key) => idFromKey('shift', `api-key:${api.keyId}`, key)),
    silent: silentOf(played.people),
    checkedIn: new Set(),
  });
  await played.player.stop();
  addLate(played.disturbances, findings);
  if (!options.json) printRun(evidence, findings, played.player.textsRepeated);
  const { disturbances } = played;
  return { shifts: evidence.rows.shifts.length, people: played.people.length, findings, disturbances };
}

function silentOf(people: readonly Person[]): Set<string> {
  return new Set(people.filter(({ habit }) => habit === 'silent').map(({ personId }) => personId));
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

function addLate(disturbances: readonly Disturbance[], findings: Findings): void {
  for (const { fault, at, back, recoverySeconds, amiss } of disturbances) {
    if (back) continue;
    const why = Object.entries(amiss).map(([what, seconds]) => `${what} for ${seconds.toFixed(1)} s`);
    findings.stuck.push(
      `${fault} at ${new Date(at).toISOString()}: well only after ${recoverySeconds.toFixed(1)} s (${why.join(', ')})`,
    );
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
