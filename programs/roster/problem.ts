/** Something wrong with a row of a roster, and what would be right. `row` as the spreadsheet counts: the header is row 1. */
export interface RosterProblem {
  row: number;
  /** Name of the column; empty for the row as a whole. */
  field: string;
  problem: string;
  /** The kind of it, what stands there and what could, for whoever says it in another language. */
  code?: string;
  given?: string;
  wanted?: string;
}

/** `FILE:ROW field: what is wrong, what would be right` */
export function formatRosterProblem(file: string, { row, field, problem }: RosterProblem): string {
  return `${file}:${row} ${field === '' ? '' : `${field}: `}${problem}`;
}
