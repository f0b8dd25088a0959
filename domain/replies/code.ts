/**
 * Codes by which staff say which escalation they answer: a letter and two digits, e.g. `K42`, and three where all of those
 * are taken. No word is one, none is easily misread (no vowels, no 0 or 1), and they are short enough to type at 2 a.m.
 */
const LETTERS = 'BCDFGHJKMNPQRTVWXZ';
const DIGITS = '23456789';

/** How many codes of two digits there are, and of three; open escalations must not share one. */
export const CODES = {
  short: LETTERS.length * DIGITS.length ** 2,
  long: LETTERS.length * DIGITS.length ** 3,
};

/** The short or long code of a number; numbers that differ by a multiple of how many there are share one. */
export function codeOf(number: number, length: keyof typeof CODES = 'short'): string {
  const count = CODES[length];
  let left = ((Math.trunc(number) % count) + count) % count;
  let digits = '';
  for (let place = length === 'short' ? 2 : 3; place > 0; place--) {
    digits = `${DIGITS[left % DIGITS.length]}${digits}`;
    left = Math.floor(left / DIGITS.length);
  }
  return `${LETTERS[left]}${digits}`;
}

const CODE = new RegExp(`^[${LETTERS}][${DIGITS}]{2,3}$`, 'i');

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
