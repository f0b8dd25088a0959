import { Option } from '@commander-js/extra-typings';
import { printOne, printRows } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

const WHO = ['<participant>', 'id or reference'] as const;

export function notes(root: Root): void {
  const noun = root.command('notes').description('what staff write down about a person');

  noun
    .command('write')
    .argument(...WHO)
    .argument('<text>')
    .addOption(
      new Option('--for <readers>').choices(['team', 'coordinators'] as const).default('team' as const),
    )
    .action(async (participant, text, _options, command) => {
      const { for: visibility, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const made = await office.notes.write(caller, participant, { text, visibility });
        printOne(format, made, 'Kept.');
      });
    });

  noun
    .command('list')
    .description('the latest first; those from a time as a mentee stay closed to colleagues')
    .argument(...WHO)
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        printRows(
          format,
          await office.notes.list(caller, participant),
          [
            { head: 'when', cell: ({ at }) => at.toISOString().slice(0, 10) },
            { head: 'for', cell: ({ visibility }) => visibility },
            { head: 'note', cell: ({ text }) => text },
          ],
          'No notes that you may read.',
        );
      });
    });
}
