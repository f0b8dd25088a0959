import { Option } from '@commander-js/extra-typings';
import { printOne, printRows } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

const WHICH = ['<appointment>', 'id of the appointment'] as const;

export function appointments(root: Root): void {
  const noun = root.command('appointments').description('people’s own appointments, and who goes along');

  noun
    .command('plan')
    .description('note an appointment')
    .argument('<participant>', 'id or reference')
    .argument('<words>', 'what it is; never in a message to somebody who chose basic')
    .requiredOption('--at <time>', 'wall clock of the site, e.g. 2026-03-20T17:30')
    .option('--place <words>')
    .option('--companion <person>', 'who goes along: participant, reference, or address of an account')
    .action(async (participant, title, _options, command) => {
      const { at, place, companion, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const planned = await office.appointments.plan(
          caller,
          {
            participant,
            title,
            startsWall: at,
            ...(place ? { place } : {}),
            ...(companion ? { companion } : {}),
          },
          act,
        );
        printOne(format, planned, `Noted as appointment ${planned.appointmentId}.`);
      });
    });

  noun
    .command('move')
    .description('another time, place or companion')
    .argument(...WHICH)
    .option('--at <time>', 'wall clock of the site')
    .option('--place <words>')
    .option('--companion <person>')
    .action(async (id, _options, command) => {
      const { at, place, companion, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const moved = await office.appointments.move(caller, id, {
          ...(at ? { startsWall: at } : {}),
          ...(place ? { place } : {}),
          ...(companion ? { companion } : {}),
        });
        printOne(format, moved, 'Changed; everybody who goes hears of it.');
      });
    });

  noun
    .command('settle')
    .description('say what became of it')
    .argument(...WHICH)
    .addOption(
      new Option('--outcome <outcome>')
        .choices(['kept', 'not-kept', 'cancelled'] as const)
        .makeOptionMandatory(),
    )
    .action(async (id, _options, command) => {
      const { outcome, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        if (outcome === 'cancelled') await office.appointments.cancel(caller, id);
        else await office.appointments.settle(caller, id, { outcome });
        printOne(format, { outcome }, 'Noted.');
      });
    });

  noun
    .command('list')
    .description('the latest first')
    .option('--program <id>')
    .option('--participant <id>', 'id or reference')
    .action(async (_options, command) => {
      const { program, participant, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        printRows(
          format,
          await office.appointments.list(caller, {
            ...(program ? { programId: program } : {}),
            ...(participant ? { participant } : {}),
          }),
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'who', cell: ({ name }) => name },
            { head: 'what', cell: ({ title }) => title },
            { head: 'at', cell: ({ startsWall }) => startsWall.replace('T', ' ') },
            { head: 'with', cell: ({ companion }) => companion ?? '' },
            { head: 'status', cell: ({ status }) => status },
          ],
          'No appointments.',
        );
      });
    });
}
