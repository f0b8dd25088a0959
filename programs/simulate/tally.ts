import { DAY } from '../../domain/duration';
import type { Stage } from '../../domain/policy';
import { MINUTES } from './assumptions';

const WEEK = 7 * DAY;

interface Waited {
  times: number;
  late: number;
  lengths: number[];
}

/** Counts what the model lets happen. */
export class Tally {
  readonly messages = new Map<string, number>();
  readonly messagesAWeek: number[] = [];
  readonly tasks = new Map<string, number>();
  readonly minutesAWeek: number[] = [];
  readonly waits = new Map<string, Waited>();
  readonly reached = new Map<Stage, number>();
  readonly outcomes = new Map<string, number>();

  constructor(private readonly start: number) {}

  said(template: string, channel: string, at: number): void {
    add(this.messages, `${template}/${channel}`);
    this.week(this.messagesAWeek, at, 1);
  }

  task(kind: string, at: number): void {
    add(this.tasks, kind);
    this.week(this.minutesAWeek, at, MINUTES[kind] ?? 15);
  }

  waited(what: string, milliseconds: number): void {
    const known = this.wait(what);
    known.lengths.push(milliseconds);
  }

  began(what: string): void {
    this.wait(what).times += 1;
  }

  late(what: string): void {
    this.wait(what).late += 1;
  }

  enters(stage: Stage): void {
    this.reached.set(stage, (this.reached.get(stage) ?? 0) + 1);
  }

  came(outcome: string): void {
    add(this.outcomes, outcome);
  }

  private wait(what: string): Waited {
    const known = this.waits.get(what) ?? { times: 0, late: 0, lengths: [] };
    this.waits.set(what, known);
    return known;
  }

  private week(weeks: number[], at: number, amount: number): void {
    const week = Math.floor((at - this.start) / WEEK);
    while (weeks.length <= week) weeks.push(0);
    weeks[week] = (weeks[week] ?? 0) + amount;
  }
}

function add(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
