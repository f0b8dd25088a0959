import { aboutShift, checkCoverage, COVERAGE_LOOKS } from '../activities/records/coverage';
import { DAY, plus } from '../domain/duration';
import { as, type OccurrenceKey } from '../domain/ids';
import { Unavailable } from '../client/fullCircle';
import { idFromKey } from '../platform/newId';
import { programInUse } from './definitions';
import { businessNow, type OfficeTools } from './tools';

const DAYS_AHEAD = 14 * DAY;

/**
 * Looks again at every shift of a program that was looked at before, after its rota has changed: a gap that was filled
 * closes by itself, a new one is told at once.
 */
export async function lookAgain(tools: OfficeTools, programId: string): Promise<{ gaps: number }> {
  const { database } = tools;
  const at = await businessNow(tools);
  const looked = await database.event.findMany({
    where: {
      programId,
      kind: { in: [...COVERAGE_LOOKS] },
      at: { gt: plus(at, -DAYS_AHEAD) },
      shiftId: { not: null },
    },
    distinct: ['shiftId'],
    select: { shiftId: true },
  });
  const shifts = await database.shift.findMany({
    where: {
      id: { in: looked.flatMap(({ shiftId }) => shiftId ?? []) },
      status: { in: ['starting', 'scheduled', 'running', 'ended'] },
    },
    orderBy: { startsAt: 'asc' },
  });
  if (shifts.length === 0) return { gaps: 0 };
  const { policy } = await programInUse(database, programId);
  const stored: OccurrenceKey[] = [];
  let open = 0;
  for (const shift of shifts) {
    const question = { levels: policy.escalation.levels, grace: policy.shift.grace };
    const found = await checkCoverage(database, aboutShift(shift, question, at));
    open += found.gaps.length;
    stored.push(...found.stored);
  }
  await sayAll(tools, programId, stored);
  return { gaps: open };
}

/** Lets a short workflow carry out intents that were just stored. Away, they wait for whoever finds them unsent. */
export async function sayAll(
  { fullCircle }: OfficeTools,
  programId: string,
  intents: OccurrenceKey[],
): Promise<void> {
  if (intents.length === 0) return;
  try {
    await fullCircle.announcements.start({ key: idFromKey(...intents), programId: as(programId), intents });
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
}
