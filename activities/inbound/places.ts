import type { Transaction } from '../../platform/database';
import type { Wait } from '../../prisma/generated/client';
import type { Place } from './draft';

/** Where a reply belongs by what it answers, or by the shift that the writer is on. */
export function placeOf(
  wait: Wait | undefined,
  shift: { id: string; programId: string; siteId: string } | null,
): Place | undefined {
  if (wait) {
    const { programId, siteId, journeyId, shiftId } = wait;
    return { programId, siteId, journeyId, shiftId: shiftId ?? shift?.id ?? null };
  }
  return shift ? { programId: shift.programId, siteId: shift.siteId, shiftId: shift.id } : undefined;
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
