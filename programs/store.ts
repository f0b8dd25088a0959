import type { Instant } from '../domain/ids';
import type { Database, Transaction } from '../platform/database';
import type { Prisma } from '../prisma/generated/client';
import type { LoadedProgram } from './load';
import { siteId } from './siteId';

/** Kept with a version when it is first put to use. */
export interface HowLoaded {
  by?: string;
  /** Why the peers' review is missing: a code of the product, or the reason that staff gave. */
  unreviewed?: string;
}

/**
 * Puts a definition to use: the program's row, the version for ever, the sites. A site that the definition does not name
 * any more keeps its row, since shifts and people refer to it. Safe to repeat.
 * @param at business time, kept as when this version came to be used
 */
export async function storeProgram(
  prisma: Database,
  { definition, version }: Omit<LoadedProgram, 'policy'>,
  at: Instant | Date,
  how: HowLoaded = {},
): Promise<'added' | 'updated' | 'unchanged'> {
  return prisma.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`program ${definition.id}`}))`;
    const before = await transaction.program.findUnique({ where: { id: definition.id } });
    if (before?.version === version) return 'unchanged';
    const values = {
      name: definition.name[definition.languages[0] ?? 'en'] ?? definition.id,
      zone: definition.zone,
      version,
      definition: definition as unknown as Prisma.InputJsonObject,
      loadedAt: at,
    };
    const key = { programId: definition.id, version };
    await transaction.program.upsert({
      where: { id: definition.id },
      create: { id: definition.id, ...values },
      update: values,
    });
    await transaction.programVersion.createMany({
      data: [
        {
          ...key,
          definition: values.definition,
          loadedAt: at,
          loadedBy: how.by ?? null,
          unreviewed: how.unreviewed ?? null,
        },
      ],
      skipDuplicates: true,
    });
    await storeSites(transaction, definition);
    return before === null ? 'added' : 'updated';
  });
}

async function storeSites(transaction: Transaction, definition: LoadedProgram['definition']): Promise<void> {
  for (const site of definition.sites) {
    const id = siteId(definition.id, site.id);
    const values = { name: site.name, zone: site.zone ?? definition.zone };
    await transaction.site.upsert({
      where: { id },
      create: { id, programId: definition.id, ...values },
      update: values,
    });
  }
}
