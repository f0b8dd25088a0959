import { nearest } from '../nearest';
import type { Definition } from '../schema';
import type { RosterProblem } from './problem';
import { columnsOf, readRow, REQUIRED_COLUMNS, type RosterRow } from './readRow';
import { decode, readTable } from './table';
import { plain } from '../../domain/surveys/plain';

export interface Roster {
  rows: RosterRow[];
  /** In the order of the file. */
  problems: RosterProblem[];
}

/** Nobody's roster is larger; a file that is, is another file. */
const MOST_BYTES = 20_000_000;

/**
 * Reads a roster. A row with anything wrong is left out and reported with its number and the column; the others are
 * there to be imported. Of a person who stands in it twice the first row counts.
 */
export function readRoster(file: string | Uint8Array, { program }: { program: Definition }): Roster {
  const text = typeof file === 'string' ? file : decode(file);
  if (text.length > MOST_BYTES)
    return {
      rows: [],
      problems: [{ row: 1, field: '', problem: 'is larger than 20 MB, would be a roster' }],
    };
  const table = readTable(text);
  const problems = [...table.problems, ...columnProblems(program, table.columns)];
  if (REQUIRED_COLUMNS.some((column) => !table.columns.includes(column))) return { rows: [], problems };

  const rows: RosterRow[] = [];
  const seen = new Map<string, { row: number; reference: string }>();
  for (const line of table.rows) {
    const read = readRow(program, line);
    if (Array.isArray(read)) {
      problems.push(...read);
      continue;
    }
    const twice = identities(read).find(({ key }) => seen.has(key));
    const first = twice === undefined ? undefined : seen.get(twice.key);
    if (twice !== undefined && first !== undefined) {
      problems.push({ row: read.row, field: twice.field, problem: twiceProblem(twice.field, read, first) });
      continue;
    }
    for (const { key } of identities(read)) seen.set(key, read);
    rows.push(read);
  }
  return { rows, problems: problems.sort((a, b) => a.row - b.row) };
}

function columnProblems(program: Definition, columns: readonly string[]): RosterProblem[] {
  const known = columnsOf(program);
  const problems: RosterProblem[] = [];
  const say = (field: string, problem: string) => void problems.push({ row: 1, field, problem });
  for (const [index, column] of columns.entries()) {
    if (column === '') continue;
    if (columns.indexOf(column) < index) say(column, 'stands in the header twice, would be one column');
    else if (!known.includes(column)) {
      const meant = nearest(
        column,
        known.filter((name) => !columns.includes(name)),
      );
      say(
        column,
        `is no column of a roster and is not read${meant === undefined ? '' : `; perhaps ${meant} is meant`}`,
      );
    }
  }
  for (const column of REQUIRED_COLUMNS)
    if (!columns.includes(column)) say(column, 'is missing, would be a column of every roster');
  return problems;
}

/** What makes two rows one person: the reference, or the same name at the same number or address. */
function identities(row: RosterRow): { field: string; key: string }[] {
  const name = plain(`${row.givenName} ${row.surname ?? ''}`);
  return [
    { field: 'reference', key: `reference ${row.reference.toLowerCase()}` },
    ...(row.phone === undefined ? [] : [{ field: 'phone', key: `phone ${row.phone} ${name}` }]),
    ...(row.email === undefined ? [] : [{ field: 'email', key: `email ${row.email} ${name}` }]),
  ];
}

function twiceProblem(field: string, row: RosterRow, first: { row: number; reference: string }): string {
  return field === 'reference'
    ? `"${row.reference}" stands in row ${first.row} already, would be a reference of its own`
    : `the same name and ${field} stand in row ${first.row} already (${first.reference}), would be one row a person`;
}
