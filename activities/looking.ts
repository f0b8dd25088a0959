import type { Database } from '../platform/database';
import { occurrences, type LookingActivities } from '../workflows/contract';
import { as } from '../domain/ids';

/** Looks at PostgreSQL without leaving anything there. */
export function createLooking(prisma: Database): LookingActivities {
  return {
    async anyUnanswered({ shiftId, occasion }) {
      const peers = await prisma.shiftPeer.findMany({
        where: { shiftId, removedAt: null },
        select: { personId: true },
      });
      const keys = peers.map(({ personId }) => occurrences.shiftWait(shiftId, as(personId), occasion));
      const answered = await prisma.wait.count({ where: { key: { in: keys }, closedAt: { not: null } } });
      return answered < keys.length;
    },
  };
}
