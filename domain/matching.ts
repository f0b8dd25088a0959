import { munkres } from 'munkres';
import { mayBePaired, type Blocks, type Demand } from './matching/rules';

/**
 * Matching mentees with mentors: a score that can be explained, and the assignment that is best for the whole pool.
 * Pure: the same pool gives the same answer, whatever order it comes in.
 */
export const MATCH_FACTORS = [
  'skills',
  'goals',
  'interests',
  'languages',
  'availability',
  'preferences',
] as const;
export type MatchFactor = (typeof MATCH_FACTORS)[number];

/** What somebody answered, as codes: a mentee's needs, a mentor's offers. `preferences` are wishes that weigh, of those who have any. */
export type MatchAnswers = Readonly<
  Record<Exclude<MatchFactor, 'preferences'>, readonly string[]> & { preferences?: readonly string[] }
>;

/** Points that a factor is worth at most; one that is missing counts for nothing. */
export type Weights = Readonly<Partial<Record<MatchFactor, number>>>;

export interface MatchReason {
  factor: MatchFactor;
  /** Points of `of` that were reached. */
  points: number;
  of: number;
  /** Codes that both named. */
  shared: string[];
}

export interface Seeker {
  id: string;
  siteId: string | null;
  /** Languages the person can speak about themself in. */
  languages: readonly string[];
  answers: MatchAnswers;
  /** What the person asks of the other; a pair that breaks one is none. */
  demands?: readonly Demand[];
  /** Their own answers that others' demands can be about, by question. */
  said?: Readonly<Record<string, readonly string[]>>;
  /** Goes before all others where there are too few mentors. */
  first?: boolean;
}
export interface Offering extends Seeker {
  /** How many more mentees the person can take on. */
  capacity: number;
  /** What `capacity` is short by: the program's cap, or the number that the mentor has named. */
  fullBy?: 'program' | 'own';
}

export interface Pairing {
  menteeId: string;
  mentorId: string;
  score: number;
  reasons: MatchReason[];
}

/** Times of the week that both are free in are enough at two: one to meet, one to move it to. */
const ENOUGH_SLOTS = 2;

/** Points of a pair: of each factor's weight the share of what the mentee named that the mentor has too. */
export function matchScore(
  mentee: MatchAnswers,
  mentor: MatchAnswers,
  weights: Weights,
): { score: number; reasons: MatchReason[] } {
  const reasons = MATCH_FACTORS.flatMap((factor): MatchReason[] => {
    const of = weights[factor];
    if (of === undefined) return [];
    const wanted = [...new Set(mentee[factor])];
    const offered = mentor[factor] ?? [];
    const shared = wanted.filter((code) => offered.includes(code)).sort();
    if (factor === 'preferences' && wanted.length === 0) return [];
    const enough = factor === 'availability' ? Math.min(ENOUGH_SLOTS, wanted.length) : wanted.length;
    const share = enough === 0 ? 0 : Math.min(1, shared.length / enough);
    return [{ factor, points: rounded(of * share), of, shared }];
  });
  return { score: rounded(reasons.reduce((sum, { points }) => sum + points, 0)), reasons };
}

/**
 * The best assignment there is: as many mentees as possible get a mentor, those who stand first before others, and among
 * all ways to do that the one with the most points in total. A mentor with room for three stands in three columns.
 */
export function bestPairs(
  mentees: readonly Seeker[],
  mentors: readonly Offering[],
  options: { weights: Weights; blocks: Blocks },
): Pairing[] {
  const rows = [...mentees].sort(byId);
  const places = [...mentors]
    .sort(byId)
    .flatMap((mentor) => Array.from({ length: Math.min(mentor.capacity, rows.length) }, () => mentor));
  const pairs = rows.map((mentee) => {
    const byMentor = new Map(mentors.map((mentor) => [mentor.id, pairing(mentee, mentor, options)]));
    return places.map(({ id }) => byMentor.get(id));
  });
  const worth = worthOf(rows, pairs.flat());
  const costs = pairs.map((row, place) => [
    ...row.map((pair) => (pair ? -worth(rows[place] as Seeker, pair) : 0)),
    // Going without costs nothing, so that nobody is paired with somebody they may not be paired with.
    ...rows.map(() => 0),
  ]);
  return munkres(costs).flatMap(([row, column]) => pairs[row]?.[column] ?? []);
}

/** All mentors for one mentee, the best first; those of equal points in the order of their ids. */
export function rankedFor(
  mentee: Seeker,
  mentors: readonly Offering[],
  options: { weights: Weights; blocks: Blocks },
): Pairing[] {
  return mentors
    .flatMap((mentor) => pairing(mentee, mentor, options) ?? [])
    .sort((a, b) => b.score - a.score || byId({ id: a.mentorId }, { id: b.mentorId }));
}

/**
 * What a pair is worth in the assignment: being a pair outweighs all points of all pairs together, and standing first
 * outweighs the points. In whole thousandths, because sums of fractions would make equal assignments differ by the order
 * of adding.
 */
function worthOf(
  rows: readonly Seeker[],
  pairs: readonly (Pairing | undefined)[],
): (mentee: Seeker, pair: Pairing) => number {
  const most = pairs.reduce((sum, pair) => Math.max(sum, thousandths(pair)), 0);
  const standingFirst = most * rows.length + 1;
  const beingAPair = (standingFirst + most) * rows.length;
  return (mentee, pair) => beingAPair + (mentee.first ? standingFirst : 0) + thousandths(pair);
}

function pairing(
  mentee: Seeker,
  mentor: Offering,
  { weights, blocks }: Parameters<typeof bestPairs>[2],
): Pairing | undefined {
  if (!mayBePaired(mentee, mentor, blocks)) return undefined;
  return { menteeId: mentee.id, mentorId: mentor.id, ...matchScore(mentee.answers, mentor.answers, weights) };
}

function thousandths(pair: Pairing | undefined): number {
  return pair ? Math.round(pair.score * 1000) : 0;
}

function rounded(points: number): number {
  return Math.round(points * 1000) / 1000;
}

/** Nobody is twice in a pool. */
function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
