import type { Instant } from '../../domain/ids';
import { instant } from '../../domain/ids';
import type { Channel } from '../../domain/policy';
import type { Transaction } from '../../platform/database';
import type { Urgency } from '../../workflows/contract';

/** Everything that decides whether, where and how often an intent is carried out, as it is at this moment. */
export interface Facts {
  key: string;
  personId: string;
  template: string;
  refs: Record<string, string | number | boolean>;
  urgency: Urgency;
  channels: Channel[];
  programId: string;
  siteId: string | null;
  journeyId: string | null;
  shiftId: string | null;
  escalationId: string | null;
  /** `pending` until it is settled. */
  status: string;
  /** The carrier took it before and did not bring it: it goes another way now. */
  reopened: boolean;
  at: Instant;
  expiresAt: Instant | null;
  /** The wait it is about has been closed. */
  waitClosed: boolean;
  escalation: { status: string; acknowledgedAt: Instant | null; resolvedAt: Instant | null } | null;
  /** It is about a pair that one of the two has flagged. */
  keptApart?: boolean;
  /** The reader, or somebody it is about, has died. */
  deceased: boolean;
  /** The reader is in custody or the like: since when, and when they are thought to be out, where that is known. */
  inside: { since: Instant; until: Instant | null } | null;
  /** The number or address that wrote what this answers; nothing where it answers no reply, or one from a page. */
  wroteFrom: string | null;
  contactPoints: ContactFact[];
  deliveries: DeliveryFact[];
}

export interface ContactFact {
  id: string;
  channel: Channel;
  value: string;
  consented: boolean;
  stopped: boolean;
  /** Why it is not used any more: a carrier's code, or that another one took its place. */
  unusableCode: string | null;
}

export interface DeliveryFact {
  id: string;
  channel: Channel;
  address: string;
  attempt: number;
  status: 'handing-over' | 'sent' | 'delivered' | 'undelivered' | 'refused' | 'unknown';
  token: string;
  body: string;
  /** The carrier's word, or ours on what could not be found out. */
  code: string | null;
  /** By the machine's clock. */
  startedAt: string;
}

/** Code of a delivery of unknown fate that the carrier, asked in time, did not have. */
export const NOT_LISTED = 'not-listed';

/** Why an intent that cannot wait is pending again: see `applyReceipt`. */
export const REOPENED = 'undelivered';

type Row = Omit<Facts, 'at' | 'expiresAt' | 'escalation'> & {
  at: Date;
  expiresAt: Date | null;
  escalationStatus: string | null;
  acknowledgedAt: Date | null;
  resolvedAt: Date | null;
};

/** Facts of intents, in one statement however many they are. Unknown keys are left out. */
export async function readFacts(tx: Transaction, keys: readonly string[]): Promise<Facts[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT i."key", i."personId", i."template", i."refs", i."urgency", i."channels", i."programId", i."siteId",
      i."journeyId", i."shiftId", i."escalationId", i."status",
      i."statusReason" IS NOT DISTINCT FROM ${REOPENED} AS "reopened", i."at", i."expiresAt",
      w."closedAt" IS NOT NULL AS "waitClosed",
      e."status" AS "escalationStatus", e."acknowledgedAt", e."resolvedAt",
      EXISTS (SELECT 1 FROM "Person" p WHERE p."deceasedAt" IS NOT NULL
              AND p."id" IN (i."personId", i."refs" ->> 'peer', i."refs" ->> 'other')) AS "deceased",
      EXISTS (SELECT 1 FROM "MatchFlag" f
              JOIN "Participant" e ON e."id" = f."menteeId" JOIN "Participant" o ON o."id" = f."mentorId"
              LEFT JOIN "Mentorship" m ON m."id" = i."refs" ->> 'mentorship'
              WHERE (m."menteeId" = f."menteeId" AND m."mentorId" = f."mentorId")
                OR (i."template" NOT LIKE 'request-%'
                    AND (i."personId", i."refs" ->> 'other')
                        IN ((e."personId", o."personId"), (o."personId", e."personId")))) AS "keptApart",
      (SELECT jsonb_build_object('since', to_char(min(t."insideSince") AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                 'until', CASE WHEN bool_and(t."dateAt" IS NOT NULL) THEN
                                   to_char(max(t."dateAt") AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END)
       FROM "Transition" t
       WHERE t."personId" = i."personId" AND t."status" <> 'closed' AND t."insideSince" IS NOT NULL AND t."outAt" IS NULL
       HAVING count(*) > 0) AS "inside",
      wrote."from" AS "wroteFrom",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('id', c."id", 'channel', c."channel", 'value', c."value",
                  'consented', c."consentAt" IS NOT NULL, 'stopped', c."stoppedAt" IS NOT NULL,
                  'unusableCode', c."unusableCode")
                  -- What answers a reply goes to where it was written from, of several numbers.
                  ORDER BY c."value" IS NOT DISTINCT FROM wrote."from" DESC, c."position", c."id")
                FROM "ContactPoint" c WHERE c."personId" = i."personId"), '[]') AS "contactPoints",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('id', d."id", 'channel', d."channel", 'address', d."address",
                  'attempt', d."attempt", 'status', d."status", 'token', d."token", 'body', d."body",
                  'code', d."code", 'startedAt', d."startedAt") ORDER BY d."channel", d."attempt")
                FROM "Delivery" d WHERE d."intentKey" = i."key"), '[]') AS "deliveries"
    FROM "MessageIntent" i
    LEFT JOIN "Wait" w ON w."key" = i."waitKey"
    LEFT JOIN "Escalation" e ON e."id" = i."escalationId"
    LEFT JOIN LATERAL (
      -- A mail that answers one of ours is about the address that ours went to, whatever it was written from.
      SELECT CASE WHEN b."channel" = 'email' THEN COALESCE(m."address", lower(b."from")) ELSE b."from" END AS "from"
      FROM "Inbound" b LEFT JOIN "Delivery" m ON m."token" = b."token"
      WHERE b."to" <> 'link' AND b."to" NOT LIKE 'link/%'
        AND b."id" = COALESCE(i."refs" ->> 'inbound', CASE WHEN i."key" LIKE 'inbound-%'
                                                        THEN split_part(substring(i."key" from 9), '/', 1) END)
    ) AS wrote ON TRUE
    WHERE i."key" = ANY(${[...keys]})`;
  return rows.map(({ escalationStatus, acknowledgedAt, resolvedAt, ...row }) => ({
    ...row,
    at: instant(row.at),
    expiresAt: row.expiresAt && instant(row.expiresAt),
    escalation:
      escalationStatus === null
        ? null
        : {
            status: escalationStatus,
            acknowledgedAt: acknowledgedAt && instant(acknowledgedAt),
            resolvedAt: resolvedAt && instant(resolvedAt),
          },
  }));
}
