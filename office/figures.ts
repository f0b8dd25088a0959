import { NotThere, Refused } from '../client/fullCircle';
import { DAY } from '../domain/duration';
import { daysOfPeriod, dayAfter, fiscalYearOf, type Days } from '../domain/figures/period';
import { as, instant, type WallClock, type Zone } from '../domain/ids';
import { STAGES } from '../domain/policy';
import { isWallClock, resolve, wallClock } from '../domain/time';
import type { Definition } from '../programs';
import { can, guard, within, type Caller } from './access';
import { programInUse } from './definitions';
import { count, type Counted } from './figures/count';
import { NOT_SAID, tally, withSmallCellsWithheld, type EquityLine, type Quarter } from './figures/equity';
import { CODES, FIGURES, SECTIONS, type FigureId } from './figures/words';
import { hiddenFrom } from './hidden';
import type { OfficeTools } from './tools';

interface InBoth {
  en: string;
  fr: string;
}

export interface FiguresQuestion {
  /** One of the two. */
  programId?: string;
  siteId?: string;
  /** `2026-03`, `2026-Q1` or a fiscal year `2026`; or first and last day. */
  period?: string;
  from?: string;
  until?: string;
}

export interface FigureLine extends Omit<Counted, 'figure'> {
  label: InBoth | null;
}

export interface Figure {
  id: FigureId;
  unit: 'count' | 'share' | 'days' | 'minutes';
  name: InBoth;
  definition: InBoth;
  lines: FigureLine[];
}

export interface Equity {
  /** The fiscal year, by the year in which it begins. */
  year: string;
  /** Those that are over. */
  quarters: { name: string; from: string; until: string }[];
  groups: { id: string; label: InBoth }[];
  lines: (EquityLine & { label: InBoth })[];
  withheldBelow: number;
}

export interface Figures {
  program: { id: string; name: InBoth };
  site: { id: string; name: string } | null;
  zone: string;
  /** First and last day, both included. */
  period: { from: string; until: string };
  generatedAt: string;
  sections: { id: string; name: InBoth; figures: Figure[] }[];
  /** By self-described group; only for a whole program, and only where it asks. */
  equity: Equity | null;
}

/** Ten years: what a ledger is read through in one statement. */
const LONGEST = 3_653 * DAY;

export function figureActs(tools: OfficeTools) {
  const { database } = tools;

  async function place(caller: Caller, { programId, siteId }: FiguresQuestion) {
    const site = siteId ? await database.site.findUnique({ where: { id: siteId } }) : null;
    if (siteId && !site) throw new NotThere(`site ${siteId}`);
    const program = site?.programId ?? programId;
    if (!program) throw new Refused('PlaceNeeded', 'Name a program or a site.');
    if (site) guard(caller, 'see', { programId: program, siteId: site.id }, `site ${site.id}`);
    else if (!can(caller.scope, 'see', { programId: program })) {
      const own = await database.site.findMany({ where: { programId: program } });
      const mine = own.filter(({ id }) => can(caller.scope, 'see', { programId: program, siteId: id }));
      if (mine.length === 0) throw new NotThere(`program ${program}`);
      throw new Refused(
        'SiteNeeded',
        `You see part of this program; name one of your sites: ${mine.map(({ id }) => id).join(', ')}.`,
      );
    }
    return { program: await programInUse(database, program), site };
  }

  return {
    /**
     * What a funder asks for, counted from the ledger: each figure with what it counts and leaves out. Days are those of
     * the program's zone.
     * @throws Refused for a period that is none, and for a program of which the caller sees a part only
     */
    async report(caller: Caller, question: FiguresQuestion): Promise<Figures> {
      const { program, site } = await place(caller, question);
      const { definition } = program;
      const zone = site?.zone ?? definition.zone;
      const at = instant(await tools.clock.now());
      const today = wallClock(at, as<Zone>(zone)).slice(0, 10);
      const days = daysOf(question, definition.figures.fiscalYearStarts, today);
      const from = startOf(days.from, zone);
      const until = startOf(days.until, zone);
      if (until.getTime() - from.getTime() > LONGEST)
        throw new Refused('TooLong', 'Figures cover ten years at most; ask for a shorter period.');
      const counted = await count(database, {
        programId: definition.id,
        siteId: site?.id ?? null,
        from,
        until,
        hidden: await hiddenFrom(database, caller),
      });
      return {
        program: { id: definition.id, name: both(definition.name) },
        site: site ? { id: site.id, name: site.name } : null,
        zone,
        period: { from: days.from, until: dayBefore(days.until) },
        generatedAt: at,
        sections: SECTIONS.map(({ id, name, figures }) => ({
          id,
          name,
          figures: figures.map((figure) => ({
            id: figure,
            ...FIGURES[figure],
            lines: linesOf(figure, counted, definition),
          })),
        })),
        equity: site ? null : await equity(definition, days, today),
      };
    },

    /** Programs and sites of which the caller may ask for figures. */
    async places(caller: Caller): Promise<{ id: string; name: string; isSite: boolean }[]> {
      const { OR: grants } = within(caller.scope);
      const programs = await database.program.findMany({
        include: { sites: true },
        orderBy: { name: 'asc' },
      });
      return programs.flatMap(({ id, name, sites }) => [
        ...(!grants || can(caller.scope, 'see', { programId: id }) ? [{ id, name, isSite: false }] : []),
        ...(sites.length > 1 || grants
          ? sites
              .filter((site) => can(caller.scope, 'see', { programId: id, siteId: site.id }))
              .map((site) => ({ id: site.id, name: `${name} · ${site.name}`, isSite: true }))
          : []),
      ]);
    },
  };

  /** The quarters of the fiscal year in which the period ends that are over: they never change again. */
  async function equity(definition: Definition, days: Days, today: string): Promise<Equity | null> {
    const { groups: asked, fiscalYearStarts, withholdBelow } = definition.figures;
    if (asked.length === 0) return null;
    const year = fiscalYearOf(dayBefore(days.until), fiscalYearStarts);
    const quarters = [1, 2, 3, 4]
      .map((number): Quarter => {
        const name = `${year}-Q${number}`;
        const span = daysOfPeriod(name, fiscalYearStarts)!;
        const start = startOf(span.from, definition.zone);
        return { name, ...span, start, end: startOf(span.until, definition.zone) };
      })
      .filter(({ until }) => until <= today);
    const groups = [
      ...asked.map(({ id, title }) => ({ id, label: both(title) })),
      { id: NOT_SAID, label: { en: 'did not say', fr: 'n’ont pas répondu' } },
    ];
    const ids = groups.map(({ id }) => id);
    const counted = await tally(database, definition.id, quarters, ids);
    const arrivals = arrivalsOf(definition);
    const lines = withSmallCellsWithheld(
      counted,
      Object.keys(arrivals),
      quarters.length,
      ids.length,
      withholdBelow,
    );
    return {
      year,
      quarters: quarters.map(({ name, from, until }) => ({ name, from, until: dayBefore(until) })),
      groups,
      lines: lines.map((line) => ({ ...line, label: arrivals[line.arrival]! })),
      withheldBelow: withholdBelow,
    };
  }
}

/** @throws Refused `NotAPeriod` */
function daysOf({ period, from, until }: FiguresQuestion, firstMonth: number, today: string): Days {
  if (period) {
    const days = daysOfPeriod(period, firstMonth);
    if (days) return days;
    throw new Refused(
      'NotAPeriod',
      `"${period}" is no period; write 2026-03, 2026-Q1, or 2026 for a fiscal year.`,
    );
  }
  if (!from) return daysOfPeriod(fiscalYearOf(today, firstMonth), firstMonth)!;
  const last = until ?? from;
  for (const day of [from, last])
    if (!isWallClock(`${day}T00:00`))
      throw new Refused('NotADay', `"${day}" is not a day; write it like 2026-03-01.`);
  if (last < from) throw new Refused('NotAPeriod', 'The last day lies before the first one.');
  return { from, until: dayAfter(last) };
}

function startOf(day: string, zone: string): Date {
  return new Date(resolve(`${day}T00:00` as WallClock, as<Zone>(zone)).instant);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) - DAY).toISOString().slice(0, 10);
}

const ORDER = [...STAGES, ...Object.keys(CODES)] as string[];

function linesOf(figure: FigureId, counted: readonly Counted[], definition: Definition): FigureLine[] {
  const titles = new Map<string, InBoth>(
    (figure === 'steps'
      ? definition.screening.steps
      : figure === 'tiers'
        ? definition.tiers
        : figure === 'training'
          ? definition.transition.training
          : []
    ).map(({ id, title }) => [id, both(title)]),
  );
  const order = titles.size > 0 ? [...titles.keys()] : ORDER;
  const place = (code: string | null) => {
    const index = order.indexOf(code ?? '');
    return index < 0 ? order.length : index;
  };
  return counted
    .filter((line) => line.figure === figure)
    .sort((a, b) => place(a.code) - place(b.code))
    .map(({ code, n, of, q1, median, q3 }) => ({
      ...{ code, n, of, q1, median, q3 },
      label: code === null ? null : (titles.get(code) ?? CODES[code] ?? plain(code)),
    }));
}

function arrivalsOf({ screening, tiers, stages }: Definition): Record<string, InBoth> {
  const has = (stage: (typeof stages)[number]) => stages.includes(stage);
  return {
    started: { en: 'began a path', fr: 'ont commencé un parcours' },
    ...Object.fromEntries(screening.steps.map(({ id, title }) => [`step:${id}`, both(title)])),
    ...(has('matching') && { matched: { en: 'found a mentor', fr: 'ont trouvé un mentor' } }),
    ...(has('transition') && { 'became-mentor': { en: 'became mentors', fr: 'sont devenues mentors' } }),
    ...Object.fromEntries(tiers.map(({ id, title }) => [`tier:${id}`, both(title)])),
  };
}

function plain(code: string): InBoth {
  const words = code.replaceAll('-', ' ');
  return { en: words, fr: words };
}

function both(text: string | { en?: string | undefined; fr?: string | undefined }): InBoth {
  if (typeof text === 'string') return { en: text, fr: text };
  return { en: text.en ?? text.fr ?? '', fr: text.fr ?? text.en ?? '' };
}
