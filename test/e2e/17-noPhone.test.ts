import { openStory, themself, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

describe('17. No phone', () => {
  let story: Story;
  let sunil: Participant;
  let carol: Participant;
  beforeAll(async () => {
    story = await openStory();
    sunil = await story.join({ givenName: 'Sunil', role: 'mentee', email: 'sunil@example.org' });
    carol = await story.join({ givenName: 'Carol', role: 'mentor' });
  });
  afterAll(() => story.close());

  test('Sunil, who has a mailbox and no phone, goes through all six stages and comes back as a mentor', async () => {
    const people = [sunil, carol];
    await walk(story, people, () => isAt(story, sunil, 'mentorship'));
    const self = themself(sunil);
    const { goalId } = await story.office.goals.set(self, sunil.participantId, {
      title: 'Keep my appointments',
    });
    await walk(story, people, () => isAt(story, sunil, 'retention'));
    await walk(story, people, async () => (await answered()) >= 2);
    await story.office.goals.progress(self, sunil.participantId, { goalId, progress: 100 });
    await walk(story, people, async () => (await story.events({ kind: 'became-mentor' })).length > 0);

    const stages = (await story.events({ kind: 'stage-entered', personId: sunil.personId })).map(
      ({ data }) => (data as { stage: string }).stage,
    );
    expect(stages.slice(0, 6)).toEqual([
      'screening',
      'matching',
      'mentorship',
      'retention',
      'achievement',
      'transition',
    ]);
  });

  test('everything that was asked came by mail, and was answered by mail', async () => {
    const told = await story.told(sunil);
    expect(new Set(told.map(({ channel }) => channel))).toEqual(new Set(['email']));
    expect(told.map(({ template }) => template)).toEqual(
      expect.arrayContaining(['match-offer-mentee', 'meeting-asked', 'retention-check-in', 'became-mentor']),
    );
    expect(story.mailbox(sunil)).toHaveLength(told.length);
    const replies = await story.database.inbound.findMany({ where: { personId: sunil.personId } });
    expect(replies.length).toBeGreaterThanOrEqual(7);
    expect(replies.filter(({ channel, outcome }) => channel !== 'email' || outcome !== 'done')).toEqual([]);
    const unreached = await story.database.messageIntent.findMany({
      where: { personId: sunil.personId, status: { in: ['unreachable', 'unknown', 'suppressed'] } },
    });
    expect(unreached).toEqual([]);
  });

  async function answered(): Promise<number> {
    return (await story.events({ kind: 'check-in-answered', personId: sunil.personId })).length;
  }
});
