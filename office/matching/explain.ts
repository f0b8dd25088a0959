import { readPool, type Member, type NotInPool, type Pool } from '../../activities/matching/pool';
import { Refused } from '../../client/fullCircle';
import { matchScore, rankedFor, type MatchReason } from '../../domain/matching';
import { obstacles, type Obstacle } from '../../domain/matching/rules';
import type { MatchingPolicy } from '../../domain/policy';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import { staffName } from '../names';
import type { ParticipantActs } from '../participants';
import type { OfficeTools } from '../tools';

export interface NamedSide {
  participantId: string;
  name: string;
}

/** Why two people could be a pair, or why not. */
export interface Explained {
  mentee: NamedSide;
  mentor: NamedSide;
  /** May be proposed right now. */
  possible: boolean;
  /** What keeps each of them out of the pool altogether. */
  out: { mentee?: NotInPool; mentor?: NotInPool };
  /** Rules that keep the two apart. */
  obstacles: Obstacle[];
  score: number;
  /** The most points that there are for this mentee. */
  of: number;
  reasons: MatchReason[];
  caseload: { now: number; cap: number; ownCap?: number };
  /** Goes before all others, because their last match had to end at once. */
  first: boolean;
}

export function explainActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  async function poolOf(programId: string): Promise<{ pool: Pool; policy: MatchingPolicy }> {
    const { policy } = await programInUse(database, programId);
    return { pool: await readPool(database, programId, policy.matching), policy: policy.matching };
  }

  function explained(
    caller: Caller,
    { pool, policy }: { pool: Pool; policy: MatchingPolicy },
    names: ReadonlyMap<string, string>,
    mentee: Member,
    mentor: Member,
  ): Explained {
    const { score, reasons } = matchScore(mentee.answers, mentor.answers, policy.weights);
    const found = obstacles(mentee, mentor, pool.blocks).map((one) =>
      // What somebody said about one of the two is not for that one, whatever office they hold.
      one.rule === 'flagged' && [mentee.personId, mentor.personId].some((id) => id === caller.personId)
        ? { rule: 'refused-by-staff' as const }
        : one,
    );
    const named = ({ id }: Member): NamedSide => ({ participantId: id, name: names.get(id) ?? '–' });
    return {
      mentee: named(mentee),
      mentor: named(mentor),
      possible: found.length === 0 && !mentee.out && !mentor.out,
      out: {
        ...(mentee.out ? { mentee: mentee.out } : {}),
        ...(mentor.out ? { mentor: mentor.out } : {}),
      },
      obstacles: found,
      score,
      of: reasons.reduce((sum, reason) => sum + reason.of, 0),
      reasons,
      caseload: {
        now: mentor.load,
        cap: policy.maxCaseload,
        ...(mentor.ownCap === undefined ? {} : { ownCap: mentor.ownCap }),
      },
      first: mentee.first ?? false,
    };
  }

  async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await database.participant.findMany({
      where: { id: { in: [...ids] } },
      include: { person: true },
    });
    return new Map(rows.map(({ id, person }) => [id, staffName(person)]));
  }

  return {
    /**
     * Why two people could be a pair, or every rule that keeps them apart.
     * @throws Refused `NotTwoSides` where they are not a mentee and a mentor of one program
     */
    async explain(caller: Caller, input: { mentee: string; mentor: string }): Promise<Explained> {
      const one = await participants.find(caller, input.mentee, 'see');
      const other = await participants.find(caller, input.mentor, 'see');
      const read = await poolOf(one.programId);
      const [mentee, mentor] = [read.pool.members.get(one.id), read.pool.members.get(other.id)];
      if (one.programId !== other.programId || mentee?.role !== 'mentee' || mentor?.role !== 'mentor') {
        throw new Refused(
          'NotTwoSides',
          'Name a mentee and a mentor of the same program, both with a path that has been started.',
        );
      }
      return explained(caller, read, await namesOf([one.id, other.id]), mentee, mentor);
    },

    /** Everybody on the other side for one person: who could be, best first, then who could not, and why. */
    async rank(caller: Caller, participant: string): Promise<{ possible: Explained[]; not: Explained[] }> {
      const found = await participants.find(caller, participant, 'see');
      const read = await poolOf(found.programId);
      const own = read.pool.members.get(found.id);
      if (!own) throw new Refused('NoPath', 'This person’s path has not been started; start it first.');
      const others = [...read.pool.members.values()].filter(({ role }) => role !== own.role);
      const names = await namesOf([own.id, ...others.map(({ id }) => id)]);
      const all = others.map((other) =>
        own.role === 'mentee'
          ? explained(caller, read, names, own, other)
          : explained(caller, read, names, other, own),
      );
      const { pool, policy } = read;
      const options = { weights: policy.weights, blocks: pool.blocks };
      const order =
        own.role === 'mentee'
          ? rankedFor(own, pool.mentors, options).map(({ mentorId }) => mentorId)
          : pool.mentees
              .map((mentee) => ({ mentee, best: rankedFor(mentee, [own], options)[0] }))
              .sort(
                (a, b) =>
                  Number(b.mentee.first ?? false) - Number(a.mentee.first ?? false) ||
                  (b.best?.score ?? 0) - (a.best?.score ?? 0),
              )
              .map(({ mentee }) => mentee.id);
      const place = ({ mentee, mentor }: Explained) =>
        order.indexOf(own.role === 'mentee' ? mentor.participantId : mentee.participantId);
      return {
        possible: all.filter(({ possible }) => possible).sort((a, b) => place(a) - place(b)),
        // Whoever is not in the pool at all (left, not ready yet) is no news on a list of reasons.
        not: all.filter(
          ({ possible, out }) =>
            !possible &&
            out.mentor !== 'not-active' &&
            out.mentor !== 'not-ready' &&
            out.mentee !== 'not-active',
        ),
      };
    },
  };
}
