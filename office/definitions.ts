import { NotThere } from '../client/fullCircle';
import type { ProgramPolicy } from '../domain/policy';
import type { Transaction } from '../platform/database';
import { parseDefinition, type Definition } from '../programs';

export interface ProgramInUse {
  definition: Definition;
  policy: ProgramPolicy;
  version: string;
}

const remembered = new Map<string, ProgramInUse>();
const REMEMBERED = 50;

/**
 * A program as it is in use, or in the version that a path was started with.
 * @throws NotThere when no such program was loaded
 */
export async function programInUse(
  database: Pick<Transaction, 'program' | 'programVersion'>,
  programId: string,
  version?: string,
): Promise<ProgramInUse> {
  const row = version
    ? await database.programVersion.findUnique({ where: { programId_version: { programId, version } } })
    : await database.program.findUnique({ where: { id: programId } });
  if (!row) throw new NotThere(`program ${programId}`);
  const key = `${programId}@${row.version}`;
  const known = remembered.get(key);
  if (known) return known;
  // Read again, so that what this release added to definitions has its defaults in those that were stored before it.
  const { definition, policy } = parseDefinition(JSON.stringify(row.definition), key);
  const program = { definition, policy: { ...policy, version: row.version }, version: row.version };
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, program);
  return program;
}
