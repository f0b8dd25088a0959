import type { EventKind } from '../domain/ledger';
import type { Transaction } from '../platform/database';
import { within, type Scope } from './access';
import { NOTHING_HIDDEN, without, type Hidden } from './hidden';

export interface TimelineEntry {
  key: string;
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
  /** Nothing from before. */
  from?: Date;
}

/**
 * What happened, in order, as far as the caller may see it: for looking at, all at once. Whoever reads on from where
 * they stopped uses `readLedger`, which never skips a row that commits late, and asks `can` about each row.
 */
export async function readTimeline(
  database: Pick<Transaction, 'event'>,
  scope: Scope,
  filter: TimelineFilter,
  hidden: Hidden = NOTHING_HIDDEN,
  limit = 2_000,
): Promise<TimelineEntry[]> {
  const { from, ...equal } = filter;
  const rows = await database.event.findMany({
    where: { AND: [within(scope), equal, from ? { at: { gte: from } } : {}, without.keyed(hidden)] },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit,
    omit: { id: true, tx: true, recordedAt: true },
  });
  return rows.reverse().map(({ kind, data, ...row }) => ({
    ...row,
    kind: kind as EventKind,
    data: data as TimelineEntry['data'],
  }));
}
