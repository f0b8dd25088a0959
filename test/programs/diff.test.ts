import { readFileSync } from 'node:fs';
import path from 'node:path';
import { diffDefinitions, parseDefinition } from '../../programs';

const TEXT = readFileSync(path.join(__dirname, '../../programs/kwmunity.yaml'), 'utf8');

/** What changes for people when places of the file are replaced; each must be there. */
function changes(...replaced: [from: string, to: string][]) {
  const after = replaced.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, TEXT);
  return diffDefinitions(parseDefinition(TEXT, 'old').definition, parseDefinition(after, 'new').definition);
}

test('the same definition, and one that writes down a default, change nothing for anybody', () => {
  expect(changes()).toEqual([]);
  expect(changes(['  meetingTime: ', '  closingWithin: P7D\n  meetingTime: '])).toEqual([]);
});

test('a rhythm is told in plain words, in both languages', () => {
  expect(changes(['meetingEvery: P1W', 'meetingEvery: P2W'])).toEqual([
    {
      area: 'mentorship',
      field: 'mentorship.meetingEvery',
      kind: 'changed',
      from: 'P1W',
      to: 'P2W',
      words: {
        en: 'Pairs meet every: 2 weeks (was 1 week)',
        fr: 'Rencontres toutes les : 2 semaines (avant : 1 semaine)',
      },
    },
  ]);
});

test('a step that is gone and one that is new go by their titles, and say what they open', () => {
  const found = changes(
    ['- id: orientation\n', '- id: welcome-day\n'],
    ['Orientation and agreement, fr: Accueil et entente', 'Welcome day, fr: Journée d’accueil'],
  );
  expect(found.map(({ words }) => words.en)).toEqual([
    'Gone: Step “Orientation and agreement”',
    'New: Step “Welcome day” (for mentee; opens be-matched)',
  ]);
});

test('changes come in the order of the stages', () => {
  const found = changes(
    ['grace: PT30M', 'grace: PT20M'],
    ['maxCaseload: 3', 'maxCaseload: 2'],
    ['goalShare: 0.6', 'goalShare: 0.5'],
  );
  expect(found.map(({ area }) => area)).toEqual(['matching', 'achievement', 'shifts']);
});
