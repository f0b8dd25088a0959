import type { Offering, Seeker } from '../../domain/matching';
import { pairKey, type Block, type Blocks } from '../../domain/matching/rules';
import type { Transaction } from '../../platform/database';
import type { MatchRoundInput } from '../../workflows/contract';
import { readProgram } from '../programs';
import { ownCapOf, readAnswers, type Stored } from './answers';

const UNDER_WAY = ['proposed', 'offered', 'active'];

/** What keeps somebody out of the pool altogether. */
export type NotInPool = 'has-a-match' | 'not-ready' | 'not-active' | 'not-waiting';

export interface Member extends Offering {
  personId: string;
  role: string;
  /** Pairs of a mentor that are proposed, offered or active. */
  load: number;
  ownCap: number | undefined;
  out: NotInPool | undefined;
}

export interface Pool {
  members: ReadonlyMap<string, Member>;
  mentees: Seeker[];
  mentors: Member[];
  blocks: Blocks;
}

type Policy = MatchRoundInput['policy'];

/** Everybody of a program whom matching could be about, as one look at the database sees them. */
export async function readPool(tx: Transaction, programId: string, policy: Policy): Promise<Pool> {
  const program = await readProgram(tx, programId);
  const journeys = await tx.journey.findMany({
    where: { programId, participant: { person: { deceasedAt: null } } },
    orderBy: [{ participantId: 'asc' }, { startedAt: 'desc' }],
    distinct: ['participantId'],
    select: {
      role: true,
      status: true,
      stage: true,
      privileges: true,
      participant: {
        select: {
          id: true,
          personId: true,
          siteId: true,
          person: { select: { language: true } },
          surveyResponses: {
            where: { survey: policy.survey },
            orderBy: [{ at: 'desc' }, { id: 'desc' }],
            take: 1,
          },
        },
      },
    },
  });
  const pairs = await tx.mentorship.findMany({
    where: { programId, status: { in: UNDER_WAY } },
    select: { menteeId: true, mentorId: true },
  });
  const matched = new Set(pairs.map(({ menteeId }) => menteeId));
  const load = new Map<string, number>();
  for (const { mentorId } of pairs) load.set(mentorId, (load.get(mentorId) ?? 0) + 1);
  const first = await firstInLine(tx, programId);

  const members = journeys.map(({ role, status, stage, privileges, participant }): Member => {
    const { id, personId, siteId } = participant;
    const stored = (participant.surveyResponses[0]?.answers ?? {}) as Stored;
    const { answers, demands, said } = readAnswers(program.matchingQuestions, role, stored);
    const ownCap = ownCapOf(stored);
    const cap = Math.min(ownCap ?? policy.maxCaseload, policy.maxCaseload);
    const isMentee = role === 'mentee';
    const needs = isMentee ? policy.menteeNeeds : policy.mentorNeeds;
    const taken = load.get(id) ?? 0;
    return {
      id,
      personId,
      role,
      siteId,
      languages: [...new Set([participant.person.language, ...answers.languages])],
      answers,
      demands,
      said,
      ...(isMentee && first.has(id) ? { first: true } : {}),
      load: taken,
      ownCap,
      capacity: Math.max(0, cap - taken),
      fullBy: ownCap !== undefined && ownCap < policy.maxCaseload ? 'own' : 'program',
      out: whyOut({
        isMentee,
        status,
        stage,
        isReady: privileges.includes(needs),
        isMatched: matched.has(id),
      }),
    };
  });
  const inPool = members.filter(({ out }) => out === undefined);
  return {
    members: new Map(members.map((member) => [member.id, member])),
    mentees: inPool.filter(({ role }) => role === 'mentee'),
    mentors: inPool.filter(({ role }) => role === 'mentor'),
    blocks: await blocksAmong(
      tx,
      members.map(({ id }) => id),
    ),
  };
}

/** A mentee waits in matching, or in retention when a match has come to nothing there; a mentor can be anywhere. */
function whyOut(of: {
  isMentee: boolean;
  status: string;
  stage: string;
  isReady: boolean;
  isMatched: boolean;
}): NotInPool | undefined {
  if (of.status !== 'active') return 'not-active';
  if (!of.isReady) return 'not-ready';
  if (!of.isMentee) return undefined;
  if (of.isMatched) return 'has-a-match';
  return of.stage === 'matching' || of.stage === 'retention' ? undefined : 'not-waiting';
}

/** Mentees whose match had to end at once, by whoever's word, until they have another. */
async function firstInLine(tx: Transaction, programId: string): Promise<Set<string>> {
  const flags = await tx.matchFlag.findMany({ where: { programId }, select: { menteeId: true, at: true } });
  if (flags.length === 0) return new Set();
  const since = await tx.mentorship.findMany({
    where: { programId, menteeId: { in: flags.map(({ menteeId }) => menteeId) }, activeAt: { not: null } },
    select: { menteeId: true, activeAt: true },
  });
  return new Set(
    flags
      .filter(
        ({ menteeId, at }) =>
          !since.some((pair) => pair.menteeId === menteeId && pair.activeAt !== null && pair.activeAt > at),
      )
      .map(({ menteeId }) => menteeId),
  );
}

async function blocksAmong(tx: Transaction, ids: readonly string[]): Promise<Blocks> {
  const rows = await tx.pairBlock.findMany({
    where: { OR: [{ menteeId: { in: [...ids] } }, { mentorId: { in: [...ids] } }] },
  });
  return new Map(
    rows.map(({ menteeId, mentorId, reason }) => [pairKey(menteeId, mentorId), reason as Block]),
  );
}
