import { instant, type Instant, type ShiftId } from '../../domain/ids';
import { deadlineName } from '../../domain/shiftPlan';
import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import type { ShiftDeadline, ShiftPlan } from '../../workflows/contract';
import { rowset } from './rows';
import type { Step } from './statement';

/**
 * What shifts will do when, as rows: at its instant whoever keeps the time does for all shifts at once what is due. A
 * thousand workflows that wake at the same second have their tasks one after the other; the messages do not wait for
 * that. It is a help and no more: each workflow looks all the same, and does what it does not find done.
 */
export interface Announced extends ShiftDeadline {
  /** Void once the shift has another plan. */
  plan: number;
  /** Whoever joined the shift later has nothing to do with it. */
  announcedFor: Instant;
}

/** So many are taken at a time; several who keep the time share what is due. */
const MOST_TAKEN = 200;
/**
 * What is older is its workflow's own. Something newer overtakes a question, the shortest grace after it; nothing
 * overtakes a miss, however long nobody was there to see it.
 */
const WORTH_SECONDS = 60;
const MISS_WORTH_SECONDS = 3_600;
/** Whoever has not said for so long that it is at it has died. */
export const LOST_AFTER_SECONDS = 2;

/** A plan in place of the one before; nothing where a later one holds by now. */
export function announce(shiftId: ShiftId, plan: ShiftPlan, holdsAlready: boolean): Step[] {
  const { number } = plan;
  const rows = plan.deadlines.map(({ at, ...asks }) => ({
    name: nameOf(asks),
    at,
    asks: { shiftId, ...asks },
  }));
  const steps: Step[] = [];
  // A run that takes up where another was lost: what that one announced is of another story.
  if (!holdsAlready && number > 0)
    steps.push(
      {
        name: 'plan_holds',
        sql: Prisma.sql`UPDATE "Shift" SET "plan" = ${number} WHERE "id" = ${shiftId} AND "plan" < ${number}`,
      },
      {
        name: 'plans_before',
        sql: Prisma.sql`DELETE FROM "ShiftDeadline" WHERE "shiftId" = ${shiftId} AND "plan" < ${number}`,
      },
    );
  if (rows.length > 0)
    steps.push({
      name: 'announced',
      sql: Prisma.sql`
        INSERT INTO "ShiftDeadline" ("shiftId", "plan", "name", "at", "asks")
        SELECT s."id", ${number}, row."name", row."at", row."asks"
        FROM "Shift" s, jsonb_to_recordset(${rowset(rows)}) AS row("name" text, "at" timestamptz, "asks" jsonb)
        WHERE s."id" = ${shiftId} AND s."plan" <= ${number} AND s."status" NOT IN ('closed', 'cancelled')
        ON CONFLICT ("shiftId", "plan", "name") DO NOTHING`,
    });
  return steps;
}

/** Nothing of a shift that is over will be due. */
export function forgetAnnounced(shiftId: string): Step {
  return {
    name: 'forgotten',
    sql: Prisma.sql`DELETE FROM "ShiftDeadline" WHERE "shiftId" = ${shiftId}`,
  };
}

/**
 * From now on only the shift's workflow does what plans before this number announced. Waits for whoever is at it.
 * @returns names of the deadlines of the plan before that somebody has taken: done, perhaps. What was taken of earlier ones
 * the changes since have met.
 */
export async function holdShift(
  prisma: Database,
  { shiftId, plan }: { shiftId: ShiftId; plan: number },
): Promise<{ taken: string[] }> {
  await prisma.$executeRaw`UPDATE "Shift" SET "plan" = ${plan} WHERE "id" = ${shiftId} AND "plan" < ${plan}`;
  // Another statement, which sees what was done while the first one waited.
  const rows = await prisma.shiftDeadline.findMany({
    where: { shiftId, plan: plan - 1, takenAt: { not: null } },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return { taken: rows.map(({ name }) => name) };
}

/** Of a shift that runs, and in force. */
const OPEN = Prisma.sql`
  FROM "ShiftDeadline" d
  JOIN "Shift" s ON s."id" = d."shiftId" AND s."plan" = d."plan" AND s."status" NOT IN ('starting', 'closed', 'cancelled')
  WHERE d."doneAt" IS NULL`;

/** In nobody's hands. */
const FREE = Prisma.sql`
  ${OPEN} AND (d."takenAt" IS NULL OR d."takenAt" < clock_timestamp() - make_interval(secs => ${LOST_AFTER_SECONDS}))`;

function worthIt(now: Instant): Prisma.Sql {
  return Prisma.sql`
    AND d."at" > ${now}::timestamptz - make_interval(secs => ${MISS_WORTH_SECONDS})
    AND (d."asks" ->> 'step' = 'missed'
      OR (d."at" > ${now}::timestamptz - make_interval(secs => ${WORTH_SECONDS})
        AND (d."asks" ->> 'expiresAt')::timestamptz > ${now}::timestamptz))`;
}

/** When something announced is due next, or was and is still worth doing. */
export async function nextAnnounced(prisma: Database, now: Instant): Promise<Instant | undefined> {
  const [row] = await prisma.$queryRaw<
    { at: Date | null }[]
  >`SELECT min(d."at") AS "at" ${FREE} ${worthIt(now)}`;
  return row?.at ? instant(row.at) : undefined;
}

/** Whether something that was due lately is not done, be it in somebody's hands. */
export async function isBehind(prisma: Database, now: Instant): Promise<boolean> {
  const rows = await prisma.$queryRaw<unknown[]>`
    SELECT 1 ${OPEN} AND d."at" BETWEEN ${now}::timestamptz - make_interval(secs => ${WORTH_SECONDS}) AND ${now}::timestamptz
      ${worthIt(now)} LIMIT 1`;
  return rows.length > 0;
}

/** Takes some of what is due, for the caller to do; nobody else gets it within some seconds. */
export async function takeAnnounced(prisma: Database, now: Instant): Promise<Announced[]> {
  const rows = await prisma.$queryRaw<{ plan: number; at: Date; asks: Omit<ShiftDeadline, 'at'> }[]>`
    UPDATE "ShiftDeadline" mine SET "takenAt" = clock_timestamp()
    FROM (SELECT d."shiftId", d."plan", d."name" ${FREE}
            AND d."at" <= ${now}::timestamptz ${worthIt(now)}
          ORDER BY d."at", d."shiftId", d."name"
          LIMIT ${MOST_TAKEN}
          FOR UPDATE OF d SKIP LOCKED) AS free
    WHERE mine."shiftId" = free."shiftId" AND mine."plan" = free."plan" AND mine."name" = free."name"
    RETURNING mine."plan", mine."at", mine."asks"`;
  return rows.map(({ plan, at, asks }) => ({ ...asks, at: now, plan, announcedFor: instant(at) }));
}

/** They are still being done. */
export async function keepAnnounced(prisma: Database, inHand: readonly Announced[]): Promise<void> {
  if (inHand.length === 0) return;
  await prisma.$executeRaw`
    UPDATE "ShiftDeadline" d SET "takenAt" = clock_timestamp()
    FROM jsonb_to_recordset(${rowset(inHand.map(identity))}) AS row("shiftId" text, "plan" int, "name" text)
    WHERE d."shiftId" = row."shiftId" AND d."plan" = row."plan" AND d."name" = row."name" AND d."doneAt" IS NULL`;
}

/** Everything that it calls for is said, or its escalation has begun: its workflow need not see to it any more. */
export async function doneWith(
  prisma: Database,
  done: readonly { deadline: Announced; unanswered: readonly string[] }[],
): Promise<void> {
  const rows = done.map(({ deadline, unanswered }) => ({ ...identity(deadline), unanswered }));
  await prisma.$executeRaw`
    UPDATE "ShiftDeadline" d SET "doneAt" = clock_timestamp(),
      "unanswered" = ARRAY(SELECT jsonb_array_elements_text(row."unanswered"))
    FROM jsonb_to_recordset(${rowset(rows)}) AS row("shiftId" text, "plan" int, "name" text, "unanswered" jsonb)
    WHERE d."shiftId" = row."shiftId" AND d."plan" = row."plan" AND d."name" = row."name"`;
}

/** What sets it apart from all others. */
export function identity(deadline: Announced): { shiftId: ShiftId; plan: number; name: string } {
  return { shiftId: deadline.shiftId, plan: deadline.plan, name: nameOf(deadline) };
}

function nameOf({ occasion, step, nudge }: Omit<ShiftDeadline, 'shiftId' | 'at'>): string {
  return deadlineName({ occasion, step, number: nudge });
}
