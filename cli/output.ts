import Table from 'cli-table3';
import pc from 'picocolors';

export type Format = 'json' | 'table';
type Cell = string | number | boolean | null | undefined;

export interface Column<Row> {
  head: string;
  cell: (row: Row) => Cell;
}

/** A list: as JSON the rows as they are, as a table the columns. `empty` is what to say when there is nothing. */
export function printRows<Row>(
  format: Format,
  rows: readonly Row[],
  columns: Column<Row>[],
  empty: string,
): void {
  if (format === 'json') return printJson(rows);
  if (rows.length === 0) return say(empty);
  const table = new Table({
    head: columns.map(({ head }) => pc.bold(head)),
    style: { head: [], border: [], compact: true },
    chars: LINES,
  });
  for (const row of rows) table.push(columns.map(({ cell }) => String(cell(row) ?? '–')));
  say(table.toString());
}

/** How many rows a list prints that has no limit of its own. */
export const FIRST = 100;

/** Says of a list that was asked for one row more than {@link FIRST} where it stops, and how to see the others. */
export function noteFirst(format: Format, found: readonly unknown[], narrowing: string): void {
  if (format === 'table' && found.length > FIRST) note(`The first ${FIRST}; narrow it with ${narrowing}.`);
}

/** Frames make copying a cell hard; a rule under the head is enough. */
const LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** One thing: as JSON as it is, else the sentence. */
export function printOne(format: Format | 'csv', value: unknown, sentence: string): void {
  if (format === 'json') printJson(value);
  else say(sentence);
}

export function printJson(value: unknown): void {
  say(
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner), 2),
  );
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Notes and mistakes go to standard error, so that standard output stays what was asked for. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A code as words: `end-of-shift` is "end of shift". */
export function words(code: string): string {
  return code.replaceAll('-', ' ');
}

/** Why a number or an address is not used, behind what else is said of it; nothing where it is. */
export function unusable({ unusableCode }: { unusableCode: string | null }): string {
  return unusableCode ? `, not used: ${unusableCode}` : '';
}

export function late(isLate: boolean): string {
  return isLate ? pc.red('late') : '';
}
