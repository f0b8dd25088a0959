import { parseArgs } from 'node:util';

export interface Options {
  /** How often each of worker, web, PostgreSQL and Temporal is killed. */
  kills: number;
  /** How often each of the other faults is brought about. */
  times: number;
  /** Shifts that end at one instant in the storm, and kills of the worker meanwhile. */
  storm: number;
  stormKills: number;
  seed: number;
  json: boolean;
  /** Names of faults, or parts of names; nothing: all of them. */
  only: readonly string[];
  /** Everything is over by then, the clean-up apart; with `full`, each round. */
  minutes: number;
  /** Rounds until every fault was brought about fifty times and the worker killed two hundred times in storms. */
  full: boolean;
  /** Leaves the folder of the run where it is, to look into. */
  keep: boolean;
}

export const FULL = { times: 50, stormKills: 200 };
/** What one round brings about unless something else is asked for. */
const A_ROUND = {
  sample: { kills: 3, times: 2, storm: 150, stormKills: 12, minutes: 12 },
  full: { kills: 10, times: 5, storm: 500, stormKills: 25, minutes: 60 },
};

const USAGE = `npm run faults -- [--kills N] [--times N] [--storm SHIFTS] [--storm-kills N] [--seed N] [--only NAME,NAME]
                 [--minutes N] [--full] [--json] [--keep]

Troubles a running product while people are on their way, and then looks whether anything was lost or done twice: parts
killed with kill -9 (each N times, ${A_ROUND.sample.kills}), servers that hang, are slow, cut or refuse connections and a carrier that
misbehaves (each N times, ${A_ROUND.sample.times}); then a storm of shifts that end at one instant (${A_ROUND.sample.storm}) while the worker is killed again and
again (${A_ROUND.sample.stormKills}), in ${A_ROUND.sample.minutes} minutes. --full goes on in longer rounds (${A_ROUND.full.kills}, ${A_ROUND.full.times}, ${A_ROUND.full.storm}, ${A_ROUND.full.stormKills}; an hour at most) until each fault
came ${FULL.times} times and the worker was killed ${FULL.stormKills} times in storms; ended, it goes on where it was with the same --seed.
--only takes what stands in the first column of the table. The last line is JSON; with --json it is the only one.`;

/** @throws Error with the usage for what is not understood; undefined when help was asked for */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string' },
      times: { type: 'string' },
      storm: { type: 'string' },
      'storm-kills': { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string', default: '' },
      minutes: { type: 'string' },
      full: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return undefined;
  }
  const number = (name: string, text: string, least: number): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new Error(`--${name}: ${text} is not a whole number from ${least} on.\n${USAGE}`);
    return value;
  };
  const round = values.full ? A_ROUND.full : A_ROUND.sample;
  const asked = (name: 'kills' | 'times' | 'storm' | 'storm-kills' | 'minutes', usual: number, least = 0) =>
    values[name] === undefined ? usual : number(name, values[name], least);
  return {
    kills: asked('kills', round.kills),
    times: asked('times', round.times),
    storm: asked('storm', round.storm),
    stormKills: asked('storm-kills', round.stormKills),
    only: values.only.split(',').flatMap((name) => name.trim() || []),
    seed: number('seed', values.seed ?? String(Date.now() % 1_000_000), 0),
    minutes: asked('minutes', round.minutes, 5),
    full: values.full,
    json: values.json,
    keep: values.keep,
  };
}
