import { csvLine } from '../csvLine';
import type { Figures } from '../figures';

const COLUMNS = [
  'section',
  'figure',
  'code',
  'what',
  'group',
  'from',
  'until',
  'count',
  'of',
  'percent',
  'unit',
  'quartile_1',
  'median',
  'quartile_3',
  'definition',
] as const;

/**
 * Figures as a table that any spreadsheet opens: UTF-8 with a byte order mark, so that accents survive, commas, and CRLF.
 * A withheld number is the word `withheld`, never a nought.
 */
export function figuresCsv(report: Figures, lang: 'en' | 'fr'): string {
  const lines: (string | number | null)[][] = [[...COLUMNS]];
  const { from, until } = report.period;
  for (const section of report.sections)
    for (const figure of section.figures) {
      const rows = figure.lines.length > 0 ? figure.lines : [NOTHING];
      for (const line of rows)
        lines.push([
          section.name[lang],
          figure.name[lang],
          line.code,
          line.label?.[lang] ?? null,
          null,
          from,
          until,
          line.n,
          line.of,
          line.of ? Math.round((1000 * line.n) / line.of) / 10 : null,
          figure.unit,
          tenth(line.q1),
          tenth(line.median),
          tenth(line.q3),
          figure.definition[lang],
        ]);
    }
  const { equity } = report;
  for (const line of equity?.lines ?? [])
    for (const [index, quarter] of equity!.quarters.entries()) {
      const shown = line.quarters[index]!;
      const row = (group: string, n: number | null) => {
        const cell = n ?? 'withheld';
        lines.push([
          lang === 'fr' ? 'Équité' : 'Equity',
          line.label[lang],
          line.arrival,
          quarter.name,
          group,
          quarter.from,
          quarter.until,
          cell,
          ...Array.from({ length: 7 }, () => null),
        ]);
      };
      for (const [place, group] of equity!.groups.entries()) row(group.label[lang], shown.cells[place]!);
      row(lang === 'fr' ? 'tout le monde' : 'everybody', shown.total);
    }
  return `\uFEFF${lines.map(csvLine).join('')}`;
}

const NOTHING = { code: null, label: null, n: 0, of: null, q1: null, median: null, q3: null };

function tenth(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
