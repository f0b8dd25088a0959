import { Argument, Option } from '@commander-js/extra-typings';
import { printOne, say } from '../output';
import { wholeNumber, type Root } from '../program';
import { withOffice } from '../session';

const WHO = ['<participant>', 'id or reference'] as const;

export function reviews(root: Root): void {
  const noun = root.command('reviews').description('looking back: achievement, and the work, both ways');

  noun
    .command('show')
    .description('achievement reviews with the person’s own words, and reviews of the work')
    .argument(...WHO)
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const achievement = await office.reviews.list(caller, participant);
        const work = await office.duties.reviews(caller, participant);
        if (format === 'json') return printOne(format, { achievement, work }, '');
        if (achievement.length + work.length === 0) say('No reviews yet.');
        for (const one of achievement) {
          say(
            `${one.outcome ?? 'open'}: ${one.reached} of ${one.goals.length} goals, ${one.percent ?? 0} % on average`,
          );
          if (one.words) say(`  in their words: ${one.words}`);
        }
        for (const one of work) say(`${one.direction}: ${one.words}`);
      });
    });

  noun
    .command('words')
    .description('take down somebody’s own words before their achievement review')
    .argument(...WHO)
    .argument('<words>')
    .option('--name-goals', 'their goals may stand on the certificate')
    .option('--stays-invited', 'they want to be invited to workshops after finishing')
    .action(async (participant, words, _options, command) => {
      const { nameGoals, staysInvited, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = {
          words,
          ...(nameGoals ? { namesGoals: true } : {}),
          ...(staysInvited ? { staysInvited: true } : {}),
        };
        await office.reviews.words(caller, participant, input, act);
        printOne(format, input, 'Kept.');
      });
    });

  noun
    .command('work')
    .description('a review of the work by staff, or of the program by the peer')
    .argument(...WHO)
    .addArgument(new Argument('<direction>').choices(['of-work', 'of-program'] as const))
    .argument('<words>')
    .addOption(new Option('--stars <number>', 'from 1 to 5').argParser(wholeNumber(1, 5)))
    .action(async (participant, direction, words, _options, command) => {
      const { stars, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const input = { direction, words, ...(stars === undefined ? {} : { stars }) };
        printOne(format, await office.duties.review(caller, participant, input, act), 'Kept.');
      });
    });

  root
    .command('certificates')
    .description('certificates of achievement')
    .command('show')
    .description('what stands on somebody’s certificate; it is printed from their page')
    .argument(...WHO)
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const certificate = await office.reviews.certificate(caller, participant);
        const goals = certificate.goals?.map(({ title }) => title).join(', ');
        printOne(
          format,
          certificate,
          `${certificate.name}, ${certificate.day}${goals ? `: ${goals}` : ' (goals are not named)'}`,
        );
      });
    });
}
