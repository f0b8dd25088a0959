import { Option } from '@commander-js/extra-typings';
import { COMPANION_HOW } from '../../office/referrals';
import { printOne, printRows } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

const WHICH = ['<referral>', 'id of the introduction'] as const;
const how = () => new Option('--how <how>', 'introduces them, or goes along').choices(COMPANION_HOW);
const OUTCOMES = ['introduced', 'arrived', 'did-not-suit', 'let-go'] as const;

export function referrals(root: Root): void {
  const noun = root
    .command('referrals')
    .description('introductions to partner programs, with the person’s consent');

  noun
    .command('make')
    .description('suggest a partner to somebody, and ask them first')
    .argument('<participant>', 'id or reference')
    .argument('<partner>', 'id of the partner in the program’s definition')
    .option('--companion <person>', 'who introduces them or goes along')
    .addOption(how())
    .option('--consented', 'they have agreed in person')
    .action(async (participant, partner, _options, command) => {
      const { companion, how: way, consented, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const made = await office.referrals.make(
          caller,
          {
            participant,
            partner,
            ...(companion ? { companion } : {}),
            ...(way ? { how: way } : {}),
            ...(consented ? { consented } : {}),
          },
          act,
        );
        printOne(format, made, `Introduction ${made.referralId}.`);
      });
    });

  noun
    .command('consent')
    .description('note the person’s own word')
    .argument(...WHICH)
    .option('--no', 'they do not want it')
    .action(async (id, _options, command) => {
      const { no, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        await office.referrals.consent(caller, id, { consents: !no });
        printOne(format, { consents: !no }, 'Noted.');
      });
    });

  noun
    .command('companion')
    .description('name who introduces them or goes along')
    .argument(...WHICH)
    .argument('<person>', 'participant, reference, or address of an account')
    .addOption(how())
    .action(async (id, companion, _options, command) => {
      const { how: way, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        await office.referrals.accompany(caller, id, { companion, ...(way ? { how: way } : {}) });
        printOne(format, { companion }, 'Named, and told.');
      });
    });

  noun
    .command('settle')
    .description('say how it went; none of it is anybody’s fault')
    .argument(...WHICH)
    .addOption(new Option('--outcome <outcome>').choices(OUTCOMES).makeOptionMandatory())
    .action(async (id, _options, command) => {
      const { outcome, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        await office.referrals.settle(caller, id, { outcome });
        printOne(format, { outcome }, 'Noted.');
      });
    });

  noun
    .command('list')
    .description('introductions, those under way first')
    .option('--program <id>')
    .option('--participant <id>', 'id or reference')
    .option('--open', 'only those under way')
    .action(async (_options, command) => {
      const { program, participant, open, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        printRows(
          format,
          await office.referrals.list(caller, {
            ...(program ? { programId: program } : {}),
            ...(participant ? { participant } : {}),
            ...(open ? { open } : {}),
          }),
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'who', cell: ({ name }) => name },
            { head: 'partner', cell: ({ partner }) => partner },
            { head: 'status', cell: ({ status }) => status },
            { head: 'with', cell: ({ companion }) => companion ?? '' },
          ],
          'No introductions.',
        );
      });
    });
}
