import type { Consequence } from './handOver';

/**
 * What the carrier's codes say about a number, at hand-over or in a status callback
 * (https://www.twilio.com/docs/api/errors). All others are about one message only.
 *
 * - `unusable`: nobody has this number, or we may not reach it. It is not tried again until it is corrected.
 * - `stopped`: the person opted out at the carrier.
 * - `landline`: it takes no texts; it is called from now on.
 * - `temporary`: switched off or out of reach; another way is tried for what cannot wait.
 * - `filtered`: the carrier holds our texts back; another way is tried, and staff look at the wording or the sender.
 */
const TEXTS: Readonly<Record<string, Consequence>> = {
  21211: 'unusable',
  21214: 'unusable',
  21217: 'unusable',
  21408: 'unusable',
  21421: 'unusable',
  21612: 'unusable',
  21610: 'stopped',
  21614: 'landline',
  30003: 'temporary',
  30004: 'filtered',
  30005: 'unusable',
  30006: 'landline',
  30007: 'filtered',
  60200: 'unusable',
  60205: 'landline',
};

/** A number that cannot be called at all cannot be texted either; of the rest a refused call says nothing about texts. */
const CALLS: Readonly<Record<string, Consequence>> = {
  13224: 'unusable',
  21211: 'unusable',
  21217: 'unusable',
  60200: 'unusable',
};

export function consequenceOf(code: string, channel: 'sms' | 'voice'): Consequence {
  return (channel === 'voice' ? CALLS : TEXTS)[code] ?? 'none';
}

/** Codes of a number that our texts do not reach, although somebody has it: it can be called. */
const ONLY_TEXTS: ReadonlySet<string> = new Set(['21408', '21612']);

export function canBeCalled(unusableCode: string | null): boolean {
  return unusableCode === null || ONLY_TEXTS.has(unusableCode);
}
