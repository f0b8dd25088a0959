import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { loadDefinition, shippedPrograms } from '../../programs';

const ROOT = path.join(__dirname, '../..');

interface Row {
  point: string;
  paths: string[];
  tests: string[];
}

function table(program: string): Row[] {
  const text = readFileSync(path.join(ROOT, 'docs/programs', `${program}.md`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| point') && !line.startsWith('| -'))
    .map((line) => {
      const [, point = '', where = '', shown = ''] = line.split('|').map((cell) => cell.trim());
      const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
      return { point, paths: quoted(where), tests: quoted(shown) };
    });
}

/** `screening.steps[2].grants` in what the file itself says, without defaults. */
function valueAt(root: unknown, where: string): unknown {
  return where
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], root);
}

const programs = shippedPrograms().map((file) => [path.basename(file, '.yaml'), file] as const);

describe.each(programs)('every point of the source of %s', (program, file) => {
  const rows = table(program);
  const written: unknown = parse(readFileSync(file, 'utf8'));

  test.each(rows.map((row) => [row.point, row] as const))('%s', (_point, { paths, tests }) => {
    expect(paths.length).toBeGreaterThan(0);
    for (const where of paths) expect([where, valueAt(written, where)]).not.toEqual([where, undefined]);
    expect(tests.length).toBeGreaterThan(0);
    for (const test of tests) expect([test, existsSync(path.join(ROOT, test))]).toEqual([test, true]);
  });
});

const program = (name: string) => loadDefinition(programs.find(([id]) => id === name)?.[1] ?? '').definition;

test('no step of any program asks for abstinence, or for lived experience', () => {
  for (const [name] of programs) {
    const said = JSON.stringify([program(name).screening, program(name).surveys]);
    expect(said).not.toMatch(
      /abstin|sober|sobre|clean time|in recovery|en rétablissement|lived experience|expérience vécue/i,
    );
  }
});

test('the first step of every program opens something, whatever comes after it', () => {
  for (const [name] of programs) expect(program(name).screening.steps[0]?.grants).not.toEqual([]);
});

test('KWMUNITY is there around the critical points that its research names', () => {
  expect(program('kwmunity').criticalTransitions.map(({ kind }) => kind)).toEqual([
    'hospital-discharge',
    'housing-change',
    'rehabilitation-release',
  ]);
});

test('Regent Park lets peers decide beside staff, talks boundaries through, and has nobody work alone at once', () => {
  const { screening, guidelines } = program('regent-park');
  const step = (id: string) => screening.steps.find((one) => one.id === id);
  expect(step('conversation')?.decidedBy).toBe('staff-and-peers');
  expect(step('boundaries')?.for).toEqual(['mentor']);
  expect(step('beside-a-worker')?.grants).toContain('work-shifts');
  expect(guidelines.filter(({ of }) => of === 'staff').map(({ id }) => id)).toEqual([
    'boundaries-modelled',
    'someone-to-ask',
  ]);
});

test('JHS meets people within a day of release, pays its mentors a wage, and asks about values', () => {
  const { mentorship, tiers, screening, transition } = program('jhs-peer-mentor');
  expect([mentorship.firstMeetingWithin, mentorship.meetingEvery]).toEqual(['P1D', 'P3D']);
  expect(new Set(tiers.map(({ compensation }) => compensation))).toEqual(new Set(['wage']));
  expect(screening.steps.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['values-conversation', 'offer-of-employment']),
  );
  expect(transition.training.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['oat-basics', 'accompaniment']),
  );
});

test('CAT says what it expects of peers, and what staff commit to', () => {
  const { guidelines } = program('cat');
  expect(guidelines.filter(({ of }) => of === 'peers').map(({ id }) => id)).toEqual([
    'positive-example',
    'fully-involved',
    'positive-image',
    'training',
  ]);
  expect(guidelines.filter(({ of }) => of === 'staff').map(({ id }) => id)).toEqual([
    'voice-in-training',
    'clear-expectations',
    'end-of-shift',
    'another-professional',
    'meaningful-work',
    'manageable-work',
    'no-compromising',
    'respect',
  ]);
});
