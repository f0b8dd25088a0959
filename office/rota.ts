import { NotThere, Refused } from '../client/fullCircle';
import { as } from '../domain/ids';
import { stretchesOf } from '../domain/rota';
import { guard, type Caller } from './access';
import { lookAgain } from './coverage';
import { rotaChanges, type Changed } from './rota/changes';
import { rotaHandOver } from './rota/handOver';
import { mustBeLevel, rotaPlaces, type RotaPlace } from './rota/places';
import { endOfDay, spanOf, startOfDay, weeklyOf, type Weekly } from './rota/times';
import { rotaViews } from './rota/view';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

const ABSENCE_REASONS = ['holiday', 'sick', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

export interface NewEntry extends RotaPlace, Weekly {
  level: string;
  /** Person, participant, reference or the address of an account. */
  person: string;
  /** The place's own clock, `YYYY-MM-DDTHH:mm`; always where absent. */
  from?: string;
  until?: string;
}

export interface NewAbsence extends RotaPlace {
  /** Without a person: a holiday of the place, on which the weekly entries rest. */
  person?: string;
  reason: AbsenceReason;
  /** A day, or a wall-clock time. A last day is away until its end. */
  from: string;
  until: string;
}

export interface NewSwap extends RotaPlace {
  level: string;
  /** Whose stretch it is, and who has it then. */
  from: string;
  to: string;
  start: string;
  end: string;
}

/** Who is on call, at which level, when: what staff plan, and what follows from a change of it. */
export function rotaActs(tools: OfficeTools) {
  const { database } = tools;
  const places = rotaPlaces(tools);
  const changes = rotaChanges(tools);
  const { placeOf, personOf, reachablePerson, rotaAt } = places;
  const { rowId, storeOverride, changedBefore, change } = changes;

  /**
   * Puts somebody on call: always, from one time to another, or every week.
   * @throws Refused for a level or a time that does not exist, and for a person whom no alarm could reach
   */
  async function add(caller: Caller, input: NewEntry, options?: ActOptions): Promise<Changed> {
    const place = await placeOf(caller, input, true);
    mustBeLevel(place, input.level);
    const now = await businessNow(tools);
    const personId = await reachablePerson(place, input.person);
    const span = spanOf(place, input, now);
    const weekly = weeklyOf(input);
    const id = rowId(caller, options);
    const data = {
      id,
      programId: place.programId,
      siteId: place.siteId ?? null,
      level: input.level,
      personId,
      ...span,
      ...weekly,
      zone: place.zone,
    };
    return change(caller, place, id, { change: 'added', level: input.level, personId }, (tx) =>
      tx.rotaEntry.create({ data }),
    );
  }

  /**
   * Takes back an entry, an absence or a swap. What was taken back under its key is found in the ledger, where the row is
   * gone.
   */
  async function remove(caller: Caller, id: string, options?: ActOptions): Promise<Changed> {
    const act = options?.key ? rowId(caller, { key: JSON.stringify([options.key, id]) }) : id;
    const [entry, absence, swap] = await Promise.all([
      database.rotaEntry.findUnique({ where: { id } }),
      database.rotaAbsence.findUnique({ where: { id } }),
      database.rotaOverride.findUnique({ where: { id } }),
    ]);
    const row = entry ?? absence ?? swap;
    if (!row) {
      const before = options?.key ? await changedBefore(act, 'removed') : null;
      if (!before) throw new NotThere(`rota entry ${id}`);
      return { id, ...(await lookAgain(tools, before.programId)) };
    }
    guard(caller, 'manage-shifts', row, `rota entry ${id}`);
    const place = await placeOf(
      caller,
      { programId: row.programId, ...(row.siteId ? { siteId: row.siteId } : {}) },
      true,
    );
    const personId = entry?.personId ?? absence?.personId ?? swap?.fromPersonId ?? undefined;
    const level = entry?.level ?? swap?.level;
    const about = {
      change: 'removed',
      ...(level ? { level } : {}),
      ...(personId ? { personId } : {}),
    };
    const changed = await change(caller, place, act, about, async (tx) => {
      const one = { where: { id } };
      const { count } = entry
        ? await tx.rotaEntry.deleteMany(one)
        : absence
          ? await tx.rotaAbsence.deleteMany(one)
          : await tx.rotaOverride.deleteMany(one);
      // Somebody else took it back at the same moment: the ledger has it once, as theirs.
      if (count === 0) throw new NotThere(`rota entry ${id}`);
    });
    return { ...changed, id };
  }

  /** Somebody is away, or the whole place has a holiday. What they are on call for then is a gap until somebody has it. */
  async function absence(caller: Caller, input: NewAbsence, options?: ActOptions): Promise<Changed> {
    const place = await placeOf(caller, input, true);
    if (!ABSENCE_REASONS.includes(input.reason))
      throw new Refused('UnknownReason', `An absence is one of ${ABSENCE_REASONS.join(', ')}.`);
    const now = await businessNow(tools);
    const personId = input.person ? (await personOf(place, input.person)).id : undefined;
    const span = spanOf(place, { from: startOfDay(input.from), until: endOfDay(input.until) }, now);
    const { from, until, fromWall, untilWall } = span;
    if (!from || !until || !fromWall || !untilWall)
      throw new Refused('TimesNeeded', 'An absence has a first and a last day.');
    const id = rowId(caller, options);
    const data = {
      id,
      programId: place.programId,
      siteId: place.siteId ?? null,
      personId: personId ?? null,
      reason: input.reason,
      from,
      until,
      fromWall,
      untilWall,
      zone: place.zone,
      createdBy: caller.actor,
      createdAt: now,
    };
    return change(caller, place, id, { change: 'absence', ...(personId ? { personId } : {}) }, (tx) =>
      tx.rotaAbsence.create({ data }),
    );
  }

  /**
   * Somebody has another's stretch, as the two agreed.
   * @throws Refused `NotOnCall` when there is nothing to take
   */
  async function swap(caller: Caller, input: NewSwap, options?: ActOptions): Promise<Changed> {
    const place = await placeOf(caller, input, true);
    mustBeLevel(place, input.level);
    const now = await businessNow(tools);
    const from = (await personOf(place, input.from)).id;
    const to = await reachablePerson(place, input.to);
    if (from === to) throw new Refused('SamePerson', 'A swap is between two people.');
    const span = spanOf(place, { from: input.start, until: input.end }, now);
    if (!span.from || !span.until) throw new Refused('TimesNeeded', 'A swap has a start and an end.');
    const start = span.from;
    const end = span.until;
    const id = rowId(caller, options);
    return change(
      caller,
      place,
      id,
      { change: 'swap', level: input.level, personId: from, to },
      async (tx) => {
        const rota = await rotaAt(place, start);
        const post = { level: input.level, siteId: place.siteId ?? null };
        const theirs = stretchesOf({ ...rota, absences: [] }, post, start, end);
        if (!theirs.some(({ people }) => people.includes(as(from))))
          throw new Refused(
            'NotOnCall',
            `${input.from} is not on call as ${input.level} at any time of that.`,
          );
        await storeOverride(tx, caller, place, now, { id, kind: 'swap', level: input.level, from, to, span });
      },
    );
  }

  return {
    ...rotaViews(tools, places),
    add,
    remove,
    absence,
    swap,
    ...rotaHandOver(tools, places, changes),
  };
}
export type RotaActs = ReturnType<typeof rotaActs>;
