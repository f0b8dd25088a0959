import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import { ledgerOf, STAYS, type FiguresScope } from './ledger';
import type { FigureId } from './words';

/** One line of a figure, as it was counted. */
export interface Counted {
  figure: FigureId;
  /** What it is divided by: a stage, a step, an answer; null where it is not divided. */
  code: string | null;
  /** How many; for a duration, how many of them it was measured on. */
  n: number;
  /** Of how many, for a share. */
  of: number | null;
  /** Days or minutes, for a duration that was measured at least once. */
  q1: number | null;
  median: number | null;
  q3: number | null;
}

type Select = (scope: FiguresScope) => Prisma.Sql;

const within = ({ from, until }: FiguresScope, at = Prisma.sql`"at"`): Prisma.Sql =>
  Prisma.sql`(${at} >= ${from} AND ${at} < ${until})`;

const NOTHING = Prisma.sql`NULL::bigint AS "of", NULL::float AS "q1", NULL::float AS "median", NULL::float AS "q3"`;

/** How often something of these kinds happened in the period, by a code made from the row. */
const times =
  (kinds: string[], code: Prisma.Sql, only = Prisma.sql`TRUE`): Select =>
  (scope) =>
    Prisma.sql`
    SELECT ${code} AS "code", count(*) AS "n", ${NOTHING}
    FROM ledger WHERE "kind" = ANY(${kinds}) AND ${within(scope)} AND ${only} GROUP BY 1`;

const data = (field: string): Prisma.Sql => Prisma.sql`"data" ->> ${field}::text`;

/** A kind of event as the code of a figure. */
const named = (names: Record<string, string>): Prisma.Sql =>
  Prisma.sql`CASE "kind" ${Prisma.join(
    Object.entries(names).map(([kind, code]) => Prisma.sql`WHEN ${kind} THEN ${code}`),
    ' ',
  )} END`;

/** Quartiles of a number, interpolated between the two nearest. */
const spread = (code: Prisma.Sql, value: Prisma.Sql): Prisma.Sql => {
  const at = (share: number) =>
    Prisma.sql`percentile_cont(${share}::float) WITHIN GROUP (ORDER BY (${value})::float)`;
  return Prisma.sql`${code} AS "code", count(*) AS "n", NULL::bigint AS "of",
    ${at(0.25)} AS "q1", ${at(0.5)} AS "median", ${at(0.75)} AS "q3"`;
};

const UNDIVIDED = Prisma.sql`NULL::text`;
const DAYS = Prisma.sql`extract(epoch FROM "leftAt" - "since") / 86400`;

/** From the alarm to the first event of a kind, over alarms of the period. */
const response =
  (kind: string): Select =>
  (scope) =>
    Prisma.sql`
    SELECT ${spread(UNDIVIDED, Prisma.sql`extract(epoch FROM "then" - "raised") / 60`)}
    FROM (SELECT a."raised", min(e."at") AS "then"
          FROM alarms a JOIN ledger e ON e."escalationId" = a."escalationId" AND e."kind" = ${kind}
          WHERE ${within(scope, Prisma.sql`a."raised"`)} GROUP BY a."escalationId", a."raised") AS responses
    HAVING count(*) > 0`;

/** Each figure as a statement over the ledger; its words stand in {@link FIGURES}. */
const SELECTS: Record<FigureId, Select> = {
  started: times(['journey-started'], data('role')),
  reached: (scope) => Prisma.sql`
    SELECT ${data('stage')} AS "code", count(DISTINCT "journeyId") AS "n", ${NOTHING}
    FROM ledger WHERE "kind" = 'stage-entered' AND ${within(scope)} GROUP BY 1`,
  standing: ({ until }) => Prisma.sql`
    SELECT "stage" AS "code", count(*) AS "n", ${NOTHING}
    FROM stays WHERE "since" < ${until} AND ("leftAt" IS NULL OR "leftAt" >= ${until}) GROUP BY 1`,
  steps: (scope) => Prisma.sql`
    SELECT ${data('step')} AS "code", count(*) FILTER (WHERE "data" ->> 'outcome' = 'advance') AS "n", count(*) AS "of",
           NULL::float AS "q1", NULL::float AS "median", NULL::float AS "q3"
    FROM ledger WHERE "kind" = 'screening-step-decided' AND ${within(scope)} GROUP BY 1`,
  'time-in-stage': (scope) => Prisma.sql`
    SELECT ${spread(Prisma.sql`"stage"`, DAYS)} FROM stays WHERE ${within(scope, Prisma.sql`"leftAt"`)} GROUP BY 1`,
  endings: times(
    ['journey-withdrawn', 'journey-reopened', 'death-recorded', 'achievement-decided'],
    named({
      'journey-withdrawn': 'withdrew',
      'journey-reopened': 'came-back',
      'death-recorded': 'died',
      'achievement-decided': 'finished',
    }),
    Prisma.sql`("kind" <> 'achievement-decided' OR "data" ->> 'outcome' = 'finish')`,
  ),
  retention: ({ from, until }) => Prisma.sql`
    SELECT ${UNDIVIDED} AS "code", count(*) FILTER (WHERE "last" <> 'journey-withdrawn') AS "n", count(*) AS "of",
           NULL::float AS "q1", NULL::float AS "median", NULL::float AS "q3"
    FROM (SELECT DISTINCT "journeyId" FROM stays
          WHERE "since" < ${until} AND ("leftAt" IS NULL OR "leftAt" >= ${from})) AS present
    JOIN (SELECT DISTINCT ON ("journeyId") "journeyId", "kind" AS "last" FROM moves WHERE "at" < ${until}
          ORDER BY "journeyId", "at" DESC, "id" DESC) AS ends USING ("journeyId")
    WHERE "last" <> 'death-recorded' HAVING count(*) > 0`,
  matches: times(
    ['match-proposed', 'match-approved', 'match-rejected', 'mentorship-active', 'mentorship-ended'],
    named({
      'match-proposed': 'proposed',
      'match-approved': 'approved',
      'match-rejected': 'rejected',
      'mentorship-active': 'began',
      'mentorship-ended': 'ended',
    }),
  ),
  offers: times(['match-answered'], data('answer')),
  'time-to-match': (scope) => Prisma.sql`
    SELECT ${spread(
      Prisma.sql`CASE WHEN s."role" = 'mentor' OR b."at" <= stays."leftAt" THEN 'mentor' ELSE 'mentee' END`,
      DAYS,
    )}
    FROM stays
    LEFT JOIN (SELECT "journeyId", min("data" ->> 'role') AS "role" FROM ledger WHERE "kind" = 'journey-started'
               GROUP BY 1) AS s USING ("journeyId")
    LEFT JOIN (SELECT "journeyId", min("at") AS "at" FROM ledger WHERE "kind" = 'became-mentor' GROUP BY 1) AS b
      USING ("journeyId")
    WHERE "stage" = 'matching' AND "to" = 'mentorship' AND ${within(scope, Prisma.sql`"leftAt"`)} GROUP BY 1`,
  meetings: (scope) => Prisma.sql`
    SELECT "word" AS "code", count(*) AS "n", sum(count(*)) OVER () AS "of",
           NULL::float AS "q1", NULL::float AS "median", NULL::float AS "q3"
    FROM (SELECT DISTINCT ON ("mentorshipId", "data" ->> 'number') "data" ->> 'outcome' AS "word",
                 min("at") OVER (PARTITION BY "mentorshipId", "data" ->> 'number') AS "settled"
          FROM ledger WHERE "kind" = 'meeting-settled'
          ORDER BY "mentorshipId", "data" ->> 'number', "at" DESC, "id" DESC) AS settled
    WHERE ${within(scope, Prisma.sql`"settled"`)} GROUP BY 1`,
  goals: ({ from, until }) => Prisma.sql`
    SELECT CASE WHEN "progress" >= 100 THEN 'full' WHEN "progress" > 0 THEN 'partial' ELSE 'not-yet' END AS "code",
           count(*) AS "n", sum(count(*)) OVER () AS "of",
           NULL::float AS "q1", NULL::float AS "median", NULL::float AS "q3"
    FROM (SELECT DISTINCT ON ("data" ->> 'goal') COALESCE(("data" ->> 'progress')::float, 0) AS "progress", "at"
          FROM ledger WHERE "kind" IN ('goal-set', 'goal-progress') AND "at" < ${until}
          ORDER BY "data" ->> 'goal', "at" DESC, "id" DESC) AS goals
    WHERE "at" >= ${from} GROUP BY 1`,
  workshops: times(
    ['workshop-planned', 'workshop-invited'],
    named({ 'workshop-planned': 'planned', 'workshop-invited': 'invited' }),
  ),
  'check-ins': (scope) => Prisma.sql`
    SELECT ${UNDIVIDED} AS "code", count(*) FILTER (WHERE EXISTS (
             SELECT 1 FROM answers a WHERE a."journeyId" = asked."journeyId" AND a."number" = asked."number")) AS "n",
           count(*) AS "of", NULL::float AS "q1", NULL::float AS "median", NULL::float AS "q3"
    FROM (SELECT DISTINCT "journeyId", "data" ->> 'number' AS "number" FROM ledger
          WHERE "kind" = 'check-in-asked' AND ${within(scope)}) AS asked HAVING count(*) > 0`,
  'check-in-answers': times(['check-in-answered'], data('answer')),
  transitions: times(['transition-reported'], data('kind')),
  requests: times(
    ['request-made', 'request-taken', 'request-fulfilled', 'request-cancelled', 'request-late'],
    Prisma.sql`substr("kind", 9)`,
  ),
  'request-taken': (scope) => Prisma.sql`
    SELECT ${spread(UNDIVIDED, Prisma.sql`extract(epoch FROM "taken" - "made") / 60`)}
    FROM (SELECT min("at") FILTER (WHERE "kind" = 'request-made') AS "made",
                 min("at") FILTER (WHERE "kind" = 'request-taken') AS "taken"
          FROM ledger WHERE "kind" IN ('request-made', 'request-taken') GROUP BY split_part("key", '/', 1)) AS requests
    WHERE "taken" IS NOT NULL AND ${within(scope, Prisma.sql`"made"`)} HAVING count(*) > 0`,
  'became-mentor': (scope) => Prisma.sql`
    SELECT ${UNDIVIDED} AS "code", count(DISTINCT "journeyId") AS "n", ${NOTHING}
    FROM ledger WHERE "kind" = 'became-mentor' AND ${within(scope)} HAVING count(*) > 0`,
  tiers: times(['tier-changed'], data('to')),
  training: times(['training-completed'], data('module')),
  'shift-check-ins': times(
    ['shift-check-in', 'shift-missed'],
    Prisma.sql`CASE WHEN "kind" = 'shift-missed' THEN 'missed-' || COALESCE("data" ->> 'occasion', 'end')
                    WHEN "data" ->> 'late' = 'true' THEN 'answered-late' ELSE 'answered' END`,
  ),
  escalations: (scope) => Prisma.sql`
    SELECT "cause" AS "code", count(*) AS "n", ${NOTHING} FROM alarms
    WHERE ${within(scope, Prisma.sql`"raised"`)} GROUP BY 1`,
  'escalation-told': response('escalation-level-told'),
  'escalation-acknowledged': response('escalation-acknowledged'),
  'escalation-resolved': response('escalation-resolved'),
};

const HELPERS = Prisma.sql`
  alarms AS (SELECT "escalationId", min("at") AS "raised", min("data" ->> 'kind') AS "cause" FROM ledger
             WHERE "kind" = 'escalation-raised' AND "escalationId" IS NOT NULL AND "data" ->> 'kind' <> 'drill'
             GROUP BY 1),
  answers AS (SELECT DISTINCT "journeyId", "data" ->> 'number' AS "number" FROM ledger
              WHERE "kind" = 'check-in-answered')`;

/** Every figure in one statement, so that all of them speak of the same moment. */
export async function count(database: Pick<Database, '$queryRaw'>, scope: FiguresScope): Promise<Counted[]> {
  const selects = Object.entries(SELECTS).map(
    ([figure, select]) =>
      Prisma.sql`SELECT ${figure}::text AS "figure", counted.* FROM (${select(scope)}) AS counted`,
  );
  const rows = await database.$queryRaw<
    (Omit<Counted, 'n' | 'of'> & { n: bigint | number; of: bigint | number | null })[]
  >`
    WITH ${ledgerOf(scope)}, ${STAYS}, ${HELPERS}
    SELECT "figure", "code", "n"::bigint AS "n", "of"::bigint AS "of", "q1", "median", "q3"
    FROM (${Prisma.join(selects, ' UNION ALL ')}) AS figures
    ORDER BY "figure", "code"`;
  return rows.map((row) => ({ ...row, n: Number(row.n), of: row.of === null ? null : Number(row.of) }));
}
