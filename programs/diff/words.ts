/** Differences in plain words, in both languages. */
import { isDuration, millis } from '../../domain/duration';
import type { Definition } from '../schema';
import { LABELS } from './labels';

interface Said {
  path: readonly string[];
  kind: 'added' | 'removed' | 'changed';
  from: unknown;
  to: unknown;
  /** Before and after: for the titles of what ids stand for. */
  definitions: readonly [Definition, Definition];
}

type Lang = 'en' | 'fr';

export function sentence(said: Said): Record<Lang, string> {
  return { en: inWords(said, 'en'), fr: inWords(said, 'fr') };
}

function inWords({ path, kind, from, to, definitions }: Said, lang: Lang): string {
  const label = labelOf(path, definitions, lang);
  if (kind === 'added')
    return lang === 'en' ? `New: ${label}${details(to, lang)}` : `Nouveau : ${label}${details(to, lang)}`;
  if (kind === 'removed') return lang === 'en' ? `Gone: ${label}` : `Retiré : ${label}`;
  const [before, after] = [value(from, lang), value(to, lang)];
  if (path.at(-1) === 'order')
    return lang === 'en' ? `${label}: another order, ${after}` : `${label} : autre ordre, ${after}`;
  return lang === 'en' ? `${label}: ${after} (was ${before})` : `${label} : ${after} (avant : ${before})`;
}

/** `Interview: stale after`, with the title of each thing on the way where it has one. */
function labelOf(path: readonly string[], definitions: Said['definitions'], lang: Lang): string {
  const colon = lang === 'en' ? ': ' : ' : ';
  const parts: string[] = [];
  let at: readonly unknown[] = [definitions[1], definitions[0]];
  let known: string[] = [];
  for (const part of path) {
    if (part === 'order') continue;
    const isItem = at.some((one) => Array.isArray(one));
    at = at.map((one) => childOf(one, part));
    if (isItem) {
      parts.push(`“${titleOf(at, lang) ?? part}”`);
      known = [...known, '*'];
      continue;
    }
    known = [...known, part];
    const label = LABELS[known.join('.')];
    if (label) parts.push(label[lang]);
    else if (label === undefined) parts.push(plain(part));
  }
  return parts.join(colon).replaceAll(`${colon}“`, ' “');
}

function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return (value as { id?: unknown }[]).find((item) => item.id === key);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function titleOf(candidates: readonly unknown[], lang: Lang): string | undefined {
  for (const one of candidates) {
    const { title, text, name } = (one ?? {}) as Record<string, unknown>;
    const found = title ?? text ?? name;
    if (typeof found === 'string') return found;
    if (found) return textIn(found, lang);
  }
  return undefined;
}

/** Of a step that is new: who decides it, for whom, and what it opens. */
function details(item: unknown, lang: Lang): string {
  const { for: roles, grants } = (item ?? {}) as { for?: string[]; grants?: string[] };
  const said = [
    ...(roles ? [lang === 'en' ? `for ${roles.join(' and ')}` : `pour ${roles.map(role).join(' et ')}`] : []),
    ...(grants && grants.length > 0
      ? [lang === 'en' ? `opens ${grants.join(', ')}` : `ouvre ${grants.join(', ')}`]
      : []),
  ];
  if (said.length > 0) return ` (${said.join('; ')})`;
  return typeof item === 'object' ? '' : ` ${value(item, lang)}`;
}

function role(name: string): string {
  return name === 'mentee' ? 'mentoré' : name;
}

function value(written: unknown, lang: Lang): string {
  if (written === undefined || written === null) return lang === 'en' ? 'none' : 'aucun';
  if (typeof written === 'boolean') return lang === 'en' ? (written ? 'yes' : 'no') : written ? 'oui' : 'non';
  if (typeof written === 'string') return isDuration(written) ? span(written, lang) : written;
  if (Array.isArray(written))
    return written.length === 0 ? value(undefined, lang) : written.map((one) => value(one, lang)).join(', ');
  if (typeof written === 'object') return textIn(written, lang) ?? JSON.stringify(written);
  return JSON.stringify(written);
}

function textIn(text: object, lang: Lang): string | undefined {
  const { en, fr } = text as { en?: unknown; fr?: unknown };
  const found = lang === 'en' ? (en ?? fr) : (fr ?? en);
  return typeof found === 'string' ? found : undefined;
}

const UNITS = [
  [7 * 86_400_000, 'week', 'semaine'],
  [86_400_000, 'day', 'jour'],
  [3_600_000, 'hour', 'heure'],
  [60_000, 'minute', 'minute'],
  [1000, 'second', 'seconde'],
] as const;

/** `P2W` is "2 weeks"; before a moment it is "10 minutes before". */
function span(duration: Parameters<typeof millis>[0], lang: Lang): string {
  const length = millis(duration);
  if (length === 0) return lang === 'en' ? 'at once' : 'tout de suite';
  const [unit, en, fr] = UNITS.find(([size]) => Math.abs(length) % size === 0) ?? UNITS[4];
  const count = Math.abs(length) / unit;
  const words = `${count} ${lang === 'en' ? en : fr}${count > 1 ? 's' : ''}`;
  return length < 0 ? `${words} ${lang === 'en' ? 'before' : 'avant'}` : words;
}

/** `meetingEvery` is "meeting every". */
function plain(field: string): string {
  return field
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}
