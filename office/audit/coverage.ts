import { aboutShift, checkCoverage } from '../../activities/records/coverage';
import { millis, plus } from '../../domain/duration';
import type { Instant, OccurrenceKey } from '../../domain/ids';
import type { ProgramPolicy } from '../../domain/policy';
import type { Database } from '../../platform/database';
import { sayAll } from '../coverage';
import { programInUse } from '../definitions';
import type { OfficeTools } from '../tools';

const AT_ONCE = 500;
const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/**
 * Looks at who is on call for every open shift whose time for it has come, and that was not looked at with the times and
 * the peers that it has now: one that was planned late, made longer or handed over is looked at by the next look; nobody
 * is paged about themself. What a gap brings with it is
 * {@link checkCoverage}'s. A shift that cannot be looked at keeps nobody from the others; it becomes a finding.
 */
export async function lookAtCoverage(tools: OfficeTools, at: Instant): Promise<void> {
  const { database } = tools;
  const programs = await database.program.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  for (const { id } of programs) {
    const { policy } = await programInUse(database, id);
    const question = { levels: policy.escalation.levels, grace: policy.shift.grace };
    const stored: OccurrenceKey[] = [];
    for (const shift of await uncheckedShifts(database, id, policy, at)) {
      const found = await checkCoverage(database, aboutShift(shift, question, at)).catch(() => undefined);
      stored.push(...(found?.stored ?? []));
    }
    await sayAll(tools, id, stored);
  }
}

export interface UncheckedShift {
  id: string;
  programId: string;
  siteId: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * Open shifts that should have been looked at by now, with their times as they are.
 * @param lateBy only those that should have been so long ago, in milliseconds
 */
export async function uncheckedShifts(
  database: Database,
  programId: string,
  { shift }: Pick<ProgramPolicy, 'shift'>,
  at: Instant,
  lateBy = 0,
): Promise<UncheckedShift[]> {
  if (shift.coverageCheckBefore === undefined) return [];
  const since = plus(at, -lateBy);
  const startsBefore = plus(since, millis(shift.coverageCheckBefore));
  const endsAfter = plus(at, -millis(shift.grace));
  return await database.$queryRaw<UncheckedShift[]>`
    SELECT s."id", s."programId", s."siteId", s."startsAt", s."endsAt" FROM "Shift" s
    WHERE s."programId" = ${programId} AND s."status" IN ('starting', 'scheduled', 'running', 'ended')
      AND s."startsAt" <= ${startsBefore}::timestamptz AND s."createdAt" <= ${since}::timestamptz
      AND s."endsAt" > ${endsAfter}::timestamptz
      -- Whoever left a shift is looked for by those who are on call for it.
      AND s."relievedFrom" IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM "Event" e WHERE e."shiftId" = s."id"
          AND (e."kind" IN ('coverage-checked', 'coverage-gap')
              AND e."data"->>'startsAt' = to_char(s."startsAt" AT TIME ZONE 'UTC', ${ISO})
              AND e."data"->>'endsAt' = to_char(s."endsAt" AT TIME ZONE 'UTC', ${ISO})
              AND NOT EXISTS (
                SELECT 1 FROM "ShiftPeer" p WHERE p."shiftId" = s."id"
                  AND GREATEST(p."addedAt", p."removedAt") > e."at"
                  AND GREATEST(p."addedAt", p."removedAt") <= ${since}::timestamptz)
            OR e."kind" = 'shift-changed' AND e."at" > ${since}::timestamptz))
    ORDER BY s."startsAt", s."id" LIMIT ${AT_ONCE}`;
}
