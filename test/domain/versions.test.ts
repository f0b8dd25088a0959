import fc from 'fast-check';
import { as, type Duration } from '../../domain/ids';
import { STAGES, type ProgramPolicy, type StepPolicy } from '../../domain/policy';
import { effectOf, stagesOf, type Stands } from '../../domain/versions';
import { smallProgram } from '../support/program';

const PRIVILEGES = ['attend-workshops', 'be-matched', 'mentor', 'work-shifts', 'drive'];
const IDS = ['a', 'b', 'c', 'd', 'e'];

const step = fc.record({
  for: fc.constantFrom<StepPolicy['for']>(['mentee'], ['mentor'], ['mentee', 'mentor']),
  grants: fc.subarray(PRIVILEGES),
});

/** Any ladder in which each step follows the one before it. */
const policy: fc.Arbitrary<ProgramPolicy> = fc
  .tuple(
    fc.subarray(IDS, { minLength: 1 }),
    fc.array(step, { minLength: 5, maxLength: 5 }),
    fc.subarray([...STAGES], { minLength: 1 }),
  )
  .map(([ids, steps, stages]) =>
    smallProgram({
      stages,
      screening: {
        steps: ids.map((id, index) => ({
          id,
          owedBy: 'staff',
          requires: [],
          remindAfter: [],
          staleAfter: as<Duration>('P7D'),
          ...(steps[index] ?? { for: ['mentee'], grants: [] }),
        })),
      },
    }),
  );

const standing = fc.record({
  role: fc.constantFrom<Stands['role']>('mentee', 'mentor'),
  stage: fc.constantFrom(...STAGES),
  passed: fc.subarray(IDS),
  tier: fc.constantFrom(undefined, 'staff', 'gone'),
});

/** Somebody as their version has made them: what they may is what it gave. */
function stands(
  from: ProgramPolicy,
  {
    role,
    stage,
    passed,
    tier,
  }: { role: Stands['role']; stage: Stands['stage']; passed: string[]; tier: string | undefined },
): Stands {
  const steps = from.screening.steps.filter(({ id }) => passed.includes(id));
  const grants = [...steps, ...from.tiers.filter(({ id }) => id === tier)].flatMap((one) => one.grants);
  const open = from.screening.steps.filter((one) => one.for.includes(role) && !passed.includes(one.id));
  return {
    role,
    stage,
    passedSteps: steps.map(({ id }) => id),
    openSteps: open.map(({ id }) => id),
    privileges: [...new Set(grants)],
    tier,
    training: [],
  };
}

test('whatever the two versions say, nothing that somebody has earned is lost', () => {
  fc.assert(
    fc.property(policy, policy, standing, (from, to, who) => {
      const before = stands(from, who);
      const { kept, stage, stepsGone, stepsNew, excused } = effectOf(from, to, before);
      const steps = to.screening.steps.filter(({ id }) => before.passedSteps.includes(id));
      const after = [
        ...[...steps, ...to.tiers.filter(({ id }) => id === before.tier)].flatMap(({ grants }) => grants),
        ...kept.steps,
        ...kept.tier,
      ];
      expect(after).toEqual(expect.arrayContaining([...before.privileges]));
      // Where they stand there is a stage, unless their role has none at all.
      const stages = stagesOf(to, before.role);
      if (stages.length > 0) expect(stages).toContain(stage ?? before.stage);
      // Nobody is asked for what they have passed, nor both asked and excused.
      for (const id of [...stepsNew, ...excused, ...stepsGone]) expect(before.passedSteps).not.toContain(id);
      expect(stepsNew.filter((id) => excused.includes(id))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('moving to the same version does nothing', () => {
  fc.assert(
    fc.property(policy, standing, (same, who) => {
      const before = stands(same, who);
      const stage = stagesOf(same, before.role).includes(before.stage) ? before.stage : undefined;
      if (stage === undefined) return;
      expect(effectOf(same, same, before)).toMatchObject({
        stepsGone: [],
        stepsNew: [],
        excused: [],
        granted: [],
        kept: { steps: [], tier: [] },
        differs: [],
      });
    }),
  );
});
