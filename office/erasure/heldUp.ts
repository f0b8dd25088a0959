import type { Transaction } from '../../platform/database';

/** Why somebody cannot be erased yet: as a code, for the record. */
export type HeldUpBy = 'on-shift' | 'open-escalation' | 'open-request' | 'path-under-way' | 'failed';

/**
 * What keeps somebody from being erased now. First of all their safety: whoever is on a shift, or about whom an alarm is
 * open, must be known until it is over.
 */
export async function heldUpBy(
  database: Pick<Transaction, 'shiftPeer' | 'escalation' | 'request'>,
  personId: string,
): Promise<keyof typeof WHAT_TO_DO | undefined> {
  const [shifts, escalations, requests] = await Promise.all([
    database.shiftPeer.count({
      where: {
        personId,
        removedAt: null,
        shift: { status: { in: ['starting', 'scheduled', 'running', 'ended'] } },
      },
    }),
    database.escalation.count({ where: { subjectPersonId: personId, status: { not: 'resolved' } } }),
    database.request.count({ where: { personId, status: { in: ['starting', 'open', 'taken'] } } }),
  ]);
  if (escalations > 0) return 'open-escalation';
  if (shifts > 0) return 'on-shift';
  return requests > 0 ? 'open-request' : undefined;
}

/** For whoever asks: what has to end first. */
export const WHAT_TO_DO: Record<Exclude<HeldUpBy, 'path-under-way' | 'failed'>, string> = {
  'open-escalation': 'An escalation about them is open; say how it ended first.',
  'on-shift':
    'They are on a shift that is planned or not closed yet; take them off it, or wait until it has closed.',
  'open-request': 'They asked to speak with somebody and it is still open; fulfil or withdraw that first.',
};
