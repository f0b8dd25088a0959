import { plus } from '../../domain/duration';
import { Refused } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import { NotAllowed, type Caller } from '../../office/access';
import type { JourneyInput } from '../../workflows/contract';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
beforeEach(() => {
  desk.told.length = 0;
  desk.temporalIsAway = false;
});
afterAll(() => desk?.close());

const startsOf = (participantId: string) =>
  desk.told.filter(
    ({ call, args }) =>
      call === 'journeys.start' && (args[0] as JourneyInput).participantId === participantId,
  );

describe('starting a path', () => {
  it('stores it and starts it on the program as it is now, in the name of who did it', async () => {
    const { participantId, personId } = await somebody(desk);
    const started = await desk.office.journeys.start(ANA, participantId);
    expect(started.state).toBe('started');
    const input = startsOf(participantId)[0]?.args[0] as JourneyInput;
    expect(input).toMatchObject({
      journeyId: started.journeyId,
      personId,
      role: 'mentee',
      startedBy: 'account:ana',
    });
    expect(input.policy.stages[0]).toBe('screening');
    const row = await desk.database.journey.findUniqueOrThrow({ where: { id: started.journeyId } });
    expect(row).toMatchObject({ status: 'active', programVersion: input.policy.version });
  });

  it('says of a path that is going on that it is, and changes nothing', async () => {
    const { participantId } = await somebody(desk);
    const first = await desk.office.journeys.start(ANA, participantId);
    const second = await desk.office.journeys.start(ANA, participantId);
    expect(second).toEqual({ journeyId: first.journeyId, state: 'running-already' });
    expect(startsOf(participantId)).toHaveLength(1);
  });

  it('starts one path when two clerks start it at the same moment', async () => {
    const { participantId } = await somebody(desk);
    const both = await Promise.all([1, 2].map(() => desk.office.journeys.start(ANA, participantId)));
    expect(new Set(both.map(({ journeyId }) => journeyId)).size).toBe(1);
    expect(await desk.database.journey.count({ where: { participantId } })).toBe(1);
  });

  it('loses nothing when Temporal is away: the path begins as soon as it is back', async () => {
    const { participantId } = await somebody(desk);
    desk.temporalIsAway = true;
    expect(await desk.office.journeys.start(ANA, participantId)).toMatchObject({ state: 'starting' });
    expect(await desk.office.startWhatWaits()).toMatchObject({ journeys: 0 });
    desk.temporalIsAway = false;
    desk.now = plus(desk.now, 60_000);
    expect(await desk.office.startWhatWaits()).toMatchObject({ journeys: 1 });
    expect((startsOf(participantId)[0]!.args[0] as JourneyInput).startedBy).toBe('account:ana');
    expect(await desk.office.startWhatWaits()).toMatchObject({ journeys: 0 });
  });

  it('does not start anew for somebody who left, but says that their path can be opened again', async () => {
    const { participantId } = await somebody(desk);
    const { journeyId } = await desk.office.journeys.start(ANA, participantId);
    await desk.database.journey.update({ where: { id: journeyId }, data: { status: 'withdrawn' } });
    expect(await failureOf(desk.office.journeys.start(ANA, participantId))).toMatchObject({
      code: 'PathIsWithdrawn',
    });
  });

  it('never uses an ended path’s id again', async () => {
    const { participantId } = await somebody(desk);
    const first = await desk.office.journeys.start(ANA, participantId);
    await desk.database.journey.update({ where: { id: first.journeyId }, data: { status: 'ended' } });
    const second = await desk.office.journeys.start(ANA, participantId);
    expect(second.journeyId).not.toBe(first.journeyId);
    expect(second.state).toBe('started');
  });
});

describe('acting on a path', () => {
  it('passes a hold on with the morning of the day to look again, in the program’s time', async () => {
    const { participantId } = await somebody(desk);
    const { journeyId } = await desk.office.journeys.start(ANA, participantId);
    await desk.office.journeys.screen(
      ANA,
      participantId,
      { step: 'interview', outcome: 'hold', lookAgainOn: '2026-07-01' },
      { key: 'k1' },
    );
    expect(desk.told.at(-1)).toEqual({
      call: 'journeys.recordScreeningStep',
      args: [
        journeyId,
        { step: 'interview', outcome: 'hold', by: 'account:ana', lookAgainAt: '2026-07-01T13:00:00.000Z' },
        { key: 'k1' },
      ],
    });
  });

  it('refuses a day that the calendar does not have', async () => {
    const { participantId } = await somebody(desk);
    await desk.office.journeys.start(ANA, participantId);
    const refusal = await failureOf(
      desk.office.journeys.pause(ANA, participantId, { untilDay: '2026-02-30' }),
    );
    expect(refusal).toMatchObject({ code: 'NotADay' });
  });

  it('says what to do for somebody whose path was never started', async () => {
    const { participantId } = await somebody(desk);
    const refusal = await failureOf(desk.office.journeys.resume(ANA, participantId, {}));
    expect(refusal).toBeInstanceOf(Refused);
    expect(refusal).toMatchObject({ code: 'NoPath' });
  });

  it('lets people pause their own path without asking staff, and decide nothing else', async () => {
    const { participantId, personId } = await somebody(desk);
    await desk.office.journeys.start(ANA, participantId);
    const self: Caller = { actor: `person:${personId}`, scope: [], via: 'link', personId: as(personId) };
    await desk.office.journeys.pause(self, participantId);
    expect(desk.told.at(-1)).toMatchObject({
      call: 'journeys.pause',
      args: [expect.anything(), { by: self.actor }, undefined],
    });
    const step = { step: 'interview', outcome: 'advance' as const };
    expect(await failureOf(desk.office.journeys.screen(self, participantId, step))).toBeDefined();
  });

  it('lets a viewer look and not act', async () => {
    const { participantId } = await somebody(desk);
    await desk.office.journeys.start(ANA, participantId);
    const viewer: Caller = {
      actor: 'account:v',
      scope: [{ role: 'viewer', programId: 'kwmunity' }],
      via: 'console',
    };
    await desk.office.journeys.standing(viewer, participantId);
    expect(await failureOf(desk.office.journeys.withdraw(viewer, participantId, {}))).toBeInstanceOf(
      NotAllowed,
    );
  });
});

describe('surveys and goals', () => {
  const answers = async () => {
    const { definition } = await desk.office.programs.inUse('kwmunity');
    const survey = definition.surveys.find(({ id }) => id === definition.matching.survey);
    if (!survey) throw new Error('the program has no matching survey');
    const given = survey.questions
      .filter((question) => (question.for as string[]).includes('mentee'))
      .map(({ id, kind, options }) => [
        id,
        kind === 'many' ? [options[0]?.id ?? ''] : kind === 'choice' ? (options[0]?.id ?? '') : ['en'],
      ]);
    return { survey: survey.id, answers: Object.fromEntries(given) as Record<string, string | string[]> };
  };

  it('stores the answers first and tells the path their id; the same request again stores them once', async () => {
    const { participantId } = await somebody(desk);
    await desk.office.journeys.start(ANA, participantId);
    const filledIn = await answers();
    await desk.office.surveys.submit(ANA, participantId, filledIn, { key: 'form-1' });
    await desk.office.surveys.submit(ANA, participantId, filledIn, { key: 'form-1' });
    const stored = await desk.database.surveyResponse.findMany({ where: { participantId } });
    expect(stored).toHaveLength(1);
    expect(desk.told.at(-1)?.args[1]).toEqual({
      by: 'account:ana',
      survey: filledIn.survey,
      responseId: stored[0]?.id,
    });
  });

  it('names the questions that still need an answer, and the answers that were not offered', async () => {
    const { participantId } = await somebody(desk);
    await desk.office.journeys.start(ANA, participantId);
    const filledIn = await answers();
    const submit = (given: Record<string, string | string[]>) =>
      failureOf(desk.office.surveys.submit(ANA, participantId, { ...filledIn, answers: given }));
    expect(await submit({})).toMatchObject({ code: 'AnswersMissing' });
    const wrong = Object.fromEntries(Object.entries(filledIn.answers).map(([id]) => [id, ['nonsense']]));
    expect(await submit(wrong)).toMatchObject({ code: 'AnswerNotOffered' });
  });

  it('keeps a goal’s words in the database and tells the path its id only', async () => {
    const { participantId } = await somebody(desk);
    await desk.office.journeys.start(ANA, participantId);
    const { goalId } = await desk.office.goals.set(ANA, participantId, { title: 'Find a room of my own' });
    expect(JSON.stringify(desk.told.at(-1))).not.toContain('room');
    expect(await desk.database.goal.findUniqueOrThrow({ where: { id: goalId } })).toMatchObject({
      title: 'Find a room of my own',
      progress: 0,
    });
    const other = await somebody(desk);
    await desk.office.journeys.start(ANA, other.participantId);
    const wrong = desk.office.goals.progress(ANA, other.participantId, { goalId, progress: 50 });
    expect(await failureOf(wrong)).toMatchObject({ name: 'NotThere' });
  });
});
