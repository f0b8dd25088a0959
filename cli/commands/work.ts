import { InvalidArgumentError } from '@commander-js/extra-typings';
import { lazily } from '../lazily';
import { note, printOne, printRows } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

export function work(root: Root): void {
  const noun = root.command('work').description('work that peers have done, and what was given for it');

  noun
    .command('log')
    .description('record work; the amount follows from the peer’s tier')
    .argument('<participant>', 'id or reference')
    .argument('<day>', 'e.g. 2026-03-20')
    .argument('<hours>', 'e.g. 2.5', hours)
    .option('--task <task>', 'one of the tier’s tasks')
    .option('--shift <id>', 'the shift that it was')
    .option('--reason <words>', 'needed above the cap of the week; kept')
    .action(async (participant, day, howMany, _options, command) => {
      const { task, shift, reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const input = {
          day,
          hours: howMany,
          ...(task ? { task } : {}),
          ...(shift ? { shiftId: shift } : {}),
          ...(reason ? { reason } : {}),
        };
        const logged = await office.work.log(caller, participant, input);
        if (logged.over)
          note(
            `${logged.over.would} hours in that week, above the cap of ${logged.over.cap}; the reason is kept.`,
          );
        const amount =
          logged.amount === null ? logged.kind : `${(logged.amount / 100).toFixed(2)} CAD, ${logged.kind}`;
        printOne(format, logged, `Recorded as ${logged.workId}: ${amount}.`);
      });
    });

  noun
    .command('void')
    .description('take back what was recorded by mistake; it stays readable')
    .argument('<record>')
    .action(async (record, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        await office.work.void(caller, record);
        printOne(format, { record, voided: true }, 'Taken back.');
      });
    });

  for (const verb of ['list', 'export'] as const) {
    noun
      .command(verb)
      .description(verb === 'list' ? 'the latest day first' : 'as a table for the payroll (CSV)')
      .option('--program <id>')
      .option('--participant <participant>')
      .option('--from <day>')
      .option('--until <day>')
      .action(async (_options, command) => {
        const { program, participant, from, until, ...globals } = command.optsWithGlobals();
        await withOffice(globals, async ({ office, caller, format }) => {
          const rows = await office.work.list(caller, {
            ...(program ? { programId: program } : {}),
            ...(participant ? { person: participant } : {}),
            ...(from ? { from } : {}),
            ...(until ? { until } : {}),
            limit: 5_000,
          });
          if (verb === 'export') {
            process.stdout.write(lazily.workCsv().workCsv(rows));
            return;
          }
          printRows(
            format,
            rows,
            [
              { head: 'record', cell: ({ id }) => id },
              { head: 'day', cell: ({ day }) => day },
              { head: 'peer', cell: ({ name }) => name },
              { head: 'hours', cell: ({ minutes }) => (minutes / 60).toFixed(2) },
              { head: 'tier', cell: ({ tier }) => tier },
              { head: 'task', cell: ({ task }) => task },
              { head: 'CAD', cell: ({ amount }) => (amount === null ? '–' : (amount / 100).toFixed(2)) },
              { head: '', cell: ({ voidedAt }) => (voidedAt ? 'voided' : '') },
            ],
            'No work is recorded.',
          );
        });
      });
  }
}

function hours(text: string): number {
  const number = Number(text.replace(',', '.'));
  if (!(number > 0 && number <= 24)) throw new InvalidArgumentError('Hours are more than 0 and at most 24.');
  return number;
}
