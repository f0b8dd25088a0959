/**
 * Codes by which staff say which escalation they answer: a letter and two digits, e.g. `K42`. No word is one, none is easily
 * misread (no vowels, no 0 or 1), and they are short enough to type at 2 a.m.
 */
const LETTERS = 'BCDFGHJKMNPQRTVWXZ';
const DIGITS = '23456789';

/** How many different codes there are; open escalations must not share one. */
export const CODES = LETTERS.length * DIGITS.length ** 2;

/** The code of a number; numbers that differ by a multiple of {@link CODES} share one. */
export function codeOf(number: number): string {
  const n = ((Math.trunc(number) % CODES) + CODES) % CODES;
  const pairs = DIGITS.length ** 2;
  const rest = n % pairs;
  return `${LETTERS[Math.floor(n / pairs)]}${DIGITS[Math.floor(rest / DIGITS.length)]}${DIGITS[rest % DIGITS.length]}`;
}

const CODE = new RegExp(`^[${LETTERS}][${DIGITS}]{2}$`, 'i');

/** The codes in a text's words (`k42`, or `k` and `42`), and the words that are left. */
export function takeCodes(words: readonly string[]): { codes: string[]; rest: string[] } {
  const codes: string[] = [];
  const rest: string[] = [];
  for (let place = 0; place < words.length; place++) {
    const word = words[place] as string;
    const joined = word.length === 1 ? word + (words[place + 1] ?? '') : word;
    if (!CODE.test(joined)) rest.push(word);
    else {
      codes.push(joined.toUpperCase());
      if (joined !== word) place++;
    }
  }
  return { codes, rest };
}
