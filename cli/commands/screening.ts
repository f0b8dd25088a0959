import { Argument, Option } from '@commander-js/extra-typings';
import { printRows } from '../output';
import { collect } from '../program';
import { withOffice } from '../session';
import { printDone, type JourneysNoun } from './journeysNoun';

const WHO = ['<participant>', 'id or reference'] as const;
const STEP = ['<step>', 'id of the step'] as const;

/** What belongs to the ladder beside deciding a step: `journeys send-in`, `ask-mentors`, `mentor-word`, `undo-step`. */
export function screening(noun: JourneysNoun): void {
  noun
    .command('send-in')
    .description('what somebody owes for a step has come in on paper')
    .argument(...WHO)
    .argument(...STEP)
    .option(
      '--accepts <version>',
      'the guidelines that were signed (participants consents shows the version)',
    )
    .option('--words <words>', 'their own words')
    .action(async (participant, step, _options, command) => {
      const { accepts, words, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = { step, ...(accepts ? { accepts } : {}), ...(words ? { words } : {}) };
        printDone(format, await office.screening.sendIn(caller, participant, input, act));
      });
    });

  noun
    .command('ask-mentors')
    .description('ask mentors for their word on a step; without --mentor it lists who can be asked')
    .argument(...WHO)
    .argument(...STEP)
    .addOption(new Option('--mentor <person>', 'person id; several times').argParser(collect))
    .action(async (participant, step, _options, command) => {
      const { mentor, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        if (mentor) {
          const input = { step, peers: mentor };
          return printDone(format, await office.peerWords.ask(caller, participant, input, act));
        }
        printRows(
          format,
          await office.peerWords.whoCanBeAsked(caller, participant),
          [
            { head: 'person', cell: ({ personId }) => personId },
            { head: 'name', cell: ({ name }) => name },
          ],
          'No mentor can be asked yet.',
        );
      });
    });

  noun
    .command('mentor-word')
    .description('record the word of a mentor who was asked about a step')
    .argument(...WHO)
    .argument(...STEP)
    .argument('<mentor>', 'person id')
    .addArgument(new Argument('<word>').choices(['advance', 'hold', 'talk'] as const))
    .option('--words <words>', 'in their own words')
    .action(async (participant, step, peer, word, _options, command) => {
      const { words, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const { journeyId } = await office.journeys.current(caller, participant, 'see');
        const input = { journeyId, step, peer, word, ...(words ? { words } : {}) };
        printDone(format, await office.peerWords.give(caller, input, act));
      });
    });

  noun
    .command('undo-step')
    .description('undo a decision that was a slip; the person is told')
    .argument(...WHO)
    .argument(...STEP)
    .requiredOption('--reason <why>', 'what went wrong')
    .action(async (participant, step, _options, command) => {
      const { reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        printDone(format, await office.screening.undo(caller, participant, { step, reason }, act));
      });
    });
}
