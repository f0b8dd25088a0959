import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

describe('29. A year in a minute', () => {
  let story: Story;
  let dana: Participant;
  let carol: Participant;
  let goals: string[];
  let paused: Date;
  beforeAll(async () => {
    story = await openStory();
    dana = await story.join({ givenName: 'Dana', role: 'mentee' });
    carol = await story.join({ givenName: 'Carol', role: 'mentor' });
  });
  afterAll(() => story.close());

  const events = (kind: string) => story.events({ kind, personId: dana.personId });
  const count = async (kind: string): Promise<number> => (await events(kind)).length;

  test('Dana goes from application to mentor, with a workshop, a pause, a housing change and two goals on the way', async () => {
    const people = [dana, carol];
    const self = themself(dana);
    const { office } = story;
    const { participantId } = dana;

    await story.advance(dana, 'application');
    const { workshopId } = await office.workshops.plan(COORDINATOR, {
      programId: story.program.id,
      title: 'Naloxone evening',
      startsWall: `${story.day(10)}T18:00`,
    });
    await office.workshops.invite(COORDINATOR, workshopId);

    await walk(story, people, () => isAt(story, dana, 'mentorship'));
    goals = [];
    for (const title of ['Find a room of my own', 'Sleep at regular hours'])
      goals.push((await office.goals.set(self, participantId, { title })).goalId);
    await walk(story, people, () => isAt(story, dana, 'retention'));

    const today = (await story.world.now()).slice(0, 10);
    const back = new Date(Date.parse(today) + 21 * 86_400_000).toISOString().slice(0, 10);
    await office.journeys.pause(self, participantId, { untilDay: back });
    paused = new Date(await story.world.now());
    await walk(story, people, async () => (await count('journey-resumed')) === 1);
    await office.transitions.report(COORDINATOR, participantId, { kind: 'housing-change' });
    await office.goals.progress(self, participantId, { goalId: goals[0] ?? '', progress: 60 });
    await walk(story, people, async () => (await count('check-in-answered')) >= 6);
    await office.goals.progress(self, participantId, { goalId: goals[0] ?? '', progress: 100 });
    await office.goals.progress(self, participantId, { goalId: goals[1] ?? '', progress: 80 });
    await walk(story, people, async () => (await count('became-mentor')) === 1);

    const stages = (await events('stage-entered')).map(({ data }) => (data as { stage: string }).stage);
    expect(stages.slice(0, 6)).toEqual([
      'screening',
      'matching',
      'mentorship',
      'retention',
      'achievement',
      'transition',
    ]);
  });

  test('nothing automated reached Dana while she had paused', async () => {
    const [resumed] = await events('journey-resumed');
    const meanwhile = (await story.told(dana)).filter(
      ({ at, template }) => at > paused && at < (resumed?.at ?? at) && template !== 'paused',
    );
    expect(meanwhile).toEqual([]);
    expect((resumed?.at.getTime() ?? 0) - paused.getTime()).toBeGreaterThan(19 * 86_400_000);
  });

  test('the rest of the year passes, and she is still there as a mentor', async () => {
    await story.until(`${story.day(365)}T10:00`);
    const shown = await story.office.participants.show(COORDINATOR, dana.participantId);
    expect(shown).toMatchObject({ role: 'mentor', journeys: [{ status: 'active', role: 'mentor' }] });
  });

  test('the ledger tells the same story as the console', async () => {
    const shown = await story.office.participants.show(COORDINATOR, dana.participantId);
    const [journey] = shown.journeys;
    const last = async (kind: string) => (await events(kind)).at(-1)?.data;
    const values = async (kind: string, field: string): Promise<unknown[]> =>
      (await events(kind)).map(({ data }) => (data as Record<string, unknown>)[field]);

    expect(await last('stage-entered')).toMatchObject({ stage: journey?.stage });
    expect((await values('privilege-granted', 'privilege')).sort()).toEqual(
      [...(journey?.privileges ?? [])].sort(),
    );
    const decided = await events('screening-step-decided');
    const passed = decided
      .map(({ data }) => data as { step: string; outcome: string })
      .filter(({ outcome }) => outcome === 'advance');
    expect(passed.map(({ step }) => step).sort()).toEqual([...(journey?.passedSteps ?? [])].sort());

    const progress = new Map<unknown, unknown>((await values('goal-set', 'goal')).map((goal) => [goal, 0]));
    for (const { data } of await events('goal-progress')) {
      const { goal, progress: reached } = data as { goal: string; progress: number };
      progress.set(goal, reached);
    }
    expect(Object.fromEntries(progress)).toEqual(
      Object.fromEntries(shown.goals.map(({ id, progress: reached }) => [id, reached])),
    );
    expect(shown.goals.map(({ progress: reached }) => reached).sort()).toEqual([100, 80]);

    const [pair, another] = shown.mentorships.filter(({ menteeId }) => menteeId === dana.participantId);
    expect(another).toBeUndefined();
    // Her own mentor has stayed with her.
    expect(pair).toMatchObject({ status: 'active' });
    const settled = (await story.events({ kind: 'meeting-settled', mentorshipId: pair?.id ?? '' })).map(
      ({ data }) => data as { number: number; outcome: string },
    );
    const meetings = pair?.meetings.filter(({ status }) => status === 'attended') ?? [];
    expect(meetings.length).toBeGreaterThanOrEqual(4);
    expect(
      [
        ...new Set(settled.filter(({ outcome }) => outcome === 'attended').map(({ number }) => number)),
      ].sort(),
    ).toEqual(meetings.map(({ number }) => number).sort());

    const invitations = await story.database.workshopInvitation.count({
      where: { participantId: dana.participantId },
    });
    expect(await count('workshop-invited')).toBe(invitations);
    expect(await values('transition-reported', 'kind')).toEqual(['housing-change']);
    expect([await count('journey-paused'), await count('journey-resumed')]).toEqual([1, 1]);
    expect((await values('training-completed', 'module')).sort()).toEqual(
      story.program.transition.training.map(({ id }) => id).sort(),
    );
    const asked = await values('check-in-answered', 'number');
    const closed = await story.database.wait.findMany({
      where: { kind: 'retention-check-in', personId: dana.personId, outcome: 'ok' },
    });
    expect(closed).toHaveLength(asked.length);
    expect(shown.timeline.map(({ key }) => key).sort()).toEqual(
      (await story.events({ personId: dana.personId })).map(({ key }) => key).sort(),
    );
  });
});
