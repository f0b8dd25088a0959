import { CsvError, parse } from 'csv-parse/sync';
import type { RosterProblem } from './problem';

/** One line of a spreadsheet under the names of its columns. */
export interface TableRow {
  /** As the spreadsheet counts: the header is row 1. */
  row: number;
  cells: Map<string, string>;
}

export interface Table {
  columns: string[];
  rows: TableRow[];
  problems: RosterProblem[];
}

/**
 * The text of a file that a spreadsheet saved: UTF-8 with or without a byte order mark, UTF-16 with one, else
 * Windows-1252, which is what Excel writes for "CSV" in Canada.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * The lines of a CSV file. Separator: comma, semicolon (Excel where a comma is the decimal sign) or tab, whichever the
 * header has most of. A line that cannot be read is a problem; the others are read.
 */
export function readTable(text: string): Table {
  // PostgreSQL does not keep U+0000, and nobody has typed it.
  const body = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .replace(/\r\n?/g, '\n');
  // Excel's own note on the separator is a line of the file but no row of the table.
  const note = /^sep=(.)\n/i.exec(body);
  const { records, problems } = note
    ? readRecords(body.slice(note[0].length), note[1] ?? ',', 1)
    : readRecords(body, separatorOf(body), 0);
  const [header, ...lines] = records;
  const columns = (header?.cells ?? []).map(columnName);
  const rows: TableRow[] = [];
  for (const { row, cells } of lines) {
    if (cells.slice(columns.length).some((cell) => cell !== ''))
      problems.push({
        row,
        field: '',
        problem: `has ${cells.length} cells where the header has ${columns.length}; a text with a separator in it would stand in quotes`,
        code: 'TooManyCells',
        given: String(cells.length),
        wanted: String(columns.length),
      });
    else rows.push({ row, cells: new Map(columns.map((column, index) => [column, cells[index] ?? ''])) });
  }
  return { columns, rows, problems };
}

/** A quote that never closes swallows the rest of the file; so often one looks on after the line that it stands in. */
const MOST_RESTARTS = 100;

function readRecords(text: string, delimiter: string, rowsBefore: number) {
  const problems: RosterProblem[] = [];
  const records: { row: number; cells: string[] }[] = [];
  let row = rowsBefore;
  let rest = text;
  for (let restarts = 0; ; restarts++) {
    let linesRead = 0;
    try {
      parse(rest, {
        delimiter,
        relax_column_count: true,
        relax_quotes: true,
        trim: true,
        on_record: (cells: string[], { lines }) => {
          linesRead = lines;
          row += 1;
          if (cells.some((cell) => cell !== '')) records.push({ row, cells });
          return null;
        },
      });
      return { records, problems };
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      row += 1;
      const isLast = restarts === MOST_RESTARTS;
      const staysOpen = error.code === 'CSV_QUOTE_NOT_CLOSED';
      const fault = staysOpen
        ? 'opens a quote (") that never closes, would close it in the same cell'
        : 'has text after a closing quote ("), would have all of a cell in quotes and a quote in it doubled ("")';
      problems.push({
        row,
        field: '',
        problem: isLast ? `${fault}, and so on; nothing after it was read` : fault,
        code: isLast ? 'TooManyQuotes' : staysOpen ? 'QuoteStaysOpen' : 'TextAfterQuote',
      });
      if (isLast) return { records, problems };
      rest = rest
        .split('\n')
        .slice(linesRead + 1)
        .join('\n');
    }
  }
}

/** `Given name`, `given-name` and `GIVEN_NAME` are one column. */
export function columnName(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function separatorOf(text: string): string {
  const header = (/^[^\n]*/.exec(text.trimStart()) ?? [''])[0];
  const count = (separator: string) => header.split(separator).length;
  return [';', '\t'].reduce((most, separator) => (count(separator) > count(most) ? separator : most), ',');
}
