import { COORDINATOR, openStory, type Participant, type Someone, type Story } from '../support/story';

const PLACE = { programId: 'kwmunity', siteId: 'kwmunity.kitchener' };

describe('14. Hand-over during an escalation', () => {
  let story: Story;
  let devon: Participant;
  let incoming: Someone;
  beforeAll(async () => {
    story = await openStory();
    devon = await story.peer();
    const nadia = await story.join({ givenName: 'Nadia', role: 'mentor', phone: '+15195550177' });
    incoming = nadia;
  });
  afterAll(() => story.close());

  const at = (time: string): Promise<void> => story.until(`${story.day(1)}T${time}`);
  const told = async (who: Someone): Promise<string[]> =>
    (await story.told(who)).map(({ template }) => template);
  const escalation = () => story.database.escalation.findFirstOrThrow();
  /** The auditor's, as its schedule begins it. */
  async function look(run: string): Promise<void> {
    await story.world.fullCircle.audits.start(run);
    await story.world.settled();
  }
  const gaps = () => story.database.wait.findMany({ where: { key: { contains: '/coverage-gap/' } } });

  test('the manager goes on holiday: the empty level is flagged before the shift begins, once, to those who can be reached', async () => {
    const { manager, supervisor, second } = story.onCall;
    await story.office.rota.absence(COORDINATOR, {
      programId: PLACE.programId,
      person: manager.personId,
      reason: 'holiday',
      from: story.day(0),
      until: story.day(3),
    });
    const { shiftId } = await story.office.shifts.schedule(COORDINATOR, {
      siteId: PLACE.siteId,
      startsWall: `${story.day(1)}T13:00`,
      endsWall: `${story.day(1)}T17:00`,
      peers: [devon.participantId],
    });
    await at('08:55');
    await look('before');
    expect(await gaps()).toEqual([]);
    await at('09:02');
    await look('in-time');
    const [gap, ...others] = await gaps();
    expect(others).toEqual([]);
    expect(gap).toMatchObject({
      kind: 'staff-task',
      owedBy: 'staff',
      closedAt: null,
      details: { task: 'coverage-gap', level: 'manager' },
    });
    const shift = await story.database.shift.findUniqueOrThrow({ where: { id: shiftId } });
    expect(gap?.dueAt).toEqual(shift.startsAt);
    expect(gap?.since.getTime()).toBeLessThan(shift.startsAt.getTime());
    for (const who of [supervisor, second])
      expect((await told(who)).filter((one) => one === 'coverage-gap')).toHaveLength(1);
    expect(await told(manager)).toEqual([]);
    expect(story.phone(supervisor).at(-1)?.body).toContain('manager on call');
    await at('13:03');
    await story.texts(devon, 'ok');
  });

  test('in the middle of an escalation the supervisor hands over: both know, and the incoming owns it', async () => {
    const { supervisor } = story.onCall;
    await at('17:31');
    await story.texts(supervisor, (await escalation()).code);
    const done = await story.office.rota.handOver(COORDINATOR, {
      programId: PLACE.programId,
      level: 'supervisor',
      from: supervisor.personId,
      to: incoming.personId,
    });
    await story.world.pass(1_000);
    expect(done.escalations).toEqual([(await escalation()).id]);
    expect(await escalation()).toMatchObject({ status: 'acknowledged', ownerPersonId: incoming.personId });
    for (const who of [supervisor, incoming]) {
      expect(await told(who)).toContain('escalation-handed-over');
      expect(await told(who)).toContain('rota-handed-over');
    }
  });

  test('whoever is on call now is who a later alarm goes to; the empty level falls through at once', async () => {
    const { supervisor, second, manager } = story.onCall;
    const pagedBefore = (await told(supervisor)).filter((one) => one === 'escalation-raised').length;
    // The incoming says nothing in time: it climbs to the second, and past the manager's empty level the chain is used up.
    await at('17:53');
    expect(await told(second)).toContain('escalation-raised');
    await at('17:58');
    expect(await escalation()).toMatchObject({ status: 'unresolved', level: 2 });
    await at('18:30');
    expect(await told(incoming)).toContain('escalation-repeat');
    expect((await told(supervisor)).filter((one) => one === 'escalation-raised')).toHaveLength(pagedBefore);
    expect(await told(supervisor)).not.toContain('escalation-repeat');
    expect(await told(manager)).toEqual([]);
  });

  test('somebody stands in for the manager: the gap closes by itself', async () => {
    await story.office.rota.add(COORDINATOR, {
      programId: PLACE.programId,
      level: 'manager',
      person: incoming.personId,
    });
    const [gap] = await gaps();
    expect(gap).toMatchObject({ outcome: 'covered' });
    await story.office.escalations.resolve(COORDINATOR, (await escalation()).id, { outcome: 'found-safe' });
    await story.world.settled();
  });
});
