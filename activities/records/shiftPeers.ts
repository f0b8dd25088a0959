import type { Instant } from '../../domain/ids';
import { Prisma } from '../../prisma/generated/client';
import { askedLater, SETTLED } from './projections';
import type { Step } from './statement';

/**
 * Who works the shift: whoever comes back after having been taken off is on it again.
 * @param endsAt end of the shift, which may have moved while they were off it
 */
export function changePeers(
  shiftId: string,
  peers: { add?: string[]; remove?: string[] } | undefined,
  endsAt: Instant,
  programId: string,
  at: Instant,
): Step[] {
  const steps: Step[] = [];
  if (peers?.remove?.length) {
    const sql = Prisma.sql`
      UPDATE "ShiftPeer" SET "removedAt" = ${at}::timestamptz
      WHERE "shiftId" = ${shiftId} AND "personId" = ANY(${peers.remove}) AND "removedAt" IS NULL`;
    steps.push({ name: 'peers_removed', sql });
  }
  if (peers?.add?.length) {
    const sql = Prisma.sql`
      INSERT INTO "ShiftPeer" ("shiftId", "personId", "participantId", "addedAt")
      SELECT ${shiftId}, "personId", "id", ${at}::timestamptz FROM "Participant"
      WHERE "programId" = ${programId} AND "personId" = ANY(${peers.add})
      ON CONFLICT ("shiftId", "personId") DO UPDATE SET "removedAt" = NULL, "addedAt" = EXCLUDED."addedAt"
      WHERE "ShiftPeer"."removedAt" IS NOT NULL
      RETURNING "personId"`;
    // What was asked of them about the end and taken back is asked again, and so is what they have answered about an
    // earlier end; its key is the same.
    const owing = Prisma.sql`
      UPDATE "Wait" w SET "dueAt" = ${endsAt}::timestamptz, "closedAt" = NULL, "outcome" = NULL, "closedBy" = NULL,
        "details" = ${askedLater(Prisma.sql`${endsAt}::timestamptz`)}
      WHERE "shiftId" = ${shiftId} AND "personId" IN (SELECT "personId" FROM peers_added)
        AND "kind" = 'end-of-shift'
        AND ("outcome" = 'taken-off' OR ("outcome" = ANY(${SETTLED}) AND "dueAt" < ${endsAt}::timestamptz))`;
    steps.push({ name: 'peers_added', sql }, { name: 'owing_again', sql: owing });
  }
  return steps;
}
