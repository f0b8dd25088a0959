import type { Offering, Seeker } from '../matching';

/**
 * What keeps two people from being paired at all, each rule by itself. A score never makes up for one of these, and each
 * can be said in words. The order is the one in which staff read them.
 */
export const CONSTRAINTS = [
  'same-person',
  'safety',
  'flagged',
  'boundary',
  'declined',
  'refused-by-staff',
  'site',
  'language',
  'wish',
  'avoids',
  'caseload-full',
  'own-cap',
] as const;
export type Constraint = (typeof CONSTRAINTS)[number];

/** Why a pair was ruled out by people: a safety matter, a flag, somebody's boundary, a no to an offer, or staff. */
export const BLOCKS = ['safety', 'flagged', 'boundary', 'declined', 'refused-by-staff'] as const;
export type Block = (typeof BLOCKS)[number];

/** Who has ruled out whom, by {@link pairKey}. */
export type Blocks = ReadonlyMap<string, Block>;

/**
 * Something that one side says about the other. `wants`: the other must have said one of `options` to the question
 * `about`. `avoids`: none of them.
 */
export interface Demand {
  question: string;
  kind: 'wants' | 'avoids';
  about: string;
  options: readonly string[];
}

export interface Obstacle {
  rule: Constraint;
  /** The question that the wish or the boundary was said in. */
  question?: string;
  /** Whose wish or boundary it is. */
  of?: 'mentee' | 'mentor';
}

export function pairKey(menteeId: string, mentorId: string): string {
  return `${menteeId} ${mentorId}`;
}

/** Everything that keeps the two apart; nothing for a pair that may be. */
export function obstacles(mentee: Seeker, mentor: Offering, blocks: Blocks): Obstacle[] {
  const block = blockOf(mentee, mentor, blocks);
  return [
    ...when(mentee.id === mentor.id, 'same-person'),
    ...(block ? [{ rule: block }] : []),
    ...when(!shareSite(mentee, mentor), 'site'),
    ...when(!shareLanguage(mentee, mentor), 'language'),
    ...unmet(mentee, mentor, 'mentee'),
    ...unmet(mentor, mentee, 'mentor'),
    ...when(mentor.capacity <= 0, mentor.fullBy === 'own' ? 'own-cap' : 'caseload-full'),
  ];
}

/** The same question as {@link obstacles} for a whole pool, where only the yes or no matters. */
export function mayBePaired(mentee: Seeker, mentor: Offering, blocks: Blocks): boolean {
  return (
    mentee.id !== mentor.id &&
    mentor.capacity > 0 &&
    blockOf(mentee, mentor, blocks) === undefined &&
    shareSite(mentee, mentor) &&
    shareLanguage(mentee, mentor) &&
    (mentee.demands ?? []).every((demand) => isMet(demand, mentor)) &&
    (mentor.demands ?? []).every((demand) => isMet(demand, mentee))
  );
}

function when(broken: boolean, rule: Constraint): Obstacle[] {
  return broken ? [{ rule }] : [];
}

/** Roles change, and what stands between two people stays: it is looked for both ways round. */
function blockOf(mentee: Seeker, mentor: Seeker, blocks: Blocks): Block | undefined {
  return blocks.get(pairKey(mentee.id, mentor.id)) ?? blocks.get(pairKey(mentor.id, mentee.id));
}

/** Whoever belongs to no site can go to any. */
function shareSite(mentee: Seeker, mentor: Seeker): boolean {
  return mentee.siteId === null || mentor.siteId === null || mentee.siteId === mentor.siteId;
}

function shareLanguage(mentee: Seeker, mentor: Seeker): boolean {
  return mentee.languages.some((language) => mentor.languages.includes(language));
}

function unmet(one: Seeker, other: Seeker, of: 'mentee' | 'mentor'): Obstacle[] {
  return (one.demands ?? [])
    .filter((demand) => !isMet(demand, other))
    .map(({ kind, question }) => ({ rule: kind === 'wants' ? 'wish' : 'avoids', question, of }));
}

function isMet({ kind, about, options }: Demand, other: Seeker): boolean {
  const said = other.said?.[about] ?? [];
  const named = options.some((option) => said.includes(option));
  return kind === 'wants' ? named : !named;
}
