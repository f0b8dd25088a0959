import { Option } from '@commander-js/extra-typings';
import { WORKSHOP_KINDS } from '../../office/workshops';
import { printOne, printRows } from '../output';
import { wholeNumber, type Root } from '../program';
import { withOffice } from '../session';
import { workshopAnswers } from './workshopAnswers';

export function workshops(root: Root): void {
  const noun = root.command('workshops').description('workshops, open to everybody with the privilege');

  workshopAnswers(noun as never);

  noun
    .command('plan')
    .description('plan a workshop')
    .requiredOption('--program <id>', 'the program')
    .requiredOption('--title <words>')
    .requiredOption('--start <time>', 'wall clock of the site, e.g. 2026-03-20T17:30')
    .option('--site <site>', 'e.g. kwmunity.kitchener; everybody of the program when absent')
    .addOption(new Option('--kind <kind>').choices(WORKSHOP_KINDS).default('workshop' as const))
    .option('--place <words>', 'where; the site when absent')
    .option('--capacity <places>', 'places there are; no limit when absent', wholeNumber(1, 1_000))
    .option('--privilege <privilege>', 'who may come', 'attend-workshops')
    .action(async (_options, command) => {
      const { program, title, start, site, privilege, kind, place, capacity, ...globals } =
        command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const planned = await office.workshops.plan(caller, {
          programId: program,
          title,
          startsWall: start,
          privilege,
          kind,
          ...(place ? { place } : {}),
          ...(capacity ? { capacity } : {}),
          ...(site ? { siteId: site } : {}),
        });
        printOne(
          format,
          planned,
          `Planned as workshop ${planned.workshopId}. Invite with: fullcircle workshops invite ${planned.workshopId}`,
        );
      });
    });

  noun
    .command('invite')
    .description('invite everybody who holds the privilege and has not been invited')
    .argument('<workshop>', 'id of the workshop')
    .action(async (workshop, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const { invited, state } = await office.workshops.invite(caller, workshop, act);
        const sent = state === 'pending' ? '; the invitations go out as soon as Temporal can be reached' : '';
        printOne(format, { invited, state }, `${invited.length} people invited${sent}.`);
      });
    });

  noun
    .command('list')
    .description('workshops in the order of their dates')
    .option('--program <id>')
    .action(async (_options, command) => {
      const { program, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        printRows(
          format,
          await office.workshops.list(caller, program ? { programId: program } : {}),
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'title', cell: ({ title }) => title },
            { head: 'where', cell: ({ siteId, programId }) => siteId ?? programId },
            { head: 'starts', cell: ({ startsWall }) => startsWall.replace('T', ' ') },
            { head: 'needs', cell: ({ privilege }) => privilege },
            { head: 'invited', cell: ({ invited }) => invited },
          ],
          'No workshops.',
        );
      });
    });
}
