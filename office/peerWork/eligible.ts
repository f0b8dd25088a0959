import type { Transaction } from '../../platform/database';
import type { Opening } from '../../prisma/generated/client';

/**
 * Every peer who may take an opening: at one of the tiers that it is open to, or any tier or the mentors' role where it
 * names none. Whoever has paused stays eligible and is told when they are back; nothing else is asked of anybody.
 */
export async function eligibleFor(
  tx: Pick<Transaction, 'participant'>,
  { programId, siteId, fromTiers }: Pick<Opening, 'programId' | 'siteId' | 'fromTiers'>,
): Promise<{ id: string; personId: string; siteId: string | null; paused: boolean }[]> {
  const peers = await tx.participant.findMany({
    where: {
      programId,
      ...(siteId ? { OR: [{ siteId }, { siteId: null }] } : {}),
      person: { deceasedAt: null },
      AND: [
        fromTiers.length > 0
          ? { tier: { in: fromTiers } }
          : { OR: [{ role: 'mentor' }, { tier: { not: null } }] },
      ],
      journeys: { some: { status: { in: ['active', 'paused'] } } },
    },
    include: { journeys: { orderBy: { startedAt: 'desc' }, take: 1 } },
    orderBy: { id: 'asc' },
  });
  return peers.map(({ id, personId, siteId: site, journeys }) => ({
    id,
    personId,
    siteId: site,
    paused: journeys[0]?.status === 'paused',
  }));
}
