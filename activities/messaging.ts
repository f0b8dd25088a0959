import { setTimeout as pause } from 'node:timers/promises';
import { millis } from '../domain/duration';
import type { Instant, OccurrenceKey } from '../domain/ids';
import { instant } from '../domain/ids';
import { quietUntil } from '../domain/time';
import type { Database } from '../platform/database';
import type { Delivered, MessagingActivities, Told } from '../workflows/contract';
import { coalesce } from './coalesce';
import { carryOut, type CarriedOut, type Carrying, type Paperwork } from './messaging/carryOut';
import { takeAttempts } from './messaging/claim';
import { readFacts, type Facts } from './messaging/facts';
import { createGate } from './messaging/gate';
import type { MailSender, SmsSender, VoiceSender } from './messaging/handOver';
import { createHealth } from './messaging/health';
import { settleHandedOver, type HandedOver } from './messaging/settle';
import { createPace } from './messaging/pace';
import { readWorld } from './messaging/world';
import { createWriter, type Links } from './messaging/writer';
import { createPrograms } from './programs';

export interface MessagingCollaborators {
  prisma: Database;
  sms: SmsSender;
  voice: VoiceSender;
  mail: MailSender;
  links: Links;
  limits?: {
    /** Hand-overs at one time in this process; escalations go first. */
    concurrency?: number;
    /** Milliseconds that the carrier is asked about a message whose fate is unknown; 60,000 at most (rule 2). */
    askForMs?: number;
    /** Texts in a second, in this process; without bound when absent. Escalations go first. */
    perSecond?: number;
    /** So many hand-overs in a row that come to nothing let a channel rest. */
    restAfter?: number;
  };
  /** Milliseconds of business time since the activity was first scheduled: its input says when that was. */
  elapsed?: () => number;
}

/** A carrier takes nothing just now. Worth trying again for as long as the message is worth anything. */
export class CarrierAway extends Error {
  override readonly name = 'CarrierAway';
}

const MOST_KEYS = 100;
/** A carrier answers in tenths of a second: so many at a time keep up with any pace that a number may have. */
const HAND_OVERS_AT_ONCE = 48;
const LONGEST_ASK_MS = 60_000;
/** A carrier that has not answered by then is not waited for by whoever decided: `deliver` goes on with it. */
const TELL_PATIENCE_MS = 3_000;

/** Hands over what has just been stored, as far as that takes no longer than a few seconds. */
export type Tell = (input: {
  keys: readonly OccurrenceKey[];
  at: Instant;
  /** Three seconds when absent. */
  patienceMs?: number;
}) => Promise<Told>;

/**
 * Carries out stored intents (rule 2).
 *
 * A failure is always worth another try: `CarrierAway`, or the database's own errors; what a carrier refuses for good is
 * an outcome and no failure. What has been sent is not sent again by a repeat, and one intent's trouble does not hold up
 * the others of the call. Messages of failures hold codes only.
 */
export function createMessaging(collaborators: MessagingCollaborators): MessagingActivities & { tell: Tell } {
  const { prisma, sms, voice, mail, links, limits = {}, elapsed = () => 0 } = collaborators;
  const gate = createGate(limits.concurrency ?? HAND_OVERS_AT_ONCE);
  const pace = createPace(limits.perSecond ?? 1_000_000);
  const health = createHealth(prisma, limits.restAfter);
  const programs = createPrograms(prisma);
  const paperwork = createPaperwork(prisma);
  const worldOf = coalesce(async (asked: (readonly Facts[])[]) => {
    const world = await readWorld(prisma, programs, asked.flat());
    return asked.map(() => world);
  });
  const asking = {
    prisma,
    sms,
    voice,
    askForMs: Math.min(limits.askForMs ?? LONGEST_ASK_MS, LONGEST_ASK_MS),
    patienceMs: Math.max(sms.patienceMs, voice.patienceMs, mail.patienceMs),
  };
  return {
    async deliver({ keys, at }): Promise<Delivered> {
      if (keys.length > MOST_KEYS) throw new RangeError(`at most ${MOST_KEYS} intents at a time`);
      return await deliver(keys, at);
    },

    async tell({ keys, at, patienceMs = TELL_PATIENCE_MS }): Promise<Told> {
      if (keys.length > MOST_KEYS) throw new RangeError(`at most ${MOST_KEYS} intents at a time`);
      if (keys.length === 0) return { left: [], deferred: [] };
      const done = new Map<OccurrenceKey, CarriedOut>();
      // What goes wrong here, a database that is away included, is `left`; the decision itself stands already.
      const going = begin(keys, at).then((carried) =>
        Promise.allSettled(carried.map(async ({ key, end }) => done.set(key, await end))),
      );
      await Promise.race([going.catch(() => undefined), pause(patienceMs, undefined, { ref: false })]);
      const ended = keys.map((key) => ({ key, end: done.get(key) }));
      return {
        left: ended.flatMap(({ key, end }) => (end === undefined || end.away !== undefined ? [key] : [])),
        deferred: ended.flatMap(({ end }) => end?.deferred ?? []),
      };
    },
  };

  async function deliver(keys: readonly OccurrenceKey[], at: Instant): Promise<Delivered> {
    const carried = await begin(keys, at);
    const results = await Promise.allSettled(carried.map(({ end }) => end));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const done = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const away = done.find((result) => result.away !== undefined);
    if (away) throw new CarrierAway(`the carrier takes nothing (${away.away})`);
    return { deferred: done.flatMap(({ deferred }) => deferred ?? []) };
  }

  /** Sets about every intent of these; one that is settled already has ended. */
  async function begin(
    keys: readonly OccurrenceKey[],
    at: Instant,
  ): Promise<{ key: OccurrenceKey; end: Promise<CarriedOut> }[]> {
    const begun = Date.now();
    const base = Date.parse(at) + elapsed();
    const facts = await Promise.all(keys.map(paperwork.facts));
    const pending = facts.filter((one) => one !== undefined).filter(({ status }) => status === 'pending');
    const carrying: Carrying = {
      prisma,
      paperwork,
      sms,
      voice,
      mail,
      asking,
      gate,
      pace,
      health,
      now: () => instant(base + Date.now() - begun),
      quietUntil: (facts, now) => quietFor(facts, now),
      async standInAfterMs({ programId }) {
        const { standInAfter } = (await programs.of(programId)).escalation;
        return standInAfter === undefined ? undefined : millis(standInAfter);
      },
      write: createWriter({ worldOf, links, all: pending }),
    };
    return keys.map((key) => {
      const waiting = pending.find((one) => one.key === key);
      const end = waiting
        ? carryOut(carrying, key, waiting.urgency === 'escalation')
        : Promise.resolve<CarriedOut>({});
      // Whoever awaits it sees the failure; nobody has to.
      end.catch(() => undefined);
      return { key, end };
    });
  }

  async function quietFor(facts: Facts, now: Instant): Promise<Instant | null> {
    if (facts.urgency !== 'reminder') return null;
    const program = await programs.of(facts.programId);
    return quietUntil(now, program.quietHours, program.zoneOf(facts.siteId));
  }
}

function createPaperwork(prisma: Database): Paperwork {
  return {
    facts: coalesce<string, Facts | undefined>(async (keys) => {
      const known = new Map((await readFacts(prisma, keys)).map((facts) => [facts.key, facts]));
      return keys.map((key) => known.get(key));
    }),
    take: coalesce((claims) => takeAttempts(prisma, claims)),
    handedOver: coalesce<HandedOver, void>(async (all) => {
      await settleHandedOver(prisma, all);
      return all.map(() => undefined);
    }),
  };
}
