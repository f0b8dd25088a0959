import type { FullCircle } from '../client/fullCircle';
import type { Instant } from '../domain/ids';
import { instant } from '../domain/ids';
import type { ZoneRules } from '../domain/time';
import type { Clock } from '../platform/clock';
import type { Database } from '../platform/database';

/** What every act of the office works with. */
export interface OfficeTools {
  database: Database;
  fullCircle: FullCircle;
  clock: Clock;
  /** Rules that dates are computed with; the product's own when absent. */
  zoneRules?: ZoneRules;
}

/** Options of an act that is safe to repeat. */
export interface ActOptions {
  /** Names the act: the same key again finds what the first one did. Random when absent. */
  key?: string;
  /** How long to wait for a workflow's answer, in milliseconds. */
  timeoutMs?: number;
}

export async function businessNow(tools: Pick<OfficeTools, 'clock'>): Promise<Instant> {
  return instant(await tools.clock.now());
}
