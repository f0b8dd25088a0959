import { instant } from '../../domain/ids';
import type { Worked } from '../../domain/workload';
import type { Database } from '../../platform/database';

/** A shift that somebody has been asked to work and has not said no to. */
export interface Offered extends Worked {
  personId: string;
}

/**
 * What people are asked to work just then. Of shifts at the same time only one counts: nobody can say yes to both.
 * @param except a shift that is looked at itself
 */
export async function offeredTo(
  database: Database,
  people: readonly string[],
  { from, until, except }: { from: Date; until: Date; except?: string | undefined },
): Promise<Offered[]> {
  const waits = await database.wait.findMany({
    where: { kind: 'shift-offer', personId: { in: [...people] }, shiftId: { not: null } },
    select: { shiftId: true, personId: true, closedAt: true },
  });
  const open = waits.flatMap(({ shiftId, closedAt }) => (shiftId && !closedAt ? [shiftId] : []));
  const shifts = await database.shift.findMany({
    where: {
      status: { in: ['starting', 'scheduled', 'running'] },
      startsAt: { lt: until },
      endsAt: { gt: from },
      // Until its workflow has opened the wait, an offer stands with the shift alone.
      OR: [{ id: { in: open } }, { offered: { hasSome: [...people] } }],
      ...(except ? { id: { not: except } } : {}),
    },
    include: { peers: { where: { removedAt: null } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  const counted: Offered[] = [];
  for (const { id, offered, peers, startsAt, endsAt } of shifts)
    for (const personId of people) {
      const asked = waits.filter((wait) => wait.shiftId === id && wait.personId === personId);
      const isOpen = asked.length > 0 ? asked.some(({ closedAt }) => !closedAt) : offered.includes(personId);
      if (!isOpen || peers.some((peer) => peer.personId === personId)) continue;
      const one = { personId, startsAt: instant(startsAt), endsAt: instant(endsAt) };
      if (!counted.some((other) => other.personId === personId && overlap(other, one))) counted.push(one);
    }
  return counted;
}

export function overlap(a: Worked, b: Worked): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}
