import { between } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import type { Channel } from '../../domain/policy';
import { isShiftSafety, isSpoken } from '../../domain/messages';
import { NOT_LISTED, type ContactFact, type DeliveryFact, type Facts } from './facts';
import { canBeCalled } from './numbers';

/** What to do next about an intent that is still wanted. */
export type Move =
  | { move: 'send'; channel: Channel; contact: ContactFact; attempt: number; isRepeat: boolean }
  /** Somebody handed it over and never said what became of it. */
  | { move: 'find-out'; delivery: DeliveryFact }
  | { move: 'settle'; status: 'sent' | 'unknown' | 'unreachable'; reason: string | null }
  /** The carrier does not take anything now; everything else that could be done is done. */
  | { move: 'come-again' };

/** How often what cannot wait is sent again on one channel where its fate stays unknown. */
const REPEATS = 2;
const LATE_MS = 10 * 60_000;
/** Where a program does not say. */
const STAND_IN_AFTER_MS = 2 * 60_000;

/** Since when, in business time, channels have taken nothing. */
export type Away = ReadonlyMap<Channel, Instant>;

/**
 * The next step towards an intent's outcome, from its deliveries so far: all the channels it names, or else the one that
 * the person can be reached on, texts before mail before calls; and where these fail, whatever else there is. While a
 * channel is away another one stands in: of an alarm at once, of a question about somebody's safety after `standInAfterMs`.
 */
export function nextMove(
  facts: Facts,
  now: Instant,
  { away = new Map(), standInAfterMs = STAND_IN_AFTER_MS }: { away?: Away; standInAfterMs?: number } = {},
): Move {
  const open = facts.deliveries.find((delivery) => delivery.status === 'handing-over');
  if (open) return { move: 'find-out', delivery: open };
  const wanted = facts.channels.length > 0 ? facts.channels : [preferred(facts)];
  const tried = wanted.map((channel) => onChannel(facts, channel, away));
  const sending = tried.flatMap((one) => (one.state === 'send' ? one.send : []));
  // A carrier that hangs is asked again only after every other channel has had its turn.
  const send = sending.find(({ isRepeat }) => !isRepeat) ?? sending[0];
  if (send) return send;
  const sent = tried.some((one) => one.state === 'sent');
  const isAway = tried.some((one) => one.state === 'away');
  const mayBeThere = facts.deliveries.some((delivery) => mayHaveArrived(facts, delivery));
  const longAway = wanted.every((channel) => {
    const since = away.get(channel);
    return since === undefined || between(since, now) >= standInAfterMs;
  });
  const alarm = facts.urgency === 'escalation';
  // A reminder can wait, until it expires, and is not said again where it may have been heard.
  if (!sent && (alarm || (!mayBeThere && (!isAway || (longAway && isShiftSafety(facts.template)))))) {
    const others = OTHERS[wanted[0] ?? 'sms'].filter((channel) => !wanted.includes(channel));
    const standIns = others.map((channel) => onChannel(facts, channel, away));
    const standIn = standIns.find((one) => one.state === 'send');
    if (standIns.some((one) => one.state === 'sent'))
      return { move: 'settle', status: 'sent', reason: 'stand-in' };
    if (standIn) return standIn.send;
    if (standIns.some((one) => one.state === 'away')) return { move: 'come-again' };
  }
  // An alarm that was heard on one channel is not repeated on another long after.
  if (isAway && !(sent && between(facts.at, now) > LATE_MS)) return { move: 'come-again' };
  if (sent) return { move: 'settle', status: 'sent', reason: null };
  if (mayBeThere) return { move: 'settle', status: 'unknown', reason: 'outcome-unknown' };
  return { move: 'settle', status: 'unreachable', reason: whyUnreachable(facts) };
}

/** What stands in for a channel, in this order: what cannot wait is heard sooner than it is read. */
const OTHERS: Record<Channel, Channel[]> = {
  sms: ['voice', 'email'],
  voice: ['sms', 'email'],
  email: ['sms', 'voice'],
};

type OnChannel =
  | { state: 'send'; send: Extract<Move, { move: 'send' }> }
  | { state: 'sent' | 'away' | 'exhausted' };

function onChannel(facts: Facts, channel: Channel, away: Away): OnChannel {
  const past = facts.deliveries.filter((delivery) => delivery.channel === channel);
  if (past.some(({ status }) => status === 'sent' || status === 'delivered')) return { state: 'sent' };
  // The carrier took it and it did not get there: what cannot wait is tried another way, first on their other number; the
  // rest was said as far as we can.
  if (past.some(({ status }) => status === 'undelivered') && !cannotWait(facts)) return { state: 'sent' };
  const lost = past.filter(({ status }) => status === 'unknown').length;
  const unknown = past.filter((delivery) => mayHaveArrived(facts, delivery)).length;
  // Two alarms beat none; of a reminder the second one would only confuse (rule 2).
  if (lost > REPEATS || unknown > (facts.urgency === 'escalation' ? REPEATS : 0))
    return { state: 'exhausted' };
  const inVain = new Set(
    past
      .filter(({ status }) => status === 'refused' || status === 'undelivered')
      .map(({ address }) => address),
  );
  const contact = usable(facts, channel).find(({ value }) => !inVain.has(value));
  if (!contact) return { state: 'exhausted' };
  if (away.has(channel)) return { state: 'away' };
  const attempt = 1 + Math.max(0, ...past.map((delivery) => delivery.attempt));
  return { state: 'send', send: { move: 'send', channel, contact, attempt, isRepeat: unknown > 0 } };
}

/**
 * Nobody can say whether it is there. A question about a peer's safety is not, where the carrier could be asked and does not
 * have it: it is put again, for a question too many does less harm than looking for somebody who was never asked.
 */
function mayHaveArrived(facts: Facts, { status, code }: DeliveryFact): boolean {
  return status === 'unknown' && !(code === NOT_LISTED && isShiftSafety(facts.template));
}

/** Somebody's safety hangs on it: it is tried every way there is. */
export function cannotWait({ urgency, template }: Pick<Facts, 'urgency' | 'template'>): boolean {
  return urgency === 'escalation' || isShiftSafety(template);
}

function preferred(facts: Facts): Channel {
  if (facts.deliveries[0]) return facts.deliveries[0].channel;
  const first = (['sms', 'email', 'voice'] as const).find((channel) => usable(facts, channel).length > 0);
  return first ?? 'sms';
}

/** No text without recorded consent, nothing to whoever said STOP or cannot be reached there (rule 3). */
function usable(facts: Facts, channel: Channel): ContactFact[] {
  if (channel === 'voice') return callable(facts);
  return facts.contactPoints.filter(
    (contact) =>
      contact.channel === channel &&
      !contact.stopped &&
      contact.unusableCode === null &&
      (channel === 'email' || contact.consented),
  );
}

/**
 * Numbers that may be called about this: landlines, then those that are texted. Only what can be said and cannot wait is
 * said in a call.
 *
 * Rule 3: STOP is about texts. Staff are called for an escalation whatever they said to texts; being called is what being
 * on call means. A peer who said STOP is still owed the questions of their shift, so these are asked in a call, which can
 * keep an alarm from being raised over nothing. Once an alarm is up no machine calls that peer any more: staff have been
 * told "call, don't text", and the line is to be free for them.
 */
function callable(facts: Facts): ContactFact[] {
  if (!isSpoken(facts.template) || !cannotWait(facts)) return [];
  const toStaff = facts.urgency === 'escalation';
  const numbers = facts.contactPoints.filter(
    ({ channel, unusableCode, consented, stopped }) =>
      channel !== 'email' &&
      canBeCalled(unusableCode) &&
      (toStaff || (consented && (!stopped || facts.template !== 'shift-late-nudge'))),
  );
  const isLandline = ({ channel }: ContactFact): boolean => channel === 'voice';
  return [...numbers.filter(isLandline), ...numbers.filter((contact) => !isLandline(contact))];
}

function whyUnreachable({ contactPoints, deliveries }: Facts): string {
  if (deliveries.some(({ status }) => status === 'refused')) return 'refused';
  if (deliveries.some(({ status }) => status === 'undelivered')) return 'undelivered';
  if (contactPoints.some(({ stopped }) => stopped)) return 'stopped';
  if (contactPoints.some(({ unusableCode }) => unusableCode !== null)) return 'unusable';
  return contactPoints.length > 0 ? 'no-consent' : 'no-contact';
}
