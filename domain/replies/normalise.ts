/** Longer than any text message, short enough that a megabyte costs nothing. What lies beyond is for a human. */
const LONGEST_READ = 16_000;

const APOSTROPHES = /['`\u00b4\u02bc\u2018\u2019\u2032\uff07]/g;
const QUESTIONS = /[?\u037e\u055e\u061f\u203d\u2047-\u2049\ufe16\ufe56\uff1f\u2753\u2754]/;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]/g;

/**
 * What a sign says, in words that the phrase lists know. Words in angle brackets cannot be typed: `<warm>` adds nothing,
 * `<down>` is a thumb turned down, any other sign becomes `<sign>`, which no list knows, so that it goes to a human.
 */
const SIGNS: readonly [signs: RegExp, word: string][] = [
  [/\u{1F44D}|\u{1F44C}|\u{1F197}|[\u2705\u2714\u2611]|\u{1F646}/gu, ' ok '],
  [/\u{1F3E0}|\u{1F3E1}/gu, ' home '],
  [/\u{1F198}/gu, ' sos '],
  [/\u{1F44E}/gu, ' <down> '],
  [
    /[\u2764\u263a\u2665\u2728\u2600]|[\u{1F90D}-\u{1F90E}\u{1F9E1}\u{1F499}-\u{1F49C}\u{1F5A4}\u{1F495}-\u{1F497}\u{1F600}-\u{1F606}\u{1F609}\u{1F60A}\u{1F60C}\u{1F60E}\u{1F642}\u{1F643}\u{1F618}\u{1F917}\u{1F64F}\u{1F64C}\u{1F44B}\u{1F44F}\u{1F4AA}\u{1F634}\u{1F4A4}\u{1F6CC}\u{1F319}\u{1F31B}\u{1F31F}\u{1F389}\u{1F60B}]/gu,
    ' <warm> ',
  ],
  [/(?<![\p{L}\p{N}])[:;]-?[)D](?!\p{L})|<3+/gu, ' <warm> '],
  [/(?<![\p{L}\p{N}])[:;]'?-?[(/|](?![\p{L}\p{N}])/gu, ' <sign> '],
  [/[\u{1F3FB}-\u{1F3FF}\u200d\u20e3]/gu, ''],
  [/[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]/gu, ' <sign> '],
];

export interface Normalised {
  /** Words in lower case without accents and punctuation; `I’m` is `im`, `30min` is `30` and `min`, 👍 is `ok`. */
  readonly words: readonly string[];
  readonly question: boolean;
  /** True when the text was too long to be read to its end. */
  readonly cut: boolean;
}

/** A reply as the phrase lists compare it. Never throws, whatever the text. */
export function normalise(text: string): Normalised {
  const read = text.slice(0, LONGEST_READ);
  let plain = read.replace(INVISIBLE, '');
  for (const [signs, word] of SIGNS) plain = plain.replace(signs, word);
  const words = plain
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/\+/g, ' plus ')
    .replace(/&/g, ' and ')
    // A zero typed for an o: `n0t 0k`.
    .replace(/(?<!\p{N})0(?=\p{L})|(?<=\p{L})0(?!\p{N})/gu, 'o')
    .replace(/(\d)[.,]5(?!\d)/g, '$1 and a half')
    .replace(/(?<=\p{N})(?=\p{L})/gu, ' ')
    .replace(/<(?!(?:warm|down|sign)>)|(?<!<(?:warm|down|sign))>|[^\p{L}\p{N}<>]+/gu, ' ')
    // One word, or the `good` of a farewell would be taken for an answer.
    .replace(/\bgood (?=(?:night|morning|evening|afternoon)\b)/g, 'good')
    .split(' ')
    .filter((word) => word !== '');
  return { words, question: QUESTIONS.test(read), cut: text.length > LONGEST_READ };
}
