import { Prisma } from '../../prisma/generated/client';
import type { Hidden } from '../hidden';

/** What a set of figures is about: a program, or one of its sites, over a span of instants. */
export interface FiguresScope {
  programId: string;
  siteId: string | null;
  from: Date;
  /** Not part of it any more. */
  until: Date;
  /** What whoever asks must not know of. */
  hidden: Hidden;
}

/**
 * The rows that figures are made of, as far as every transaction that wrote before them has ended: a count never misses a
 * row that commits late and then has it the next time. All of the past is in it, because what somebody was asked in the
 * period may have been answered after it.
 */
export function ledgerOf({ programId, siteId, hidden }: FiguresScope): Prisma.Sql {
  return Prisma.sql`ledger AS MATERIALIZED (
    SELECT "id", "key", "kind", "personId", "journeyId", "mentorshipId", "escalationId", "data", "at"
    FROM "Event" e
    WHERE "programId" = ${programId}
      AND "tx" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      AND ${siteId === null ? Prisma.sql`TRUE` : Prisma.sql`"siteId" = ${siteId}`}
      AND ("escalationId" IS NULL OR "escalationId" <> ALL(${hidden.escalations}))
      AND split_part("key", '/', 1) <> ALL(${hidden.workflows}))`;
}

/**
 * Every stay of somebody on a stage: since when, until when and what ended it. A stay that still goes on has no end; a
 * return after a withdrawal begins a new stay on the same stage.
 */
export const STAYS = Prisma.sql`
  moves AS (
    SELECT "journeyId", "id", "at", "kind", CASE WHEN "kind" = 'stage-entered' THEN "data" ->> 'stage' END AS "entered"
    FROM ledger
    WHERE "journeyId" IS NOT NULL AND ("kind" IN ('stage-entered', 'journey-withdrawn', 'journey-reopened', 'death-recorded')
       OR ("kind" = 'achievement-decided' AND "data" ->> 'outcome' = 'finish'))),
  numbered AS (
    SELECT *, count("entered") OVER w AS "nth", lead("at") OVER w AS "leftAt", lead("kind") OVER w AS "leftBy",
           lead("entered") OVER w AS "to"
    FROM moves WINDOW w AS (PARTITION BY "journeyId" ORDER BY "at", "id")),
  stays AS (
    SELECT * FROM (
      SELECT "journeyId", "kind", "at" AS "since", "leftAt", "leftBy", "to",
             max("entered") OVER (PARTITION BY "journeyId", "nth") AS "stage"
      FROM numbered) AS every
    WHERE "kind" IN ('stage-entered', 'journey-reopened') AND "stage" IS NOT NULL)`;
