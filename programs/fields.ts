import { z } from 'zod';
import { DAY, isDuration, millis } from '../domain/duration';
import type { Duration, Zone } from '../domain/ids';
import type { Language } from '../domain/messages/templates';
import { isTimeOfDay } from '../domain/time/calendar';
import { isZone } from '../domain/time/zoneRules';
import { nearest } from './nearest';

/** The same text in the program's languages; those that the program does not speak may be missing. */
export type LocalText = Partial<Record<Language, string>>;

/**
 * The kinds of value that a definition is made of. A lenient set never fails on a single value: it puts a stand-in in its
 * place, so that checks across fields can run although other fields are broken.
 */
export function fields(lenient: boolean) {
  const leaf = <S extends z.ZodType>(schema: S, standIn: unknown): S =>
    lenient ? (schema.catch(standIn as z.output<S>) as unknown as S) : schema;

  const string = (max: number, standIn: unknown = '') =>
    leaf(
      z.string().trim().min(1, 'is empty, would be a text').max(max, `is longer than ${max} characters`),
      standIn,
    );

  const checked = <T extends string>(check: (text: string) => string | undefined, standIn: T) =>
    leaf(
      z
        .string()
        .superRefine((text, context) => {
          const problem = check(text);
          if (problem !== undefined) context.addIssue({ code: 'custom', message: problem, input: text });
        })
        .transform((text) => text as T),
      standIn,
    );

  const object = <S extends z.ZodRawShape>(shape: S) =>
    (lenient ? z.object(shape) : z.strictObject(shape)) as z.ZodObject<S, z.core.$strict>;

  const list = <S extends z.ZodType>(item: S, least: 0 | 1 = 0) => {
    const array = z.array(item);
    return least > 0 && !lenient ? array.min(least, `is empty, would have at least one`) : array;
  };

  const duration = () => checked<Duration>(positiveDuration, 'P1D' as Duration);

  return {
    string,
    object,
    list,
    /** Even an id that is not well formed is known by what was written. */
    id: () => (lenient ? checked<string>(() => undefined, '') : checked<string>(idProblem, '')),
    /** Localised text. */
    text: (max = 120) =>
      leaf(
        object({ en: string(max).optional(), fr: string(max).optional() }).transform(
          ({ en, fr }): LocalText => ({
            ...(en === undefined ? {} : { en }),
            ...(fr === undefined ? {} : { fr }),
          }),
        ),
        {},
      ),
    /** A name: one text that is the same in every language, or one a language. */
    name: () =>
      leaf(
        z.preprocess(
          (value) => (typeof value === 'string' ? { en: value, fr: value } : value),
          object({ en: string(80).optional(), fr: string(80).optional() }),
        ) as unknown as z.ZodType<LocalText>,
        {},
      ),
    choice: <const T extends readonly [string, ...string[]]>(values: T) => leaf(z.enum(values), values[0]),
    zone: () => checked<Zone>(zoneProblem, 'UTC' as Zone),
    time: () => checked<string>(timeProblem, '09:00'),
    /** Longer than nothing. */
    duration,
    /** Whole days, at least one: a rhythm by the calendar. */
    days: () => checked<Duration>(dayProblem, 'P1W' as Duration),
    /** The same, or a length of less than a day, which is added as it is. */
    rhythm: () => checked<Duration>(rhythmProblem, 'P1W' as Duration),
    /** Before (negative), at, or after a moment. */
    offset: () => checked<Duration>(durationProblem, 'PT0S' as Duration),
    whole: (least: number, most: number) =>
      leaf(
        z
          .int()
          .min(least, `is less than ${least}, would be ${least} to ${most}`)
          .max(most, `is more than ${most}, would be ${least} to ${most}`),
        least,
      ),
    share: () =>
      leaf(
        z.number().min(0, 'is below 0, would be 0 to 1').max(1, 'is above 1, would be 0 to 1 (0.6 for 60 %)'),
        0,
      ),
    weight: () => leaf(z.number().min(0, 'is negative, would be 0 or more'), 0),
    /** Dollars, with cents as a fraction. */
    money: () =>
      leaf(
        z
          .number()
          .min(0, 'is negative, would be an amount of 0 or more')
          .max(100_000, 'is more than 100000, would be less')
          .refine((amount) => Number.isInteger(Math.round(amount * 1e6) / 1e4), {
            message: 'has more than two digits after the point, would have whole cents',
          }),
        0,
      ),
    flag: () => leaf(z.boolean(), false),
    /** A number to call; short ones such as 911 may stand without quotes. */
    phone: () =>
      leaf(
        z.preprocess(
          (value) => (typeof value === 'number' ? String(value) : value),
          z.string().regex(/^\+?[0-9][0-9 ()-]{1,18}$/, 'is not a number to call, would be for example 911'),
        ) as unknown as z.ZodType<string>,
        '',
      ),
  };
}

export type Fields = ReturnType<typeof fields>;

function idProblem(text: string): string | undefined {
  if (/^[a-z][a-z0-9-]{0,39}$/.test(text)) return undefined;
  const better = text
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+|-+$/g, '')
    .toLowerCase()
    .slice(0, 40);
  return `is ${quote(text)}, would be lower-case letters, digits and hyphens${better === '' ? '' : `, such as "${better}"`}`;
}

function zoneProblem(text: string): string | undefined {
  if (isZone(text)) return undefined;
  const common = [
    'America/Toronto',
    'America/Vancouver',
    'America/Edmonton',
    'America/Winnipeg',
    'America/Halifax',
  ];
  const meant = nearest(text, [...common, 'America/St_Johns', 'America/Montreal', 'America/Regina']);
  return `is ${quote(text)}, which is no IANA time zone; would be for example ${meant ?? 'America/Toronto'}`;
}

function timeProblem(text: string): string | undefined {
  if (isTimeOfDay(text)) return undefined;
  const better = /^\d:\d\d$/.test(text) && isTimeOfDay(`0${text}`) ? `0${text}` : '17:30';
  return `is ${quote(text)}, would be a time of day such as "${better}"`;
}

function durationProblem(text: string): string | undefined {
  if (isDuration(text)) return undefined;
  if (/^-?P\d*[.,]?\d*[YM]/.test(text))
    return `is ${quote(text)}, but months and years have no fixed length; would be weeks or days, such as P4W`;
  return `is ${quote(text)}, which is no ISO-8601 duration; would be ${guess(text) ?? 'for example PT30M, P3D or P2W'}`;
}

function positiveDuration(text: string): string | undefined {
  const problem = durationProblem(text);
  if (problem !== undefined) return problem;
  const length = millis(text as Duration);
  if (length < 0) return `is ${text}, which is negative; would be ${text.replace('-', '')}`;
  return length === 0 ? `is ${text}, which is no time at all; would be for example PT30M` : undefined;
}

function dayProblem(text: string): string | undefined {
  const problem = positiveDuration(text);
  if (problem !== undefined) return problem;
  return millis(text as Duration) % DAY === 0
    ? undefined
    : `is ${text}, would be whole days or weeks, such as P1D or P2W`;
}

function rhythmProblem(text: string): string | undefined {
  const isShort = positiveDuration(text) === undefined && millis(text as Duration) < DAY;
  return isShort ? undefined : dayProblem(text);
}

/** What somebody who wrote `15 minutes` or `2 weeks` meant. */
function guess(text: string): string | undefined {
  const parts = /^(-?)\s*(\d+)\s*([a-z]+)/i.exec(text.trim());
  if (!parts) return undefined;
  const [, sign = '', count = '', unit = ''] = parts;
  const letter = unit[0]?.toUpperCase() ?? '';
  if (/^mo/i.test(unit)) return undefined;
  if (letter === 'J') return `${sign}P${count}D`;
  if ('WD'.includes(letter)) return `${sign}P${count}${letter}`;
  return 'HMS'.includes(letter) ? `${sign}PT${count}${letter}` : undefined;
}

export function quote(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
