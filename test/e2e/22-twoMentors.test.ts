import { DAY } from '../../domain/duration';
import { bringTogether, linkOf, mentee } from '../support/pairs';
import { expectRestorable } from '../support/restorable';
import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';

describe('22. Two mentors, one mentee', () => {
  let story: Story;
  let ines: Participant;
  let carol: Participant;
  let dev: Participant;
  let first: string;
  let second: string;
  beforeAll(async () => {
    story = await openStory();
    ines = await mentee(story, 'Ines');
    carol = await story.peer({ givenName: 'Carol' });
    dev = await story.peer({ givenName: 'Dev' });
    first = await bringTogether(story, ines, carol);
    second = await bringTogether(story, ines, dev);
  });
  afterEach(() => expectRestorable(story));
  afterAll(() => story.close());

  const next = (mentorshipId: string) =>
    story.database.meeting.findFirstOrThrow({ where: { mentorshipId }, orderBy: { number: 'desc' } });
  const standing = () => story.office.journeys.standing(COORDINATOR, ines.participantId);
  const held = async (id: string) =>
    (await standing()).mentorships.find((one) => one.id === id)?.meetingsHeld;

  test('she is not expected in two places at one time', async () => {
    const [one, other] = [await next(first), await next(second)];
    expect(Math.abs(one.startsAt.getTime() - other.startsAt.getTime())).toBeGreaterThanOrEqual(2 * 3_600_000);
  });

  test('she proposes another time by link; Carol accepts by text; Dev hears nothing of it', async () => {
    const meeting = await next(first);
    const proposed = `${story.day(3)}T14:00`;
    await story.office.meetings.propose(themself(ines), first, { number: 1, startsWall: proposed });
    await story.world.settled();
    expect((await next(first)).startsWall).toBe(meeting.startsWall);
    expect(story.phone(carol).at(-1)?.body).toContain('would rather meet');
    expect(story.phone(dev).some(({ body }) => body.includes('would rather meet'))).toBe(false);
    await story.texts(carol, 'ok');
    expect(await next(first)).toMatchObject({ startsWall: proposed, proposedAt: null, moves: 1 });
  });

  test('a time that nobody answers lapses, and the old one stays', async () => {
    const meeting = await next(second);
    await story.office.meetings.propose(themself(dev), second, {
      number: 1,
      startsWall: `${story.day(9)}T15:00`,
    });
    await story.world.pass(2 * DAY + 60_000);
    expect(await next(second)).toMatchObject({ startsWall: meeting.startsWall, proposedAt: null, moves: 0 });
    expect(story.phone(dev).at(-1)?.body).toContain('as planned');
  });

  test('the link in the reminder opens her dates, with a file for her calendar', async () => {
    await story.until(`${story.day(3)}T13:00`);
    const link = linkOf(story, ines);
    const page = await (await fetch(`${link}/mine`)).text();
    expect(page).toContain('Carol');
    const file = await fetch(`${link}/meeting/${first}/1.ics`);
    expect(file.headers.get('content-type')).toContain('text/calendar');
    const text = await file.text();
    expect(text).toContain('SEQUENCE:1');
    expect(text).toContain('DTSTART;TZID=America/Toronto:');
  });

  test('each meeting is asked about once a side, and counts for the pair that held it', async () => {
    await story.until(`${story.day(3)}T16:30`);
    const asked = async (who: Participant) =>
      (await story.told(who)).filter(({ template }) => template === 'meeting-asked').length;
    expect([await asked(ines), await asked(carol), await asked(dev)]).toEqual([1, 1, 0]);
    await story.texts(carol, 'met');
    expect([await held(first), await held(second)]).toEqual([1, 0]);
    await story.world.pass(DAY);
    expect(await asked(carol)).toBe(1);
  });

  test('Ines remembers it otherwise: staff speak with both, nobody is blamed, and theirs is the last word', async () => {
    await story.texts(ines, 'missed');
    const task = await story.database.wait.findFirstOrThrow({
      where: { kind: 'staff-task', closedAt: null },
    });
    expect(task.details).toMatchObject({ reason: 'meeting-said-differently' });
    expect(story.phone(ines).at(-1)?.body).toContain('Thank you');
    expect(await held(first)).toBe(1);
    await story.office.matching.logMeeting(COORDINATOR, first, { number: 1, outcome: 'missed' });
    await story.world.settled();
    expect(await held(first)).toBe(0);
    await story.office.matching.logMeeting(COORDINATOR, first, { number: 1, outcome: 'attended' });
    await story.world.settled();
    expect(await held(first)).toBe(1);
    expect(await story.database.wait.findUniqueOrThrow({ where: { key: task.key } })).toMatchObject({
      outcome: 'settled',
    });
  });

  test('Carol takes a break: Dev, whom Ines knows, is named at once and told; his own meetings go on', async () => {
    await story.office.journeys.pause(themself(carol), carol.participantId);
    await story.world.pass(60_000);
    const pair = await story.database.mentorship.findUniqueOrThrow({ where: { id: first } });
    expect(pair.interimPersonId).toBe(dev.personId);
    expect(story.phone(ines).at(-1)?.body).toContain('Dev is there for you');
    expect((await next(second)).status).toBe('planned');
  });

  test('Carol leaves for good: Ines stays where she is with Dev, and is asked for closing words once', async () => {
    const before = (await story.told(ines)).length;
    await story.office.journeys.withdraw(themself(carol), carol.participantId, {});
    await story.world.settled();
    const after = await standing();
    expect(after).toMatchObject({ stage: 'mentorship', status: 'active' });
    expect(after.mentorships.map(({ id }) => id)).toEqual([second]);
    expect(after.waitingFor.filter(({ kind }) => kind === 'match')).toEqual([]);
    const told = (await story.told(ines)).slice(before).map(({ template }) => template);
    expect(told.filter((template) => template === 'personal-link').length).toBeLessThanOrEqual(1);
    expect(await story.database.wait.count({ where: { kind: 'interim-contact', closedAt: null } })).toBe(0);
    await story.world.pass(8 * DAY);
    const settled = await story.events({ kind: 'meeting-settled', mentorshipId: second });
    expect(settled.length).toBeGreaterThanOrEqual(1);
    const credits = (await story.events({ kind: 'meeting-settled', mentorshipId: first })).length;
    expect(credits).toBe(1);
  });
});
