import type { Instant } from '../domain/ids';
import { plus } from '../domain/duration';
import type { ApplicationActs } from './applications';
import type { JourneyActs } from './journeys';
import type { RequestActs } from './requests';
import type { ShiftActs } from './shifts';
import { businessNow, type OfficeTools } from './tools';
import type { WorkshopActs } from './workshops';

/** Younger rows are still in the hands of the request that stored them. */
const NOT_YET_MS = 10_000;
const AT_ONCE = 200;

/**
 * Starts what was stored while Temporal could not be reached: shifts, paths and invitations. Safe to run at any time and
 * by several processes at once; call it every few seconds.
 * @returns how many were taken on
 * @throws the first error that is no absence, after everything else has been tried
 */
export async function startWhatWaits(
  tools: OfficeTools,
  office: {
    journeys: Pick<JourneyActs, 'run'>;
    shifts: Pick<ShiftActs, 'run'>;
    workshops: Pick<WorkshopActs, 'sendOut'>;
    requests: Pick<RequestActs, 'run'>;
    applications: Pick<ApplicationActs, 'whatWaits' | 'carryOn'>;
  },
): Promise<Record<'journeys' | 'shifts' | 'workshops' | 'requests' | 'applications', number>> {
  const before = plus(await businessNow(tools), -NOT_YET_MS);
  const { shifts, journeys, workshops, requests } = await whatWaits(tools, before);
  const errors: unknown[] = [];
  const count = async (ids: string[], start: (id: string) => Promise<boolean>): Promise<number> => {
    let started = 0;
    for (const id of ids) {
      try {
        // Temporal is away: the others would only wait for it as well.
        if (!(await start(id))) break;
        started += 1;
      } catch (error) {
        errors.push(error);
      }
    }
    return started;
  };
  // Shifts first: somebody's safety begins with them.
  const taken = {
    shifts: await count(shifts, async (id) => (await office.shifts.run(id)) !== 'starting'),
    requests: await count(requests, async (id) => (await office.requests.run(id)) !== 'starting'),
    applications: await count(await office.applications.whatWaits(before), office.applications.carryOn),
    journeys: await count(journeys, async (id) => (await office.journeys.run(id)).state !== 'starting'),
    workshops: await count(workshops, async (id) => (await office.workshops.sendOut(id)) !== 'pending'),
  };
  if (errors.length > 0) throw errors[0];
  return taken;
}

async function whatWaits({ database }: OfficeTools, before: Instant) {
  const [shifts, journeys, invitations, requests] = await Promise.all([
    database.shift.findMany({
      where: { status: 'starting', createdAt: { lte: before } },
      select: { id: true },
      orderBy: { startsAt: 'asc' },
      take: AT_ONCE,
    }),
    database.journey.findMany({
      where: { status: 'starting', startedAt: { lte: before } },
      select: { id: true },
      orderBy: { startedAt: 'asc' },
      take: AT_ONCE,
    }),
    database.messageIntent.findMany({
      where: {
        template: 'workshop-invitation',
        status: 'pending',
        at: { lte: before },
        // Those that were held back for the night are in the hands of their workflow.
        notBefore: null,
        deliveries: { none: {} },
      },
      select: { refs: true },
      take: AT_ONCE,
    }),
    database.request.findMany({
      where: { status: 'starting', createdAt: { lte: before } },
      select: { id: true },
      orderBy: { createdAt: 'asc' },
      take: AT_ONCE,
    }),
  ]);
  const workshops = invitations.map(({ refs }) => (refs as { workshop?: string }).workshop ?? '');
  return {
    shifts: shifts.map(({ id }) => id),
    journeys: journeys.map(({ id }) => id),
    requests: requests.map(({ id }) => id),
    workshops: [...new Set(workshops.filter((id) => id !== ''))],
  };
}
