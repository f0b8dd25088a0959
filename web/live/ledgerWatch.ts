import { LEDGER_START, readLedger, type LedgerCursor, type LedgerRow } from '../../activities/ledger';
import type { Parts } from '../parts';

const EVERY_MS = 1_000;
const BATCH = 500;

/** Where something happened, as far as a listener must know to ask whether it may see it and cares. */
export type Happening = Pick<
  LedgerRow,
  'kind' | 'programId' | 'siteId' | 'personId' | 'journeyId' | 'mentorshipId' | 'shiftId' | 'escalationId'
>;

/**
 * Tells listeners what is newly in the ledger, about a second after it is there. One query a second for the whole process,
 * and none while nobody listens.
 */
export class LedgerWatch {
  private readonly listeners = new Set<(happened: readonly Happening[]) => void>();
  private cursor: LedgerCursor | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly parts: Pick<Parts, 'database'>) {}

  listen(listener: (happened: readonly Happening[]) => void): () => void {
    this.listeners.add(listener);
    if (!this.timer && !this.stopped) this.again(0);
    return () => this.listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.reading;
  }

  private again(ms: number): void {
    this.timer = setTimeout(() => {
      this.reading = this.read().finally(() => {
        if (this.listeners.size > 0 && !this.stopped) return this.again(EVERY_MS);
        this.timer = undefined;
        this.cursor = undefined;
      });
    }, ms);
  }

  private async read(): Promise<void> {
    try {
      this.cursor ??= await this.end();
      const rows = await readLedger(this.parts.database, this.cursor, BATCH);
      const last = rows.at(-1);
      if (!last) return;
      this.cursor = { tx: last.tx, id: last.id };
      for (const listener of [...this.listeners]) listener(rows);
    } catch {
      // PostgreSQL is away: the pages stay as they are, and what happens meanwhile is told afterwards.
    }
  }

  /** Somebody who starts listening has just been shown everything up to here. */
  private async end(): Promise<LedgerCursor> {
    const [last] = await this.parts.database.$queryRaw<LedgerCursor[]>`
      SELECT "tx", "id" FROM "Event"
      WHERE "tx" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      ORDER BY "tx" DESC, "id" DESC LIMIT 1`;
    return last ?? LEDGER_START;
  }
}
