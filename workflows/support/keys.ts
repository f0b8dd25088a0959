import type { OccurrenceKey } from '../../domain/ids';

/** Key of an occurrence: the workflow's id and what happened in it, e.g. `journey-7/check-in/3`. */
export function occurrence(workflowId: string, ...parts: (string | number)[]): OccurrenceKey {
  return [workflowId, ...parts].join('/') as OccurrenceKey;
}

const REMEMBERED = 200;

/**
 * True the first time a key is seen. `seen` is carried over a continue-as-new; it is bounded because what repeats,
 * repeats soon.
 */
export function firstTime(seen: string[], key: string): boolean {
  if (seen.includes(key)) return false;
  seen.push(key);
  if (seen.length > REMEMBERED) seen.splice(0, seen.length - REMEMBERED);
  return true;
}
