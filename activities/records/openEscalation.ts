import type { Instant } from '../../domain/ids';
import { CODES, codeOf } from '../../domain/replies/code';
import type { Database } from '../../platform/database';
import { Prisma } from '../../prisma/generated/client';
import type { ChainLevel, EscalationInput } from '../../workflows/contract';
import { chainAt } from './onCall';

/** Everybody who opens an escalation takes it, so that two at once do not get the same code. */
const CODE_LOCK = 7_140_233;

/** Stores an escalation with the chain as the rota has it now. A repeat gives the same chain. */
export async function openEscalation(
  prisma: Database,
  input: EscalationInput & { at: Instant },
): Promise<{ chain: ChainLevel[]; peerAnswered?: boolean }> {
  const known = await stored(prisma, input);
  if (known) return known;
  const chain = await chainAt(prisma, { ...input, levels: input.policy.levels });
  // Two statements of one transaction: the second one sees what whoever held the lock before has stored.
  await prisma.$transaction([
    prisma.$executeRaw`SELECT pg_advisory_xact_lock(${CODE_LOCK})`,
    prisma.$executeRaw`
      INSERT INTO "Escalation" ("id", "kind", "programId", "siteId", "subjectPersonId", "shiftId", "journeyId", "status",
                                "level", "chain", "code", "raisedAt")
      SELECT ${input.escalationId}, ${input.kind}, ${input.programId}, ${input.siteId ?? null},
             ${input.subjectPersonId}, ${input.shiftId ?? null}, ${input.journeyId ?? null}, 'open', -1,
             ${JSON.stringify(chain)}::jsonb, ${freeCode(input.programId)}, ${input.at}::timestamptz
      ON CONFLICT ("id") DO NOTHING`,
  ]);
  return (await stored(prisma, input)) ?? { chain };
}

/**
 * The chain as the rota has it at `at`, kept with the escalation in place of the one before: whoever has come on call
 * since it was raised is paged from now on.
 */
export async function chainNow(
  prisma: Database,
  input: EscalationInput & { at: Instant },
): Promise<{ chain: ChainLevel[] }> {
  const chain = await chainAt(prisma, { ...input, levels: input.policy.levels });
  await prisma.escalation.updateMany({
    where: { id: input.escalationId, status: { not: 'resolved' } },
    data: { chain: chain as unknown as Prisma.InputJsonArray },
  });
  return { chain };
}

/**
 * `peerAnswered`: the check-in it is about was answered before the escalation stood here to be told of it. The answer
 * and the alarm can cross; then nobody else would tell the workflow.
 */
async function stored(
  prisma: Database,
  input: EscalationInput,
): Promise<{ chain: ChainLevel[]; peerAnswered?: boolean } | undefined> {
  const row = await prisma.escalation.findUnique({
    where: { id: input.escalationId },
    select: { chain: true },
  });
  if (!row) return undefined;
  const wait = input.waitKey && (await prisma.wait.findUnique({ where: { key: input.waitKey } }));
  return {
    chain: row.chain as unknown as ChainLevel[],
    ...(wait && wait.outcome === 'ok' ? { peerAnswered: true } : {}),
  };
}

/**
 * A code that no open escalation of the program has. There are a thousand of them; should they ever all be taken, one
 * is shared, and a reply that names it goes to a human instead of being guessed at.
 */
function freeCode(programId: string): Prisma.Sql {
  const start = Math.floor(Math.random() * CODES);
  const codes = Array.from({ length: CODES }, (_, step) => codeOf(start + step));
  return Prisma.sql`COALESCE(
    (SELECT c."code" FROM unnest(${codes}::text[]) WITH ORDINALITY AS c("code", "place")
     WHERE NOT EXISTS (SELECT 1 FROM "Escalation" e
                       WHERE e."programId" = ${programId} AND e."code" = c."code" AND e."status" <> 'resolved')
     ORDER BY c."place" LIMIT 1),
    ${codeOf(start)})`;
}
