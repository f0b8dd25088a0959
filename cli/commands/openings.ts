import { printOne, printRows } from '../output';
import { collect, wholeNumber, type Root } from '../program';
import { withOffice } from '../session';

export function openings(root: Root): void {
  const noun = root.command('openings').description('work to be had, told to every peer who is eligible');

  noun
    .command('announce')
    .description('tell every eligible peer, once')
    .requiredOption('--program <id>')
    .requiredOption('--title <words>')
    .requiredOption('--tier <tier>', 'where it stands on the continuum')
    .requiredOption('--closes <day>', 'last day for saying that one is interested')
    .option('--details <words>')
    .option('--from-tier <tier>', 'who may come; every peer when left out', collect)
    .option('--places <number>', 'how many', wholeNumber(1, 100), 1)
    .option('--site <site>')
    .action(async (_options, command) => {
      const { program, title, tier, closes, details, fromTier, places, site, ...globals } =
        command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const made = await office.openings.announce(caller, {
          programId: program,
          title,
          tier,
          closesOn: closes,
          places,
          ...(details ? { details } : {}),
          ...(fromTier ? { fromTiers: fromTier } : {}),
          ...(site ? { siteId: site } : {}),
        });
        printOne(format, made, `Opening ${made.openingId}: ${made.told.length} people told.`);
      });
    });

  noun
    .command('tell')
    .description('tell those who have become eligible since, or have come back')
    .argument('<opening>')
    .action(async (opening, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const { told, state } = await office.openings.tell(caller, opening, act);
        printOne(format, { told, state }, `${told.length} more people told.`);
      });
    });

  noun
    .command('decide')
    .description('say who got it and why; nobody when no one is named')
    .argument('<opening>')
    .argument('[participant...]', 'ids of those who got it')
    .requiredOption('--why <words>', 'open to all who were interested')
    .action(async (opening, participants, _options, command) => {
      const { why, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        await office.openings.decide(caller, opening, { chosen: participants, why });
        printOne(format, { opening, chosen: participants }, 'Decided, and kept with the reason.');
      });
    });

  noun
    .command('list')
    .description('open ones first')
    .option('--program <id>')
    .option('--open', 'only open ones')
    .action(async (_options, command) => {
      const { program, open, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        printRows(
          format,
          await office.openings.list(caller, {
            ...(program ? { programId: program } : {}),
            ...(open ? { open } : {}),
          }),
          [
            { head: 'opening', cell: ({ id }) => id },
            { head: 'title', cell: ({ title }) => title },
            { head: 'tier', cell: ({ tier }) => tier },
            { head: 'until', cell: ({ closesOn }) => closesOn },
            { head: 'status', cell: ({ status }) => status },
            { head: 'told', cell: ({ offers }) => offers.length },
            {
              head: 'interested',
              cell: ({ offers }) =>
                offers
                  .filter(({ said }) => said === 'interested')
                  .map(({ name, participantId, outcome }) => `${name} (${outcome ?? participantId})`)
                  .join(', '),
            },
          ],
          'No openings.',
        );
      });
    });
}
