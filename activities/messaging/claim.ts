import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { hashToken } from '../../platform/token';
import { Prisma } from '../../prisma/generated/client';
import type { DeliveryFact, Facts } from './facts';
import type { Move } from './nextMove';
import { rowset } from '../records/rows';

export interface LinkRow {
  /** Never stored; only its hash is. */
  token: string;
  personId: string;
  /** What it was sent about; nothing where it opens one's own page. */
  waitKey: string | null;
  expiresAt: Instant;
}

/** Lower-case, because mail servers may change the case of an address. */
export function newDeliveryToken(): string {
  return randomBytes(16).toString('hex');
}

export interface Claim {
  facts: Facts;
  send: Extract<Move, { move: 'send' }>;
  token: string;
  subject: string | null;
  body: string;
  links: readonly LinkRow[];
  at: Instant;
}

/**
 * Takes the attempts: committed before the carrier is called, so that a crash in between leaves a trace. Of two workers
 * who try, one gets an attempt; the other gets `undefined` for it and finds out what the first one did.
 */
export async function takeAttempts(
  prisma: Database,
  claims: readonly Claim[],
): Promise<(DeliveryFact | undefined)[]> {
  const deliveries = claims.map(attemptOf);
  const rows = claims.map(({ facts, send, subject, at }, index) => ({
    ...deliveries[index],
    intentKey: facts.key,
    subject,
    isRepeat: send.isRepeat,
    at,
  }));
  const links = claims.flatMap(({ links: all, at }, index) =>
    all.map((link) => ({
      ...link,
      token: undefined,
      tokenHash: hashToken(link.token),
      delivery: deliveries[index]?.id,
      at,
    })),
  );
  const taken = await prisma.$queryRaw<{ id: string }[]>`
    WITH taken AS (
      INSERT INTO "Delivery" ("id", "intentKey", "channel", "address", "attempt", "status", "token", "subject", "body",
                              "isRepeat", "at", "startedAt")
      SELECT "id", "intentKey", "channel", "address", "attempt", 'handing-over', "token", "subject", "body",
             "isRepeat", "at", "startedAt"
      FROM jsonb_to_recordset(${rowset(rows)}) AS row(
        "id" text, "intentKey" text, "channel" text, "address" text, "attempt" int, "token" text, "subject" text,
        "body" text, "isRepeat" boolean, "at" timestamptz, "startedAt" timestamptz)
      ORDER BY "intentKey", "channel", "attempt"
      ON CONFLICT ("intentKey", "channel", "attempt") DO NOTHING
      RETURNING "id")
    ${
      links.length === 0
        ? Prisma.empty
        : Prisma.sql`
    , links AS (
      INSERT INTO "PersonalLink" ("tokenHash", "personId", "waitKey", "createdAt", "expiresAt")
      SELECT "tokenHash", "personId", "waitKey", "at", "expiresAt"
      FROM jsonb_to_recordset(${rowset(links)}) AS row(
        "tokenHash" text, "personId" text, "waitKey" text, "delivery" text, "at" timestamptz,
        "expiresAt" timestamptz)
      WHERE "delivery" IN (SELECT "id" FROM taken))`
    }
    SELECT "id" FROM taken`;
  const ids = new Set(taken.map(({ id }) => id));
  return deliveries.map((delivery) => (ids.has(delivery.id) ? delivery : undefined));
}

function attemptOf({ send, token, body }: Claim): DeliveryFact {
  return {
    id: randomUUID(),
    channel: send.channel,
    address: send.contact.value,
    attempt: send.attempt,
    status: 'handing-over',
    token,
    body,
    code: null,
    startedAt: new Date().toISOString(),
  };
}
