import fc from 'fast-check';
import {
  bestPairs,
  MATCH_FACTORS,
  matchScore,
  rankedFor,
  type MatchAnswers,
  type Offering,
  type Pairing,
  type Seeker,
} from '../../domain/matching';
import { mayBePaired, obstacles, pairKey, type Block } from '../../domain/matching/rules';
import { randomPool } from '../matching/pools';

const WEIGHTS = { skills: 3, goals: 3, interests: 2, languages: 2, availability: 2 };

const codes = fc.subarray(['a', 'b', 'c', 'd']);
const answers: fc.Arbitrary<MatchAnswers> = fc.record({
  skills: codes,
  goals: codes,
  interests: codes,
  languages: codes,
  availability: codes,
});
const person = (prefix: string) =>
  fc.record({
    siteId: fc.constantFrom(null, 'north', 'south'),
    languages: fc.subarray(['en', 'fr'], { minLength: 1 }),
    answers,
    capacity: fc.integer({ min: 0, max: 3 }),
    id: fc.nat({ max: 99 }).map((n) => `${prefix}${n}`),
  });
const people = (prefix: string, most: number) =>
  fc.uniqueArray(person(prefix), { maxLength: most, selector: ({ id }) => id });
const pool = fc.record({
  mentees: people('e', 4),
  mentors: people('o', 3),
  blocks: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 })), { maxLength: 3 }),
});

/** Every way there is to give each mentee one of the mentors or none. */
function bestByTrying(
  mentees: readonly Seeker[],
  mentors: readonly Offering[],
  blocked: ReadonlyMap<string, Block>,
) {
  let best = { pairs: 0, points: 0 };
  const left = new Map(mentors.map(({ id, capacity }) => [id, capacity]));
  const attempt = (index: number, pairs: number, points: number): void => {
    const mentee = mentees[index];
    if (!mentee) {
      if (pairs > best.pairs || (pairs === best.pairs && points > best.points)) best = { pairs, points };
      return;
    }
    attempt(index + 1, pairs, points);
    for (const mentor of mentors) {
      const room = left.get(mentor.id) ?? 0;
      if (room === 0 || !mayBePaired(mentee, mentor, blocked)) continue;
      left.set(mentor.id, room - 1);
      const { score } = matchScore(mentee.answers, mentor.answers, WEIGHTS);
      attempt(index + 1, pairs + 1, points + Math.round(score * 1000));
      left.set(mentor.id, room);
    }
  };
  attempt(0, 0, 0);
  return best;
}

function worth(pairs: readonly Pairing[]) {
  return { pairs: pairs.length, points: pairs.reduce((sum, { score }) => sum + Math.round(score * 1000), 0) };
}

const blockedOf = ({ mentees, mentors, blocks }: typeof pool extends fc.Arbitrary<infer P> ? P : never) =>
  new Map<string, Block>(
    blocks.map(([e, o]) => [pairKey(mentees[e]?.id ?? '', mentors[o]?.id ?? ''), 'declined']),
  );

describe('the assignment', () => {
  test('is as good as the best of all there are, and breaks no rule', () => {
    fc.assert(
      fc.property(pool, (given) => {
        const blocks = blockedOf(given);
        const pairs = bestPairs(given.mentees, given.mentors, { weights: WEIGHTS, blocks });
        expect(worth(pairs)).toEqual(bestByTrying(given.mentees, given.mentors, blocks));
        expect(new Set(pairs.map(({ menteeId }) => menteeId)).size).toBe(pairs.length);
        for (const { menteeId, mentorId } of pairs) {
          const mentee = given.mentees.find(({ id }) => id === menteeId) as Seeker;
          const mentor = given.mentors.find(({ id }) => id === mentorId) as Offering;
          expect(mayBePaired(mentee, mentor, blocks)).toBe(true);
          expect(pairs.filter((pair) => pair.mentorId === mentorId).length).toBeLessThanOrEqual(
            mentor.capacity,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  test('does not depend on the order in which people stand in the pool', () => {
    fc.assert(
      fc.property(pool, (given) => {
        const blocks = blockedOf(given);
        const options = { weights: WEIGHTS, blocks };
        const backwards = bestPairs([...given.mentees].reverse(), [...given.mentors].reverse(), options);
        expect(backwards).toEqual(bestPairs(given.mentees, given.mentors, options));
      }),
    );
  });

  test('of a hundred mentees and fifty mentors leaves nobody out who need not be', () => {
    const some = (n: number, prefix: string): Offering[] =>
      Array.from({ length: n }, (_, place) => ({
        id: `${prefix}${place}`,
        siteId: null,
        languages: ['en'],
        capacity: 3,
        answers: Object.fromEntries(
          MATCH_FACTORS.map((factor, f) => [
            factor,
            ['a', 'b', 'c'].filter((_c, k) => (place * 7 + f + k) % 3),
          ]),
        ) as unknown as MatchAnswers,
      }));
    const pairs = bestPairs(some(100, 'e'), some(50, 'o'), { weights: WEIGHTS, blocks: new Map() });
    expect(pairs).toHaveLength(100);
  });
});

test('one mentee is shown mentors the best first, those of equal points always in the same order', () => {
  const answers = (...skills: string[]) => ({
    skills,
    goals: [],
    interests: [],
    languages: [],
    availability: [],
  });
  const somebody = { siteId: null, languages: ['en'] };
  const mentee: Seeker = { ...somebody, id: 'sam', answers: answers('a', 'b') };
  const mentors: Offering[] = [
    { ...somebody, id: 'zoe', answers: answers('a'), capacity: 1 },
    { ...somebody, id: 'ana', answers: answers('b'), capacity: 1 },
    { ...somebody, id: 'mo', answers: answers('a', 'b'), capacity: 1 },
    { ...somebody, id: 'far', languages: ['fr'], answers: answers('a', 'b'), capacity: 1 },
  ];
  const blocks = new Map<string, Block>([[pairKey('sam', 'mo'), 'declined']]);
  const names = (of: Offering[], between = new Map<string, Block>()) =>
    rankedFor(mentee, of, { weights: { skills: 3 }, blocks: between }).map(({ mentorId }) => mentorId);
  expect(names(mentors)).toEqual(['mo', 'ana', 'zoe']);
  expect(names([...mentors].reverse())).toEqual(['mo', 'ana', 'zoe']);
  expect(names(mentors, blocks)).toEqual(['ana', 'zoe']);
});

test('a wish weighs only for those who have one, and is not met by silence', () => {
  const answers = (preferences?: string[]): MatchAnswers => ({
    ...{ skills: [], goals: [], interests: [], languages: [], availability: [] },
    ...(preferences && { preferences }),
  });
  const score = (mentee: MatchAnswers, mentor: MatchAnswers) =>
    matchScore(mentee, mentor, { preferences: 4 }).reasons.map(({ points }) => points);
  expect(score(answers(), answers(['woman']))).toEqual([]);
  expect(score(answers(['woman']), answers())).toEqual([0]);
  expect(score(answers(['woman']), answers(['woman']))).toEqual([4]);
});

test('a score is the sum of its reasons, and every reason names what both said', () => {
  fc.assert(
    fc.property(answers, answers, (mentee, mentor) => {
      const { score, reasons } = matchScore(mentee, mentor, WEIGHTS);
      expect(score).toBeCloseTo(
        reasons.reduce((sum, { points }) => sum + points, 0),
        2,
      );
      for (const { factor, points, of, shared } of reasons) {
        expect(points).toBeLessThanOrEqual(of);
        expect(points > 0).toBe(shared.length > 0);
        for (const code of shared) {
          expect(mentee[factor] ?? []).toContain(code);
          expect(mentor[factor] ?? []).toContain(code);
        }
      }
    }),
  );
});

describe('what keeps two people apart', () => {
  const nothing = { skills: [], goals: [], interests: [], languages: [], availability: [] };
  const ana: Seeker = { id: 'ana', siteId: 'north', languages: ['en'], answers: nothing };
  const mia: Offering = { ...ana, id: 'mia', capacity: 1 };
  const rules = (mentee: Partial<Seeker>, mentor: Partial<Offering>, blocks = new Map<string, Block>()) =>
    obstacles({ ...ana, ...mentee }, { ...mia, ...mentor }, blocks);

  test('nothing, where nothing is said', () => expect(rules({}, {})).toEqual([]));

  test('nobody is their own mentor', () =>
    expect(rules({}, { id: 'ana' })).toEqual([{ rule: 'same-person' }]));

  test('one language in common is enough, and whoever belongs to no site can go to any', () => {
    expect(rules({ languages: ['fr', 'en'] }, { languages: ['ar', 'en'] })).toEqual([]);
    expect(rules({ siteId: null }, {})).toEqual([]);
    expect(rules({}, { siteId: null })).toEqual([]);
  });

  test('each by its name, all of them at once', () => {
    const woman = { question: 'mentor-gender', kind: 'wants', about: 'gender', options: ['woman'] } as const;
    const notHousing = {
      question: 'not-about',
      kind: 'avoids',
      about: 'goals',
      options: ['housing'],
    } as const;
    expect(
      rules(
        { siteId: 'south', demands: [woman], said: { goals: ['housing'] } },
        { languages: ['fr'], demands: [notHousing], said: { gender: ['man'] }, capacity: 0, fullBy: 'own' },
      ),
    ).toEqual([
      { rule: 'site' },
      { rule: 'language' },
      { rule: 'wish', question: 'mentor-gender', of: 'mentee' },
      { rule: 'avoids', question: 'not-about', of: 'mentor' },
      { rule: 'own-cap' },
    ]);
    expect(rules({}, { capacity: 0, fullBy: 'program' })).toEqual([{ rule: 'caseload-full' }]);
  });

  test('a block holds both ways round: roles change, and what stands between two people stays', () => {
    expect(rules({}, {}, new Map([[pairKey('mia', 'ana'), 'flagged']]))).toEqual([{ rule: 'flagged' }]);
    expect(rules({}, {}, new Map([[pairKey('ana', 'mia'), 'boundary']]))).toEqual([{ rule: 'boundary' }]);
  });

  test('a wish is met by any of what it names, and not by silence', () => {
    const wish = { question: 'q', kind: 'wants', about: 'gender', options: ['woman', 'non-binary'] } as const;
    expect(rules({ demands: [wish] }, { said: { gender: ['non-binary'] } })).toEqual([]);
    expect(rules({ demands: [wish] }, {})).toEqual([{ rule: 'wish', question: 'q', of: 'mentee' }]);
  });

  test('whoever stands first gets the last place, although another would fit better', () => {
    const named = (id: string, more: Partial<Seeker>): Seeker => ({ ...ana, id, ...more });
    const fits = { ...nothing, skills: ['listening'] };
    const pairs = bestPairs(
      [named('ben', { answers: fits }), named('zoe', { first: true })],
      [{ ...mia, answers: fits }],
      { weights: WEIGHTS, blocks: new Map() },
    );
    expect(pairs.map(({ menteeId }) => menteeId)).toEqual(['zoe']);
  });

  test('no obstacle, and only then, is what the assignment looks at', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const { mentees, mentors, blocks } = randomPool(seed);
      for (const mentee of mentees)
        for (const mentor of mentors)
          expect(mayBePaired(mentee, mentor, blocks)).toBe(obstacles(mentee, mentor, blocks).length === 0);
    }
  });
});
