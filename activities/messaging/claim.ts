import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { hashToken } from '../../platform/token';
import { Prisma } from '../../prisma/generated/client';
import type { DeliveryFact, Facts } from './facts';
import type { Move } from './nextMove';

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
 * Takes the attempt: committed before the carrier is called, so that a crash in between leaves a trace. Of two workers
 * who try, one gets it; the other gets `undefined` and finds out what the first one did.
 */
export async function claim(prisma: Database, claim: Claim): Promise<DeliveryFact | undefined> {
  const { facts, send, token, subject, body, links, at } = claim;
  const delivery: DeliveryFact = {
    id: randomUUID(),
    channel: send.channel,
    address: send.contact.value,
    attempt: send.attempt,
    status: 'handing-over',
    token,
    body,
    startedAt: new Date().toISOString(),
  };
  const stored = links.map((link) => ({ ...link, token: undefined, tokenHash: hashToken(link.token) }));
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    WITH taken AS (
      INSERT INTO "Delivery" ("id", "intentKey", "channel", "address", "attempt", "status", "token", "subject", "body",
                              "isRepeat", "at", "startedAt")
      VALUES (${delivery.id}, ${facts.key}, ${delivery.channel}, ${delivery.address}, ${delivery.attempt},
              'handing-over', ${token}, ${subject}, ${body}, ${send.isRepeat}, ${at}::timestamptz,
              ${delivery.startedAt}::timestamptz)
      ON CONFLICT ("intentKey", "channel", "attempt") DO NOTHING
      RETURNING "id")
    ${
      links.length === 0
        ? Prisma.empty
        : Prisma.sql`
    , links AS (
      INSERT INTO "PersonalLink" ("tokenHash", "personId", "waitKey", "createdAt", "expiresAt")
      SELECT "tokenHash", "personId", "waitKey", ${at}::timestamptz, "expiresAt"
      FROM jsonb_to_recordset(${JSON.stringify(stored)}::jsonb) AS row(
        "tokenHash" text, "personId" text, "waitKey" text, "expiresAt" timestamptz)
      WHERE EXISTS (SELECT 1 FROM taken))`
    }
    SELECT "id" FROM taken`;
  return rows.length > 0 ? delivery : undefined;
}
