import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '../../local/childProcess';
import { freePort } from '../../local/ports';
import { readRunFile, type RunFile } from '../../local/runFile';

const RUN = path.resolve(__dirname, '../../scripts/run.cjs');
const READY_WITHIN_MS = 120_000;

let folder: string;
let port: number;
let running: Start[] = [];

/** One `npm start`, without npm in between. */
class Start {
  private text = '';
  private readonly child: ChildProcess;
  readonly exit: Promise<number | null>;

  constructor(...flags: string[]) {
    const args = [RUN, 'local/start.ts', '--port', String(port), '--data-dir', folder, ...flags];
    this.child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.exit = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
    running.push(this);
  }

  get said(): string {
    return this.text;
  }

  async ready(): Promise<RunFile> {
    const giveUp = Date.now() + READY_WITHIN_MS;
    const ended = this.exit.then((code) => {
      throw new Error(`ended with ${code}:\n${this.text}`);
    });
    ended.catch(() => undefined);
    while (!this.text.includes('Ready.')) {
      if (Date.now() > giveUp) throw new Error(`not ready in time:\n${this.text}`);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))]);
    }
    const run = readRunFile(folder);
    if (!run) throw new Error('no run file');
    return run;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-npm-start-'));
  port = await freePort();
  running = [];
});

afterEach(async () => {
  for (const one of running) {
    one.signal('SIGTERM');
    await one.exit;
  }
  rmSync(folder, { recursive: true, force: true });
});

test(
  'Everything comes up, comes up again on the same data after a kill -9, and stops in order on Ctrl-C',
  async () => {
    const first = new Start();
    const before = await first.ready();
    expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()).toMatchObject({ status: 'ready' });
    expect(first.said).toMatch(/First administrator +http:\/\/localhost:\d+\/first\//);

    first.signal('SIGKILL');
    await first.exit;
    const second = new Start();
    const after = await second.ready();
    expect(after.env['DATABASE_URL']).toBe(before.env['DATABASE_URL']);
    expect(after.env['CODEC_KEYS']).toBe(before.env['CODEC_KEYS']);
    expect(second.said).not.toMatch(/applied|added/);

    const another = new Start();
    expect(await another.exit).toBe(1);
    expect(another.said).toContain('already running');

    second.signal('SIGINT');
    expect(await second.exit).toBe(0);
    const alive = Object.values(after.pids).filter((pid) => commandLine(pid)?.includes(folder));
    expect(alive).toEqual([]);
    expect(readRunFile(folder)).toBeUndefined();
  },
  2 * READY_WITHIN_MS + 60_000,
);

test('A definition with a mistake is refused before anything is started', async () => {
  const start = new Start('--program', path.join(folder, 'nowhere.yaml'));
  expect(await start.exit).toBe(1);
  expect(start.said).toContain('nowhere.yaml');
  expect(start.said).not.toContain('Starting');
});
