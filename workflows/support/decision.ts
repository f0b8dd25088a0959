import type { RecordBatch } from '../contract';

/** What one or several decisions of the same moment write together. */
export type Decision = Omit<RecordBatch, 'at' | 'scope'>;

const LISTS = ['events', 'open', 'close', 'due', 'intents', 'unsay', 'meetings', 'goals'] as const;
const OBJECTS = ['mentorship', 'shift', 'escalation', 'request', 'transition'] as const;

/**
 * Puts a later decision on top of an earlier one, so that both are written in one transaction. Lists are joined in
 * order, objects field by field; of the rest the later word counts.
 */
export function merge(earlier: Decision, later: Decision): Decision {
  const merged: Decision = { ...earlier, ...later };
  for (const list of LISTS) {
    const both = [...(earlier[list] ?? []), ...(later[list] ?? [])];
    if (both.length > 0) Object.assign(merged, { [list]: both });
  }
  for (const object of OBJECTS) {
    if (earlier[object] && later[object]) {
      Object.assign(merged, { [object]: { ...earlier[object], ...later[object] } });
    }
  }
  return merged;
}

/**
 * True when two decisions of one moment must be written one after the other: the later one closes a wait that the
 * earlier one opens (within one transaction closing comes before opening, and it would stay open for ever), or both
 * change the same lists of people or the same standing.
 */
export function collides(earlier: Decision, later: Decision): boolean {
  const opened = (earlier.open ?? []).map((wait) => wait.key);
  const closed = (later.close ?? []).map((wait) => wait.key);
  const prefix = later.closeAll?.prefix;
  return (
    opened.some((key) => closed.includes(key) || (prefix !== undefined && key.startsWith(prefix))) ||
    (earlier.closeAll !== undefined && later.closeAll !== undefined) ||
    (earlier.escalation !== undefined && later.escalation !== undefined) ||
    (earlier.shift?.peers !== undefined && later.shift?.peers !== undefined)
  );
}
