import type { InboundId } from '../../domain/ids';
import { businessNow } from '../http/businessNow';
import type { Parts } from '../parts';

export interface NewInbound {
  id: InboundId;
  channel: 'sms' | 'email';
  from: string;
  to: string;
  body: string;
  token?: string;
  carrierActed?: string;
}

export async function storeInbound(parts: Pick<Parts, 'database' | 'clock'>, inbound: NewInbound): Promise<boolean> {
  const receivedAt = await businessNow(parts);
  const { count } = await parts.database.inbound.createMany({
    data: [{ ...inbound, receivedAt, status: 'stored' }],
    skipDuplicates: true,
  });
  return count === 1;
}

export interface Receipt {
  carrierId: string;
  status: string;
  code?: string;
  token?: string;
}

export async function storeReceipt(parts: Pick<Parts, 'database' | 'clock'>, receipt: Receipt): Promise<void> {
  const receivedAt = await businessNow(parts);
  await parts.database.deliveryReceipt.createMany({ data: [{ ...receipt, receivedAt }], skipDuplicates: true });
}
