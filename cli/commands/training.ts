import { Argument } from '@commander-js/extra-typings';
import { printOne, printRows } from '../output';
import { wholeNumber, type Root } from '../program';
import { withOffice } from '../session';

const WHO = ['<participant>', 'id or reference'] as const;

export function training(root: Root): void {
  const noun = root
    .command('training')
    .description('training modules: who has taken them, and a voice in them');

  noun
    .command('show')
    .description('modules taken and to come, and what runs out')
    .argument(...WHO)
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        printRows(
          format,
          await office.training.show(caller, participant),
          [
            { head: 'module', cell: ({ id }) => id },
            { head: 'taken', cell: ({ doneOn, done }) => (done ? (doneOn ?? 'yes') : '–') },
            { head: 'good until', cell: ({ goodUntil }) => goodUntil },
            { head: 'kit until', cell: ({ kit }) => kit?.goodUntil },
            { head: 'proof', cell: ({ proof }) => proof },
            { head: 'look at', cell: ({ flags }) => flags.join(', ') },
          ],
          'This program has no modules.',
        );
      });
    });

  noun
    .command('record')
    .description('record a module, whenever and wherever it was taken')
    .argument(...WHO)
    .argument('<module>')
    .option('--on <day>', 'the day on which it was taken; today when left out')
    .option('--good-until <day>', 'where that is not what the program says')
    .option('--proof <words>', 'a certificate’s number, who taught it')
    .action(async (participant, module, _options, command) => {
      const { on, goodUntil, proof, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = {
          module,
          ...(on ? { on } : {}),
          ...(goodUntil ? { goodUntil } : {}),
          ...(proof ? { proof } : {}),
        };
        const standing = await office.journeys.completeTraining(caller, participant, input, act);
        printOne(format, standing, `Recorded ${module}.`);
      });
    });

  noun
    .command('kit')
    .description('record a kit that was handed out')
    .argument(...WHO)
    .argument('<module>', 'the module that it comes with')
    .argument('<day>', 'the date on the kit')
    .action(async (participant, module, goodUntil, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const standing = await office.training.kit(caller, participant, { module, goodUntil }, act);
        printOne(format, standing, `Recorded the kit; its owner is reminded before ${goodUntil}.`);
      });
    });

  noun
    .command('shadowed')
    .description('record the first shift beside an experienced peer')
    .argument(...WHO)
    .requiredOption('--on <day>')
    .requiredOption('--beside <participant>', 'who was beside them')
    .option('--shift <id>', 'the shift, where it was one')
    .action(async (participant, _options, command) => {
      const { on, beside, shift, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = { on, beside, ...(shift ? { shiftId: shift } : {}) };
        printOne(format, await office.training.shadowed(caller, participant, input, act), 'Recorded.');
      });
    });

  noun
    .command('propose')
    .description('what a peer would like to learn, in their own words')
    .argument(...WHO)
    .argument('<title>')
    .option('--why <words>')
    .action(async (participant, title, _options, command) => {
      const { why, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const made = await office.training.propose(caller, participant, { title, ...(why ? { why } : {}) });
        printOne(format, made, `Proposal ${made.proposalId}.`);
      });
    });

  noun
    .command('rate')
    .description('what a peer thinks of a module')
    .argument(...WHO)
    .argument('<module>')
    .addArgument(new Argument('<stars>', 'from 1 to 5').argParser(wholeNumber(1, 5)))
    .option('--words <words>')
    .action(async (participant, module, stars, _options, command) => {
      const { words, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const input = { module, stars, ...(words ? { words } : {}) };
        await office.training.rate(caller, participant, input);
        printOne(format, input, 'Thank you; it is kept.');
      });
    });

  noun
    .command('voices')
    .description('what peers propose, and how they rate each module')
    .argument('<program>')
    .action(async (program, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const { proposals, modules } = await office.training.heard(caller, program);
        if (format === 'json') return printOne(format, { proposals, modules }, '');
        printRows(
          format,
          proposals,
          [
            { head: 'proposal', cell: ({ id }) => id },
            { head: 'from', cell: ({ from }) => from },
            { head: 'what', cell: ({ title }) => title },
            { head: 'status', cell: ({ status }) => status },
            { head: 'answer', cell: ({ answer }) => answer },
          ],
          'No proposals yet.',
        );
        printRows(
          format,
          modules,
          [
            { head: 'module', cell: ({ id }) => id },
            { head: 'of 5', cell: ({ stars }) => stars },
            { head: 'ratings', cell: ({ ratings }) => ratings },
          ],
          'No modules.',
        );
      });
    });

  noun
    .command('answer')
    .description('answer a proposal')
    .argument('<proposal>')
    .addArgument(new Argument('<status>').choices(['taken-up', 'not-now'] as const))
    .argument('<words>')
    .action(async (proposal, status, answer, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        await office.training.answer(caller, proposal, { status, answer });
        printOne(format, { proposal, status }, 'Answered.');
      });
    });
}
