import { setTimeout as pause } from 'node:timers/promises';
import type { PersonId, ShiftId } from '../domain/ids';
import type { Database } from '../platform/database';
import { occurrences, type LookingActivities } from '../workflows/contract';
import { coalesce } from './coalesce';
import { LOST_AFTER_SECONDS } from './records/announced';

type Look = LookingActivities['anyUnanswered'];
type Question = Parameters<Look>[0];
type Answer = Awaited<ReturnType<Look>>;

/** Well below the time that the look has: what is done for all shifts at once is done within a second or two. */
const PATIENCE_MS = 2_500;
const LOOK_AGAIN_MS = 150;

/**
 * Looks whether a deadline leaves its workflow anything to do. While somebody is at it for all shifts at once, it waits a
 * moment for them: a thousand workflows that all did the same beside them would only be in their way.
 */
export function createDeadlineLook(prisma: Database): Look {
  const look = coalesce((questions: Question[]) => lookAll(prisma, questions));
  return async (question) => {
    for (const giveUp = Date.now() + PATIENCE_MS; ;) {
      const answer = await look(question);
      if (answer !== 'under-way') return answer;
      // Whoever is at it may not get there; the workflow does it then, and what is done already stays as it is.
      if (Date.now() > giveUp) return true;
      await pause(LOOK_AGAIN_MS);
    }
  };
}

interface Row {
  shiftId: ShiftId;
  personId: PersonId;
  closed: string | null;
}
interface AnnouncedRow {
  shiftId: string;
  plan: number;
  name: string;
  taken: boolean;
  fresh: boolean;
  done: boolean;
  unanswered: PersonId[];
}

async function lookAll(prisma: Database, questions: readonly Question[]): Promise<(Answer | 'under-way')[]> {
  const shifts = [...new Set(questions.map(({ shiftId }) => shiftId))];
  const [rows, announced] = await Promise.all([
    prisma.$queryRaw<Row[]>`
      SELECT p."shiftId", p."personId", w."key" AS "closed"
      FROM "ShiftPeer" p
      LEFT JOIN "Wait" w ON w."shiftId" = p."shiftId" AND w."personId" = p."personId" AND w."closedAt" IS NOT NULL
      WHERE p."shiftId" = ANY(${shifts}) AND p."removedAt" IS NULL`,
    prisma.$queryRaw<AnnouncedRow[]>`
      SELECT "shiftId", "plan", "name", "unanswered", "doneAt" IS NOT NULL AS "done", "takenAt" IS NOT NULL AS "taken",
             "takenAt" > clock_timestamp() - make_interval(secs => ${LOST_AFTER_SECONDS}) AS "fresh"
      FROM "ShiftDeadline" WHERE "shiftId" = ANY(${shifts}) AND "takenAt" IS NOT NULL`,
  ]);
  const closed = new Set(rows.map((row) => row.closed));
  return questions.map(({ shiftId, occasion, announced: asked }) => {
    const taken = announced.filter((row) => row.shiftId === shiftId && row.name === asked?.name);
    const current = taken.find(({ plan }) => plan === asked?.plan);
    if (current?.done) return { unanswered: current.unanswered };
    if (current?.fresh) return 'under-way';
    // Somebody began with it, perhaps under a plan of before: only the activity sees how far they came.
    if (taken.length > 0) return true;
    return rows.some(
      (row) => row.shiftId === shiftId && !closed.has(occurrences.shiftWait(shiftId, row.personId, occasion)),
    );
  });
}
