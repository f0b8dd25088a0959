import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ROOT } from '../local/paths';

const PARTS = ['journeys', 'storm'];
const USAGE = `npm run bench                    all parts, one after the other: keep the machine quiet for an hour
npm run bench -- journeys [--journeys N]
npm run bench -- storm [--counts N,N] [--only NAME,NAME]

journeys: starting paths and acting on them, beside a bare-Temporal floor.
storm:    peers whose shifts end at the same instant, beside a bare-Temporal floor and queue libraries; see --help.

Each part ends with a line of JSON.`;

/** Each part has a process of its own, so that none is measured with what another one left in memory. */
async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--help') {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (name !== undefined && !PARTS.includes(name))
    throw new Error(`There is no part "${name}" to measure.\n${USAGE}`);
  for (const part of name === undefined ? PARTS : [name]) {
    const file = path.join('bench', part, 'main.ts');
    const child = spawn(process.execPath, [path.join(ROOT, 'scripts', 'run.cjs'), file, ...args], {
      cwd: ROOT,
      stdio: 'inherit',
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) return code ?? 1;
  }
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  },
);
