import { openTerminal, type Terminal } from './terminal';

/** What coordinators read at their terminal of shifts and alarms, with servers of workflows away. */
const place = { programId: 'kwmunity', siteId: 'kwmunity.kitchener' };
const raisedAt = new Date('2026-03-02T18:00:00Z');
const DRILL = 'escalation-drill-d1';

let terminal: Terminal;
const cli = (...args: string[]) => terminal.cli(...args);

function shiftRow(id: string) {
  return {
    ...place,
    id,
    startsWall: '2026-03-02T11:00',
    endsWall: '2026-03-02T17:00',
    zone: 'America/Winnipeg',
    startsAt: new Date('2026-03-02T17:00:00Z'),
    endsAt: new Date('2026-03-02T23:00:00Z'),
    zoneRules: 'test',
    status: 'closed',
    createdBy: 'account:cli',
    createdAt: raisedAt,
  };
}

function escalationRow(id: string, kind = 'missed-start') {
  const chain = [{ id: 'supervisor', channels: ['sms'], people: ['noor'] }];
  return {
    ...place,
    id,
    kind,
    subjectPersonId: 'noor',
    status: 'resolved',
    level: 0,
    chain,
    code: id.slice(-3),
    raisedAt,
  };
}

beforeAll(async () => {
  terminal = await openTerminal();
  const { db } = terminal;
  // An hour behind the program.
  await db.site.update({ where: { id: place.siteId }, data: { zone: 'America/Winnipeg' } });
  await db.person.create({
    data: { id: 'noor', givenName: 'Noor', language: 'en', detail: 'full', createdAt: raisedAt },
  });
  await db.shift.create({ data: shiftRow('s1') });
  await db.escalation.createMany({
    data: [{ ...escalationRow('e1'), shiftId: 's1' }, escalationRow(DRILL, 'drill')],
  });
  await db.wait.create({
    data: {
      ...place,
      key: 's1/start',
      kind: 'start-of-shift',
      owedBy: 'participant',
      personId: 'noor',
      subjectPersonId: 'noor',
      shiftId: 's1',
      since: raisedAt,
      dueAt: raisedAt,
    },
  });
  await db.event.create({
    data: {
      ...place,
      key: 'e1/raised',
      kind: 'escalation-raised',
      escalationId: 'e1',
      shiftId: 's1',
      actor: 'system',
      data: { kind: 'missed-start' },
      at: raisedAt,
    },
  });
});
afterAll(() => terminal?.close());

test.each([
  [['escalations', 'list'], 2],
  [['escalations', 'show', 'e1'], 1],
  [['drill', 'list'], 1],
  [['drill', 'report', 'd1'], 1],
  // The check-in that was due, and the alarm about it.
  [['evidence', '--shift', 's1'], 2],
])('what happened at a site is read by its own clocks: %j', async (args, times) => {
  const { out } = await cli(...args);
  expect(out.match(/2026-03-02 12:00/g)).toHaveLength(times);
  expect(out).not.toMatch(/13:00|18:00/);
});

test('a number that is not used says why', async () => {
  const contact = { personId: 'noor', channel: 'sms', value: '+15195550111', unusableCode: '30005' };
  await terminal.db.contactPoint.create({ data: { ...contact, id: 'c1', createdAt: raisedAt } });
  const participant = { ...place, id: 'p1', personId: 'noor', role: 'mentee', createdAt: raisedAt };
  await terminal.db.participant.create({ data: participant });
  expect((await cli('escalations', 'show', 'e1')).out).toContain('sms: +15195550111, not used: 30005');
  expect((await cli('participants', 'show', 'p1')).out).toContain('(no consent yet, not used: 30005)');
});

test('a list that stops says so, and how to see the others; one that is whole says nothing', async () => {
  expect((await cli('shifts', 'list')).err).toBe('');
  expect((await cli('escalations', 'list')).err).toBe('');
  const many = Array.from({ length: 100 }, (_, n) => `many-${String(n).padStart(3, '0')}`);
  await terminal.db.shift.createMany({ data: many.map(shiftRow) });
  await terminal.db.escalation.createMany({ data: many.map((id) => escalationRow(id)) });
  for (const [noun, status, narrowing] of [
    ['shifts', 'closed', '--site, --program or --status'],
    ['escalations', 'resolved', '--program or --open'],
  ] as const) {
    const table = await cli(noun, 'list');
    expect(table.err).toBe(`The first 100; narrow it with ${narrowing}.\n`);
    expect(table.out.match(new RegExp(status, 'g'))).toHaveLength(100);
    const json = await cli(noun, 'list', '-o', 'json');
    expect([json.err, json.json<unknown[]>().length]).toEqual(['', 100]);
  }
});
