import { DAY, HOUR, plus } from '../../../domain/duration';
import type { OccurrenceKey, PersonId, WallClock } from '../../../domain/ids';
import type { Actor } from '../../../workflows/contract';
import {
  interimInTouch,
  mentorIsBack,
  nameInterim,
  checkInterim,
} from '../../../workflows/mentorship/interim';
import {
  checkLog,
  checkReschedule,
  logMeeting,
  meetAgainAfterPause,
  moveMeeting,
  remindMeeting,
} from '../../../workflows/mentorship/meetings';
import type { Pair } from '../../../workflows/mentorship/pair';
import { answerTime, checkTimeAnswer, lapseTime } from '../../../workflows/mentorship/times';
import { NOON, pairOnPaper } from '../../support/onPaper';

const SAM: Actor = 'person:sam';
const MO: Actor = 'person:mo';
const LEE: Actor = 'account:lee';
const OLA = 'ola' as PersonId;
const refused = (type: string) => expect.objectContaining({ type }) as Error;

beforeEach(() => jest.useFakeTimers({ now: new Date(NOON) }));
afterEach(() => jest.useRealTimers());

/** The n-th meeting, so many hours from now. */
const meeting = (number: number, hours: number) => {
  const startsAt = plus(NOON, hours * HOUR);
  return { number, startsAt, startsWall: startsAt.slice(0, 16) as WallClock };
};
/** A pair that rests: what is said of a meeting is taken, and no next one is planned. */
const resting = (state: Partial<Pair['state']>) => pairOnPaper({ paused: ['mentee'], ...state });

describe('how a meeting went', () => {
  test('is said of one that there is', () => {
    const { pair } = pairOnPaper({ meeting: meeting(2, -2) });
    for (const number of [0, 3, NaN])
      expect(() => checkLog(pair, { number, outcome: 'attended', by: SAM })).toThrow(
        refused('UnknownMeeting'),
      );
    expect(() => checkLog(pair, { number: 1, outcome: 'attended', by: SAM })).not.toThrow();
  });

  test('both are told of a miss kindly, and staff of the second in a row', async () => {
    const { pair, paper } = resting({ meeting: meeting(1, -2) });
    await logMeeting(pair, { number: 1, outcome: 'missed', by: SAM });
    expect(paper.said).toEqual(['sam meeting-missed-followup']);
    expect(paper.opened).toEqual([]);
    pair.state.meeting = meeting(2, -1);
    await logMeeting(pair, { number: 2, outcome: 'missed', by: SAM });
    expect(paper.opened).toMatchObject([{ details: { reason: 'missed-meetings', count: 2 } }]);
  });

  test('a late word about the one before counts, and is no second miss', async () => {
    const state = { meeting: meeting(2, 24), previous: meeting(1, -9), outcomes: { 1: 'unknown' as const } };
    const { pair, paper } = resting({ ...state, missedInARow: 1 });
    await logMeeting(pair, { number: 1, outcome: 'missed', by: SAM });
    expect(pair.state).toMatchObject({ outcomes: { 1: 'missed' }, missedInARow: 1, meeting: { number: 2 } });
    expect(paper.all.meetings).toMatchObject([{ number: 1, status: 'missed' }]);
  });

  test('of one that is long past nothing is changed any more', async () => {
    const { pair, paper } = resting({
      meeting: meeting(5, 24),
      previous: meeting(4, -9),
      outcomes: { 4: 'unknown' },
    });
    await logMeeting(pair, { number: 1, outcome: 'attended', by: SAM });
    expect(paper.all).toEqual({});
  });

  test('only the last dozen are remembered', async () => {
    const { pair } = resting({});
    for (let number = 1; number <= 15; number++) {
      pair.state.meeting = meeting(number, -1);
      await logMeeting(pair, { number, outcome: 'attended', by: SAM });
    }
    const kept = Array.from({ length: 12 }, (_, i) => String(i + 4));
    expect(Object.keys(pair.state.outcomes)).toEqual(kept);
    expect(Object.keys(pair.state.saidBy ?? {})).toEqual(kept);
  });
});

describe('where the two say different things', () => {
  const said = async (outcome: 'attended' | 'missed' = 'attended') => {
    const one = resting({ meeting: meeting(1, -2) });
    await logMeeting(one.pair, { number: 1, outcome, by: SAM });
    one.paper.turn();
    return one;
  };

  test('nobody is wrong: staff speak with both, once', async () => {
    const { pair, paper } = await said();
    await logMeeting(pair, { number: 1, outcome: 'missed', by: MO });
    await logMeeting(pair, { number: 1, outcome: 'missed', by: MO });
    expect(paper.opened).toMatchObject([
      { kind: 'staff-task', details: { reason: 'meeting-said-differently' } },
    ]);
    expect(pair.state.outcomes[1]).toBe('attended');
  });

  test('the same word again, or another one of the same person, changes nothing', async () => {
    const { pair, paper } = await said();
    await logMeeting(pair, { number: 1, outcome: 'attended', by: MO });
    await logMeeting(pair, { number: 1, outcome: 'missed', by: SAM });
    expect(paper.all).toEqual({});
  });

  test.each([
    ['attended', 'missed'],
    ['missed', 'attended'],
  ] as const)('staff have the last word, %s or %s, and the task is done', async (first, last) => {
    const { pair, paper } = await said(first);
    await logMeeting(pair, { number: 1, outcome: last, by: MO });
    paper.turn();
    await logMeeting(pair, { number: 1, outcome: last, by: LEE });
    expect(paper.happened).toContainEqual(['meeting-corrected', { number: 1, outcome: last }]);
    expect(paper.closed).toEqual(['task/meeting-said-differently/1 settled']);
    expect(paper.all.meetings).toMatchObject([{ number: 1, status: last }]);
    // Both journeys count it, or count it no more.
    expect(paper.errands).toBe(2);
  });

  test('"unknown" is no last word, and neither is one about a meeting that is long past', async () => {
    const { pair, paper } = await said();
    await logMeeting(pair, { number: 1, outcome: 'unknown' as never, by: LEE });
    pair.state.meeting = meeting(3, 24);
    await logMeeting(pair, { number: 1, outcome: 'missed', by: LEE });
    expect(paper.all).toEqual({});
    expect(pair.state.outcomes[1]).toBe('attended');
  });
});

describe('a meeting moves', () => {
  test.each<[string, Partial<Pair['state']>, { number?: number; startsWall?: string }, string]>([
    ['when the pair does not meet', { status: 'closing' }, {}, 'NotPossibleNow'],
    ['when it is not the next one', {}, { number: 2 }, 'UnknownMeeting'],
    ['when it is settled', { outcomes: { 1: 'attended' } }, {}, 'UnknownMeeting'],
    ['to a time that is none', {}, { startsWall: 'tomorrow' }, 'OutOfRange'],
  ])('not %s', (_when, state, act, type) => {
    const { pair } = pairOnPaper({ meeting: meeting(1, 24), ...state });
    const startsWall = '2026-03-09T18:30' as WallClock;
    const whole = { number: 1, startsWall, by: LEE, ...act } as never;
    expect(() => checkReschedule(pair, whole)).toThrow(refused(type));
  });

  test('and what was already due before the new time is not reminded of', () => {
    const { pair, paper } = pairOnPaper({ meeting: meeting(1, 48) });
    const soon = meeting(1, 5);
    moveMeeting(pair, soon.startsAt, soon.startsWall, LEE);
    expect(pair.state.agenda.map(({ do: what }) => what)).toEqual(['ask-meeting']);
    expect(paper.said).toEqual(['sam meeting-reminder', 'mo meeting-reminder']);
    expect(paper.happened).toEqual([
      ['meeting-moved', { number: 1, from: plus(NOON, 48 * HOUR), to: soon.startsAt }],
    ]);
  });

  test('and is reminded of under keys that the old time did not have', () => {
    const { pair, paper } = pairOnPaper({ meeting: meeting(1, 48) });
    remindMeeting(pair, { do: 'remind-meeting', at: NOON });
    const later = meeting(1, 96);
    moveMeeting(pair, later.startsAt, later.startsWall, LEE);
    remindMeeting(pair, { do: 'remind-meeting', at: NOON, number: 1 });
    const keys = (paper.all.intents ?? []).map(({ key }) => key);
    expect(keys).toHaveLength(6);
    expect(new Set(keys).size).toBe(6);
  });
});

describe('after a pause', () => {
  const pausedAt = plus(NOON, -10 * DAY);
  test('a meeting that fell into it is planned anew', () => {
    const { pair, paper } = pairOnPaper({ meeting: meeting(3, -24) });
    meetAgainAfterPause(pair, pausedAt);
    expect(paper.all.meetings).toMatchObject([{ number: 3, status: 'cancelled' }]);
    expect(pair.state.agenda).toMatchObject([{ do: 'plan-meeting' }]);
  });

  test.each<[string, Partial<Pair['state']>]>([
    ['is still to come', { meeting: meeting(3, 24) }],
    ['was over before', { meeting: meeting(3, -30 * 24) }],
    ['is settled', { meeting: meeting(3, -24), outcomes: { 3: 'attended' } }],
    ['was never planned', { meeting: { number: 0 } }],
    ['was of a pair that has ended', { meeting: meeting(3, -24), status: 'closing' }],
  ])('one that %s stays as it is', (_which, state) => {
    const { pair, paper } = pairOnPaper(state);
    meetAgainAfterPause(pair, pausedAt);
    expect([paper.all, pair.state.agenda]).toEqual([{}, []]);
  });
});

describe('another time, proposed by the mentor', () => {
  const proposed = (state: Partial<Pair['state']> = {}, hours = 72) =>
    pairOnPaper({
      meeting: meeting(1, 48),
      proposal: {
        ...meeting(1, hours),
        by: 'mentor',
        key: 'mentorship-m1/meeting/1/time/1/mentee' as OccurrenceKey,
      },
      ...state,
    });
  const accepts = (side: 'mentee' | 'mentor', number = 1) =>
    ({ number, side, answer: 'accept', by: SAM }) as const;

  test('accepted: that is the time now, and both hear it', () => {
    const { pair, paper } = proposed();
    checkTimeAnswer(pair, accepts('mentee'));
    answerTime(pair, accepts('mentee'));
    expect(pair.state.meeting.startsAt).toBe(plus(NOON, 72 * HOUR));
    expect(pair.snapshot().proposal).toBeUndefined();
    expect(paper.closed).toContain('meeting/1/time/1/mentee accepted');
    expect(paper.said).toEqual(['sam meeting-reminder', 'mo meeting-reminder']);
  });

  test('declined: the old time stands, and whoever proposed hears it', () => {
    const { pair, paper } = proposed();
    expect(pair.snapshot().proposal).toMatchObject({ by: 'mentor' });
    answerTime(pair, { number: 1, side: 'mentee', answer: 'decline', by: SAM });
    expect(pair.state.meeting.startsAt).toBe(plus(NOON, 48 * HOUR));
    expect(paper.said).toEqual(['mo meeting-time-kept']);
  });

  test('nobody answers in time: the old time stands; where it has come already nothing is said of it', () => {
    const { pair, paper } = proposed({ meeting: meeting(1, -1) });
    lapseTime(pair, { key: 'an-earlier-one' as OccurrenceKey });
    expect(pair.state.proposal).toBeDefined();
    lapseTime(pair, { key: pair.state.proposal!.key });
    expect(pair.state.proposal).toBeUndefined();
    expect(paper.said).toEqual([]);
  });

  test('is answered by the other side, about the meeting it is for, while it lies ahead', () => {
    expect(() => checkTimeAnswer(proposed().pair, accepts('mentor'))).toThrow(refused('NotPossibleNow'));
    expect(() => checkTimeAnswer(proposed().pair, accepts('mentee', 2))).toThrow(refused('NotPossibleNow'));
    expect(() => checkTimeAnswer(proposed({}, -1).pair, accepts('mentee'))).toThrow(
      refused('DateNotInFuture'),
    );
    const none = pairOnPaper({ meeting: meeting(1, 48) });
    expect(() => checkTimeAnswer(none.pair, accepts('mentee'))).toThrow(refused('NotPossibleNow'));
    answerTime(none.pair, accepts('mentee'));
    expect(none.paper.all).toEqual({});
  });
});

describe('while a mentor takes a break', () => {
  const away = (interim: Pair['state']['interim'] = {}) => pairOnPaper({ meeting: meeting(1, -9), interim });
  const key = 'mentorship-m1/interim/1' as OccurrenceKey;

  test('somebody is named for the mentee, once, and both hear of each other', () => {
    const { pair, paper } = away();
    nameInterim(pair, { personId: OLA, owedBy: 'staff', by: LEE });
    nameInterim(pair, { personId: OLA, owedBy: 'staff', by: LEE });
    expect(paper.opened).toMatchObject([{ kind: 'interim-contact', personId: OLA, dueAt: plus(NOON, DAY) }]);
    expect(paper.said).toEqual(['ola interim-asked', 'sam interim-named']);
    expect(pair.snapshot().interim).toMatchObject({ personId: OLA });
  });

  test('the name that staff owed is there; the time for it is the program’s', () => {
    const { pair, paper } = away({ key });
    Object.assign(pair.policy, { interimWithin: 'P3D' });
    nameInterim(pair, { personId: OLA, owedBy: 'participant', by: LEE });
    expect(paper.closed).toEqual(['interim/1 named']);
    expect(paper.opened).toMatchObject([{ owedBy: 'participant', dueAt: plus(NOON, 3 * DAY) }]);
  });

  test('nobody stands in for a mentor who is here, nor one of the two for the other', () => {
    const naming = (personId: string) => ({ personId, owedBy: 'staff', by: LEE }) as never;
    expect(() => checkInterim(pairOnPaper().pair, naming('ola'))).toThrow(refused('NotPossibleNow'));
    for (const one of ['sam', 'mo'])
      expect(() => checkInterim(away().pair, naming(one))).toThrow(refused('OutOfRange'));
    expect(() => checkInterim(away().pair, naming('ola'))).not.toThrow();
  });

  test('whoever was in touch owes it no more, and stays the one to turn to', () => {
    const { pair, paper } = away({ key, personId: OLA });
    interimInTouch(pair, { by: 'person:ola' });
    interimInTouch(pair, { by: 'person:ola' });
    expect(paper.closed).toEqual(['interim/1 in-touch']);
    expect(paper.happened).toEqual([['interim-in-touch', { person: OLA }]]);
    expect(pair.state.interim).toEqual({ personId: OLA });
  });

  test('back again: the mentee and whoever stood in hear it, and they meet anew', () => {
    const { pair, paper } = away({ key, personId: OLA });
    expect(mentorIsBack(pair)).toBe(true);
    expect(paper.said).toEqual(['sam mentor-back', 'ola interim-over']);
    expect(paper.closed).toEqual(['interim/1 mentor-back']);
    expect(pair.state.agenda).toMatchObject([{ do: 'plan-meeting' }]);
    expect(mentorIsBack(pair)).toBe(false);
  });

  test('back before anybody was named, with a meeting that is still asked about: that one leads to the next', () => {
    const { pair, paper } = away();
    const asks = { do: 'settle-meeting', at: plus(NOON, DAY) };
    pair.state.agenda = [asks, { do: 'plan-meeting', at: NOON }];
    expect(mentorIsBack(pair)).toBe(true);
    expect(paper.said).toEqual(['sam mentor-back']);
    expect(paper.closed).toEqual([]);
    expect(pair.state.agenda).toEqual([asks]);
  });
});
