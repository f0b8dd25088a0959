import type { Instant } from '../../domain/ids';

interface Entry {
  key: string;
  at: Instant;
  act: () => Promise<void>;
}

/** What the people of the roster are going to do, and when. Each thing is put down once, and done once. */
export class Diary {
  private readonly known = new Set<string>();
  private entries: Entry[] = [];

  /** Puts something down, unless the same thing was put down before. */
  plan(key: string, at: Instant, act: () => Promise<void>): void {
    if (this.known.has(key)) return;
    this.known.add(key);
    this.entries.push({ key, at, act });
  }

  /** The next thing that is due by then, taken out. */
  takeDue(by: Instant): Entry | undefined {
    const due = this.entries.filter((entry) => entry.at <= by).sort((a, b) => (a.at < b.at ? -1 : 1))[0];
    if (due) this.entries = this.entries.filter((entry) => entry !== due);
    return due;
  }

  get next(): Instant | undefined {
    return this.entries.map(({ at }) => at).sort()[0];
  }

  /** May be planned again: nothing came of it. */
  forget(key: string): void {
    this.known.delete(key);
  }
}
