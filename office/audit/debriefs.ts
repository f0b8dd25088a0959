import { offerLateDebrief } from '../../activities/records/lateDebrief';
import { DAY, millis, plus } from '../../domain/duration';
import type { Instant, OccurrenceKey } from '../../domain/ids';
import { isTalkedOver } from '../../workflows/contract';
import { sayAll } from '../coverage';
import { programInUse } from '../definitions';
import type { OfficeTools } from '../tools';
import { TOLERANCE, type Finding } from './finding';
import { restoredEscalation } from './restore';

const AT_ONCE = 100;
/** What ended before is not dug up: a conversation that comes weeks later is another one. */
const WORTH_MS = 7 * DAY;

interface Ended {
  id: string;
  siteId: string | null;
  kind: string;
  shiftId: string | null;
}

/**
 * Offers what an escalation's own run would have offered, by the same rule and under the same keys, had it not been lost
 * after the end. PostgreSQL alone decides (DESIGN rule 15): a run that is only late finds it done.
 */
export async function lookAtDebriefs(tools: OfficeTools, at: Instant): Promise<Finding[]> {
  const { database } = tools;
  const programs = await database.program.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  const findings: Finding[] = [];
  for (const { id: programId } of programs) {
    const { debriefAfter } = (await programInUse(database, programId)).policy.escalation;
    if (debriefAfter === undefined) continue;
    const dueBy = plus(at, -(millis(debriefAfter) + TOLERANCE.care));
    const ended = await database.$queryRaw<Ended[]>`
      SELECT x."id", x."siteId", x."kind", x."shiftId" FROM "Escalation" x
      JOIN "Person" p ON p."id" = x."subjectPersonId" AND p."deceasedAt" IS NULL AND p."erasedAt" IS NULL
      WHERE x."programId" = ${programId} AND x."status" = 'resolved'
        AND x."resolvedAt" BETWEEN ${plus(dueBy, -WORTH_MS)}::timestamptz AND ${dueBy}::timestamptz
        AND NOT EXISTS (SELECT 1 FROM "Event" e WHERE e."escalationId" = x."id" AND e."kind" = 'debrief-offered')
      ORDER BY x."resolvedAt"`;
    const stored: OccurrenceKey[] = [];
    for (const { id, siteId } of ended.filter(isTalkedOver).slice(0, AT_ONCE)) {
      const input = await restoredEscalation(database, id);
      const offered = input && (await offerLateDebrief(database, input, at));
      if (!offered) continue;
      stored.push(...offered);
      findings.push({
        kind: 'debrief-not-offered',
        subject: id,
        programId,
        siteId,
        escalationId: id,
        mended: true,
      });
    }
    await sayAll(tools, programId, stored);
  }
  return findings;
}
