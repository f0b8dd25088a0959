import type { Instant, PersonId, ShiftId } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import { openMisses } from '../checkIn';
import { firstOnCall } from '../inbound/contact';

/**
 * Who hears at once what somebody on a shift has written: everybody told of a miss of theirs that is still open, and
 * whoever is first on call now.
 */
export async function whoLooksFor(
  tx: Transaction,
  { shiftId, personId, at }: { shiftId: ShiftId; personId: PersonId; at: Instant },
): Promise<{ people: PersonId[] }> {
  const shift = await tx.shift.findUnique({
    where: { id: shiftId },
    select: { programId: true, siteId: true },
  });
  if (!shift) return { people: [] };
  const told = await tx.messageIntent.findMany({
    where: { escalationId: { in: await openMisses(tx, shiftId, personId) } },
    select: { personId: true },
    orderBy: { key: 'asc' },
  });
  const onCall = await firstOnCall(tx, shift, personId, at);
  const all = [...told.map((intent) => intent.personId), ...onCall] as PersonId[];
  return { people: [...new Set(all)].filter((one) => one !== personId) };
}
