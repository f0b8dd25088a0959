import type { JourneyActs } from './journeys';
import type { ShiftActs } from './shifts';
import type { OfficeTools } from './tools';
import type { WorkshopActs } from './workshops';

/**
 * Starts what was stored while Temporal could not be reached: paths, shifts and invitations. Safe to run at any time
 * and by several processes at once; call it every so often, and when Temporal comes back.
 * @returns how many were taken on
 */
export async function startWhatWaits(
  { database, clock }: OfficeTools,
  office: {
    journeys: Pick<JourneyActs, 'run'>;
    shifts: Pick<ShiftActs, 'run'>;
    workshops: Pick<WorkshopActs, 'sendOut'>;
  },
): Promise<{ journeys: number; shifts: number; workshops: number }> {
  const [journeys, shifts, workshops] = await Promise.all([
    database.journey.findMany({ where: { status: 'starting' }, select: { id: true }, take: 200 }),
    database.shift.findMany({
      where: { status: 'starting' },
      select: { id: true },
      orderBy: { startsAt: 'asc' },
      take: 200,
    }),
    database.workshop.findMany({
      where: { startsAt: { gt: await clock.now() }, invitations: { some: {} } },
      select: { id: true },
    }),
  ]);
  const count = { journeys: 0, shifts: 0, workshops: 0 };
  // Shifts first: somebody's safety may begin with them.
  for (const { id } of shifts) if ((await office.shifts.run(id)) !== 'starting') count.shifts += 1;
  for (const { id } of journeys)
    if ((await office.journeys.run(id)).state !== 'starting') count.journeys += 1;
  for (const { id } of workshops)
    if ((await office.workshops.sendOut(id)) === 'going-out') count.workshops += 1;
  return count;
}
