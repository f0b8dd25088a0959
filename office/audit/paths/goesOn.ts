import type { Database } from '../../../platform/database';
import { Prisma } from '../../../prisma/generated/client';

const AT_ONCE = 200;

/** Something that PostgreSQL says is going on, and that a workflow should be behind. */
export interface GoesOn {
  workflowId: string;
  kind: 'journey' | 'mentorship' | 'transition' | 'request' | 'occasion';
  /** Its own id; of an occasion what it is about. */
  ref: string;
  occasion: string | null;
  programId: string;
  siteId: string | null;
  journeyId: string | null;
  mentorshipId: string | null;
}

/**
 * Paths that are active or paused, or whose way back stays open after somebody left, pairs that are offered, active or owe each other closing words, transitions that are
 * open, requests that nobody has spoken about yet, occasions that are to be looked at. About somebody who has died nothing goes on (rule 16), nor about somebody who was erased; what is stored and was
 * never begun is begun elsewhere.
 */
const GOING_ON = Prisma.sql`
  SELECT 'journey-' || j."id" AS "workflowId", 'journey' AS "kind", j."id" AS "ref", NULL AS "occasion", j."programId",
         p."siteId", j."id" AS "journeyId", NULL AS "mentorshipId"
  FROM "Journey" j
  JOIN "Participant" p ON p."id" = j."participantId"
  JOIN "Person" who ON who."id" = p."personId" AND who."deceasedAt" IS NULL AND who."erasedAt" IS NULL
  WHERE j."status" IN ('active', 'paused', 'withdrawn')
  UNION ALL
  SELECT 'mentorship-' || m."id", 'mentorship', m."id", NULL, m."programId", p."siteId", NULL, m."id"
  FROM "Mentorship" m
  JOIN "Participant" p ON p."id" = m."menteeId"
  WHERE m."status" IN ('offered', 'active')
    OR (m."status" = 'ended' AND EXISTS (
      SELECT 1 FROM "Wait" w WHERE w."workflowId" = 'mentorship-' || m."id" AND w."kind" = 'closing-words'
        AND w."closedAt" IS NULL))
  UNION ALL
  SELECT 'transition-' || t."id", 'transition', t."id", NULL, t."programId", t."siteId", t."journeyId", NULL
  FROM "Transition" t
  JOIN "Person" who ON who."id" = t."personId" AND who."deceasedAt" IS NULL
  WHERE t."status" = 'open'
  UNION ALL
  SELECT 'request-' || r."id", 'request', r."id", NULL, r."programId", r."siteId", r."journeyId", NULL
  FROM "Request" r
  JOIN "Person" who ON who."id" = r."personId" AND who."deceasedAt" IS NULL
  WHERE r."status" IN ('open', 'taken')
  UNION ALL
  SELECT o."id", 'occasion', o."ref", o."kind", o."programId", o."siteId", NULL, NULL
  FROM "Occasion" o WHERE o."nextAt" IS NOT NULL`;

/** A place in an order that has nothing to do with who somebody is, or when they came. */
const PLACE = Prisma.sql`('x' || left(md5("workflowId"), 7))::bit(28)::int`;

/** So many of them from a place on, and those that are named. @returns where the next ones begin, nothing at the end */
export async function pathsThatGoOn(
  database: Database,
  named: readonly string[],
  from: number | null,
): Promise<{ rows: GoesOn[]; upTo: number | null }> {
  const turn = await database.$queryRaw<(GoesOn & { place: number })[]>`
    SELECT * FROM (SELECT g.*, ${PLACE} AS "place" FROM (${GOING_ON}) g) g
    WHERE "place" >= ${from ?? 0} ORDER BY "place", "workflowId" LIMIT ${AT_ONCE}`;
  const first = await database.$queryRaw<GoesOn[]>`
    SELECT * FROM (${GOING_ON}) g WHERE "workflowId" = ANY(${named}) ORDER BY "workflowId" LIMIT ${AT_ONCE}`;
  const rows = [...first, ...turn.filter(({ workflowId }) => !named.includes(workflowId))];
  return { rows, upTo: turn.length < AT_ONCE ? null : (turn.at(-1)?.place ?? null) };
}

export async function stillGoesOn(database: Database, workflowId: string): Promise<boolean> {
  const rows = await database.$queryRaw<unknown[]>`
    SELECT 1 FROM (${GOING_ON}) g WHERE "workflowId" = ${workflowId}`;
  return rows.length > 0;
}
