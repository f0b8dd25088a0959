import type { Instant } from '../domain/ids';
import { plus } from '../domain/duration';
import type { DeathActs } from './deaths';
import type { ApplicationActs } from './applications';
import { Unavailable } from '../client/fullCircle';
import type { flagActs } from './matching/flag';
import type { askActs } from './surveys/ask';
import type { JourneyActs } from './journeys';
import type { RequestActs } from './requests';
import type { ResourceActs } from './resources';
import type { ShiftActs } from './shifts';
import { businessNow, type OfficeTools } from './tools';
import type { TransitionActs } from './transitions';
import { wake } from './occasions';
import type { WorkshopActs } from './workshops';

type Taken =
  | 'journeys'
  | 'shifts'
  | 'workshops'
  | 'requests'
  | 'applications'
  | 'transitions'
  | 'deaths'
  | 'occasions'
  | 'resources';

/** Younger rows are still in the hands of the request that stored them. */
const NOT_YET_MS = 10_000;
const AT_ONCE = 200;
/** An occasion that should have been looked at so long ago has lost its run, or was never begun. */
const OVERDUE_MS = 120_000;

/**
 * Starts what was stored while Temporal could not be reached: shifts, paths and invitations; ends pairs that were flagged and
 * sends surveys that were asked. Safe to run at any time and
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
    matching: Pick<ReturnType<typeof flagActs>, 'endFlagged'>;
    surveys: Pick<ReturnType<typeof askActs>, 'sendPending'>;
    transitions: Pick<TransitionActs, 'run'>;
    deaths: Pick<DeathActs, 'carry'>;
    resources: Pick<ResourceActs, 'sendOut'>;
    applications: Pick<ApplicationActs, 'whatWaits' | 'carryOn'>;
  },
): Promise<Record<Taken, number>> {
  const before = plus(await businessNow(tools), -NOT_YET_MS);
  const waiting = await whatWaits(tools, before);
  const { shifts, journeys, workshops, requests, transitions, deaths, occasions, resources } = waiting;
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
    deaths: await count(deaths, async (id) => (await office.deaths.carry(id)) !== 'recorded'),
    transitions: await count(transitions, async (id) => (await office.transitions.run(id)) !== 'starting'),
    workshops: await count(workshops, async (id) => (await office.workshops.sendOut(id)) !== 'pending'),
    resources: await count(resources, async (key) => (await office.resources.sendOut(key)) !== 'pending'),
    occasions: await count(
      occasions.map(({ id }) => id),
      async (id) => {
        const row = occasions.find((one) => one.id === id);
        return row !== undefined && (await wake(tools, row)) === 'going-on';
      },
    ),
  };
  try {
    await office.matching.endFlagged();
    await office.surveys.sendPending();
  } catch (error) {
    if (!(error instanceof Unavailable)) errors.push(error);
  }
  if (errors.length > 0) throw errors[0];
  return taken;
}

async function whatWaits({ database }: OfficeTools, before: Instant) {
  const [shifts, journeys, invitations, requests, transitions, deaths, occasions, resources] =
    await Promise.all([
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
      database.transition.findMany({
        where: { status: 'starting', reportedAt: { lte: before } },
        select: { id: true },
        orderBy: { reportedAt: 'asc' },
        take: AT_ONCE,
      }),
      database.deathRecord.findMany({
        where: { carriedAt: null, undoneAt: null, recordedAt: { lte: before } },
        select: { id: true },
        orderBy: { recordedAt: 'asc' },
        take: AT_ONCE,
      }),
      database.occasion.findMany({
        where: { nextAt: { lte: plus(before, -OVERDUE_MS) } },
        orderBy: { nextAt: 'asc' },
        take: AT_ONCE,
      }),
      database.messageIntent.findMany({
        where: {
          template: 'resource-sent',
          status: 'pending',
          at: { lte: before },
          notBefore: null,
          deliveries: { none: {} },
        },
        select: { key: true },
        take: AT_ONCE,
      }),
    ]);
  const workshops = invitations.map(({ refs }) => (refs as { workshop?: string }).workshop ?? '');
  return {
    shifts: shifts.map(({ id }) => id),
    journeys: journeys.map(({ id }) => id),
    requests: requests.map(({ id }) => id),
    transitions: transitions.map(({ id }) => id),
    deaths: deaths.map(({ id }) => id),
    occasions,
    resources: resources.map(({ key }) => key),
    workshops: [...new Set(workshops.filter((id) => id !== ''))],
  };
}
