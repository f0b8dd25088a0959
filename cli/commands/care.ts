import { Argument } from '@commander-js/extra-typings';
import { as } from '../../domain/ids';
import { Usage } from '../failure';
import { note, printJson, printOne, say } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

const WHO = ['<participant>', 'id or reference'] as const;

/** How somebody is doing, before one calls; their own wish not to be asked; and a death. */
export function care(root: Root): void {
  const noun = root.command('check-ins').description('how people are doing: history, answers, wishes');

  noun
    .command('history')
    .description('before you call: last answers, meetings, goals, what is waited for, what was tried')
    .argument(...WHO)
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const found = await office.checkIns.history(caller, participant);
        if (format === 'json') return printJson(found);
        say(`${found.standing}; missed in a row: ${found.missedInARow}`);
        const day = (at: Date) => at.toISOString().slice(0, 10);
        for (const { at, answer } of found.answers) say(`  answered ${day(at)}: ${answer}`);
        for (const { startsAt, status } of found.meetings) say(`  meeting ${day(startsAt)}: ${status}`);
        for (const { title, progress } of found.goals) say(`  goal ${progress} %: ${title}`);
        for (const { kind, owedBy } of found.waits) say(`  waits for ${kind} (${owedBy})`);
        for (const { at, template, status } of found.tried) say(`  tried ${day(at)}: ${template}, ${status}`);
      });
    });

  noun
    .command('answer')
    .description('record what somebody said; not-now is asked again later, decline not any more')
    .argument(...WHO)
    .addArgument(new Argument('<answer>').choices(['ok', 'not-ok', 'not-now', 'decline'] as const))
    .action(async (participant, answer, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        const { lastAsked } = await office.checkIns.history(caller, participant);
        if (!lastAsked) throw new Usage('Nothing has been asked yet; there is nothing to answer.');
        const answered = await office.journeys.answerCheckIn(
          caller,
          participant,
          { wait: as(lastAsked.wait), answer },
          act,
        );
        printOne(format, answered, 'Recorded.');
      });
    });

  noun
    .command('resume')
    .description('ask again somebody who had not wanted to be asked')
    .argument(...WHO)
    .action(async (participant, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, act, format }) => {
        printOne(
          format,
          await office.journeys.resumeCheckIns(caller, participant, {}, act),
          'They are asked again.',
        );
      });
    });

  const death = root.command('deaths').description('a death, recorded once; and the mending of a mistake');

  death
    .command('record')
    .description('nothing automated goes to or about the person from then on')
    .argument(...WHO)
    .requiredOption('--tell-by <person>', 'person id of whoever tells those close')
    .option('--sure', 'it is true, and it is this person')
    .action(async (participant, _options, command) => {
      const { tellBy, sure, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        if (!sure) {
          const { person } = await office.participants.show(caller, participant);
          throw new Usage(`This records the death of ${person.name}. Say --sure if that is so.`);
        }
        const recorded = await office.deaths.record(caller, participant, { tellBy }, act);
        printOne(format, recorded, recorded.state === 'already' ? 'Recorded before.' : 'Recorded.');
        for (const { name, as: role } of recorded.close) note(`To be told in person: ${name} (${role})`);
      });
    });

  death
    .command('undo')
    .description('take back a record that was a mistake; start the path afterwards')
    .argument(...WHO)
    .requiredOption('--reason <text>', 'how the mistake came about')
    .action(async (participant, _options, command) => {
      const { reason, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        await office.deaths.undo(caller, participant, { reason });
        printOne(format, { undone: true }, 'Taken back. Start their path again with journeys start.');
      });
    });
}
