import fc from 'fast-check';
import { codeOf, CODES, duressPhraseProblems, understand } from '../../../domain/replies';

const STAFF = { awaiting: 'none', language: 'en', onShift: false } as const;
const effects = (text: string) => understand(text, STAFF).effects;

describe('escalation codes', () => {
  test('no two numbers below the limit share one, and each is read back in what staff write around it', () => {
    const codes = (['short', 'long'] as const).flatMap((length) =>
      Array.from({ length: CODES[length] }, (_, n) => codeOf(n, length)),
    );
    expect(new Set(codes).size).toBe(CODES.short + CODES.long);
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.constantFrom('', 'ok ', 'On it ', 'je m’en occupe '),
        (code, before) => {
          expect(effects(before + code.toLowerCase())).toEqual([{ kind: 'acknowledge', code }]);
        },
      ),
    );
    expect(codeOf(-1)).toBe(codeOf(CODES.short - 1));
  });

  test.each([
    'K42 on my way',
    "K42 I'm calling her now",
    'k42 will do',
    'ok K42 thanks',
    "k42 jm'en occupe",
    "K42, j'y vais",
  ])('"%s" takes it, too', (text) => expect(effects(text)).toEqual([{ kind: 'acknowledge', code: 'K42' }]));

  test.each([
    'K42 found her',
    'K42 K43',
    'K42?',
    'not me K42',
    'K42 call Ana instead',
    "can't take K42",
    'pas moi k42',
  ])('"%s" acknowledges nothing and goes to a human', (text) =>
    expect(effects(text).map(({ kind }) => kind)).toEqual(['human']),
  );

  test('a call for help in the same text comes first', () => {
    expect(effects('K42 need help')).toEqual([{ kind: 'help' }]);
  });
});

describe('agreeing on a duress phrase', () => {
  const everyday = (text: string) =>
    understand(text, { awaiting: 'end-of-shift', language: 'en', onShift: true }).effects.some(
      ({ kind }) => kind !== 'human',
    );

  test.each([
    ['STOP', 'phone company'],
    ['bananas', 'two words'],
    ['all good', 'ordinary days'],
    ['x '.repeat(40), 'shorter'],
  ])('"%s" is refused with a reason', (phrase, reason) => {
    expect(duressPhraseProblems(phrase, everyday).join(' ')).toContain(reason);
  });

  test('a phrase that only this person would say is accepted', () => {
    expect(duressPhraseProblems('say hi to Mia', everyday)).toEqual([]);
  });
});
