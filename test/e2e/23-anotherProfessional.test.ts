import { as } from '../../domain/ids';
import { NotThere } from '../../client/fullCircle';
import { HOUR } from '../../domain/duration';
import type { Caller } from '../../office/access';
import { openStory, themself, type Participant, type Someone, type Story } from '../support/story';

describe('23. Another professional', () => {
  let story: Story;
  let taken: Participant;
  let late: Participant;
  beforeAll(async () => {
    story = await openStory();
    taken = await story.join({ givenName: 'Imani', role: 'mentee' });
    late = await story.join({ givenName: 'Théo', role: 'mentee', language: 'fr' });
  });
  afterAll(() => story.close());

  const told = async (who: Someone): Promise<string[]> =>
    (await story.told(who)).map(({ template }) => template);
  const request = (who: Someone) =>
    story.database.request.findFirstOrThrow({ where: { personId: who.personId } });
  /** Somebody of the chain at the console, as the person they are. */
  const asks = (who: Someone): Caller => ({
    actor: `account:${who.name}`,
    scope: [{ role: 'supervisor', programId: story.program.id }],
    via: 'console',
    personId: who.personId,
  });

  test('a peer asks by text, without a reason: they hear by when, and those who can take it are asked', async () => {
    await story.texts(taken, 'can I speak with another professional?');
    await story.world.pass(1_000);
    expect(await request(taken)).toMatchObject({ status: 'open', late: false });
    expect((await told(taken)).at(-1)).toBe('request-received');
    expect(story.phone(taken).at(-1)?.body).toContain('911');
    for (const staff of Object.values(story.onCall))
      expect((await told(staff)).filter((one) => one === 'request-asked')).toHaveLength(1);
    expect(await story.database.wait.count({ where: { kind: 'human-reply' } })).toBe(0);
  });

  test('asked twice it is one request', async () => {
    await story.texts(taken, 'I want to talk to someone else');
    expect(await story.database.request.count({ where: { personId: taken.personId } })).toBe(1);
    expect((await told(taken)).filter((one) => one === 'request-received')).toHaveLength(2);
  });

  test('half of the time later those who can take it are reminded; one does, and the peer hears the name', async () => {
    const { dueAt, createdAt, id } = await request(taken);
    await story.world.pass((dueAt.getTime() - createdAt.getTime()) / 2 + 60_000);
    expect(await told(story.onCall.second)).toContain('request-reminder');
    await story.office.requests.take(asks(story.onCall.second), id);
    await story.world.pass(1_000);
    expect(await request(taken)).toMatchObject({
      status: 'taken',
      takenBy: story.onCall.second.personId,
      late: false,
    });
    expect((await told(taken)).at(-1)).toBe('request-taken');
    expect(story.phone(taken).at(-1)?.body).toContain('Olivier');
    await story.world.pass(25 * HOUR);
    expect(await story.database.escalation.count()).toBe(0);
    await story.office.requests.fulfil(asks(story.onCall.second), id);
    await story.world.settled();
    expect(await request(taken)).toMatchObject({ status: 'fulfilled' });
  });

  test('another leaves their supervisor out: the supervisor is neither told nor shown anything of it', async () => {
    const { supervisor, second } = story.onCall;
    const before = (await story.told(supervisor)).length;
    await story.office.requests.make(themself(late), {
      person: late.participantId,
      exclude: [supervisor.personId],
    });
    await story.world.pass(1_000);
    const { id } = await request(late);
    expect((await told(second)).filter((one) => one === 'request-asked')).toHaveLength(2);
    expect(await story.told(supervisor)).toHaveLength(before);
    expect((await story.office.requests.list(asks(second))).map((one) => one.id)).toContain(id);
    expect((await story.office.requests.list(asks(supervisor))).map((one) => one.id)).not.toContain(id);
    await expect(story.office.requests.show(asks(supervisor), id)).rejects.toThrow(NotThere);
    await expect(story.office.requests.take(asks(supervisor), id)).rejects.toThrow(NotThere);
    await expect(
      story.office.requests.take(asks(second), id, { personId: supervisor.personId }),
    ).rejects.toMatchObject({ code: 'LeftOut' });
    const owed = await story.office.standing.owed(asks(supervisor), { kind: 'request' });
    expect(owed.rows).toEqual([]);
  });

  test('nobody takes it in the promised time: it escalates, past the one who was left out', async () => {
    const { supervisor, second, manager } = story.onCall;
    const before = (await story.told(supervisor)).length;
    const { dueAt, createdAt, id } = await request(late);
    await story.world.pass(dueAt.getTime() - createdAt.getTime() + 60_000);
    expect(await request(late)).toMatchObject({ status: 'open', late: true });
    expect((await told(late)).at(-1)).toBe('request-still-looking');
    const alarm = await story.database.escalation.findFirstOrThrow({ where: { kind: 'request-late' } });
    expect(alarm).toMatchObject({ id: `escalation-request-${id}-late`, subjectPersonId: late.personId });
    expect(await told(second)).toContain('escalation-raised');
    await story.world.pass(6 * 60_000);
    expect(await told(manager)).toContain('escalation-raised');
    expect(await story.told(supervisor)).toHaveLength(before);
    const shown = await story.office.escalations.list(asks(supervisor));
    expect(shown).toEqual([]);
    await expect(story.office.escalations.show(asks(supervisor), alarm.id)).rejects.toThrow(NotThere);
    const days = { programId: story.program.id, from: story.day(0), until: story.day(9) };
    const evidence = async (who: Someone) =>
      (await story.office.evidence.report(asks(who), days)).escalations.map(({ kind }) => kind);
    expect(await evidence(supervisor)).toEqual([]);
    expect(await evidence(second)).toContain('request-late');
    const person = await story.office.participants.show(asks(supervisor), late.participantId);
    expect(person.timeline.filter(({ key }) => key.includes(id))).toEqual([]);
    expect(person.waits.filter(({ kind }) => kind === 'request')).toEqual([]);
  });

  test('the manager takes it: the climbing stops, everybody told hears so, and a human closes the alarm', async () => {
    const { second, manager } = story.onCall;
    const { id } = await request(late);
    await story.office.requests.take(asks(manager), id, { personId: second.personId });
    await story.world.pass(1_000);
    expect((await told(late)).at(-1)).toBe('request-taken');
    // Who was named by somebody else hears that it is theirs, and opens it by the link.
    const named = (await story.told(second)).filter(({ template }) => template === 'staff-task');
    expect(named).toHaveLength(1);
    expect(named[0]?.body).toMatch(/somebody waits to speak with you \(Théo.*\/p\//s);
    expect(await told(manager)).not.toContain('staff-task');
    const alarm = () => story.database.escalation.findFirstOrThrow({ where: { kind: 'request-late' } });
    expect((await alarm()).peerAnsweredAt).not.toBeNull();
    const paged = (await told(second)).filter((one) => one === 'escalation-repeat').length;
    expect((await told(second)).filter((one) => one === 'escalation-request-taken').length).toBeGreaterThan(
      0,
    );
    await story.world.pass(HOUR);
    expect((await told(second)).filter((one) => one === 'escalation-repeat')).toHaveLength(paged);
    expect((await alarm()).status).not.toBe('resolved');
    await story.office.escalations.resolve(asks(manager), as((await alarm()).id), { outcome: 'help-sent' });
    await story.office.requests.fulfil(asks(manager), id);
    await story.world.settled();
    expect(await alarm()).toMatchObject({ status: 'resolved' });
  });
});
