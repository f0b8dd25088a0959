import { as, type Zone } from '../../domain/ids';
import { formatLocal } from '../../domain/time';
import { programInUse } from '../../office/definitions';
import { staffName } from '../../office/names';
import type { Definition } from '../../programs';
import type { Labels } from '../i18n/ledger';
import type { Lang } from '../i18n/language';
import { words } from '../i18n/words';
import type { Parts } from '../parts';
import type { View } from './frame';

type Code = string | number | boolean | null | undefined;
type LocalText = Partial<Record<Lang, string>>;

/** A text of a program in the reader's language, or in the one that there is. */
export function localText(text: LocalText | undefined, lang: Lang): string | undefined {
  return text?.[lang] ?? text?.en ?? text?.fr;
}

export function titleIn(list: readonly { id: string; title: LocalText }[], id: Code, lang: Lang): string {
  return localText(list.find((one) => one.id === id)?.title, lang) ?? String(id ?? '–').replaceAll('-', ' ');
}

/** A calendar day, `YYYY-MM-DD`, as it is read. */
export function dayText(day: string, lang: Lang): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(lang === 'fr' ? 'fr-CA' : 'en-CA', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
}

/** Minutes as hours, as timesheets have them. */
export function hoursText(minutes: number, lang: Lang): string {
  return `${(Math.round(minutes / 0.6) / 100).toLocaleString(lang === 'fr' ? 'fr-CA' : 'en-CA')} h`;
}

/** What a privilege is called: by the program, or by the product where the program says nothing. */
export function privilegeTitle(definition: Definition, id: Code, lang: Lang): string {
  const named = definition.privileges.some((one) => one.id === id);
  return named
    ? titleIn(definition.privileges, id, lang)
    : (words[lang].privileges[String(id)] ?? titleIn([], id, lang));
}

/** Names for what a program's records hold as ids and codes. */
export async function labelsFor(
  parts: Parts,
  view: Pick<View, 'lang'>,
  programId: string,
  zone: string,
  known: { people?: Map<string, string>; goals?: readonly { id: string; title: string }[] } = {},
): Promise<{ labels: Labels; definition: Definition }> {
  const { definition } = await programInUse(parts.database, programId);
  const { lang } = view;
  const labels: Labels = {
    step: (id) => titleIn(definition.screening.steps, id, lang),
    privilege: (id) => privilegeTitle(definition, id, lang),
    level: (id) => titleIn(definition.escalation.levels, id, lang),
    tier: (id) => titleIn(definition.tiers, id, lang),
    training: (id) => titleIn(definition.transition.training, id, lang),
    survey: (id) => titleIn(definition.surveys, id, lang),
    support: (id) => titleIn(definition.supports, id, lang),
    partner: (id) => titleIn(definition.partners, id, lang),
    hours: (minutes) => hoursText(Number(minutes), lang),
    goal: (id) => known.goals?.find((goal) => goal.id === id)?.title ?? String(id ?? ''),
    person: (id) => known.people?.get(String(id)) ?? '–',
    time: (at) => (typeof at === 'string' ? formatLocal(as(at), as<Zone>(zone), lang, 'date-time') : '–'),
  };
  return { labels, definition };
}

/** What actors (`account:…`, `person:…`, `api-key:…`, `system`) are called. */
export async function actorNames(
  parts: Parts,
  view: Pick<View, 't'>,
  actors: readonly string[],
  self?: string,
): Promise<(actor: string) => string> {
  const ids = (kind: string) =>
    [...new Set(actors)].filter((a) => a.startsWith(`${kind}:`)).map((a) => a.slice(kind.length + 1));
  const [accounts, persons, keys] = await Promise.all([
    parts.database.account.findMany({ where: { id: { in: ids('account') } }, include: { person: true } }),
    parts.database.person.findMany({ where: { id: { in: ids('person') } } }),
    parts.database.apiKey.findMany({ where: { id: { in: ids('api-key') } } }),
  ]);
  const names = new Map<string, string>([
    ...accounts.map(({ id, person }) => [`account:${id}`, staffName(person)] as const),
    ...persons.map((person) => [`person:${person.id}`, staffName(person)] as const),
    ...keys.map(({ id, name }) => [`api-key:${id}`, name] as const),
  ]);
  return (actor) => {
    if (actor === 'system') return view.t.theSystem;
    if (actor === self) return view.t.you;
    return names.get(actor) ?? view.t.someone;
  };
}

export async function peopleNames(
  parts: Parts,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))];
  const persons = await parts.database.person.findMany({ where: { id: { in: wanted } } });
  return new Map(persons.map((person) => [person.id, staffName(person)]));
}
