import { NUMBER, ONE, SPELLED } from './wording/extend';

const COUNT = String.raw`(?:\d{1,4}|${ONE.join('|')}|(?:${Object.keys(SPELLED).join('|')})(?: five| cinq)?)`;
const HOUR = '(?:h|hr|hrs|hour|hours|heure|heures)';
const MINUTE = '(?:m|min|mins|minute|minutes)';

/** What comes between a number and what it counts is written after it: "30 more minutes" as "30 minutes more". */
const IN_BETWEEN = new RegExp(
  String.raw`\b(${COUNT}) (more|extra|additional|autre|autres) (half (?:an )?${HOUR}|demie? ${HOUR}|${HOUR}|${MINUTE})\b`,
  'g',
);

/** Lengths of time as people write them, and their minutes; what is more special comes first. */
const SPANS: readonly [written: string, minutes: (some: string, more: string) => number][] = [
  [`(?:trois|3) quarts (?:d ?)?${HOUR}`, () => 45],
  [`(?:an? |un )?quart(?:er)? (?:of )?(?:an )?(?:d ?)?${HOUR}`, () => 15],
  [`(${COUNT}) ${HOUR} (?:and a half|et demie?)`, (hours) => count(hours) * 60 + 30],
  [`(${COUNT}) (?:and a half|et demie?) ${HOUR}`, (hours) => count(hours) * 60 + 30],
  [`(?:an? |une (?:ptite |petite )?)?(?:half|1 2|demie?) (?:an? )?${HOUR}`, () => 30],
  [
    `(${COUNT}) ${HOUR} ?(?:and |et )?(${COUNT})(?: ${MINUTE})?`,
    (hours, rest) => count(hours) * 60 + count(rest),
  ],
  [`(${COUNT}) ${HOUR}`, (hours) => count(hours) * 60],
  [`(${COUNT}) ${MINUTE}`, count],
  ['(?:hour|hr|heure)', () => 60],
  [String.raw`(\d{1,4}|(?:${Object.keys(SPELLED).join('|')})(?: five| cinq)?)`, count],
];
const PATTERNS = SPANS.map(
  ([written, minutes]) => [new RegExp(String.raw`\b${written}\b`, 'g'), minutes] as const,
);

function count(written: string): number {
  const numbers = written.split(' ').map((word) => SPELLED[word] ?? (Number(word) || 1));
  return numbers.reduce((sum, number) => sum + number);
}

/** A reply longer than this is a story, in which nobody looks for a number. */
const LONGEST_SPAN_TEXT = 300;

/**
 * The text with its lengths of time, spelled out or not, replaced by the word that the phrase lists have for them. A number
 * that counts nothing is taken for minutes.
 */
export function withSpans(words: readonly string[]): { masked: string[]; minutes: number[] } {
  const minutes: number[] = [];
  let text = words.join(' ');
  if (text.length > LONGEST_SPAN_TEXT) return { masked: [...words], minutes };
  text = text.replace(/\bd ?(une?)\b/g, 'de $1').replace(IN_BETWEEN, '$1 $3 $2');
  for (const [pattern, length] of PATTERNS) {
    text = text.replace(pattern, (_found, some: string, more: string) => {
      minutes.push(length(some, more));
      return NUMBER;
    });
  }
  return { masked: text.split(/ +/), minutes };
}
