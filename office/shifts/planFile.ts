import { dayAfter } from '../../domain/figures/period';
import { isTimeOfDay } from '../../domain/time/calendar';
import { isWallClock } from '../../domain/time';
import { decode, entries, readTable, type RosterProblem } from '../../programs/roster';

/** A row of a plan that can be read: still to be seen is whether the peers can work it. */
export interface PlanRow {
  /** As the spreadsheet counts: the header is row 1. */
  row: number;
  siteId: string;
  startsWall: string;
  endsWall: string;
  peers: string[];
  mode: 'assign' | 'offer';
  reason?: string;
}

export const PLAN_COLUMNS = ['site', 'starts', 'ends', 'peers', 'mode', 'reason'] as const;
const NEEDED = ['site', 'starts', 'ends', 'peers'] as const;
/** Nobody plans more shifts in one file; a file that does is another file. */
const MOST_ROWS = 1_000;

/**
 * Reads a plan of shifts as a spreadsheet saves it: site, starts, ends, peers and, if wanted, mode and reason. A row
 * with anything wrong in it is left out and reported by row and column; the others are there to be planned.
 * @param sites what the caller may plan for; a site is named by its id, the last part of it, or its name
 */
export function readPlan(
  file: string | Uint8Array,
  sites: readonly { id: string; name: string }[],
): { rows: PlanRow[]; problems: RosterProblem[] } {
  const table = readTable(typeof file === 'string' ? file : decode(file));
  const problems = [...table.problems];
  for (const column of NEEDED)
    if (!table.columns.includes(column))
      problems.push({
        row: 1,
        field: column,
        problem: `is missing in the header; it has ${table.columns.filter(Boolean).join(', ') || 'no columns'}`,
        code: 'ColumnMissing',
      });
  for (const column of table.columns)
    if (column !== '' && !(PLAN_COLUMNS as readonly string[]).includes(column))
      problems.push({
        row: 1,
        field: column,
        problem: `is not known; known are ${PLAN_COLUMNS.join(', ')}`,
        code: 'ColumnUnknown',
        wanted: PLAN_COLUMNS.join(', '),
      });
  if (NEEDED.some((column) => !table.columns.includes(column))) return { rows: [], problems };
  if (table.rows.length > MOST_ROWS) {
    problems.push({
      row: 1,
      field: '',
      problem: `has ${table.rows.length} rows, would have ${MOST_ROWS} at most`,
      code: 'TooManyRows',
      given: String(table.rows.length),
      wanted: String(MOST_ROWS),
    });
    return { rows: [], problems };
  }

  const rows: PlanRow[] = [];
  for (const { row, cells } of table.rows) {
    const before = problems.length;
    const cell = (column: string) => cells.get(column) ?? '';
    const say = (field: string, code: string, lead: string, wanted: string) => {
      const given = cell(field);
      const problem = `is ${given === '' ? 'empty' : `"${given}"`}, would be ${lead}${wanted}`;
      problems.push({ row, field, problem, code, given, wanted });
    };
    const site = siteNamed(cell('site'), sites);
    const known = sites.map(({ id }) => id).join(', ');
    if (!site) say('site', 'SiteUnknown', known ? 'one of ' : 'one of your sites', known);
    const starts = wallOf(cell('starts'));
    if (!starts) say('starts', 'NotATime', 'like ', '2026-03-01 22:00');
    const ends = endOf(cell('ends'), starts);
    // An end without a day can only be read beside its start.
    if (!ends && (starts || !isTimeOfDay(cell('ends'))))
      say('ends', 'NotATime', 'like 06:00 or ', '2026-03-02 06:00');
    const peers = entries(cell('peers'));
    if (peers.length === 0) say('peers', 'PeersMissing', 'the ids or references of peers, ', 'at least one');
    const mode = cell('mode').toLowerCase() || 'assign';
    if (mode !== 'assign' && mode !== 'offer') say('mode', 'ModeUnknown', 'one of ', 'assign, offer');
    if (problems.length > before || !site || !starts || !ends) continue;
    const reason = cell('reason');
    rows.push({
      row,
      siteId: site.id,
      startsWall: starts,
      endsWall: ends,
      peers,
      mode: mode as PlanRow['mode'],
      ...(reason ? { reason } : {}),
    });
  }
  return { rows, problems };
}

function siteNamed<Site extends { id: string; name: string }>(
  text: string,
  sites: readonly Site[],
): Site | undefined {
  const wanted = text.toLowerCase();
  const exact = sites.find(({ id }) => id === wanted);
  if (exact) return exact;
  const found = sites.filter(({ id, name }) => id.endsWith(`.${wanted}`) || name.toLowerCase() === wanted);
  return found.length === 1 ? found[0] : undefined;
}

/** `2026-03-01 22:00`, with a space or a T, with seconds or without. */
function wallOf(text: string): string | undefined {
  const wall = text
    .trim()
    .replace(/^(\S+)\s+(\d)/, '$1T$2')
    .replace(/(T\d{2}:\d{2}):00$/, '$1');
  const padded = wall.replace(/T(\d):/, 'T0$1:');
  return isWallClock(padded) ? padded : undefined;
}

/** An end may be a time of day alone: the first such time after the start. */
function endOf(text: string, starts: string | undefined): string | undefined {
  const time = text.trim().replace(/^(\d):/, '0$1:');
  if (!isTimeOfDay(time) || !starts) return wallOf(text);
  const day = starts.slice(0, 10);
  if (time > starts.slice(11)) return `${day}T${time}`;
  return `${dayAfter(day)}T${time}`;
}
