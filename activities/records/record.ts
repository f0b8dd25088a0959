import { wallClock } from '../../domain/time';
import type { Instant, WallClock, Zone } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { occurrences, type RecordBatch } from '../../workflows/contract';
import {
  blockPair,
  moveEscalation,
  moveGoals,
  moveJourney,
  moveMentorship,
  moveRequest,
  moveShift,
  planMeetings,
  recordDeath,
  setDue,
} from './projections';
import { announce, forgetAnnounced } from './announced';
import { changePeers } from './shiftPeers';
import { moveTransition } from './transition';
import {
  appendEvents,
  closeWaits,
  closeWaitsOf,
  openWaits,
  storeIntents,
  unsay,
  waitRow,
  type WaitRow,
} from './rows';
import { statement, type Step } from './statement';

const END = { kind: 'end', number: 0 } as const;

/**
 * Writes one decision of a workflow in one transaction, nearly always as a single statement: this is what every step of
 * every path waits for. Every row is keyed by what happened, so a repeat after a crash changes nothing.
 */
export async function record(prisma: Database, batch: RecordBatch): Promise<void> {
  const endsWall = batch.shift && (await newEndsWall(prisma, batch.scope.shiftId, batch.shift.endsAt));
  const steps = stepsOf(batch, endsWall);
  if (!batch.death) {
    if (steps.length > 0) await prisma.$executeRaw(statement(...steps));
    return;
  }
  // A death first, for the batch's own messages to see: steps of one statement do not see each other.
  const statements = [statement(...recordDeath(batch.death.personId, batch.at))];
  if (steps.length > 0) statements.push(statement(...steps));
  await prisma.$transaction(statements.map((sql) => prisma.$executeRaw(sql)));
}

function stepsOf(batch: RecordBatch, endsWall: WallClock | undefined): Step[] {
  const { at, scope } = batch;
  const steps: Step[] = [];
  if (batch.close?.length) steps.push(...closeWaits(batch.close, at));
  if (batch.closeAll) steps.push(...closeWaitsOf(scope.workflowId, batch.closeAll, at));
  const open = waitsOf(batch);
  if (open.length > 0) steps.push(openWaits(open));
  const due = dueOf(batch);
  if (due.length > 0) steps.push(setDue(due));
  if (batch.escalation && scope.escalationId)
    steps.push(...moveEscalation(scope.escalationId, batch.escalation, at));
  if (batch.journey) steps.push(...moveJourney(batch.journey, scope.programId, at));
  if (batch.mentorship) steps.push(moveMentorship(batch.mentorship, at));
  if (batch.mentorship?.block) steps.push(blockPair(batch.mentorship.id, batch.mentorship.block, at));
  if (batch.meetings?.length && scope.mentorshipId)
    steps.push(planMeetings(scope.mentorshipId, batch.meetings, at));
  if (batch.goals?.length) steps.push(moveGoals(batch.goals, at));
  if (batch.shift && scope.shiftId) {
    steps.push(moveShift(scope.shiftId, batch.shift, endsWall, at));
    steps.push(...changePeers(scope.shiftId, batch.shift.peers, batch.shift.endsAt, scope.programId, at));
    if (batch.shift.status === 'closed' || batch.shift.status === 'cancelled')
      steps.push(forgetAnnounced(scope.shiftId));
  }
  if (batch.announce && scope.shiftId)
    steps.push(...announce(scope.shiftId, batch.announce, batch.shift !== undefined));
  if (batch.request) steps.push(moveRequest(batch.request, scope, at));
  if (batch.transition) steps.push(...moveTransition(batch.transition, scope, at));
  if (batch.unsay?.length) steps.push(unsay(batch.unsay, at));
  if (batch.intents?.length)
    steps.push(storeIntents(batch.intents.map((intent) => ({ ...scope, ...intent, at }))));
  if (batch.events?.length) {
    steps.push(
      appendEvents(
        batch.events.map((event) => ({
          ...scope,
          ...event,
          personId: event.personId ?? scope.personId,
          actor: event.by,
          at,
        })),
      ),
    );
  }
  return steps;
}

function waitsOf({ at, scope, open = [], due = [] }: RecordBatch): WaitRow[] {
  return open.map((wait) => {
    const moved = due.find(({ key }) => key === wait.key);
    return waitRow(scope, moved ? { ...wait, dueAt: moved.dueAt } : wait, at);
  });
}

/**
 * New due times of waits that the batch does not close, and of whoever is not put on the shift, where the end is theirs
 * anyway: two steps of one statement cannot change the same row.
 */
function dueOf({
  scope,
  shift,
  due = [],
  close = [],
  closeAll,
}: RecordBatch): NonNullable<RecordBatch['due']> {
  const { shiftId } = scope;
  const joining = shiftId
    ? (shift?.peers?.add ?? []).map((peer) => occurrences.shiftWait(shiftId, peer, END))
    : [];
  return due.filter(
    ({ key }) =>
      !joining.includes(key) &&
      !close.some((closing) => closing.key === key) &&
      !(closeAll && key.startsWith(closeAll.prefix)),
  );
}

/** Wall clock of a shift's new end; undefined while the end is what it was, so that what people agreed on stands. */
async function newEndsWall(
  prisma: Database,
  shiftId: string | undefined,
  endsAt: Instant,
): Promise<WallClock | undefined> {
  if (!shiftId) return undefined;
  const shift = await prisma.shift.findUnique({
    where: { id: shiftId },
    select: { zone: true, endsAt: true },
  });
  if (!shift || shift.endsAt.toISOString() === endsAt) return undefined;
  return wallClock(endsAt, shift.zone as Zone);
}
