import { DAY, plus } from '../../../domain/duration';
import type { Duration, OccurrenceKey, TransitionId } from '../../../domain/ids';
import type { Actor, AnswerCheckIn, JourneyState } from '../../../workflows/contract';
import {
  answerCheckIn,
  askMoreOften,
  checkAnswer,
  missCheckIn,
  planAfterPause,
  resumeCheckIns,
  startCheckIns,
  takeUpCheckIns,
} from '../../../workflows/journey/checkIns';
import { NOON, pathOnPaper } from '../../support/onPaper';
import { smallProgram } from '../../support/program';

const SAM: Actor = 'person:sam';
const every = 'P2D' as Duration;
const day = (number: number) => plus(NOON, number * DAY);

beforeEach(() => jest.useFakeTimers({ now: new Date(NOON) }));
afterEach(() => jest.useRealTimers());

/** Somebody who is asked how they are. */
const asked = (state: Partial<JourneyState> = {}, retention: object = {}) => {
  const small = smallProgram();
  return pathOnPaper(
    { stage: 'retention', ...state },
    { ...small, retention: { ...small.retention, ...retention } },
  );
};
const rhythm = { cadence: 0, steady: 0, missed: 0, number: 0 };
const plans = (state: JourneyState) => state.agenda.filter(({ do: what }) => what === 'plan-check-in');
const transition = (more: object = {}) => ({ id: 't1' as TransitionId, inside: false, every, ...more });
const answer = (says: AnswerCheckIn['answer'], number = 1, inboundId?: string): AnswerCheckIn => ({
  wait: `journey-sam/check-in/${number}` as OccurrenceKey,
  answer: says,
  by: SAM,
  ...(inboundId && ({ inboundId } as object)),
});

describe('the rhythm of check-ins begins', () => {
  test('once', () => {
    const { path } = asked();
    startCheckIns(path);
    startCheckIns(path);
    expect(plans(path.state)).toHaveLength(1);
  });

  test.each<[string, Partial<JourneyState>]>([
    ['of whoever has asked not to be asked', { retention: { ...rhythm, declinedAt: NOON } }],
    ['of whoever is inside', { transitions: [transition({ inside: true })] }],
  ])('but not for %s', (_whom, state) => {
    const { path } = asked(state);
    startCheckIns(path);
    expect(path.state.agenda).toEqual([]);
  });

  test('but not in a program that asks nobody', () => {
    const { path } = pathOnPaper({}, smallProgram({ stages: ['screening', 'matching', 'mentorship'] }));
    startCheckIns(path);
    expect(path.state.agenda).toEqual([]);
  });
});

describe('after a pause', () => {
  test('what is overdue is asked the next day, and what is still to come stays', () => {
    const overdue = asked({ agenda: [{ do: 'ask-check-in', at: day(-3) }] });
    planAfterPause(overdue.path);
    expect(overdue.path.state.agenda).toEqual([{ do: 'plan-check-in', at: NOON, about: 'P1D' }]);
    const ahead = asked({ agenda: [{ do: 'ask-check-in', at: day(3) }] });
    planAfterPause(ahead.path);
    expect(ahead.path.state.agenda).toEqual([{ do: 'ask-check-in', at: day(3) }]);
  });
});

describe('out again', () => {
  test('somebody who was asked before is asked the next day', () => {
    const { path } = asked({ retention: { ...rhythm, nextAt: day(-9) } });
    takeUpCheckIns(path);
    expect(plans(path.state)).toMatchObject([{ about: 'P1D' }]);
  });

  test.each<[string, Partial<JourneyState>]>([
    ['somebody who came to be asked while inside', { stage: 'retention' }],
    ['a mentor who came to wait for a mentee while inside', { stage: 'matching', role: 'mentor' }],
  ])('%s is asked the next day', (_whom, state) => {
    const { path } = asked({ ...state, retention: rhythm });
    takeUpCheckIns(path, () => true);
    expect(plans(path.state)).toMatchObject([{ about: 'P1D' }]);
  });

  test.each<[string, Partial<JourneyState>]>([
    ['who is not asked yet where they are', { stage: 'mentorship', retention: rhythm }],
    ['who has asked not to be asked', { retention: { ...rhythm, number: 3, declinedAt: NOON } }],
  ])('nobody is asked %s', (_whom, state) => {
    const { path } = asked(state);
    takeUpCheckIns(path);
    expect(path.state.agenda).toEqual([]);
  });
});

describe('near a transition', () => {
  const planned = { do: 'ask-check-in', at: day(20) };

  test('what was planned for later is asked sooner', () => {
    const { path } = asked({ agenda: [planned], transitions: [transition({ from: day(-1) })] });
    askMoreOften(path);
    expect(path.state.agenda).toEqual([{ do: 'plan-check-in', at: NOON, about: every }]);
  });

  test('what is planned soon enough stays', () => {
    const soon = { ...planned, at: day(1) };
    const { path } = asked({ agenda: [soon], transitions: [transition({ from: day(-1) })] });
    askMoreOften(path);
    expect(path.state.agenda).toEqual([soon]);
  });

  test('that is still far, it is looked at again when it comes near; without a date it changes nothing', () => {
    const far = asked({ agenda: [planned], transitions: [transition({ from: day(9) })] });
    askMoreOften(far.path);
    expect(far.path.state.agenda).toEqual([planned, { do: 'ask-more-often', at: day(9) }]);
    const unknown = asked({ agenda: [planned], transitions: [transition()] });
    askMoreOften(unknown.path);
    askMoreOften(asked().path);
    expect(unknown.path.state.agenda).toEqual([planned]);
  });

  test('that is over, the rhythm is the usual one', () => {
    const { path } = asked({
      agenda: [planned],
      transitions: [transition({ from: day(-9), until: day(-1) })],
    });
    askMoreOften(path);
    expect(path.state).toMatchObject({ agenda: [planned], transitions: [] });
  });
});

describe('a question', () => {
  test('that was missed counts as the last one asked, where its number is not known', () => {
    const { path, paper } = asked({ retention: { ...rhythm, number: 4, cadence: 2 } });
    missCheckIn(path, { do: 'check-in-missed', at: NOON });
    expect(paper.happened).toEqual([['check-in-missed', { number: 4, inARow: 1 }]]);
    expect(path.state.retention).toMatchObject({ cadence: 1, missed: 1 });
  });

  test.each(['journey-sam/check-in/0', 'journey-sam/check-in/3', 'journey-kim/check-in/1', ''])(
    'that was never asked (%s) has no answer',
    (wait) => {
      const { path } = asked({ retention: { ...rhythm, number: 2 } });
      const refused = expect.objectContaining({ type: 'UnknownCheckIn' }) as Error;
      expect(() => checkAnswer(path, { ...answer('ok'), wait: wait as OccurrenceKey })).toThrow(refused);
      expect(() => checkAnswer(path, answer('ok', 2))).not.toThrow();
    },
  );
});

describe('an answer', () => {
  const waiting = (state: Partial<JourneyState> = {}, retention: object = {}) => {
    const sam = asked({ retention: { ...rhythm }, ...state }, retention);
    sam.path.state.retention.number = 1;
    sam.path.ask({ key: ['check-in', 1], kind: 'retention-check-in', owedBy: 'participant' });
    sam.paper.turn();
    return sam;
  };

  test('by text is thanked for; on a page the page itself thanks', () => {
    const text = waiting();
    answerCheckIn(text.path, answer('ok', 1, 'in-1'));
    expect(text.paper.said).toEqual(['sam retention-thanks']);
    const page = waiting();
    answerCheckIn(page.path, answer('ok'));
    expect(page.paper.said).toEqual([]);
  });

  test('"not ok" by text is not told how good it is to hear from them; what answers it names it', () => {
    const { path, paper } = waiting();
    answerCheckIn(path, answer('not-ok', 1, 'in-1'));
    expect(paper.said).toEqual(['sam not-ok-received']);
    expect(paper.all.intents).toMatchObject([{ refs: { inbound: 'in-1' } }]);
  });

  test('"not now" is asked again after the time of the program, and the person hears that', () => {
    const { path, paper } = waiting({}, { askAgainAfter: 'P3D' });
    answerCheckIn(path, answer('not-now', 1, 'in-1'));
    expect(plans(path.state)).toMatchObject([{ about: 'P3D' }]);
    expect(paper.said).toEqual(['sam check-in-later']);
    const page = waiting({}, { askAgainAfter: 'P3D' });
    answerCheckIn(page.path, answer('not-now'));
    expect(page.paper.said).toEqual([]);
  });

  test('"not now" from whoever is inside plans nothing', () => {
    const { path } = waiting({}, { askAgainAfter: 'P3D' });
    path.state.transitions = [transition({ inside: true })];
    answerCheckIn(path, answer('not-now'));
    expect(plans(path.state)).toEqual([]);
  });

  test('"no more" ends the asking, once, and one word begins it again', () => {
    const { path, paper } = waiting();
    answerCheckIn(path, answer('decline', 1, 'in-1'));
    expect(path.state.agenda).toEqual([]);
    expect(paper.happened).toEqual(['check-ins-declined']);
    expect(paper.said).toEqual(['sam check-ins-stopped']);
    path.state.retention.number = 2;
    answerCheckIn(path, answer('decline', 2, 'in-2'));
    expect(paper.happened).toHaveLength(1);
    resumeCheckIns(path, { by: SAM });
    resumeCheckIns(path, { by: SAM });
    expect(paper.happened).toEqual(['check-ins-declined', 'check-ins-resumed']);
    expect(plans(path.state)).toHaveLength(1);
  });

  test('"no more" on a page needs no text; whoever is inside begins again when they are out', () => {
    const { path, paper } = waiting();
    answerCheckIn(path, answer('decline'));
    expect(paper.said).toEqual([]);
    path.state.transitions = [transition({ inside: true })];
    resumeCheckIns(path, { by: SAM });
    expect(path.state.agenda).toEqual([]);
    expect(path.state.retention.declinedAt).toBeUndefined();
  });

  test('"not ok" asks more often, never more often than the first rhythm', () => {
    const { path } = waiting({ retention: { ...rhythm, cadence: 1, steady: 1 } });
    answerCheckIn(path, answer('not-ok'));
    expect(path.state.retention).toMatchObject({ cadence: 0, steady: 0 });
    path.state.retention.number = 2;
    answerCheckIn(path, answer('not-ok', 2));
    expect(path.state.retention.cadence).toBe(0);
  });

  test('that comes late is kept as late', () => {
    const { path, paper } = waiting();
    missCheckIn(path, { do: 'check-in-missed', at: NOON, number: 1 });
    paper.turn();
    answerCheckIn(path, answer('ok'));
    expect(paper.happened).toEqual([['check-in-answered', { number: 1, answer: 'ok', late: true }]]);
  });
});
