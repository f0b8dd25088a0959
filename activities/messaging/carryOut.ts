import type { Instant, OccurrenceKey } from '../../domain/ids';
import { between } from '../../domain/duration';
import { isShiftSafety, type Language } from '../../domain/messages';
import type { Channel } from '../../domain/policy';
import type { Database } from '../../platform/database';
import { appendEvents } from '../records/rows';
import type { Step } from '../records/statement';
import { newDeliveryToken, type Claim, type LinkRow } from './claim';
import { NOT_LISTED, type DeliveryFact, type Facts } from './facts';
import { findOut, type Asking } from './findOut';
import type { Gate } from './gate';
import type { HandOver, MailSender, SmsSender, VoiceSender } from './handOver';
import { RESTING, type Health } from './health';
import { heldInside, INSIDE, whereItMayGo } from './inside';
import { nextMove, type Move } from './nextMove';
import type { Pace } from './pace';
import {
  deliveryRefused,
  deliveryUnknown,
  deliveryWithdrawn,
  intentEndEvents,
  intentSettled,
  settle,
  type HandedOver,
  type IntentEnd,
} from './settle';
import { unwanted } from './wanted';

export interface Written {
  /** Mail only. */
  subject: string | null;
  body: string;
  language: Language;
  links: readonly LinkRow[];
}

/** The three things that every hand-over does with the database; each goes together with those of other messages. */
export interface Paperwork {
  /** As they are now; nothing for a key that is not known. */
  facts: (key: string) => Promise<Facts | undefined>;
  /** Nothing where somebody else has taken the attempt. */
  take: (claim: Claim) => Promise<DeliveryFact | undefined>;
  handedOver: (done: HandedOver) => Promise<void>;
}

export interface Carrying {
  prisma: Database;
  paperwork: Paperwork;
  sms: SmsSender;
  voice: VoiceSender;
  mail: MailSender;
  asking: Asking;
  gate: Gate;
  /** Of texts: a rented number takes so many a second. */
  pace: Pace;
  health: Health;
  /** Business time, moving on while this goes on. */
  now: () => Instant;
  /** When a reminder may go out, if not now. */
  quietUntil: (facts: Facts, now: Instant) => Promise<Instant | null>;
  /** Milliseconds after which another channel stands in for one that is away. */
  standInAfterMs: (facts: Facts) => Promise<number | undefined>;
  /** Nothing for what can never be put into words. */
  write: (facts: Facts, send: Extract<Move, { move: 'send' }>) => Promise<Written | undefined>;
}

/** How one intent came out: settled, to come again after quiet hours, or to be tried again because a carrier is away. */
export type CarriedOut = { deferred?: { key: OccurrenceKey; until: Instant }; away?: string };

/**
 * Carries out one intent, step by step from what is stored, so that whoever comes after a crash goes on where the last
 * one stopped. Nothing is sent on what was true a moment ago: the facts are read again before every step.
 */
export async function carryOut(carrying: Carrying, key: string, urgent: boolean): Promise<CarriedOut> {
  const tries: Tries = { away: new Map(), ours: new Set(), paced: false };
  for (;;) {
    const done = await carrying.gate.through(urgent, () => step(carrying, key, tries));
    if ('finished' in done) return done.finished;
    if ('ask' in done) await ask(carrying, done.ask.facts, done.ask.delivery, tries.ours);
  }
}

/** What this go at an intent has come to know. */
interface Tries {
  /** Channels that took nothing, with the carrier's code. */
  away: Map<Channel, { code: string; since: Instant }>;
  /** Deliveries that this process handed over itself. */
  ours: Set<string>;
  /** Its turn among the texts of this second has come. */
  paced: boolean;
}

type StepDone = { finished: CarriedOut } | { ask: { facts: Facts; delivery: DeliveryFact } } | { more: true };

async function step(carrying: Carrying, key: string, tries: Tries): Promise<StepDone> {
  const { prisma, now } = carrying;
  const stored = await carrying.paperwork.facts(key);
  if (!stored || stored.status !== 'pending') return { finished: {} };
  const facts = whereItMayGo(stored, now());
  const away = new Map([...tries.away].map(([channel, { since }]) => [channel, since]));
  const standInAfterMs = away.size > 0 ? await carrying.standInAfterMs(facts) : undefined;
  const move = nextMove(facts, now(), { away, ...(standInAfterMs === undefined ? {} : { standInAfterMs }) });
  if (move.move === 'find-out') return { ask: { facts, delivery: move.delivery } };
  if (move.move === 'settle' && move.status !== 'unreachable')
    return await finish(prisma, facts, move.status, move.reason, now());

  const needless = unwanted(facts, now());
  if (needless) {
    const heard = facts.deliveries.some(({ status }) => status !== 'refused' && status !== 'unknown');
    return heard
      ? await finish(prisma, facts, 'sent', null, now())
      : await finish(prisma, facts, needless.status, needless.reason, now());
  }
  const held = heldInside(facts, now());
  if (held === 'for-good') return await finish(prisma, facts, 'suppressed', INSIDE, now());
  if (held) return await defer(prisma, facts, held, INSIDE, now());
  if (move.move === 'settle') return await finish(prisma, facts, move.status, move.reason, now());
  if (move.move === 'come-again')
    return { finished: { away: [...tries.away.values()].map(({ code }) => code).join(',') } };
  const until = await carrying.quietUntil(facts, now());
  if (until) return await defer(prisma, facts, until, 'quiet-hours', now());
  if (move.channel === 'sms' && !tries.paced) {
    tries.paced = true;
    // Whoever had to wait for its turn looks again at what is still wanted.
    if (await carrying.pace.take(facts.urgency === 'escalation')) return { more: true };
  }
  return await handOver(carrying, facts, move, tries);
}

async function handOver(
  carrying: Carrying,
  facts: Facts,
  send: Extract<Move, { move: 'send' }>,
  tries: Tries,
): Promise<StepDone> {
  const { prisma, now, health } = carrying;
  if (health.rests(send.channel, now())) {
    tries.away.set(send.channel, { code: RESTING, since: health.awaySince(send.channel) ?? now() });
    return { more: true };
  }
  const written = await carrying.write(facts, send);
  if (!written) return await finish(prisma, facts, 'unreachable', 'cannot-be-written', now());
  const delivery = await carrying.paperwork.take({
    ...written,
    facts,
    send,
    token: newDeliveryToken(),
    at: now(),
  });
  if (!delivery) return { more: true };
  const { channel } = delivery;
  const handed = await health.through(channel, now, () => hand(carrying, facts, delivery, written));
  tries.ours.add(delivery.id);
  if (channel === 'sms') tries.paced = false;
  switch (handed.outcome) {
    case 'accepted':
      return await sent(carrying, facts, delivery, handed.carrierId);
    case 'refused':
      await settle(prisma, delivery, ...deliveryRefused(facts, delivery, send.contact, handed, now()));
      return { more: true };
    case 'away':
      await settle(prisma, delivery, ...deliveryWithdrawn(delivery));
      tries.away.set(channel, { code: handed.code, since: health.awaySince(channel) ?? now() });
      return { more: true };
    case 'unknown':
      return { ask: { facts, delivery } };
  }
}

async function hand(
  { sms, voice, mail, now }: Carrying,
  facts: Facts,
  { channel, address, body, token }: DeliveryFact,
  { subject, language }: Pick<Written, 'subject' | 'language'>,
): Promise<HandOver> {
  if (channel === 'voice') return await voice.call({ to: address, words: body, language, token });
  if (channel === 'email')
    return await mail.send({
      to: address,
      subject: subject ?? '',
      body,
      token,
      messageId: mail.messageIdOf(`${facts.key}/${channel}`),
    });
  const expires = facts.urgency !== 'escalation' && facts.expiresAt;
  return await sms.send({
    to: address,
    body,
    token,
    ...(expires ? { validSeconds: between(now(), expires) / 1000 } : {}),
  });
}

/** A carrier knows within seconds what it has taken; somebody may lie on a floor meanwhile, and two alarms beat none. */
const ALARM_ASK_MS = 8_000;

function howLong(asking: Asking, { urgency, template }: Facts): Asking {
  if (urgency !== 'escalation')
    // A peer who is never asked is looked for in the end: what the carrier does not have is asked anew, and not late.
    return isShiftSafety(template) ? { ...asking, believedAfterMs: ALARM_ASK_MS } : asking;
  return {
    ...asking,
    askForMs: Math.min(asking.askForMs, ALARM_ASK_MS),
    patienceMs: Math.min(asking.patienceMs, ALARM_ASK_MS),
  };
}

async function ask(
  carrying: Carrying,
  facts: Facts,
  delivery: DeliveryFact,
  ours: ReadonlySet<string>,
): Promise<void> {
  const { prisma, now } = carrying;
  const answer = await findOut(howLong(carrying.asking, facts), delivery, ours.has(delivery.id));
  if (answer.found === 'sent') await sent(carrying, facts, delivery, answer.carrierId);
  if (answer.found === 'nothing')
    await settle(prisma, delivery, ...deliveryUnknown(delivery, answer.notListed ? NOT_LISTED : null, now()));
}

/** Records a hand-over, and with it the intent's outcome where that was the last thing to do. */
async function sent(
  { paperwork, now }: Carrying,
  facts: Facts,
  delivery: DeliveryFact,
  carrierId: string,
): Promise<StepDone> {
  const at = now();
  const others = facts.deliveries.filter(({ id }) => id !== delivery.id);
  const after = { ...facts, deliveries: [...others, { ...delivery, status: 'sent' as const }] };
  const next = nextMove(after, at);
  const ends = next.move === 'settle' && next.status === 'sent';
  await paperwork.handedOver({ facts, attempt: delivery, carrierId, at, ends });
  return ends ? { finished: {} } : { more: true };
}

async function finish(
  prisma: Database,
  facts: Facts,
  status: IntentEnd,
  reason: string | null,
  at: Instant,
): Promise<StepDone> {
  const steps: Step[] = intentSettled(facts, status, reason, at);
  const events = intentEndEvents(facts, status, reason, at);
  if (events.length > 0) steps.push(appendEvents(events));
  await settle(prisma, null, ...steps);
  return { finished: {} };
}

/** A reminder that would be stale by then is not kept for it. */
async function defer(
  prisma: Database,
  facts: Facts,
  until: Instant,
  why: 'quiet-hours' | typeof INSIDE,
  now: Instant,
): Promise<StepDone> {
  if (facts.expiresAt && facts.expiresAt <= until) return await finish(prisma, facts, 'expired', why, now);
  await prisma.messageIntent.updateMany({
    where: { key: facts.key, status: 'pending' },
    data: { notBefore: until },
  });
  return { finished: { deferred: { key: facts.key as OccurrenceKey, until } } };
}
