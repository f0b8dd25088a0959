/** The value below which a share of the sorted figures lies, e.g. 0.99. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Runs a job for each number below `count`, at most so many at a time; gives each one's milliseconds. */
export async function timed(
  count: number,
  atOnce: number,
  job: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const took: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const began = performance.now();
      await job(index);
      took.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return took;
}

export interface Figures {
  startsPerSecond: number;
  updateP50Ms: number;
  updateP99Ms: number;
}

export function figures(startSeconds: number, starts: number, updates: readonly number[]): Figures {
  return {
    startsPerSecond: round(starts / startSeconds),
    updateP50Ms: round(percentile(updates, 0.5)),
    updateP99Ms: round(percentile(updates, 0.99)),
  };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
