import loadHighs from 'highs';
import { matchScore, type Pairing, type Weights } from '../../domain/matching';
import { mayBePaired } from '../../domain/matching/rules';
import type { Pool } from './pools';

export const WEIGHTS: Weights = {
  skills: 3,
  goals: 3,
  interests: 2,
  languages: 2,
  availability: 2,
  preferences: 2,
};

let loaded: ReturnType<typeof loadHighs> | undefined;

/** What an assignment is worth, in the order in which it counts. */
export interface Worth {
  pairs: number;
  first: number;
  /** Thousandths of a point. */
  points: number;
}

export function worthOf(pool: Pool, pairs: readonly Pairing[]): Worth {
  const first = new Set(pool.mentees.filter((one) => one.first).map(({ id }) => id));
  return {
    pairs: pairs.length,
    first: pairs.filter(({ menteeId }) => first.has(menteeId)).length,
    points: pairs.reduce((sum, { score }) => sum + Math.round(score * 1000), 0),
  };
}

/**
 * The best that HiGHS, a solver that knows nothing of ours, finds for the same pool: first the most pairs, then with so
 * many the most who stand first, then with both the most points. Three small linear programs instead of one with huge
 * numbers; every corner of an assignment's polytope is whole, so no integer search is needed.
 */
export async function bestByHighs(pool: Pool, weights = WEIGHTS): Promise<Worth> {
  const highs = await (loaded ??= loadHighs());
  const variables = pool.mentees.flatMap((mentee, e) =>
    pool.mentors.flatMap((mentor, o) =>
      mayBePaired(mentee, mentor, pool.blocks)
        ? [
            {
              name: `x${e}_${o}`,
              e,
              o,
              first: mentee.first ? 1 : 0,
              points: Math.round(matchScore(mentee.answers, mentor.answers, weights).score * 1000),
            },
          ]
        : [],
    ),
  );
  if (variables.length === 0) return { pairs: 0, first: 0, points: 0 };
  const sum = (terms: { name: string; by: number }[]): string =>
    terms.map(({ name, by }) => `${by} ${name}`).join(' + ') || `0 ${variables[0]?.name}`;
  const limits = [
    ...pool.mentees.map((_, e) => ({ at: variables.filter((one) => one.e === e), most: 1 })),
    ...pool.mentors.map(({ capacity }, o) => ({
      at: variables.filter((one) => one.o === o),
      most: capacity,
    })),
  ].filter(({ at }) => at.length > 0);
  const fixed: string[] = [];
  const most = (value: (one: (typeof variables)[number]) => number): number => {
    const objective = sum(variables.map((one) => ({ name: one.name, by: value(one) })));
    const rows = [
      ...limits.map(({ at, most: limit }) => `${sum(at.map(({ name }) => ({ name, by: 1 })))} <= ${limit}`),
      ...fixed,
    ];
    const bounds = variables.map(({ name }) => ` 0 <= ${name} <= 1`);
    const { Status, ObjectiveValue } = highs.solve(
      `Maximize\n obj: ${objective}\nSubject To\n${rows.map((row, n) => ` r${n}: ${row}`).join('\n')}\nBounds\n${bounds.join('\n')}\nEnd\n`,
    );
    if (Status !== 'Optimal') throw new Error(`HiGHS: ${Status}`);
    const best = Math.round(ObjectiveValue);
    fixed.push(`${objective} >= ${best - 1e-6}`);
    return best;
  };
  return { pairs: most(() => 1), first: most(({ first }) => first), points: most(({ points }) => points) };
}
