import type { Instant } from '../../domain/ids';
import { Prisma } from '../../prisma/generated/client';
import type { RecordBatch } from '../../workflows/contract';
import { rowset } from './rows';
import type { Step } from './statement';

/**
 * A critical transition and its contacts as its workflow last said. One that is closed stays so, and a late repeat never
 * overwrites what came after it. Who hands over to whom is the office's to write, and stays.
 */
export function moveTransition(
  transition: NonNullable<RecordBatch['transition']>,
  scope: RecordBatch['scope'],
  at: Instant,
): Step[] {
  const { id, state, round, sequence, insideSince, outAt, partner, zone, participantId, reportedBy } =
    transition;
  const closed = state.status === 'closed';
  const moved = Prisma.sql`
    INSERT INTO "Transition" AS t ("id", "programId", "siteId", "personId", "participantId", "journeyId", "kind", "status",
                                   "outcome", "dateWall", "dateAt", "zone", "insideSince", "outAt", "partner", "round",
                                   "sequence", "reportedBy", "reportedAt", "closedAt")
    VALUES (${id}, ${scope.programId}, ${scope.siteId ?? null}, ${scope.personId ?? ''}, ${participantId},
            ${scope.journeyId ?? ''}, ${state.kind}, ${state.status}, ${state.outcome ?? null}, ${state.date ?? null},
            ${state.dateAt ?? null}::timestamptz, ${zone}, ${insideSince ?? null}::timestamptz,
            ${outAt ?? null}::timestamptz, ${partner ?? null}, ${round}, ${sequence}, ${reportedBy},
            ${at}::timestamptz, CASE WHEN ${closed} THEN ${at}::timestamptz END)
    ON CONFLICT ("id") DO UPDATE SET
      "status" = EXCLUDED."status", "outcome" = EXCLUDED."outcome", "dateWall" = EXCLUDED."dateWall",
      "dateAt" = EXCLUDED."dateAt", "insideSince" = EXCLUDED."insideSince", "outAt" = EXCLUDED."outAt",
      "round" = EXCLUDED."round", "sequence" = EXCLUDED."sequence", "closedAt" = EXCLUDED."closedAt"
    WHERE t."status" <> 'closed' AND (t."sequence" < EXCLUDED."sequence" OR t."status" = 'starting')
    RETURNING "id"`;
  const contacts = Prisma.sql`
    INSERT INTO "TransitionContact" AS c ("transitionId", "contact", "what", "owedBy", "dueAt", "status", "tries",
                                          "settledAt", "settledBy")
    SELECT ${id}, row."id", row."what", row."owedBy", row."dueAt", row."status", row."tries",
           CASE WHEN row."by" IS NOT NULL THEN ${at}::timestamptz END, row."by"
    FROM jsonb_to_recordset(${rowset(state.contacts)}) AS row(
      "id" text, "what" text, "owedBy" text, "dueAt" timestamptz, "status" text, "tries" int, "by" text)
    WHERE EXISTS (SELECT 1 FROM transition)
    ORDER BY row."id"
    ON CONFLICT ("transitionId", "contact") DO UPDATE SET
      "dueAt" = EXCLUDED."dueAt", "status" = EXCLUDED."status", "tries" = EXCLUDED."tries",
      "settledAt" = CASE WHEN EXCLUDED."settledBy" IS NULL THEN NULL ELSE COALESCE(c."settledAt", EXCLUDED."settledAt") END,
      "settledBy" = EXCLUDED."settledBy"`;
  return [
    { name: 'transition', sql: moved },
    { name: 'transition_contacts', sql: contacts },
  ];
}
