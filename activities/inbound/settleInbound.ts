import type { Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { InboundInput } from '../../workflows/contract';

/** The reply has been dealt with, by its workflow or by handing it to a human. */
export async function settleInbound(
  tx: Transaction,
  input: InboundInput & { at: Instant; outcome: 'done' | 'needs-human'; reason?: string },
): Promise<void> {
  await tx.inbound.updateMany({
    where: { id: input.inboundId, status: { not: 'done' } },
    data: { status: 'done', outcome: input.reason ? `${input.outcome}: ${input.reason}` : input.outcome },
  });
}
