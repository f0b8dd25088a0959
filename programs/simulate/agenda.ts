interface Entry {
  at: number;
  /** What was put down first happens first at the same time: the same run every time. */
  number: number;
  act: () => void;
}

/** What is going to happen, in order of time: a binary heap, since a model puts down millions of things. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private count = 0;
  now: number;

  constructor(start: number) {
    this.now = start;
  }

  at(at: number, act: () => void): void {
    this.heap.push({ at: Math.max(at, this.now), number: (this.count += 1), act });
    this.rise(this.heap.length - 1);
  }

  in(length: number, act: () => void): void {
    this.at(this.now + length, act);
  }

  /** Lets everything happen that is put down for before then. @returns how many things happened */
  run(until: number): number {
    let happened = 0;
    for (let first = this.heap[0]; first && first.at < until; first = this.heap[0]) {
      this.takeFirst();
      this.now = first.at;
      first.act();
      happened += 1;
    }
    this.now = until;
    return happened;
  }

  private before(a: number, b: number): boolean {
    const [x, y] = [this.heap[a], this.heap[b]];
    return x !== undefined && (y === undefined || x.at < y.at || (x.at === y.at && x.number < y.number));
  }

  private swap(a: number, b: number): void {
    const [x, y] = [this.heap[a], this.heap[b]];
    if (x && y) [this.heap[a], this.heap[b]] = [y, x];
  }

  private rise(index: number): void {
    for (let at = index; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private takeFirst(): void {
    this.swap(0, this.heap.length - 1);
    this.heap.pop();
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = this.before(right, left) ? right : left;
      if (!this.before(least, at)) return;
      this.swap(at, least);
      at = least;
    }
  }
}
