import { MATCH_FACTORS, type MatchAnswers, type Offering, type Seeker } from '../../domain/matching';
import { BLOCKS, pairKey, type Block, type Demand } from '../../domain/matching/rules';

export interface Pool {
  mentees: Seeker[];
  mentors: Offering[];
  blocks: Map<string, Block>;
}

const CODES = ['a', 'b', 'c', 'd', 'e', 'f'];
const SITES = [null, 'north', 'south'];
const LANGUAGES = [['en'], ['fr'], ['en', 'fr'], ['ar', 'en']];

/** Numbers from 0 to below 1 that look random and are the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A pool with everything that can stand between people: sites, languages, full mentors, vetoes, wishes and boundaries, and
 * some who stand first in line.
 */
export function randomPool(seed: number, size = { mentees: 25, mentors: 15 }): Pool {
  const next = numbersFrom(seed);
  const below = (most: number): number => Math.floor(next() * most);
  const some = (): string[] => CODES.filter(() => next() < 0.4);
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const answers = (): MatchAnswers =>
    Object.fromEntries(MATCH_FACTORS.map((factor) => [factor, some()])) as unknown as MatchAnswers;
  const demands = (): Demand[] =>
    next() < 0.2
      ? [{ question: 'q', kind: next() < 0.5 ? 'wants' : 'avoids', about: 'x', options: [oneOf(CODES)] }]
      : [];
  const seeker = (id: string): Seeker => ({
    id,
    siteId: oneOf(SITES),
    languages: oneOf(LANGUAGES),
    answers: answers(),
    demands: demands(),
    said: { x: some() },
    first: next() < 0.1,
  });
  const mentees = Array.from({ length: 1 + below(size.mentees) }, (_, n) => seeker(`e${n}`));
  const mentors = Array.from({ length: 1 + below(size.mentors) }, (_, n): Offering => {
    const capacity = below(4);
    return { ...seeker(`o${n}`), capacity, fullBy: 'program' };
  });
  const blocks = new Map(
    Array.from({ length: below(10) }, () => [
      pairKey(`e${below(mentees.length)}`, `o${below(mentors.length)}`),
      oneOf(BLOCKS),
    ]),
  );
  return { mentees, mentors, blocks };
}

/** The size that a big city's program may come to: everybody may be paired with nearly everybody. */
export function bigPool(mentees: number, mentors: number): Pool {
  const next = numbersFrom(7);
  const answers = (): MatchAnswers =>
    Object.fromEntries(
      MATCH_FACTORS.map((factor) => [factor, CODES.filter(() => next() < 0.5)]),
    ) as unknown as MatchAnswers;
  const seeker = (id: string): Seeker => ({
    id,
    siteId: SITES[Math.floor(next() * 3)] ?? null,
    languages: LANGUAGES[Math.floor(next() * 4)] ?? ['en'],
    answers: answers(),
  });
  return {
    mentees: Array.from({ length: mentees }, (_, n) => seeker(`e${String(n).padStart(4, '0')}`)),
    mentors: Array.from({ length: mentors }, (_, n) => ({
      ...seeker(`o${String(n).padStart(4, '0')}`),
      capacity: 1 + (n % 4),
    })),
    blocks: new Map(),
  };
}
