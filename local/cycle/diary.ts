import { instant, type Instant } from '../../domain/ids';

const GRAIN = 2 * 60_000;

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
    this.entries.push({ key, at: onTheClock(at), act });
  }

  /** What is due by then, the earliest first, taken out. */
  takeDue(by: Instant): Entry[] {
    const due = this.entries.filter((entry) => entry.at <= by).sort((a, b) => (a.at < b.at ? -1 : 1));
    this.entries = this.entries.filter((entry) => entry.at > by);
    return due;
  }

  get next(): Instant | undefined {
    return this.entries.map(({ at }) => at).sort()[0];
  }
}

/** People act on full minutes, which they share with others: that saves steps. */
function onTheClock(at: Instant): Instant {
  return instant(Math.ceil(Date.parse(at) / GRAIN) * GRAIN);
}
