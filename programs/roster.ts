/** Rosters: people as a coordinator keeps them in a spreadsheet. */
export { formatRosterProblem, type RosterProblem } from './roster/problem';
export { readRoster, type Roster } from './roster/readRoster';
export { decode, readTable } from './roster/table';
export { entries } from './roster/words';
export type { RosterRow } from './roster/readRow';
export type { Said, Script, ScriptedGoal } from './roster/script';
export {
  importRoster,
  type ImportedPerson,
  type ImportOptions,
  type ImportReport,
} from './roster/importRoster';
