import { DAY } from '../../domain/duration';
import { as, instant, type Instant, type PersonId, type WallClock, type Zone } from '../../domain/ids';
import { isWeekday, type Absence, type Override, type Rota, type RotaEntry } from '../../domain/rota';
import { resolve } from '../../domain/time';
import type { Transaction } from '../../platform/database';

interface Row {
  from: Date | null;
  until: Date | null;
  fromWall?: string | null;
  untilWall?: string | null;
  zone?: string | null;
}

/** Wall-clock times are computed anew: the rules may have changed since they were written down (rule 7). */
function spanOf({ from, until, fromWall, untilWall, zone }: Row): { from?: Instant; until?: Instant } {
  const at = (stored: Date | null, wall: string | null | undefined): Instant | undefined =>
    wall && zone ? resolve(wall as WallClock, zone as Zone).instant : stored ? instant(stored) : undefined;
  const [start, end] = [at(from, fromWall), at(until, untilWall)];
  return { ...(start ? { from: start } : {}), ...(end ? { until: end } : {}) };
}

const LONGER_THAN_ANY_CHANGE_OF_CLOCKS = 2 * DAY;

/** The rota of a program as it stands, of what is not over by `after`; the site's and the program's own. */
export async function readRota(
  tx: Transaction,
  { programId, siteId, after }: { programId: string; siteId?: string | null; after: Instant },
): Promise<Rota> {
  const notOver = { gt: new Date(Date.parse(after) - LONGER_THAN_ANY_CHANGE_OF_CLOCKS) };
  const place = { programId, OR: [{ siteId: null }, ...(siteId ? [{ siteId }] : [])] };
  const open = { AND: [{ OR: [{ until: null }, { until: notOver }] }] };
  const [entries, absences, overrides] = await Promise.all([
    tx.rotaEntry.findMany({ where: { ...place, ...open }, orderBy: { id: 'asc' } }),
    tx.rotaAbsence.findMany({ where: { ...place, until: notOver } }),
    tx.rotaOverride.findMany({
      where: { ...place, ...open },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
  ]);
  const site = (row: { siteId: string | null }) => (row.siteId ? { siteId: row.siteId } : {});
  return {
    entries: entries.map((row): RotaEntry => ({
      id: row.id,
      level: row.level,
      personId: as<PersonId>(row.personId),
      ...site(row),
      ...spanOf(row),
      ...(row.dayFrom && row.dayTo && row.zone
        ? {
            weekly: {
              weekdays: row.weekdays.filter(isWeekday),
              from: row.dayFrom,
              to: row.dayTo,
              zone: as<Zone>(row.zone),
            },
          }
        : {}),
    })),
    absences: absences.map((row): Absence => ({
      ...(row.personId ? { personId: as<PersonId>(row.personId) } : {}),
      ...site(row),
      ...(spanOf(row) as { from: Instant; until: Instant }),
    })),
    overrides: overrides.map((row): Override => ({
      level: row.level,
      ...site(row),
      ...spanOf(row),
      fromPersonId: as<PersonId>(row.fromPersonId),
      toPersonId: as<PersonId>(row.toPersonId),
    })),
  };
}
