import fc from 'fast-check';
import type { SurveyQuestion } from '../../../domain/surveys/question';
import { sayQuestion } from '../../../domain/surveys/question';
import { readReply } from '../../../domain/surveys/readReply';

const goals: SurveyQuestion = {
  id: 'goals',
  kind: 'many',
  text: { en: 'What would you like to work on?', fr: 'Sur quoi aimerais-tu travailler?' },
  options: [
    { id: 'housing', text: { en: 'A place to live', fr: 'Un logement' } },
    { id: 'health', text: { en: 'My health', fr: 'Ma santé' } },
    { id: 'work', text: { en: 'Work or volunteering', fr: 'Le travail ou le bénévolat' } },
  ],
};
const yesNo: SurveyQuestion = {
  id: 'pets',
  kind: 'choice',
  options: [
    { id: 'yes', text: { en: 'Yes', fr: 'Oui' } },
    { id: 'no', text: { en: 'No', fr: 'Non' } },
  ],
};
const number: SurveyQuestion = { id: 'n', kind: 'number' };
const languages: SurveyQuestion = { id: 'languages', kind: 'languages' };
const availability: SurveyQuestion = { id: 'availability', kind: 'availability' };

const answer = (question: SurveyQuestion, text: string) => {
  const reply = readReply(question, text);
  return reply.is === 'answer' ? reply.answer : reply.is;
};

test.each([
  ['1', ['housing']],
  ['1,3', ['housing', 'work']],
  ['3 1', ['housing', 'work']],
  ['1 and 2', ['housing', 'health']],
  ['1. 2.', ['housing', 'health']],
  ['un et trois', ['housing', 'work']],
  ['A place to live', ['housing']],
  ['logement, santé', ['housing', 'health']],
  ['my health & volunteering', ['health', 'work']],
  ['ALL', ['housing', 'health', 'work']],
  ['toutes', ['housing', 'health', 'work']],
  ['skip', 'skip'],
  ['Je passe.', 'skip'],
  ['aucun', 'skip'],
  ['later', 'later'],
  ['plus tard', 'later'],
  ['4', 'unclear'],
  ['13', 'unclear'],
  ['1 and a pony', 'unclear'],
  ['yes', 'unclear'],
  ['', 'unclear'],
])('what would you like to work on: "%s"', (text, meant) => expect(answer(goals, text)).toEqual(meant));

test.each([
  ['yes', 'yes'],
  ['Oui!', 'yes'],
  ['ok', 'yes'],
  ['2', 'no'],
  ['nope', 'no'],
  ['non', 'no'],
  ['1 2', 'unclear'],
  ['not sure', 'skip'],
])('yes or no: "%s"', (text, meant) => expect(answer(yesNo, text)).toEqual(meant));

test.each([
  ['2', 2],
  ['two people', 2],
  ['deux', 2],
  ['2 or 3', 'unclear'],
  ['some', 'unclear'],
  ['constructor', 'unclear'],
])('how many: "%s"', (text, meant) => expect(answer(number, text)).toEqual(meant));

test.each([
  ['English', ['en']],
  ['anglais et français', ['en', 'fr']],
  ['English French', ['en', 'fr']],
  ['Arabic, en', ['ar', 'en']],
  ['no', 'unclear'],
  ['Klingonish', 'unclear'],
])('which languages: "%s"', (text, meant) => expect(answer(languages, text)).toEqual(meant));

test.each([
  ['tue evening', ['tue-evening']],
  ['Mon and Wed evenings', ['mon-evening', 'wed-evening']],
  ['lundi soir, samedi matin', ['mon-evening', 'sat-morning']],
  ['sundays', ['sun-morning', 'sun-afternoon', 'sun-evening']],
  ['fin de semaine après-midi', ['sat-afternoon', 'sun-afternoon']],
  ['weekday mornings', ['mon-morning', 'tue-morning', 'wed-morning', 'thu-morning', 'fri-morning']],
  ['when the moon is full', 'unclear'],
  [
    'mon, tue',
    ['mon-morning', 'mon-afternoon', 'mon-evening', 'tue-morning', 'tue-afternoon', 'tue-evening'],
  ],
  ['mornings and evenings on Sat', ['sat-morning', 'sat-evening']],
  ['evenings on Mon and Tue', ['mon-evening', 'tue-evening']],
  ['les matins de fin de semaine', ['sat-morning', 'sun-morning']],
  ['evenings on Mon, mornings on Tue', ['mon-evening', 'tue-morning']],
  ['evenings on Mon, Tue mornings', 'unclear'],
  ['on Sunday', ['sun-morning', 'sun-afternoon', 'sun-evening']],
  ['Sat morning and evening', ['sat-morning', 'sat-evening']],
  ['on', 'unclear'],
])('when could you meet: "%s"', (text, meant) => expect(answer(availability, text)).toEqual(meant));

test('any time is any time', () => {
  expect(answer(availability, 'Anytime!')).toHaveLength(21);
  expect(answer(availability, 'evenings')).toHaveLength(7);
});

test('a question without options, or of a kind that no text can answer, is not answered by one', () => {
  expect(answer({ id: 'q', kind: 'many' }, '1')).toBe('unclear');
  expect(answer({ id: 'q', kind: 'signature' }, 'Sam')).toBe('unclear');
  expect(answer({ id: 'q', kind: 'text' }, '   ')).toBe('unclear');
});

test('an option that is a wish to pass is an answer where the program offers it', () => {
  const pets: SurveyQuestion = {
    id: 'pets',
    kind: 'choice',
    options: [{ id: 'none', text: 'None' }, { id: 'dog' }],
  };
  expect(answer(pets, 'none')).toBe('none');
});

test('a text is taken in the words that were written', () => {
  expect(answer({ id: 'q', kind: 'text' }, ' Not with my cousin Al ')).toBe('Not with my cousin Al');
});

test('a question is one text with its answers numbered', () => {
  expect(sayQuestion(goals, 'mentee', 'fr')).toBe(
    'Sur quoi aimerais-tu travailler?\n1 Un logement\n2 Ma santé\n3 Le travail ou le bénévolat\n(Un ou des chiffres, p. ex. 1 3)',
  );
});

test('whatever is written, an answer is one that the question offers', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('1', '2,3', 'yes', 'Housing and', '1 2 3 4')),
      (text) => {
        const many = answer(goals, text);
        if (Array.isArray(many)) for (const id of many) expect(['housing', 'health', 'work']).toContain(id);
        else expect(['skip', 'later', 'unclear']).toContain(many);
      },
    ),
  );
});

test('every option is understood by its number and by each of its names', () => {
  for (const [place, option] of (goals.options ?? []).entries())
    for (const text of [
      String(place + 1),
      option.id,
      ...Object.values(option.text as Record<string, string>),
    ])
      expect(answer(goals, String(text))).toEqual([option.id]);
});
