import type { ProgramId } from '../domain/ids';
import { as } from '../domain/ids';
import type { ProgramPolicy, Role, StepPolicy } from '../domain/policy';
import type { Definition, Step } from './schema';
import { versionOf } from './version';

/** What workflows decide on: a definition without its texts and names. */
export function compile(definition: Definition): ProgramPolicy {
  const {
    id,
    zone,
    languages,
    quietHours,
    stages,
    tiers,
    matching,
    mentorship,
    retention,
    achievement,
    shift,
  } = definition;
  const { levels, ...climbing } = definition.escalation;
  const { offersMentorRole, training, remindTrainingEvery, consentWithin } = definition.transition;
  return {
    program: as<ProgramId>(id),
    version: versionOf(definition),
    zone,
    languages,
    quietHours,
    stages,
    screening: { steps: stepPolicies(definition.screening.steps) },
    tiers: tiers.map(({ id, grants, compensation, maxHoursPerWeek }) => ({
      id,
      grants,
      compensation,
      ...(maxHoursPerWeek === undefined ? {} : { maxHoursPerWeek }),
    })),
    matching,
    mentorship,
    retention,
    achievement,
    transition: {
      offersMentorRole,
      training: training.map(({ id }) => id),
      remindTrainingEvery,
      consentWithin,
    },
    shift: { ...shift, caps: withoutGaps(shift.caps) },
    escalation: {
      levels: levels.map(({ id, channels, acknowledgeWithin }) => ({ id, channels, acknowledgeWithin })),
      ...climbing,
    },
    anotherProfessional: definition.anotherProfessional,
  };
}

/** Without the keys that are absent: what a workflow gets is plain JSON, and the same definition gives the same policy. */
function withoutGaps<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** The ladder with what is left out filled in: who owes a step, and which one it follows. */
export function stepPolicies(steps: readonly Step[]): StepPolicy[] {
  return steps.map((step, index) => ({
    id: step.id,
    for: step.for,
    owedBy: step.owedBy ?? (step.survey === undefined ? 'staff' : 'participant'),
    requires: step.requires ?? previousFor(step.for, steps.slice(0, index)),
    grants: step.grants,
    remindAfter: step.remindAfter,
    staleAfter: step.staleAfter,
    kind: step.kind,
    decidedBy: step.decidedBy,
  }));
}

/** The nearest earlier step that everybody who has this one has too. */
function previousFor(roles: readonly Role[], earlier: readonly Step[]): string[] {
  const previous = earlier.findLast((step) => roles.every((role) => step.for.includes(role)));
  return previous === undefined ? [] : [previous.id];
}
