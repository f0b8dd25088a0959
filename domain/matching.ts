import { munkres } from 'munkres';

/**
 * Matching mentees with mentors: a score that can be explained, and the assignment that is best for the whole pool.
 * Pure: the same pool gives the same answer, whatever order it comes in.
 */
export const MATCH_FACTORS = ['skills', 'goals', 'interests', 'languages', 'availability'] as const;
export type MatchFactor = (typeof MATCH_FACTORS)[number];

/** What somebody answered, as codes: a mentee's needs, a mentor's offers. */
export type MatchAnswers = Readonly<Record<MatchFactor, readonly string[]>>;

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
}
export interface Offering extends Seeker {
  /** How many more mentees the person can take on. */
  capacity: number;
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
  weights: Readonly<Record<MatchFactor, number>>,
): { score: number; reasons: MatchReason[] } {
  const reasons = MATCH_FACTORS.map((factor): MatchReason => {
    const wanted = [...new Set(mentee[factor])];
    const offered = new Set(mentor[factor]);
    const shared = wanted.filter((code) => offered.has(code)).sort();
    const enough = factor === 'availability' ? Math.min(ENOUGH_SLOTS, wanted.length) : wanted.length;
    const share = enough === 0 ? 0 : Math.min(1, shared.length / enough);
    return { factor, points: rounded(weights[factor] * share), of: weights[factor], shared };
  });
  return { score: rounded(reasons.reduce((sum, { points }) => sum + points, 0)), reasons };
}

/**
 * Whether two may be paired at all: a language in common, the same site when both have one, and nobody has ruled it out.
 * A score never makes up for one of these.
 */
export function mayBePaired(mentee: Seeker, mentor: Offering, blocked: ReadonlySet<string>): boolean {
  return (
    mentee.id !== mentor.id &&
    mentor.capacity > 0 &&
    !blocked.has(pairKey(mentee.id, mentor.id)) &&
    (mentee.siteId === null || mentor.siteId === null || mentee.siteId === mentor.siteId) &&
    mentee.languages.some((language) => mentor.languages.includes(language))
  );
}

export function pairKey(menteeId: string, mentorId: string): string {
  return `${menteeId} ${mentorId}`;
}

/**
 * The best assignment there is: as many mentees as possible get a mentor, and among all ways to do that the one with the
 * most points in total. A mentor with room for three stands in three columns.
 */
export function bestPairs(
  mentees: readonly Seeker[],
  mentors: readonly Offering[],
  options: { weights: Readonly<Record<MatchFactor, number>>; blocked: ReadonlySet<string> },
): Pairing[] {
  const rows = [...mentees].sort(byId);
  const places = [...mentors]
    .sort(byId)
    .flatMap((mentor) => Array.from({ length: Math.min(mentor.capacity, rows.length) }, () => mentor));
  if (rows.length === 0 || places.length === 0) return [];
  const pairs = rows.map((mentee) => {
    const known = new Map<string, Pairing | undefined>();
    return places.map((mentor) => {
      if (!known.has(mentor.id)) known.set(mentor.id, pairing(mentee, mentor, options));
      return known.get(mentor.id);
    });
  });
  // In whole thousandths, because sums of fractions would make equal assignments differ by the order of adding.
  const most = Math.max(...pairs.flat().map((pair) => thousandths(pair)));
  const worthOfAPair = (most + 1) * (rows.length + 1);
  const costs = pairs.map((row) => [
    ...row.map((pair) => (pair ? -(worthOfAPair + thousandths(pair)) : 0)),
    // Going without costs nothing, so that nobody is paired with somebody they may not be paired with.
    ...rows.map(() => 0),
  ]);
  return munkres(costs).flatMap(([row, column]) => pairs[row]?.[column] ?? []);
}

function pairing(
  mentee: Seeker,
  mentor: Offering,
  { weights, blocked }: Parameters<typeof bestPairs>[2],
): Pairing | undefined {
  if (!mayBePaired(mentee, mentor, blocked)) return undefined;
  return { menteeId: mentee.id, mentorId: mentor.id, ...matchScore(mentee.answers, mentor.answers, weights) };
}

function thousandths(pair: Pairing | undefined): number {
  return pair ? Math.round(pair.score * 1000) : 0;
}

function rounded(points: number): number {
  return Math.round(points * 1000) / 1000;
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
