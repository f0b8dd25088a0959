/** Things worth counting about what reaches us, for metrics and tests. Names are codes. */
export class Counters {
  private readonly values = new Map<string, number>();

  add(name: string): void {
    this.values.set(name, (this.values.get(name) ?? 0) + 1);
  }

  get(name: string): number {
    return this.values.get(name) ?? 0;
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.values);
  }
}
