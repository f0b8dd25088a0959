import type { PersonId } from '../domain/ids';
import type { Database } from '../platform/database';
import { occurrences, type LookingActivities } from '../workflows/contract';

/** Looks at PostgreSQL without leaving anything there. */
export function createLooking(
  prisma: Database,
  policyInUse: LookingActivities['policyInUse'],
): LookingActivities {
  return {
    policyInUse,

    async anyUnanswered({ shiftId, occasion }) {
      const rows = await prisma.$queryRaw<{ personId: PersonId; key: string | null }[]>`
        SELECT p."personId", w."key"
        FROM "ShiftPeer" p
        LEFT JOIN "Wait" w ON w."shiftId" = p."shiftId" AND w."personId" = p."personId" AND w."closedAt" IS NOT NULL
        WHERE p."shiftId" = ${shiftId} AND p."removedAt" IS NULL`;
      const closed = new Set(rows.map(({ key }) => key));
      return rows.some(({ personId }) => !closed.has(occurrences.shiftWait(shiftId, personId, occasion)));
    },
  };
}
