import { wallClock } from '../../domain/time';
import type { Instant, WallClock, Zone } from '../../domain/ids';
import type { Database } from '../../platform/database';
import type { Prisma } from '../../prisma/generated/client';
import type { RecordBatch } from '../../workflows/contract';
import {
  blockPair,
  moveEscalation,
  moveGoals,
  moveJourney,
  moveMentorship,
  moveShift,
  planMeetings,
  recordDeath,
  setDue,
} from './projections';
import { changePeers } from './shiftPeers';
import { appendEvents, closeWaits, closeWaitsOf, openWaits, storeIntents } from './rows';

/**
 * Writes one decision of a workflow in one transaction. Every row is keyed by what happened, so a repeat after a crash
 * changes nothing, and a statement is only sent for what the batch has: most decisions are two to four of them.
 */
export async function record(prisma: Database, batch: RecordBatch): Promise<void> {
  const endsWall = batch.shift && (await newEndsWall(prisma, batch.scope.shiftId, batch.shift.endsAt));
  const statements = statementsOf(batch, endsWall);
  const [only] = statements;
  if (!only) return;
  // A single statement is a transaction already; without BEGIN and COMMIT it is one round trip.
  if (statements.length === 1) await prisma.$executeRaw(only);
  else await prisma.$transaction(statements.map((statement) => prisma.$executeRaw(statement)));
}

/**
 * The order matters: a death keeps the batch's own messages back; what an end supersedes is what stood there before,
 * not the news of the end in the same batch; everybody takes waits before intents, so that no two deadlock.
 */
function statementsOf(batch: RecordBatch, endsWall: WallClock | undefined): Prisma.Sql[] {
  const { at, scope } = batch;
  const statements: Prisma.Sql[] = [];
  if (batch.death) statements.push(...recordDeath(batch.death.personId, at));
  if (batch.close?.length) statements.push(closeWaits(batch.close, at));
  if (batch.closeAll) statements.push(closeWaitsOf(scope.workflowId, batch.closeAll, at));
  if (batch.open?.length) {
    statements.push(
      openWaits(
        batch.open.map((wait) => ({
          ...scope,
          ...wait,
          personId: wait.personId ?? (wait.owedBy === 'participant' ? scope.personId : null),
          subjectPersonId: wait.subjectPersonId ?? scope.personId,
          since: at,
        })),
      ),
    );
  }
  if (batch.due?.length) statements.push(setDue(batch.due));
  if (batch.escalation && scope.escalationId)
    statements.push(moveEscalation(scope.escalationId, batch.escalation, at));
  if (batch.journey) statements.push(moveJourney(batch.journey, scope.programId, at));
  if (batch.mentorship) statements.push(moveMentorship(batch.mentorship, at));
  if (batch.mentorship?.block)
    statements.push(blockPair(batch.mentorship.id, batch.mentorship.block, at));
  if (batch.meetings?.length && scope.mentorshipId)
    statements.push(planMeetings(scope.mentorshipId, batch.meetings, at));
  if (batch.goals?.length) statements.push(moveGoals(batch.goals, at));
  if (batch.shift && scope.shiftId) {
    statements.push(moveShift(scope.shiftId, batch.shift, endsWall, at));
    statements.push(...changePeers(scope.shiftId, batch.shift.peers, scope.programId, at));
  }
  if (batch.intents?.length)
    statements.push(storeIntents(batch.intents.map((intent) => ({ ...scope, ...intent, at }))));
  if (batch.events?.length) {
    statements.push(
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
  return statements;
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
