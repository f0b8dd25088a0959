import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ROOT } from '../local/paths';

/** The longest first. */
const CHECKS = ['format:check', 'typecheck', 'lint', 'dead', 'rooms'];

/**
 * `npm run check`: every check that needs no server, as many at a time as there are processors, all of them even when one
 * fails; output only of those that fail.
 */
async function main(): Promise<void> {
  const failed: string[] = [];
  const left = [...CHECKS];
  const next = async (): Promise<void> => {
    for (let name = left.shift(); name; name = left.shift()) {
      const began = Date.now();
      const { code, output } = await run(name);
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (code === 0) continue;
      failed.push(name);
      console.log(output.trimEnd().replaceAll(/^/gm, '  '));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
  if (failed.length > 0) {
    console.log(`Not in order: ${failed.join(', ')}.`);
    process.exitCode = 1;
  }
}

function run(name: string): Promise<{ code: number; output: string }> {
  const npm = process.env['npm_execpath'];
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...args, 'run', '--silent', name], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: !npm && process.platform === 'win32',
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: String(error) }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

void main();
