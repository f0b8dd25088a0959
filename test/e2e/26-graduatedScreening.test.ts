import { expectRestorable } from '../support/restorable';
import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';
import { walk, isAt } from '../support/walk';

describe('26. Graduated screening', () => {
  let story: Story;
  let rosa: Participant;
  let carol: Participant;
  let lookAgainOn: string;
  beforeAll(async () => {
    story = await openStory();
    rosa = await story.join({ givenName: 'Rosa', role: 'mentee' });
    carol = await story.join({ givenName: 'Carol', role: 'mentor' });
    await walk(story, [carol], () => isAt(story, carol, 'matching'));
    await story.advance(rosa, 'application');
    lookAgainOn = story.day(45);
  });
  afterEach(() => expectRestorable(story));
  afterAll(() => story.close());

  const journey = () => story.database.journey.findUniqueOrThrow({ where: { id: rosa.journeyId } });
  const templates = async (): Promise<string[]> => (await story.told(rosa)).map(({ template }) => template);

  test('with step one behind her Rosa is invited to a workshop', async () => {
    expect(await journey()).toMatchObject({
      stage: 'screening',
      passedSteps: ['application'],
      privileges: ['attend-workshops'],
    });
    const { workshopId } = await story.office.workshops.plan(COORDINATOR, {
      programId: story.program.id,
      title: 'Naloxone evening',
      startsWall: `${story.day(40)}T18:00`,
    });
    const { invited } = await story.office.workshops.invite(COORDINATOR, workshopId);
    expect(invited).toContain(rosa.participantId);
    // Invitations keep quiet hours, and the walk may have ended within them.
    await story.world.pass(14 * 3_600_000);
    expect((await templates()).filter((one) => one === 'workshop-invitation')).toHaveLength(1);
  });

  test('she cannot be matched yet, although a mentor is free and they would fit', async () => {
    const { round } = await story.office.matching.round(COORDINATOR, story.program.id);
    const result = await story.office.matching.result(COORDINATOR, story.program.id, round);
    await story.world.settled();
    expect(result.proposed).toEqual([]);
    expect(await story.database.mentorship.count()).toBe(0);
    await expect(
      story.office.surveys.submit(themself(rosa), rosa.participantId, { survey: 'matching', answers: {} }),
    ).rejects.toMatchObject({ name: 'Refused' });
  });

  test('Carol, who is a mentor, sits on the deciding side: she is asked by text and answers on her link', async () => {
    await expect(
      story.office.journeys.screen(COORDINATOR, rosa.participantId, {
        step: 'interview',
        outcome: 'advance',
      }),
    ).rejects.toMatchObject({ code: 'ReasonNeeded' });
    const can = await story.office.peerWords.whoCanBeAsked(COORDINATOR, rosa.participantId);
    expect(can.map(({ personId }) => personId)).toEqual([carol.personId]);
    await story.office.peerWords.ask(COORDINATOR, rosa.participantId, {
      step: 'interview',
      peers: [carol.personId],
    });
    // Asking keeps quiet hours, and it may be night.
    await story.world.pass(14 * 3_600_000);
    const text = story.phone(carol).find(({ body }) => body.includes('Your word counts'));
    const link = /https?:\/\/\S+\/p\/[\w-]+/.exec(text?.body ?? '')?.[0] ?? '';
    const page = await (await fetch(link)).text();
    expect(page).toContain('Your word about Rosa');
    const wait = /name="wait" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const answered = await fetch(link, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ wait, act: 'advance', words: 'She shows up, and she listens.' }).toString(),
      redirect: 'manual',
    });
    expect(answered.status).toBe(303);
    await story.world.settled();
    expect(await story.office.peerWords.list(COORDINATOR, rosa.participantId)).toMatchObject([
      { step: 'interview', name: 'Carol', word: 'advance', words: 'She shows up, and she listens.' },
    ]);
    // With her word there, no reason is needed.
    await story.office.journeys.screen(COORDINATOR, rosa.participantId, {
      step: 'interview',
      outcome: 'advance',
    });
    await story.world.settled();
    const decided = await story.events({ kind: 'screening-step-decided', personId: rosa.personId });
    expect(decided.at(-1)?.data).toMatchObject({ step: 'interview', outcome: 'advance', words: 1 });
  });

  test('somebody is referred elsewhere only with their word; a slip is undone openly', async () => {
    const noor = await story.join({ givenName: 'Noor', role: 'mentee' });
    const refer = (also: object) =>
      story.office.journeys.screen(COORDINATOR, noor.participantId, {
        step: 'application',
        outcome: 'refer',
        lookAgainOn: story.day(60),
        ...also,
      });
    await expect(refer({ referTo: 'The clinic' })).rejects.toMatchObject({ code: 'ReferralIncomplete' });
    await refer({ referTo: 'The clinic', personAgrees: true });
    await story.world.settled();
    const { rows } = await story.office.standing.owed(COORDINATOR, { personId: noor.personId });
    expect(rows).toMatchObject([{ kind: 'screening-step', owedBy: 'staff', details: { again: true } }]);
    expect(rows[0]?.dueAt?.toISOString().slice(0, 10)).toBe(story.day(60));
    expect(await story.office.screening.words(COORDINATOR, noor.participantId)).toMatchObject([
      { outcome: 'refer', referredTo: 'The clinic' },
    ]);

    await story.office.screening.undo(COORDINATOR, noor.participantId, {
      step: 'application',
      reason: 'The wrong Noor.',
    });
    await story.world.settled();
    expect((await story.told(noor)).map(({ template }) => template)).toContain('screening-step-reopened');
    const after = await story.office.standing.owed(COORDINATOR, { personId: noor.personId });
    expect(after.rows).toMatchObject([{ kind: 'screening-step', owedBy: 'participant' }]);
  });

  test('step three is declined with a date to look again; what she has earned stays hers', async () => {
    await expect(
      story.office.journeys.screen(COORDINATOR, rosa.participantId, {
        step: 'orientation',
        outcome: 'decline',
      }),
    ).rejects.toMatchObject({ code: 'DateNeeded' });
    await story.office.journeys.screen(COORDINATOR, rosa.participantId, {
      step: 'orientation',
      outcome: 'decline',
      lookAgainOn,
    });
    await story.world.settled();
    expect((await templates()).at(-1)).toBe('screening-declined-look-again');
    expect(await journey()).toMatchObject({
      status: 'active',
      stage: 'screening',
      passedSteps: ['application', 'interview'],
      privileges: ['attend-workshops'],
    });
    const decided = await story.events({ kind: 'screening-step-decided', personId: rosa.personId });
    expect(decided.at(-1)?.data).toMatchObject({ step: 'orientation', outcome: 'decline' });
  });

  test('on that day, and not before, staff are reminded to look again', async () => {
    const tasks = async () =>
      (
        await story.database.wait.findMany({
          where: { kind: 'staff-task', subjectPersonId: rosa.personId, closedAt: null },
        })
      ).filter(({ details }) => (details as { reason?: string }).reason === 'look-again');
    await story.until(`${lookAgainOn}T08:59`);
    expect(await tasks()).toEqual([]);
    await story.until(`${lookAgainOn}T09:01`);
    expect(await tasks()).toHaveLength(1);
    const { rows } = await story.office.standing.owed(COORDINATOR, {
      personId: rosa.personId,
      kind: 'screening-step',
    });
    expect(rows).toMatchObject([{ details: { step: 'orientation' }, late: false }]);
  });

  test('nothing is lost: the step is passed now, and the way on is open', async () => {
    await story.advance(rosa, 'orientation');
    expect(await journey()).toMatchObject({
      stage: 'matching',
      passedSteps: ['application', 'interview', 'orientation'],
      privileges: ['attend-workshops', 'be-matched'],
    });
  });
});
