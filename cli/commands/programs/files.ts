import type { LoadedProgram, Simulated } from '../../../programs';
import { FileMistakes, Usage } from '../../failure';
import { lazily } from '../../lazily';
import { note, printJson, printOne, printRows, say } from '../../output';
import { wholeNumber } from '../../program';
import { withOffice } from '../../session';
import type { ProgramsNoun } from './noun';
import { printChanges } from './changes';

/** What can be done with a definition before it is anybody's: none of it needs a server, unless one is asked about. */
export function programFiles(noun: ProgramsNoun): void {
  noun
    .command('check')
    .description('say what is wrong with a definition, by file, line and field; needs no server')
    .argument('<file...>')
    .action((files, _options, command) => {
      const { output } = command.optsWithGlobals();
      const { loadDefinition, DefinitionErrors } = lazily.programs();
      const problems = files.flatMap((file) => {
        try {
          printGood(file, loadDefinition(file), output);
          return [];
        } catch (error) {
          if (!(error instanceof DefinitionErrors)) throw error;
          return [...error.problems];
        }
      });
      if (problems.length === 0) return;
      if (output === 'json') printJson({ problems });
      throw new FileMistakes(problems.map(lazily.programs().formatProblem).join('\n'));
    });

  noun
    .command('diff')
    .description('say what changes for people from one definition to another, stage by stage')
    .argument('<file...>', 'OLD NEW, or with --program only NEW')
    .option('--program <id>', 'compare with the version of this program that is in use')
    .action(async (files, _options, command) => {
      const { program, ...globals } = command.optsWithGlobals();
      const { loadDefinition, diffDefinitions } = lazily.programs();
      if (files.length !== (program === undefined ? 2 : 1))
        throw new Usage('Name two files, OLD NEW, or one with --program: programs diff --program ID NEW.');
      const loaded = files.map((file) => loadDefinition(file));
      const [first, second] = loaded;
      if (program === undefined && first && second)
        return printChanges(globals.output, diffDefinitions(first.definition, second.definition), {
          from: first.version,
          to: second.version,
        });
      await withOffice(globals, async ({ office, caller, format }) => {
        const shown = await office.programs.show(caller, program ?? '');
        if (!first) return;
        if (first.definition.id !== shown.id)
          throw new Usage(`The file is of the program ${first.definition.id}, not of ${shown.id}.`);
        printChanges(format, diffDefinitions(shown.definition, first.definition), {
          from: shown.version,
          to: first.version,
        });
      });
    });

  noun
    .command('simulate')
    .description(
      'play guessed people through a definition: what is sent, what staff have to do, where people get stuck',
    )
    .argument('<file>')
    .option('--people <number>', 'mentees and mentors together', wholeNumber(2, 20_000), 200)
    .option('--months <number>', 'how long', wholeNumber(1, 120), 12)
    .option('--seed <number>', 'another number, other people', wholeNumber(0, 2 ** 31), 1)
    .action((file, _options, command) => {
      const { output, people, months, seed } = command.optsWithGlobals();
      const { loadDefinition, simulate } = lazily.programs();
      const result = simulate(loadDefinition(file), { people, months, seed });
      if (output === 'json') printJson(result);
      else printSimulated(result);
    });
}

function printGood(
  file: string,
  { definition, version }: LoadedProgram,
  output: 'table' | 'json' | 'csv',
): void {
  const { id, stages, screening, sites } = definition;
  printOne(
    output,
    {
      file,
      id,
      version,
      stages,
      steps: screening.steps.map((step) => step.id),
      sites: sites.map((site) => site.id),
    },
    `${file}: good. ${id}, ${stages.length} stages, ${screening.steps.length} screening steps, ${sites.length} sites.`,
  );
}

function printSimulated(result: Simulated): void {
  const { people, months, seed, messages, staff, reached, outcomes, stuck, method } = result;
  const hours = (minutes: number): string => `${(minutes / 60).toFixed(1)} h`;
  say(
    `${result.program}: ${people.mentees} mentees and ${people.mentors} mentors over ${months} months (seed ${seed}), by a model of the program's rules.`,
  );
  say(
    `\nSent: ${messages.total} messages, ${messages.aPersonAMonth} a person and month; ${messages.aWeek.median} in an ordinary week, ${messages.aWeek.busiest} in the busiest.`,
  );
  printRows(
    'table',
    messages.byTemplate,
    [
      { head: 'message', cell: ({ template }) => template },
      { head: 'texts', cell: ({ sms }) => sms },
      { head: 'mails', cell: ({ email }) => email },
    ],
    'Nothing.',
  );
  say(
    `\nStaff: ${hours(staff.aWeek.medianMinutes)} in an ordinary week, ${hours(staff.aWeek.busiestMinutes)} in the busiest.`,
  );
  printRows(
    'table',
    staff.tasks,
    [
      { head: 'task', cell: ({ kind }) => kind.replaceAll('-', ' ') },
      { head: 'times', cell: ({ count }) => count },
      { head: 'minutes each', cell: ({ kind }) => method.minutes[kind] ?? 15 },
      { head: 'a week', cell: ({ minutes }) => hours(minutes / Math.max(1, staff.aWeek.weeks.length)) },
    ],
    'Nothing to do.',
  );
  const stages = Object.entries(reached).map(([stage, count]) => `${count} ${stage}`);
  const ends = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  say(`\nReached: ${stages.join(', ')}.${ends.length > 0 ? ` ${ends.join(', ')}.` : ''}`);
  say(
    stuck.length > 0
      ? `\nWhere people get stuck:\n${stuck.map((line) => `- ${line}`).join('\n')}`
      : '\nNobody gets stuck.',
  );
  note(
    `\nNot in it: ${method.leavesOut.join('; ')}. What is taken for granted about people: -o json, under method.`,
  );
}
