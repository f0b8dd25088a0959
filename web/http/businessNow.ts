import type { Parts } from '../parts';
import { within } from './within';

/**
 * Business time for things that must be kept even while the clock cannot be read (on a time-skipping server the clock is
 * the server's): then the machine's time, which is the same everywhere else.
 */
export async function businessNow(parts: Pick<Parts, 'clock'>): Promise<Date> {
  try {
    return await within(1_000, parts.clock.now());
  } catch {
    return new Date();
  }
}
