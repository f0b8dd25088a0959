import type { RecordBatch } from '../contract';

/** What one or several decisions of the same moment write together. */
export type Decision = Omit<RecordBatch, 'at' | 'scope'>;

const LISTS = ['events', 'open', 'close', 'due', 'intents', 'meetings', 'goals'] as const;
const OBJECTS = ['mentorship', 'shift', 'escalation'] as const;

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
