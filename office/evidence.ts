import { chainAt } from '../activities/records/onCall';
import { NotThere, Refused } from '../client/fullCircle';
import { DAY } from '../domain/duration';
import { dayAfter } from '../domain/figures/period';
import { as, instant, type WallClock, type Zone } from '../domain/ids';
import { isWallClock, resolve, wallClock } from '../domain/time';
import { can, guard, within, type Caller } from './access';
import { programInUse } from './definitions';
import { readCases } from './evidence/cases';
import { actorsNamed } from './evidence/names';
import { figuresOf, type Evidence } from './evidence/report';
import { rulesInWords } from './evidence/rules';
import { readShifts } from './evidence/shifts';
import { hiddenFrom, without } from './hidden';
import type { OfficeTools } from './tools';

export interface EvidenceQuestion {
  /** One of the three. A program is all of its sites that the caller sees. */
  shiftId?: string;
  siteId?: string;
  programId?: string;
  /** Days of the calendar there, `YYYY-MM-DD`, both included; not for one shift. */
  from?: string;
  until?: string;
}

const LONGEST = 400 * DAY;

export function evidenceActs(tools: OfficeTools) {
  const { database } = tools;

  /** Where and when the question is about. */
  async function bounds(caller: Caller, question: EvidenceQuestion) {
    if (question.shiftId) {
      const shift = await database.shift.findUnique({ where: { id: question.shiftId } });
      if (!shift) throw new NotThere(`shift ${question.shiftId}`);
      guard(caller, 'see', shift, `shift ${question.shiftId}`);
      const left = await database.shift.findMany({ where: { relievedFrom: shift.id }, select: { id: true } });
      const day = (at: Date) => wallClock(instant(at), as<Zone>(shift.zone)).slice(0, 10);
      return {
        programId: shift.programId,
        siteId: shift.siteId,
        zone: shift.zone,
        from: day(shift.startsAt),
        until: day(shift.endsAt),
        where: { OR: [{ id: shift.id }, { relievedFrom: shift.id }] },
        cases: { shiftId: { in: [shift.id, ...left.map(({ id }) => id)] } },
      };
    }
    const { siteId, from = '', until = from } = question;
    for (const day of [from, until])
      if (!isWallClock(`${day}T00:00`))
        throw new Refused('NotADay', `"${day}" is not a day; write it like 2026-03-01.`);
    if (until < from) throw new Refused('NotAPeriod', 'The last day lies before the first one.');
    const site = siteId ? await database.site.findUnique({ where: { id: siteId } }) : null;
    if (siteId && !site) throw new NotThere(`site ${siteId}`);
    const programId = site?.programId ?? question.programId;
    if (!programId) throw new Refused('PlaceNeeded', 'Name a shift, a site or a program.');
    if (site) guard(caller, 'see', { programId, siteId: site.id }, `site ${site.id}`);
    else {
      const sites = await database.site.findMany({ where: { programId } });
      const seen = sites.some(({ id }) => can(caller.scope, 'see', { programId, siteId: id }));
      if (!seen) throw new NotThere(`program ${programId}`);
    }
    const { definition } = await programInUse(database, programId);
    const zone = site?.zone ?? definition.zone;
    const start = new Date(resolve(`${from}T00:00` as WallClock, as<Zone>(zone)).instant);
    const end = new Date(resolve(`${dayAfter(until)}T00:00` as WallClock, as<Zone>(zone)).instant);
    if (end.getTime() - start.getTime() > LONGEST)
      throw new Refused('TooLong', 'A report covers 400 days at most; ask for a year at a time.');
    const place = { programId, ...(site ? { siteId: site.id } : {}) };
    return {
      programId,
      siteId: site?.id ?? null,
      zone,
      from,
      until,
      where: { AND: [within(caller.scope), place, { startsAt: { gte: start, lt: end } }] },
      cases: { AND: [within(caller.scope), place, { raisedAt: { gte: start, lt: end } }] },
    };
  }

  return {
    /**
     * What was due, asked, answered, told, acknowledged and resolved, when and by whom: for one shift, or for a site or
     * a program over days. From the ledger and the rows that it speaks of; nothing in it is typed in by hand. Shifts
     * belong to the day they start on, escalations to the day they were raised on.
     */
    async report(caller: Caller, question: EvidenceQuestion): Promise<Evidence> {
      const { programId, siteId, zone, from, until, where, cases } = await bounds(caller, question);
      const { definition, policy } = await programInUse(database, programId);
      const now = instant(await tools.clock.now());
      const hidden = await hiddenFrom(database, caller);
      const sites = new Map(
        (await database.site.findMany({ where: { programId }, orderBy: { id: 'asc' } })).map(
          (site) => [site.id, site] as const,
        ),
      );
      // Each site has its own rota: the whole program's own may well be empty.
      const places = siteId
        ? [siteId]
        : [...sites.keys()].filter((id) => can(caller.scope, 'see', { programId, siteId: id }));
      const [shifts, allCases, chains] = await Promise.all([
        readShifts(database, where, sites),
        readCases(database, { AND: [cases, without.escalations(hidden)] }, sites, definition.zone),
        Promise.all(
          places.map(async (place) => ({
            site: siteId ? null : (sites.get(place)?.name ?? place),
            chain: await chainAt(database, {
              programId,
              siteId: place,
              levels: policy.escalation.levels,
              at: now,
            }),
          })),
        ),
      ]);
      const names = await actorsNamed(
        database,
        chains.flatMap(({ chain }) => chain.flatMap(({ people }) => people.map((id) => `person:${id}`))),
      );
      const escalations = allCases.filter(({ kind }) => kind !== 'drill');
      const site = siteId ? sites.get(siteId) : undefined;
      return {
        program: { id: programId, name: both(definition.name) },
        site: site ? { id: site.id, name: site.name } : null,
        shiftId: question.shiftId ?? null,
        zone,
        period: { from, until },
        generatedAt: now,
        rules: rulesInWords(definition),
        contacts: chains.flatMap(({ site: place, chain }) =>
          chain.map(({ id, people }) => ({
            level: id,
            site: place,
            title: both(definition.escalation.levels.find((level) => level.id === id)?.title ?? id),
            people: people.map((person) => names(`person:${person}`)),
          })),
        ),
        figures: figuresOf(shifts, escalations),
        shifts,
        escalations,
        drills: allCases.filter(({ kind }) => kind === 'drill'),
      };
    },
  };
}

function both(text: string | { en?: string | undefined; fr?: string | undefined }): {
  en: string;
  fr: string;
} {
  if (typeof text === 'string') return { en: text, fr: text };
  return { en: text.en ?? text.fr ?? '', fr: text.fr ?? text.en ?? '' };
}
