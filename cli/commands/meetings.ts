import { Option } from '@commander-js/extra-typings';
import { calendarFile } from '../../domain/calendarFile';
import { printOne, printRows, say } from '../output';
import { wholeNumber, type Root } from '../program';
import { withOffice } from '../session';

const PAIR = ['<pair>', 'id of the pair'] as const;
const NUMBER = ['<number>', 'number of the meeting', wholeNumber(1, 10_000)] as const;
const side = () =>
  new Option('--side <side>', 'for which of the two')
    .choices(['mentee', 'mentor'] as const)
    .makeOptionMandatory();

export function meetings(root: Root): void {
  const noun = root.command('meetings').description('meetings of pairs: other times, and who stands in');

  noun
    .command('list')
    .description('meetings of somebody, the next first')
    .argument('<participant>', 'id or reference')
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        printRows(
          format,
          await office.meetings.list(caller, participant),
          [
            { head: 'pair', cell: ({ mentorshipId }) => mentorshipId },
            { head: 'no.', cell: ({ number }) => number },
            { head: 'mentee', cell: ({ mentee }) => mentee.name },
            { head: 'mentor', cell: ({ mentor }) => mentor.name },
            { head: 'starts', cell: ({ startsWall }) => startsWall.replace('T', ' ') },
            { head: 'status', cell: ({ status }) => status },
            {
              head: 'proposed',
              cell: ({ proposed }) => (proposed ? `${proposed.wall.replace('T', ' ')} (${proposed.by})` : ''),
            },
          ],
          'No meetings.',
        );
      });
    });

  noun
    .command('propose')
    .description('propose another time for one side; it counts once the other has agreed')
    .argument(...PAIR)
    .argument(...NUMBER)
    .argument('<time>', 'wall clock, e.g. 2026-03-20T17:30')
    .addOption(side())
    .action(async (pair, number, startsWall, _options, command) => {
      const { side: of, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const state = await office.meetings.propose(caller, pair, { number, startsWall, side: of }, act);
        printOne(format, state, 'Proposed; the time stays as it was until the other side has agreed.');
      });
    });

  noun
    .command('answer')
    .description('accept a proposed time for one side, or keep the old one')
    .argument(...PAIR)
    .argument(...NUMBER)
    .addOption(side())
    .addOption(new Option('--keep', 'keep the time as it was'))
    .action(async (pair, number, _options, command) => {
      const { side: of, keep, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const answer = keep ? ('decline' as const) : ('accept' as const);
        const state = await office.meetings.answerTime(caller, pair, { number, answer, side: of }, act);
        printOne(format, state, `Meeting ${number}: ${state.meeting.startsWall ?? ''}.`);
      });
    });

  noun
    .command('interim')
    .description('name who is there for the mentee while the mentor takes a break')
    .argument(...PAIR)
    .argument('<person>', 'participant, reference, or address of an account')
    .action(async (pair, person, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        printOne(
          format,
          await office.meetings.nameInterim(caller, pair, { person }, act),
          'Named, and told.',
        );
      });
    });

  noun
    .command('calendar')
    .description('the meeting as a calendar file')
    .argument(...PAIR)
    .argument(...NUMBER)
    .action(async (pair, number, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller }) => {
        say(calendarFile(await office.meetings.calendar(caller, pair, number)));
      });
    });
}
