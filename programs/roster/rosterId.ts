import { createHash } from 'node:crypto';

/**
 * An id that the same row gets every time a roster is read, however often and by however many at once. It tells nothing
 * of what it was made from to somebody who does not know that already; references are codes, not names.
 */
export function rosterId(kind: string, ...parts: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest('hex')
    .slice(0, 20);
}
