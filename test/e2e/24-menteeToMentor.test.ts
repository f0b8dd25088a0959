import { restoredJourney } from '../../office/audit/paths/journey';
import { EVERYWHERE, type Caller } from '../../office/access';
import type { JourneyInput, JourneyState } from '../../workflows/contract';
import { begunWith } from '../support/begunWith';
import { expectRestorable } from '../support/restorable';
import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

describe('24. Mentee to mentor', () => {
  let story: Story;
  let dana: Participant;
  let carol: Participant;
  beforeAll(async () => {
    story = await openStory();
    dana = await story.join({ givenName: 'Dana', role: 'mentee' });
    carol = await story.join({ givenName: 'Carol', role: 'mentor' });
  });
  afterEach(() => expectRestorable(story));
  afterAll(() => story.close());

  const events = (kind: string) => story.events({ kind, personId: dana.personId });
  const waits = (kind: string) =>
    story.database.wait.findMany({ where: { kind, subjectPersonId: dana.personId, closedAt: null } });

  test('Dana meets her goals; a training that she took years ago is credited, and notes are kept about her', async () => {
    const { office } = story;
    await walk(story, [dana, carol], () => isAt(story, dana, 'mentorship'));
    const { goalId } = await office.goals.set(themself(dana), dana.participantId, {
      title: 'A room of my own',
    });
    const second = await office.goals.set(themself(dana), dana.participantId, { title: 'Sleep' });
    await office.journeys.completeTraining(COORDINATOR, dana.participantId, {
      module: 'motivational-interviewing',
      on: '2023-05-02',
      proof: 'Certificate 118',
    });
    await office.notes.write(COORDINATOR, dana.participantId, { text: 'Finds mornings hard.' });
    await walk(story, [dana, carol], () => isAt(story, dana, 'retention'));
    await office.goals.progress(themself(dana), dana.participantId, { goalId, progress: 100 });
    await office.goals.progress(themself(dana), dana.participantId, { goalId: second.goalId, progress: 40 });
    await story.world.settled();
    expect(await isAt(story, dana, 'achievement')).toBe(true);
  });

  test('she is asked for her own words first, and staff answer them', async () => {
    await story.world.pass(14 * 3_600_000);
    expect((await story.told(dana)).at(-1)).toMatchObject({ template: 'own-words-asked' });
    await story.office.reviews.words(themself(dana), dana.participantId, {
      words: 'I sleep in my own bed now.',
      namesGoals: true,
    });
    await story.world.settled();
    expect(await waits('own-words')).toEqual([]);
    await story.office.reviews.reply(COORDINATOR, dana.participantId, { text: 'You did that.' });
    expect(await story.office.reviews.list(themself(dana), dana.participantId)).toMatchObject([
      { words: 'I sleep in my own bed now.', reply: 'You did that.', outcome: null },
    ]);
  });

  test('partial progress counts in what is decided, and she has a certificate', async () => {
    await story.office.journeys.decideAchievement(COORDINATOR, dana.participantId, {
      outcome: 'become-mentor',
    });
    await story.world.settled();
    const [decided] = await events('achievement-decided');
    expect(decided?.data).toEqual({ outcome: 'become-mentor', goals: 2, reached: 1, percent: 70 });
    expect(await story.office.reviews.certificate(themself(dana), dana.participantId)).toMatchObject({
      name: 'Dana',
      goals: [
        { title: 'A room of my own', progress: 100 },
        { title: 'Sleep', progress: 40 },
      ],
    });
    expect((await story.told(dana)).map(({ template }) => template)).toContain('achievement-celebration');
  });

  test('she consents by text, in her own words', async () => {
    const asked = (await story.told(dana)).filter(({ template }) => template === 'transition-consent');
    expect(asked.at(-1)?.body).toMatch(/become a mentor\?.*Your own support stays/);
    await story.texts(dana, "I'd like to be a mentor too");
    expect((await events('transition-consented')).at(-1)?.data).toEqual({ consents: true });
  });

  test('screening resumes at the missing steps, and only missing training is asked for', async () => {
    const open = (await waits('screening-step')).map(({ details }) => (details as { step: string }).step);
    // Application and conversation are behind her since she came.
    expect(open).toEqual(['references']);
    const modules = (await waits('training')).map(({ details }) => (details as { module: string }).module);
    expect(modules.sort()).toEqual(['craft', 'invitation-to-change', 'naloxone']);
    const [credited] = await story.office.training.show(COORDINATOR, dana.participantId);
    expect(credited).toMatchObject({ id: 'motivational-interviewing', credited: true, doneOn: '2023-05-02' });
  });

  test('she becomes a mentor, and her own support stays', async () => {
    await walk(story, [dana, carol], async () => (await events('became-mentor')).length === 1);
    const shown = await story.office.participants.show(COORDINATOR, dana.participantId);
    expect(shown.role).toBe('mentor');
    // Were Temporal to lose her path now, it would go on as what the run has taken with it: all of it is in the rows.
    await story.world.settled();
    const restored = await restoredJourney(story.database, dana.journeyId, new Date(await story.world.now()));
    const carried = restored?.carried;
    const kept = await begunWith<JourneyInput>(story.world.client, `journey-${dana.journeyId}`);
    const told = ({ agenda, seen, ...state }: JourneyState) => ({
      ...state,
      // Its own time is a few milliseconds from that of its row; the rhythm is counted anew from the last question.
      startedAt: undefined,
      waits: state.waits.map((wait) => ({ ...wait, since: undefined })),
      retention: { ...state.retention, nextAt: undefined },
      seen: seen.filter((key) => !key.startsWith('mentorship-')),
      agenda: agenda.filter(({ do: what }) => !what.endsWith('-check-in')),
    });
    expect(told(carried as JourneyState)).toEqual({
      ...told(kept.carried as JourneyState),
      sequence: (kept.carried?.sequence ?? 0) + 1,
    });
    expect(shown.mentorships).toMatchObject([{ status: 'active', menteeId: dana.participantId }]);
    const asked = (await events('check-in-asked')).length;
    const held = shown.mentorships[0]?.meetings.length ?? 0;
    // Her own mentor does not count as somebody whom she mentors: she waits for a first mentee.
    expect(shown.journeys[0]?.stage).toBe('matching');
    await story.world.pass(21 * 24 * 3_600_000);
    expect((await events('check-in-asked')).length).toBeGreaterThan(asked);
    const later = await story.office.participants.show(COORDINATOR, dana.participantId);
    expect(later.mentorships[0]?.meetings.length).toBeGreaterThan(held);
  });

  test('what was noted about her as a mentee is closed to mentor colleagues, on every list', async () => {
    const { office } = story;
    // Carol mentors, and has an account as well: she supervises shifts.
    const colleague: Caller = {
      actor: 'account:carol',
      scope: EVERYWHERE,
      via: 'console',
      personId: carol.personId,
    };
    await office.notes.write(COORDINATOR, dana.participantId, { text: 'A steady mentor.' });
    const texts = async (caller: Caller) =>
      (await office.notes.list(caller, dana.participantId)).map(({ text }) => text);
    expect(await texts(COORDINATOR)).toEqual(['A steady mentor.', 'Finds mornings hard.']);
    expect(await texts(colleague)).toEqual(['A steady mentor.']);
    expect(await texts(themself(dana))).toEqual([]);
    await expect(office.notes.list(themself(carol), dana.participantId)).rejects.toMatchObject({
      name: 'NotThere',
    });
    expect(await office.reviews.list(colleague, dana.participantId)).toEqual([]);
    const shown = await office.participants.show(colleague, dana.participantId);
    expect(shown.goals).toEqual([]);
    const kinds = shown.timeline.map(({ kind }) => kind);
    expect(kinds).toContain('became-mentor');
    expect(kinds).not.toContain('goal-set');
  });

  test('she may let her own mentor go, kindly and with closing words', async () => {
    await story.office.duties.endOwnMentor(themself(dana), dana.participantId);
    // Her path tells the pair, which is on its way from one workflow to the other.
    await story.world.pass(1_000);
    const [pair] = (await story.office.participants.show(COORDINATOR, dana.participantId)).mentorships;
    expect(pair).toMatchObject({ status: 'ended', endReason: 'goals-reached' });
    const asked = await story.database.wait.findMany({ where: { kind: 'closing-words', closedAt: null } });
    expect(asked.map(({ personId }) => personId).sort()).toEqual([carol.personId, dana.personId].sort());
  });
});
