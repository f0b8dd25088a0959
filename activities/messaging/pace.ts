/** Lets so many through in a second, those that cannot wait first. */
export interface Pace {
  /** @returns whether it had to wait, so that what was known before may be outdated */
  take(urgent: boolean): Promise<boolean>;
}

/** What was not used a moment ago may be used now, for so long: timers are not that exact. */
const SAVED_UP_MS = 100;

/** By the machine's clock: a carrier's limit is real time, whatever time a test makes of it. */
export function createPace(perSecond: number): Pace {
  const everyMs = 1000 / perSecond;
  const waiting: Record<'urgent' | 'ordinary', (() => void)[]> = { urgent: [], ordinary: [] };
  let free = 0;
  let timer: NodeJS.Timeout | undefined;

  const goOn = (): void => {
    timer = undefined;
    const now = Date.now();
    // A process that stood still for a while catches up with no more than that either.
    for (free = Math.max(free, now - SAVED_UP_MS); free <= now; free += everyMs) {
      const next = waiting.urgent.shift() ?? waiting.ordinary.shift();
      if (!next) return;
      next();
    }
    timer = setTimeout(goOn, Math.max(1, free - Date.now()));
  };

  return {
    async take(urgent) {
      const now = Date.now();
      free = Math.max(free, now - SAVED_UP_MS);
      if (timer === undefined && free <= now) {
        free += everyMs;
        return false;
      }
      await new Promise<void>((go) => {
        waiting[urgent ? 'urgent' : 'ordinary'].push(go);
        timer ??= setTimeout(goOn, Math.max(1, free - now));
      });
      return true;
    },
  };
}
