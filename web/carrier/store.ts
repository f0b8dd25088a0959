import { applyReceipt } from '../../activities/receipts';
import { instant, type InboundId } from '../../domain/ids';
import { businessNow } from '../http/businessNow';
import type { Parts } from '../parts';

export interface NewInbound {
  id: InboundId;
  channel: 'sms' | 'voice' | 'email';
  from: string;
  to: string;
  body: string;
  token?: string;
  carrierActed?: string;
  /** Known already when it came over a personal link, or in a call of ours. */
  personId?: string;
  /** Written by a machine: kept, and nothing follows from it. */
  automatic?: boolean;
}

/** Keeps a reply. False when it was there already. */
export async function storeInbound(
  parts: Pick<Parts, 'database' | 'clock'>,
  { automatic = false, ...inbound }: NewInbound,
): Promise<boolean> {
  const receivedAt = await businessNow(parts);
  const state = automatic ? { status: 'done', outcome: 'automatic' } : { status: 'stored' };
  const { count } = await parts.database.inbound.createMany({
    data: [{ ...inbound, receivedAt, ...state }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** A mail of ours came back: the same as a carrier saying that a text did not arrive. */
export async function storeBounce(
  parts: Pick<Parts, 'database' | 'clock'>,
  token: string,
  code: string,
): Promise<void> {
  const delivery = await parts.database.delivery.findUnique({ where: { token } });
  if (!delivery) return;
  const sid = delivery.carrierId ?? `mail-${token}`;
  const at = instant(await businessNow(parts));
  await applyReceipt(parts.database, { sid, status: 'bounced', code, token, at });
}
