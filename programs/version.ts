import { createHash } from 'node:crypto';
import type { Definition } from './schema';

/**
 * The content hash of a definition with its defaults filled in: the same whatever the order of its fields, comments or
 * line ends, and another one when a default of the product changes.
 */
export function versionOf(definition: Definition): string {
  return createHash('sha256').update(canonical(definition)).digest('hex').slice(0, 16);
}

/** JSON with the keys in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
