import { printOne, printRows } from '../output';
import { collect, type Root } from '../program';
import { withOffice } from '../session';

export function resources(root: Root): void {
  const noun = root.command('resources').description('the library from which staff and mentors send');

  noun
    .command('list')
    .description('what there is to send')
    .requiredOption('--program <id>', 'the program')
    .action(async (_options, command) => {
      const { program, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        printRows(
          format,
          await office.resources.list(caller, program),
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'title', cell: ({ title }) => title.en ?? title.fr ?? '' },
            { head: 'address', cell: ({ link }) => link ?? '' },
            { head: 'topics', cell: ({ topics }) => topics.join(', ') },
            { head: 'from', cell: ({ own }) => (own ? 'staff' : 'definition') },
          ],
          'Nothing in it.',
        );
      });
    });

  noun
    .command('add')
    .description('add one')
    .requiredOption('--program <id>', 'the program')
    .option('--title-en <words>')
    .option('--title-fr <words>')
    .option('--text-en <words>')
    .option('--text-fr <words>')
    .option('--link <address>', 'https://…')
    .option('--topic <topic>', 'several times', collect)
    .action(async (_options, command) => {
      const { program, titleEn, titleFr, textEn, textFr, link, topic, ...globals } =
        command.optsWithGlobals();
      const both = (en?: string, fr?: string) => ({ ...(en ? { en } : {}), ...(fr ? { fr } : {}) });
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const added = await office.resources.add(
          caller,
          {
            programId: program,
            title: both(titleEn, titleFr),
            text: both(textEn, textFr),
            ...(link ? { link } : {}),
            ...(topic ? { topics: topic } : {}),
          },
          act,
        );
        printOne(format, added, `Added as ${added.resourceId}.`);
      });
    });

  noun
    .command('send')
    .description('send one to somebody')
    .argument('<resource>')
    .argument('<participant>', 'id or reference')
    .action(async (resource, participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const sent = await office.resources.send(caller, { participant, resource }, act);
        printOne(
          format,
          sent,
          sent.state === 'pending' ? 'It goes out as soon as Temporal can be reached.' : 'Sent.',
        );
      });
    });
}
