import { NotThere, Refused } from '../client/fullCircle';
import { readRota } from '../activities/records/rota';
import { whoCanBeReached } from '../activities/records/coverage';
import { appendEvents, storeIntents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { plus } from '../domain/duration';
import {
  as,
  instant,
  type EscalationId,
  type Instant,
  type OccurrenceKey,
  type PersonId,
  type WallClock,
  type Zone,
} from '../domain/ids';
import { isWeekday, onCallAt, stretchEnd, stretchesOf, type Rota } from '../domain/rota';
import { isTimeOfDay, isWallClock, resolve, wallClock, WEEKDAYS } from '../domain/time';
import { newId } from '../platform/newId';
import { occurrences } from '../workflows/contract';
import { guard, type Caller } from './access';
import { lookAgain, sayAll } from './coverage';
import { programInUse } from './definitions';
import { staffName } from './names';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

const DAY = 24 * 3_600_000;
const DAYS_SHOWN = 14;
const ABSENCE_REASONS = ['holiday', 'sick', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** Of one site, or of the whole program. */
export interface RotaPlace {
  programId: string;
  siteId?: string;
}

export interface NewEntry extends RotaPlace {
  level: string;
  /** Person, participant, reference or the address of an account. */
  person: string;
  /** The place's own clock, `YYYY-MM-DDTHH:mm`; always where absent. */
  from?: string;
  until?: string;
  /** Every week on these days, from one time of day to another; over midnight where `dayTo` is not later. */
  weekdays?: readonly string[];
  dayFrom?: string;
  dayTo?: string;
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

export interface HandOver extends RotaPlace {
  level: string;
  from: string;
  to: string;
}

interface Place extends RotaPlace {
  zone: Zone;
  levels: readonly { id: string }[];
}

/** Who is on call, at which level, when: what staff plan, and what follows from a change of it. */
export function rotaActs(tools: OfficeTools) {
  const { database, fullCircle } = tools;

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

  /** The rota of a place, now and for the days ahead: by level, in stretches, with what nobody can be reached in. */
  async function list(caller: Caller, input: RotaPlace & { days?: number }) {
    const place = await placeOf(caller, input, false);
    const { definition } = await programInUse(database, place.programId);
    const now = await businessNow(tools);
    const until = plus(now, (input.days ?? DAYS_SHOWN) * DAY);
    const rota = await readRota(database, { ...place, siteId: place.siteId ?? null, after: now });
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

  /**
   * Puts somebody on call: always, from one time to another, or every week.
   * @throws Refused for a level or a time that does not exist, and for a person whom no alarm could reach
   */
  async function add(caller: Caller, input: NewEntry): Promise<Changed> {
    const place = await placeOf(caller, input, true);
    mustBeLevel(place, input.level);
    const now = await businessNow(tools);
    const personId = await reachablePerson(place, input.person);
    const span = spanOf(place, input, now);
    const weekly = weeklyOf(input);
    const id = newId();
    await database.rotaEntry.create({
      data: {
        id,
        programId: place.programId,
        siteId: place.siteId ?? null,
        level: input.level,
        personId,
        ...span,
        ...weekly,
        zone: place.zone,
      },
    });
    return changed(caller, place, id, { change: 'added', level: input.level, personId });
  }

  /** Takes back an entry, an absence or a swap. */
  async function remove(caller: Caller, id: string): Promise<Changed> {
    const [entry, absence, swap] = await Promise.all([
      database.rotaEntry.findUnique({ where: { id } }),
      database.rotaAbsence.findUnique({ where: { id } }),
      database.rotaOverride.findUnique({ where: { id } }),
    ]);
    const row = entry ?? absence ?? swap;
    if (!row) throw new NotThere(`rota entry ${id}`);
    guard(caller, 'manage-shifts', row, `rota entry ${id}`);
    const place = await placeOf(
      caller,
      { programId: row.programId, ...(row.siteId ? { siteId: row.siteId } : {}) },
      true,
    );
    if (entry) await database.rotaEntry.deleteMany({ where: { id } });
    else if (absence) await database.rotaAbsence.deleteMany({ where: { id } });
    else await database.rotaOverride.deleteMany({ where: { id } });
    const personId = entry?.personId ?? absence?.personId ?? swap?.fromPersonId ?? undefined;
    const level = entry?.level ?? swap?.level;
    return changed(caller, place, id, {
      change: 'removed',
      ...(level ? { level } : {}),
      ...(personId ? { personId } : {}),
    });
  }

  /** Somebody is away, or the whole place has a holiday. What they are on call for then is a gap until somebody has it. */
  async function absence(caller: Caller, input: NewAbsence): Promise<Changed> {
    const place = await placeOf(caller, input, true);
    if (!ABSENCE_REASONS.includes(input.reason))
      throw new Refused('UnknownReason', `An absence is one of ${ABSENCE_REASONS.join(', ')}.`);
    const now = await businessNow(tools);
    const personId = input.person ? (await personOf(place, input.person)).id : undefined;
    const span = spanOf(place, { from: startOfDay(input.from), until: endOfDay(input.until) }, now);
    const { from, until, fromWall, untilWall } = span;
    if (!from || !until || !fromWall || !untilWall)
      throw new Refused('TimesNeeded', 'An absence has a first and a last day.');
    const id = newId();
    await database.rotaAbsence.create({
      data: {
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
      },
    });
    return changed(caller, place, id, { change: 'absence', ...(personId ? { personId } : {}) });
  }

  /**
   * Somebody has another's stretch, as the two agreed.
   * @throws Refused `NotOnCall` when there is nothing to take
   */
  async function swap(caller: Caller, input: NewSwap): Promise<Changed> {
    const place = await placeOf(caller, input, true);
    mustBeLevel(place, input.level);
    const now = await businessNow(tools);
    const from = (await personOf(place, input.from)).id;
    const to = await reachablePerson(place, input.to);
    if (from === to) throw new Refused('SamePerson', 'A swap is between two people.');
    const span = spanOf(place, { from: input.start, until: input.end }, now);
    if (!span.from || !span.until) throw new Refused('TimesNeeded', 'A swap has a start and an end.');
    const rota = await rotaAt(place, span.from);
    const post = { level: input.level, siteId: place.siteId ?? null };
    const theirs = stretchesOf({ ...rota, absences: [] }, post, span.from, span.until);
    if (!theirs.some(({ people }) => people.includes(as(from))))
      throw new Refused('NotOnCall', `${input.from} is not on call as ${input.level} at any time of that.`);
    const id = newId();
    await storeOverride(caller, place, now, { id, kind: 'swap', level: input.level, from, to, span });
    return changed(caller, place, id, { change: 'swap', level: input.level, personId: from, to });
  }

  /**
   * From now on `to` is on call in `from`'s place, until their stretch is over. What `from` owns or was told of and nobody
   * has taken goes with it, and both are told. Repeated, it goes on where it stopped.
   * @throws Refused `NotOnCall` for somebody who has nothing to hand over
   */
  async function handOver(
    caller: Caller,
    input: HandOver,
    options?: ActOptions,
  ): Promise<Changed & { until: Instant | null; escalations: string[] }> {
    const place = await placeOf(caller, input, true);
    mustBeLevel(place, input.level);
    const now = await businessNow(tools);
    const from = as<PersonId>((await personOf(place, input.from)).id);
    const to = as<PersonId>(await reachablePerson(place, input.to));
    if (from === to) throw new Refused('SamePerson', 'A hand-over is between two people.');
    const rota = await rotaAt(place, now);
    const post = { level: input.level, siteId: place.siteId ?? null };
    const repeated = await database.rotaOverride.findFirst({
      where: {
        programId: place.programId,
        siteId: place.siteId ?? null,
        level: input.level,
        kind: 'hand-over',
        fromPersonId: from,
        toPersonId: to,
        from: { lte: now },
        OR: [{ until: null }, { until: { gt: now } }],
      },
    });
    if (!repeated && !onCallAt(rota, post, now).includes(from)) {
      const names = await namesOf(onCallAt(rota, post, now));
      throw new Refused(
        'NotOnCall',
        `${input.from} is not on call as ${input.level} now; ${[...names.values()].join(', ') || 'nobody'} is.`,
      );
    }
    const until = repeated
      ? repeated.until && instant(repeated.until)
      : (stretchEnd(rota, post, from, now) ?? null);
    const id = repeated?.id ?? newId();
    if (!repeated) {
      const span = { from: now, ...(until ? { until } : {}) };
      await storeOverride(caller, place, now, { id, kind: 'hand-over', level: input.level, from, to, span });
      await sayAll(
        tools,
        place.programId,
        await tellBoth(place, id, { level: input.level, from, to, until, now }),
      );
    }
    const escalations = await handOverEscalations(caller, place, { level: input.level, from, to }, options);
    const done = await changed(caller, place, id, {
      change: 'hand-over',
      level: input.level,
      personId: from,
      to,
    });
    return { ...done, until: until ?? null, escalations };
  }

  async function handOverEscalations(
    caller: Caller,
    { programId, siteId }: Place,
    { level, from, to }: { level: string; from: PersonId; to: PersonId },
    options?: ActOptions,
  ): Promise<string[]> {
    const open = await database.escalation.findMany({
      where: {
        programId,
        ...(siteId ? { siteId } : {}),
        status: { not: 'resolved' },
        subjectPersonId: { not: to },
      },
      orderBy: { raisedAt: 'asc' },
    });
    const leftOut = new Set(
      (
        await database.request.findMany({ where: { programId, exclude: { has: to } }, select: { id: true } })
      ).map(({ id }) => occurrences.lateRequest(as(id)) as string),
    );
    const theirs = open.filter((escalation) => {
      if (leftOut.has(escalation.id)) return false;
      if (escalation.ownerPersonId) return escalation.ownerPersonId === from;
      const chain = escalation.chain as unknown as { id: string; people: string[] }[];
      const told = chain.slice(0, escalation.level + 1).find(({ id }) => id === level);
      return told?.people.includes(from) ?? false;
    });
    const handed: string[] = [];
    for (const { id } of theirs) {
      try {
        const key = options?.key ? { ...options, key: `${options.key}/${id}` } : options;
        await fullCircle.escalations.handOver(as<EscalationId>(id), { by: caller.actor, to, from }, key);
        handed.push(id);
      } catch (error) {
        // A human has ended it in the meantime.
        if (!(error instanceof NotThere) && !(error instanceof Refused)) throw error;
      }
    }
    return handed;
  }

  async function tellBoth(
    place: Place,
    id: string,
    about: { level: string; from: PersonId; to: PersonId; until: Instant | null; now: Instant },
  ): Promise<OccurrenceKey[]> {
    const { level, from, to, until, now } = about;
    const intents = [from, to].map((personId) => ({
      key: `rota-${id}/handed-over/${personId}` as OccurrenceKey,
      personId,
      template: 'rota-handed-over',
      refs: { level, from, to, ...(until ? { at: until } : {}) },
      urgency: 'notice' as const,
      programId: place.programId,
      siteId: place.siteId ?? null,
      at: now,
    }));
    await database.$executeRaw(statement(storeIntents(intents)));
    return intents.map(({ key }) => key);
  }

  async function storeOverride(
    caller: Caller,
    place: Place,
    now: Instant,
    made: { id: string; kind: 'swap' | 'hand-over'; level: string; from: string; to: string; span: SpanRow },
  ): Promise<void> {
    const { from, ...span } = made.span;
    await database.rotaOverride.create({
      data: {
        id: made.id,
        programId: place.programId,
        siteId: place.siteId ?? null,
        level: made.level,
        fromPersonId: made.from,
        toPersonId: made.to,
        kind: made.kind,
        ...span,
        from: from ?? now,
        zone: place.zone,
        createdBy: caller.actor,
        createdAt: now,
      },
    });
  }

  interface Changed {
    id: string;
    /** Levels of shifts ahead that nobody can be reached for now, counted shift by shift. */
    gaps: number;
  }

  async function changed(
    caller: Caller,
    place: Place,
    id: string,
    { personId, ...data }: { change: string; level?: string; personId?: string; to?: string },
  ): Promise<Changed> {
    const at = await businessNow(tools);
    await database.$executeRaw(
      statement(
        appendEvents([
          {
            key: `rota-${id}/${data.change}`,
            kind: 'rota-changed',
            programId: place.programId,
            siteId: place.siteId ?? null,
            personId: personId ?? null,
            actor: caller.actor,
            data,
            at,
          },
        ]),
      ),
    );
    return { id, gaps: (await lookAgain(tools, place.programId)).gaps };
  }

  function rotaAt({ programId, siteId }: Place, after: Instant): Promise<Rota> {
    return readRota(database, { programId, siteId: siteId ?? null, after });
  }

  async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const persons = await database.person.findMany({ where: { id: { in: [...new Set(ids)] } } });
    return new Map(persons.map((person) => [person.id, staffName(person)]));
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

  return { list, add, remove, absence, swap, handOver, candidates };
}
export type RotaActs = ReturnType<typeof rotaActs>;

function mustBeLevel({ levels }: Place, level: string): void {
  if (levels.some(({ id }) => id === level)) return;
  throw new Refused(
    'UnknownLevel',
    `There is no level "${level}"; these are: ${levels.map(({ id }) => id).join(', ')}.`,
  );
}

interface SpanRow {
  from?: Instant;
  until?: Instant;
  fromWall?: WallClock;
  untilWall?: WallClock;
}

/** @throws Refused for what is no time, what the clocks jump over, an end before its start, and what is over already */
function spanOf({ zone }: Place, times: { from?: string; until?: string }, now: Instant): SpanRow {
  const read = (wall: string | undefined): { at: Instant; wall: WallClock } | undefined => {
    if (wall === undefined || wall === '') return undefined;
    if (!isWallClock(wall))
      throw new Refused('NotAWallClock', `"${wall}" is not a date and time; write it like 2026-03-01T22:00.`);
    const { instant: at, note } = resolve(wall, zone);
    if (note === 'skipped')
      throw new Refused(
        'NoSuchTime',
        `The clocks jump over ${wall.replace('T', ' ')} that night; choose a time after it.`,
      );
    return { at, wall };
  };
  const [from, until] = [read(times.from), read(times.until)];
  if (from && until && until.at <= from.at)
    throw new Refused('EndsBeforeItStarts', 'It ends before it starts; a night ends the next day.');
  if (until && until.at <= now) throw new Refused('InThePast', 'That is over already.');
  return {
    ...(from ? { from: from.at, fromWall: from.wall } : {}),
    ...(until ? { until: until.at, untilWall: until.wall } : {}),
  };
}

/** @throws Refused when only part of a weekly entry is there, or something of it does not exist */
function weeklyOf({ weekdays = [], dayFrom, dayTo }: NewEntry) {
  if (weekdays.length === 0 && !dayFrom && !dayTo) return {};
  if (weekdays.length === 0 || !dayFrom || !dayTo)
    throw new Refused('TimesNeeded', 'Every week needs days, a time it begins and a time it ends.');
  const unknown = weekdays.find((day) => !isWeekday(day));
  if (unknown)
    throw new Refused('UnknownWeekday', `"${unknown}" is no weekday; these are: ${WEEKDAYS.join(', ')}.`);
  const wrong = [dayFrom, dayTo].find((time) => !isTimeOfDay(time));
  if (wrong) throw new Refused('NotATimeOfDay', `"${wrong}" is not a time of day; write it like 22:00.`);
  return { weekdays: WEEKDAYS.filter((day) => weekdays.includes(day)), dayFrom, dayTo };
}

function startOfDay(day: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00` : day;
}

/** The last day counts in full. */
function endOfDay(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY);
  return Number.isNaN(next.getTime()) ? day : `${next.toISOString().slice(0, 10)}T00:00`;
}
