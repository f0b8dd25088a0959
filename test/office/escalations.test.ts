import { NotThere } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import { NotAllowed, type Caller } from '../../office/access';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
let subject: Awaited<ReturnType<typeof somebody>>;
beforeAll(async () => {
  desk = await openDesk();
  subject = await somebody(desk, { givenName: 'Marcus', phone: '519 555 0102' });
});
beforeEach(() => {
  desk.told.length = 0;
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => desk?.close());

let raised = 0;
async function raise(
  values: { status?: string; code?: string; siteId?: string; kind?: string } = {},
): Promise<string> {
  const id = `escalation-s${(raised += 1)}-p1-end`;
  await desk.database.escalation.create({
    data: {
      id,
      kind: 'missed-end',
      programId: 'kwmunity',
      siteId: 'kwmunity.kitchener',
      subjectPersonId: subject.personId,
      status: 'open',
      level: 0,
      chain: [{ id: 'supervisor', channels: ['sms'], people: [subject.personId] }],
      code: `C${raised}`,
      raisedAt: new Date(Date.parse('2026-03-01T00:00:00Z') + raised * 60_000),
      ...values,
    },
  });
  return id;
}

it('lists those that no human has ended first, the oldest on top', async () => {
  const ended = await raise({ status: 'resolved' });
  const older = await raise();
  const newer = await raise({ status: 'unresolved' });
  const all = await desk.office.escalations.list(ANA);
  expect(all.map(({ id }) => id)).toEqual([older, newer, ended]);
  expect(all[0]?.subject).toBe('Marcus');
  const open = await desk.office.escalations.list(ANA, { open: true });
  expect(open.map(({ id }) => id)).toEqual([older, newer]);
});

it('a practice stands behind whoever may be in danger, and is about nobody, whoever stands in', async () => {
  const id = 'escalation-drill-d1';
  await desk.database.escalation.create({
    data: {
      id,
      kind: 'drill',
      programId: 'kwmunity',
      siteId: 'kwmunity.kitchener',
      subjectPersonId: subject.personId,
      status: 'open',
      level: 0,
      chain: [],
      code: 'D1',
      raisedAt: new Date('2026-02-28T00:00:00Z'),
    },
  });
  await desk.database.wait.create({
    data: {
      key: `${id}/acknowledgement`,
      kind: 'escalation-acknowledgement',
      programId: 'kwmunity',
      siteId: 'kwmunity.kitchener',
      owedBy: 'staff',
      subjectPersonId: subject.personId,
      escalationId: id,
      workflowId: id,
      since: new Date('2026-02-28T00:00:00Z'),
    },
  });
  const open = await desk.office.escalations.list(ANA, { open: true });
  expect(open.map(({ kind }) => kind)).toEqual(['missed-end', 'missed-end', 'drill']);
  const owed = await desk.office.standing.owed(ANA, { kind: 'escalation-acknowledgement' });
  expect(owed.rows.map(({ about }) => about?.name)).toEqual(['Practice / Exercice']);
  await desk.database.escalation.delete({ where: { id } });
});

it('is taken on by the person behind the account, by id or by its short code', async () => {
  const id = await raise({ code: 'ZED' });
  const caller: Caller = { ...ANA, personId: as('person-of-ana') };
  await desk.office.escalations.acknowledge(caller, 'zed', { key: 'click' });
  expect(desk.told).toEqual([
    {
      call: 'escalations.acknowledge',
      args: [id, { by: 'account:ana', via: 'console', personId: 'person-of-ana' }, { key: 'click' }],
    },
  ]);
});

it('keeps what a human wrote in the database before the workflow hears the outcome’s code', async () => {
  const id = await raise();
  await desk.office.escalations.resolve(ANA, id, {
    outcome: 'found-safe',
    note: 'At her sister’s, phone was dead.',
  });
  expect((await desk.database.escalation.findUniqueOrThrow({ where: { id } })).note).toContain('sister');
  expect(desk.told.at(-1)).toMatchObject({
    call: 'escalations.resolve',
    args: [id, { by: 'account:ana', outcome: 'found-safe' }, undefined],
  });
  expect(JSON.stringify(desk.told)).not.toContain('sister');
});

it('does not let a later note cover the one it was ended with', async () => {
  const id = await raise({ status: 'resolved' });
  await desk.database.escalation.update({ where: { id }, data: { note: 'first' } });
  await desk.office.escalations.resolve(ANA, id, { outcome: 'false-alarm', note: 'second' });
  expect((await desk.database.escalation.findUniqueOrThrow({ where: { id } })).note).toBe('first');
});

it('asks for an outcome that there is', async () => {
  const id = await raise();
  const attempt = desk.office.escalations.resolve(ANA, id, { outcome: 'fine' as never });
  expect(await failureOf(attempt)).toMatchObject({ code: 'UnknownOutcome' });
});

it('shows staff to call and not to text somebody who stopped texts', async () => {
  const id = await raise();
  await desk.database.contactPoint.updateMany({
    where: { personId: subject.personId, channel: 'sms' },
    data: { stoppedAt: new Date() },
  });
  const shown = await desk.office.escalations.show(ANA, id);
  expect(shown.contacts.find(({ channel }) => channel === 'sms')).toMatchObject({
    value: '+15195550102',
    callDontText: true,
  });
  expect(shown.chain).toMatchObject([{ id: 'supervisor', people: [{ name: 'Marcus' }] }]);
  // Whoever has the number now is somebody else.
  await desk.database.contactPoint.updateMany({
    where: { personId: subject.personId, channel: 'sms' },
    data: { unusableCode: 'replaced' },
  });
  expect((await desk.office.escalations.show(ANA, id)).contacts.map(({ channel }) => channel)).not.toContain(
    'sms',
  );
});

it('shows no numbers in a practice: whoever started it is not looked for', async () => {
  const practice = await desk.office.escalations.show(ANA, await raise({ kind: 'drill' }));
  expect(practice).toMatchObject({ subject: 'Practice / Exercice', contacts: [] });
  const alarm = await desk.office.escalations.show(ANA, await raise());
  expect(alarm.contacts).not.toEqual([]);
});

describe('handing it over', () => {
  const handOver = (id: string, to: string) => desk.office.escalations.handOver(ANA, id, { to });

  it('goes to whom it reaches, named in any of the ways in which the rota knows them', async () => {
    const { personId, participantId } = await somebody(desk);
    const id = await raise();
    for (const to of [personId, participantId]) await handOver(id, to);
    expect(desk.told.map(({ args }) => args[1])).toEqual([
      { by: 'account:ana', to: personId },
      { by: 'account:ana', to: personId },
    ]);
  });

  it('is refused for whom no alarm reaches, whom it is about, and who has nothing to do with the program', async () => {
    const unreachable = await somebody(desk);
    await desk.database.contactPoint.updateMany({
      where: { personId: unreachable.personId },
      data: { unusableCode: '30003' },
    });
    const { id: stranger } = await desk.database.person.create({
      data: { id: 'stranger', givenName: 'Sky', language: 'en', detail: 'full', createdAt: new Date(0) },
    });
    const id = await raise();
    expect(await failureOf(handOver(id, unreachable.personId))).toMatchObject({ code: 'CannotBeReached' });
    expect(await failureOf(handOver(id, subject.personId))).toMatchObject({ code: 'AboutThatPerson' });
    expect(await failureOf(handOver(id, stranger))).toBeInstanceOf(NotThere);
    expect(desk.told).toEqual([]);
    // A practice is about nobody.
    await handOver(await raise({ kind: 'drill' }), subject.personId);
    expect(desk.told).toHaveLength(1);
  });
});

it('is nobody’s business at another site, and a viewer’s only to look at', async () => {
  const id = await raise({ code: 'OWN' });
  const cambridge: Caller = {
    ...ANA,
    scope: [{ role: 'supervisor', programId: 'kwmunity', siteId: 'kwmunity.cambridge' }],
  };
  expect(await failureOf(desk.office.escalations.show(cambridge, id))).toBeInstanceOf(NotThere);
  expect(await failureOf(desk.office.escalations.acknowledge(cambridge, 'OWN'))).toBeInstanceOf(NotThere);
  expect(await desk.office.escalations.list(cambridge)).toEqual([]);
  const viewer: Caller = { ...ANA, scope: [{ role: 'viewer', programId: 'kwmunity' }] };
  expect(await failureOf(desk.office.escalations.acknowledge(viewer, id))).toBeInstanceOf(NotAllowed);
  expect(desk.told).toEqual([]);
});

describe('one that has paged people and has no run yet', () => {
  const notBegun = (id: string) => {
    let missing = true;
    return jest.spyOn(desk, 'fail').mockImplementation((call) => {
      if (call === 'escalations.raise') missing = false;
      return missing && call.startsWith('escalations.')
        ? new NotThere(`escalation ${id} running`)
        : undefined;
    });
  };

  it('begins from its row when somebody ends it, and is ended', async () => {
    const id = await raise();
    notBegun(id);
    await desk.office.escalations.resolve(ANA, id, { outcome: 'found-safe' });
    expect(desk.told.map(({ call }) => call)).toEqual(['escalations.raise', 'escalations.resolve']);
    expect(desk.told[0]?.args[0]).toMatchObject({
      escalationId: id,
      kind: 'missed-end',
      programId: 'kwmunity',
    });
  });

  it('does not begin again once a human has ended it', async () => {
    const id = await raise({ status: 'resolved' });
    notBegun(id);
    const attempt = desk.office.escalations.acknowledge(ANA, id);
    expect(await failureOf(attempt)).toBeInstanceOf(NotThere);
    expect(desk.told).toEqual([]);
  });

  it('begins again where its run was ended from outside: whoever was paged can take it', async () => {
    const id = await raise();
    let isOver = true;
    jest.spyOn(desk, 'fail').mockImplementation((call) => {
      if (call === 'escalations.raise') isOver = false;
      return isOver ? new NotThere(`escalation ${id}`, undefined, { isOver: true }) : undefined;
    });
    await desk.office.escalations.acknowledge(ANA, id);
    expect(desk.told).toMatchObject([
      { call: 'escalations.raise', args: [{ escalationId: id }, { again: 'after-any-end' }] },
      { call: 'escalations.acknowledge' },
    ]);
  });
});
