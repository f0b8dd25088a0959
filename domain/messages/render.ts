import { CATALOGUE } from './catalogue';
import { fill, type Values } from './fill';
import { plainSigns } from './smsCost';
import {
  COMMON_PARAMS,
  TEMPLATES,
  type Detail,
  type Language,
  type TemplateId,
  type TemplateParams,
} from './templates';

export interface Rendered {
  readonly sms: string;
  readonly subject: string;
  /** Plain text of the mail. */
  readonly text: string;
}

/** A program's own wording: a text message, or that and the mail's parts. What it leaves out stays as in the catalogue. */
export type OwnWording =
  | string
  | { readonly sms?: string; readonly subject?: string; readonly text?: string };

/** As a program's definition has them, by template, language and detail. */
export type OwnWordings = {
  readonly [T in string]?: {
    readonly [L in Language]?: { readonly [D in Detail]?: OwnWording | undefined } | undefined;
  };
};

const QUIET_SUBJECT = {
  plain: { en: 'A message for you', fr: 'Un message pour toi' },
  /** To staff and partners, whom French addresses otherwise than the people on a path. */
  polite: { en: 'A message for you', fr: 'Un message pour vous' },
  urgent: { en: 'Urgent: please read', fr: 'Urgent : à lire' },
};
const POLITE =
  /^(escalation|drill|referral-(accepted|declined)|coverage|rota|stop-confirmed|staff|audit|request-(asked|reminder))/;
const URGENT: ReadonlySet<TemplateId> = new Set<TemplateId>([
  'shift-overdue',
  'shift-late-nudge',
  'escalation-raised',
  'escalation-repeat',
  'escalation-unresolved',
  'escalation-outcome-due',
  'help-alarm',
]);

/** A goal or an outcome in somebody's own words may be long; in a text message it is shortened, in a mail it is not. */
const LONGEST_IN_SMS = 60;
const NEVER_SHORTENED: ReadonlySet<string> = new Set([
  'link',
  'address',
  'codes',
  'choices',
  'question',
  'byText',
]);
/** A question with its answers, each on a line of its own. */
const IN_LINES: ReadonlySet<string> = new Set(['question', 'byText']);

/**
 * A message as it goes out. A program's own wording goes before the catalogue's; one that cannot be filled in is passed
 * over, because a message in our words is better than none.
 * @throws RangeError when a parameter is missing; the error names it and no value
 */
export function render<T extends TemplateId>(
  template: T,
  {
    language,
    detail,
    params,
    overrides,
  }: { language: Language; detail: Detail; params: TemplateParams[T]; overrides?: OwnWordings | undefined },
): Rendered {
  const values = valuesOf(template, params);
  const own = ownWording(overrides?.[template]?.[language]?.[detail]);
  const ours = CATALOGUE[template][language];
  const subject = detail === 'full' ? ours.subject : QUIET_SUBJECT[toneOf(template)][language];
  const sms = detail === 'full' ? ours.sms : ours.basic;
  const letter = detail === 'full' ? ours.text : undefined;
  const write = (wanted: string | undefined, fallback: string, with_: Values) => {
    try {
      if (wanted !== undefined) return fill(wanted, with_, language);
    } catch {
      // Told to whoever wrote it by `lintWording`; here the message must go out.
    }
    return fill(fallback, with_, language);
  };
  const body = own.text ?? (own.sms === undefined ? letter : undefined);
  return {
    sms: plainSigns(write(own.sms, sms, shortened(values))).trim(),
    subject: write(own.subject, subject, values).replace(/\s+/g, ' ').trim().slice(0, 150),
    text:
      body === undefined
        ? write(own.sms, sms, values).trim()
        : framed(write(body, letter ?? sms, values).trim(), values, language, detail),
  };
}

function toneOf(template: TemplateId): keyof typeof QUIET_SUBJECT {
  if (URGENT.has(template)) return 'urgent';
  return POLITE.test(template) ? 'polite' : 'plain';
}

function framed(body: string, values: Values, language: Language, detail: Detail): string {
  const greeting = fill(language === 'fr' ? 'Bonjour {name},' : 'Hi {name},', values, language);
  const signature = detail === 'full' ? `\n\n${values.programName}` : '';
  return `${greeting}\n\n${body}${signature}`;
}

function ownWording(own: OwnWording | undefined): { sms?: string; subject?: string; text?: string } {
  return typeof own === 'string' ? { sms: own } : (own ?? {});
}

/** Only what the template knows of, each on one line; dashes in codes become what ICU can name. */
export function valuesOf(template: TemplateId, params: Values): Values {
  const kinds: Record<string, unknown> = { ...COMMON_PARAMS, ...TEMPLATES[template] };
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([name, kind]): [string, string | number][] => {
      const value = params[name];
      if (value === undefined || value === null) return [];
      if (typeof value !== 'string') return [[name, value]];
      return [
        [
          name,
          Array.isArray(kind)
            ? value.replaceAll('-', '_')
            : IN_LINES.has(name)
              ? value.split('\n').map(onOneLine).join('\n')
              : onOneLine(value),
        ],
      ];
    }),
  );
}

function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

function shortened(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value !== 'string' || NEVER_SHORTENED.has(name)) return [name, value];
      const letters = [...value];
      return [
        name,
        letters.length <= LONGEST_IN_SMS
          ? value
          : `${letters
              .slice(0, LONGEST_IN_SMS - 3)
              .join('')
              .trimEnd()}...`,
      ];
    }),
  );
}
