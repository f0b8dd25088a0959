import { between } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import type { Channel } from '../../domain/policy';
import type { ContactFact, DeliveryFact, Facts } from './facts';

/** What to do next about an intent that is still wanted. */
export type Move =
  | { move: 'send'; channel: Channel; contact: ContactFact; attempt: number; isRepeat: boolean }
  /** Somebody handed it over and never said what became of it. */
  | { move: 'find-out'; delivery: DeliveryFact }
  | { move: 'settle'; status: 'sent' | 'unknown' | 'unreachable'; reason: string | null }
  /** The carrier does not take anything now; everything else that could be done is done. */
  | { move: 'come-again' };

/** How often an escalation whose fate stays unknown is sent again on one channel. */
const REPEATS = 2;
const LATE_MS = 10 * 60_000;

/**
 * The next step towards an intent's outcome, from its deliveries so far: all the channels it names, or else the one that
 * the person can be reached on, texts before mail; and where these fail, whatever else there is.
 *
 * @param away channels on which nothing is taken just now
 */
export function nextMove(facts: Facts, now: Instant, away: ReadonlySet<Channel> = new Set()): Move {
  const open = facts.deliveries.find((delivery) => delivery.status === 'handing-over');
  if (open) return { move: 'find-out', delivery: open };
  const wanted = facts.channels.length > 0 ? facts.channels : [preferred(facts)];
  const tried = wanted.map((channel) => onChannel(facts, channel, away));
  const sending = tried.find((one) => one.state === 'send');
  if (sending) return sending.send;
  const sent = tried.some((one) => one.state === 'sent');
  const isAway = tried.some((one) => one.state === 'away');
  const mayBeThere = facts.deliveries.some((delivery) => delivery.status === 'unknown');
  const alarm = facts.urgency === 'escalation';
  // While one channel of an alarm is away or silent, the other stands in. A reminder can wait, until it expires, and is
  // not said again where it may have been heard.
  if (!sent && (alarm || (!isAway && !mayBeThere))) {
    const other = onChannel(facts, OTHER[wanted[0] ?? 'sms'], away);
    if (wanted.length === 1 && other.state === 'send') return other.send;
    if (wanted.length === 1 && other.state === 'sent')
      return { move: 'settle', status: 'sent', reason: 'stand-in' };
  }
  // An alarm that was heard on one channel is not repeated on another long after.
  if (isAway && !(sent && between(facts.at, now) > LATE_MS)) return { move: 'come-again' };
  if (sent) return { move: 'settle', status: 'sent', reason: null };
  if (mayBeThere) return { move: 'settle', status: 'unknown', reason: 'outcome-unknown' };
  return { move: 'settle', status: 'unreachable', reason: whyUnreachable(facts) };
}

const OTHER: Record<Channel, Channel> = { sms: 'email', voice: 'sms', email: 'sms' };

type OnChannel =
  { state: 'send'; send: Extract<Move, { move: 'send' }> } | { state: 'sent' | 'away' | 'exhausted' };

function onChannel(facts: Facts, channel: Channel, away: ReadonlySet<Channel>): OnChannel {
  const past = facts.deliveries.filter((delivery) => delivery.channel === channel);
  if (past.some(({ status }) => status === 'sent' || status === 'delivered' || status === 'undelivered'))
    return { state: 'sent' };
  const unknown = past.filter(({ status }) => status === 'unknown').length;
  // Two alarms beat none; of a reminder the second one would only confuse (rule 2).
  if (unknown > (facts.urgency === 'escalation' ? REPEATS : 0)) return { state: 'exhausted' };
  const refused = new Set(past.filter(({ status }) => status === 'refused').map(({ address }) => address));
  const contact = usable(facts, channel).find(({ value }) => !refused.has(value));
  if (!contact) return { state: 'exhausted' };
  if (away.has(channel)) return { state: 'away' };
  const attempt = 1 + Math.max(0, ...past.map((delivery) => delivery.attempt));
  return { state: 'send', send: { move: 'send', channel, contact, attempt, isRepeat: unknown > 0 } };
}

function preferred(facts: Facts): Channel {
  if (facts.deliveries[0]) return facts.deliveries[0].channel;
  return usable(facts, 'sms').length > 0 || usable(facts, 'email').length === 0 ? 'sms' : 'email';
}

/** No text without recorded consent, nothing to whoever said STOP or cannot be reached there (rule 3). */
function usable(facts: Facts, channel: Channel): ContactFact[] {
  return facts.contactPoints.filter(
    (contact) =>
      contact.channel === channel &&
      !contact.stopped &&
      !contact.unusable &&
      (channel === 'email' || contact.consented),
  );
}

function whyUnreachable({ contactPoints, deliveries }: Facts): string {
  if (deliveries.some(({ status }) => status === 'refused')) return 'refused';
  if (contactPoints.some(({ stopped }) => stopped)) return 'stopped';
  if (contactPoints.some(({ unusable }) => unusable)) return 'unusable';
  return contactPoints.length > 0 ? 'no-consent' : 'no-contact';
}
