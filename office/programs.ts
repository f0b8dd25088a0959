import type { Database } from '../platform/database';
import type { Prisma } from '../prisma/generated/client';
import type { LoadedProgram } from '../programs';
import { guard, within, type Caller } from './access';
import { programInUse } from './definitions';
import type { OfficeTools } from './tools';

/**
 * Puts a definition into use: new paths run on it, those that are under way keep the version they were started with.
 * Loading the same one again changes nothing. Sites that a new version no longer names stay, because people are there.
 * @returns whether this version was new
 */
export async function putInUse(
  database: Database,
  { definition, version }: Pick<LoadedProgram, 'definition' | 'version'>,
  at: Date,
): Promise<{ changed: boolean }> {
  const { id, name, zone, sites } = definition;
  return database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`program ${id}`}))`;
    const before = await tx.program.findUnique({ where: { id }, select: { version: true } });
    if (before?.version === version) return { changed: false };
    const stored = definition as unknown as Prisma.InputJsonObject;
    const inUse = { name: name.en ?? name.fr ?? id, zone, version, definition: stored, loadedAt: at };
    await tx.program.upsert({ where: { id }, create: { id, ...inUse }, update: inUse });
    await tx.programVersion.createMany({
      skipDuplicates: true,
      data: { programId: id, version, definition: stored, loadedAt: at },
    });
    for (const site of sites) {
      const fields = { name: site.name, zone: site.zone ?? zone };
      const siteId = `${id}.${site.id}`;
      await tx.site.upsert({
        where: { id: siteId },
        create: { id: siteId, programId: id, ...fields },
        update: fields,
      });
    }
    return { changed: true };
  });
}

export function programActs({ database, clock }: OfficeTools) {
  return {
    async putInUse(caller: Caller, program: Pick<LoadedProgram, 'definition' | 'version'>) {
      guard(
        caller,
        'manage-programs',
        { programId: program.definition.id },
        `program ${program.definition.id}`,
      );
      return putInUse(database, program, await clock.now());
    },

    /** Programs of the caller with their sites, those of which they may see at least one site. */
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
