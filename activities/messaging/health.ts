import { plus } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import type { Channel } from '../../domain/policy';
import type { Database } from '../../platform/database';
import type { HandOver } from './handOver';

export interface Health {
  /**
   * Hands over, unless the channel is resting: then it is `away` at once, so that a queue is not held up by timeouts.
   * @param now business time
   */
  through(channel: Channel, now: () => Instant, send: () => Promise<HandOver>): Promise<HandOver>;
  /** Whether a hand-over would be `away` at once; then nothing needs to be written or stored for it. */
  rests(channel: Channel, now: Instant): boolean;
  /** Since when the channel has taken nothing; undefined while it takes what it is given. */
  awaySince(channel: Channel): Instant | undefined;
}

/** One channel as this process has seen it. */
interface Seen {
  failures: number;
  awaySince?: Instant | undefined;
  /** Nothing is tried before; then one message tries, and the others wait for what becomes of it. */
  restsUntil?: Instant | undefined;
  trying: boolean;
  /** When this process last saw to it that PostgreSQL does not say "down" of a channel that works; machine time. */
  checkedAt: number;
}

/** What stands where a carrier's code would, when none was asked. */
export const RESTING = 'resting';

/** So many hand-overs in a row that came to nothing, and the channel rests. */
const REST_AFTER = 5;
const REST_MS = 10_000;
/** Another worker may have written "down" and died. */
const CHECK_EVERY_MS = 60_000;

/**
 * A breaker a channel. It opens after some failures in a row, lets one try after a rest, and closes with the first
 * success. A change is told to staff once, by whichever worker sees it first; that it cannot be told holds nothing up.
 */
export function createHealth(prisma: Database, restAfter = REST_AFTER): Health {
  const channels = new Map<Channel, Seen>();
  const seenOf = (channel: Channel): Seen => {
    const seen = channels.get(channel) ?? { failures: 0, trying: false, checkedAt: 0 };
    channels.set(channel, seen);
    return seen;
  };

  const isResting = ({ restsUntil, trying }: Seen, now: Instant): boolean =>
    restsUntil !== undefined && (trying || now < restsUntil);

  return {
    awaySince: (channel) => channels.get(channel)?.awaySince,
    rests: (channel, now) => isResting(seenOf(channel), now),

    async through(channel, now, send) {
      const seen = seenOf(channel);
      if (isResting(seen, now())) return { outcome: 'away', code: RESTING };
      if (seen.restsUntil !== undefined) seen.trying = true;
      try {
        const handed = await send();
        if (handed.outcome === 'accepted' || handed.outcome === 'refused') await works(channel, seen, now());
        else await failed(channel, seen, handed, now());
        return handed;
      } finally {
        seen.trying = false;
      }
    },
  };

  async function works(channel: Channel, seen: Seen, at: Instant): Promise<void> {
    const wasAway = seen.awaySince !== undefined || seen.restsUntil !== undefined;
    Object.assign(seen, { failures: 0, awaySince: undefined, restsUntil: undefined });
    if (!wasAway && Date.now() - seen.checkedAt < CHECK_EVERY_MS) return;
    seen.checkedAt = Date.now();
    await quietly(() => restored(prisma, channel, at));
  }

  async function failed(
    channel: Channel,
    seen: Seen,
    handed: Extract<HandOver, { outcome: 'away' | 'unknown' }>,
    at: Instant,
  ): Promise<void> {
    seen.failures += 1;
    // An unknown outcome may have been taken; it counts, but says nothing about since when.
    if (handed.outcome === 'away') seen.awaySince ??= at;
    const askedFor = handed.outcome === 'away' ? handed.retryAfterMs : undefined;
    if (seen.failures < restAfter && askedFor === undefined) return;
    seen.awaySince ??= at;
    seen.restsUntil = plus(at, Math.max(askedFor ?? 0, askedFor === undefined ? REST_MS : 0));
    const since = seen.awaySince;
    // Too many at once is no failure of the carrier's: nobody needs to be told.
    if (seen.failures >= restAfter) await quietly(() => down(prisma, channel, since, handed.code, at));
  }
}

async function quietly(work: () => Promise<unknown>): Promise<void> {
  // What a channel's health says is told again with the next change; the message at hand is worth more.
  await work().catch(() => undefined);
}

/** Of several workers who see it, one changes the row and tells: an event for each program, whose staff read it. */
async function down(
  prisma: Database,
  channel: Channel,
  since: Instant,
  code: string,
  at: Instant,
): Promise<unknown> {
  return await prisma.$executeRaw`
    WITH changed AS (
      INSERT INTO "ChannelHealth" ("channel", "awaySince", "downSince", "code", "changedAt")
      VALUES (${channel}, ${since}::timestamptz, ${at}::timestamptz, ${code}, ${at}::timestamptz)
      ON CONFLICT ("channel") DO UPDATE SET "awaySince" = EXCLUDED."awaySince", "downSince" = EXCLUDED."downSince",
        "code" = EXCLUDED."code", "changedAt" = EXCLUDED."changedAt"
      WHERE "ChannelHealth"."downSince" IS NULL
      RETURNING "channel")
    INSERT INTO "Event" ("key", "kind", "programId", "actor", "data", "at")
    SELECT ${`channel-${channel}/down/${at}/`} || p."id", 'channel-down', p."id", 'system',
           ${JSON.stringify({ channel, code, since })}::jsonb, ${at}::timestamptz
    FROM "Program" p, changed
    ON CONFLICT ("key") DO NOTHING`;
}

async function restored(prisma: Database, channel: Channel, at: Instant): Promise<unknown> {
  return await prisma.$executeRaw`
    WITH before AS (
      SELECT "channel", "downSince" FROM "ChannelHealth"
      WHERE "channel" = ${channel} AND "downSince" IS NOT NULL FOR UPDATE),
    changed AS (
      UPDATE "ChannelHealth" h SET "awaySince" = NULL, "downSince" = NULL, "code" = NULL, "changedAt" = ${at}::timestamptz
      FROM before WHERE h."channel" = before."channel"
      RETURNING before."downSince")
    INSERT INTO "Event" ("key", "kind", "programId", "actor", "data", "at")
    SELECT ${`channel-${channel}/restored/${at}/`} || p."id", 'channel-restored', p."id", 'system',
           jsonb_build_object('channel', ${channel}::text, 'since', changed."downSince"), ${at}::timestamptz
    FROM "Program" p, changed
    ON CONFLICT ("key") DO NOTHING`;
}
