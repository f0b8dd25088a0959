import fc from 'fast-check';
import { HOUR, plus } from '../../domain/duration';
import { instant, type Duration, type Instant } from '../../domain/ids';
import * as rules from '../../domain/ladder';
import type { StepDecision, StepState } from '../../domain/ladder';
import type { Role, StepOutcome, StepPolicy } from '../../domain/policy';

const NOON = instant(Date.parse('2026-03-02T12:00:00Z'));
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
      ladder.forEach(() => {
        for (const { id } of walk.states)
          walk = decide(ladder, walk, id, { outcome: 'advance', reasonStated: true });
      });
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

describe('which steps somebody has, and which are open to them', () => {
  const orientation = step('orientation', { grants: ['attend'] });
  const interview = step('interview', { for: ['mentor'], grants: ['attend', 'mentor'] });
  const talk = step('talk', { for: ['mentee'], requires: ['orientation', 'interview'] });
  const ids = (steps: StepPolicy[]) => steps.map(({ id }) => id);
  const is = (id: string, status: StepState['status']): StepState => ({ id, status, openedAt: NOON });

  test('those of any role that they go by', () => {
    const steps = [orientation, interview, talk];
    expect(ids(rules.ladderFor(steps, ['mentee']))).toEqual(['orientation', 'talk']);
    expect(ids(rules.ladderFor(steps, ['mentor']))).toEqual(['orientation', 'interview']);
    expect(ids(rules.ladderFor(steps, ['mentee', 'mentor']))).toEqual(ids(steps));
    expect(rules.ladderFor(steps, [])).toEqual([]);
  });

  test('a step opens once, when everything is passed that it requires of that role', () => {
    const ofMentee = [orientation, talk];
    expect(ids(rules.opening(ofMentee, []))).toEqual(['orientation']);
    expect(rules.opening(ofMentee, [is('orientation', 'open')])).toEqual([]);
    expect(rules.opening(ofMentee, [is('orientation', 'on-hold')])).toEqual([]);
    // The interview is a mentor's: it is no condition here.
    expect(ids(rules.opening(ofMentee, [is('orientation', 'passed')]))).toEqual(['talk']);
    expect(rules.opening(ofMentee, [is('orientation', 'passed'), is('talk', 'declined')])).toEqual([]);
    const both = [orientation, interview, talk];
    expect(rules.opening(both, [is('orientation', 'passed'), is('interview', 'open')])).toEqual([]);
    expect(ids(rules.opening(both, [is('orientation', 'passed'), is('interview', 'passed')]))).toEqual([
      'talk',
    ]);
  });

  test('what somebody may do follows from the steps passed and the tier, each thing once', () => {
    const steps = [orientation, interview];
    const states = [is('orientation', 'passed'), is('interview', 'on-hold')];
    expect(rules.earned(steps, states)).toEqual(['attend']);
    expect(rules.earned(steps, states, ['shifts', 'attend'])).toEqual(['attend', 'shifts']);
    expect(rules.earned(steps, [is('orientation', 'passed'), is('interview', 'passed')])).toEqual([
      'attend',
      'mentor',
    ]);
    expect(rules.earned(steps, [])).toEqual([]);
  });
});

describe('a decision leaves a way on', () => {
  const policy = step('talk');
  const open: StepState = { id: 'talk', status: 'open', openedAt: NOON };
  const later = plus(NOON, 48 * HOUR);
  const code = (state: StepState, decision: StepDecision) =>
    rules.refusalOf(policy, state, decision, NOON)?.code;

  test('a hold and a decline need the date of the next look, which lies ahead; a referral and a pass do not', () => {
    expect(code(open, { outcome: 'hold' })).toBe('DateNeeded');
    expect(code(open, { outcome: 'decline' })).toBe('DateNeeded');
    expect(code(open, { outcome: 'hold', lookAgainAt: later })).toBeUndefined();
    expect(code(open, { outcome: 'decline', lookAgainAt: later })).toBeUndefined();
    expect(code(open, { outcome: 'decline', lookAgainAt: NOON })).toBe('DateNotInFuture');
    expect(code(open, { outcome: 'refer', lookAgainAt: plus(NOON, -HOUR) })).toBe('DateNotInFuture');
    expect(code(open, { outcome: 'refer' })).toBeUndefined();
    expect(code(open, { outcome: 'advance' })).toBeUndefined();
  });

  test('what is earned is not taken back', () => {
    const passed: StepState = { ...open, status: 'passed' };
    expect(code(passed, { outcome: 'hold', lookAgainAt: later })).toBe('AlreadyDecided');
    expect(code(passed, { outcome: 'refer' })).toBe('AlreadyDecided');
  });

  test('the same decision again is the one that was taken', () => {
    const passed: StepState = { ...open, status: 'passed' };
    expect(code(passed, { outcome: 'advance' })).toBeUndefined();
    expect(rules.isDecidedSo(passed, { outcome: 'advance', lookAgainAt: later })).toBe(true);
    expect(rules.isDecidedSo(passed, { outcome: 'hold' })).toBe(false);
    const held: StepState = { ...open, status: 'on-hold', lookAgainAt: later };
    expect(rules.isDecidedSo(held, { outcome: 'hold' })).toBe(true);
    expect(rules.isDecidedSo(held, { outcome: 'hold', lookAgainAt: later })).toBe(true);
    expect(rules.isDecidedSo(held, { outcome: 'hold', lookAgainAt: plus(later, HOUR) })).toBe(false);
    expect(rules.isDecidedSo(held, { outcome: 'advance' })).toBe(false);
    expect(code(held, { outcome: 'hold' })).toBeUndefined();
  });

  test.each([
    ['advance', 'passed', {}],
    ['hold', 'on-hold', { lookAgainAt: later }],
    ['refer', 'referred', { lookAgainAt: later }],
    ['decline', 'declined', { lookAgainAt: later }],
  ] as const)(
    'after %s the step is %s, and what was sent in and said about it is kept',
    (outcome, status, more) => {
      const at = plus(NOON, HOUR);
      expect(rules.decidedStep(open, outcome, at, later)).toEqual({
        ...open,
        status,
        decidedAt: at,
        ...more,
      });
      const known: StepState = { ...open, sentInAt: NOON, peerWords: 2 };
      expect(rules.decidedStep(known, outcome, at, undefined)).toEqual({ ...known, status, decidedAt: at });
    },
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
    expect(rules.refusalOf({ ...policy, decidedBy: 'peers' }, state, advance, NOON)?.code).toBe(
      'ReasonNeeded',
    );
    expect(rules.refusalOf({ ...policy, decidedBy: 'staff' }, state, advance, NOON)).toBeUndefined();
  });

  test('words of before are not words about the new look; what was sent in stays sent in', () => {
    const before: StepState = { ...state, status: 'declined', peerWords: 2, sentInAt: NOON };
    const again = rules.reopenedStep(before, plus(NOON, HOUR));
    expect(again).toEqual({ id: 'talk', status: 'open', openedAt: plus(NOON, HOUR), sentInAt: NOON });
    expect(rules.reopenedStep(state, NOON)).toEqual({ id: 'talk', status: 'open', openedAt: NOON });
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
    [
      'a passed step on which one of two was decided',
      passed,
      [above('open'), above('passed')],
      1,
      'AlreadyDecided',
    ],
    ['a moment too late', passed, [], 24 + 10 / HOUR, 'AlreadyDecided'],
    [
      'a step passed before decisions had their time',
      { ...passed, decidedAt: undefined },
      [],
      0,
      'AlreadyDecided',
    ],
  ])('%s', (_what, state, builtOn, hours, code) => {
    expect(rules.undoRefusal(state, builtOn, plus(NOON, hours * HOUR))?.code).toBe(code);
  });
});
