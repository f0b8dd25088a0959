import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

describe('32. Duress', () => {
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let shiftId: string;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    robin = await story.peer({ givenName: 'Robin' });
    await story.office.safetyPlans.agree(COORDINATOR, devon.participantId, {
      contacts: [{ name: 'Maya Okafor', relation: 'sister', phone: '519 555 0144' }],
      police: { when: 'ask-contact-first' },
      ambulance: { when: 'after', minutes: 10 },
      duressPhrase: 'say hi to auntie Rose',
    });
    shiftId = await story.shift([devon, robin]);
    await story.until(`${story.day(1)}T17:01`);
  });
  afterAll(() => story.close());

  test('the agreed phrase is thanked like an OK, word for word', async () => {
    await story.texts(robin, 'ok home');
    await story.texts(devon, 'all good, say hi to Auntie Rose!');
    const thanks = (body: string | undefined, name: string) => body?.replace(name, '…');
    const [toDevon, toRobin] = [story.phone(devon).at(-1), story.phone(robin).at(-1)];
    expect(thanks(toDevon?.body, 'Devon')).toBe(thanks(toRobin?.body, 'Robin'));
    const wait = await story.database.wait.findFirstOrThrow({
      where: { shiftId, kind: 'end-of-shift', personId: devon.personId },
    });
    expect(wait.outcome).toBe('ok');
  });

  test('all levels are alarmed at once, silently, with what was agreed', async () => {
    await story.world.pass(5_000);
    expect(await story.database.escalation.findMany()).toMatchObject([
      { kind: 'duress', subjectPersonId: devon.personId, status: 'open' },
    ]);
    for (const staff of Object.values(story.onCall)) {
      const page = story.phone(staff).at(-1)?.body ?? '';
      expect(page).toMatch(/^SILENT ALARM: Devon/);
      expect(page).toContain('do not call or text them');
      expect(page).toContain('Plan: Maya +15195550144, police ask first, ambulance 10 min.');
    }
  });

  test('whoever opens the link of the alarm finds the whole plan; Devon’s phone stays silent', async () => {
    const link =
      /https?:\/\/\S+\/p\/\S+/.exec(story.phone(story.onCall.supervisor).at(-1)?.body ?? '')?.[0] ?? '';
    const page = await (await fetch(link)).text();
    expect(page).toContain('Maya Okafor');
    expect(page).toContain('sister');
    expect(page).not.toContain('auntie Rose');
    const before = story.phone(devon).length;
    await story.world.pass(3_600_000);
    expect(story.phone(devon)).toHaveLength(before);
  });

  test('nobody has taken it: all who were alarmed hear so, and nothing asks them to call or text Devon', () => {
    for (const staff of Object.values(story.onCall)) {
      const said = story.phone(staff).map(({ body }) => body);
      expect(said).toContainEqual(expect.stringMatching(/^UNRESOLVED.*Do not call or text them/));
      for (const body of said) expect(body).not.toContain(devon.phone);
    }
  });

  test('a human ends it; the debrief that follows is offered, held and noted', async () => {
    const { id, code } = await story.database.escalation.findFirstOrThrow();
    await story.office.escalations.resolve(COORDINATOR, code, { outcome: 'help-sent' });
    await story.world.pass(13 * 3_600_000);
    expect(await story.office.debriefs.settle(COORDINATOR, id, { outcome: 'held' })).toEqual({
      outcome: 'held',
    });
    expect(await story.events({ kind: 'debrief-answered' })).toMatchObject([
      { escalationId: id, data: { outcome: 'held' } },
    ]);
    expect(await story.database.wait.count({ where: { kind: 'debrief', closedAt: null } })).toBe(0);
  });
});
