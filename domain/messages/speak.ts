import { KEYS, SPOKEN, type Keys } from './catalogue/spoken';
import { fill } from './fill';
import { valuesOf } from './render';
import type { Detail, Language, TemplateId, TemplateParams } from './templates';

export type { Keys };
export type SpokenTemplate = keyof typeof SPOKEN;

/** Whether a message can be said in a call. Everything that can wait for somebody to read it is not. */
export function isSpoken(template: string): template is SpokenTemplate {
  return Object.hasOwn(SPOKEN, template);
}

/** What the keys of a call about this message do. */
export function keysOf(template: SpokenTemplate): Keys {
  return SPOKEN[template].en.keys;
}

/**
 * What a call says: the message, then how to answer it by key. Numbers are said digit by digit, and nothing is said that
 * only makes sense when read.
 * @throws RangeError when a parameter is missing; the error names it and no value
 */
export function speak<T extends SpokenTemplate & TemplateId>(
  template: T,
  { language, detail, params }: { language: Language; detail: Detail; params: TemplateParams[T] },
): string {
  const wording = SPOKEN[template][language];
  const values = Object.fromEntries(
    Object.entries(valuesOf(template, params)).map(([name, value]) => [
      name,
      typeof value === 'string' && SAID_BY_DIGIT.has(name) ? digitByDigit(value) : value,
    ]),
  );
  return `${fill(wording[detail], values, language).trim()} ${KEYS[wording.keys][language]}`;
}

const SAID_BY_DIGIT: ReadonlySet<string> = new Set(['peerPhone', 'emergencyNumber', 'crisisNumber']);

/** `+15195550123` becomes `5 1 9, 5 5 5, 0 1 2 3`; other numbers are said as they are, a digit at a time. */
function digitByDigit(number: string): string {
  const spaced = (digits: string): string => [...digits].join(' ');
  const national = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (national) return national.slice(1).map(spaced).join(', ');
  return /^\+?\d+$/.test(number) ? spaced(number.replace('+', '')) : number;
}

/** What a peer on shift is asked about their safety, and what goes with it. It is said another way where one way fails. */
const SHIFT_SAFETY: ReadonlySet<string> = new Set<TemplateId>([
  'shift-start',
  'shift-check-in',
  'shift-end',
  'shift-overdue',
  'shift-late-nudge',
]);

export function isShiftSafety(template: string): boolean {
  return SHIFT_SAFETY.has(template);
}
