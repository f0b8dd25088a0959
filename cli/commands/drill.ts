import { printJson, printOne, printRows, say } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

export function drill(root: Root): void {
  const noun = root.command('drill').description('a marked practice alarm through the real chain');

  noun
    .command('start')
    .description('every message of it begins with PRACTICE; nobody needs to be called')
    .requiredOption('--site <site>', 'e.g. kwmunity.kitchener')
    .option('--all-levels', 'tell every level at once, so that each of them practises')
    .action(async (_options, command) => {
      const { site, allLevels, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, act, format }) => {
        const started = await office.drills.start(
          caller,
          { siteId: site, ...(allLevels ? { allLevels } : {}) },
          act,
        );
        printOne(
          format,
          started,
          `Practice ${started.drillId} has begun. See who answered: fullcircle drill report ${started.drillId}. End it: fullcircle escalations resolve ${started.escalationId} --outcome false-alarm`,
        );
      });
    });

  noun
    .command('list')
    .description('practices, the latest first')
    .option('--program <id>')
    .option('--site <site>')
    .action(async (_options, command) => {
      const { program, site, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format, local }) => {
        const rows = await office.drills.list(caller, {
          ...(program ? { programId: program } : {}),
          ...(site ? { siteId: site } : {}),
        });
        const started = new Map<string, string>();
        if (format === 'table')
          for (const { id, raisedAt, programId, zone } of rows)
            started.set(id, await local(raisedAt, programId, zone));
        printRows(
          format,
          rows,
          [
            { head: 'id', cell: ({ id }) => id.replace('escalation-drill-', '') },
            { head: 'site', cell: ({ siteId }) => siteId },
            { head: 'started', cell: ({ id }) => started.get(id) },
            { head: 'status', cell: ({ status }) => status },
          ],
          'No practices.',
        );
      });
    });

  noun
    .command('report')
    .description('who answered when, by which channel, and how fast')
    .argument('<drill>', 'id of the practice')
    .action(async (id, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format, local }) => {
        const report = await office.drills.report(caller, id);
        if (format === 'json') return printJson(report);
        say(
          `Practice at ${report.siteId}, ${await local(report.startedAt, report.programId, report.zone)}: ${report.status}`,
        );
        printRows(
          format,
          report.levels,
          [
            { head: 'level', cell: ({ level }) => level },
            {
              head: 'told',
              cell: ({ people, empty, toldAt }) =>
                empty ? 'NOBODY ON CALL' : toldAt ? people.map(({ name }) => name).join(', ') : 'not told',
            },
            {
              head: 'by',
              cell: ({ people }) =>
                [...new Set(people.flatMap(({ messages }) => messages.map(({ channel }) => channel)))].join(
                  ', ',
                ),
            },
            {
              head: 'answered',
              cell: ({ answers }) =>
                answers.map(({ name, via, seconds }) => `${name} by ${via} after ${seconds} s`).join(', '),
            },
          ],
          'The chain has no levels.',
        );
        for (const { name, via, seconds } of report.others) say(`Also: ${name} by ${via} after ${seconds} s`);
      });
    });
}
