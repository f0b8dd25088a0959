import { NotThere, Refused } from '../../client/fullCircle';
import { readRota } from '../../activities/records/rota';
import { whoCanBeReached } from '../../activities/records/coverage';
import { as, type Instant, type Zone } from '../../domain/ids';
import type { Rota } from '../../domain/rota';
import { guard, type Caller } from '../access';
import { programInUse } from '../definitions';
import { staffName } from '../names';
import type { OfficeTools } from '../tools';

/** Of one site, or of the whole program. */
export interface RotaPlace {
  programId: string;
  siteId?: string;
}

export interface Place extends RotaPlace {
  zone: Zone;
  levels: readonly { id: string }[];
}

/** What every act about a rota asks first: which place, which of its levels, who, and what holds there. */
export function rotaPlaces({ database }: Pick<OfficeTools, 'database'>) {
  async function placeOf(caller: Caller, { programId, siteId }: RotaPlace, change: boolean): Promise<Place> {
    const what = siteId ? `site ${siteId}` : `program ${programId}`;
    guard(caller, change ? 'manage-shifts' : 'see', { programId, siteId: siteId ?? null }, what);
    const { policy } = await programInUse(database, programId);
    const site = siteId ? await database.site.findUnique({ where: { id: siteId } }) : undefined;
    if (siteId && site?.programId !== programId) throw new NotThere(what);
    return {
      programId,
      ...(siteId ? { siteId } : {}),
      zone: as(site?.zone ?? policy.zone),
      levels: policy.escalation.levels,
    };
  }

  function rotaAt({ programId, siteId }: Place, after: Instant): Promise<Rota> {
    return readRota(database, { programId, siteId: siteId ?? null, after });
  }

  async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const persons = await database.person.findMany({ where: { id: { in: [...new Set(ids)] } } });
    return new Map(persons.map((person) => [person.id, staffName(person)]));
  }

  /** @throws NotThere for somebody who has nothing to do with the program */
  async function personOf({ programId }: RotaPlace, who: string): Promise<{ id: string }> {
    const onRota = await database.rotaEntry.findFirst({ where: { programId, personId: who } });
    const person = await database.person.findFirst({
      where: {
        deceasedAt: null,
        OR: [
          ...(onRota ? [{ id: who }] : []),
          {
            AND: [
              { OR: [{ id: who }, { account: { OR: [{ id: who }, { email: who.toLowerCase() }] } }] },
              {
                account: { disabledAt: null, grants: { some: { OR: [{ programId: null }, { programId }] } } },
              },
            ],
          },
          { participants: { some: { programId, OR: [{ id: who }, { reference: who }, { personId: who }] } } },
        ],
      },
      select: { id: true },
    });
    if (!person) throw new NotThere(`person ${who}`);
    return person;
  }

  async function reachablePerson(place: RotaPlace, who: string): Promise<string> {
    const { id } = await personOf(place, who);
    if (!(await whoCanBeReached(database, [id])).has(id)) {
      throw new Refused(
        'CannotBeReached',
        `No alarm would reach ${who}: add a phone number with their consent or an email address first.`,
      );
    }
    return id;
  }

  return { placeOf, rotaAt, namesOf, personOf, reachablePerson };
}
export type RotaPlaces = ReturnType<typeof rotaPlaces>;

/** @throws Refused with the levels that there are */
export function mustBeLevel({ levels }: Place, level: string): void {
  if (levels.some(({ id }) => id === level)) return;
  throw new Refused(
    'UnknownLevel',
    `There is no level "${level}"; these are: ${levels.map(({ id }) => id).join(', ')}.`,
  );
}
