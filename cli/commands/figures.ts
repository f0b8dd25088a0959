import type { FigureLine } from '../../office/figures';
import { lazily } from '../lazily';
import { printJson, printRows, say } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

export function figures(root: Root): void {
  root
    .command('figures')
    .description('what a funder asks for, counted from the ledger, with what each number counts')
    .option('--program <id>', 'a program; or')
    .option('--site <site>', 'one of its sites, e.g. kwmunity.kitchener')
    .option('--period <period>', '2026-03, 2026-Q1, or 2026 for a fiscal year; the present one when left out')
    .option('--from <date>', 'or first day, e.g. 2026-03-01')
    .option('--until <date>', 'and last day')
    .option('--lang <lang>', 'en or fr', 'en')
    .action(async (_options, command) => {
      const {
        program,
        site,
        period,
        from,
        until,
        lang: wanted,
        output,
        ...globals
      } = command.optsWithGlobals();
      const lang = wanted === 'fr' ? 'fr' : 'en';
      await withOffice(
        { ...globals, output: output === 'csv' ? 'json' : output },
        async ({ office, caller }) => {
          const report = await office.figures.report(caller, {
            ...(program ? { programId: program } : {}),
            ...(site ? { siteId: site } : {}),
            ...(period ? { period } : {}),
            ...(from ? { from } : {}),
            ...(until ? { until } : {}),
          });
          if (output === 'csv') {
            process.stdout.write(lazily.figuresCsv().figuresCsv(report, lang));
            return;
          }
          if (output === 'json') return printJson(report);
          const { name } = report.program;
          say(
            `${name[lang]}${report.site ? `, ${report.site.name}` : ''}: ${report.period.from} to ${report.period.until} (${report.zone})`,
          );
          for (const section of report.sections) {
            say(`\n${section.name[lang]}`);
            printRows(
              'table',
              section.figures.flatMap((figure) =>
                (figure.lines.length > 0 ? figure.lines : [NOTHING]).map((line) => ({ figure, line })),
              ),
              [
                { head: 'figure', cell: ({ figure }) => figure.name[lang] },
                { head: 'of which', cell: ({ line }) => line.label?.[lang] ?? '' },
                { head: 'number', cell: ({ line }) => number(line) },
              ],
              '',
            );
          }
          const { equity } = report;
          if (!equity) return;
          for (const [index, quarter] of equity.quarters.entries()) {
            say(
              `\n${quarter.name}, by how people describe themselves (fewer than ${equity.withheldBelow}: withheld)`,
            );
            printRows(
              'table',
              equity.lines.map((line) => ({ label: line.label[lang], ...line.quarters[index]! })),
              [
                { head: '', cell: ({ label }) => label },
                ...equity.groups.map(({ label }, place) => ({
                  head: label[lang],
                  cell: ({ cells }: { cells: (number | null)[] }) => cells[place] ?? 'withheld',
                })),
                { head: 'everybody', cell: ({ total }) => total ?? 'withheld' },
              ],
              '',
            );
          }
        },
      );
    });
}

const NOTHING: FigureLine = { code: null, label: null, n: 0, of: null, q1: null, median: null, q3: null };

function number({ n, of, median, q1, q3 }: FigureLine): string {
  const tenth = (value: number | null) => Math.round((value ?? 0) * 10) / 10;
  if (median !== null) return `median ${tenth(median)} (${tenth(q1)}–${tenth(q3)}), n = ${n}`;
  if (of !== null) return `${n} of ${of} (${Math.round((100 * n) / of)} %)`;
  return String(n);
}
