/**
 * What moving a path to another version of its program does to the person on it. One function decides it, for the
 * workflow that moves and for the page that shows beforehand who is affected.
 *
 * The rules: nothing earned is lost. A step that is asked of somebody and is not in the new version is asked no longer,
 * and what required it opens without it. A step that is new is asked of whoever still is on that ladder, and of whoever it
 * would give something; everybody else is excused from it. A stage that is gone is followed by the next one that there is.
 * What was promised stays: an open question keeps its date, a pair keeps the rhythm that it began with.
 */
import { STAGES, type Privilege, type ProgramPolicy, type Role, type Stage, type StepPolicy } from './policy';

/** Privileges that a version gave and the present one would not. Those of a tier go when the tier is left. */
export interface Kept {
  steps: Privilege[];
  tier: Privilege[];
}

/** What of somebody's standing the rules look at. */
export interface Stands {
  role: Role;
  stage: Stage;
  passedSteps: readonly string[];
  /** Asked, on hold, referred or declined: begun, and not passed. */
  openSteps: readonly string[];
  privileges: readonly Privilege[];
  tier?: string | undefined;
  training: readonly string[];
  /** Has agreed to become a mentor: the mentors' ladder counts too. */
  becoming?: boolean | undefined;
  kept?: Kept | undefined;
  excused?: readonly string[] | undefined;
}

export interface MoveEffect {
  /** The stage to go to, where the present one is gone. */
  stage?: Stage;
  /** Begun, and asked no longer. */
  stepsGone: string[];
  /** Asked of this person from now on, at once or in their turn. */
  stepsNew: string[];
  /** New, and not asked of this person. */
  excused: string[];
  /** Theirs at once: steps that they have passed, or their tier, give more now. */
  granted: Privilege[];
  kept: Kept;
  trainingGone: string[];
  trainingNew: string[];
  /** They hold a tier that there is no more; they keep it until it is changed. */
  tierGone: boolean;
  /** What goes by other numbers from now on. */
  differs: Rhythm[];
}

export const RHYTHMS = [
  'screening',
  'matching',
  'mentorship',
  'retention',
  'achievement',
  'transition',
] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export function effectOf(from: ProgramPolicy, to: ProgramPolicy, stands: Stands): MoveEffect {
  const stages = stagesOf(to, stands.role);
  const stage = stages.includes(stands.stage) ? undefined : stageAfter(stands.stage, stages);
  const ladder = ladderOf(to, stands);
  const known = [...stands.passedSteps, ...stands.openSteps, ...ladderOf(from, stands).map(({ id }) => id)];
  const kept = keptBy(from, to, stands);
  const granted = grantedBy(to, stands);
  const may = new Set([...stands.privileges, ...granted, ...kept.steps, ...kept.tier]);
  const appeared = ladder.filter(({ id }) => !known.includes(id) && !stands.excused?.includes(id));
  const isAsked = (step: StepPolicy): boolean =>
    isOnLadder(stands, step) || step.grants.some((privilege) => !may.has(privilege));
  const training = isTraining(stands) ? missing(from, stands) : [];
  const trainingThen = isTraining(stands) ? missing(to, stands) : [];
  return {
    ...(stage === undefined ? {} : { stage }),
    stepsGone: stands.openSteps.filter((id) => !ladder.some((step) => step.id === id)),
    stepsNew: appeared.filter(isAsked).map(({ id }) => id),
    excused: appeared.filter((step) => !isAsked(step)).map(({ id }) => id),
    granted: granted.filter((privilege) => !stands.privileges.includes(privilege)),
    kept,
    trainingGone: training.filter((module) => !trainingThen.includes(module)),
    trainingNew: trainingThen.filter((module) => !training.includes(module)),
    tierGone: stands.tier !== undefined && !to.tiers.some(({ id }) => id === stands.tier),
    differs: RHYTHMS.filter(
      (part) => concerns(part, stands, to) && !same(numbers(from, part), numbers(to, part)),
    ),
  };
}

/** The stages of a role, in the program's order. A mentor's path runs in a circle and ends with mentoring. */
export function stagesOf(policy: Pick<ProgramPolicy, 'stages'>, role: Role): Stage[] {
  const mentors: readonly Stage[] = ['screening', 'matching', 'mentorship'];
  return policy.stages.filter((stage) => role === 'mentee' || mentors.includes(stage));
}

function stageAfter(gone: Stage, stages: readonly Stage[]): Stage | undefined {
  return stages.find((stage) => STAGES.indexOf(stage) > STAGES.indexOf(gone)) ?? stages.at(-1);
}

function ladderOf(policy: ProgramPolicy, { role, becoming }: Stands): StepPolicy[] {
  const roles: Role[] = becoming ? [role, 'mentor'] : [role];
  return policy.screening.steps.filter((step) => step.for.some((one) => roles.includes(one)));
}

/** Still on the way up: in screening, or a mentee on the mentors' part of it. */
function isOnLadder({ stage, role, becoming }: Stands, step: StepPolicy): boolean {
  return stage === 'screening' || (becoming === true && role === 'mentee' && !step.for.includes('mentee'));
}

function grantedBy(policy: ProgramPolicy, { passedSteps, tier }: Stands): Privilege[] {
  const steps = policy.screening.steps.filter(({ id }) => passedSteps.includes(id));
  return unique([...steps, ...policy.tiers.filter(({ id }) => id === tier)].flatMap(({ grants }) => grants));
}

function keptBy(from: ProgramPolicy, to: ProgramPolicy, stands: Stands): Kept {
  const { passedSteps, tier, privileges } = stands;
  const bySteps = from.screening.steps
    .filter(({ id }) => passedSteps.includes(id))
    .flatMap(({ grants }) => grants);
  const byTier = from.tiers.filter(({ id }) => id === tier).flatMap(({ grants }) => grants);
  // Who could be matched can still be: another name for the same permission is no reason to ask again.
  const need = stands.role === 'mentee' ? 'menteeNeeds' : 'mentorNeeds';
  const couldBeMatched = privileges.includes(from.matching[need]) ? [to.matching[need]] : [];
  const now = grantedBy(to, stands);
  const beyond = (list: readonly Privilege[]): Privilege[] =>
    unique(list).filter((privilege) => !now.includes(privilege));
  return {
    steps: beyond([...(stands.kept?.steps ?? []), ...bySteps, ...couldBeMatched]),
    tier: beyond([...(stands.kept?.tier ?? []), ...byTier]),
  };
}

function isTraining({ stage, becoming }: Stands): boolean {
  return stage === 'transition' && becoming === true;
}

function missing({ transition }: ProgramPolicy, { training }: Stands): string[] {
  return transition.training.filter((module) => !training.includes(module));
}

/** Screening is over for whoever has left it; the pair's rhythm is the pair's own until there is another one. */
function concerns(part: Rhythm, { role, stage }: Stands, to: ProgramPolicy): boolean {
  if (part !== 'screening' && !stagesOf(to, role).includes(part) && part !== 'retention') return false;
  return STAGES.indexOf(part) >= STAGES.indexOf(stage) || part === 'mentorship' || part === 'matching';
}

function numbers(policy: ProgramPolicy, part: Rhythm): unknown {
  if (part === 'screening')
    return policy.screening.steps.map(({ id, remindAfter, staleAfter }) => [id, remindAfter, staleAfter]);
  if (part === 'transition') return { ...policy.transition, training: undefined };
  return policy[part];
}

/** By content: both come from the same compiler, or one of them from a history, where the order of keys is the same. */
function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
