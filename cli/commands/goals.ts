import { printOne } from '../output';
import { wholeNumber, type Root } from '../program';
import { withOffice } from '../session';

export function goals(root: Root): void {
  const noun = root.command('goals').description('people’s own goals; partial progress counts');

  noun
    .command('set')
    .description('take down a goal in the person’s own words')
    .argument('<participant>', 'id or reference')
    .argument('<words>')
    .action(async (participant, title, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const { goalId, standing } = await office.goals.set(caller, participant, { title }, act);
        printOne(format, { goalId, standing }, `Taken down as goal ${goalId}.`);
      });
    });

  noun
    .command('progress')
    .description('record how far somebody has come, in percent')
    .argument('<participant>', 'id or reference')
    .argument('<goal>', 'id of the goal')
    .argument('<percent>', '0 to 100', wholeNumber(0, 100))
    .action(async (participant, goalId, progress, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const standing = await office.goals.progress(caller, participant, { goalId, progress }, act);
        printOne(format, standing, `Noted: ${progress} %.`);
      });
    });
}
