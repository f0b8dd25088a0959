/** Business "now" for everything outside workflows (rule 14). The machine's clock is for measuring latency only. */
export interface Clock {
  now(): Promise<Date>;
}

export const systemClock: Clock = {
  now: async () => new Date(),
};
