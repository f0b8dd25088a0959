import { millis, plus } from '../../domain/duration';
import { instant, type Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { AppointmentTimes } from '../programs';
import { Notes } from './notes';

/**
 * An appointment at this moment: both who go are reminded, and afterwards whoever went along is asked, kindly, whether it
 * took place.
 * @returns when to look again; nothing when there is nothing left to do
 */
export async function lookAtAppointment(
  tx: Transaction,
  id: string,
  times: AppointmentTimes,
  at: Instant,
): Promise<Instant | undefined> {
  const appointment = await tx.appointment.findUnique({ where: { id } });
  if (appointment?.status !== 'planned') return undefined;
  const { personId, companionPersonId, minutes, moves } = appointment;
  const startsAt = instant(appointment.startsAt);
  const key = `appointment-${id}`;
  const notes = new Notes(appointment, at);
  const due = times.remindBefore.map((before) => plus(startsAt, -Math.abs(millis(before)))).sort();
  if (at < startsAt) {
    const last = due.findLastIndex((one) => one <= at);
    // What was planned after the time of a reminder has just been told.
    const isNews = last >= 0 && instant(appointment.createdAt) < (due[last] as Instant);
    for (const [reader, other] of isNews ? both(personId, companionPersonId) : []) {
      notes.say(
        `${key}/${startsAt}/reminder-${last + 1}/${reader}`,
        reader,
        'appointment-reminder',
        { appointment: id, mine: true, ...(other ? { other } : {}) },
        { expiresAt: startsAt },
      );
    }
    await notes.write(tx);
    return due.find((one) => one > at) ?? startsAt;
  }
  const askAt = plus(startsAt, minutes * 60_000);
  if (at < askAt) return askAt;
  const wait = `${key}/outcome-${moves}`;
  const companion = companionPersonId
    ? await tx.participant.findFirst({
        where: { personId: companionPersonId, programId: appointment.programId },
      })
    : null;
  notes.open(wait, {
    kind: 'appointment-outcome',
    owedBy: companion ? 'participant' : 'staff',
    ...(companionPersonId ? { personId: companionPersonId } : {}),
    subjectPersonId: personId,
    dueAt: plus(at, times.answerWithin),
    details: { appointment: id },
  });
  if (companionPersonId) {
    const refs = { appointment: id, other: personId, wait };
    const expiresAt = plus(at, times.answerWithin);
    notes.say(`${wait}/asked`, companionPersonId, 'appointment-asked', refs, { waitKey: wait, expiresAt });
  }
  await notes.write(tx);
  return undefined;
}

/** Who reads, and who is with them. */
export function both(personId: string, companion: string | null): [string, string | undefined][] {
  return [
    [personId, companion ?? undefined],
    ...(companion ? [[companion, personId] as [string, string]] : []),
  ];
}
