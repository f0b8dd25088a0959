import {
  isSupportedCountry,
  parsePhoneNumberWithError,
  ParseError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';

/** Stands as the reason why a number or an address is not used any more where another one took its place. */
export const REPLACED = 'replaced';

/** Of contact points, as a filter: not replaced by another one. Whoever has a replaced one now may be anybody. */
export const IN_USE = { OR: [{ unusableCode: null }, { unusableCode: { not: REPLACED } }] };

/** The number to call among somebody's own, in their order: never one that they gave up, and one that failed only last. */
export function numberToCall(
  numbers: readonly { value: string; unusableCode: string | null }[],
): string | undefined {
  const theirs = numbers.filter(({ unusableCode }) => unusableCode !== REPLACED);
  return (theirs.find(({ unusableCode }) => unusableCode === null) ?? theirs[0])?.value;
}

export type PhoneProblem =
  | 'empty'
  | 'not-a-number'
  | 'too-short'
  | 'too-long'
  | 'no-such-number'
  | 'extension'
  | 'service-number';

export type ParsedPhone =
  | {
      readonly ok: true;
      /** `+15195550123` */
      readonly e164: string;
      /** ISO country, or null where one code serves several and the number does not tell. */
      readonly country: string | null;
      /** A guess from numbering plans, which in Canada and the United States cannot tell: there it is `unknown`. */
      readonly line: 'mobile' | 'landline' | 'unknown';
    }
  | {
      readonly ok: false;
      readonly problem: PhoneProblem;
      /** What is wrong and what to do. */ readonly say: string;
    };

const SAY: Record<PhoneProblem, string> = {
  empty: 'No phone number given. Leave the field out for somebody without a phone.',
  'not-a-number': 'This is not a phone number. Write it with its area code, e.g. 519 555 0123.',
  'too-short': 'This phone number is too short. Write it with its area code, e.g. 519 555 0123.',
  'too-long': 'This phone number is too long. One number only, with its area code, e.g. 519 555 0123.',
  'no-such-number':
    'No phone can have this number. Check the area code; for a number abroad begin with + and the country, e.g. +33.',
  extension: 'Texts cannot reach an extension. Give a direct number.',
  'service-number': 'This number cannot get texts (toll-free, premium or a service). Give a personal number.',
};

const PARSE_PROBLEMS: Record<string, PhoneProblem> = {
  NOT_A_NUMBER: 'not-a-number',
  TOO_SHORT: 'too-short',
  TOO_LONG: 'too-long',
  INVALID_LENGTH: 'no-such-number',
  INVALID_COUNTRY: 'no-such-number',
};

/** A phone number as people write it, in international form; without a country code it is one of `home` (Canada). */
export function parsePhone(input: string, home = 'CA'): ParsedPhone {
  const text = input.trim().replace(/^tel:/i, '');
  if (text === '') return refuse('empty');
  if (text.length > 60) return refuse('too-long');
  const options = {
    defaultCountry: isSupportedCountry(home) ? home : 'CA',
    extract: false,
  } as const;
  try {
    const parsed = parsePhoneNumberWithError(text, options);
    if (parsed.ext) return refuse('extension');
    if (!parsed.isValid()) {
      return refuse(PARSE_PROBLEMS[validatePhoneNumberLength(text, options) ?? ''] ?? 'no-such-number');
    }
    const type = parsed.getType();
    const line = type === 'MOBILE' ? 'mobile' : type === 'FIXED_LINE' ? 'landline' : 'unknown';
    if (line === 'unknown' && type && !REACHABLE.has(type)) return refuse('service-number');
    return { ok: true, e164: parsed.number, country: parsed.country ?? null, line };
  } catch (error) {
    if (error instanceof ParseError) return refuse(PARSE_PROBLEMS[error.message] ?? 'not-a-number');
    throw error;
  }
}

const REACHABLE: ReadonlySet<string> = new Set(['FIXED_LINE_OR_MOBILE', 'PERSONAL_NUMBER', 'VOIP']);

function refuse(problem: PhoneProblem): ParsedPhone {
  return { ok: false, problem, say: SAY[problem] };
}
