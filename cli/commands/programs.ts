import { lazily } from '../lazily';
import { printOne, printRows } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

export function programs(root: Root): void {
  const noun = root.command('programs').description('program definitions');

  noun
    .command('check')
    .description('say what is wrong with a definition, by file, line and field; needs no server')
    .argument('<file...>')
    .action(async (files, _options, command) => {
      const { loadDefinition } = lazily.programs();
      for (const file of files) {
        const { definition, version } = loadDefinition(file);
        const { id, stages, screening, sites } = definition;
        printOne(
          command.optsWithGlobals().output,
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
    });

  noun
    .command('load')
    .description('put a definition to use: new paths run on it, those under way keep theirs')
    .argument('<file>')
    .action(async (file, _options, command) => {
      const { loadDefinition } = lazily.programs();
      const loaded = loadDefinition(file);
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const outcome = await office.programs.putInUse(caller, loaded);
        const { id } = loaded.definition;
        printOne(format, { id, version: loaded.version, outcome }, `${id}: ${outcome}.`);
      });
    });

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
