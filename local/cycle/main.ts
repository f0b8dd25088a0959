import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  DefinitionErrors,
  formatProblem,
  loadDefinition,
  storeProgram,
  type LoadedProgram,
} from '../../programs';
import { formatRosterProblem, importRoster, readRoster, type Roster } from '../../programs/roster';
import { CannotStart } from '../cannotStart';
import { migrate } from '../migrate';
import { ROOT } from '../paths';
import { startPostgres } from '../postgres';
import { createWorld, type World } from '../skipping/world';
import { assemble, type Cast } from './cast';
import { Director } from './director';
import { drawUp } from './outcome';
import { printTimelines } from './timelines';

const USAGE = `npm run cycle -- [--program FILE.yaml] [--roster FILE.csv] [--json]

Plays a roster through a program, on skipped time: real workflows, PostgreSQL, SMTP and web server, a carrier double.
Without --roster it is the one of the program's own name, beside it or in rosters/ there. Prints each person's timeline,
then one line of JSON; with --json only that line.`;

interface Options {
  program: string;
  roster: string;
  json: boolean;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) return 2;
  const startedAt = Date.now();
  const say = (line: string): void => {
    if (!options.json) process.stderr.write(`${line}\n`);
  };
  const program = loadProgram(options.program);
  if (!program) return 1;
  if (!existsSync(options.roster)) {
    process.stderr.write(`There is no roster ${options.roster}; name one with --roster FILE.csv.\n`);
    return 1;
  }
  const roster = readRoster(readFileSync(options.roster), { program: program.definition });
  for (const problem of roster.problems)
    process.stderr.write(`${formatRosterProblem(options.roster, problem)}\n`);

  const folder = mkdtempSync(join(tmpdir(), 'full-circle-cycle-'));
  const postgres = await startPostgres({ dataDir: folder, throwAway: true, report: say });
  try {
    await migrate(postgres.url);
    const logLevel = process.env['LOG_LEVEL'] ?? 'error';
    const world = await createWorld({ databaseUrl: postgres.url, report: say, logLevel });
    try {
      return await play(world, program, roster, options, startedAt, say);
    } finally {
      await world.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(
  world: World,
  program: LoadedProgram,
  roster: Roster,
  options: Options,
  startedAt: number,
  say: (line: string) => void,
): Promise<number> {
  const began = await world.now();
  await storeProgram(world.database, program, began);
  const report = await importRoster(world.database, {
    program: program.definition,
    rows: roster.rows,
    at: began,
    by: 'account:coordinator',
  });
  for (const problem of report.problems)
    process.stderr.write(`${formatRosterProblem(options.roster, problem)}\n`);
  const cast: Cast = assemble(roster.rows, report);
  say(`${cast.members.length} people, ${program.definition.id}; the first day is ${began.slice(0, 10)}.`);

  await new Director(world, cast, program.definition, say).play();
  const { outcome, faults } = await drawUp(world, cast, began, startedAt);
  if (!options.json) await printTimelines(world, cast, program.definition.zone);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  return faults.length === 0 ? 0 : 1;
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        program: { type: 'string', default: join(ROOT, 'programs', 'kwmunity.yaml') },
        roster: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!values.help) return { ...values, roster: values.roster ?? rosterBeside(values.program) };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
  }
  process.stderr.write(`${USAGE}\n`);
  return undefined;
}

/** `rosters/<program>.csv` beside the program, as the shipped ones have it, or `<program>.csv` next to it. */
function rosterBeside(program: string): string {
  const name = `${basename(program, extname(program))}.csv`;
  const shipped = join(dirname(program), 'rosters', name);
  return existsSync(shipped) ? shipped : join(dirname(program), name);
}

function loadProgram(file: string): LoadedProgram | undefined {
  try {
    return loadDefinition(file);
  } catch (error) {
    if (!(error instanceof DefinitionErrors)) throw error;
    for (const problem of error.problems) process.stderr.write(`${formatProblem(problem)}\n`);
    return undefined;
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof CannotStart ? error.message : (error as Error).stack}\n`);
    process.exit(1);
  },
);
