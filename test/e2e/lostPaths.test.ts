import type { FindingKind } from '../../domain/audit';
import { DAY, HOUR } from '../../domain/duration';
import { as, instant } from '../../domain/ids';
import {
  COORDINATOR,
  openStory,
  themself,
  type Participant,
  type Someone,
  type Story,
} from '../support/story';
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
  async function lose(workflowId: string, found: FindingKind = 'path-unwatched'): Promise<void> {
    await story.world.client.workflow.getHandle(workflowId).terminate('lost');
    const run = `look-${(looks += 1)}`;
    await story.world.fullCircle.audits.start(run);
    await story.world.settled();
    expect(await story.world.fullCircle.audits.result(run)).toMatchObject({ satisfied: true, mended: 1 });
    const finding = await story.database.auditFinding.findUnique({
      where: { key: `${found}:${workflowId}` },
    });
    expect(finding).toMatchObject({ alertedAt: null, mendedAt: finding?.firstSeenAt });
    const key = { startsWith: `audit/${found}:${workflowId}/` };
    expect((await story.events({ key })).map(({ kind }) => kind)).toEqual(['audit-finding', 'audit-mended']);
  }

  /** How often each message was stored and sent: never twice, whatever was lost. */
  async function saidTwice(): Promise<string[]> {
    const sent = await story.database.delivery.groupBy({
      by: ['intentKey', 'channel'],
      where: { status: { in: ['sent', 'delivered'] } },
      _count: true,
    });
    return sent.filter(({ _count }) => _count > 1).map(({ intentKey }) => intentKey);
  }

  const standing = () => story.office.journeys.standing(COORDINATOR, mentee.participantId);
  const told = async (who: Someone, template: string) =>
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

  test('a request to speak with another professional: reminded of once, and late it alarms past whoever was left out', async () => {
    const { supervisor, second } = story.onCall;
    await story.office.requests.make(themself(mentee), {
      person: mentee.participantId,
      exclude: [supervisor.personId],
    });
    await story.world.pass(1_000);
    const request = () => story.database.request.findFirstOrThrow({ where: { personId: mentee.personId } });
    const { id, dueAt, createdAt } = await request();
    const before = (await story.told(supervisor)).length;
    await lose(`request-${id}`);
    await story.world.pass((dueAt.getTime() - createdAt.getTime()) / 2 + 60_000);
    expect([await told(second, 'request-asked'), await told(second, 'request-reminder')]).toEqual([1, 1]);
    await story.world.pass(dueAt.getTime() + 60_000 - Date.parse(await story.world.now()));
    expect(await request()).toMatchObject({ status: 'open', late: true });
    const alarm = `escalation-request-${id}-late`;
    await lose(alarm, 'escalation-unwatched');
    await story.world.pass(6 * 60_000);
    const pages = { personId: second.personId, template: 'escalation-raised' };
    expect(await story.database.messageIntent.count({ where: pages })).toBe(1);
    expect(await told(second, 'request-reminder')).toBe(1);
    expect(await story.told(supervisor)).toHaveLength(before);
    await story.office.requests.take(COORDINATOR, id, { personId: second.personId });
    await story.office.requests.fulfil(COORDINATOR, id);
    await story.office.escalations.resolve(COORDINATOR, alarm, { outcome: 'help-sent' });
    await story.world.settled();
    expect(await request()).toMatchObject({ status: 'fulfilled', takenBy: second.personId });
    expect(await saidTwice()).toEqual([]);
  });

  test('somebody who has left: nothing is asked, and the way back is where they were', async () => {
    const other = await story.join({ givenName: 'Ilse', role: 'mentee' });
    const step = await story.database.wait.findFirstOrThrow({
      where: { kind: 'screening-step', subjectPersonId: other.personId, closedAt: null },
    });
    await story.advance(other, (step.details as { step: string }).step);
    await story.office.journeys.withdraw(COORDINATOR, other.participantId, {});
    await story.world.settled();
    const own = () => story.office.journeys.standing(COORDINATOR, other.participantId);
    const before = await own();
    expect(before).toMatchObject({ status: 'withdrawn', waitingFor: [] });
    const heard = (await story.told(other)).length;
    await lose(`journey-${other.journeyId}`);
    expect(await own()).toEqual(before);
    await story.world.pass(3 * DAY);
    expect((await story.told(other)).length).toBe(heard);
    await story.office.journeys.reopen(COORDINATOR, other.participantId, {});
    await story.world.settled();
    const back = await own();
    // What was open is asked anew, from the day of their return.
    const asOf = (steps: typeof before.steps) =>
      steps.map(({ openedAt, ...step }) => (step.status === 'open' ? step : { ...step, openedAt }));
    expect(back.status).toBe('active');
    expect(asOf(back.steps)).toEqual(asOf(before.steps));
    expect(back.waitingFor.length).toBeGreaterThan(0);
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
