import { printRows } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';
import { programsNoun } from './programs/noun';
import { programFiles } from './programs/files';
import { programVersions } from './programs/versions';

export function programs(root: Root): void {
  const noun = programsNoun(root);
  programFiles(noun);
  programVersions(noun);

  noun
    .command('list')
    .description('programs in use')
    .action(async (_options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        printRows(
          format,
          await office.programs.list(caller),
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'name', cell: ({ name }) => name },
            { head: 'zone', cell: ({ zone }) => zone },
            { head: 'sites', cell: ({ sites }) => sites.map(({ id }) => id).join(', ') },
            { head: 'version', cell: ({ version }) => version },
          ],
          'No programs.',
        );
      });
    });
}
