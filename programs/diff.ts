import { canonical } from './version';
import { areaOf, type Area } from './diff/areas';
import { sentence } from './diff/words';
import type { Definition } from './schema';

/** One thing that is different for people, with both values as they stand in the definitions. */
export interface Change {
  area: Area;
  /** As in `screening.steps.interview.staleAfter`: items of a list by their id. */
  field: string;
  kind: 'added' | 'removed' | 'changed';
  from?: unknown;
  to?: unknown;
  words: { en: string; fr: string };
}

/**
 * What changes for people from one definition to another, in the order of the stages. Defaults are filled in on both
 * sides, so that writing down what was the default is no change.
 */
export function diffDefinitions(from: Definition, to: Definition): Change[] {
  const changes: Change[] = [];
  compare([], from, to, (path, kind, before, after) => {
    const found = { area: areaOf(path), field: path.join('.'), kind, ...values(before, after) };
    changes.push({
      ...found,
      words: sentence({ path, kind, from: before, to: after, definitions: [from, to] }),
    });
  });
  const order: readonly Area[] = AREAS_IN_ORDER;
  return changes.sort((a, b) => order.indexOf(a.area) - order.indexOf(b.area));
}

const AREAS_IN_ORDER = [
  'program',
  'screening',
  'matching',
  'mentorship',
  'retention',
  'achievement',
  'transition',
  'tiers',
  'shifts',
  'messages',
] as const satisfies readonly Area[];

type Tell = (path: readonly string[], kind: Change['kind'], from: unknown, to: unknown) => void;

function compare(path: readonly string[], from: unknown, to: unknown, tell: Tell): void {
  if (canonical(from) === canonical(to)) return;
  if (from === undefined) return tell(path, 'added', from, to);
  if (to === undefined) return tell(path, 'removed', from, to);
  const [before, after] = [children(path, from), children(path, to)];
  if (!before || !after) return tell(path, 'changed', from, to);
  for (const key of new Set([...before.keys(), ...after.keys()]))
    compare([...path, key], before.get(key), after.get(key), tell);
  if (Array.isArray(from) && inOrder(before, after)) return;
  if (Array.isArray(from)) tell([...path, 'order'], 'changed', [...before.keys()], [...after.keys()]);
}

/** Fields of a group, items of a list by their id; undefined for what is compared as a whole: values, texts, lists of codes. */
function children(path: readonly string[], value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value as { id?: unknown }[];
    const named = items.every((item) => typeof item === 'object' && typeof item.id === 'string');
    return named ? new Map(items.map((item) => [item.id as string, withoutId(item)])) : undefined;
  }
  const isText = Object.keys(value).every((key) => key === 'en' || key === 'fr') && path[0] !== 'messages';
  return isText && Object.keys(value).length > 0 ? undefined : new Map(Object.entries(value));
}

function withoutId(item: { id?: unknown }): object {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'id'));
}

/** What both have stands in the same order. */
function inOrder(before: Map<string, unknown>, after: Map<string, unknown>): boolean {
  const shared = [...before.keys()].filter((key) => after.has(key));
  return [...after.keys()].filter((key) => before.has(key)).join() === shared.join();
}

function values(from: unknown, to: unknown): Pick<Change, 'from' | 'to'> {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
