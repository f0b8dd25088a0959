import type { PersonId, ShiftId } from '../domain/ids';
import type { Database } from '../platform/database';
import { occurrences, type LookingActivities } from '../workflows/contract';
import { createClock } from './clock';
import { createCheckInAnswered } from './checkInAnswered';
import { createNextMeeting } from './nextMeeting';
import { coalesce } from './coalesce';

type Question = Parameters<LookingActivities['anyUnanswered']>[0];

/** Looks at PostgreSQL without leaving anything there. */
export function createLooking(
  prisma: Database,
  policyInUse: LookingActivities['policyInUse'],
): LookingActivities {
  return {
    policyInUse,
    nextMeeting: createNextMeeting(prisma, createClock()),
    checkInAnswered: createCheckInAnswered(prisma, createClock()),
    anyUnanswered: coalesce((questions) => whoseAreUnanswered(prisma, questions)),
  };
}

async function whoseAreUnanswered(prisma: Database, questions: readonly Question[]): Promise<boolean[]> {
  const shifts = [...new Set(questions.map(({ shiftId }) => shiftId))];
  const rows = await prisma.$queryRaw<{ shiftId: ShiftId; personId: PersonId; key: string | null }[]>`
    SELECT p."shiftId", p."personId", w."key"
    FROM "ShiftPeer" p
    LEFT JOIN "Wait" w ON w."shiftId" = p."shiftId" AND w."personId" = p."personId" AND w."closedAt" IS NOT NULL
    WHERE p."shiftId" = ANY(${shifts}) AND p."removedAt" IS NULL`;
  const closed = new Set(rows.map(({ key }) => key));
  return questions.map(({ shiftId, occasion }) =>
    rows.some(
      (row) => row.shiftId === shiftId && !closed.has(occurrences.shiftWait(shiftId, row.personId, occasion)),
    ),
  );
}
