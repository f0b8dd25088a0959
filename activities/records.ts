import type { Database } from '../platform/database';
import type { RecordsActivities } from '../workflows/contract';
import { planInbound } from './inbound/planInbound';
import { settleInbound } from './inbound/settleInbound';
import { openEscalation } from './records/openEscalation';
import { record } from './records/record';
import { shiftDeadline } from './records/shiftDeadline';

/**
 * What is written to PostgreSQL for workflows. Each is one short transaction with keyed rows, so every failure (a lost
 * connection, a deadlock, a database that is away) is worth another try, and a try that was taken twice changes nothing.
 */
export function createRecords(prisma: Database): RecordsActivities {
  return {
    record: (batch) => record(prisma, batch),
    shiftDeadline: (deadline) => shiftDeadline(prisma, deadline),
    openEscalation: (input) => openEscalation(prisma, input),
    planInbound: (input) => planInbound(prisma, input),
    settleInbound: (input) => settleInbound(prisma, input),
  };
}
