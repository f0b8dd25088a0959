import { suppress, sumShown } from '../../domain/figures/suppress';
import type { Days } from '../../domain/figures/period';
import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import { NOTHING_HIDDEN } from '../hidden';
import { ledgerOf } from './ledger';

/** Who said nothing of themself, or nothing that the program has a group for. */
export const NOT_SAID = 'not-said';

/** Where somebody came for the first time, as `step:interview`, `tier:volunteer` or a word of its own. */
export type Arrival = string;

export interface Quarter extends Days {
  /** `2026-Q1`, counted from the fiscal year's first month. */
  name: string;
  start: Date;
  end: Date;
}

export interface EquityLine {
  arrival: Arrival;
  /** For each quarter, then for all of them together: people of each group, null where it is withheld. */
  quarters: { cells: (number | null)[]; total: number | null }[];
  year: { cells: (number | null)[]; total: number | null };
}

type Tally = Map<Arrival, number[][]>;

/**
 * How many people of each group came somewhere for the first time, quarter by quarter. A person counts once in each line,
 * in the group of which they were when that quarter ended; so the number of a quarter that is over never changes, and
 * neither a later word about oneself nor an erasure can be read from the difference of two reports.
 */
export async function tally(
  database: Pick<Database, '$queryRaw'>,
  programId: string,
  quarters: readonly Quarter[],
  groups: readonly string[],
): Promise<Tally> {
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (!first || !last) return new Map();
  const scope = { programId, siteId: null, from: first.start, until: last.end, hidden: NOTHING_HIDDEN };
  const ends = Prisma.join(
    quarters.map(
      (quarter, index) =>
        Prisma.sql`(${index}::int, ${quarter.start}::timestamptz, ${quarter.end}::timestamptz)`,
    ),
  );
  const rows = await database.$queryRaw<{ arrival: string; quarter: number; group: string; n: bigint }[]>`
    WITH ${ledgerOf(scope)},
      quarters ("quarter", "start", "end") AS (VALUES ${ends}),
      arrivals AS (
        SELECT "personId", min("at") AS "at", CASE "kind"
            WHEN 'journey-started' THEN 'started'
            WHEN 'screening-step-decided' THEN 'step:' || ("data" ->> 'step')
            WHEN 'mentorship-active' THEN 'matched'
            WHEN 'became-mentor' THEN 'became-mentor'
            ELSE 'tier:' || ("data" ->> 'to') END AS "arrival"
        FROM ledger
        WHERE "personId" IS NOT NULL AND ("kind" IN ('journey-started', 'mentorship-active', 'became-mentor', 'tier-changed')
           OR ("kind" = 'screening-step-decided' AND "data" ->> 'outcome' = 'advance'))
        GROUP BY "personId", "arrival")
    SELECT a."arrival", q."quarter", COALESCE(said."group", ${NOT_SAID}) AS "group", count(*) AS "n"
    FROM arrivals a JOIN quarters q ON a."at" >= q."start" AND a."at" < q."end"
    LEFT JOIN LATERAL (
      SELECT l."data" ->> 'group' AS "group" FROM ledger l
      WHERE l."kind" = 'self-described' AND l."personId" = a."personId" AND l."at" < q."end"
      ORDER BY l."at" DESC, l."id" DESC LIMIT 1) AS said ON TRUE
    GROUP BY 1, 2, 3`;
  const counted: Tally = new Map();
  for (const { arrival, quarter, group, n } of rows) {
    const line = counted.get(arrival) ?? quarters.map(() => groups.map(() => 0));
    counted.set(arrival, line);
    const place = groups.indexOf(group);
    // A group that the definition has no more counts with those who said nothing.
    line[quarter]![place < 0 ? groups.indexOf(NOT_SAID) : place]! += Number(n);
  }
  return counted;
}

/**
 * What may be shown of it. A quarter is one line with its total; a group's number over the quarters is shown where each of
 * them is, so that it says nothing that they do not say, and withheld otherwise.
 */
export function withSmallCellsWithheld(
  counted: Tally,
  arrivals: readonly Arrival[],
  quarters: number,
  groups: number,
  threshold: number,
): EquityLine[] {
  const none = Array.from({ length: quarters }, () => Array.from({ length: groups }, () => 0));
  return arrivals.map((arrival) => {
    const shown = (counted.get(arrival) ?? none).map((cells) => suppress(cells, threshold));
    return {
      arrival,
      quarters: shown,
      year: {
        cells: Array.from({ length: groups }, (_, group) =>
          sumShown(shown.map(({ cells }) => cells[group]!)),
        ),
        total: sumShown(shown.map(({ total }) => total)),
      },
    };
  });
}
