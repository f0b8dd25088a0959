import { Unavailable, type Again, type FullCircle, type RunStanding } from '../../client/fullCircle';
import { as, instant, type EscalationId, type Instant, type PersonId } from '../../domain/ids';
import { plus } from '../../domain/duration';
import type { FindingKind } from '../../domain/audit';
import type { Database } from '../../platform/database';
import { occurrences, workflowIds, type EscalationInput, type ShiftOccasion } from '../../workflows/contract';
import { TOLERANCE, type Finding } from './finding';
import { restoredEscalation, restoredShift } from './restore';

const AT_ONCE = 500;
const TOGETHER = 8;
export const PATIENCE_MS = 5_000;

interface Runs {
  database: Database;
  fullCircle: Pick<FullCircle, 'runOf' | 'shifts' | 'escalations'>;
}

interface Asking {
  database: Database;
  fullCircle: Pick<FullCircle, 'runOf'>;
}

/** Something that PostgreSQL says is going on. */
export interface Owed {
  workflowId: string;
  kind: FindingKind;
  place: Omit<Finding, 'kind' | 'subject'>;
  /** Looked at again after Temporal was asked: it may have ended meanwhile. */
  stillOpen(): Promise<boolean>;
  /** @returns false where it could not begin: the rows do not say enough, or it has begun meanwhile */
  restart(again?: Again): Promise<boolean>;
  /** It begins again where Temporal lost it, and nobody is told: no one is in danger. */
  isPractice?: boolean;
  /** Its run may close although it goes on. */
  alsoClosed?: boolean;
  /** Its row came before its run, and only just: that there is no run yet proves nothing. */
  justStored?: boolean;
}

/** Which shifts and escalations that PostgreSQL says are going on have no run, and a new run where {@link askAbout} says so. */
export async function lookAtRuns(runs: Runs, at: Instant): Promise<Asked> {
  return askAbout(runs, await owedRuns(runs, at));
}

/** Every shift and escalation that PostgreSQL says is going on. */
export async function owedRuns(runs: Runs, at: Instant): Promise<Owed[]> {
  return [...(await owedShifts(runs)), ...(await owedEscalations(runs, at))];
}

export interface Asked {
  findings: Finding[];
  /** False when Temporal could not be asked; what was found until then counts. */
  asked: boolean;
}

/**
 * Asks Temporal about the runs of what goes on. The rule (DESIGN rule 15: PostgreSQL decides, absence in Temporal proves nothing, an ended id is never started again):
 *
 * - Temporal knows no run of it: it forgot, was rebuilt or restored from an older copy. The rows say it is open, so it
 *   goes on, from what they know. If it had ended, the rows would say so, and nothing is asked about ended rows.
 * - The run was terminated: somebody ended it from outside, which says nothing about what is owed. It is started again
 *   once; ended from outside again it is a finding for humans, because somebody means it. Cancelling is done in the console.
 * - The run closed by itself, well or not, while the row is open: two stories, and no rule tells which is true. Humans.
 */
export async function askAbout(runs: Asking, owed: readonly Owed[]): Promise<Asked> {
  const findings: Finding[] = [];
  let asked = true;
  const queue = [...owed];
  const worker = async (): Promise<void> => {
    for (let one = queue.shift(); one && asked; one = queue.shift()) {
      try {
        const run = await runs.fullCircle.runOf(one.workflowId, { timeoutMs: PATIENCE_MS });
        if (run === 'running' || (run === 'absent' && one.justStored)) continue;
        if (!(await one.stillOpen())) continue;
        const finding = await lost(runs, one, run);
        if (!one.isPractice) findings.push(finding);
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        asked = false;
      }
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  return { findings, asked };
}

async function lost(runs: Asking, owed: Owed, run: RunStanding): Promise<Finding> {
  const { workflowId, kind, place, alsoClosed = false } = owed;
  const finding: Finding = { kind, subject: workflowId, ...place, details: { ...place.details, run } };
  if (run === 'closed' && !alsoClosed) return finding;
  const before = await runs.database.auditFinding.findUnique({ where: { key: `${kind}:${workflowId}` } });
  const { run: known } = (before?.details ?? {}) as { run?: RunStanding };
  const isOpen = before?.resolvedAt === null;
  // Temporal forgets in time how a run ended. What is a human's stays a human's.
  if (run === 'absent' && isOpen && (known === 'terminated' || (known === 'closed' && !alsoClosed)))
    return { ...finding, details: { ...place.details, run: known } };
  if (run === 'terminated' && known === 'terminated' && (isOpen || before?.mendedAt)) return finding;
  try {
    return { ...finding, mended: await owed.restart(run === 'terminated' ? 'after-termination' : undefined) };
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    // Rows that cannot be read so keep nobody else from being restored: it is a human's.
    return finding;
  }
}

async function owedShifts({ database, fullCircle }: Runs): Promise<Owed[]> {
  const shifts = await database.shift.findMany({
    where: { status: { in: ['scheduled', 'running', 'ended'] } },
    orderBy: { startsAt: 'asc' },
    take: AT_ONCE,
  });
  return shifts.map(({ id, programId, siteId }): Owed => ({
    workflowId: workflowIds.shift(as(id)),
    kind: 'shift-unwatched',
    place: { programId, siteId, shiftId: id },
    stillOpen: async () =>
      (await database.shift.count({ where: { id, status: { in: ['scheduled', 'running', 'ended'] } } })) > 0,
    async restart(again) {
      const input = await restoredShift(database, id);
      return (await fullCircle.shifts.schedule(input, { timeoutMs: PATIENCE_MS, again })).started;
    },
  }));
}

async function owedEscalations({ database, fullCircle }: Runs, at: Instant): Promise<Owed[]> {
  const escalations = await database.escalation.findMany({
    where: { status: { not: 'resolved' } },
    orderBy: { raisedAt: 'asc' },
    take: AT_ONCE,
  });
  const raise = async (input: EscalationInput | undefined, again?: Again): Promise<boolean> =>
    input !== undefined &&
    (await fullCircle.escalations.raise(input, { timeoutMs: PATIENCE_MS, again })).started;
  const open = escalations.map(({ id, kind, programId, siteId, shiftId, raisedAt }): Owed => ({
    workflowId: workflowIds.escalation(as(id)),
    kind: 'escalation-unwatched',
    place: { programId, siteId, shiftId, escalationId: id },
    // Whoever sees a miss stores the escalation and pages; its workflow begins after that, and deadlines and looks both
    // fall on whole minutes.
    justStored: instant(raisedAt) > plus(at, -TOLERANCE.started),
    stillOpen: async () =>
      (await database.escalation.count({ where: { id, status: { not: 'resolved' } } })) > 0,
    // Whoever ends the run of a practice from outside means it; who opens its page can still say how it went.
    restart: async (again) =>
      !(again && kind === 'drill') && raise(await restoredEscalation(database, id), again),
    isPractice: kind === 'drill',
  }));
  const missing = (await missesWithoutEscalation(database, at)).map((miss): Owed => ({
    workflowId: miss.escalationId,
    kind: 'escalation-unwatched',
    place: { programId: miss.programId, siteId: miss.siteId, shiftId: miss.shiftId },
    stillOpen: async () => (await database.escalation.count({ where: { id: miss.escalationId } })) === 0,
    async restart(again) {
      const shift = await restoredShift(database, miss.shiftId);
      return raise(
        {
          escalationId: miss.escalationId,
          kind:
            miss.occasion.kind === 'interval' ? 'missed-interval' : (`missed-${miss.occasion.kind}` as const),
          programId: shift.programId,
          siteId: shift.siteId,
          subjectPersonId: miss.personId,
          ...(miss.dueAt ? { since: instant(miss.dueAt) } : {}),
          shiftId: shift.shiftId,
          waitKey: occurrences.shiftWait(shift.shiftId, miss.personId, miss.occasion),
          allLevelsAtOnce: false,
          policy: shift.escalation,
          quietHours: shift.quietHours,
          zone: shift.zone,
          raisedBy: workflowIds.shift(shift.shiftId),
        },
        again,
      );
    },
  }));
  return [...open, ...missing];
}

/** Check-ins that were recorded as missed, are still owed, and about which no escalation was ever stored (rule 1). */
async function missesWithoutEscalation(database: Database, at: Instant) {
  const rows = await database.$queryRaw<
    {
      shiftId: string;
      programId: string;
      siteId: string;
      personId: string;
      dueAt: Date | null;
      data: ShiftOccasionData;
    }[]
  >`
    SELECT e."shiftId", e."programId", e."siteId", e."personId", w."dueAt", e."data" FROM "Event" e
    JOIN "Wait" w ON w."key" = left(e."key", -length('/missed')) AND w."closedAt" IS NULL
    JOIN "Person" p ON p."id" = e."personId" AND p."deceasedAt" IS NULL
    WHERE e."kind" = 'shift-missed' AND e."at" < ${plus(at, -TOLERANCE.safety)}::timestamptz
    ORDER BY e."at" LIMIT ${AT_ONCE}`;
  const misses = rows.map(({ data, ...row }) => {
    const occasion: ShiftOccasion = { kind: data.occasion, number: data.number };
    const personId = as<PersonId>(row.personId);
    const escalationId: EscalationId = occurrences.shiftEscalation(as(row.shiftId), personId, occasion);
    return { ...row, personId, occasion, escalationId };
  });
  const stored = await database.escalation.findMany({
    where: { id: { in: misses.map(({ escalationId }) => escalationId) } },
    select: { id: true },
  });
  return misses.filter(({ escalationId }) => !stored.some(({ id }) => id === escalationId));
}

interface ShiftOccasionData {
  occasion: ShiftOccasion['kind'];
  number: number;
}
