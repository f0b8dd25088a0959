import { whoCanBeReached } from '../../activities/records/coverage';
import { DAY, plus } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import { stretchesOf } from '../../domain/rota';
import { wallClock } from '../../domain/time';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import { staffName } from '../names';
import { businessNow, type OfficeTools } from '../tools';
import type { RotaPlace, RotaPlaces } from './places';

const DAYS_SHOWN = 14;

/** A rota as staff see it. */
export function rotaViews(tools: OfficeTools, { placeOf, namesOf, rotaAt }: RotaPlaces) {
  const { database } = tools;

  /** The rota of a place, now and for the days ahead: by level, in stretches, with what nobody can be reached in. */
  async function list(caller: Caller, input: RotaPlace & { days?: number }) {
    const place = await placeOf(caller, input, false);
    const { definition } = await programInUse(database, place.programId);
    const now = await businessNow(tools);
    const until = plus(now, (input.days ?? DAYS_SHOWN) * DAY);
    const rota = await rotaAt(place, now);
    const levels = definition.escalation.levels.map((level) => ({
      level: level.id,
      title: level.title,
      stretches: stretchesOf(rota, { level: level.id, siteId: place.siteId ?? null }, now, until),
    }));
    const rows = await rowsOf(place, now);
    const people = [
      ...levels.flatMap(({ stretches }) => stretches.flatMap((stretch) => stretch.people)),
      ...[...rows.entries, ...rows.absences].flatMap(({ personId }) => personId ?? []),
      ...rows.swaps.flatMap(({ fromPersonId, toPersonId }) => [fromPersonId, toPersonId]),
    ];
    const [names, reachable] = await Promise.all([namesOf(people), whoCanBeReached(database, people)]);
    const person = (personId: string) => ({
      personId,
      name: names.get(personId) ?? '–',
      reachable: reachable.has(personId),
    });
    return {
      programId: place.programId,
      siteId: place.siteId ?? null,
      zone: place.zone,
      from: now,
      until,
      levels: levels.map(({ stretches, ...level }) => {
        const shown = stretches.map((stretch) => ({
          from: stretch.from,
          until: stretch.until,
          fromWall: wallClock(stretch.from, place.zone),
          untilWall: wallClock(stretch.until, place.zone),
          people: stretch.people.map(person),
          /** Nobody is on call, or nobody of those who are can be reached. */
          gap: !stretch.people.some((one) => reachable.has(one)),
        }));
        return { ...level, now: shown[0]?.people ?? [], stretches: shown };
      }),
      entries: rows.entries.map((row) => ({ ...row, person: person(row.personId) })),
      absences: rows.absences.map((row) => ({ ...row, person: row.personId ? person(row.personId) : null })),
      swaps: rows.swaps.map((row) => ({
        ...row,
        from: person(row.fromPersonId),
        to: person(row.toPersonId),
      })),
    };
  }

  /** What staff have entered and is not over yet; of the program, and of the site where one is asked about. */
  async function rowsOf({ programId, siteId }: RotaPlace, now: Instant) {
    const where = { programId, OR: [{ siteId: null }, ...(siteId ? [{ siteId }] : [])] };
    const open = { AND: [{ OR: [{ until: null }, { until: { gt: now } }] }] };
    const [entries, absences, swaps] = await Promise.all([
      database.rotaEntry.findMany({
        where: { ...where, ...open },
        orderBy: [{ level: 'asc' }, { id: 'asc' }],
      }),
      database.rotaAbsence.findMany({ where: { ...where, until: { gt: now } }, orderBy: { from: 'asc' } }),
      database.rotaOverride.findMany({ where: { ...where, ...open }, orderBy: { createdAt: 'asc' } }),
    ]);
    return {
      entries: entries.map(({ from: start, until, ...row }) => ({ ...row, start, end: until })),
      absences: absences.map(({ from: start, until, ...row }) => ({ ...row, start, end: until })),
      swaps: swaps.map(({ from: start, until, ...row }) => ({ ...row, start, end: until })),
    };
  }

  /** People who belong to the program: on its rota, with an account for it, or in it. */
  async function candidates(caller: Caller, input: RotaPlace) {
    const { programId } = await placeOf(caller, input, false);
    const onRota = await database.rotaEntry.findMany({ where: { programId }, select: { personId: true } });
    const persons = await database.person.findMany({
      where: {
        deceasedAt: null,
        OR: [
          { id: { in: onRota.map(({ personId }) => personId) } },
          { account: { disabledAt: null, grants: { some: { OR: [{ programId: null }, { programId }] } } } },
        ],
      },
      orderBy: [{ givenName: 'asc' }, { id: 'asc' }],
    });
    return persons.map((person) => ({ personId: person.id, name: staffName(person) }));
  }

  return { list, candidates };
}
