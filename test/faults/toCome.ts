import { FAULTS, KILLED_IN_STORM, type Disturbance, type Fault } from './disturb';
import { FULL, type Options } from './options';

/** Whether another round is needed, with `full`. */
export function isLeft(options: Options, done: readonly Disturbance[]): boolean {
  return stillToCome(options, done).length > 0 || isStormToCome(options, done);
}

/** What a round brings about, each fault as often as it comes in a round; with `full` only what is left of it. */
export function stillToCome(options: Options, done: readonly Disturbance[]): Fault[] {
  return chosen(options).flatMap((fault) => {
    const usual = fault.kind === 'killed' ? options.kills : options.times;
    const times = options.full ? Math.min(usual, FULL.times - timesOf(fault.name, done)) : usual;
    return Array.from({ length: Math.max(0, times) }, () => fault);
  });
}

/** Whether a round ends with a storm; with `full`, until the worker was killed often enough in them. */
export function isStormToCome({ storm: shifts, only, full }: Options, done: readonly Disturbance[]): boolean {
  if (shifts === 0 || (only.length > 0 && !only.includes('storm'))) return false;
  return !full || timesOf(KILLED_IN_STORM, done) < FULL.stormKills;
}

function timesOf(name: string, done: readonly Disturbance[]): number {
  return done.filter(({ fault }) => fault === name).length;
}

function chosen({ only }: Options): Fault[] {
  return FAULTS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
}
