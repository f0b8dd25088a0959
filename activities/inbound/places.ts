import type { Transaction } from '../../platform/database';
import type { Wait } from '../../prisma/generated/client';
import { isShiftCheckIn, type Awaited } from './awaited';
import type { Place } from './draft';

/** Where a reply belongs by what it answers, or by the shift that the writer is on. */
export function placeOf(wait: Wait | undefined, shift: Awaited['shift']): Place | undefined {
  if (wait) {
    const { programId, siteId, journeyId, shiftId } = wait;
    return { programId, siteId, journeyId, shiftId: shiftId ?? shift?.id ?? null };
  }
  return shift ? { programId: shift.programId, siteId: shift.siteId, shiftId: shift.id } : undefined;
}

/** Where somebody is to be looked for who is on shift: there, whatever else they are asked meanwhile and wherever. */
export function placeOnShift(wait: Wait | undefined, shift: Awaited['shift']): Place | undefined {
  return shift ? placeOf(wait && isShiftCheckIn(wait) ? wait : undefined, shift) : undefined;
}

/** Where a person belongs who is asked nothing: the program they are in, or work for, or the only one there is. */
export async function homeOf(tx: Transaction, personId: string | undefined): Promise<Place | undefined> {
  if (personId !== undefined) {
    const participant = await tx.participant.findFirst({
      where: { personId },
      orderBy: { createdAt: 'desc' },
      include: { journeys: { orderBy: { startedAt: 'desc' }, take: 1, select: { id: true } } },
    });
    if (participant) {
      const { programId, siteId, journeys } = participant;
      return { programId, siteId, journeyId: journeys[0]?.id ?? null };
    }
    const grant = await tx.roleGrant.findFirst({
      where: { account: { personId }, programId: { not: null } },
      orderBy: { id: 'asc' },
    });
    if (grant?.programId) return { programId: grant.programId, siteId: grant.siteId };
    const rota = await tx.rotaEntry.findFirst({ where: { personId }, orderBy: { id: 'asc' } });
    if (rota) return { programId: rota.programId, siteId: rota.siteId };
  }
  const program = await tx.program.findFirst({ orderBy: { id: 'asc' }, select: { id: true } });
  return program ? { programId: program.id } : undefined;
}
