import { instant } from '../../domain/ids';
import { NotThere } from '../../client/fullCircle';
import { DAY, HOUR } from '../../domain/duration';
import type { Caller } from '../../office/access';
import { expectRestorable } from '../support/restorable';
import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

describe('18. The date moves', () => {
  let story: Story;
  let mentor: Participant;
  let mentee: Participant;
  let transitionId: string;
  let partner: Caller;
  beforeAll(async () => {
    story = await openStory({ program: 'jhs-peer-mentor' });
    mentor = await story.join({ givenName: 'Rory', role: 'mentor' });
    mentee = await story.join({ givenName: 'Alex', surname: 'Whitford', role: 'mentee' });
    await walk(story, [mentor, mentee], () => isAt(story, mentee, 'mentorship'));
    await story.world.settled();
    partner = {
      actor: 'account:ctt-nurse',
      scope: [{ role: 'partner', programId: story.program.id, partner: 'community-transition-team' }],
      via: 'console',
    };
  });
  afterEach(() => expectRestorable(story));
  afterAll(() => story.close());

  const { now, pass } = {
    now: () => story.world.now(),
    pass: (milliseconds: number) => story.world.pass(milliseconds),
  };
  const dayIn = async (days: number): Promise<string> =>
    instant(Date.parse(await now()) + days * DAY).slice(0, 10);
  const shown = () => story.office.transitions.show(COORDINATOR, transitionId);
  const contact = async (id: string) => (await shown()).contacts.find((one) => one.contact === id);
  const owed = () =>
    story.database.wait.findMany({
      where: { workflowId: `transition-${transitionId}`, closedAt: null },
      orderBy: { key: 'asc' },
    });
  const toMentor = async () =>
    (await story.told(mentor)).filter(({ template }) => template === 'transition-contact').length;

  test('a release date is reported: contacts are planned around it, and nobody writes to Alex from now on', async () => {
    ({ transitionId } = await story.office.transitions.report(COORDINATOR, mentee.participantId, {
      kind: 'custody-release',
      date: await dayIn(30),
      partner: 'community-transition-team',
    }));
    await pass(1_000);
    expect(await shown()).toMatchObject({ status: 'open', isInside: true, round: 1 });
    const plan = await contact('plan');
    expect(plan).toMatchObject({ owedBy: 'partner', status: 'planned' });
    expect((await contact('to-the-appointment'))?.dueAt?.getTime()).toBeGreaterThan(
      plan?.dueAt?.getTime() ?? Infinity,
    );
    expect((await owed()).map(({ kind }) => kind)).toContain('transition-hand-over');
  });

  test('the partner sees nothing until Alex has said yes, then this one and nothing else', async () => {
    expect(await story.office.transitions.list(partner)).toEqual([]);
    await expect(story.office.transitions.show(partner, transitionId)).rejects.toThrow(NotThere);
    await story.office.transitions.share(COORDINATOR, mentee.participantId, {
      partner: 'community-transition-team',
      consentVia: 'in-person',
    });
    expect((await story.office.transitions.list(partner)).map(({ id }) => id)).toEqual([transitionId]);
    expect((await story.office.participants.list(partner)).rows).toEqual([]);
    await expect(story.office.participants.show(partner, mentee.participantId)).rejects.toThrow(NotThere);
  });

  test('the team moves the date earlier, twice: what was planned before is let go, what is missed is owed at once', async () => {
    const first = await owed();
    await story.office.transitions.move(partner, transitionId, { date: await dayIn(20) });
    await story.office.transitions.move(partner, transitionId, { date: await dayIn(5) });
    await story.world.settled();
    const keys = first.map(({ key }) => key);
    expect(await story.database.wait.count({ where: { key: { in: keys }, closedAt: null } })).toBe(0);
    expect(await shown()).toMatchObject({ round: 3 });
    // A week before the new date lies behind us: the first days have to be planned now.
    const due = (await contact('plan'))?.dueAt?.getTime() ?? 0;
    expect(Math.abs(due - Date.parse(await now()))).toBeLessThan(HOUR);
    const release = new Date(`${await dayIn(5)}T12:00:00Z`).getTime();
    const handOver = (await contact('hand-over'))?.dueAt?.getTime() ?? 0;
    expect(release - handOver).toBeLessThan(2 * DAY);
  });

  test('the warm hand-over has names, and needs the person’s yes', async () => {
    const input = { from: 'Nurse Okafor', to: 'Rory', toPersonId: mentor.personId };
    await expect(
      story.office.transitions.handOver(partner, transitionId, { ...input, consent: false }),
    ).rejects.toMatchObject({ code: 'ConsentNeeded' });
    await expect(
      story.office.transitions.mark(partner, transitionId, { contact: 'hand-over', outcome: 'done' }),
    ).rejects.toMatchObject({ code: 'PersonNeeded' });
    await story.office.transitions.handOver(partner, transitionId, { ...input, consent: true });
    expect(await shown()).toMatchObject({ handOverFrom: 'Nurse Okafor', handOverTo: 'Rory' });
    expect((await owed()).map(({ kind }) => kind)).not.toContain('transition-hand-over');
  });

  test('then nobody knows the date any more: staff owe it, and no reminder of the old ones is said', async () => {
    await story.office.transitions.mark(partner, transitionId, { contact: 'plan', outcome: 'done' });
    await story.office.transitions.move(COORDINATOR, transitionId, { date: null });
    await story.world.settled();
    expect((await owed()).map(({ kind }) => kind)).toEqual(['transition-date']);
    expect(await contact('hand-over')).toMatchObject({ status: 'no-date', dueAt: null });
    expect(await contact('plan')).toMatchObject({ status: 'done' });
    const before = await toMentor();
    await pass(15 * DAY);
    expect(await toMentor()).toBe(before);
    const tasks = (await owed()).filter(({ kind }) => kind === 'staff-task');
    expect(tasks.map(({ details }) => (details as { reason: string }).reason)).toEqual([
      'transition-date',
      'transition-date',
    ]);
  });

  test('while Alex is inside nothing at all is sent to them, whoever it is from', async () => {
    const reported = await story.database.transition.findUniqueOrThrow({ where: { id: transitionId } });
    const sent = await story.database.delivery.findMany({
      where: { intent: { personId: mentee.personId }, at: { gte: reported.reportedAt } },
      include: { intent: true },
    });
    expect(sent.map(({ intent }) => intent.template)).toEqual([]);
    // There was something to be said, all the same: reminders of meetings expired, or wait.
    const held = await story.database.messageIntent.findMany({
      where: { personId: mentee.personId, at: { gte: reported.reportedAt } },
    });
    expect(held.length).toBeGreaterThan(0);
    expect(new Set(held.map(({ status }) => status))).not.toContain('sent');
    expect(held.some(({ statusReason }) => statusReason === 'inside')).toBe(true);
  });

  test('a date is known again; the mentor is reminded of theirs; the day comes, and nobody has said that Alex is out', async () => {
    await story.office.transitions.move(partner, transitionId, { date: await dayIn(3) });
    await pass(2 * DAY);
    await story.office.transitions.mark(partner, transitionId, { contact: 'appointment', outcome: 'done' });
    await story.office.transitions.mark(partner, transitionId, { contact: 'hand-over', outcome: 'done' });
    await pass(3 * DAY);
    expect(await toMentor()).toBeGreaterThan(0);
    expect(await contact('out')).toMatchObject({ status: 'late' });
    // The day has come and gone, and still nobody has said that Alex is out.
    expect(await shown()).toMatchObject({ isInside: true });
  });

  test('what the mentor did not do in time is owed by staff, and stands on their list', async () => {
    await pass(2 * DAY);
    expect(await contact('first-day')).toMatchObject({ status: 'late' });
    const { rows } = await story.office.standing.owed(COORDINATOR, { personId: mentee.personId });
    expect(
      rows.filter(({ details, late }) => details['reason'] === 'transition-contact-late' || late).length,
    ).toBeGreaterThan(1);
  });

  test('Alex is out: messages go again, the days after are counted from there, and the mentor answers by text', async () => {
    await story.office.transitions.mark(partner, transitionId, { contact: 'out', outcome: 'done' });
    await pass(DAY);
    expect(await shown()).toMatchObject({ isInside: false });
    expect((await story.told(mentee)).map(({ template }) => template)).toContain('transition-hello');
    const body = story.phone(mentee).at(-1)?.body ?? '';
    expect(body).not.toMatch(/custody|release|pretrial|Surrey|JHS|mentor|treatment/i);
    const before = await contact('first-day');
    expect(before?.status).not.toBe('done');
    await story.texts(mentor, 'met');
    await story.world.settled();
    const done = (await shown()).contacts.filter(
      ({ status, owedBy }) => status === 'done' && owedBy === 'mentor',
    );
    expect(done).toHaveLength(1);
  });

  test('when everything is settled it closes by itself; the ledger tells all of it', async () => {
    for (const { contact: id, status } of (await shown()).contacts)
      if (['planned', 'late', 'no-date'].includes(status))
        await story.office.transitions.mark(COORDINATOR, transitionId, { contact: id, outcome: 'done' });
    await story.world.settled();
    expect(await shown()).toMatchObject({ status: 'closed', outcome: 'completed' });
    expect(await owed()).toEqual([]);
    const kinds = (await shown()).history.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'transition-date-moved').length).toBeGreaterThanOrEqual(4);
    expect(kinds).toEqual(
      expect.arrayContaining(['transition-planned', 'transition-out', 'transition-closed']),
    );
    await expect(
      story.office.transitions.move(themself(mentee), transitionId, { date: await dayIn(1) }),
    ).rejects.toMatchObject({ code: 'TransitionOver' });
  });
});
