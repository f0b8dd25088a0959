import fc from 'fast-check';
import { between, millis, plus } from '../../domain/duration';
import type { Duration, Instant } from '../../domain/ids';
import type { ShiftPolicy } from '../../domain/policy';
import { deadlineName, shiftPlan, type PlannedDeadline, type ShiftTimes } from '../../domain/shiftPlan';

const duration = (text: string) => text as Duration;
const instant = (text: string) => text as Instant;

const POLICY: ShiftPolicy = {
  startCheckIn: true,
  endNudges: ['-PT10M', 'PT0M', 'PT10M'].map(duration),
  grace: duration('PT15M'),
  lateNudgeEvery: duration('PT10M'),
  lateNudges: 2,
};

function times(changes: Partial<ShiftTimes> = {}): ShiftTimes {
  return {
    startsAt: instant('2026-03-02T14:00:00.000Z'),
    endsAt: instant('2026-03-02T22:00:00.000Z'),
    knownAt: instant('2026-03-01T12:00:00.000Z'),
    endKnownAt: changes.knownAt ?? instant('2026-03-01T12:00:00.000Z'),
    saidAboutEnd: 0,
    ...changes,
  };
}

const clock = (deadline: PlannedDeadline) => `${deadline.at.slice(11, 16)} ${deadlineName(deadline)}`;

test('a day shift is asked at its start, before, at and after its end, and missed when the grace is over', () => {
  expect(shiftPlan(POLICY, times()).map(clock)).toEqual([
    '14:00 start-0/ask-0',
    '14:07 start-0/nudge-1',
    '14:15 start-0/missed-0',
    '14:25 start-0/late-nudge-1',
    '14:35 start-0/late-nudge-2',
    '21:50 end-0/ask-0',
    '22:00 end-0/nudge-1',
    '22:10 end-0/nudge-2',
    '22:15 end-0/missed-0',
    '22:25 end-0/late-nudge-1',
    '22:35 end-0/late-nudge-2',
  ]);
});

test('interval check-ins stop where their grace would reach beyond the end', () => {
  const plan = shiftPlan(
    { ...POLICY, startCheckIn: false, interval: duration('PT3H'), lateNudges: 0 },
    times(),
  );
  expect(plan.filter((d) => d.occasion.kind === 'interval' && d.step === 'ask').map(clock)).toEqual([
    '17:00 interval-1/ask-0',
    '20:00 interval-2/ask-0',
  ]);
});

test('without a start check-in nobody is asked at the start, and without an interval not in between', () => {
  const plan = shiftPlan({ ...POLICY, startCheckIn: false }, times());
  expect(new Set(plan.map(({ occasion }) => occasion.kind))).toEqual(new Set(['end']));
  const never = shiftPlan({ ...POLICY, startCheckIn: false, interval: duration('PT0S') }, times());
  expect(never).toEqual(plan);
});

test('an interval check-in whose grace ends with the shift is still asked', () => {
  const plan = shiftPlan({ ...POLICY, interval: duration('PT7H45M'), lateNudges: 0 }, times());
  expect(plan.map(clock)).toContain('22:00 interval-1/missed-0');
});

test('what is due at the moment in which the shift becomes known is asked; what was due before is not', () => {
  const asked = (knownAt: string) =>
    shiftPlan(POLICY, times({ knownAt: instant(knownAt) })).some((d) => d.occasion.kind === 'start');
  expect(asked('2026-03-02T14:00:00.000Z')).toBe(true);
  expect(asked('2026-03-02T14:00:00.001Z')).toBe(false);
});

test('what somebody was asked by a run that was lost is still missed at its own grace, and nothing else of the past is', () => {
  const owed = [{ kind: 'interval', number: 1 } as const];
  const plan = shiftPlan(
    { ...POLICY, interval: duration('PT2H'), lateNudges: 0 },
    times({ knownAt: instant('2026-03-02T16:06:00.000Z'), owed }),
  );
  expect(plan.map(clock).slice(0, 4)).toEqual([
    '16:00 interval-1/ask-0',
    '16:07 interval-1/nudge-1',
    '16:15 interval-1/missed-0',
    '18:00 interval-2/ask-0',
  ]);
});

test('a grace of nothing is a minute, with a nudge half-way', () => {
  const hasty = { ...POLICY, grace: duration('PT0S'), endNudges: [duration('PT0S')] };
  const plan = shiftPlan(hasty, times()).filter((d) => d.occasion.kind === 'start');
  expect(plan.slice(0, 3).map(({ at }) => at)).toEqual([
    '2026-03-02T14:00:00.000Z',
    '2026-03-02T14:00:30.000Z',
    '2026-03-02T14:01:00.000Z',
  ]);
});

test('what is said expires when the next thing is said, or the answer missed; a late nudge when another could come', () => {
  const end = shiftPlan({ ...POLICY, lateNudges: 1 }, times()).filter((d) => d.occasion.kind === 'end');
  expect(end.map((d) => [clock(d), d.expiresAt.slice(11, 16), d.dueAt.slice(11, 16)])).toEqual([
    ['21:50 end-0/ask-0', '22:00', '22:00'],
    ['22:00 end-0/nudge-1', '22:10', '22:00'],
    ['22:10 end-0/nudge-2', '22:15', '22:00'],
    ['22:15 end-0/missed-0', '22:25', '22:00'],
    ['22:25 end-0/late-nudge-1', '22:35', '22:00'],
  ]);
});

test('where there is no time between late nudges there are none', () => {
  const plan = shiftPlan({ ...POLICY, lateNudgeEvery: duration('PT0S') }, times());
  expect(plan.filter((d) => d.step === 'late-nudge')).toEqual([]);
});

describe('the question about the end', () => {
  const endKnownAt = (at: string, ...endNudges: string[]) =>
    shiftPlan(
      { ...POLICY, endNudges: endNudges.map(duration), lateNudges: 0 },
      times({ endKnownAt: instant(`2026-03-02T${at}:00.000Z`) }),
    )
      .filter((d) => d.occasion.kind === 'end')
      .map(clock);

  test('that is due at the moment in which the end becomes known is asked then', () => {
    expect(endKnownAt('21:50', '-PT10M', 'PT5M')).toEqual([
      '21:50 end-0/ask-0',
      '22:05 end-0/nudge-1',
      '22:15 end-0/missed-0',
    ]);
  });

  test('is the first that is still ahead; the end itself where none is', () => {
    expect(endKnownAt('21:51', '-PT10M', 'PT5M')).toEqual(['22:05 end-0/ask-0', '22:15 end-0/missed-0']);
    expect(endKnownAt('22:00', 'PT5M')).toEqual(['22:05 end-0/ask-0', '22:15 end-0/missed-0']);
    expect(endKnownAt('21:51', '-PT10M')).toEqual(['22:00 end-0/ask-0', '22:15 end-0/missed-0']);
  });

  test('is asked at once where the end was over when it became known', () => {
    expect(endKnownAt('22:03', 'PT5M')).toEqual([
      '22:03 end-0/ask-0',
      '22:05 end-0/nudge-1',
      '22:18 end-0/missed-0',
    ]);
  });
});

test('an extension two minutes before the end asks anew for the new end, in messages of their own', () => {
  const extended = times({
    endsAt: instant('2026-03-02T23:00:00.000Z'),
    endKnownAt: instant('2026-03-02T21:58:00.000Z'),
    saidAboutEnd: 1,
  });
  expect(
    shiftPlan(POLICY, extended)
      .filter((d) => d.occasion.kind === 'end')
      .map(clock),
  ).toEqual([
    '22:50 end-0/ask-1',
    '23:00 end-0/nudge-2',
    '23:10 end-0/nudge-3',
    '23:15 end-0/missed-0',
    '23:25 end-0/late-nudge-1',
    '23:35 end-0/late-nudge-2',
  ]);
});

test('an extension by less than the first question is asked about when the new end comes', () => {
  const extended = times({
    endsAt: instant('2026-03-02T22:05:00.000Z'),
    endKnownAt: instant('2026-03-02T21:58:00.000Z'),
    saidAboutEnd: 1,
  });
  expect(shiftPlan(POLICY, extended).find((d) => d.occasion.kind === 'end')).toMatchObject({
    step: 'ask',
    number: 1,
    at: '2026-03-02T22:05:00.000Z',
  });
});

test('a shift that becomes known after its end is asked at once and still has its whole grace', () => {
  const knownAt = instant('2026-03-02T22:30:00.000Z');
  const plan = shiftPlan(POLICY, times({ knownAt }));
  expect(plan[0]).toMatchObject({ step: 'ask', occasion: { kind: 'end' }, at: knownAt });
  expect(plan.find((d) => d.step === 'missed')?.at).toBe('2026-03-02T22:45:00.000Z');
});

test('late nudges about the start give way to the question about the end', () => {
  const short = times({ endsAt: instant('2026-03-02T14:45:00.000Z') });
  const names = shiftPlan({ ...POLICY, lateNudges: 9 }, short).map(clock);
  expect(names).toContain('14:25 start-0/late-nudge-1');
  expect(names).not.toContain('14:35 start-0/late-nudge-2');
});

test('late nudges about a check-in give way to the next one, where that comes before the end is asked about', () => {
  const late = (interval: string, nudge: string) => {
    const policy = { ...POLICY, lateNudges: 9, interval: duration(interval), endNudges: [duration(nudge)] };
    return shiftPlan(policy, times({ endsAt: instant('2026-03-02T15:20:00.000Z') }))
      .filter((d) => d.step === 'late-nudge' && d.occasion.kind !== 'end')
      .map(clock);
  };
  // The second at 14:35 falls together with the next question, and is not said.
  expect(late('PT35M', '-PT10M')).toEqual(['14:25 start-0/late-nudge-1', '15:00 interval-1/late-nudge-1']);
  expect(late('PT45M', '-PT50M')).toEqual(['14:25 start-0/late-nudge-1']);
  expect(late('PT40M', '-PT20M')).toEqual(['14:25 start-0/late-nudge-1', '14:35 start-0/late-nudge-2']);
});

test('a nudge never comes after the miss it warns of', () => {
  const plan = shiftPlan({ ...POLICY, endNudges: ['PT0M', 'PT15M', 'PT30M'].map(duration) }, times());
  expect(plan.filter((d) => d.occasion.kind === 'end' && d.step === 'nudge')).toEqual([]);
});

describe('for any policy and any shift', () => {
  const minutes = (n: number) => duration(n < 0 ? `-PT${-n}M` : `PT${n}M`);
  const policies = fc.record({
    startCheckIn: fc.boolean(),
    interval: fc.option(fc.integer({ min: 5, max: 300 }).map(minutes), { nil: undefined }),
    endNudges: fc.array(fc.integer({ min: -60, max: 60 }).map(minutes), { maxLength: 5 }),
    grace: fc.integer({ min: 0, max: 60 }).map(minutes),
    lateNudgeEvery: fc.integer({ min: 0, max: 60 }).map(minutes),
    lateNudges: fc.integer({ min: 0, max: 5 }),
  });
  const base = Date.parse('2026-03-02T14:00:00.000Z');
  const shifts = fc
    .record({
      length: fc.integer({ min: 1, max: 16 * 60 }),
      known: fc.integer({ min: -48 * 60, max: 20 * 60 }),
      endKnownAfter: fc.integer({ min: 0, max: 20 * 60 }),
      saidAboutEnd: fc.nat(9),
    })
    .map(({ length, known, endKnownAfter, saidAboutEnd }): ShiftTimes => {
      const startsAt = instant(new Date(base).toISOString());
      const knownAt = plus(startsAt, known * 60_000);
      return {
        startsAt,
        endsAt: plus(startsAt, length * 60_000),
        knownAt,
        endKnownAt: plus(knownAt, endKnownAfter * 60_000),
        saidAboutEnd,
      };
    });
  const holds = (check: (plan: PlannedDeadline[], policy: ShiftPolicy, times: ShiftTimes) => void) =>
    fc.assert(
      fc.property(policies, shifts, (policy, times) => check(shiftPlan(policy, times), policy, times)),
      { numRuns: 500 },
    );

  test('deadlines come in order, each with a name of its own', () =>
    holds((plan) => {
      for (let i = 1; i < plan.length; i++) {
        expect(between(plan[i - 1]!.at, plan[i]!.at)).toBeGreaterThanOrEqual(0);
      }
      expect(new Set(plan.map(deadlineName)).size).toBe(plan.length);
    }));

  test('at one instant misses come first', () =>
    holds((plan) => {
      for (let i = 1; i < plan.length; i++) {
        const [before, after] = [plan[i - 1]!, plan[i]!];
        if (before.at === after.at && after.step === 'missed') expect(before.step).toBe('missed');
      }
    }));

  test('nothing lies before the shift, or its end, was known', () =>
    holds((plan, _policy, { knownAt, endKnownAt }) => {
      for (const deadline of plan) {
        expect(between(knownAt, deadline.at)).toBeGreaterThanOrEqual(0);
        if (deadline.occasion.kind === 'end') {
          expect(between(endKnownAt, deadline.at)).toBeGreaterThanOrEqual(0);
        }
      }
    }));

  test('the end is asked about and missed exactly once, and missed a grace after the end at the earliest', () =>
    holds((plan, policy, { endsAt, endKnownAt, saidAboutEnd }) => {
      const end = plan.filter((d) => d.occasion.kind === 'end');
      const asked = end.filter((d) => d.step === 'ask');
      const missed = end.filter((d) => d.step === 'missed');
      expect(asked.map((d) => d.number)).toEqual([saidAboutEnd]);
      expect(missed).toHaveLength(1);
      expect(between(endsAt, missed[0]!.at)).toBeGreaterThanOrEqual(millis(policy.grace));
      expect(between(endKnownAt, missed[0]!.at)).toBeGreaterThanOrEqual(0);
      expect(between(asked[0]!.at, missed[0]!.at)).toBeGreaterThanOrEqual(0);
    }));

  test('every occasion is asked, then nudged, then missed, then nudged late', () =>
    holds((plan, policy) => {
      const order = ['ask', 'nudge', 'missed', 'late-nudge'];
      for (const name of new Set(plan.map((d) => `${d.occasion.kind}-${d.occasion.number}`))) {
        const steps = plan.filter((d) => `${d.occasion.kind}-${d.occasion.number}` === name);
        const byTime = [...steps].sort(
          (a, b) => between(b.at, a.at) || order.indexOf(a.step) - order.indexOf(b.step),
        );
        expect(byTime.map((d) => order.indexOf(d.step))).toEqual(
          [...byTime.map((d) => order.indexOf(d.step))].sort(),
        );
        expect(steps.filter((d) => d.step === 'late-nudge').length).toBeLessThanOrEqual(policy.lateNudges);
      }
    }));

  test('no interval check-in is still open when the shift ends', () =>
    holds((plan, _policy, { endsAt }) => {
      for (const deadline of plan.filter((d) => d.occasion.kind === 'interval' && d.step === 'missed')) {
        expect(between(deadline.at, endsAt)).toBeGreaterThanOrEqual(0);
      }
    }));

  test('an extension moves nothing but the end, and what it adds', () =>
    holds((plan, policy, times) => {
      const extended = shiftPlan({ ...policy }, { ...times, endsAt: plus(times.endsAt, 60 * 60_000) });
      const asked = (list: PlannedDeadline[]) =>
        list.filter((d) => d.occasion.kind !== 'end' && d.step !== 'late-nudge').map(clock);
      expect(asked(extended)).toEqual(expect.arrayContaining(asked(plan)));
    }));
});
