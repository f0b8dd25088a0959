import type { Database } from '../platform/database';
import type { AtHandActivities, RecordsActivities } from '../workflows/contract';
import type { Tell } from './messaging';
import { planInbound } from './inbound/planInbound';
import { settleInbound } from './inbound/settleInbound';
import { checkCoverage } from './records/coverage';
import { chainNow, openEscalation } from './records/openEscalation';
import { interimFor } from './records/interimFor';
import { record } from './records/record';
import { mentorOf } from './records/mentorOf';
import { whoCanTake } from './records/whoCanTake';
import { whoLooksFor } from './records/whoLooksFor';
import { holdShift } from './records/announced';
import { createShiftDeadlines } from './shiftDeadlines';

/** The workflow's task stands still meanwhile, and others wait for its place. */
const AT_HAND_PATIENCE_MS = 1_000;
/** A carrier that is slow just when many are asked at the same hour must not hold the places that an alarm needs. */
const AT_HAND_AT_ONCE = 8;

/**
 * What is written to PostgreSQL for workflows. Each is one short transaction with keyed rows, so every failure (a lost
 * connection, a deadlock, a database that is away) is worth another try, and a try that was taken twice changes nothing.
 */
export function createRecords(
  prisma: Database,
  tell: Tell,
  deadlines = createShiftDeadlines(prisma, tell),
): RecordsActivities & AtHandActivities {
  let atHand = 0;

  return {
    async record(batch) {
      await record(prisma, batch);
      return await tell({ keys: batch.tell ?? [], at: batch.at });
    },
    async recordAtHand(batch) {
      await record(prisma, batch);
      const keys = batch.tell ?? [];
      if (atHand >= AT_HAND_AT_ONCE) return { left: [...keys], deferred: [] };
      atHand += 1;
      try {
        return await tell({ keys, at: batch.at, patienceMs: AT_HAND_PATIENCE_MS });
      } finally {
        atHand -= 1;
      }
    },
    shiftDeadline: deadlines.asked,
    holdShift: (hold) => holdShift(prisma, hold),
    async checkCoverage(question) {
      const { gaps, stored } = await checkCoverage(prisma, question);
      return { gaps, ...(await tell({ keys: stored, at: question.at })) };
    },
    mentorOf: (input) => mentorOf(prisma, input),
    interimFor: (input) => interimFor(prisma, input),
    whoCanTake: (input) => whoCanTake(prisma, input),
    whoLooksFor: (input) => whoLooksFor(prisma, input),
    chainNow: (input) => chainNow(prisma, input),
    openEscalation: (input) => openEscalation(prisma, input),
    planInbound: (input) => planInbound(prisma, input),
    settleInbound: (input) => settleInbound(prisma, input),
  };
}
