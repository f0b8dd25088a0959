import type { Instant, Zone } from '../ids';
import { isTimeOfDay, nextWall } from './calendar';
import { wallClock } from './wallClock';

/** From a time of day (included) to another (excluded), both `HH:mm`; over midnight when `to` is the earlier one. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/**
 * When the quiet hours around an instant are over, or null when it is not quiet then. Equal ends mean no quiet hours.
 * They hold for reminders, never for safety (rule 8): whoever sends a safety message does not ask.
 * @throws RangeError for malformed times or zone
 */
export function quietUntil(at: Instant, quiet: QuietHours, zone: Zone): Instant | null {
  const { from, to } = quiet;
  if (!isTimeOfDay(from) || !isTimeOfDay(to)) throw new RangeError(`not quiet hours: ${from}–${to}`);
  const time = wallClock(at, zone).slice(11);
  const within = from <= to ? from <= time && time < to : time >= from || time < to;
  return within ? nextWall(at, { time: to }, zone).instant : null;
}
