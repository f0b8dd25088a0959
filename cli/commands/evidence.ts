import { lazily } from '../lazily';
import { printJson, printRows, say, words } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

export function evidence(root: Root): void {
  root
    .command('evidence')
    .description('what was due, asked, answered, told, acknowledged and resolved: for an inspector')
    .option('--shift <id>', 'one shift; or')
    .option('--site <site>', 'a site, e.g. kwmunity.kitchener; or')
    .option('--program <id>', 'all sites of a program')
    .option('--from <date>', 'first day, e.g. 2026-03-01')
    .option('--until <date>', 'last day; the first one when left out')
    .action(async (_options, command) => {
      const { shift, site, program, from, until, output, ...globals } = command.optsWithGlobals();
      await withOffice(
        { ...globals, output: output === 'csv' ? 'json' : output },
        async ({ office, caller, local }) => {
          const report = await office.evidence.report(caller, {
            ...(shift ? { shiftId: shift } : {}),
            ...(site ? { siteId: site } : {}),
            ...(program ? { programId: program } : {}),
            ...(from ? { from } : {}),
            ...(until ? { until } : {}),
          });
          if (output === 'csv') {
            process.stdout.write(lazily.evidenceCsv().evidenceCsv(report));
            return;
          }
          if (output === 'json') return printJson(report);
          const { figures: f } = report;
          const at = (when: Date | null, zone: string) =>
            when ? local(when, report.program.id, zone) : Promise.resolve('–');
          say(
            `${report.program.name.en}${report.site ? `, ${report.site.name}` : ''}: ${report.period.from} to ${report.period.until}`,
          );
          for (const rule of report.rules.en) say(`- ${rule}`);
          say('');
          say(
            `${count(f.shifts, 'shift')}, ${count(f.due, 'check-in')} due: ${f.answered} answered, ${f.answeredLate} answered late, ${f.missed} missed, ${f.endedByHuman} ended by a human, ${f.open} open. ${count(f.escalations, 'escalation')}, ${f.stillOpen} still open.`,
          );
          const rows = await Promise.all(
            report.shifts.flatMap((one) =>
              one.checks.map(async (check) => ({
                ...check,
                shift: one.id,
                due: await at(check.dueAt, one.zone),
                answered: await at(check.answeredAt, one.zone),
              })),
            ),
          );
          printRows(
            'table',
            rows,
            [
              { head: 'shift', cell: ({ shift: id }) => id },
              { head: 'peer', cell: ({ peer }) => peer },
              { head: 'check-in', cell: ({ kind }) => words(kind) },
              { head: 'due', cell: ({ due }) => due },
              { head: 'asked', cell: ({ asked, askedVia }) => `${asked} × ${askedVia.join(', ')}` },
              { head: 'answered', cell: ({ answered }) => answered },
              {
                head: 'by',
                cell: ({ answeredBy, via }) => [answeredBy, via].filter(Boolean).join(', ') || '–',
              },
              { head: 'result', cell: ({ result }) => words(result) },
            ],
            'No check-ins were due.',
          );
          for (const one of [...report.escalations, ...report.drills]) {
            say('');
            say(
              `${one.kind === 'drill' ? 'Practice alarm' : 'Escalation'} ${one.id}: ${words(one.kind)}, ${one.peer}`,
            );
            for (const step of one.steps)
              say(
                `  ${await at(step.at, one.zone)}  ${[words(step.what), step.who, step.level, step.channel, step.outcome && words(step.outcome)].filter(Boolean).join(', ')}`,
              );
          }
        },
      );
    });
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
