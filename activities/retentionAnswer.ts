import type { Instant, OccurrenceKey } from '../domain/ids';
import type { Transaction } from '../platform/database';
import { occurrences, type Actor } from '../workflows/contract';
import { appendEvents, closeWaits } from './records/rows';
import { statement } from './records/statement';

/** So long before the path looks, an answer is left to the path itself: it must not come while that is looking. */
const MARGIN = '1 minute';

/**
 * Records "ok" to a retention check-in that is open and not late: a row and no more, so it costs the path nothing and is
 * kept while Temporal is away. The path sees it when the nudge or the miss would be due. Safe to repeat. Runs in the
 * caller's transaction.
 * @returns `recorded` now or before; `for-the-path` when the path itself has to hear of it
 */
export async function answerInTime(
  tx: Transaction,
  { wait, by, at }: { wait: OccurrenceKey; by: Actor; at: Instant },
): Promise<'recorded' | 'for-the-path'> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT "programId", "siteId", "personId", "journeyId", "outcome", "closedAt" IS NULL AS "open", "details",
           "dueAt" > ${at}::timestamptz + ${MARGIN}::interval AS "inTime"
    FROM "Wait" WHERE "key" = ${wait} AND "kind" = 'retention-check-in' FOR UPDATE`;
  if (!row?.details?.['answerIsARow']) return 'for-the-path';
  if (!row.open) return row.outcome === 'ok' ? 'recorded' : 'for-the-path';
  if (!row.inTime) return 'for-the-path';
  const { programId, siteId, personId, journeyId, details } = row;
  const event = {
    ...{ programId, siteId, personId, journeyId, at },
    key: occurrences.checkInAnswer(wait, 'ok'),
    kind: 'check-in-answered' as const,
    actor: by,
    data: { number: Number(details['number']), answer: 'ok', late: false },
  };
  await tx.$executeRaw(
    statement(...closeWaits([{ key: wait, outcome: 'ok', by }], at), appendEvents([event])),
  );
  return 'recorded';
}

interface Row {
  programId: string;
  siteId: string | null;
  personId: string | null;
  journeyId: string | null;
  outcome: string | null;
  open: boolean;
  inTime: boolean | null;
  details: Record<string, unknown> | null;
}
