import { DAY, plus } from '../../../domain/duration';
import type { Instant, OccurrenceKey, PersonId, TransitionId } from '../../../domain/ids';
import type { Actor, JourneyInput, JourneyState, TransitionMoved } from '../../../workflows/contract';
import { begin } from '../../../workflows/journey/begin';
import { leaveTransitions, transitionHasMoved } from '../../../workflows/journey/criticalTransitions';
import {
  askForOpenSteps,
  checkStep,
  decideStep,
  isScreened,
  lookAgain,
  openSteps,
} from '../../../workflows/journey/ladder';
import {
  beginAgain,
  checkPause,
  comeBack,
  pause,
  recordDeath,
  reopen,
  withdraw,
} from '../../../workflows/journey/leaving';
import { askPeers, checkAskPeers, checkPeerWord } from '../../../workflows/journey/peers';
import { checkSendIn, sendInStep } from '../../../workflows/journey/sendIn';
import { checkUndo, undoStep } from '../../../workflows/journey/undo';
import { NOON, pathOnPaper } from '../../support/onPaper';
import { smallProgram } from '../../support/program';

const LEE: Actor = 'account:lee';
const SAM: Actor = 'person:sam';
const MO = 'mo' as PersonId;
const day = (number: number): Instant => plus(NOON, number * DAY);
const goTo = (number: number) => jest.setSystemTime(new Date(day(number)));
const refused = (type: string) => expect.objectContaining({ type }) as Error;

beforeEach(() => jest.useFakeTimers({ now: new Date(NOON) }));
afterEach(() => jest.useRealTimers());

/** Somebody whose path begins now, in the small program with a word of mentors about the conversation. */
function begun(input: Partial<JourneyInput> = {}) {
  const small = smallProgram();
  const steps = small.screening.steps.map((step) =>
    step.id === 'conversation' ? { ...step, decidedBy: 'staff-and-peers' as const } : step,
  );
  const sam = pathOnPaper({}, { ...small, screening: { steps } }, input);
  begin(sam.path);
  return sam;
}
const passes = ({ path }: ReturnType<typeof begun>, step: string) =>
  decideStep(path, { step, outcome: 'advance', reasonStated: true, by: LEE });

describe('a path that goes on where an earlier one had ended', () => {
  const expiry = { expiresAt: day(40), remindAt: day(30) };
  const earned: JourneyInput['earned'] = {
    steps: ['application', 'conversation'],
    privileges: ['attend-workshops', 'be-matched'],
    training: ['listening'],
    tier: 'volunteer',
    peer: { expiries: { 'kit/naloxone': expiry } },
  };

  test('begins with everything that was earned, and dates still run', () => {
    const { path, paper } = begun({ earned });
    expect(path.standing()).toMatchObject({
      privileges: earned.privileges,
      tier: 'volunteer',
      steps: [
        { id: 'application', status: 'passed' },
        { id: 'conversation', status: 'passed' },
        { id: 'co-facilitation', status: 'open' },
      ],
    });
    expect(path.state.training).toEqual(['listening']);
    expect(path.state.agenda).toContainEqual({ do: 'renew', at: expiry.remindAt, about: 'kit/naloxone' });
    expect(paper.said).toEqual(['sam welcome']);
  });

  test('without a tier or a date begins all the same', () => {
    const { path } = begun({ earned: { steps: [], privileges: [], training: [] } });
    expect(path.standing().tier).toBeUndefined();
    expect(path.state.peer).toBeUndefined();
  });
});

test('a program without screening begins with its first stage, and asks for no step', () => {
  const { path, paper } = pathOnPaper({}, smallProgram({ stages: ['matching', 'mentorship'] }));
  begin(path);
  expect(path.state.stage).toBe('matching');
  expect(paper.opened).toEqual([]);
});

describe('a pause', () => {
  test('has an end in the future, or none', () => {
    const { path } = begun();
    expect(() => checkPause(path, { until: NOON, by: SAM })).toThrow(refused('DateNotInFuture'));
    expect(() => checkPause(path, { until: day(1), by: SAM })).not.toThrow();
    expect(() => checkPause(path, { by: SAM })).not.toThrow();
  });

  test('said twice is one; with another date it is the same pause with another end, and the pair hears of it once', () => {
    const mentorships: JourneyState['mentorships'] = [
      { id: 'm1' as never, status: 'active', with: MO, meetingsHeld: 0, missedInARow: 0 },
    ];
    const { path, paper } = pathOnPaper({ mentorships });
    pause(path, { until: day(5), by: SAM });
    pause(path, { until: day(5), by: SAM });
    pause(path, { until: day(9), by: SAM });
    pause(path, { by: SAM });
    expect(paper.happened).toEqual([
      ['journey-paused', { until: day(5) }],
      ['journey-paused', { until: day(9) }],
      ['journey-paused', { until: null }],
    ]);
    expect(paper.errands).toBe(1);
    expect(path.state.agenda).toEqual([]);
    expect(path.state.pausedAt).toBe(NOON);
  });

  test('moves what waits by as long as it was; dates that were agreed on stay', () => {
    const sam = begun();
    const { path, paper } = sam;
    passes(sam, 'application');
    decideStep(path, { step: 'co-facilitation', outcome: 'decline', lookAgainAt: day(30), by: LEE });
    path.ask({ key: ['review', 1], kind: 'achievement-review', owedBy: 'staff' });
    pause(path, { by: SAM });
    paper.turn();
    goTo(10);
    comeBack(path, SAM);
    const due = Object.fromEntries(
      path.state.waits.map(({ key, dueAt }) => [key.split('/')[2] ?? '', dueAt]),
    );
    // The conversation gives two weeks, ten days of which were the pause's; the look on the thirtieth day is agreed.
    expect(due).toMatchObject({ conversation: day(24), 'co-facilitation': day(30) });
    expect(paper.all.due).toMatchObject([
      { key: expect.stringContaining('conversation') as string, dueAt: day(24) },
    ]);
    expect(path.state.agenda).toContainEqual(expect.objectContaining({ do: 'late', at: day(24) }));
  });

  test('in which nothing was waited for moves nothing, and coming back twice is once', () => {
    const { path, paper } = pathOnPaper();
    comeBack(path, SAM);
    expect(paper.all).toEqual({});
    pause(path, { by: SAM });
    paper.turn();
    comeBack(path, SAM);
    comeBack(path, SAM);
    expect(paper.all.due).toBeUndefined();
    expect(paper.said).toEqual(['sam resumed']);
  });
});

describe('leaving', () => {
  test('lets everything go that was asked, once, and its end is the path’s own affair', () => {
    const { path, paper } = begun();
    paper.turn();
    withdraw(path, { by: SAM });
    expect(paper.closed).toEqual([expect.stringMatching(/^step\/application\/\d+ withdrawn$/)]);
    paper.turn();
    withdraw(path, { by: SAM });
    expect([paper.all, path.state.agenda]).toEqual([{}, []]);
  });

  test('and coming back: what was open is asked again, what was put off waits for its date', () => {
    const sam = begun();
    const { path, paper } = sam;
    reopen(path, { by: LEE }, () => true);
    passes(sam, 'application');
    decideStep(path, { step: 'co-facilitation', outcome: 'hold', lookAgainAt: day(30), by: LEE });
    withdraw(path, { by: SAM });
    paper.turn();
    reopen(path, { by: LEE }, () => true);
    expect(paper.opened.map(({ details, dueAt }) => [details, dueAt])).toEqual([
      [{ step: 'conversation' }, day(14)],
      [{ step: 'co-facilitation', again: true }, day(30)],
    ]);
    expect(paper.happened).toEqual(['journey-reopened']);
    paper.turn();
    askForOpenSteps(path);
    expect(paper.opened).toEqual([]);
  });

  test('a path that takes up one which a mistake had ended asks for what was open, and asks nobody who did not want it', () => {
    const asOf = (retention: Partial<JourneyState['retention']>) =>
      pathOnPaper({
        stage: 'retention',
        steps: [
          { id: 'application', status: 'passed', openedAt: day(-90), decidedAt: day(-80) },
          { id: 'conversation', status: 'open', openedAt: NOON, sentInAt: day(-70) },
        ],
        retention: { cadence: 0, steady: 0, missed: 0, number: 0, nextAt: NOON, ...retention },
      });
    const { path, paper } = asOf({});
    beginAgain(path);
    expect(paper.happened).toEqual([
      'journey-reopened',
      ['screening-step-opened', { step: 'conversation', again: true }],
      ['screening-step-sent-in', { step: 'conversation' }],
    ]);
    expect(paper.opened).toMatchObject([{ kind: 'screening-step', dueAt: day(14) }]);
    expect(path.state.agenda).toEqual(
      expect.arrayContaining([expect.objectContaining({ do: 'plan-check-in' })]),
    );
    const quiet = asOf({ declinedAt: day(-10) });
    beginAgain(quiet.path);
    expect(quiet.path.state.agenda.map(({ do: what }) => what)).not.toContain('plan-check-in');
  });

  test('a death is recorded once, and is a task where nobody has told those close yet', () => {
    for (const [told, tasks] of [
      [undefined, 1],
      ['otherwise' as const, 0],
    ] as const) {
      const { path, paper } = begun();
      paper.turn();
      recordDeath(path, { by: LEE, ...(told && { told }) });
      expect(paper.all.death).toEqual({ personId: 'sam' });
      expect(paper.opened).toHaveLength(tasks);
      paper.turn();
      recordDeath(path, { by: LEE });
      expect([paper.all, path.goesOn]).toEqual([{}, false]);
    }
  });
});

describe('a step of the ladder', () => {
  test('that was passed meanwhile, or is in no version any more, is not looked at again', () => {
    const sam = begun();
    passes(sam, 'application');
    sam.paper.turn();
    for (const about of ['application', 'gone', undefined])
      lookAgain(sam.path, { do: 'look-again', at: NOON, ...(about && { about }) });
    expect(sam.paper.all).toEqual({});
  });

  test('without reminders in its policy is asked for once, until its deadline', () => {
    const small = smallProgram();
    const steps = small.screening.steps.map((step) => ({ ...step, remindAfter: [] }));
    const { path, paper } = pathOnPaper({}, { ...small, screening: { steps } });
    openSteps(path, LEE);
    expect(paper.all.intents).toMatchObject([{ expiresAt: day(14) }]);
    expect(path.state.agenda.map(({ do: what }) => what)).toEqual(['late']);
  });

  test('referred without a date is looked at again after the time of the step', () => {
    const sam = begun();
    passes(sam, 'application');
    decideStep(sam.path, { step: 'co-facilitation', outcome: 'refer', by: LEE });
    expect(sam.path.state.agenda).toContainEqual(
      expect.objectContaining({ do: 'look-again', at: day(14), about: 'co-facilitation' }),
    );
    expect(sam.paper.said).not.toContain('sam screening-declined-look-again');
  });

  test('is what screening waits for, all of them where none gives what matching needs', () => {
    const sam = begun();
    sam.path.policy = smallProgram({ stages: ['screening', 'retention'] });
    passes(sam, 'application');
    passes(sam, 'conversation');
    expect(isScreened(sam.path, 'mentee')).toBe(false);
    sam.path.state.excused = ['co-facilitation'];
    expect(isScreened(sam.path, 'mentee')).toBe(true);
    expect(() => checkStep(sam.path, { step: 'co-facilitation', outcome: 'advance', by: LEE })).toThrow(
      refused('UnknownStep'),
    );
  });

  test('comes in while it rests until a date: that is kept, and the date stands', () => {
    const { path, paper } = begun();
    decideStep(path, { step: 'application', outcome: 'hold', lookAgainAt: day(30), by: LEE });
    paper.turn();
    sendInStep(path, { step: 'application', by: SAM });
    expect(paper.happened).toEqual([['screening-step-sent-in', { step: 'application' }]]);
    expect([paper.opened, paper.closed]).toEqual([[], []]);
    expect(path.state.steps[0]?.sentInAt).toBe(NOON);
  });

  test('passed, it takes nothing in, asks nobody, and hears nobody', () => {
    const sam = begun();
    passes(sam, 'application');
    passes(sam, 'conversation');
    const already = refused('AlreadyDecided');
    expect(() => checkSendIn(sam.path, { step: 'application', by: SAM })).toThrow(already);
    const asked = { step: 'conversation', peers: [MO], by: LEE };
    expect(() => checkAskPeers(sam.path, asked)).toThrow(already);
    const word = { step: 'conversation', peer: MO, word: 'hold', by: 'person:mo' } as const;
    expect(() => checkPeerWord(sam.path, word)).toThrow(already);
  });

  test('nobody gives their word about their own', () => {
    const sam = begun();
    passes(sam, 'application');
    const peers = [MO, 'sam' as PersonId];
    expect(() => checkAskPeers(sam.path, { step: 'conversation', peers, by: LEE })).toThrow(
      refused('UnknownPeer'),
    );
  });

  test('is undone with the words that were given for it, and with what stood open because of it', () => {
    const sam = begun();
    const { path, paper } = sam;
    passes(sam, 'application');
    askPeers(path, { step: 'conversation', peers: [MO], by: LEE });
    path.state.steps[0]!.peerWords = 2;
    paper.turn();
    checkUndo(path, { step: 'application', reason: 'slip', by: LEE } as never);
    undoStep(path, { step: 'application', by: LEE });
    expect(path.state.steps).toMatchObject([{ id: 'application', status: 'open', peerWords: 2 }]);
    expect(paper.closed.map((one) => one.replace(/\d+ /, ''))).toEqual([
      'step/conversation/undone',
      'peers/conversation/mo/undone',
      'step/co-facilitation/undone',
    ]);
    expect(path.state.privileges).toEqual([]);
  });

  test('is not undone once the path has gone on to another stage', () => {
    const sam = begun();
    passes(sam, 'application');
    passes(sam, 'conversation');
    sam.path.enter('matching');
    const undo = { step: 'conversation', by: LEE } as never;
    expect(() => checkUndo(sam.path, undo)).toThrow(refused('NotPossibleNow'));
  });
});

describe('what a critical transition says of itself', () => {
  const every = 'P2D' as TransitionMoved['every'];
  let news = 0;
  const moved = (more: Partial<TransitionMoved>, key = `news-${(news += 1)}`): TransitionMoved => ({
    key: key as OccurrenceKey,
    transitionId: 't1' as TransitionId,
    inside: false,
    every,
    ...more,
  });
  const asked = { do: 'ask-check-in', at: day(6) };

  test('inside, nothing is asked any more; with a second one that is inside too nothing changes', () => {
    const { path, paper } = pathOnPaper({ agenda: [asked] });
    path.ask({ key: ['check-in', 1], kind: 'retention-check-in', owedBy: 'participant' });
    transitionHasMoved(path, moved({ inside: true }));
    expect([paper.closed, path.state.agenda]).toEqual([['check-in/1 inside'], []]);
    paper.turn();
    transitionHasMoved(path, moved({ inside: true, transitionId: 't2' as TransitionId }));
    transitionHasMoved(path, moved({ over: true }));
    expect(paper.all).toEqual({});
    expect(path.state.transitions).toMatchObject([{ id: 't2', inside: true }]);
  });

  test('counts once, and on a path that has ended not at all', () => {
    const { path } = pathOnPaper({ agenda: [asked] });
    transitionHasMoved(path, moved({ inside: true }, 'once'));
    transitionHasMoved(path, moved({ inside: false }, 'once'));
    expect(path.state.transitions).toMatchObject([{ inside: true }]);
    path.state.status = 'ended';
    transitionHasMoved(path, moved({ inside: false }));
    expect(path.state.transitions).toMatchObject([{ inside: true }]);
  });

  test('is told of the end by whoever leaves; somebody without any tells nobody', () => {
    const sam = pathOnPaper({ transitions: [{ id: 't1' as TransitionId, inside: false, every }] });
    leaveTransitions(sam.path, 'withdrawn');
    expect([sam.paper.errands, sam.path.state.transitions]).toEqual([1, []]);
    const kim = pathOnPaper();
    leaveTransitions(kim.path, 'died');
    expect([kim.paper.errands, kim.path.state.transitions]).toEqual([0, undefined]);
  });
});

describe('what is asked', () => {
  test('of one of the staff in particular is theirs; a reminder without an end holds for its own moment', () => {
    const { path, paper } = pathOnPaper({}, undefined, { siteId: 'small.north' as never });
    path.ask({ key: ['review', 1], kind: 'work-review', owedBy: 'staff', of: MO });
    const reminders = { template: 'own-words-asked' as const, at: [day(1), day(2)] };
    path.ask({ key: ['own-words', 1], kind: 'own-words', owedBy: 'participant', reminders });
    expect(paper.opened).toMatchObject([
      { owedBy: 'staff', personId: MO },
      { owedBy: 'participant', personId: 'sam' },
    ]);
    expect(path.state.agenda.map(({ expiresAt }) => expiresAt)).toEqual([day(2), day(2)]);
  });

  test('and is late is one task for staff, however often it is seen; what has no wait is none', () => {
    const { path, paper } = pathOnPaper();
    const wait = path.ask({ key: ['survey', 1], kind: 'survey', owedBy: 'participant' });
    paper.turn();
    const late = { do: 'late', at: NOON, wait, about: 'survey' };
    path.late(late);
    path.late(late);
    path.late({ do: 'late', at: NOON });
    expect(paper.opened).toMatchObject([{ kind: 'staff-task', details: { reason: 'survey-late' } }]);
    path.settle('answered', SAM, 'survey');
    expect(paper.closed).toEqual(['survey/1 answered', 'task/survey-late/survey/1 answered']);
  });
});
