import { loadDefinition, shippedPrograms, type LoadedProgram } from '../programs';
import { storeProgram } from '../programs/store';
import { instant } from '../domain/ids';
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

/** Puts them to use; says which are new or changed. */
export async function storePrograms(
  database: Database,
  programs: readonly LoadedProgram[],
  at: Date,
  report: Report,
): Promise<void> {
  for (const program of programs) {
    const what = await storeProgram(database, program, instant(at));
    if (what !== 'unchanged') report(`Program ${program.definition.id} ${what}.`);
  }
}
