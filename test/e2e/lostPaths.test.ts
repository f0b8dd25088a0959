import { DAY, HOUR } from '../../domain/duration';
import { as, instant } from '../../domain/ids';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

describe('nobody falls off the path when Temporal loses it', () => {
  let story: Story;
  let mentor: Participant;
  let mentee: Participant;
  let looks = 0;
  beforeAll(async () => {
    story = await openStory();
    mentor = await story.join({ givenName: 'Carol', role: 'mentor' });
    mentee = await story.join({ givenName: 'Noor', role: 'mentee' });
  });
  afterAll(() => story.close());

  /** Temporal loses a run; the auditor looks, as its schedule would begin it. */
  async function lose(workflowId: string): Promise<void> {
    await story.world.client.workflow.getHandle(workflowId).terminate('lost');
    const run = `look-${(looks += 1)}`;
    await story.world.fullCircle.audits.start(run);
    await story.world.settled();
    expect(await story.world.fullCircle.audits.result(run)).toMatchObject({ satisfied: true, mended: 1 });
    const found = await story.database.auditFinding.findUnique({
      where: { key: `path-unwatched:${workflowId}` },
    });
    expect(found).toMatchObject({ alertedAt: null, mendedAt: found?.firstSeenAt });
    const key = { startsWith: `audit/path-unwatched:${workflowId}/` };
    expect((await story.events({ key })).map(({ kind }) => kind)).toEqual(['audit-finding', 'audit-mended']);
  }

  /** How often each message was stored and sent: never twice, whatever was lost. */
  async function saidTwice(): Promise<string[]> {
    const sent = await story.database.delivery.groupBy({
      by: ['intentKey'],
      where: { status: { in: ['sent', 'delivered'] } },
      _count: true,
    });
    return sent.filter(({ _count }) => _count > 1).map(({ intentKey }) => intentKey);
  }

  const standing = () => story.office.journeys.standing(COORDINATOR, mentee.participantId);
  const told = async (who: Participant, template: string) =>
    (await story.told(who)).filter((one) => one.template === template).length;
  const pair = async () => story.database.mentorship.findFirstOrThrow({ where: { status: 'active' } });
  const waits = async (kind: string) => story.database.wait.count({ where: { kind, closedAt: null } });

  test('a path on the ladder: it stands where it stood, and the overdue step is a task for staff', async () => {
    const before = await standing();
    expect(before.waitingFor.length).toBeGreaterThan(0);
    await lose(`journey-${mentee.journeyId}`);
    expect(await standing()).toEqual(before);
    const due = before.waitingFor.map(({ dueAt }) => Date.parse(dueAt ?? '')).sort((a, b) => a - b)[0] ?? 0;
    const late = () => story.events({ journeyId: mentee.journeyId, kind: 'staff-task-opened' });
    await story.world.pass(due - HOUR - Date.parse(await story.world.now()));
    expect(await late()).toEqual([]);
    await story.world.pass(2 * HOUR);
    expect((await late()).map(({ data }) => (data as { reason: string }).reason)).toContain(
      'screening-step-late',
    );
    await story.advance(
      mentee,
      (
        await story.database.wait.findFirstOrThrow({
          where: { kind: 'screening-step', subjectPersonId: mentee.personId, closedAt: null },
        })
      ).details?.['step' as never] ?? '',
    );
    expect((await standing()).steps.filter(({ status }) => status === 'passed')).toHaveLength(1);
  });

  test('a pair: the next meeting is reminded of once, asked about, and another one planned', async () => {
    await walk(story, [mentor, mentee], () => isAt(story, mentee, 'mentorship'));
    const { id } = await pair();
    await story.world.settled();
    const state = () => story.world.fullCircle.mentorships.state(as(id));
    const before = await state();
    expect(before.meeting).toMatchObject({ number: 1 });
    await lose(`mentorship-${id}`);
    expect(await state()).toEqual(before);
    const startsAt = Date.parse(before.meeting.startsAt ?? '');
    await story.world.pass(startsAt + 4 * HOUR - Date.parse(await story.world.now()));
    expect(await told(mentee, 'meeting-reminder')).toBeGreaterThan(0);
    await walk(story, [mentor, mentee], async () => (await state()).meeting.number === 2);
    expect((await state()).outcomes).toEqual({ 1: 'attended' });
    expect(await saidTwice()).toEqual([]);
  });

  test('a critical transition: its plan stands, and a contact that nobody makes is late', async () => {
    const date = instant(Date.parse(await story.world.now()) + 12 * DAY).slice(0, 10);
    const { transitionId } = await story.office.transitions.report(COORDINATOR, mentee.participantId, {
      kind: 'hospital-discharge',
      date,
    });
    await story.world.pass(1_000);
    const shown = () => story.office.transitions.show(COORDINATOR, transitionId);
    const before = await shown();
    const next = before.contacts.filter(({ status }) => status === 'planned').at(0);
    const own = await standing();
    await lose(`transition-${transitionId}`);
    expect(await shown()).toEqual(before);
    expect(await standing()).toEqual(own);
    await story.world.pass((next?.dueAt?.getTime() ?? 0) + 4 * DAY - Date.parse(await story.world.now()));
    const late = await story.events({ kind: 'transition-contact-late' });
    expect(late.map(({ data }) => (data as { contact: string }).contact)).toContain(next?.contact);
    await story.office.transitions.close(COORDINATOR, transitionId, { outcome: 'cancelled' });
    await story.world.settled();
    expect((await shown()).status).toBe('closed');
  });

  test('an appointment: both who go are reminded the day before, once', async () => {
    const day = instant(Date.parse(await story.world.now()) + 4 * DAY).slice(0, 10);
    const { appointmentId } = await story.office.appointments.plan(COORDINATOR, {
      participant: mentee.participantId,
      title: 'Clinic',
      startsWall: `${day}T14:00`,
      companion: mentor.participantId,
    });
    await story.world.settled();
    await lose(`occasion-appointment-${appointmentId}`);
    await story.world.pass(5 * DAY);
    for (const who of [mentee, mentor]) {
      expect(await told(who, 'appointment-noted')).toBe(1);
      expect(await told(who, 'appointment-reminder')).toBeGreaterThan(0);
    }
    expect(await waits('appointment-outcome')).toBe(1);
    expect(await saidTwice()).toEqual([]);
  });

  test('a path with check-ins: the rhythm goes on after those that were missed, and an answer counts', async () => {
    const own = { journeyId: mentor.journeyId };
    const asked = async () => (await story.events({ kind: 'check-in-asked', ...own })).length;
    const before = await asked();
    const stands = await story.office.journeys.standing(COORDINATOR, mentor.participantId);
    expect([before, stands.stage]).toEqual([expect.any(Number), 'mentorship']);
    expect((await story.events({ kind: 'check-in-missed', ...own })).length).toBeGreaterThan(0);
    await lose(`journey-${mentor.journeyId}`);
    expect(await story.office.journeys.standing(COORDINATOR, mentor.participantId)).toEqual(stands);
    await walk(story, [mentor, mentee], async () => (await asked()) === before + 1, 10);
    await walk(story, [mentor, mentee], async () => (await asked()) === before + 2, 20);
    const answered = await story.events({ kind: 'check-in-answered', ...own });
    expect(answered.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ number: before + 1, answer: 'ok' }),
    );
    expect(await told(mentor, 'retention-check-in')).toBe(before + 2);
    expect(await saidTwice()).toEqual([]);
  });
});
