import { askedOf, sayQuestion, textIn, type SurveyQuestion } from '../../../domain/surveys/question';

const question = (more: Partial<SurveyQuestion>): SurveyQuestion => ({ id: 'q', kind: 'text', ...more });

test('whom a question is for is asked it, in the order of the survey; one for nobody in particular is for all', () => {
  const all = [
    question({ id: 'a', for: ['mentor'] }),
    question({ id: 'b' }),
    question({ id: 'c', for: ['mentee'] }),
  ];
  expect(askedOf(all, 'mentee').map(({ id }) => id)).toEqual(['b', 'c']);
  expect(askedOf(all, 'mentor').map(({ id }) => id)).toEqual(['a', 'b']);
});

test('a wording is said in the language of the person, else in one that there is', () => {
  expect(textIn({ en: 'Hello', fr: 'Bonjour' }, 'fr')).toBe('Bonjour');
  expect(textIn({ en: 'Hello' }, 'fr')).toBe('Hello');
  expect(textIn({ fr: 'Bonjour' }, 'en')).toBe('Bonjour');
  expect(textIn('Hello', 'fr')).toBe('Hello');
  expect(textIn(undefined, 'en')).toBeUndefined();
});

test('mentors are asked in their own words, where the program has some', () => {
  const both = question({ text: 'What would help?', mentorText: { en: 'What can you offer?' } });
  expect(sayQuestion(both, 'mentor', 'en')).toBe('What can you offer?');
  expect(sayQuestion(both, 'mentee', 'en')).toBe('What would help?');
  expect(sayQuestion(question({ text: 'What would help?' }), 'mentor', 'en')).toBe('What would help?');
});

test('what has no wording goes by its name rather than empty', () => {
  const bare = question({
    id: 'goals',
    kind: 'many',
    options: [{ id: 'housing' }, { id: 'work', text: 'Work' }],
  });
  expect(sayQuestion(bare, 'mentee', 'en')).toBe('goals\n1 housing\n2 Work\n(One number or more, e.g. 1 3)');
});
