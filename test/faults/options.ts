import { parseArgs } from 'node:util';

export const PARTS = ['worker', 'web', 'postgres', 'temporal'] as const;
/** What is killed: a process of a run, as its run file names it. */
export type Part = (typeof PARTS)[number];

export interface Options {
  /** How often each part is killed. */
  kills: number;
  parts: readonly Part[];
  seed: number;
  json: boolean;
  /** Everything is over by then, the clean-up apart. */
  minutes: number;
  /** Leaves the folder of the run where it is, to look into. */
  keep: boolean;
}

const USAGE = `npm run faults -- [--kills N] [--seed N] [--only worker,web,postgres,temporal] [--minutes N] [--json] [--keep]

Ends parts of a running product with kill -9, each N times (20), while 50 people are on their way, and then looks whether
anything was lost or done twice. The last line is JSON; with --json it is the only one.`;

/** @throws Error with the usage for what is not understood; undefined when help was asked for */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '20' },
      seed: { type: 'string' },
      only: { type: 'string', default: PARTS.join(',') },
      minutes: { type: 'string', default: '12' },
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
  const parts = values.only.split(',').map((name) => {
    const part = PARTS.find((one) => one === name.trim());
    if (!part) throw new Error(`--only: ${name} is none of ${PARTS.join(', ')}.\n${USAGE}`);
    return part;
  });
  return {
    kills: number('kills', values.kills, 0),
    parts,
    seed: number('seed', values.seed ?? String(Date.now() % 1_000_000), 0),
    minutes: number('minutes', values.minutes, 5),
    json: values.json,
    keep: values.keep,
  };
}
