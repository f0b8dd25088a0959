import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { commandLine } from '../../local/childProcess';
import { locateTemporal } from '../../local/temporalBinary';
import { startDevServer, startTimeSkippingServer, type TemporalServer } from '../../local/temporalServer';
import { freePort } from '../../local/ports';
import { leaveBehind } from '../support/leaveBehind';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract';

let folder: string;
let server: TemporalServer | undefined;
const said: string[] = [];
const report = (line: string): void => void said.push(line);

async function withClient<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-temporal-'));
  said.length = 0;
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test('A workflow that was started is there after Temporal was killed, and it comes back on the same address by itself', async () => {
  server = await startDevServer({ dataDir: folder, report });
  const { address } = server;
  await withClient(address, (client) =>
    client.workflow.start('anything', {
      workflowId: 'journey-1',
      taskQueue: 'nobody',
      searchAttributes: { FullCircleStage: ['screening'] },
    }),
  );
  const before = server.pid;
  process.kill(before, 'SIGKILL');
  for (let attempt = 0; !said.includes('The Temporal server is back.'); attempt++) {
    if (attempt > 400) throw new Error(`waited in vain; it said: ${said.join(' | ')}`);
    await wait(50);
  }
  expect(server.pid).not.toBe(before);
  const found = await withClient(address, (client) => client.workflow.getHandle('journey-1').describe());
  expect(found.status.name).toBe('RUNNING');
});

test('A server that a killed run left behind is stopped before a new one starts on its state', async () => {
  server = await startDevServer({ dataDir: folder, report });
  const pid = await leaveBehind(server, folder);
  writeFileSync(path.join(folder, 'temporal.pid'), String(pid));
  server = await startDevServer({ dataDir: folder, report });
  expect(said).toContain('Stopped the Temporal server of a run that was killed.');
  expect(commandLine(pid)).toBeUndefined();
});

test('Closed runs can be read for 90 days, not one', async () => {
  server = await startDevServer({ dataDir: folder, persistent: false, report });
  const config = await withClient(server.address, async ({ workflowService }) => {
    const { config: found } = await workflowService.describeNamespace({ namespace: 'default' });
    return found;
  });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 86_400);
});

test('The time-skipping server knows the search attributes too', async () => {
  server = await startTimeSkippingServer({ dataDir: folder, report });
  const attributes = Object.fromEntries(SEARCH_ATTRIBUTES.map((name) => [name, ['x']]));
  const started = withClient(server.address, (client) =>
    client.workflow.start('anything', { workflowId: 'w', taskQueue: 'nobody', searchAttributes: attributes }),
  );
  await expect(started).resolves.toMatchObject({ workflowId: 'w' });
});

test('A `temporal` on the search path is used before anything is fetched', async () => {
  const cli = process.env['FULLCIRCLE_TEST_TEMPORAL_CLI'] ?? '';
  const found = await locateTemporal('dev', report, { cache: folder, searchPath: path.dirname(cli) });
  expect(found).toBe(path.join(path.dirname(cli), 'temporal'));
  expect(existsSync(path.join(folder, 'temporal'))).toBe(false);
});

test('Where it cannot be had, the message says what was tried and what to do', async () => {
  const looking = locateTemporal('dev', report, { cache: folder, searchPath: folder, sdkDownload: false });
  await expect(looking).rejects.toThrow(/pip[\s\S]*TEMPORAL_ADDRESS/);
});

test('Two that want the same port at the same moment both start, each with a server of its own', async () => {
  const port = await freePort();
  const both = await Promise.all(
    ['a', 'b'].map((name) => startDevServer({ dataDir: path.join(folder, name), port, report })),
  );
  try {
    expect(new Set(both.map(({ address }) => address)).size).toBe(2);
    for (const [n, { address }] of both.entries())
      await withClient(address, (client) =>
        client.workflow.start('anything', { workflowId: `of-${n}`, taskQueue: 'nobody' }),
      );
    await expect(
      withClient(both[1]?.address ?? '', (client) => client.workflow.getHandle('of-0').describe()),
    ).rejects.toThrow('not found');
  } finally {
    await Promise.all(both.map((one) => one.stop()));
  }
});
