import { MINUTE } from '../../domain/duration';
import { as, type PersonId } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { Wait } from '../../prisma/generated/client';
import type { Awaited } from './awaited';
import type { Draft, Place } from './draft';
import type { Writer } from './writers';

/** The most that one shortening takes; see the contract. */
const LONGEST_CHANGE = 720;

/**
 * A peer is done before the planned end: the shift ends with the next minute, and they are asked at once whether they
 * are safe. What they wrote clears nothing.
 * @returns false where a human must see to it: others are on the shift too, or it does not run
 */
export async function endEarly(
  tx: Transaction,
  draft: Draft,
  writer: Pick<Writer, 'id'>,
  place: Place,
  shift: Awaited['shift'],
): Promise<boolean> {
  if (!shift) return false;
  const minutes = Math.ceil((shift.endsAt.getTime() - Date.parse(draft.at)) / MINUTE) - 1;
  const peers = await tx.shiftPeer.count({ where: { shiftId: shift.id, removedAt: null } });
  if (peers !== 1 || minutes < 1 || minutes > LONGEST_CHANGE) return false;
  draft.act({
    act: 'shorten-shift',
    shiftId: as(shift.id),
    update: { by: `person:${writer.id}`, minutes },
  });
  draft.reply(place, writer.id, 'shift-ending-early', { shift: shift.id });
  return true;
}

/**
 * A peer's word on a shift that was offered to them. Whoever accepts hears of the shift from the shift itself.
 * @returns false for accepting a shift at a time at which they are on another one by now
 */
export async function answerShiftOffer(
  tx: Transaction,
  draft: Draft,
  writer: Pick<Writer, 'id'>,
  place: Place,
  wait: Wait,
  answer: 'accept' | 'decline',
): Promise<boolean> {
  const shift = await tx.shift.findUnique({ where: { id: wait.shiftId ?? '' } });
  if (!shift) return false;
  if (answer === 'accept' && (await isOnAnother(tx, shift, writer.id))) return false;
  draft.act({
    act: 'answer-shift-offer',
    shiftId: as(shift.id),
    update: { by: `person:${writer.id}`, personId: as<PersonId>(writer.id), answer },
  });
  if (answer === 'decline') draft.reply(place, writer.id, 'shift-offer-declined', { shift: shift.id });
  return true;
}

/** Whether somebody who was asked about a shift is on another one at that time by now. The one they left is none. */
export async function isOnAnother(
  tx: Pick<Transaction, 'shift'>,
  { id, startsAt, endsAt }: { id: string; startsAt: Date; endsAt: Date },
  personId: string,
): Promise<boolean> {
  const others = await tx.shift.count({
    where: {
      id: { not: id },
      status: { in: ['starting', 'scheduled', 'running'] },
      relievedFrom: null,
      startsAt: { lt: endsAt },
      endsAt: { gt: startsAt },
      peers: { some: { personId, removedAt: null } },
    },
  });
  return others > 0;
}
