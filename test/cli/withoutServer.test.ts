import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TEMPLATE_IDS } from '../../domain/messages';
import { newCodecKey } from '../../platform/codec';
import { fullcircle, inProcess } from './run';

const ROOT = path.resolve(__dirname, '../..');
let folder: string;

const quickly = (args: string[], { env = {} }: { env?: Record<string, string> } = {}) => inProcess(args, env);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

it('explains itself, exit codes included', async () => {
  const { code, out } = await fullcircle(['--help']);
  expect(code).toBe(0);
  for (const noun of ['participants', 'journeys', 'shifts', 'escalations', 'Exit codes'])
    expect(out).toContain(noun);
});

it.each([
  ['an unknown noun', ['people', 'list'], /unknown command/],
  ['a missing option', ['participants', 'add', '--program', 'kwmunity'], /--role/],
  ['a number out of bounds', ['shifts', 'extend', 's1', '721'], /from 1 to 720/],
  ['an outcome that is none', ['escalations', 'resolve', 'e1', '--outcome', 'fine'], /found-safe/],
])('answers %s with what would be right, and exit code 2', async (_, args, words) => {
  const { code, err } = await quickly(args);
  expect(code).toBe(2);
  expect(err).toMatch(words);
  expect(err).not.toMatch(/\n\s+at /);
});

describe('checking a definition', () => {
  it('says that the shipped ones are good', async () => {
    const { code, out } = await quickly(['programs', 'check', path.join(ROOT, 'programs/kwmunity.yaml')]);
    expect(code).toBe(0);
    expect(out).toContain('kwmunity, 6 stages');
  });

  it('names file, line and field of what is wrong, one a line', async () => {
    const file = write(
      'wrong.yaml',
      'id: wrong\nname: Wrong\nzone: America/Toronto\nsites: [{ id: a, name: A }]\nstages: [screening, waiting]\nscreening: { steps: [{ id: one, title: One, staleAfter: -P1D }] }\n',
    );
    const { code, err } = await quickly(['programs', 'check', file]);
    expect(code).toBe(1);
    expect(err).toMatch(/wrong\.yaml:5:\d+ stages\[1\]/);
    expect(err).toMatch(/wrong\.yaml:6:\d+ .*staleAfter/);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('says that there is no such file', async () => {
    const { code, err } = await quickly(['programs', 'check', path.join(folder, 'nothing.yaml')]);
    expect(code).toBe(1);
    expect(err).toContain('no such file');
  });
});

describe('reading a roster without storing it', () => {
  it('says of the shipped one that every row is good', async () => {
    const roster = path.join(ROOT, 'programs/rosters/kwmunity.csv');
    const { code, json } = await quickly([
      'participants',
      'import',
      roster,
      '--program',
      'kwmunity',
      '--dry-run',
      '-o',
      'json',
    ]);
    expect(code).toBe(0);
    expect(json<{ problems: unknown[] }>().problems).toEqual([]);
  });

  it('names row and field of what is wrong', async () => {
    const roster = write(
      'roster.csv',
      'reference,role,given_name,phone,email\nA-1,mentee,Sam,,sam@example.org\nA-2,captain,Alex,,alex@example.org\nA-3,mentee,Kim,12,kim@example.org\n',
    );
    const { code, out, err } = await quickly([
      'participants',
      'import',
      roster,
      '--program',
      'kwmunity',
      '--dry-run',
    ]);
    expect(code).toBe(1);
    expect(out).toContain('1 rows are good');
    expect(err).toContain('roster.csv:3 role');
    expect(err).toContain('roster.csv:4 phone');
  });

  it('says which programs there are when it knows no such', async () => {
    const { code, err } = await quickly([
      'participants',
      'import',
      'x.csv',
      '--program',
      'nope',
      '--dry-run',
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(/x\.csv cannot be read|kwmunity/);
  });
});

describe('understanding replies', () => {
  it('prints effects, a tab and the text for every line', async () => {
    const { code, out } = await fullcircle(['replies', 'understand', '--awaiting', 'end-of-shift'], {
      input: 'ok home\nnot ok\n30 more minutes\nEND\n',
    });
    expect(code).toBe(0);
    expect(out).toBe('clears\tok home\nnot-ok\tnot ok\nextend\t30 more minutes\nstop+clears\tEND\n');
  });

  it('speaks of a meeting as of any other answer, and of each line by itself, however it ends', async () => {
    const { out } = await fullcircle(['replies', 'understand', '--awaiting', 'meeting'], {
      input: 'we met\r\n\r\nshe never came\r\nhelp',
    });
    expect(out).toBe('clears\twe met\nhuman\t\nnot-ok\tshe never came\nhelp\thelp\n');
  });

  it('prints how many minutes are asked for as JSON', async () => {
    const { out } = await fullcircle(['replies', 'understand', '-o', 'json'], { input: 'encore 1h30\n' });
    expect(JSON.parse(out)).toEqual([{ text: 'encore 1h30', effects: [{ kind: 'extend', minutes: 90 }] }]);
  });

  it('reads French as well', async () => {
    const { out } = await fullcircle(['replies', 'understand', '--language', 'fr'], {
      input: 'chu correcte, rentrée\n',
    });
    expect(out).toBe('clears\tchu correcte, rentrée\n');
  });
});

it('says what to do when nothing runs and nothing is set', async () => {
  const { code, err } = await quickly(['participants', 'list', '--data-dir', folder]);
  expect(code).toBe(2);
  expect(err).toContain('npm start');
});

it('says which setting is wrong', async () => {
  const { code, err } = await quickly(['participants', 'list'], {
    env: { DATABASE_URL: 'mysql://localhost/x', CODEC_KEYS: 'a:b' },
  });
  expect(code).toBe(2);
  expect(err).toContain('DATABASE_URL');
});

it('says that PostgreSQL is away, and nothing about how it found out', async () => {
  const { code, err } = await fullcircle(['participants', 'list'], {
    env: { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing', CODEC_KEYS: newCodecKey('t') },
  });
  expect(code).toBe(4);
  expect(err).toContain('PostgreSQL cannot be reached');
  expect(err.trim().split('\n')).toHaveLength(1);
});

describe('previewing messages', () => {
  it('prints every template on every channel, in full and basic', async () => {
    const { code, out } = await quickly(['messages', 'preview', '-o', 'json']);
    expect(code).toBe(0);
    const all = JSON.parse(out) as { template: string; language: string; channel: string; detail: string }[];
    for (const language of ['en', 'fr'])
      for (const detail of ['full', 'basic'])
        for (const channel of ['sms', 'email']) {
          const shown = all.filter(
            (one) => one.language === language && one.detail === detail && one.channel === channel,
          );
          expect([...new Set(shown.map(({ template }) => template))]).toEqual(TEMPLATE_IDS);
        }
    expect(all.filter(({ channel }) => channel === 'voice').length).toBeGreaterThan(40);
  });

  it('shows one language and one channel as text', async () => {
    const { out } = await quickly(['messages', 'preview', '--language', 'fr', '--channel', 'voice']);
    expect(out).toMatch(/^# shift-start\n\nfr, voice, full\n {2}Bonjour Samantha, ici KWMUNITY\./);
    expect(out).not.toMatch(/^en, /m);
    expect(out).toContain('Faites le 1 pour vous en occuper.');
  });

  it('writes one page that needs nothing else', async () => {
    const file = path.join(folder, 'messages.html');
    const { code } = await quickly(['messages', 'preview', '--html', file]);
    expect(code).toBe(0);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('id="escalation-raised"');
    expect(page).not.toMatch(/<script|https?:\/\/(?!peers\.example)/);
  });
});
