import { readFileSync } from 'node:fs';
import path from 'node:path';
import { render } from '../../domain/messages';
import { KNOWN_PRIVILEGES } from '../../domain/policy';
import { loadDefinition, parseDefinition } from '../../programs';
import { readRoster } from '../../programs/roster';
import { columnsOf } from '../../programs/roster/readRow';
import { strictSchema } from '../../programs/schema';

const README = readFileSync(path.join(__dirname, '..', '..', 'programs', 'README.md'), 'utf8');
const blocks = (language: string) =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text ?? '');
const [example = '', messages = ''] = blocks('yaml');
const FIFTH = path.join(__dirname, '../../programs/examples/plains-peers.yaml');

test('the example that people are told to start from is a whole program', () => {
  const { definition } = parseDefinition(example, 'README.md');
  expect(definition.id).toBe('harbour');
});

test('the wordings of the guide are accepted as they stand', () => {
  expect(parseDefinition(`${example}${messages}`, 'README.md').definition.messages['shift-thanks']).toEqual({
    en: { full: { sms: 'Thanks {name}, rest well.' } },
  });
});

test('the roster of the guide is read without a problem, and one per role is in it', () => {
  const { definition } = parseDefinition(example, 'README.md');
  const { rows, problems } = readRoster(blocks('csv')[0] ?? '', { program: definition });
  expect(problems).toEqual([]);
  expect(rows.map(({ role, rotaLevel }) => [role, rotaLevel])).toEqual([
    ['mentee', undefined],
    ['mentor', undefined],
    ['staff', 'supervisor'],
  ]);
  expect(rows[0]?.script.goals).toEqual([{ title: 'Find a room', progress: [50, 100] }]);
});

test('every field of a definition and every column of a roster is in the guide', () => {
  for (const field of Object.keys(strictSchema.shape)) expect(README).toContain(`\`${field}`);
  const { definition } = parseDefinition(example, 'README.md');
  const questions = ['languages', 'availability'];
  for (const column of columnsOf(definition).filter((name) => !questions.includes(name)))
    expect(README).toContain(`\`${column}\``);
  for (const privilege of KNOWN_PRIVILEGES) expect(README).toContain(`\`${privilege}\``);
});

test('the defaults that the guide names are those that a program gets', () => {
  const { definition: d } = parseDefinition(example, 'README.md');
  const row = (field: string) => README.split('\n').find((line) => line.startsWith(`| \`${field}\``)) ?? '';
  const said = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value));
  for (const field of ['matching', 'mentorship', 'retention', 'achievement', 'shift'] as const)
    for (const [name, value] of Object.entries(d[field]))
      if (typeof value !== 'object' || Array.isArray(value)) {
        expect(row(field)).toContain(`\`${name}\``);
        expect(row(field)).toContain(said(value));
      }
});

describe('a fifth program, as a new agency would write it', () => {
  const { definition, policy } = loadDefinition(FIFTH);

  test('has fewer than a hundred lines', () => {
    expect(readFileSync(FIFTH, 'utf8').split('\n').length).toBeLessThan(100);
  });

  test('has a ladder with two steps side by side and a last one that waits for both', () => {
    const requires = Object.fromEntries(policy.screening.steps.map((step) => [step.id, step.requires]));
    expect(requires).toMatchObject({
      'about-me': ['coffee'],
      agreement: ['about-me'],
      'first-aid': ['agreement'],
      listening: ['agreement'],
      keys: ['first-aid', 'listening'],
    });
    expect(policy.screening.steps.find(({ id }) => id === 'about-me')?.owedBy).toBe('participant');
  });

  test('thanks in its own words where people chose to see them', () => {
    const thanks = (detail: 'full' | 'basic') =>
      render('shift-thanks', {
        language: 'fr',
        detail,
        params: { name: 'Gen', programName: 'Pairs des Plaines' },
        overrides: definition.messages,
      }).sms;
    expect(thanks('full')).toBe('Merci Gen. Rentre au chaud.');
    expect(thanks('basic')).not.toContain('au chaud');
  });
});
