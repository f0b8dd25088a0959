import { Argument, Option } from '@commander-js/extra-typings';
import { printOne, printRows, say } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

const WHO = ['<participant>', 'id or reference'] as const;

export function tiers(root: Root): void {
  const noun = root
    .command('tiers')
    .description('where peers stand between participation and employment, and what is owed to them');

  noun
    .command('show')
    .description('where a peer stands, and the moves so far')
    .argument(...WHO)
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const [tier, duties] = [
          await office.tiers.show(caller, participant),
          await office.duties.show(caller, participant),
        ];
        if (format === 'json') return printOne(format, { ...tier, ...duties }, '');
        say(
          `tier: ${tier.tier ?? 'none'}; supervision with ${duties.supervisor?.name ?? 'nobody named yet'}`,
        );
        printRows(
          format,
          tier.changes,
          [
            { head: 'change', cell: ({ id }) => id },
            { head: 'from', cell: ({ from }) => from },
            { head: 'to', cell: ({ to }) => to },
            { head: 'reason', cell: ({ reason, words }) => [reason, words].filter(Boolean).join(': ') },
            {
              head: 'looked at again',
              cell: ({ askedReviewAt, review }) => review ?? (askedReviewAt ? 'asked for' : ''),
            },
          ],
          'No moves yet.',
        );
      });
    });

  noun
    .command('move')
    .description('move a peer, either way; a move down has a reason that the peer reads')
    .argument(...WHO)
    .argument('<tier>')
    .addOption(
      new Option('--reason <reason>')
        .choices(['growth', 'own-word', 'stated-reason'] as const)
        .default('growth' as const),
    )
    .option('--words <words>', 'the reason in words')
    .action(async (participant, tier, _options, command) => {
      const { reason, words, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = { tier, reason, ...(words ? { words } : {}) };
        printOne(
          format,
          await office.journeys.changeTier(caller, participant, input, act),
          `Stands at ${tier} now, and is told so.`,
        );
      });
    });

  noun
    .command('review')
    .description('somebody else has looked at a move, as the peer asked')
    .argument('<change>')
    .addArgument(new Argument('<outcome>').choices(['stands', 'undone'] as const))
    .argument('<words>', 'what was found')
    .action(async (change, outcome, words, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        await office.tiers.review(caller, change, { outcome, words }, act);
        printOne(format, { change, outcome }, 'Kept; the peer is told.');
      });
    });

  noun
    .command('supervisor')
    .description('name the worker with whom a peer sits down')
    .argument(...WHO)
    .argument('<worker>', 'address of their account')
    .action(async (participant, worker, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const standing = await office.duties.nameSupervisor(caller, participant, { worker }, act);
        printOne(format, standing, 'Named.');
      });
    });

  noun
    .command('supervised')
    .description('record that they sat down together, or that the peer did not want to this time')
    .argument(...WHO)
    .addArgument(new Argument('[outcome]').choices(['held', 'not-wanted'] as const).default('held' as const))
    .action(async (participant, outcome, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const standing = await office.duties.supervised(caller, participant, { outcome }, act);
        printOne(format, standing, 'Recorded.');
      });
    });

  noun
    .command('support')
    .description('ask for one of the supports of the program, for a peer')
    .argument(...WHO)
    .argument('<support>')
    .action(async (participant, support, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const asked = await office.duties.askSupport(caller, participant, { support }, act);
        printOne(format, asked, `Asked for; staff owe it now (${asked.supportId}).`);
      });
    });
}
