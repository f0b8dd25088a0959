import type { Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { InboundInput, InboundPlan } from '../../workflows/contract';

/**
 * The reply has been dealt with, by its workflow or by handing it to a human. What was planned to be answered and would
 * confirm what did not happen is not said any more; an answer to an alarm that was raised stays true.
 */
export async function settleInbound(
  tx: Transaction,
  input: InboundInput & { at: Instant; outcome: 'done' | 'needs-human'; reason?: string },
): Promise<void> {
  await tx.inbound.updateMany({
    where: { id: input.inboundId, status: { not: 'done' } },
    data: { status: 'done', outcome: input.reason ? `${input.outcome}: ${input.reason}` : input.outcome },
  });
  // Read anew: an earlier try, whose answer was lost, may have settled it.
  const row = await tx.inbound.findUnique({ where: { id: input.inboundId } });
  const { plan } = (row?.understood ?? {}) as { plan?: InboundPlan };
  if (!row?.outcome?.startsWith('needs-human') || !plan || plan.acts.some(({ act }) => act === 'raise'))
    return;
  await tx.messageIntent.updateMany({
    where: { key: { in: plan.replies }, status: 'pending' },
    data: { status: 'superseded', statusReason: 'refused', settledAt: input.at },
  });
}
