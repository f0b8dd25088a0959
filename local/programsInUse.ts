import { loadDefinition, shippedPrograms, type LoadedProgram } from '../programs';
import { storeProgram } from '../programs/store';
import { instant } from '../domain/ids';
import { reviewStanding } from '../office/versions/reviews';
import type { Database } from '../platform/database';
import type { Report } from './report';

/**
 * The definitions to use: the shipped ones, and those of one's own, which win over a shipped one of the same id.
 * @throws DefinitionErrors naming file, line and field of everything that is wrong
 */
export function readPrograms(ownFiles: readonly string[]): LoadedProgram[] {
  const byId = new Map<string, LoadedProgram>();
  for (const file of [...shippedPrograms(), ...ownFiles]) {
    const loaded = loadDefinition(file);
    byId.set(loaded.definition.id, loaded);
  }
  return [...byId.values()];
}

/**
 * Puts them to use; says which are new or changed. A version that is new to a program with people on it stays out of use
 * until its peers have reviewed it: `fullcircle programs load` puts it to use then. The first load needs no review, since
 * nobody's path changes by it.
 */
export async function storePrograms(
  database: Database,
  programs: readonly LoadedProgram[],
  at: Date,
  report: Report,
): Promise<void> {
  for (const program of programs) {
    const { id } = program.definition;
    const inUse = await database.program.findUnique({ where: { id }, select: { version: true } });
    const standing = await reviewStanding(database, id, program.version);
    if (inUse && inUse.version !== program.version && !standing.open) {
      report(
        `Program ${id} has another version in its file, which its peers have not agreed to yet; it stays as it is (programs review, programs load).`,
      );
      continue;
    }
    const unreviewed = inUse ? standing.open && standing.unreviewed : 'first-load';
    const what = await storeProgram(database, program, instant(at), {
      by: 'system',
      ...(unreviewed ? { unreviewed } : {}),
    });
    if (what !== 'unchanged') report(`Program ${program.definition.id} ${what}.`);
  }
}
