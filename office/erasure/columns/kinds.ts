/**
 * What becomes of a column that can hold text when somebody is erased.
 *
 * - `personal`: about a person, or written by or to them; removed by the steps of `REMOVALS`
 * - `id`: ids, keys of occurrences and who acted; the erased person's get new ones that lead nowhere
 * - `code`: codes, zones, wall-clock times, hashes; says nothing about who somebody is
 * - `open`: about the program, a place or the system, and about nobody
 * - `staff`: of colleagues' accounts, who are not erased as long as they have one
 */
type Kind = 'personal' | 'id' | 'code' | 'open' | 'staff';

/** By table, then by column. */
export type Columns = Record<string, Record<string, Kind>>;

export const all = (kind: Kind, ...columns: string[]): Record<string, Kind> =>
  Object.fromEntries(columns.map((column) => [column, kind]));
