import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import type { Counts } from './interceptor';

/** For jest: keeps what the sandboxes of this test file hand out, and writes it down with what ran here. */
const folder = process.env['FULLCIRCLE_COVERAGE']!;
const name = randomUUID();
const sandbox: Counts[] = [];

const sinks = {
  coverage: {
    add: { fn: (_info: unknown, counts: Counts) => void sandbox.push(counts), callDuringReplay: true },
  },
};
const { create, runReplayHistories } = Worker;
Worker.create = (options: WorkerOptions) => create.call(Worker, { ...options, sinks });
Worker.runReplayHistories = (options, histories) =>
  runReplayHistories.call(Worker, { ...options, sinks }, histories);

function keep(): void {
  const here = (globalThis as { __coverage__?: Counts }).__coverage__ ?? {};
  const bare = Object.fromEntries(Object.entries(here).map(([file, { s, f, b }]) => [file, { s, f, b }]));
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify([bare, ...sandbox]));
}
afterEach(keep);
afterAll(keep);
