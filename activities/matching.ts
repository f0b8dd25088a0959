import { createHash } from 'node:crypto';
import type { Instant, MentorshipId, ParticipantId } from '../domain/ids';
import {
  bestPairs,
  MATCH_FACTORS,
  pairKey,
  type MatchAnswers,
  type MatchFactor,
  type Offering,
  type Pairing,
  type Seeker,
} from '../domain/matching';
import type { Database, Transaction } from '../platform/database';
import { type Prisma } from '../prisma/generated/client';
import type { MatchingActivities, MatchRoundInput, MatchRoundResult } from '../workflows/contract';
import { readProgram, type Program } from './programs';
import { appendEvents } from './records/rows';
import { statement } from './records/statement';

/** The number of mentees a mentor says they can take on: below the program's cap it holds. */
const OWN_CAP = 'max-mentees';
const UNDER_WAY = ['proposed', 'offered', 'active'];

/**
 * Proposes pairs for everybody who waits for a mentor: one transaction on one view of the pool. A round that was proposed
 * already answers with what it proposed; what fails changes nothing and may be tried again.
 */
export function createMatching(prisma: Database): MatchingActivities {
  return {
    propose: (input) => prisma.$transaction((tx) => propose(tx, input), { timeout: 60_000, maxWait: 10_000 }),
  };
}

async function propose(tx: Transaction, input: MatchRoundInput & { at: Instant }): Promise<MatchRoundResult> {
  const { programId, round, policy, at } = input;
  // Two rounds at once would give the same mentor's last place to two mentees.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`match ${programId}`}))`;
  const before = await tx.mentorship.findMany({ where: { programId, round }, orderBy: { id: 'asc' } });
  const pool = await readPool(tx, input);
  if (before.length > 0) {
    const matched = new Set(before.map(({ menteeId }) => menteeId));
    return resultOf(
      before.map(({ id }) => id),
      pool.mentees.filter(({ id }) => !matched.has(id)),
    );
  }
  const pairs = bestPairs(pool.mentees, pool.mentors, { weights: policy.weights, blocked: pool.blocked });
  const rows = pairs.map((pair) => ({ id: mentorshipId(programId, round, pair), pair }));
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
  if (rows.length > 0) {
    const events = rows.map(({ id, pair }) => ({
      key: `mentorship-${id}/proposed`,
      kind: 'match-proposed' as const,
      programId,
      mentorshipId: id,
      personId: pool.personOf.get(pair.menteeId) ?? null,
      actor: input.by,
      data: { round, score: pair.score },
      at,
    }));
    await tx.$executeRaw(statement(appendEvents(events)));
  }
  const matched = new Set(pairs.map(({ menteeId }) => menteeId));
  return resultOf(
    rows.map(({ id }) => id),
    pool.mentees.filter(({ id }) => !matched.has(id)),
  );
}

function resultOf(proposed: string[], unmatched: readonly Seeker[]): MatchRoundResult {
  return {
    proposed: [...proposed].sort().map((id) => id as MentorshipId),
    unmatched: unmatched.map(({ id }) => id as ParticipantId).sort(),
  };
}

interface Pool {
  mentees: Seeker[];
  mentors: Offering[];
  blocked: ReadonlySet<string>;
  personOf: ReadonlyMap<string, string>;
}

async function readPool(tx: Transaction, { programId, policy }: MatchRoundInput): Promise<Pool> {
  const program = await readProgram(tx, programId);
  const active = await tx.journey.findMany({
    where: {
      programId,
      status: 'active',
      participant: { person: { deceasedAt: null } },
      OR: [
        { role: 'mentee', stage: 'matching', privileges: { has: policy.menteeNeeds } },
        { role: 'mentor', privileges: { has: policy.mentorNeeds } },
      ],
    },
    orderBy: { participantId: 'asc' },
    select: {
      role: true,
      participant: {
        select: {
          id: true,
          personId: true,
          siteId: true,
          person: { select: { language: true } },
          surveyResponses: { where: { survey: policy.survey }, orderBy: { at: 'desc' }, take: 1 },
        },
      },
    },
  });
  const underWay = await tx.mentorship.findMany({
    where: { programId, status: { in: UNDER_WAY } },
    select: { menteeId: true, mentorId: true },
  });
  const taken = new Set(underWay.map(({ menteeId }) => menteeId));
  const load = new Map<string, number>();
  for (const { mentorId } of underWay) load.set(mentorId, (load.get(mentorId) ?? 0) + 1);

  const people = active.map(({ role, participant }) => {
    const stored = (participant.surveyResponses[0]?.answers ?? {}) as Record<string, unknown>;
    const answers = answersOf(program, stored);
    const languages = [...new Set([participant.person.language, ...answers.languages])];
    return {
      role,
      stored,
      participant,
      seeker: { id: participant.id, siteId: participant.siteId, languages, answers },
    };
  });
  const blocks = await tx.pairBlock.findMany({
    where: { menteeId: { in: people.map(({ seeker }) => seeker.id) } },
  });
  return {
    mentees: people
      .filter(({ role, seeker }) => role === 'mentee' && !taken.has(seeker.id))
      .map((one) => one.seeker),
    mentors: people
      .filter(({ role }) => role === 'mentor')
      .map(({ seeker, stored }) => ({
        ...seeker,
        capacity: Math.max(0, capOf(stored, policy.maxCaseload) - (load.get(seeker.id) ?? 0)),
      })),
    blocked: new Set(blocks.map(({ menteeId, mentorId }) => pairKey(menteeId, mentorId))),
    personOf: new Map(people.map(({ participant }) => [participant.id, participant.personId])),
  };
}

function capOf(stored: Record<string, unknown>, cap: number): number {
  const own = Number(stored[OWN_CAP] ?? cap);
  return Number.isInteger(own) && own >= 0 ? Math.min(own, cap) : cap;
}

/** Answers by what they count for: a question counts for the factor it names, or the one it is called after. */
function answersOf(program: Program, stored: Record<string, unknown>): MatchAnswers {
  const factorOf = new Map(program.matchingQuestions.map(({ id, counts }) => [id, counts ?? id]));
  const answers = Object.fromEntries(MATCH_FACTORS.map((factor) => [factor, [] as string[]])) as Record<
    MatchFactor,
    string[]
  >;
  for (const [question, answer] of Object.entries(stored)) {
    const factor = factorOf.get(question) ?? question;
    if (Object.hasOwn(answers, factor)) answers[factor as MatchFactor].push(...codesOf(answer));
  }
  return answers;
}

function codesOf(answer: unknown): string[] {
  return [answer].flat().filter((code): code is string => typeof code === 'string' && code !== '');
}

/** Opaque, and the same on a repeat. */
function mentorshipId(programId: string, round: string, { menteeId, mentorId }: Pairing): string {
  return createHash('sha256')
    .update([programId, round, menteeId, mentorId].join('\n'))
    .digest('hex')
    .slice(0, 20);
}
