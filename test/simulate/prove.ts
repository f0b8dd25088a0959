/**
 * `npm run prove:simulation [program …]`: whether `programs simulate` tells the truth. A roster's people live on the real
 * workflows, on skipped time, and once more in the model; every kind of message of the path is counted in both.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DAY, HOUR, MINUTE, millis } from '../../domain/duration';
import { assemble } from '../../local/cycle/cast';
import { Director } from '../../local/cycle/director';
import { migrate } from '../../local/migrate';
import { startPostgres } from '../../local/postgres';
import { createWorld } from '../../local/skipping/world';
import { loadDefinition, shippedPrograms, storeProgram } from '../../programs';
import { importRoster, readRoster, type RosterRow } from '../../programs/roster';
import type { Behaviour, Someone } from '../../programs/simulate/behaviour';
import { play } from '../../programs/simulate/model';

const ROSTERS = path.join(__dirname, '../../programs/rosters');

/** What the model does not speak of: shifts, alarms, and what people are told outside the path. */
const OUTSIDE = /^(shift|start|in-shift|escalation|coverage|debrief|drill|request|on-call|workshop)/;

interface Count {
  template: string;
  real: number;
  modelled: number;
}

async function main(only: readonly string[]): Promise<void> {
  const files = shippedPrograms().filter((file) => {
    const id = path.basename(file, '.yaml');
    return existsSync(roster(id)) && (only.length === 0 || only.includes(id));
  });
  if (files.length === 0) throw new Error(`no shipped program with a roster is called ${only.join(', ')}`);
  let wrong = 0;
  for (const file of files) {
    const counts = await compare(file);
    const off = counts.filter(isOff);
    const [real, modelled] = [sum(counts, 'real'), sum(counts, 'modelled')];
    for (const { template, real: r, modelled: m } of counts)
      console.log(
        `  ${template}: ${r} sent, ${m} in the model${isOff({ template, real: r, modelled: m }) ? '  <-' : ''}`,
      );
    console.log(
      `${path.basename(file, '.yaml')}: ${real} messages sent, ${modelled} in the model, ${off.length} kinds off`,
    );
    if (off.length > 0 || Math.abs(modelled - real) > 0.1 * real) wrong += 1;
  }
  process.exitCode = wrong > 0 ? 1 : 0;
}

/** A fifth, or two where there are few: which pair is made, and in which hour, is not the model's to say. */
function isOff({ real, modelled }: Count): boolean {
  return Math.abs(real - modelled) > Math.max(2, 0.2 * real);
}

function sum(counts: readonly Count[], which: 'real' | 'modelled'): number {
  return counts.reduce((all, one) => all + one[which], 0);
}

function roster(id: string): string {
  return path.join(ROSTERS, `${id}.csv`);
}

async function compare(file: string): Promise<Count[]> {
  const program = loadDefinition(file);
  const { rows } = readRoster(readFileSync(roster(program.definition.id), 'utf8'), {
    program: program.definition,
  });
  // Nobody is on shift: what is compared is the path.
  const quiet = rows.map((row) => {
    const script = { ...row.script };
    delete script.shift;
    return { ...row, script };
  });
  const { real, start, until } = await live(program, quiet);
  const people: Someone[] = quiet
    .filter(({ role }) => role !== 'staff')
    .map((row) => ({
      role: row.role as Someone['role'],
      arrives: start,
      behaviour: scripted(row),
    }));
  const { tally } = play(program.policy, people, { start, until, matchRoundAfter: DAY });
  const modelled = new Map<string, number>();
  for (const [key, count] of tally.messages) {
    const template = key.split('/')[0] ?? '';
    modelled.set(template, (modelled.get(template) ?? 0) + count);
  }
  return [...new Set([...modelled.keys(), ...real.keys()])]
    .filter((template) => !OUTSIDE.test(template))
    .sort()
    .map((template) => ({
      template,
      real: real.get(template) ?? 0,
      modelled: modelled.get(template) ?? 0,
    }));
}

/** Plays the roster on the product itself. */
async function live(
  program: ReturnType<typeof loadDefinition>,
  rows: RosterRow[],
): Promise<{ real: Map<string, number>; start: number; until: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'full-circle-model-'));
  const postgres = await startPostgres({ dataDir: folder, throwAway: true, report: () => undefined });
  try {
    await migrate(postgres.url);
    const world = await createWorld({ databaseUrl: postgres.url });
    try {
      // In the morning: whoever is asked at night and answers before the quiet hours end is not asked at all.
      const night = await world.now();
      await world.pass((Date.parse(`${night.slice(0, 10)}T15:00:00Z`) + DAY - Date.parse(night)) % DAY);
      const start = await world.now();
      await storeProgram(world.database, program, start);
      const by = 'account:coordinator';
      const report = await importRoster(world.database, { program: program.definition, rows, at: start, by });
      await new Director(world, assemble(rows, report), program.definition, () => undefined).play();
      const sent = await world.database.messageIntent.groupBy({
        by: ['template'],
        where: { status: { in: ['sent', 'delivered'] } },
        _count: true,
      });
      return {
        real: new Map(sent.map(({ template, _count }) => [template, _count])),
        start: Date.parse(start),
        until: Date.parse(await world.now()),
      };
    } finally {
      await world.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What somebody of a roster does, as the director of the cycle has them do it. */
function scripted({ phone, script }: RosterRow): Behaviour {
  const [offers, meetings, checkIns] = [[...script.offers], [...script.meetings], [...script.checkIns]];
  return {
    channel: phone ? 'sms' : 'email',
    decidesStep: (step, time) => {
      const planned = time === 1 ? script.steps[step] : undefined;
      const lookAgainAfter = planned?.lookAgainAfter ? millis(planned.lookAgainAfter) : 0;
      return { after: DAY, outcome: planned?.outcome ?? 'advance', lookAgainAfter };
    },
    fillsInSurvey: () => 3 * HOUR,
    answersOffer: () => {
      const answer = offers.shift() ?? 'accept';
      return answer === 'silent' ? undefined : { after: 4 * HOUR, answer };
    },
    answersMeeting: () => {
      const outcome = meetings.shift() ?? 'attended';
      return outcome === 'silent' ? undefined : { after: 20 * MINUTE, outcome };
    },
    answersCheckIn: () => (checkIns.shift() === 'silent' ? undefined : { after: 2 * HOUR, answer: 'ok' }),
    goals: () =>
      script.goals.map(({ progress }) =>
        progress.map((percent, step) => ({ progress: percent, after: (2 + 14 * (step + 1)) * DAY })),
      ),
    review: () => ({ after: 2 * DAY, outcome: script.achievement }),
    consents: () => ({ after: 5 * HOUR, yes: script.becomesMentor }),
    learns: () => 3 * DAY,
    agrees: () => undefined,
    withdraws: () => undefined,
  };
}

main(process.argv.slice(2)).then(
  () => process.exit(),
  (error: unknown) => {
    console.error((error as Error).stack);
    process.exit(1);
  },
);
