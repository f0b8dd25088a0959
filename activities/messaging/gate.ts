/** A number of places, given to escalations first, then in order of asking. */
export interface Gate {
  through<T>(urgent: boolean, work: () => Promise<T>): Promise<T>;
}

/** Bounds how much one process hands over at a time, whatever number of workflows ask it to. */
export function createGate(places: number): Gate {
  let free = places;
  const urgent: (() => void)[] = [];
  const ordinary: (() => void)[] = [];
  return {
    async through(isUrgent, work) {
      if (free > 0) free--;
      else await new Promise<void>((enter) => (isUrgent ? urgent : ordinary).push(enter));
      try {
        return await work();
      } finally {
        const next = urgent.shift() ?? ordinary.shift();
        if (next) next();
        else free++;
      }
    },
  };
}
