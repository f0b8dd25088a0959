import type { Database } from '../../platform/database';
import { staffName } from '../names';

/** What actors (`person:…`, `account:…`, `api-key:…`, `system`) are called in a report. */
export async function actorsNamed(
  database: Database,
  actors: readonly (string | null | undefined)[],
): Promise<(actor: string | null | undefined) => string> {
  const all = new Set(actors);
  const ids = (kind: string) =>
    [...all].flatMap((actor) => (actor?.startsWith(`${kind}:`) ? [actor.slice(kind.length + 1)] : []));
  const [persons, accounts, keys] = await Promise.all([
    database.person.findMany({ where: { id: { in: ids('person') } } }),
    database.account.findMany({ where: { id: { in: ids('account') } }, include: { person: true } }),
    database.apiKey.findMany({ where: { id: { in: ids('api-key') } } }),
  ]);
  const names = new Map<string, string>([
    ...persons.map((person) => [`person:${person.id}`, staffName(person)] as const),
    ...accounts.map(({ id, person }) => [`account:${id}`, staffName(person)] as const),
    ...keys.map(({ id, name }) => [`api-key:${id}`, name] as const),
  ]);
  return (actor) => (actor ? (names.get(actor) ?? actor.replace(/^\w[\w-]*:/, '')) : '–');
}
