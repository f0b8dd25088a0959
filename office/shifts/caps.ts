import { Refused } from '../../client/fullCircle';
import { DAY } from '../../domain/duration';
import { instant } from '../../domain/ids';
import type { ProgramPolicy } from '../../domain/policy';
import { lower, overCaps, type OverCap, type Worked } from '../../domain/workload';
import type { Database } from '../../platform/database';
import { programInUse } from '../definitions';
import { staffName } from '../names';
import { offeredTo, overlap } from './offered';
import type { Prospect, ReadyPeer } from './readiness';

const LONGEST_REASON = 1_000;
/** Whoever works on every one of these days is over every cap anyway. */
const LOOK_AROUND = 31 * DAY;

/**
 * Who of the peers on a shift would work more than the caps say were it so much longer; whoever was put on it above the caps
 * has a reason already. A peer who says that they stay out longer is not asked for one: they are out there.
 * @param reason why they work more than the caps say; without one, going over is refused
 * @throws Refused `OverCap`
 */
export async function overCapsWhenLonger(
  database: Database,
  shift: Prospect & { shiftId: string },
  reason?: string,
): Promise<Pick<ReadyPeer, 'personId' | 'over'>[]> {
  notTooLong(reason);
  const [on, reasoned] = await Promise.all([
    database.shiftPeer.findMany({ where: { shiftId: shift.shiftId, removedAt: null } }),
    database.shiftCapOverride.findMany({ where: { shiftId: shift.shiftId } }),
  ]);
  const about = on
    .map(({ personId }) => personId)
    .filter((one) => !reasoned.some(({ personId }) => personId === one));
  const peers = await database.participant.findMany({
    where: { programId: shift.programId, personId: { in: about } },
    include: { person: true },
    orderBy: { id: 'asc' },
  });
  const { policy } = await programInUse(database, shift.programId);
  const work = await workAround(database, shift, about);
  return peers.flatMap(({ personId, tier, person }) => {
    const { own, asked } = work(personId);
    // More days in a row it does not make of it.
    const over = capsOver(policy, tier, shift, { own, asked }).filter(({ cap }) => cap === 'hours-per-week');
    if (over.length > 0 && !reason?.trim()) throw overCap(staffName(person), over, asked.length > 0);
    return over.length > 0 ? [{ personId, over }] : [];
  });
}

/** What each of some people works around a shift, and is asked to work: a yes is a yes. */
export async function workAround(database: Database, shift: Prospect, people: readonly string[]) {
  const around = {
    from: new Date(Date.parse(shift.startsAt) - LOOK_AROUND),
    until: new Date(Date.parse(shift.endsAt) + LOOK_AROUND),
    except: shift.shiftId,
  };
  const [others, offers] = await Promise.all([
    database.shift.findMany({
      where: {
        status: { notIn: ['cancelled'] },
        ...(shift.shiftId ? { id: { not: shift.shiftId } } : {}),
        startsAt: { lt: around.until },
        endsAt: { gt: around.from },
        peers: { some: { personId: { in: [...people] }, removedAt: null } },
      },
      include: { peers: { where: { removedAt: null, personId: { in: [...people] } } } },
    }),
    offeredTo(database, people, around),
  ]);
  return (personId: string) => ({
    own: others.filter(({ peers }) => peers.some((peer) => peer.personId === personId)),
    asked: offers.filter((one) => one.personId === personId && !overlap(one, shift)),
  });
}

export function capsOver(
  { shift: { caps }, tiers }: ProgramPolicy,
  tierId: string | null,
  shift: Prospect,
  { own, asked }: { own: readonly { startsAt: Date; endsAt: Date }[]; asked: readonly Worked[] },
): OverCap[] {
  const tier = tiers.find(({ id }) => id === tierId);
  const works = own.map(({ startsAt, endsAt }) => ({ startsAt: instant(startsAt), endsAt: instant(endsAt) }));
  return overCaps(
    { hoursPerWeek: lower(caps?.hoursPerWeek, tier?.maxHoursPerWeek), shiftsInARow: caps?.shiftsInARow },
    shift,
    [...works, ...asked],
    shift.zone,
  );
}

export function overCap(name: string, over: readonly OverCap[], withOffers: boolean): Refused {
  const all = `${withOffers ? 'with what is offered to them ' : ''}${over.map(inWords).join(' and ')}`;
  return new Refused('OverCap', `${name} would have ${all}. Give a reason to go above it.`);
}

export function notTooLong(reason?: string): void {
  if (reason && reason.length > LONGEST_REASON)
    throw new Refused('ReasonTooLong', `A reason has ${LONGEST_REASON} characters at most.`);
}

function inWords({ cap, limit, would }: OverCap): string {
  return cap === 'hours-per-week'
    ? `${would} hours in that week, ${would - limit} above the cap of ${limit}`
    : `shifts on ${would} days in a row, ${would - limit} above the cap of ${limit}`;
}
