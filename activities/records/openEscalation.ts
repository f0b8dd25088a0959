import type { Instant } from '../../domain/ids';
import { CODES, codeOf } from '../../domain/replies/code';
import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import type {
  ChainLevel,
  EscalationInput,
  EscalationOutcome,
  RecordsActivities,
} from '../../workflows/contract';
import { chainFor, type OnCallQuestion } from './onCall';
import { rowset } from './rows';

/** Everybody who opens an escalation takes it, so that two at once do not get the same code. */
const CODE_LOCK = 7_140_233;

type Opened = Awaited<ReturnType<RecordsActivities['openEscalation']>>;

/** In a practice whoever started it is on the chain like everybody else. */
export function whoIsPaged(input: EscalationInput & { at: Instant }): OnCallQuestion {
  const { programId, siteId, at, exclude, subjectPersonId, kind, policy } = input;
  return {
    programId,
    siteId: siteId ?? null,
    at,
    exclude,
    levels: policy.levels,
    ...(kind === 'drill' ? {} : { subjectPersonId }),
  };
}

/** Stores an escalation with the chain as the rota has it now. A repeat gives the same chain. */
export async function openEscalation(
  prisma: Database,
  input: EscalationInput & { at: Instant },
): Promise<Opened> {
  const known = await stored(prisma, input);
  if (known) return known;
  const chain = await chainFor(prisma, whoIsPaged(input));
  await storeEscalations(prisma, [{ ...input, chain }]);
  return (await stored(prisma, input)) ?? { chain };
}

/** Stores escalations of one program, each under a code that no other open one of it has. */
export async function storeEscalations(
  prisma: Database,
  all: readonly (EscalationInput & { at: Instant; chain: ChainLevel[] })[],
): Promise<void> {
  const [first] = all;
  if (!first) return;
  const rows = all.map(({ escalationId, kind, siteId, subjectPersonId, shiftId, journeyId, chain, at }) => ({
    id: escalationId,
    kind,
    siteId,
    subjectPersonId,
    shiftId,
    journeyId,
    chain,
    at,
  }));
  const open = await prisma.escalation.count({
    where: { programId: first.programId, status: { not: 'resolved' } },
  });
  // Two statements of one transaction: the second one sees what whoever held the lock before has stored.
  await prisma.$transaction([
    prisma.$executeRaw`SELECT pg_advisory_xact_lock(${CODE_LOCK})`,
    prisma.$executeRaw`
      INSERT INTO "Escalation" ("id", "kind", "programId", "siteId", "subjectPersonId", "shiftId", "journeyId", "status",
                                "level", "chain", "code", "raisedAt")
      SELECT row."id", row."kind", ${first.programId}, row."siteId", row."subjectPersonId", row."shiftId",
             row."journeyId", 'open', -1, row."chain", COALESCE(free."code", ${codeOf(random(CODES.long), 'long')}), row."at"
      FROM (SELECT *, row_number() OVER (ORDER BY "id") AS "number"
            FROM jsonb_to_recordset(${rowset(rows)}) AS given(
              "id" text, "kind" text, "siteId" text, "subjectPersonId" text, "shiftId" text, "journeyId" text,
              "chain" jsonb, "at" timestamptz)) AS row
      LEFT JOIN (${freeCodes(first.programId, all.length, open)}) AS free ON free."number" = row."number"
      ON CONFLICT ("id") DO NOTHING`,
  ]);
}

/**
 * The chain as the rota has it at `at`, kept with the escalation in place of the one before: whoever has come on call
 * since it was raised is paged from now on. And whether the check-in is answered by now: the answer is a row first, and
 * whoever wrote it may have found nobody to tell of it.
 */
export async function chainNow(
  prisma: Database,
  input: EscalationInput & { at: Instant },
): Promise<Awaited<ReturnType<RecordsActivities['chainNow']>>> {
  const chain = await chainFor(prisma, whoIsPaged(input));
  const isHeard = await isAnswered(prisma, input);
  await prisma.escalation.updateMany({
    where: { id: input.escalationId, status: { not: 'resolved' } },
    data: { chain: chain as unknown as Prisma.InputJsonArray },
  });
  return { chain, ...(isHeard ? { peerAnswered: true } : {}) };
}

/**
 * `peerAnswered`: the check-in it is about was answered before the escalation stood here to be told of it. The answer
 * and the alarm can cross; then nobody else would tell the workflow.
 */
async function stored(prisma: Database, input: EscalationInput): Promise<Opened | undefined> {
  const row = await prisma.escalation.findUnique({
    where: { id: input.escalationId },
    select: { chain: true, status: true, outcome: true, level: true },
  });
  if (!row) return undefined;
  const isHeard = await isAnswered(prisma, input);
  return {
    chain: row.chain as unknown as ChainLevel[],
    ...(row.level >= 0 ? { begun: true } : {}),
    ...(isHeard ? { peerAnswered: true } : {}),
    ...(row.status === 'resolved' ? { resolved: (row.outcome ?? 'false-alarm') as EscalationOutcome } : {}),
  };
}

/**
 * Only a miss is answered by an `ok`: a duress phrase clears the check-in and alarms in the same breath, and must page
 * everybody all the same.
 */
async function isAnswered(prisma: Database, { kind, waitKey }: EscalationInput): Promise<boolean> {
  if (!kind.startsWith('missed-') || !waitKey) return false;
  const wait = await prisma.wait.findUnique({ where: { key: waitKey } });
  return wait?.outcome === 'ok' && !(await underDuress(prisma, wait));
}

/** Whether the very reply that answered it held the duress phrase: it clears the check-in, and says nothing good. */
async function underDuress(
  prisma: Database,
  { personId, closedAt }: { personId: string | null; closedAt: Date | null },
): Promise<boolean> {
  const raised = {
    plan: { acts: [{ act: 'raise', escalation: { kind: 'duress', subjectPersonId: personId } }] },
  };
  const found = await prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM "Inbound"
    WHERE "status" IN ('stored', 'started', 'done') AND "receivedAt" = ${closedAt}::timestamptz
      AND "understood" @> ${JSON.stringify(raised)}::jsonb LIMIT 1`;
  return found.length > 0;
}

/**
 * Codes that no open escalation of the program has, numbered from 1, the short ones first. There are a thousand of those;
 * should even the ten thousand long ones all be taken, one is shared, and a reply that names it goes to a human instead
 * of being guessed at.
 * @param open about how many are open
 */
function freeCodes(programId: string, count: number, open: number): Prisma.Sql {
  // Thousands of codes are not sent along for the one that is needed on an ordinary night.
  const mayNeedLong = open + count > CODES.short / 2;
  const codes = [
    ...from(random(CODES.short), 'short'),
    ...(mayNeedLong ? from(random(CODES.long), 'long') : []),
  ];
  return Prisma.sql`
    SELECT c."code", row_number() OVER (ORDER BY c."place") AS "number"
    FROM unnest(${codes}::text[]) WITH ORDINALITY AS c("code", "place")
    WHERE NOT EXISTS (SELECT 1 FROM "Escalation" e
                      WHERE e."programId" = ${programId} AND e."code" = c."code" AND e."status" <> 'resolved')
    ORDER BY c."place" LIMIT ${count}`;
}

function from(start: number, length: keyof typeof CODES): string[] {
  return Array.from({ length: CODES[length] }, (_, step) => codeOf(start + step, length));
}

function random(below: number): number {
  return Math.floor(Math.random() * below);
}
