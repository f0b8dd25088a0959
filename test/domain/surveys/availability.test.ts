import { slots } from '../../../domain/surveys/availability';
import { SLOTS } from '../../../domain/surveyAnswers';

test.each([
  ['tue-evening', ['tue-evening']],
  ['Tuesday evening', ['tue-evening']],
  ['mardi-soir', ['tue-evening']],
  ['samedi après-midi', ['sat-afternoon']],
  ['weekend mornings', ['sat-morning', 'sun-morning']],
  ['sat', ['sat-morning', 'sat-afternoon', 'sat-evening']],
  ['Nights', SLOTS.filter((slot) => slot.endsWith('-evening'))],
  ['any-any', SLOTS],
])('"%s" is when somebody is free', (text, free) => expect(slots(text)).toEqual(free));

test.each(['', 'noon', 'tue-noon', 'evening tue', '-', 'tue-evening-morning'])(
  '"%s" is no time of the week',
  (text) => expect(slots(text)).toBeUndefined(),
);

test('a word of the language that the program is written in is a word like any other', () => {
  for (const text of ['constructor', 'tue-constructor', 'constructor evening', '__proto__'])
    expect(slots(text)).toBeUndefined();
});
