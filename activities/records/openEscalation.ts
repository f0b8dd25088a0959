import type { Instant } from '../../domain/ids';
import { CODES, codeOf } from '../../domain/replies/code';
import type { Database, Transaction } from '../../platform/database';
import type { Prisma } from '../../prisma/generated/client';
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
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CODE_LOCK})`;
    await tx.escalation.createMany({
      skipDuplicates: true,
      data: {
        id: input.escalationId,
        kind: input.kind,
        programId: input.programId,
        siteId: input.siteId,
        subjectPersonId: input.subjectPersonId,
        shiftId: input.shiftId,
        journeyId: input.journeyId,
        status: 'open',
        level: -1,
        chain: chain as unknown as Prisma.InputJsonArray,
        code: await freeCode(tx, input.programId),
        raisedAt: input.at,
      },
    });
  });
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
 * and the alarm can cross; then nobody else would tell the workflow. Only a miss is answered by an `ok`: a duress phrase
 * clears the check-in and alarms in the same breath, and must page everybody all the same.
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
  const isMiss = input.kind.startsWith('missed-');
  const wait = isMiss && input.waitKey && (await prisma.wait.findUnique({ where: { key: input.waitKey } }));
  return {
    chain: row.chain as unknown as ChainLevel[],
    ...(wait && wait.outcome === 'ok' ? { peerAnswered: true } : {}),
  };
}

/**
 * A code that no open escalation of the program has. There are a thousand of them; should they ever all be taken, one
 * is shared, and a reply that names it goes to a human instead of being guessed at.
 */
async function freeCode(tx: Transaction, programId: string): Promise<string> {
  const open = await tx.escalation.findMany({
    where: { programId, status: { not: 'resolved' } },
    select: { code: true },
  });
  const taken = new Set(open.map(({ code }) => code));
  const start = Math.floor(Math.random() * CODES);
  for (let step = 0; step < CODES; step++) {
    const code = codeOf(start + step);
    if (!taken.has(code)) return code;
  }
  return codeOf(start);
}
