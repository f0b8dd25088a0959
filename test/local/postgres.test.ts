import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { commandLine } from '../../local/childProcess';
import { startPostgres, type PostgresServer } from '../../local/postgres';
import { leaveBehind } from '../support/leaveBehind';

let folder: string;
let server: PostgresServer | undefined;
const said: string[] = [];

async function start(): Promise<PostgresServer> {
  server = await startPostgres({ dataDir: folder, report: (line) => said.push(line) });
  return server;
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; !condition(); attempt++) {
    if (attempt > 300) throw new Error(`waited in vain; it said: ${said.join(' | ')}`);
    await wait(50);
  }
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-pg-'));
  // The user that PostgreSQL runs as under root has to reach it without the help that the product gives.
  chmodSync(folder, 0o755);
});

beforeEach(() => {
  said.length = 0;
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('What was committed is there after PostgreSQL was killed, and it comes back on the same address by itself', async () => {
  const { url } = await start();
  await query(url, 'CREATE TABLE kept (word text)');
  await query(url, "INSERT INTO kept VALUES ('kept')");
  process.kill(server!.pid, 'SIGKILL');
  await until(() => said.includes('PostgreSQL is back.'));
  expect(await query(url, 'SELECT word FROM kept')).toEqual([{ word: 'kept' }]);
});

test('A server that a killed run left behind is stopped, and its lock does not keep the next one from starting', async () => {
  const { url } = await start();
  await query(url, 'CREATE TABLE word (word text)');
  const pid = await leaveBehind(server!, path.join(folder, 'cluster'));
  await until(() => existsSync(path.join(folder, 'cluster', 'postmaster.pid')));
  const next = await start();
  expect(said).toContain('Stopped the PostgreSQL of a run that was killed.');
  expect(commandLine(pid)).toBeUndefined();
  expect(await query(next.url, 'SELECT word FROM word')).toEqual([]);
});

test('A lock whose number belongs to some other program by now is no obstacle', async () => {
  await (await start()).stop();
  writeFileSync(path.join(folder, 'cluster', 'postmaster.pid'), `${process.pid}\n`);
  const again = await start();
  expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('Nobody gets in without the password', async () => {
  const { url } = await start();
  const wrong = new URL(url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
});
