import { Option } from '@commander-js/extra-typings';
import { printOne, printRows } from '../output';
import { collect, type Root } from '../program';
import { withOffice } from '../session';

const WHICH = ['<workshop>', 'id of the workshop'] as const;

/** Once people are invited: who comes, moving it, who was there. */
export function workshopAnswers(noun: ReturnType<Root['command']>): void {
  noun
    .command('show')
    .description('who comes, and who waits for a place')
    .argument(...WHICH)
    .action(async (workshop, _options, command) => {
      await withOffice(command.optsWithGlobals() as never, async ({ office, caller, format }) => {
        const { invited } = await office.events.show(caller, workshop);
        printRows(
          format,
          invited,
          [
            { head: 'participant', cell: ({ participantId }) => participantId },
            { head: 'name', cell: ({ name }) => name },
            { head: 'answer', cell: ({ status }) => status },
          ],
          'Nobody is invited yet.',
        );
      });
    });

  noun
    .command('answer')
    .description('somebody comes, or does not')
    .argument(...WHICH)
    .argument('<participant>', 'id or reference')
    .addOption(
      new Option('--answer <answer>').choices(['coming', 'declined'] as const).default('coming' as const),
    )
    .action(async (workshop, participant, { answer }, command) => {
      await withOffice(command.optsWithGlobals() as never, async ({ office, caller, format }) => {
        const said = await office.events.answer(caller, workshop, { participant, answer });
        printOne(format, said, `Noted: ${said.outcome}.`);
      });
    });

  noun
    .command('move')
    .description('another time or place; everybody invited hears of it once')
    .argument(...WHICH)
    .option('--start <time>', 'wall clock, e.g. 2026-03-20T17:30')
    .option('--place <words>')
    .action(async (workshop, { start, place }, command) => {
      await withOffice(command.optsWithGlobals() as never, async ({ office, caller, format }) => {
        const input = { ...(start ? { startsWall: start } : {}), ...(place ? { place } : {}) };
        printOne(format, await office.events.move(caller, workshop, input), 'Moved.');
      });
    });

  noun
    .command('cancel')
    .description('it does not take place; everybody invited hears of it once')
    .argument(...WHICH)
    .action(async (workshop, _options, command) => {
      await withOffice(command.optsWithGlobals() as never, async ({ office, caller, format }) => {
        printOne(format, await office.events.cancel(caller, workshop), 'Cancelled.');
      });
    });

  noun
    .command('attendance')
    .description('say who was there; whoever said that they come and is not named could not make it')
    .argument(...WHICH)
    .option('--came <participant>', 'id; several times', collect)
    .action(async (workshop, { came }, command) => {
      await withOffice(command.optsWithGlobals() as never, async ({ office, caller, format }) => {
        const counted = await office.events.attendance(caller, workshop, { came: came ?? [] });
        printOne(format, counted, `${counted.came} were there.`);
      });
    });
}
