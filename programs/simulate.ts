import { DAY } from '../domain/duration';
import type { Instant } from '../domain/ids';
import type { Stage } from '../domain/policy';
import { ASSUMPTIONS, MINUTES } from './simulate/assumptions';
import { cohort } from './simulate/drawn';
import { play } from './simulate/model';
import type { LoadedProgram } from './load';

const MONTH = 365.25 * (DAY / 12);

export interface SimulateOptions {
  people: number;
  months: number;
  seed: number;
  /** The first day; a Monday of no particular year when absent, so that the same command says the same. */
  start?: Instant;
}

/** What a program would send and ask of staff, by a model of its rules and guessed people. */
export interface Simulated {
  program: string;
  version: string;
  people: { mentees: number; mentors: number };
  months: number;
  seed: number;
  /** What this is and what is not in it. */
  method: { kind: 'model'; leavesOut: string[]; assumptions: typeof ASSUMPTIONS; minutes: typeof MINUTES };
  messages: {
    total: number;
    aPersonAMonth: number;
    byChannel: Record<string, number>;
    byTemplate: { template: string; sms: number; email: number }[];
    aWeek: { median: number; busiest: number; weeks: number[] };
  };
  staff: {
    minutes: number;
    tasks: { kind: string; count: number; minutes: number }[];
    aWeek: { medianMinutes: number; busiestMinutes: number; weeks: number[] };
  };
  /** How many people got there at all. */
  reached: Partial<Record<Stage, number>>;
  /** Where people stand at the end of it. */
  standing: Record<string, number>;
  outcomes: Record<string, number>;
  /** What was waited for: how often, the median, how often it became late. Longest first. */
  waits: { what: string; times: number; medianDays: number; late: number; stillOpen: number }[];
  /** In words: where people get stuck. */
  stuck: string[];
  happened: number;
}

/** In neither the messages nor the minutes. */
const LEAVES_OUT = [
  'shifts, escalations and being on call',
  'workshops, requests for another professional, critical transitions, pauses',
  'what staff do that nothing asks of them: meetings, supervision, training itself',
  'how well two people suit each other: whoever waits longest is matched with whoever has most room',
];

const A_MONDAY = Date.parse('2026-01-05T14:00:00Z');

/**
 * Plays guessed people through a definition before anything goes live. Deterministic: the same definition, numbers and
 * seed give the same result. It is a model of the journey's and the pair's rules, quick and without side effects, not
 * the workflows themselves; a test holds its counts against theirs on a small cohort.
 */
export function simulate(
  { policy, version }: Pick<LoadedProgram, 'policy' | 'version'>,
  options: SimulateOptions,
): Simulated {
  const { people, months, seed } = options;
  const start = options.start === undefined ? A_MONDAY : Date.parse(options.start);
  const cast = cohort(people, policy, seed, start);
  const until = start + Math.round(months * MONTH);
  const matchRoundAfter = ASSUMPTIONS.matchRoundDays * DAY;
  const { tally, people: here, happened } = play(policy, cast, { start, until, matchRoundAfter });

  const byTemplate = new Map<string, { sms: number; email: number }>();
  for (const [key, count] of tally.messages) {
    const [template = '', channel] = key.split('/');
    const row = byTemplate.get(template) ?? { sms: 0, email: 0 };
    row[channel === 'email' ? 'email' : 'sms'] += count;
    byTemplate.set(template, row);
  }
  const total = [...tally.messages.values()].reduce((sum, count) => sum + count, 0);
  const tasks = [...tally.tasks]
    .map(([kind, count]) => ({ kind, count, minutes: count * (MINUTES[kind] ?? 15) }))
    .sort((a, b) => b.minutes - a.minutes);
  const standing: Record<string, number> = {};
  for (const person of here) {
    const where = person.isGone ? 'gone' : `${person.role} in ${person.stage}`;
    standing[where] = (standing[where] ?? 0) + 1;
  }
  const waits = [...tally.waits]
    .map(([what, { times, late, lengths }]) => ({
      what,
      times,
      medianDays: round(median(lengths) / DAY),
      late,
      stillOpen: times - lengths.length,
    }))
    .sort((a, b) => b.medianDays - a.medianDays || a.what.localeCompare(b.what));
  const weeks = Math.max(1, Math.ceil((until - start) / (7 * DAY)));
  const messageWeeks = padded(tally.messagesAWeek, weeks);
  const minuteWeeks = padded(tally.minutesAWeek, weeks);
  return {
    program: policy.program,
    version,
    people: {
      mentees: cast.filter(({ role }) => role === 'mentee').length,
      mentors: cast.filter(({ role }) => role === 'mentor').length,
    },
    months,
    seed,
    method: { kind: 'model', leavesOut: LEAVES_OUT, assumptions: ASSUMPTIONS, minutes: MINUTES },
    messages: {
      total,
      aPersonAMonth: round(total / Math.max(1, people) / months),
      byChannel: channels(byTemplate),
      byTemplate: [...byTemplate]
        .map(([template, counts]) => ({ template, ...counts }))
        .sort((a, b) => b.sms + b.email - a.sms - a.email || a.template.localeCompare(b.template)),
      aWeek: { median: median(messageWeeks), busiest: Math.max(...messageWeeks), weeks: messageWeeks },
    },
    staff: {
      minutes: tasks.reduce((sum, { minutes }) => sum + minutes, 0),
      tasks,
      aWeek: {
        medianMinutes: median(minuteWeeks),
        busiestMinutes: Math.max(...minuteWeeks),
        weeks: minuteWeeks,
      },
    },
    reached: Object.fromEntries(tally.reached),
    standing,
    outcomes: Object.fromEntries(tally.outcomes),
    waits,
    stuck: stuckIn(waits),
    happened,
  };
}

type Wait = Simulated['waits'][number];

const OFTEN = 0.1;

/** A wait that becomes late for one in ten, or that people are still in at the end, the worst first. */
function stuckIn(waits: readonly Wait[]): string[] {
  const worth = ({ times, late, stillOpen }: Wait): number => Math.max(late, stillOpen) / times;
  return waits
    .filter((wait) => wait.times >= 5 && worth(wait) >= OFTEN)
    .sort((a, b) => worth(b) - worth(a))
    .map(({ what, times, late, stillOpen, medianDays }) => {
      const open = stillOpen > 0 ? `, ${stillOpen} still open at the end` : '';
      return `${what}: waited for ${times} times, ${late} late${open}; half took more than ${medianDays} days`;
    });
}

function channels(byTemplate: ReadonlyMap<string, { sms: number; email: number }>): Record<string, number> {
  const sums = { sms: 0, email: 0 };
  for (const { sms, email } of byTemplate.values()) {
    sums.sms += sms;
    sums.email += email;
  }
  return sums;
}

function padded(weeks: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, week) => weeks[week] ?? 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
