import { plus } from '../../domain/duration';
import { as, type Duration, type Instant, type WallClock } from '../../domain/ids';
import { addWall, resolve } from '../../domain/time';
import type { Definition } from '../../programs';

/** Part of the key under which a path knows a date of its own. */
export function itemKey({ item, module }: { item: string; module: string }): string {
  return `${item}/${module}`;
}

/** Last day on which a module that was taken on a day is good; undefined where it does not run out. */
export function goodUntilOf(definition: Definition, module: string, doneOn: string): string | undefined {
  const every = definition.transition.training.find(({ id }) => id === module)?.renewEvery;
  return every && addWall(`${doneOn}T12:00` as WallClock, every, definition.zone).slice(0, 10);
}

/** When something that is good until a day runs out (the end of that day), and when its owner is reminded. */
export function expiryOf(
  definition: Definition,
  module: string,
  goodUntil: string | null | undefined,
): { expiresAt: Instant; remindAt: Instant } | undefined {
  const before = definition.transition.training.find(({ id }) => id === module)?.remindBefore;
  if (!goodUntil || !before) return undefined;
  const zone = definition.zone;
  const expiresAt = resolve(`${goodUntil}T23:59` as WallClock, zone).instant;
  const morning = resolve(`${goodUntil}T10:00` as WallClock, zone).instant;
  return { expiresAt, remindAt: plus(morning, as<Duration>(`-${before}`)) };
}
