import { Option } from '@commander-js/extra-typings';
import { late, note, printJson, printRows, words } from '../output';
import { wholeNumber, type Root } from '../program';
import { withOffice } from '../session';

export function waits(root: Root): void {
  const noun = root.command('waits').description('what the program waits for, and from whom');

  noun
    .command('list')
    .description('whom you owe what, and who owes you: late first')
    .option('--program <id>')
    .addOption(new Option('--owed-by <who>').choices(['participant', 'staff'] as const))
    .option('--late', 'only what is late')
    .addOption(new Option('--limit <number>').argParser(wholeNumber(1, 10_000)).default(200))
    .action(async (_options, command) => {
      const { program, owedBy, late: onlyLate, limit, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const owed = await office.standing.owed(caller, {
          limit,
          ...(program ? { programId: program } : {}),
          ...(owedBy ? { owedBy } : {}),
          ...(onlyLate ? { late: true } : {}),
        });
        if (format === 'json') return printJson(owed);
        const rows = [];
        for (const row of owed.rows) {
          rows.push({
            ...row,
            due: row.dueAt ? await local(row.dueAt, row.programId) : '–',
            waiting: await local(row.since, row.programId),
          });
        }
        printRows(
          format,
          rows,
          [
            { head: '', cell: (row) => late(row.late) },
            { head: 'what', cell: ({ kind }) => words(kind) },
            { head: 'about', cell: ({ about }) => about?.name },
            {
              head: 'from',
              cell: ({ owedBy: who, by }) => (who === 'staff' ? (by?.name ?? 'any of the staff') : by?.name),
            },
            { head: 'due', cell: ({ due }) => due },
            { head: 'since', cell: ({ waiting }) => waiting },
            { head: 'program', cell: ({ siteId, programId }) => siteId ?? programId },
            { head: 'participant', cell: ({ about }) => about?.participantId },
          ],
          'Nothing is waited for.',
        );
        note(`${owed.total} waits, ${owed.late} late.`);
      });
    });
}
