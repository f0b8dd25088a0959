import { DAY, plus } from '../../domain/duration';
import { instant, type Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import { Notes } from './notes';

const ANSWER_MS = 7 * DAY;

/**
 * A referral at this moment: some time after the arrival the person is asked how it goes. Everything before that is a
 * human's move, and a wait says whose.
 * @returns when to look again; nothing when there is nothing left to do
 */
export async function lookAtReferral(tx: Transaction, id: string, at: Instant): Promise<Instant | undefined> {
  const referral = await tx.referral.findUnique({ where: { id } });
  if (referral?.status !== 'arrived' || !referral.followUpAt || referral.followUp) return undefined;
  const followUpAt = instant(referral.followUpAt);
  if (at < followUpAt) return followUpAt;
  const { personId, partnerId } = referral;
  const wait = `referral-${id}/follow-up`;
  const notes = new Notes(referral, at);
  const dueAt = plus(at, ANSWER_MS);
  notes.open(wait, {
    kind: 'referral-follow-up',
    owedBy: 'participant',
    personId,
    subjectPersonId: personId,
    dueAt,
    details: { referral: id },
  });
  const refs = { referral: id, partner: partnerId, wait };
  notes.say(`${wait}/asked`, personId, 'referral-follow-up', refs, { waitKey: wait, expiresAt: dueAt });
  await notes.write(tx);
  return undefined;
}
