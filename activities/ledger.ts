import type { Transaction } from '../platform/database';
import { Prisma } from '../prisma/generated/client';

/** How far a reader has come. */
export interface LedgerCursor {
  tx: bigint;
  id: bigint;
}

export const LEDGER_START: LedgerCursor = { tx: 0n, id: 0n };

export interface LedgerRow extends LedgerCursor {
  key: string;
  kind: string;
  programId: string;
  siteId: string | null;
  personId: string | null;
  journeyId: string | null;
  mentorshipId: string | null;
  shiftId: string | null;
  escalationId: string | null;
  actor: string;
  data: Record<string, unknown>;
  at: Date;
}

/**
 * The next rows of the ledger, in an order that never changes: by writing transaction, then by id. Rows of transactions
 * that began after the oldest one still open are held back, because that one may yet commit rows that sort before them;
 * without it a row that commits late would be skipped for good.
 */
export async function readLedger(
  tx: Transaction,
  cursor: LedgerCursor,
  limit: number,
  programId?: string,
): Promise<LedgerRow[]> {
  return await tx.$queryRaw<LedgerRow[]>`
    SELECT "tx", "id", "key", "kind", "programId", "siteId", "personId", "journeyId", "mentorshipId", "shiftId",
           "escalationId", "actor", "data", "at"
    FROM "Event"
    WHERE ("tx", "id") > (${cursor.tx}, ${cursor.id})
      AND "tx" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      ${programId === undefined ? Prisma.empty : Prisma.sql`AND "programId" = ${programId}`}
    ORDER BY "tx", "id" LIMIT ${limit}`;
}
