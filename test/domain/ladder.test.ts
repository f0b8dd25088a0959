import fc from 'fast-check';
import { plus } from '../../domain/duration';
import { instant, type Duration, type Instant } from '../../domain/ids';
import * as rules from '../../domain/ladder';
import type { StepDecision, StepState } from '../../domain/ladder';
import type { Role, StepOutcome, StepPolicy } from '../../domain/policy';

const NOON = instant(Date.parse('2026-03-02T12:00:00Z'));
const HOUR = 3_600_000;
const OUTCOMES: StepOutcome[] = ['advance', 'hold', 'refer', 'decline'];

const step = (id: string, more: Partial<StepPolicy> = {}): StepPolicy => ({
  id,
  for: ['mentee', 'mentor'],
  owedBy: 'staff',
  requires: [],
  grants: [`may-${id}`],
  remindAfter: [],
  staleAfter: 'P14D' as Duration,
  ...more,
});

/** Ladders without a circle: a step requires only steps before it. */
const ladders = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc
    .tuple(
      ...Array.from({ length: size }, (_, index) =>
        fc.record({
          requires: fc.subarray(Array.from({ length: index }, (__, before) => `s${before}`)),
          for: fc.subarray<Role>(['mentee', 'mentor'], { minLength: 1 }),
          decidedBy: fc.constantFrom<NonNullable<StepPolicy['decidedBy']>>(
            'staff',
            'peers',
            'staff-and-peers',
          ),
        }),
      ),
    )
    .map((steps) => steps.map((more, index) => step(`s${index}`, more))),
);

interface Walk {
  states: StepState[];
  at: Instant;
}

function open(ladder: StepPolicy[], { states, at }: Walk): Walk {
  const opened = rules
    .opening(ladder, states)
    .map(({ id }): StepState => ({ id, status: 'open', openedAt: at }));
  return { states: [...states, ...opened], at };
}

/** One decision, taken where the rules allow it, then a day passes. */
function decide(ladder: StepPolicy[], walk: Walk, id: string, decision: StepDecision): Walk {
  const policy = ladder.find((one) => one.id === id);
  const state = walk.states.find((one) => one.id === id);
  const later = plus(walk.at, 24 * HOUR);
  if (
    !policy ||
    !state ||
    rules.refusalOf(policy, state, decision, walk.at) ||
    rules.isDecidedSo(state, decision)
  )
    return { ...walk, at: later };
  const until = decision.lookAgainAt ?? plus(walk.at, policy.staleAfter);
  const decided = rules.decidedStep(state, decision.outcome, walk.at, until);
  return open(ladder, { states: walk.states.map((one) => (one.id === id ? decided : one)), at: later });
}

const decisions = fc.array(
  fc.record({
    step: fc.integer({ min: 0, max: 5 }).map((n) => `s${n}`),
    outcome: fc.constantFrom(...OUTCOMES),
    withDate: fc.boolean(),
    reason: fc.boolean(),
  }),
  { maxLength: 25 },
);

const toDecision = (
  one: { outcome: StepOutcome; withDate: boolean; reason: boolean },
  at: Instant,
): StepDecision => ({
  outcome: one.outcome,
  ...(one.withDate && { lookAgainAt: plus(at, 48 * HOUR) }),
  ...(one.reason && { reasonStated: true as const }),
});

test('whatever is decided in whatever order, what is earned stays earned', () => {
  fc.assert(
    fc.property(ladders, fc.constantFrom<Role>('mentee', 'mentor'), decisions, (steps, role, taken) => {
      const ladder = rules.ladderFor(steps, [role]);
      let walk = open(ladder, { states: [], at: NOON });
      let earned: string[] = [];
      for (const one of taken) {
        walk = decide(ladder, walk, one.step, toDecision(one, walk.at));
        const now = rules.earned(steps, walk.states);
        expect(now).toEqual(expect.arrayContaining(earned));
        earned = now;
      }
    }),
  );
});

test('there is no dead end: from wherever somebody stands, every step of theirs can still be passed', () => {
  fc.assert(
    fc.property(ladders, fc.constantFrom<Role>('mentee', 'mentor'), decisions, (steps, role, taken) => {
      const ladder = rules.ladderFor(steps, [role]);
      let walk = open(ladder, { states: [], at: NOON });
      for (const one of taken) walk = decide(ladder, walk, one.step, toDecision(one, walk.at));
      for (const _ of ladder)
        for (const { id } of walk.states)
          walk = decide(ladder, walk, id, { outcome: 'advance', reasonStated: true });
      expect(ladder.filter(({ id }) => !rules.isPassed(walk.states, id))).toEqual([]);
    }),
  );
});

test('whoever is not passed has a date on which somebody looks again', () => {
  fc.assert(
    fc.property(ladders, decisions, (steps, taken) => {
      const ladder = rules.ladderFor(steps, ['mentor']);
      let walk = open(ladder, { states: [], at: NOON });
      for (const one of taken) walk = decide(ladder, walk, one.step, toDecision(one, walk.at));
      const waiting = walk.states.filter(({ status }) => !['open', 'passed'].includes(status));
      for (const state of waiting) expect(state.lookAgainAt).toBeDefined();
    }),
  );
});

describe('where mentors decide too', () => {
  const policy = step('talk', { decidedBy: 'staff-and-peers' });
  const state: StepState = { id: 'talk', status: 'open', openedAt: NOON };
  const advance: StepDecision = { outcome: 'advance' };

  test('a decision without any word of theirs needs a reason', () => {
    expect(rules.refusalOf(policy, state, advance, NOON)?.code).toBe('ReasonNeeded');
    expect(rules.refusalOf(policy, state, { ...advance, reasonStated: true }, NOON)).toBeUndefined();
    expect(rules.refusalOf(policy, { ...state, peerWords: 1 }, advance, NOON)).toBeUndefined();
    expect(rules.refusalOf({ ...policy, decidedBy: 'staff' }, state, advance, NOON)).toBeUndefined();
  });

  test('words of before are not words about the new look; what was sent in stays sent in', () => {
    const before: StepState = { ...state, status: 'declined', peerWords: 2, sentInAt: NOON };
    const again = rules.reopenedStep(before, plus(NOON, HOUR));
    expect(again).toEqual({ id: 'talk', status: 'open', openedAt: plus(NOON, HOUR), sentInAt: NOON });
  });
});

describe('a decision that was a slip', () => {
  const passed: StepState = { id: 's', status: 'passed', openedAt: NOON, decidedAt: NOON };
  const above = (status: StepState['status']): StepState => ({ id: 't', status, openedAt: NOON });

  test.each([
    ['a hold, years later', { ...passed, status: 'on-hold' as const }, [], 20_000, undefined],
    ['a step that is open', { ...passed, status: 'open' as const }, [], 0, 'NotPossibleNow'],
    ['a passed step, the same day', passed, [above('open')], 24, undefined],
    ['a passed step, the day after', passed, [], 25, 'AlreadyDecided'],
    ['a passed step on which another was decided', passed, [above('on-hold')], 1, 'AlreadyDecided'],
  ])('%s', (_what, state, builtOn, hours, code) => {
    expect(rules.undoRefusal(state, builtOn, plus(NOON, hours * HOUR))?.code).toBe(code);
  });
});
