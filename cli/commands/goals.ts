import { printOne, printRows } from '../output';
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

  noun
    .command('list')
    .description('goals with their steps')
    .argument('<participant>', 'id')
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        printRows(
          format,
          await office.goals.list(caller, participant),
          [
            { head: 'id', cell: ({ id }) => id },
            { head: 'goal', cell: ({ title }) => title },
            { head: '%', cell: ({ progress }) => progress },
            { head: 'status', cell: ({ status }) => status },
            { head: 'mentor sees it', cell: ({ shared }) => (shared ? 'yes' : 'no') },
            {
              head: 'steps',
              cell: ({ steps }) =>
                steps.map(({ id, title, doneAt }) => `${doneAt ? '✓' : '·'} ${title} (${id})`).join('; '),
            },
          ],
          'No goals.',
        );
      });
    });

  noun
    .command('step')
    .description('add a step, or say that one is done')
    .argument('<participant>', 'id or reference')
    .argument('<goal>', 'id of the goal')
    .argument('<step>', 'words of a new step, or the id of one with --done or --undo')
    .option('--done', 'it is done')
    .option('--undo', 'it is open again')
    .action(async (participant, goalId, step, _options, command) => {
      const { done, undo, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        if (done || undo) {
          await office.goals.step(caller, participant, { goalId, stepId: step, done: done === true }, act);
          return printOne(format, { step, done: done === true }, 'Noted.');
        }
        const added = await office.goals.addStep(caller, participant, { goalId, title: step }, act);
        printOne(format, added, `Added as step ${added.stepId}.`);
      });
    });

  noun
    .command('share')
    .description('show a goal to the person’s mentor, or keep it private; theirs to say')
    .argument('<participant>', 'id or reference')
    .argument('<goal>', 'id of the goal')
    .option('--private', 'keep it private')
    .action(async (participant, goalId, _options, command) => {
      const { private: hidden, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        await office.goals.share(caller, participant, { goalId, shared: !hidden });
        printOne(format, { shared: !hidden }, 'Noted.');
      });
    });

  noun
    .command('let-go')
    .description('let a goal go; what it brought stays')
    .argument('<participant>', 'id or reference')
    .argument('<goal>', 'id of the goal')
    .action(async (participant, goalId, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        await office.goals.letGo(caller, participant, { goalId }, act);
        printOne(format, { goalId }, 'Let go.');
      });
    });
}
