import type { Instant } from '../../domain/ids';
import { instant } from '../../domain/ids';

/** Business now: the workflow's own time, the same on every replay (rule 14). */
export function now(): Instant {
  return instant(Date.now());
}

/** The earlier of two instants, either of which may be missing. */
export function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined) return b;
  return b === undefined || a <= b ? a : b;
}

export function later(a: Instant, b: Instant): Instant {
  return a >= b ? a : b;
}
