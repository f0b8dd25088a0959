import IntlMessageFormat from 'intl-messageformat';
import type { Language } from './templates';

export type Values = Readonly<Record<string, string | number | undefined>>;

const PASSAGE = /\[([^[\]]*)\]/g;
const compiled = new Map<string, IntlMessageFormat>();

/** @throws SyntaxError when the braces do not make sense */
function compile(text: string, language: Language): IntlMessageFormat {
  const key = `${language}:${text}`;
  const known = compiled.get(key);
  if (known) return known;
  // Apostrophes quote in ICU; in our texts they are apostrophes, whoever wrote them.
  const format = new IntlMessageFormat(text.replaceAll("'", "''"), language, undefined, { ignoreTag: true });
  compiled.set(key, format);
  return format;
}

/** The parameters that a text names. @throws SyntaxError when its braces do not make sense */
export function paramsOf(text: string): Set<string> {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, value, options } = node as {
      type?: number;
      value?: unknown;
      options?: Record<string, unknown>;
    };
    // 0 is plain text and 7 the number sign in a plural; everything else is named after its parameter.
    if (typeof value === 'string' && type !== 0 && type !== 7) names.add(value);
    Object.values(options ?? {}).forEach((option) => walk((option as { value: unknown }).value));
  };
  walk(compile(text.replace(PASSAGE, '$1'), 'en').getAst());
  return names;
}

/** The parameters named outside square brackets: what the text cannot do without. */
export function requiredBy(text: string): Set<string> {
  return paramsOf(text.replace(PASSAGE, ''));
}

/** The text without the bracketed passages that tell of something not known. */
function passages(text: string, values: Values): string {
  return text.replace(PASSAGE, (whole, inner: string) => {
    const named = [...inner.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name as string);
    if (named.length === 0) return whole;
    return named.every((name) => values[name] !== undefined && values[name] !== '') ? inner : '';
  });
}

/** A text with its parameters filled in. @throws SyntaxError for a malformed text, RangeError for a missing parameter */
export function fill(text: string, values: Values, language: Language): string {
  const format = compile(passages(text, values), language);
  try {
    return String(format.format(values));
  } catch {
    // The library's own error repeats the text, and with it what it was to be filled with.
    const missing = [...paramsOf(text)].filter((name) => values[name] === undefined);
    throw new RangeError(`message lacks ${missing.join(', ') || 'a parameter'}`);
  }
}
