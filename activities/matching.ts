import { createHash } from 'node:crypto';
import type { Instant, MentorshipId, ParticipantId } from '../domain/ids';
import { bestPairs, type Pairing, type Seeker } from '../domain/matching';
import { pairKey, type Blocks } from '../domain/matching/rules';
import type { Database, Transaction } from '../platform/database';
import { type Prisma } from '../prisma/generated/client';
import type {
  MatchingActivities,
  MatchRoundInput,
  MatchRoundResult,
  ProposeAgain,
} from '../workflows/contract';
import { readPool } from './matching/pool';
import { appendEvents } from './records/rows';
import { statement } from './records/statement';

/**
 * Proposes pairs for everybody who waits for a mentor: one transaction on one view of the pool. A round that was proposed
 * already answers with what it proposed; what fails changes nothing and may be tried again.
 */
export function createMatching(prisma: Database): MatchingActivities {
  return {
    propose: (input) => prisma.$transaction((tx) => propose(tx, input), BOUNDS),
    proposeAgain: (input) => prisma.$transaction((tx) => proposeAgain(tx, input), BOUNDS),
  };
}

const BOUNDS = { timeout: 60_000, maxWait: 10_000 };

async function proposeAgain(
  tx: Transaction,
  { programId, mentorshipId, policy, at }: ProposeAgain & { at: Instant },
): Promise<MatchRoundResult> {
  const pair = await tx.mentorship.findUnique({ where: { id: mentorshipId } });
  if (!pair) return { proposed: [], unmatched: [] };
  const only = [pair.menteeId as ParticipantId];
  return propose(tx, { programId, round: pair.round, policy, by: 'system', only, at });
}

/** Two rounds at once would give the same mentor's last place to two mentees. */
export async function oneAtATime(tx: Transaction, programId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`match ${programId}`}))`;
}

async function propose(tx: Transaction, input: MatchRoundInput & { at: Instant }): Promise<MatchRoundResult> {
  const { programId, round, policy, only } = input;
  await oneAtATime(tx, programId);
  const before = await tx.mentorship.findMany({ where: { programId, round }, orderBy: { id: 'asc' } });
  const pool = await readPool(tx, programId, policy);
  if (before.length > 0 && !only) {
    return resultOf(
      before.map(({ id }) => id),
      without(pool.mentees, before),
    );
  }
  // A round that is taken up again is about whoever has come to be without a proposal, and nobody else.
  const mentees = only ? pool.mentees.filter(({ id }) => only.some((one) => one === id)) : pool.mentees;
  const blocks = only ? withTried(pool.blocks, before) : pool.blocks;
  const pairs = bestPairs(mentees, pool.mentors, { weights: policy.weights, blocks });
  const ids = await store(tx, input, pairs, (id) => pool.members.get(id)?.personId ?? null);
  return resultOf(ids, without(mentees, pairs));
}

/** What a round has offered once and nobody took up, it does not offer again; another round may. */
function withTried(blocks: Blocks, tried: readonly { menteeId: string; mentorId: string }[]): Blocks {
  return new Map([
    ...tried.map(({ menteeId, mentorId }) => [pairKey(menteeId, mentorId), 'declined'] as const),
    ...blocks,
  ]);
}

function without(mentees: readonly Seeker[], pairs: readonly { menteeId: string }[]): Seeker[] {
  const matched = new Set(pairs.map(({ menteeId }) => menteeId));
  return mentees.filter(({ id }) => !matched.has(id));
}

/** Keeps proposals, with what the ledger says of them. @returns their ids */
export async function store(
  tx: Transaction,
  { programId, round, by, at }: Pick<MatchRoundInput, 'programId' | 'round' | 'by'> & { at: Instant },
  pairs: readonly Pairing[],
  personOf: (participantId: string) => string | null,
): Promise<string[]> {
  const rows = pairs.map((pair) => ({ id: mentorshipId(programId, round, pair), pair }));
  if (rows.length === 0) return [];
  await tx.mentorship.createMany({
    data: rows.map(({ id, pair: { menteeId, mentorId, score, reasons } }) => ({
      id,
      programId,
      menteeId,
      mentorId,
      round,
      status: 'proposed',
      score,
      reasons: reasons as unknown as Prisma.InputJsonArray,
      proposedAt: at,
    })),
  });
  const events = rows.map(({ id, pair }) => ({
    key: `mentorship-${id}/proposed`,
    kind: 'match-proposed' as const,
    programId,
    mentorshipId: id,
    personId: personOf(pair.menteeId),
    actor: by,
    data: { round, score: pair.score },
    at,
  }));
  await tx.$executeRaw(statement(appendEvents(events)));
  return rows.map(({ id }) => id);
}

function resultOf(proposed: readonly string[], unmatched: readonly Seeker[]): MatchRoundResult {
  return {
    proposed: [...proposed].sort().map((id) => id as MentorshipId),
    unmatched: unmatched.map(({ id }) => id as ParticipantId).sort(),
  };
}

/** Opaque, and the same on a repeat. */
function mentorshipId(programId: string, round: string, { menteeId, mentorId }: Pairing): string {
  return createHash('sha256')
    .update([programId, round, menteeId, mentorId].join('\n'))
    .digest('hex')
    .slice(0, 20);
}
