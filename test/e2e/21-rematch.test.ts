import type { Caller } from '../../office/access';
import { expectRestorable } from '../support/restorable';
import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';

const ANSWERS = {
  goals: ['housing'],
  skills: ['listening'],
  interests: ['music'],
  languages: ['en'],
  availability: ['tue-evening'],
};

describe('21. Rematch', () => {
  let story: Story;
  let sam: Participant;
  let val: Participant;
  let kim: Participant;
  let pair: string;

  beforeAll(async () => {
    story = await openStory();
    sam = await joins('Sam', 'mentee');
    val = await joins('Val', 'mentor');
    pair = await matched();
    await story.office.goals.set(COORDINATOR, sam.participantId, { title: 'A room of my own' });
    await story.world.settled();
  });
  afterEach(() => expectRestorable(story));
  afterAll(() => story.close());

  async function joins(givenName: string, role: 'mentee' | 'mentor'): Promise<Participant> {
    const person = await story.join({ givenName, role });
    const steps = role === 'mentor' ? ['references', 'mentor-orientation'] : ['orientation'];
    await story.advance(person, 'application', 'interview', ...steps);
    await story.office.surveys.submit(themself(person), person.participantId, {
      survey: 'matching',
      answers: ANSWERS,
    });
    await story.world.settled();
    return person;
  }

  async function round(): Promise<string[]> {
    const { round: name } = await story.office.matching.round(COORDINATOR, story.program.id);
    const { proposed } = await story.office.matching.result(COORDINATOR, story.program.id, name);
    return proposed;
  }

  async function matched(): Promise<string> {
    const [id = ''] = await round();
    await story.office.matching.decide(COORDINATOR, id, 'approve');
    await story.world.settled();
    await story.texts(sam, 'ok');
    await story.texts(val, 'ok');
    await story.world.settled();
    return id;
  }

  const tasksFor = async (caller: Caller): Promise<unknown[]> =>
    (await story.office.standing.owed(caller, { kind: 'staff-task' })).rows
      .map(({ details }) => details['reason'])
      .filter((reason) => reason === 'match-flagged');
  /** Val works at the desk, too: a mentor who is staff is shown no more than any other. */
  const valAtTheDesk = (): Caller => ({ ...COORDINATOR, actor: 'account:val', personId: val.personId });
  let before: { sam: number; val: number };

  test('they are a pair with a meeting ahead, and Sam says through her own link that it must end', async () => {
    expect(await story.database.meeting.count({ where: { mentorshipId: pair, status: 'planned' } })).toBe(1);
    before = { sam: story.phone(sam).length, val: story.phone(val).length };
    const { state } = await story.office.matching.flag(themself(sam), pair, {
      words: 'He asked me for money.',
    });
    await story.world.settled();
    expect(state).toBe('ended');
  });

  test('contact is blocked at once: the meeting is off, and nothing more about the pair goes to anybody', async () => {
    expect(await story.database.meeting.findMany({ where: { mentorshipId: pair } })).toMatchObject([
      { status: 'cancelled' },
    ]);
    await story.world.pass(9 * 24 * 3_600_000);
    const about = await story.database.messageIntent.findMany({
      where: { refs: { path: ['mentorship'], equals: pair }, status: 'pending' },
    });
    expect(about).toEqual([]);
    const val9days = story
      .phone(val)
      .slice(before.val)
      .map(({ body }) => body);
    const sam9days = story
      .phone(sam)
      .slice(before.sam)
      .map(({ body }) => body);
    expect(val9days.join('\n')).not.toMatch(/Sam|meet|money|match/i);
    expect(sam9days.join('\n')).not.toMatch(/Val|meet|money|match/i);
    expect(
      await story.database.wait.count({
        where: { mentorshipId: pair, closedAt: null, personId: { not: null } },
      }),
    ).toBe(0);
  });

  test('staff are told, with her words; the mentor sees neither the complaint nor that there is one', async () => {
    expect(await tasksFor(COORDINATOR)).toEqual(['match-flagged']);
    expect(await story.office.matching.flags(COORDINATOR, sam.participantId)).toMatchObject([
      { side: 'mentee', words: 'He asked me for money.' },
    ]);
    expect(await tasksFor(valAtTheDesk())).toEqual([]);
    expect(await story.office.matching.flags(valAtTheDesk(), sam.participantId)).toEqual([]);
    const seen = JSON.stringify([
      await story.office.participants.show(valAtTheDesk(), sam.participantId),
      await story.office.participants.show(valAtTheDesk(), val.participantId),
      await story.office.matching.list(valAtTheDesk()),
      await story.office.matching.explain(valAtTheDesk(), {
        mentee: sam.participantId,
        mentor: val.participantId,
      }),
      await story.office.matching.ruledOut(valAtTheDesk(), val.participantId),
    ]);
    expect(seen).not.toMatch(/flag|money/i);
  });

  test('her goals persist, and she is back in matching', async () => {
    expect(await story.database.goal.findMany({ where: { participantId: sam.participantId } })).toMatchObject(
      [{ title: 'A room of my own', status: 'open' }],
    );
    expect(await story.database.journey.findUnique({ where: { id: sam.journeyId } })).toMatchObject({
      stage: 'matching',
      status: 'active',
    });
    const { rows } = await story.office.standing.owed(COORDINATOR, { kind: 'match', personId: sam.personId });
    expect(rows).toHaveLength(1);
  });

  test('the pair is never proposed again, not even when nobody else is there, and not taken back', async () => {
    expect(await round()).toEqual([]);
    const { obstacles } = await story.office.matching.explain(COORDINATOR, {
      mentee: sam.participantId,
      mentor: val.participantId,
    });
    expect(obstacles).toEqual([{ rule: 'flagged' }]);
    await expect(
      story.office.matching.allow(COORDINATOR, { one: sam.participantId, other: val.participantId }),
    ).rejects.toMatchObject({ code: 'FlaggedForGood' });
    await expect(
      story.office.matching.pick(COORDINATOR, { mentee: sam.participantId, mentor: val.participantId }),
    ).rejects.toMatchObject({ code: 'PairNotPossible' });
  });

  test('she is first in line: of two who wait for one place it is hers', async () => {
    const ada = await joins('Ada', 'mentee');
    kim = await joins('Kim', 'mentor');
    await story.database.surveyResponse.updateMany({
      where: { participantId: kim.participantId },
      data: { answers: { ...ANSWERS, 'max-mentees': 1 } },
    });
    await story.database.pairBlock.create({
      data: {
        menteeId: ada.participantId,
        mentorId: val.participantId,
        reason: 'boundary',
        at: new Date(await story.world.now()),
      },
    });
    const proposed = await round();
    const pairs = await story.database.mentorship.findMany({ where: { id: { in: proposed } } });
    expect(pairs).toMatchObject([{ menteeId: sam.participantId, mentorId: kim.participantId }]);
  });

  test('the other way round: staff enter what a mentor said, and the mentee learns nothing of it', async () => {
    const [offer] = await story.office.matching.list(COORDINATOR, { status: 'proposed' });
    await story.office.matching.decide(COORDINATOR, offer?.mentorshipId ?? '', 'approve');
    await story.world.settled();
    await expect(
      story.office.matching.flag(COORDINATOR, offer?.mentorshipId ?? '', {}),
    ).rejects.toMatchObject({
      code: 'SideNeeded',
    });
    const count = story.phone(sam).length;
    await story.office.matching.flag(COORDINATOR, offer?.mentorshipId ?? '', { side: 'mentor' });
    // Twice is once.
    await story.office.matching.flag(COORDINATOR, offer?.mentorshipId ?? '', { side: 'mentor' });
    await story.world.pass(7 * 24 * 3_600_000);
    expect(
      story
        .phone(sam)
        .slice(count)
        .map(({ body }) => body)
        .join(),
    ).not.toMatch(/Kim/);
    expect(await story.office.matching.flags(COORDINATOR, kim.participantId)).toHaveLength(1);
    expect(await story.events({ kind: 'match-flagged' })).toHaveLength(2);
  });
});
