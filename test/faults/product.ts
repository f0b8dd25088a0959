import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLine } from '../../local/childProcess';
import { ROOT } from '../../local/paths';
import { readRunFile, type RunFile } from '../../local/runFile';
import type { Surroundings } from './surroundings';

const READY_WITHIN_MS = 120_000;
const ASK_WITHIN_MS = 3_000;

/** A process of the product itself, as its run file names it. */
export type OwnPart = 'worker' | 'web';

/** One `npm start` in a folder of its own, on servers that we can trouble; nothing of it is left afterwards. */
export class Product {
  private text = '';
  private readonly exit: Promise<number | null>;

  private constructor(
    readonly folder: string,
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.exit = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  /** @throws Error with what it said when it does not come up */
  static async start(program: string, around: Surroundings): Promise<Product> {
    const folder = mkdtempSync(path.join(tmpdir(), 'full-circle-faults-'));
    const port = around.webPort;
    const endWithUs = path.join(ROOT, 'local', 'endWithParent.cjs');
    const args = ['--require', endWithUs, path.join(ROOT, 'scripts', 'run.cjs'), 'local/start.ts'];
    const flags = ['--port', String(port), '--data-dir', folder, '--program', program];
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(process.execPath, [...args, ...flags], {
      cwd: ROOT,
      env: { ...ownEnvironment(), ...around.troubledEnv, PUBLIC_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A Ctrl-C is for this process; it then stops the product in order.
      detached: true,
    });
    const product = new Product(folder, url, child);
    try {
      await product.ready();
    } catch (error) {
      await product.stop(false);
      throw error;
    }
    return product;
  }

  get said(): string {
    return this.text;
  }

  get run(): RunFile {
    const run = readRunFile(this.folder);
    if (!run) throw new Error('the run file is gone');
    return run;
  }

  /** The process of a part now, when there is one and its command line says that it works on our folder. */
  pidOf(part: OwnPart): number | undefined {
    const pid = this.run.pids[part];
    return pid !== undefined && commandLine(pid)?.includes(this.folder) ? pid : undefined;
  }

  /** True when the web server says that PostgreSQL and Temporal answer it. */
  async isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  /** What the worker of this moment calls itself towards Temporal. */
  get workerIdentity(): string | undefined {
    const pid = this.pidOf('worker');
    return pid === undefined ? undefined : `${pid}@${hostname()}`;
  }

  async stop(keep: boolean): Promise<void> {
    this.child.kill('SIGTERM');
    const gone = await Promise.race([this.exit.then(() => true), pause(60_000, false, { ref: false })]);
    if (!gone) this.child.kill('SIGKILL');
    await this.exit;
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const giveUp = Date.now() + READY_WITHIN_MS;
    let ended = false;
    void this.exit.then(() => (ended = true));
    while (!this.text.includes('Ready.')) {
      if (ended || Date.now() > giveUp) throw new Error(`The product did not come up:\n${this.text}`);
      await pause(100);
    }
  }
}

/** Nothing of what this process was told points the product to parts that somebody else runs. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(TEMPORAL_|DATABASE_URL|SMTP_URL|TWILIO_|REPLY_SMTP_PORT|CODEC_KEYS|SESSION_SECRET|PORT$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
