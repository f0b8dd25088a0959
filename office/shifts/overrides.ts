import { appendEvents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import type { Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import { newId } from '../../platform/newId';
import type { Caller } from '../access';
import type { ReadyPeer } from './readiness';

/**
 * Keeps why peers work more than the caps say: the reason in its own table, in the ledger only that there is one and by
 * how much. Keeping the same again changes nothing.
 */
export async function keepOverrides(
  tx: Transaction,
  caller: Caller,
  shift: { id: string; programId: string; siteId: string },
  peers: readonly Pick<ReadyPeer, 'personId' | 'over'>[],
  reason: string | undefined,
  at: Instant,
): Promise<void> {
  const above = peers.filter(({ over }) => over.length > 0);
  if (above.length === 0 || !reason) return;
  await tx.shiftCapOverride.createMany({
    skipDuplicates: true,
    data: above.map(({ personId, over }) => ({
      id: newId(),
      shiftId: shift.id,
      personId,
      caps: over.map((one) => ({ ...one })),
      reason: reason.trim(),
      by: caller.actor,
      at,
    })),
  });
  await tx.$executeRaw(
    statement(
      appendEvents(
        above.map(({ personId, over }) => ({
          key: `shift-${shift.id}/${personId}/cap-overridden`,
          kind: 'shift-cap-overridden' as const,
          programId: shift.programId,
          siteId: shift.siteId,
          personId,
          shiftId: shift.id,
          actor: caller.actor,
          data: Object.fromEntries(over.map(({ cap, limit, would }) => [cap, `${would}/${limit}`])),
          at,
        })),
      ),
    ),
  );
}
