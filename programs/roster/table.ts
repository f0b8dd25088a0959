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
  const problems: RosterProblem[] = [];
  let rowBefore = 0;
  let body = text.replace(/^\uFEFF/, '');
  // Excel's own note on the separator is a line of the file but no row of the table.
  const note = /^sep=(.)\r?\n/i.exec(body);
  if (note) {
    body = body.slice(note[0].length);
    rowBefore = 1;
  }
  let read = 0;
  const records: { row: number; cells: string[] }[] = [];
  try {
    parse(body, {
      delimiter: note?.[1] ?? separatorOf(body),
      relax_column_count: true,
      skip_records_with_error: true,
      trim: true,
      on_skip: (error) => {
        read += 1;
        problems.push({ row: rowBefore + read, field: '', problem: unreadable(error) });
      },
      on_record: (cells: string[]) => {
        read += 1;
        if (cells.some((cell) => cell !== '')) records.push({ row: rowBefore + read, cells });
        return null;
      },
    });
  } catch (error) {
    // With a quote that never ends there is no telling where the next line begins.
    if (!(error instanceof CsvError)) throw error;
    problems.push({ row: rowBefore + read + 1, field: '', problem: unreadable(error) });
  }

  const [header, ...lines] = records;
  const columns = (header?.cells ?? []).map(columnName);
  const rows: TableRow[] = [];
  for (const { row, cells } of lines) {
    if (cells.slice(columns.length).some((cell) => cell !== ''))
      problems.push({
        row,
        field: '',
        problem: `has ${cells.length} cells where the header has ${columns.length}; a text with a separator in it would stand in quotes`,
      });
    else rows.push({ row, cells: new Map(columns.map((column, index) => [column, cells[index] ?? ''])) });
  }
  return { columns, rows, problems };
}

/** `Given name`, `given-name` and `GIVEN_NAME` are one column. */
export function columnName(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function separatorOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text.trimStart()) ?? [''])[0];
  const count = (separator: string) => header.split(separator).length;
  return [';', '\t'].reduce((most, separator) => (count(separator) > count(most) ? separator : most), ',');
}

function unreadable(error: CsvError | undefined): string {
  switch (error?.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'opens a quote (") that never closes; the rows from here on could not be read';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'has a quote (") in the middle of a cell; the cell would stand in quotes, and a quote in it would be doubled ("")';
    default:
      return `cannot be read (${error?.code ?? 'unknown reason'})`;
  }
}
