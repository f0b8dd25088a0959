import { createHash } from 'node:crypto';
import { planInbound } from '../../activities/inbound/planInbound';
import { instant, type InboundId } from '../../domain/ids';
import type { Database } from '../../platform/database';
import type { Clock } from '../../platform/clock';
import { businessNow } from '../http/businessNow';
import type { Counters } from '../http/counters';

/** The pages keep more than half of the connections to the database. */
const LANES = 4;

/**
 * Reads replies as they come, beside their workflow: an answer counts from then on, also while Temporal is away or every
 * worker is dead, and nobody is looked for who has said that they are safe. What follows from a reply is carried out by its
 * workflow, which finds it understood; what could not be read here is read there.
 */
export class Reading {
  /** The last reply of each lane. Those of one sender share a lane: they are read in the order in which they came. */
  private readonly lanes = Array.from({ length: LANES }, () => Promise.resolve());
  private stopped = false;

  constructor(private readonly parts: { database: Database; clock: Clock; counters: Counters }) {}

  /** Returns at once; `stop` waits for what is under way. */
  read({ id, from }: { id: InboundId; from: string }): void {
    const lane = createHash('sha256').update(from).digest().readUInt8() % LANES;
    const before = this.lanes[lane] ?? Promise.resolve();
    this.lanes[lane] = before.then(() => this.understand(id));
  }

  /** Reads nothing more; what is under way is finished. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.idle();
  }

  /** When what has come so far is read. */
  async idle(): Promise<void> {
    await Promise.all(this.lanes);
  }

  private async understand(inboundId: InboundId): Promise<void> {
    if (this.stopped) return;
    const { database, counters } = this.parts;
    try {
      await planInbound(database, { inboundId, at: instant(await businessNow(this.parts)) });
      counters.add('inbound-read');
    } catch {
      // What fails fails again in the reply's own workflow, where it is seen.
      counters.add('inbound-read-later');
    }
  }
}
