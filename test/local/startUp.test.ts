import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explained } from '../../local/cannotStart';
import { lockDataDir } from '../../local/instanceLock';
import { JournalFile } from '../../local/journalFile';
import { requirePort } from '../../local/ports';
import { secretsOf } from '../../local/secrets';
import { readStartOptions } from '../../local/startOptions';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-start-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('A flag wins over the environment, and the environment over the default', () => {
  expect(readStartOptions([], {})).toMatchObject({ port: 3000, publicUrl: 'http://localhost:3000' });
  const env = { PORT: '4000', FULLCIRCLE_DATA_DIR: '/data', PUBLIC_URL: 'https://care.example/' };
  expect(readStartOptions([], env)).toMatchObject({
    port: 4000,
    dataDir: '/data',
    publicUrl: 'https://care.example',
  });
  const args = ['--port', '5000', '--data-dir', '/other', '--program', '/a.yaml', '--program', '/b.yaml'];
  expect(readStartOptions(args, env)).toMatchObject({
    port: 5000,
    dataDir: '/other',
    programs: ['/a.yaml', '/b.yaml'],
  });
});

test.each([[['--port', 'x']], [['--port', '70000']], [['--prot', '3000']]])(
  '%j is refused with a reason',
  (args) => {
    expect(() => readStartOptions(args, {})).toThrow(/port|usage|npm start/i);
  },
);

test('A port that is taken is named, with the flag that changes it', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(requirePort(port, 'the console', 'Choose another with --port.')).rejects.toThrow(
    `Port ${port} (the console) is taken by another program. Choose another with --port.`,
  );
  await new Promise((resolve) => other.close(resolve));
});

test('Secrets are made once, for their owner only', () => {
  const made = secretsOf(folder);
  expect(secretsOf(folder)).toEqual(made);
  expect(statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('Damaged secrets are never replaced: they hold the key of every running path', () => {
  const file = path.join(folder, 'secrets.json');
  writeFileSync(file, '{"codecKeys":');
  expect(() => secretsOf(folder)).toThrow(/damaged/);
  expect(readFileSync(file, 'utf8')).toBe('{"codecKeys":');
});

test('The lock of a process that is gone is taken over', () => {
  writeFileSync(path.join(folder, 'lock'), '999999999');
  const unlock = lockDataDir(folder);
  expect(readFileSync(path.join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
  unlock();
  lockDataDir(folder)();
});

test('A line that was being written when the process was killed is cut off, the ones before it are kept', () => {
  const file = path.join(folder, 'journal.jsonl');
  writeFileSync(file, '{"n":1}\n{"n":2}\n{"n":');
  const journal = new JournalFile<{ n: number }>(file);
  expect(journal.entries).toEqual([{ n: 1 }, { n: 2 }]);
  journal.append({ n: 3 });
  expect(new JournalFile<{ n: number }>(file).entries).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('A full disk and a folder that may not be written are said in words', () => {
  expect(String(explained(Object.assign(new Error('x'), { code: 'ENOSPC', path: '/d' })))).toMatch(
    /disk is full \(\/d\)/,
  );
  expect(String(explained(Object.assign(new Error('x'), { code: 'EACCES', path: '/d' })))).toMatch(
    /--data-dir/,
  );
});
