import { within } from '../http/within';
import type { Parts } from '../parts';
import { START_MS, STORE_MS } from './fields';
import { startInbound } from './pickUp';
import { storeInbound, type NewInbound } from './store';

/**
 * Takes a reply, whichever way it came: kept first, then read, and its workflow started. Once it is kept, what does not
 * work now is done later: unread ones are read by their workflow, and what could not be started is picked up. From one
 * that was there already nothing follows.
 * @throws what says that it could not be kept: whoever brought it is to come again
 */
export async function takeReply(parts: Parts, inbound: NewInbound): Promise<void> {
  const { counters, reading } = parts;
  const stored = await within(STORE_MS, storeInbound(parts, inbound));
  counters.add(stored ? 'inbound-stored' : 'inbound-repeated');
  if (!stored || inbound.automatic) return;
  reading.read(inbound);
  await startInbound(parts, inbound.id, START_MS).catch(() => counters.add('inbound-start-later'));
}
