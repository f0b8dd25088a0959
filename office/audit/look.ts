import type { Instant } from '../../domain/ids';
import { millis, plus } from '../../domain/duration';
import type { ProgramPolicy } from '../../domain/policy';
import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import { programInUse } from '../definitions';
import { uncheckedShifts } from './coverage';
import { TOLERANCE, type Finding } from './finding';

const AT_ONCE = 500;
/** Closing the last one of these is the workflow's own doing, so a path that is over has none. */
const LAPSING = ['match-offer', 'meeting-outcome', 'shift-offer'];
const ALERT = 'audit-alert';

/** Everything that the rows of PostgreSQL alone say should have moved and has not (rule 15). Reads only. */
export async function look(database: Database, at: Instant): Promise<Finding[]> {
  const programs = await database.program.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  const findings: Finding[] = [];
  for (const { id } of programs) {
    const { policy } = await programInUse(database, id);
    findings.push(
      ...(await stuckCheckIns(database, id, policy, at)),
      ...(await uncheckedCoverage(database, id, policy, at)),
    );
  }
  const rest = await Promise.all([
    stuckEscalations(database, at),
    stuckPaths(database, at),
    unsent(database, at),
    stuckDeliveries(database, at),
    unread(database, at),
    unstarted(database, at),
  ]);
  return [...findings, ...rest.flat()];
}

/**
 * Check-ins whose grace is over without a miss or an answer, and shifts that should have begun, or asked about their
 * end, and did not. About somebody who has died nothing is missed (rule 16).
 */
async function stuckCheckIns(
  database: Database,
  programId: string,
  { shift }: ProgramPolicy,
  at: Instant,
): Promise<Finding[]> {
  const late = plus(at, -(Math.max(millis(shift.grace), 60_000) + TOLERANCE.safety));
  const soon = plus(at, -TOLERANCE.safety);
  const rows = await database.$queryRaw<{ id: string; siteId: string; waits: bigint }[]>`
    SELECT s."id", s."siteId", count(w."key") AS "waits"
    FROM "Shift" s
    JOIN "ShiftPeer" sp ON sp."shiftId" = s."id" AND sp."removedAt" IS NULL
    JOIN "Person" p ON p."id" = sp."personId" AND p."deceasedAt" IS NULL
    LEFT JOIN "Wait" w ON w."shiftId" = s."id" AND w."personId" = sp."personId" AND w."closedAt" IS NULL
      AND w."kind" IN ('start-of-shift', 'in-shift', 'end-of-shift')
      AND GREATEST(w."dueAt", w."since") < ${late}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM "Event" e WHERE e."key" = w."key" || '/missed')
    LEFT JOIN "Wait" e ON e."key" = 'shift-' || s."id" || '/' || sp."personId" || '/end'
    WHERE s."programId" = ${programId} AND s."status" IN ('scheduled', 'running', 'ended')
      AND (w."key" IS NOT NULL
        OR (s."status" = 'scheduled' AND GREATEST(s."startsAt", s."createdAt") < ${soon}::timestamptz)
        OR (e."key" IS NULL AND GREATEST(s."endsAt", s."createdAt", sp."addedAt") < ${late}::timestamptz))
    GROUP BY s."id" ORDER BY s."endsAt" LIMIT ${AT_ONCE}`;
  return rows.map(({ id, siteId, waits }) => ({
    kind: 'wait-stuck',
    subject: `shift-${id}`,
    programId,
    siteId,
    shiftId: id,
    count: Math.max(1, Number(waits)),
  }));
}

/** Every shift whose people on call should have been looked at, and were not by {@link lookAtCoverage} either. */
async function uncheckedCoverage(
  database: Database,
  programId: string,
  policy: ProgramPolicy,
  at: Instant,
): Promise<Finding[]> {
  const unchecked = await uncheckedShifts(database, programId, policy, at, TOLERANCE.safety);
  return unchecked.map(({ id, siteId }) => ({
    kind: 'coverage-not-checked',
    subject: `shift-${id}`,
    programId,
    siteId,
    shiftId: id,
  }));
}

/**
 * Escalations that stand still: nobody acknowledged and it did not climb, or nobody said how it ended and nobody was
 * asked. After the person was heard from it waits for a human without climbing, and that is as it should be (rule 1). A
 * practice that stands still endangers nobody.
 */
async function stuckEscalations(database: Database, at: Instant): Promise<Finding[]> {
  const late = plus(at, -TOLERANCE.safety);
  const rows = await database.$queryRaw<
    { id: string; programId: string; siteId: string | null; shiftId: string | null }[]
  >`
    SELECT x."id", x."programId", x."siteId", x."shiftId" FROM "Escalation" x
    WHERE x."kind" <> 'drill' AND ((x."status" = 'acknowledged' AND x."outcomeDueAt" < ${late}::timestamptz)
      OR (x."status" IN ('open', 'unresolved') AND x."peerAnsweredAt" IS NULL
        AND x."raisedAt" < ${late}::timestamptz
        AND NOT EXISTS (SELECT 1 FROM "Wait" w WHERE w."escalationId" = x."id" AND w."closedAt" IS NULL
                        AND w."kind" = 'escalation-acknowledgement' AND w."dueAt" >= ${late}::timestamptz)))
    ORDER BY x."raisedAt" LIMIT ${AT_ONCE}`;
  return rows.map(({ id, ...place }) => ({
    kind: 'wait-stuck',
    subject: id,
    escalationId: id,
    ...place,
  }));
}

/**
 * Waits of paths and pairs that lapse by themselves, and did not, and requests that nobody took and nobody was alarmed
 * about. Nothing else falls due while somebody has paused.
 */
async function stuckPaths(database: Database, at: Instant): Promise<Finding[]> {
  const late = plus(at, -TOLERANCE.care);
  const rows = await database.$queryRaw<
    {
      workflowId: string;
      programId: string;
      siteId: string | null;
      journeyId: string | null;
      mentorshipId: string | null;
      shiftId: string | null;
      waits: bigint;
    }[]
  >`
    SELECT w."workflowId", w."programId", min(w."siteId") AS "siteId", min(w."journeyId") AS "journeyId",
           min(w."mentorshipId") AS "mentorshipId", min(w."shiftId") AS "shiftId", count(*) AS "waits"
    FROM "Wait" w
    LEFT JOIN "Person" p ON p."id" = w."personId"
    LEFT JOIN "Mentorship" m ON m."id" = w."mentorshipId"
    WHERE w."closedAt" IS NULL AND w."workflowId" IS NOT NULL AND w."dueAt" < ${late}::timestamptz
      AND p."deceasedAt" IS NULL
      AND (w."kind" = ANY(${LAPSING})
        OR (w."kind" = 'retention-check-in'
          AND NOT EXISTS (SELECT 1 FROM "Event" e WHERE e."key" = w."key" || '/missed'))
        OR (w."kind" = 'request' AND w."details"->>'step' = 'take'
          AND NOT EXISTS (SELECT 1 FROM "Event" e WHERE e."key" = w."workflowId" || '/late')))
      AND (w."kind" = 'request' OR NOT EXISTS (
        SELECT 1 FROM "Journey" j
        WHERE j."status" NOT IN ('active', 'starting')
          AND (j."id" = w."journeyId" OR j."participantId" IN (m."menteeId", m."mentorId"))))
    GROUP BY w."workflowId", w."programId" ORDER BY min(w."dueAt") LIMIT ${AT_ONCE}`;
  return rows.map(({ workflowId, waits, ...about }) => ({
    kind: 'path-stuck',
    subject: workflowId,
    ...about,
    count: Number(waits),
  }));
}

/** Messages that should have an outcome by now, one finding a program and urgency: an outage is one thing, not thousands. */
async function unsent(database: Database, at: Instant): Promise<Finding[]> {
  const rows = await database.$queryRaw<{ programId: string; urgency: string; intents: bigint }[]>`
    SELECT i."programId", i."urgency", count(*) AS "intents" ${pendingTooLong(at)} AND i."template" <> ${ALERT}
    GROUP BY i."programId", i."urgency" ORDER BY 1, 2`;
  return rows.map(({ programId, urgency, intents }) => ({
    kind: urgency === 'escalation' ? 'alarms-unsent' : 'messages-unsent',
    subject: `${programId}/${urgency}`,
    programId,
    count: Number(intents),
    details: { urgency },
  }));
}

/** The messages themselves, oldest first, alerts of the auditor's own included. */
export async function unsentIntents(
  database: Database,
  at: Instant,
): Promise<{ key: string; programId: string; urgency: string }[]> {
  return await database.$queryRaw<{ key: string; programId: string; urgency: string }[]>`
    SELECT i."key", i."programId", i."urgency" ${pendingTooLong(at)}
    ORDER BY (i."urgency" = 'escalation') DESC, i."at" LIMIT ${AT_ONCE}`;
}

function pendingTooLong(at: Instant): Prisma.Sql {
  const before = (tolerance: number) => Prisma.sql`${plus(at, -tolerance)}::timestamptz`;
  return Prisma.sql`
    FROM "MessageIntent" i
    WHERE i."status" = 'pending'
      AND (i."expiresAt" < ${before(TOLERANCE.safety)} OR COALESCE(i."notBefore", i."at") < CASE i."urgency"
        WHEN 'escalation' THEN ${before(TOLERANCE.safety)}
        WHEN 'notice' THEN ${before(TOLERANCE.notice)}
        ELSE ${before(TOLERANCE.care)} END)
      AND (i."urgency" = 'escalation' OR NOT EXISTS (
        SELECT 1 FROM "Journey" j WHERE j."status" = 'paused' AND (j."id" = i."journeyId"
          OR j."participantId" IN (SELECT unnest(ARRAY[m."menteeId", m."mentorId"]) FROM "Mentorship" m
                                   WHERE m."id" = i."refs" ->> 'mentorship'
                                     AND starts_with(i."key", 'mentorship-' || m."id" || '/')))))`;
}

async function stuckDeliveries(database: Database, at: Instant): Promise<Finding[]> {
  const rows = await database.$queryRaw<{ programId: string; deliveries: bigint }[]>`
    SELECT i."programId", count(*) AS "deliveries"
    FROM "Delivery" d JOIN "MessageIntent" i ON i."key" = d."intentKey"
    WHERE d."status" = 'handing-over' AND d."at" < ${plus(at, -TOLERANCE.notice)}::timestamptz
      AND i."status" <> 'pending'
    GROUP BY i."programId" ORDER BY 1`;
  return rows.map(({ programId, deliveries }) => ({
    kind: 'delivery-stuck',
    subject: programId,
    programId,
    count: Number(deliveries),
  }));
}

/** Replies that nobody has read, by the hour they came in: what fails later is news, however long something else has. */
async function unread(database: Database, at: Instant): Promise<Finding[]> {
  const hours = await database.$queryRaw<{ hour: string; count: number }[]>`
    SELECT to_char("receivedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24') AS "hour", count(*)::int AS "count" FROM "Inbound"
    WHERE "status" <> 'done' AND "receivedAt" < ${plus(at, -TOLERANCE.started)}::timestamptz
    GROUP BY 1 ORDER BY 1`;
  return hours.map(({ hour, count }) => ({ kind: 'replies-unread', subject: hour, count }));
}

async function unstarted(database: Database, at: Instant): Promise<Finding[]> {
  const [shifts, journeys] = await Promise.all([
    database.shift.findMany({
      where: { status: 'starting', createdAt: { lt: plus(at, -TOLERANCE.started) } },
      select: { id: true, programId: true, siteId: true },
      take: AT_ONCE,
    }),
    database.journey.findMany({
      where: { status: 'starting', startedAt: { lt: plus(at, -TOLERANCE.started) } },
      select: { id: true, programId: true },
      take: AT_ONCE,
    }),
  ]);
  return [
    ...shifts.map(({ id, ...place }): Finding => ({
      kind: 'shift-not-started',
      subject: `shift-${id}`,
      shiftId: id,
      ...place,
    })),
    ...journeys.map(({ id, programId }): Finding => ({
      kind: 'journey-not-started',
      subject: `journey-${id}`,
      programId,
      journeyId: id,
    })),
  ];
}
