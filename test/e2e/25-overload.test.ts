import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';

const ANSWERS = {
  goals: ['housing'],
  skills: ['listening'],
  interests: ['music'],
  languages: ['en'],
  availability: ['tue-evening'],
};

describe('25. Overload: a match above the cap needs a reason', () => {
  let story: Story;
  let mia: Participant;
  let zoe: Participant;
  const mentees: Participant[] = [];
  const matching = () => story.office.matching;
  const journeys = async (givenName: string, role: 'mentee' | 'mentor') => {
    const person = await story.join({ givenName, role });
    const steps = role === 'mentor' ? ['references', 'mentor-orientation'] : ['orientation'];
    await story.advance(person, 'application', 'interview', ...steps);
    await story.office.surveys.submit(themself(person), person.participantId, {
      survey: 'matching',
      answers: ANSWERS,
    });
    return person;
  };
  const round = async (): Promise<string[]> => {
    const { round: name } = await matching().round(COORDINATOR, story.program.id);
    return (await matching().result(COORDINATOR, story.program.id, name)).proposed;
  };

  beforeAll(async () => {
    story = await openStory();
    mia = await journeys('Mia', 'mentor');
    for (const name of ['Ana', 'Ben', 'Cal']) mentees.push(await journeys(name, 'mentee'));
    await story.world.settled();
    for (const id of await round()) await matching().decide(COORDINATOR, id, 'approve');
    await story.world.settled();
    zoe = await journeys('Zoe', 'mentee');
    await story.world.settled();
  });
  afterAll(() => story.close());

  test('a round never goes above the cap', async () => {
    expect(await matching().list(COORDINATOR, { status: 'offered' })).toHaveLength(3);
    expect(await round()).toEqual([]);
    const { obstacles } = await matching().explain(COORDINATOR, {
      mentee: zoe.participantId,
      mentor: mia.participantId,
    });
    expect(obstacles).toEqual([{ rule: 'caseload-full' }]);
  });

  test('by hand it is refused without a reason, and nothing is kept', async () => {
    const pair = { mentee: zoe.participantId, mentor: mia.participantId };
    await expect(matching().pick(COORDINATOR, pair)).rejects.toMatchObject({
      code: 'CaseloadReasonNeeded',
      message: expect.stringContaining('mentee 4 of at most 3') as string,
    });
    await expect(matching().pick(COORDINATOR, { ...pair, reason: '  ' })).rejects.toMatchObject({
      code: 'CaseloadReasonNeeded',
    });
    expect(await matching().list(COORDINATOR, { status: 'proposed' })).toEqual([]);
  });

  test('with one it is proposed; the reason is kept, shown, and that there is one is in the ledger', async () => {
    const reason = 'They have known each other for years.';
    const { mentorshipId } = await matching().pick(COORDINATOR, {
      mentee: zoe.participantId,
      mentor: mia.participantId,
      reason,
    });
    expect(await matching().list(COORDINATOR, { status: 'proposed' })).toMatchObject([
      { mentorshipId, overCap: { limit: 3, would: 4, reason, by: COORDINATOR.actor } },
    ]);
    const [event] = await story.events({ kind: 'caseload-over-cap' });
    expect(event).toMatchObject({
      actor: COORDINATOR.actor,
      personId: mia.personId,
      data: { limit: 3, would: 4 },
    });
    expect(
      JSON.stringify(await story.database.event.findMany(), (_, value: unknown) =>
        typeof value === 'bigint' ? '' : value,
      ),
    ).not.toContain('known each other');
    await matching().decide(COORDINATOR, mentorshipId, 'approve');
    await story.world.settled();
    expect(await matching().list(COORDINATOR, { status: 'offered' })).toHaveLength(4);
  });

  test('the mentor’s own number is theirs: no reason goes above it', async () => {
    await story.database.surveyResponse.updateMany({
      where: { participantId: mia.participantId },
      data: { answers: { ...ANSWERS, 'max-mentees': 2 } },
    });
    const yan = await journeys('Yan', 'mentee');
    await story.world.settled();
    await expect(
      matching().pick(COORDINATOR, {
        mentee: yan.participantId,
        mentor: mia.participantId,
        reason: 'There is nobody else.',
      }),
    ).rejects.toMatchObject({
      code: 'PairNotPossible',
      message: expect.stringContaining('own-cap') as string,
    });
  });

  test('what has filled up since the proposal needs the reason when it is approved', async () => {
    const [ana] = mentees;
    await story.database.surveyResponse.updateMany({
      where: { participantId: mia.participantId },
      data: { answers: ANSWERS },
    });
    await story.database.mentorship.create({
      data: {
        id: 'stale',
        programId: story.program.id,
        menteeId: ana?.participantId ?? '',
        mentorId: mia.participantId,
        round: 'hand-stale',
        status: 'proposed',
        score: 1,
        reasons: [],
        proposedAt: new Date(await story.world.now()),
      },
    });
    await expect(matching().decide(COORDINATOR, 'stale', 'approve')).rejects.toMatchObject({
      code: 'CaseloadReasonNeeded',
    });
    await story.office.journeys.pause(COORDINATOR, mia.journeyId, {});
    await expect(
      matching().decide(COORDINATOR, 'stale', 'approve', { reason: 'asked for' }),
    ).rejects.toMatchObject({
      code: 'PairNotPossible',
      message: expect.stringContaining('paused or left') as string,
    });
    await story.office.journeys.resume(COORDINATOR, mia.journeyId, {});
    await story.database.mentorship.delete({ where: { id: 'stale' } });
  });
});
