import { importRoster, type ImportReport, type RosterRow } from '../programs/roster';
import { guard, type Caller } from './access';
import { programInUse } from './definitions';
import { businessNow, type OfficeTools } from './tools';

export function rosterActs(tools: OfficeTools) {
  return {
    /** Takes in the good rows of a roster; the same file again adds nobody. A roster may name every site of the program. */
    async importRows(caller: Caller, programId: string, rows: readonly RosterRow[]): Promise<ImportReport> {
      guard(caller, 'manage-people', { programId }, `program ${programId}`);
      const { definition } = await programInUse(tools.database, programId);
      const at = await businessNow(tools);
      return importRoster(tools.database, { program: definition, rows, at, by: caller.actor });
    },
  };
}
