import { normalise } from './normalise';

/** One place in a phrase: the words that may stand there, as alternatives; the empty one means that it may stay empty. */
type Slot = readonly (readonly string[])[];
export type Phrase = readonly Slot[];

export interface Phrasebook {
  readonly phrases: readonly Phrase[];
  /** The phrases that can begin with a word. */
  readonly byFirstWord: ReadonlyMap<string, readonly Phrase[]>;
}

/**
 * A phrasebook from text with one phrase a line, written as one would write it: case, accents and punctuation do not
 * matter. `(a|b|)` stands for a, b or nothing. An apostrophe may be left out or typed as a space by whoever writes, also
 * the one of `m'(écris|écrivez)`.
 */
export function phrases(...lists: string[]): Phrasebook {
  const book = lists
    .flatMap((list) => list.split('\n'))
    .map((line) => elided(line.split(/[()]/).map(options)).map(slot))
    .map((slots) => slots.filter((words) => words.some(({ length }) => length > 0)))
    .filter((phrase) => phrase.length > 0);
  const byFirstWord = new Map<string, Phrase[]>();
  for (const phrase of book) {
    for (const word of firstWords(phrase)) byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), phrase]);
  }
  return { phrases: book, byFirstWord };
}

/** Split at parentheses, every second part is a group; the others are plain words, in which `|` has no meaning. */
function options(text: string, place: number): string[] {
  return (place % 2 === 1 ? text.split('|') : [text]).map((option) => option.trim());
}

/** Where an option ends in an apostrophe, what follows is written onto it: the two places become one with every pair. */
function elided(places: string[][]): string[][] {
  const whole: string[][] = [];
  for (const next of places.filter((place) => place.some((option) => option !== ''))) {
    const before = whole.at(-1);
    if (!before?.some((option) => option.endsWith("'"))) whole.push(next);
    else whole[whole.length - 1] = before.flatMap((start) => next.map((end) => joined(start, end)));
  }
  return whole;
}

function joined(start: string, end: string): string {
  return start.endsWith("'") ? start + end : `${start} ${end}`;
}

function slot(written: string[]): Slot {
  return written
    .flatMap((option) => [option, option.replaceAll("'", ' ')])
    .map((option) => normalise(option).words);
}

function firstWords(phrase: Phrase): Set<string> {
  const found = new Set<string>();
  for (const options of phrase) {
    for (const [first] of options) if (first !== undefined) found.add(first);
    if (options.every((words) => words.length > 0)) break;
  }
  return found;
}

/** Every word that stands in the book. */
export function wordsOf(book: Phrasebook): string[] {
  return book.phrases.flat(3);
}

/** Where phrases of the book that start at a place in the text can end, furthest first. */
function endsFrom(words: readonly string[], start: number, book: Phrasebook): number[] {
  const ends = new Set<number>();
  for (const phrase of book.byFirstWord.get(words[start] ?? '') ?? []) {
    let places = new Set([start]);
    for (const options of phrase) {
      const next = new Set<number>();
      for (const place of places) {
        for (const option of options) {
          if (option.every((word, offset) => words[place + offset] === word)) next.add(place + option.length);
        }
      }
      places = next;
    }
    for (const place of places) if (place > start) ends.add(place);
  }
  return [...ends].sort((a, b) => b - a);
}

/** Whether one of the book's phrases stands anywhere in the text, not right after one of the words in `unlessAfter`. */
export function contains(
  words: readonly string[],
  book: Phrasebook,
  unlessAfter?: ReadonlySet<string>,
): boolean {
  return words.some(
    (_, place) => endsFrom(words, place, book).length > 0 && !unlessAfter?.has(words[place - 1] ?? ''),
  );
}

/** The text without the book's phrases, longest first. */
export function without(words: readonly string[], book: Phrasebook): string[] {
  const left: string[] = [];
  for (let place = 0; place < words.length;) {
    const [furthest] = endsFrom(words, place, book);
    if (furthest === undefined) left.push(words[place] as string);
    place = furthest ?? place + 1;
  }
  return left;
}

/** Words beyond which a reply is a story, and for a human. */
const LONGEST_COVERED = 40;

/**
 * Whether the whole text, to its last word, is made of phrases of `core` (at least one) and of `others`. One word that no
 * list knows is enough for no: this is what keeps "not", "soon" or "but" from being overlooked.
 */
export function covers(
  words: readonly string[],
  core: readonly Phrasebook[],
  others: readonly Phrasebook[],
): boolean {
  if (words.length === 0 || words.length > LONGEST_COVERED) return false;
  const reached = words.map(() => ({ plain: false, core: false }));
  reached.push({ plain: false, core: false });
  (reached[0] as { plain: boolean }).plain = true;
  for (let place = 0; place < words.length; place++) {
    const here = reached[place] as { plain: boolean; core: boolean };
    if (!here.plain && !here.core) continue;
    const step = (books: readonly Phrasebook[], isCore: boolean) => {
      for (const end of books.flatMap((book) => endsFrom(words, place, book))) {
        const next = reached[end] as { plain: boolean; core: boolean };
        next.core ||= here.core || isCore;
        next.plain ||= here.plain && !isCore;
      }
    };
    step(core, true);
    step(others, false);
  }
  return (reached[words.length] as { core: boolean }).core;
}
