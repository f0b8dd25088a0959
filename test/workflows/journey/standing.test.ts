import type { Actor, DecideAchievement, JourneyState } from '../../../workflows/contract';
import { checkAchievement, decideAchievement } from '../../../workflows/journey/achievement';
import {
  checkProgress,
  haveBeenReached,
  letGoOfGoal,
  recordProgress,
  setGoal,
} from '../../../workflows/journey/goals';
import { changeTier, checkTier, submitSurvey } from '../../../workflows/journey/standingInProgram';
import {
  askForTraining,
  checkConsent,
  checkTraining,
  completeTraining,
  consent,
  remindTraining,
} from '../../../workflows/journey/transition';
import { DAY, plus } from '../../../domain/duration';
import type { Duration } from '../../../domain/ids';
import { NOON, pathOnPaper } from '../../support/onPaper';
import { smallProgram } from '../../support/program';

const LEE: Actor = 'account:lee';
const SAM: Actor = 'person:sam';
const refused = (type: string) => expect.objectContaining({ type }) as Error;

beforeEach(() => jest.useFakeTimers({ now: new Date(NOON) }));
afterEach(() => jest.useRealTimers());

describe('a survey', () => {
  test('that is the one for matching ends the wait for it; handed in twice it is one', () => {
    const { path, paper } = pathOnPaper({ stage: 'matching' });
    path.ask({ key: ['survey', 1], kind: 'survey', owedBy: 'participant' });
    const answers = { survey: 'about-me', responseId: 'r1', by: SAM };
    submitSurvey(path, answers);
    submitSurvey(path, answers);
    expect(path.state.surveyDone).toBe(true);
    expect(paper.closed).toEqual(['survey/1 answered']);
    expect(paper.happened).toEqual([['survey-answered', { survey: 'about-me', response: 'r1' }]]);
  });

  test('of another kind is kept, and nobody is matched by it', () => {
    const { path, paper } = pathOnPaper({ stage: 'matching' });
    submitSurvey(path, { survey: 'how-was-it', responseId: 'r1', by: SAM });
    expect(paper.happened).toHaveLength(1);
    expect(path.state.surveyDone).toBe(false);
    expect(paper.opened).toEqual([]);
  });
});

describe('goals', () => {
  const goals = (...progress: number[]) =>
    pathOnPaper({ goals: progress.map((percent, i) => ({ id: `g${i}`, progress: percent })) });

  test('are the person’s own: set once, moved on, let go', () => {
    const { path, paper } = goals();
    setGoal(path, { goalId: 'g0', by: SAM });
    setGoal(path, { goalId: 'g0', by: LEE });
    recordProgress(path, { goalId: 'g0', progress: 40, by: SAM });
    recordProgress(path, { goalId: 'g0', progress: 40, by: LEE });
    letGoOfGoal(path, { goalId: 'g0', by: SAM });
    letGoOfGoal(path, { goalId: 'g0', by: SAM });
    recordProgress(path, { goalId: 'g0', progress: 60, by: SAM });
    expect(paper.happened).toEqual([
      ['goal-set', { goal: 'g0' }],
      ['goal-progress', { goal: 'g0', progress: 40 }],
      ['goal-let-go', { goal: 'g0' }],
    ]);
    expect(path.state.goals).toEqual([]);
  });

  test.each([
    ['g0', -1, 'OutOfRange'],
    ['g0', 101, 'OutOfRange'],
    ['g0', NaN, 'OutOfRange'],
    ['another', 50, 'UnknownGoal'],
  ])('progress of %s by %d is refused', (goalId, progress, type) => {
    expect(() => checkProgress(goals(10).path, { goalId, progress, by: SAM })).toThrow(refused(type));
  });

  test('are reached together, on average; none at all and those reviewed before are not', () => {
    expect(haveBeenReached(goals().path)).toBe(false);
    expect(haveBeenReached(goals(100, 60).path)).toBe(true);
    expect(haveBeenReached(goals(100, 58).path)).toBe(false);
    const { path } = goals(100, 10);
    path.state.goals[0]!.reviewed = true;
    expect(haveBeenReached(path)).toBe(false);
  });
});

describe('the achievement review', () => {
  const review = (state: Partial<JourneyState> = {}, ownWords = false) => {
    const small = smallProgram();
    const { achievement } = small;
    const within = 'P7D' as Duration;
    return pathOnPaper(
      { stage: 'achievement', ...state },
      ownWords ? { ...small, achievement: { ...achievement, ownWordsWithin: within } } : small,
    );
  };
  const finish: DecideAchievement = { outcome: 'finish', by: LEE };

  test.each<[string, Partial<JourneyState>]>([
    ['elsewhere on the path', { stage: 'retention' }],
    ['during a pause', { status: 'paused' }],
  ])('is not decided %s', (_when, state) => {
    expect(() => checkAchievement(review(state).path, finish)).toThrow(refused('NotPossibleNow'));
  });

  test('does not make mentors where the program has no such role', () => {
    const small = smallProgram();
    const transition = { ...small.transition, offersMentorRole: false };
    const { path } = pathOnPaper({ stage: 'achievement' }, { ...small, transition });
    const act: DecideAchievement = { outcome: 'become-mentor', by: LEE };
    expect(() => checkAchievement(path, act)).toThrow(refused('NotPossibleNow'));
    expect(() => checkAchievement(path, finish)).not.toThrow();
  });

  test('decided twice is decided once', () => {
    const { path, paper } = review();
    decideAchievement(path, finish);
    paper.turn();
    expect(() => checkAchievement(path, finish)).not.toThrow();
    decideAchievement(path, finish);
    expect(paper.all).toEqual({});
  });

  test('ends with how much was reached of the goals that were not counted before', () => {
    const goals = [
      { id: 'a', progress: 100, reviewed: true as const },
      { id: 'b', progress: 100 },
      { id: 'c', progress: 51 },
    ];
    const { path, paper } = review({ goals });
    decideAchievement(path, finish);
    expect(paper.happened[0]).toEqual([
      'achievement-decided',
      { outcome: 'finish', goals: 2, reached: 1, percent: 76 },
    ]);
    const none = review();
    decideAchievement(none.path, finish);
    expect(none.paper.happened[0]).toEqual([
      'achievement-decided',
      { outcome: 'finish', goals: 0, reached: 0, percent: 0 },
    ]);
  });

  test('with own words, what was reached is celebrated once, whatever comes next', () => {
    for (const outcome of ['finish', 'new-goals', 'become-mentor'] as const) {
      const { path, paper } = review({ goals: [{ id: 'a', progress: 100 }] }, true);
      decideAchievement(path, { outcome, by: LEE });
      expect(paper.said).toEqual(['sam achievement-celebration']);
    }
  });
});

describe('a tier', () => {
  test('that the program does not have is refused, with those that it has', () => {
    const { path } = pathOnPaper();
    const act = { tier: 'boss', reason: 'growth', by: LEE } as const;
    expect(() => checkTier(path, act)).toThrow(refused('UnknownTier'));
    expect(() => checkTier(path, act)).toThrow('volunteer, staff');
  });

  test('that somebody holds already is no news; one they leave takes with it what only it gave', () => {
    const { path, paper } = pathOnPaper({ tier: 'staff', kept: { steps: [], tier: ['co-facilitate'] } });
    changeTier(path, { tier: 'staff', reason: 'growth', by: LEE });
    expect(paper.all).toEqual({});
    changeTier(path, { tier: 'volunteer', reason: 'own-word', by: LEE });
    expect(path.state.privileges).toEqual([]);
    expect(paper.happened[0]).toEqual([
      'tier-changed',
      { from: 'staff', to: 'volunteer', reason: 'own-word' },
    ]);
  });
});

describe('from mentee to mentor', () => {
  const becoming = (state: Partial<JourneyState> = {}) => pathOnPaper({ stage: 'transition', ...state });

  test.each<[string, Partial<JourneyState>]>([
    ['elsewhere on the path', { stage: 'retention' }],
    ['during a pause', { status: 'paused' }],
  ])('consent is not given %s', (_when, state) => {
    const act = { consents: true, by: SAM };
    expect(() => checkConsent(becoming(state).path, act)).toThrow(refused('NotPossibleNow'));
    // But what was said before may be said again.
    expect(() => checkConsent(becoming({ ...state, consentedToTransition: true }).path, act)).not.toThrow();
  });

  test('saying twice that one’s own mentor ends is one word, and a later "stays" counts', () => {
    const { path, paper } = becoming();
    const yes = { consents: true, ownMentor: 'ends', by: SAM } as const;
    consent(path, yes);
    consent(path, yes);
    expect(paper.happened).toEqual([['transition-consented', { consents: true, ownMentor: 'ends' }]]);
    expect(path.state.ownMentorEnds).toBe(true);
    consent(path, { consents: false, by: SAM });
    expect(path.state.ownMentorEnds).toBeUndefined();
  });

  test('a no lets go of the training, and goes back to the review', () => {
    const { path, paper } = becoming();
    consent(path, { consents: true, by: SAM });
    askForTraining(path);
    paper.turn();
    consent(path, { consents: false, by: SAM });
    expect(paper.closed).toEqual([
      expect.stringMatching(/^training\/listening\/\d+ declined-role$/),
      expect.stringMatching(/^training\/boundaries\/\d+ declined-role$/),
    ]);
    expect(path.state).toMatchObject({ stage: 'achievement', agenda: [] });
  });

  test('one module at a time is reminded of, and none once all are done', () => {
    const { path, paper } = becoming();
    askForTraining(path);
    askForTraining(path);
    expect(paper.opened.map(({ details }) => details?.['module'])).toEqual(['listening', 'boundaries']);
    expect(path.state.agenda).toHaveLength(1);
    path.state.agenda = [];
    remindTraining(path, { do: 'remind-training', at: NOON });
    expect(paper.all.intents).toMatchObject([{ refs: { module: 'listening' } }]);
    expect(path.state.agenda).toMatchObject([{ at: plus(NOON, 7 * DAY), number: 2 }]);
    for (const module of ['listening', 'boundaries']) completeTraining(path, { module, by: LEE });
    path.state.agenda = [];
    paper.turn();
    remindTraining(path, { do: 'remind-training', at: NOON, number: 2 });
    expect([paper.said, path.state.agenda]).toEqual([[], []]);
  });

  test('a module that is not asked for yet is not reminded of', () => {
    const { path, paper } = becoming();
    remindTraining(path, { do: 'remind-training', at: NOON });
    expect(paper.said).toEqual([]);
  });

  test('a module counts once, and only one that the program has', () => {
    const { path, paper } = becoming();
    expect(() => checkTraining(path, { module: 'juggling', by: LEE })).toThrow(refused('UnknownModule'));
    completeTraining(path, { module: 'listening', by: LEE });
    completeTraining(path, { module: 'listening', by: LEE });
    expect(paper.happened).toEqual([['training-completed', { module: 'listening' }]]);
  });
});
