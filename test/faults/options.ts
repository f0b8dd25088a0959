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

const USAGE = `npm run faults -- [--kills N] [--times N] [--storm SHIFTS] [--storm-kills N] [--seed N] [--only NAME,NAME]
                 [--minutes N] [--full] [--json] [--keep]

Troubles a running product while people are on their way, and then looks whether anything was lost or done twice: parts
killed with kill -9 (each N times, 4), servers that hang, are slow, cut or refuse connections and a carrier that
misbehaves (each N times, 2); then a storm of shifts that end at one instant (150) while the worker is killed again and
again (12). --full goes on in rounds until each fault came ${FULL.times} times; ended, it goes on where it was with the same --seed.
--only takes what stands in the first column of the table. The last line is JSON; with --json it is the only one.`;

/** @throws Error with the usage for what is not understood; undefined when help was asked for */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '4' },
      times: { type: 'string', default: '2' },
      storm: { type: 'string', default: '150' },
      'storm-kills': { type: 'string', default: '12' },
      seed: { type: 'string' },
      only: { type: 'string', default: '' },
      minutes: { type: 'string', default: '12' },
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
  return {
    kills: number('kills', values.kills, 0),
    times: number('times', values.times, 0),
    storm: number('storm', values.storm, 0),
    stormKills: number('storm-kills', values['storm-kills'], 0),
    only: values.only.split(',').flatMap((name) => name.trim() || []),
    seed: number('seed', values.seed ?? String(Date.now() % 1_000_000), 0),
    minutes: number('minutes', values.minutes, 5),
    full: values.full,
    json: values.json,
    keep: values.keep,
  };
}
