import type { LoadedProgram } from '../programs';
import { storeProgram } from '../programs/store';
import { guard, within, type Caller } from './access';
import { programInUse } from './definitions';
import { businessNow, type OfficeTools } from './tools';

export function programActs(tools: OfficeTools) {
  const { database } = tools;
  return {
    /** New paths run on it from now on; those that are under way keep the version they were started with. */
    async putInUse(
      caller: Caller,
      program: Pick<LoadedProgram, 'definition' | 'version'>,
    ): Promise<'added' | 'updated' | 'unchanged'> {
      const programId = program.definition.id;
      guard(caller, 'manage-programs', { programId }, `program ${programId}`);
      return storeProgram(database, program, await businessNow(tools));
    },

    /** Programs of the caller with their sites: those of which they may see at least one site. */
    async list(caller: Caller) {
      const { OR: places } = within(caller.scope);
      return database.program.findMany({
        where: places
          ? {
              OR: places.map(({ programId, siteId }) =>
                siteId ? { sites: { some: { id: siteId } } } : { id: programId },
              ),
            }
          : {},
        select: { id: true, name: true, zone: true, version: true, loadedAt: true, sites: true },
        orderBy: { name: 'asc' },
      });
    },

    /** The definition and the policy in use; in an earlier version when one is named. */
    inUse: (programId: string, version?: string) => programInUse(database, programId, version),
  };
}
