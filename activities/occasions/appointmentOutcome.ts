import type { Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { Actor } from '../../workflows/contract';
import { Notes } from './notes';

/** Whether an appointment took place: the first word counts, and it is nobody's fault. Runs in the caller's transaction. */
export async function settleAppointment(
  tx: Transaction,
  id: string,
  { outcome, by, at }: { outcome: 'kept' | 'not-kept'; by: Actor; at: Instant },
): Promise<boolean> {
  const { count } = await tx.appointment.updateMany({
    where: { id, status: 'planned' },
    data: { status: outcome, decidedBy: by, decidedAt: at },
  });
  const appointment = await tx.appointment.findUnique({ where: { id } });
  if (count === 0 || !appointment) return false;
  const notes = new Notes(appointment, at);
  notes.close(`appointment-${id}/outcome-${appointment.moves}`, outcome, by);
  const data = { appointment: id, outcome, accompanied: appointment.companionPersonId !== null };
  notes.happened(`appointment-${id}/settled`, 'appointment-settled', by, appointment.personId, data);
  await notes.write(tx);
  return true;
}
