import type { EventKind } from '../domain/ledger';
import type { Transaction } from '../platform/database';
import { within, type Scope } from './access';

export interface TimelineEntry {
  /** Place in the ledger; hand the last one back to read on. */
  cursor: string;
  kind: EventKind;
  at: Date;
  actor: string;
  programId: string;
  siteId: string | null;
  personId: string | null;
  journeyId: string | null;
  mentorshipId: string | null;
  shiftId: string | null;
  escalationId: string | null;
  data: Record<string, string | number | boolean | null>;
}

export interface TimelineFilter {
  programId?: string;
  personId?: string;
  journeyId?: string;
  shiftId?: string;
  escalationId?: string;
  kinds?: readonly EventKind[];
}

/**
 * Reads the ledger in the order in which it became visible, after `after`. Only what was written by transactions that
 * are all over is read, so that a row which commits late is never skipped by somebody who reads on from a cursor.
 */
export async function readTimeline(
  database: Pick<Transaction, 'event' | '$queryRaw'>,
  scope: Scope,
  filter: TimelineFilter,
  { after, limit = 500 }: { after?: string; limit?: number } = {},
): Promise<TimelineEntry[]> {
  const [snapshot] = await database.$queryRaw<[{ horizon: bigint }]>`
    SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint AS horizon`;
  const { kinds, ...ids } = filter;
  const rows = await database.event.findMany({
    where: {
      AND: [
        within(scope),
        ids,
        kinds ? { kind: { in: [...kinds] } } : {},
        { tx: { lt: snapshot.horizon } },
        after === undefined ? {} : afterCursor(after),
      ],
    },
    orderBy: [{ tx: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(({ tx, id, kind, data, ...row }) => ({
    ...row,
    cursor: `${tx}.${id}`,
    kind: kind as EventKind,
    data: data as TimelineEntry['data'],
  }));
}

/** The cursor of now: what comes after it is news. */
export async function timelineEnd(database: Pick<Transaction, '$queryRaw'>): Promise<string> {
  const [snapshot] = await database.$queryRaw<[{ horizon: bigint }]>`
    SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint AS horizon`;
  return `${snapshot.horizon - 1n}.${MOST}`;
}
const MOST = 2n ** 63n - 1n;

function afterCursor(cursor: string) {
  const [, tx, id] = /^(\d{1,19})\.(\d{1,19})$/.exec(cursor) ?? [];
  if (tx === undefined || id === undefined) throw new RangeError(`not a cursor of the timeline: ${cursor}`);
  return { OR: [{ tx: { gt: BigInt(tx) } }, { tx: BigInt(tx), id: { gt: BigInt(id) } }] };
}
