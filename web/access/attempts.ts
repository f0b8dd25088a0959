/**
 * Bounds how often somebody may try: so many failures in a sliding window, counted for a name (an account, an address).
 * Kept in this process: a restart forgets, which an attacker cannot bring about, and two web processes double the bound.
 */
export class Attempts {
  private readonly failures = new Map<string, number[]>();
  constructor(
    private readonly most: number,
    private readonly windowMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Seconds until the next try is allowed; 0 when it is allowed now. */
  waitSeconds(name: string): number {
    const recent = this.recent(name);
    if (recent.length < this.most) return 0;
    return Math.ceil(((recent[recent.length - this.most] ?? 0) + this.windowMs - this.now()) / 1000);
  }

  failed(name: string): void {
    if (this.failures.size > 10_000) this.sweep();
    this.failures.set(name, [...this.recent(name), this.now()]);
  }

  succeeded(name: string): void {
    this.failures.delete(name);
  }

  private recent(name: string): number[] {
    return (this.failures.get(name) ?? []).filter((at) => at > this.now() - this.windowMs);
  }

  private sweep(): void {
    for (const name of this.failures.keys()) {
      if (this.recent(name).length === 0) this.failures.delete(name);
    }
  }
}
