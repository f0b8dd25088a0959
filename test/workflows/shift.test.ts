import { HOUR, MINUTE, plus } from '../../domain/duration';
import type {
  Duration,
  Instant,
  OccurrenceKey,
  PersonId,
  ProgramId,
  ShiftId,
  SiteId,
  Zone,
} from '../../domain/ids';
import * as contract from '../../workflows/contract';
import { activitiesOf, MemorySafety } from '../support/memorySafety';
import { eventually } from '../support/eventually';
import { createRig, type Rig } from '../support/rig';

const duration = (text: string) => text as Duration;
const people = (...ids: string[]) => ids as PersonId[];
const END = { kind: 'end', number: 0 } as const;

let rig: Rig;
let memory: MemorySafety;
let shifts = 0;

beforeAll(async () => {
  rig = await createRig(activitiesOf(() => memory));
});
afterAll(() => rig.close());
beforeEach(() => {
  memory = new MemorySafety();
  memory.chain = [
    {
      id: 'supervisor',
      channels: ['sms', 'email'],
      acknowledgeWithin: duration('PT5M'),
      people: people('ana'),
    },
    { id: 'manager', channels: ['sms'], acknowledgeWithin: duration('PT5M'), people: people('cho') },
  ];
});

/** As shifts are scheduled from this release on. */
const NOW = { coverage: 'audited', begins: 'at-hand', deadlines: 'announced', wakes: 'behind' } as const;

/** A shift that starts in an hour. */
async function shiftOf(
  peers: string[],
  changes: Partial<contract.ShiftInput['policy']> = {},
  length = 8 * HOUR,
  more: Partial<contract.ShiftInput> = NOW,
) {
  const now = await rig.now();
  const startsAt = plus(now, HOUR);
  const shiftId = `s${++shifts}` as ShiftId;
  const input: contract.ShiftInput = {
    shiftId,
    programId: 'cat' as ProgramId,
    siteId: 'cat.north' as SiteId,
    zone: 'America/Toronto' as Zone,
    startsAt,
    endsAt: plus(startsAt, length),
    peers: people(...peers),
    policy: {
      startCheckIn: false,
      endNudges: ['-PT10M', 'PT0M', 'PT10M'].map(duration),
      grace: duration('PT15M'),
      lateNudgeEvery: duration('PT10M'),
      lateNudges: 2,
      ...changes,
    },
    escalation: {
      levels: [],
      outcomeWithin: duration('PT20M'),
      repeatEvery: duration('PT15M'),
      remindToCloseEvery: duration('PT4H'),
    },
    quietHours: { from: '21:00', to: '08:00' },
    scheduledBy: 'account:a1',
    ...more,
  };
  memory.peers = [...input.peers];
  const handle = await rig.client.workflow.start('shift', {
    taskQueue: rig.taskQueue,
    workflowId: contract.workflowIds.shift(shiftId),
    args: [input],
  });
  return {
    input,
    handle,
    endWait: (peer: string) => contract.occurrences.shiftWait(shiftId, peer as PersonId, END),
    escalationOf: (peer: string) =>
      rig.client.workflow.getHandle(contract.occurrences.shiftEscalation(shiftId, peer as PersonId, END)),
    /** Lets time pass until so long after the end (negative: before it). */
    async until(afterEnd: number, endsAt: Instant = input.endsAt) {
      await rig.pass(Date.parse(endsAt) + afterEnd - Date.parse(await rig.now()));
    },
    /** Lets time pass until the workflow has completed. Where a human ends it, `handle.result()` needs no time. */
    async ends() {
      for (let i = 0; i < 200 && (await handle.describe()).status.name === 'RUNNING'; i++)
        await rig.pass(5 * MINUTE);
      await handle.result();
    },
    eventCount: async () => (await handle.fetchHistory()).events?.length ?? 0,
  };
}

const resolved = { by: 'account:a1', outcome: 'found-safe' } as const;

test('a peer who answers in time is asked, and no alarm is raised', async () => {
  const shift = await shiftOf(['sam', 'kim', 'lou', 'max', 'noa'], {
    startCheckIn: true,
    coverageCheckBefore: duration('PT30M'),
  });
  memory.onSaid = ({ key, template, intent }) => {
    if (template === 'nudge' || intent.refs?.['occasion'] === 'start')
      memory.answered(key.slice(0, key.lastIndexOf('/')) as OccurrenceKey);
  };
  await shift.ends();
  expect(memory.saidTo('sam')).toEqual(['shift-scheduled', 'ask', 'ask', 'nudge']);
  expect(memory.opened).toBe(0);
  expect(memory.eventKinds()).toEqual(['shift-scheduled', 'shift-closed']);
  expect(memory.openWaits()).toEqual([]);
  const events = await shift.eventCount();
  expect(events).toBeLessThanOrEqual(60);
});

test('a missed check-in is nudged, raised exactly once and nudged on; a human ends it and the shift closes', async () => {
  const shift = await shiftOf(['sam', 'kim', 'lou', 'max', 'noa']);
  memory.onSaid = ({ key, template, person }) => {
    if (template === 'nudge' && person !== 'sam')
      memory.answered(key.slice(0, key.lastIndexOf('/')) as OccurrenceKey);
  };
  await shift.until(14 * MINUTE);
  expect(memory.opened).toBe(0);
  await shift.until(40 * MINUTE);
  expect(memory.opened).toBe(1);
  expect(memory.saidTo('sam')).toEqual([
    'shift-scheduled',
    'ask',
    'nudge',
    'nudge',
    'late-nudge',
    'late-nudge',
  ]);
  expect((await shift.handle.describe()).status.name).toBe('RUNNING');
  expect(await shift.handle.query(contract.shiftState)).toMatchObject({
    status: 'ended',
    openEscalations: [`escalation-${shift.input.shiftId}-sam-end`],
  });
  await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
  await shift.handle.result();
  expect(memory.eventKinds().filter((kind) => kind === 'shift-closed')).toHaveLength(1);
  expect(memory.openWaits()).toEqual([]);
  const events = await shift.eventCount();
  expect(events).toBeLessThanOrEqual(108);
});

test('what was written beside the first task and lost with it is written again by an activity of its own, once', async () => {
  memory.atHand = () => {
    throw new Error('the answer did not come back');
  };
  const shift = await shiftOf(['sam']);
  await rig.pass(MINUTE);
  const { events = [] } = await shift.handle.fetchHistory();
  const activities = (events ?? []).map((event) => event.activityTaskScheduledEventAttributes?.activityType);
  expect(activities.filter((type) => type?.name === 'record')).toHaveLength(1);
  expect(memory.batches).toHaveLength(2);
  expect(memory.batches[1]).toEqual(memory.batches[0]);
  expect(memory.saidTo('sam')).toEqual(['shift-scheduled']);
  // What somebody decides while it runs is never written beside a task.
  await shift.handle.executeUpdate(contract.cancelShift, { args: [{ by: 'account:a1' }] });
  await shift.handle.result();
  expect(memory.batches.filter(({ events: kinds }) => kinds?.[0]?.kind === 'shift-cancelled')).toHaveLength(
    1,
  );
});

test('an escalation that a human ended before the shift had raised it keeps the shift from nothing', async () => {
  const shift = await shiftOf(['sam'], { lateNudges: 0 });
  await shift.until(-MINUTE);
  const escalationId =
    `escalation-${shift.input.shiftId}-sam-end` as contract.EscalationInput['escalationId'];
  await shift.handle.signal(contract.escalationEnded, { escalationId, personId: 'sam' as PersonId });
  await shift.until(17 * MINUTE);
  await shift.handle.result();
  await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
});

test('while only humans can help it, a shift looks at nothing', async () => {
  const shift = await shiftOf(['sam']);
  await shift.until(18 * MINUTE);
  await shift.escalationOf('sam').signal(contract.subjectAnswered, { key: 'r1' as OccurrenceKey, how: 'ok' });
  await shift.until(HOUR);
  const looks = memory.looks.length;
  await rig.pass(24 * HOUR);
  expect(memory.looks).toHaveLength(looks);
  await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
  await shift.handle.result();
});

test('after a late "ok" nobody nudges, and the shift stays open until a human closes the escalation', async () => {
  const shift = await shiftOf(['sam']);
  await shift.until(16 * MINUTE);
  memory.answered(shift.endWait('sam'));
  await shift.escalationOf('sam').signal(contract.subjectAnswered, { key: 'r1' as OccurrenceKey, how: 'ok' });
  await shift.until(HOUR);
  expect(memory.saidTo('sam')).not.toContain('late-nudge');
  expect(memory.saidTo('ana')).toEqual(['escalation-raised', 'escalation-peer-answered']);
  expect(memory.saidTo('cho')).toEqual([]);
  expect((await shift.handle.describe()).status.name).toBe('RUNNING');
  await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
  await shift.handle.result();
});

test('an extension two minutes before the end raises no alarm and asks for the new end', async () => {
  // One that began with an earlier release: it also sees by itself who is on call.
  const shift = await shiftOf(['sam'], { coverageCheckBefore: duration('PT30M') }, 8 * HOUR, {});
  await shift.until(-2 * MINUTE);
  const state = await shift.handle.executeUpdate(contract.extend, {
    args: [{ minutes: 60, by: 'account:a1' }],
  });
  expect(state.endsAt).toBe(plus(shift.input.endsAt, HOUR));
  expect(memory.waits.get(shift.endWait('sam'))?.dueAt).toBe(state.endsAt);
  await shift.until(40 * MINUTE);
  expect(memory.opened).toBe(0);
  expect(memory.saidTo('sam')).toEqual(['shift-scheduled', 'ask', 'shift-extended']);
  await shift.until(-5 * MINUTE, state.endsAt);
  expect(memory.saidTo('sam')).toEqual(['shift-scheduled', 'ask', 'shift-extended', 'ask']);
  memory.answered(shift.endWait('sam'));
  await shift.ends();
  expect(memory.opened).toBe(0);
  const looks = memory.looks.filter(({ step }) => step.startsWith('coverage'));
  expect(looks.map(({ step }) => step)).toEqual(['coverage-0', 'coverage-1']);
  expect([...memory.events.values()].find((event) => event.kind === 'shift-changed')).toMatchObject({
    by: 'account:a1',
    data: { minutes: 60 },
  });
});

test('an extension within the grace is taken; after the miss it is refused', async () => {
  const shift = await shiftOf(['sam']);
  await shift.until(14 * MINUTE);
  const { endsAt } = await shift.handle.executeUpdate(contract.extend, {
    args: [{ minutes: 30, by: 'person:sam' }],
  });
  await shift.until(16 * MINUTE);
  expect(memory.opened).toBe(0);
  await shift.until(16 * MINUTE, endsAt);
  expect(memory.opened).toBe(1);
  await expect(
    shift.handle.executeUpdate(contract.extend, { args: [{ minutes: 30, by: 'person:sam' }] }),
  ).rejects.toMatchObject({ cause: { type: 'ShiftOver' } });
  await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
  await shift.handle.result();
});

describe('what is done for all shifts at once', () => {
  const NUDGE = 'end-0/nudge-1';
  const MISSED = 'end-0/missed-0';
  const announced = () =>
    memory.batches.flatMap(({ announce }) =>
      announce ? [{ number: announce.number, first: announce.deadlines[0]?.at }] : [],
    );

  test('needs no activity of the shift, and its alarm gets a run of its own', async () => {
    const shift = await shiftOf(['sam', 'kim']);
    await rig.pass(MINUTE);
    expect(announced()).toEqual([{ number: 0, first: plus(shift.input.endsAt, -10 * MINUTE) }]);
    const [batch] = memory.batches;
    expect(batch?.announce?.deadlines.map(({ step, nudge, status }) => `${step}-${nudge} ${status}`)).toEqual(
      [
        'ask-0 running',
        'nudge-1 ended',
        'nudge-2 ended',
        'missed-0 ended',
        'late-nudge-1 ended',
        'late-nudge-2 ended',
      ],
    );
    expect(batch?.announce?.deadlines.find(({ step }) => step === 'missed')?.raise).toMatchObject({
      kind: 'missed-end',
      since: shift.input.endsAt,
    });

    memory.seenTo.set('end-0/ask-0', people('sam', 'kim'));
    memory.seenTo.set(NUDGE, people('sam'));
    memory.seenTo.set('end-0/nudge-2', people('sam'));
    memory.seenTo.set(MISSED, people('sam'));
    await shift.until(16 * MINUTE);
    expect(memory.looks).toEqual([]);
    expect(memory.opened).toBe(1);
    expect((await shift.handle.query(contract.shiftState)).openEscalations).toHaveLength(1);
    // Whoever saw to the deadline has recorded that the shift is over; the workflow writes nothing of its own.
    expect(memory.batches.filter((one) => one.shift?.status === 'ended')).toEqual([]);
    await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
    await shift.handle.result();
  });

  test.each([
    ['a shift of now does itself some seconds later', NOW, 5],
    ['a run of before does itself at the instant', { ...NOW, wakes: undefined }, 0],
  ])('and what nobody does %s', async (_, more, behind) => {
    const shift = await shiftOf(['sam'], {}, 8 * HOUR, more);
    await shift.until(16 * MINUTE);
    const { endsAt } = shift.input;
    // A timer fires some milliseconds after its instant.
    const seconds = (at: string) => Math.floor((Date.parse(at) - Date.parse(endsAt)) / 1000);
    const sinceEnd = memory.looks.map(({ step, at }) => [step, seconds(at) - behind]);
    expect(sinceEnd).toEqual([
      ['ask', -600],
      ['nudge', 0],
      ['nudge', 600],
      ['missed', 900],
    ]);
    expect(memory.opened).toBe(1);
    await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
    await shift.handle.result();
  });

  test('leaves a shift of five who all answer a short history', async () => {
    const peers = ['sam', 'kim', 'lou', 'max', 'noa'];
    const shift = await shiftOf(peers, { startCheckIn: true });
    memory.seenTo.set('start-0/ask-0', people(...peers));
    memory.seenTo.set('start-0/nudge-1', []);
    memory.seenTo.set('end-0/ask-0', people(...peers));
    memory.seenTo.set(NUDGE, []);
    await shift.ends();
    expect(memory.looks).toEqual([]);
    expect(memory.eventKinds()).toEqual(['shift-scheduled', 'shift-closed']);
    expect(await shift.eventCount()).toBeLessThanOrEqual(36);
  });

  test('is taken out of force before the times or the people change, and announced anew', async () => {
    const shift = await shiftOf(['sam', 'kim']);
    await shift.until(-HOUR);
    const { endsAt } = await shift.handle.executeUpdate(contract.extend, {
      args: [{ minutes: 30, by: 'account:a1' }],
    });
    expect(memory.holds).toEqual([1]);
    await shift.handle.executeUpdate(contract.removePeer, {
      args: [{ personId: 'kim' as PersonId, by: 'account:a1' }],
    });
    expect(memory.holds).toEqual([1, 2]);
    // Whoever joins is asked by what is announced already.
    await shift.handle.executeUpdate(contract.addPeer, {
      args: [{ personId: 'lou' as PersonId, by: 'account:a1' }],
    });
    expect(announced()).toEqual([
      { number: 0, first: plus(shift.input.endsAt, -10 * MINUTE) },
      { number: 1, first: plus(endsAt, -10 * MINUTE) },
      { number: 2, first: plus(endsAt, -10 * MINUTE) },
    ]);
    await shift.until(-MINUTE, endsAt);
    for (const peer of ['sam', 'lou']) memory.answered(shift.endWait(peer));
    await shift.ends();
  });

  test('changes of the same moment are made one after the other', async () => {
    const shift = await shiftOf(['sam']);
    await shift.until(-HOUR);
    const ends = await Promise.all(
      [10, 20, 30].map(
        async (minutes) =>
          (await shift.handle.executeUpdate(contract.extend, { args: [{ minutes, by: 'account:a1' }] }))
            .endsAt,
      ),
    );
    const end = plus(shift.input.endsAt, 60 * MINUTE);
    expect(ends.sort().at(-1)).toBe(end);
    expect(memory.holds).toEqual([1, 2, 3]);
    expect(announced().map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    expect(announced().at(-1)?.first).toBe(plus(end, -10 * MINUTE));
    await shift.until(-MINUTE, end);
    memory.answered(shift.endWait('sam'));
    await shift.ends();
  });

  test('keeps a change waiting that comes while an alarm is raised by it, and then there is nothing to change', async () => {
    const shift = await shiftOf(['sam']);
    await shift.until(14 * MINUTE);
    // The clock of whoever keeps the time is ahead of the workflow's.
    memory.taken = [MISSED];
    const extended = shift.handle.executeUpdate(contract.extend, {
      args: [{ minutes: 30, by: 'person:sam' }],
    });
    const outcome = extended.then(
      () => 'extended',
      (error: { cause?: { type?: string } }) => error.cause?.type,
    );
    await eventually('the plan is held', () => memory.holds.length === 1);
    memory.seenTo.set(MISSED, people('sam'));
    await shift.until(16 * MINUTE);
    expect(await outcome).toBe('ShiftOver');
    expect(memory.opened).toBe(1);
    expect(memory.eventKinds()).not.toContain('shift-changed');
    await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
    await shift.handle.result();
  });

  test('was not done for somebody who has joined since', async () => {
    const shift = await shiftOf(['sam']);
    memory.seenTo.set('end-0/ask-0', people('sam'));
    await shift.until(-5 * MINUTE);
    expect(memory.looks).toEqual([]);
    await shift.handle.executeUpdate(contract.addPeer, {
      args: [{ personId: 'lou' as PersonId, by: 'account:a1' }],
    });
    await shift.until(-4 * MINUTE);
    expect(memory.looks.map(({ step }) => step)).toEqual(['ask']);
    expect(memory.saidTo('lou')).toContain('ask');
    for (const peer of ['sam', 'lou']) memory.answered(shift.endWait(peer));
    await shift.ends();
  });

  test('is not announced where the end lay behind when the shift became known', async () => {
    const at = await rig.now();
    const shift = await shiftOf(['sam'], {}, HOUR, {
      ...NOW,
      startsAt: plus(at, -2 * HOUR),
      endsAt: plus(at, -HOUR),
    });
    await rig.pass(MINUTE);
    expect(memory.batches[0]?.announce).toEqual({ number: 0, deadlines: [] });
    expect(memory.saidTo('sam')).toContain('ask');
    memory.answered(shift.endWait('sam'));
    await shift.ends();
  });
});

test('a shortened shift is missed a grace after its new end', async () => {
  const shift = await shiftOf(['sam']);
  await shift.until(-4 * HOUR);
  const { endsAt } = await shift.handle.executeUpdate(contract.shorten, {
    args: [{ minutes: 180, by: 'account:a1' }],
  });
  await shift.until(16 * MINUTE, endsAt);
  expect(memory.opened).toBe(1);
  await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
  await shift.handle.result();
});

test('a missed start and a missed interval each raise their own escalation', async () => {
  const shift = await shiftOf(['sam'], { startCheckIn: true, interval: duration('PT1H') }, 1.5 * HOUR);
  await shift.until(-10 * MINUTE);
  expect([...memory.events.keys()].filter((key) => key.endsWith('/raised'))).toEqual([
    `escalation-${shift.input.shiftId}-sam-start/raised`,
    `escalation-${shift.input.shiftId}-sam-interval-1/raised`,
  ]);
  for (const what of ['start', 'interval-1']) {
    const escalation = rig.client.workflow.getHandle(`escalation-${shift.input.shiftId}-sam-${what}`);
    await escalation.executeUpdate(contract.resolve, { args: [resolved] });
    await escalation.result();
  }
  expect((await shift.handle.query(contract.shiftState)).openEscalations).toEqual([]);
  await shift.until(-5 * MINUTE);
  memory.answered(shift.endWait('sam'));
  await shift.ends();
});

test('peers join, leave and hand over; only those on the shift are asked', async () => {
  const shift = await shiftOf(['sam', 'kim']);
  await shift.until(-HOUR);
  const by = 'account:a1';
  await shift.handle.executeUpdate(contract.addPeer, { args: [{ personId: 'lou' as PersonId, by }] });
  await shift.handle.executeUpdate(contract.removePeer, { args: [{ personId: 'sam' as PersonId, by }] });
  const state = await shift.handle.executeUpdate(contract.handOverShift, {
    args: [{ from: 'kim' as PersonId, to: 'max' as PersonId, by }],
  });
  expect(state.peers).toEqual(['lou', 'max']);
  await expect(
    shift.handle.executeUpdate(contract.removePeer, { args: [{ personId: 'sam' as PersonId, by }] }),
  ).rejects.toMatchObject({ cause: { type: 'UnknownPeer' } });
  memory.onSaid = ({ key, template }) => {
    if (template === 'ask') memory.answered(key.slice(0, key.lastIndexOf('/')) as OccurrenceKey);
  };
  await shift.ends();
  const asked = memory.said.filter((said) => said.template === 'ask').map((said) => said.person);
  expect(asked.sort()).toEqual(['lou', 'max']);
});

test('somebody who joins while the others are being asked is asked too, and the others not twice', async () => {
  const shift = await shiftOf(['sam']);
  await shift.until(-5 * MINUTE);
  await shift.handle.executeUpdate(contract.addPeer, {
    args: [{ personId: 'lou' as PersonId, by: 'account:a1' }],
  });
  await shift.until(-4 * MINUTE);
  expect(memory.said.filter((said) => said.template === 'ask').map((said) => said.person)).toEqual([
    'sam',
    'lou',
  ]);
  memory.answered(shift.endWait('sam'));
  memory.answered(shift.endWait('lou'));
  await shift.ends();
});

test('a shift is cancelled before it starts, and not while people are out there', async () => {
  const shift = await shiftOf(['sam']);
  await rig.pass(MINUTE);
  await shift.handle.executeUpdate(contract.cancelShift, { args: [{ by: 'account:a1' }] });
  await shift.handle.result();
  expect(memory.saidTo('sam')).toEqual(['shift-scheduled', 'shift-cancelled']);

  const running = await shiftOf(['kim']);
  await running.until(-HOUR);
  await expect(
    running.handle.executeUpdate(contract.cancelShift, { args: [{ by: 'account:a1' }] }),
  ).rejects.toMatchObject({ cause: { type: 'ShiftRunning' } });
  await running.until(-MINUTE);
  memory.answered(running.endWait('kim'));
  await running.ends();
});

test('a hundred and twenty peers who miss the same end are each raised once', async () => {
  const names = Array.from({ length: 120 }, (_, i) => `p${i}`);
  memory.chain = [];
  const shift = await shiftOf(names, { lateNudges: 0 });
  await shift.until(16 * MINUTE);
  for (let waited = 0; memory.opened < 120 && waited < 50; waited++) await rig.pass(1_000);
  expect(memory.opened).toBe(120);
  expect((await shift.handle.query(contract.shiftState)).openEscalations).toHaveLength(120);
  expect(memory.said.filter((said) => said.template === 'ask')).toHaveLength(120);
  await Promise.all(
    names.map((name) => shift.escalationOf(name).executeUpdate(contract.resolve, { args: [resolved] })),
  );
  await shift.handle.result();
});

test('a carrier that is away for the nudges delays no alarm', async () => {
  memory.carrier = (intent) => {
    if (intent.template === 'nudge') throw new Error('carrier away');
  };
  const shift = await shiftOf(['sam']);
  await shift.until(16 * MINUTE);
  expect(memory.opened).toBe(1);
  memory.carrier = () => {};
  await shift.until(40 * MINUTE);
  expect(memory.saidTo('sam')).toContain('late-nudge');
  expect(memory.opened).toBe(1);
  await shift.escalationOf('sam').executeUpdate(contract.resolve, { args: [resolved] });
  await shift.handle.result();
});

test('a shift whose times new zone rules have changed is asked about at the new end, once, and its peers are told', async () => {
  const shift = await shiftOf(['sam']);
  const { startsAt, endsAt } = shift.input;
  const state = await shift.handle.executeUpdate(contract.rescheduleShift, {
    args: [{ startsAt: plus(startsAt, -HOUR / 2), endsAt: plus(endsAt, -HOUR), by: 'system' }],
  });
  expect(state).toMatchObject({ startsAt: plus(startsAt, -HOUR / 2), endsAt: plus(endsAt, -HOUR) });
  expect(memory.saidTo('sam')).toEqual(['shift-scheduled', 'shift-changed']);
  await expect(
    shift.handle.executeUpdate(contract.rescheduleShift, {
      args: [{ startsAt: endsAt, endsAt: startsAt, by: 'system' }],
    }),
  ).rejects.toMatchObject({ cause: { type: 'DateNotInFuture' } });
  await shift.until(-HOUR + MINUTE);
  expect(memory.saidTo('sam')).toEqual(['shift-scheduled', 'shift-changed', 'ask', 'nudge']);
  await expect(
    shift.handle.executeUpdate(contract.rescheduleShift, { args: [{ startsAt, endsAt, by: 'system' }] }),
  ).rejects.toMatchObject({ cause: { type: 'ShiftRunning' } });
  memory.answered(shift.endWait('sam'));
  await shift.ends();
  expect(memory.opened).toBe(0);
});

test('a shift that was lost and is restored says nothing twice, asks about its end and waits for its open escalation', async () => {
  const shift = await shiftOf(['sam']);
  await shift.until(-5 * MINUTE);
  const before = memory.saidTo('sam');
  expect(before).toEqual(['shift-scheduled', 'ask']);
  await shift.handle.terminate('lost');
  const shiftId = 'restored' as ShiftId;
  memory.peers = people('sam');
  const escalationId = `escalation-${shiftId}-sam-start` as contract.EscalationInput['escalationId'];
  const handle = await rig.client.workflow.start('shift', {
    taskQueue: rig.taskQueue,
    workflowId: contract.workflowIds.shift(shiftId),
    args: [
      {
        ...shift.input,
        shiftId,
        restored: { openEscalations: [escalationId], changes: 3, saidAboutEnd: 1, offers: {} },
      } satisfies contract.ShiftInput,
    ],
  });
  const { endsAt } = await handle.executeUpdate(contract.extend, {
    args: [{ minutes: 30, by: 'account:a1' }],
  });
  expect([...memory.events.keys()]).toContain(`shift-${shiftId}/changed-4`);
  await shift.until(MINUTE, endsAt);
  memory.answered(contract.occurrences.shiftWait(shiftId, 'sam' as PersonId, END));
  await shift.until(2 * HOUR, endsAt);
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await handle.signal(contract.escalationEnded, { escalationId, personId: 'sam' as PersonId });
  await handle.result();
});

describe('what cannot be done to a shift is refused, in words', () => {
  const by = 'account:a1' as const;
  const somebody = (id: string) => id as PersonId;
  let shift: Awaited<ReturnType<typeof shiftOf>>;
  const refusal = (update: unknown, act: object) =>
    shift.handle
      .executeUpdate(update as never, { args: [act] as never })
      .then(() => undefined)
      .catch((error: { cause?: { type?: string } }) => error.cause?.type);

  test('before it has begun', async () => {
    shift = await shiftOf(['sam']);
    const { startsAt, endsAt } = shift.input;
    for (const [update, act, type] of [
      [contract.addPeer, { personId: 'kim' }, 'PersonNeeded'],
      [contract.addPeer, { by }, 'PersonNeeded'],
      [contract.extend, { minutes: 0, by }, 'OutOfRange'],
      [contract.extend, { minutes: 721, by }, 'OutOfRange'],
      [contract.extend, { minutes: 7.5, by }, 'OutOfRange'],
      [contract.shorten, { minutes: 480, by }, 'DateNotInFuture'],
      [contract.rescheduleShift, { startsAt: endsAt, endsAt: startsAt, by }, 'DateNotInFuture'],
      [contract.removePeer, { personId: 'kim', by }, 'UnknownPeer'],
      [contract.handOverShift, { from: 'kim', to: 'lou', by }, 'UnknownPeer'],
      [contract.handOverShift, { from: 'sam', to: 'sam', by }, 'PersonNeeded'],
      [contract.handOverShift, { from: 'sam', by }, 'PersonNeeded'],
      [contract.offerShift, { by }, 'PersonNeeded'],
      [contract.offerShift, { personId: 'sam', by }, 'AlreadyOnShift'],
      [contract.answerShiftOffer, { personId: 'kim', answer: 'accept', by }, 'NotOffered'],
    ] as const)
      expect([act, await refusal(update, act)]).toEqual([act, type]);
    await shift.handle.executeUpdate(contract.cancelShift, { args: [{ by }] });
    await shift.handle.result();
  });

  test('while it runs, and after its end', async () => {
    shift = await shiftOf(['sam'], {}, HOUR);
    const { startsAt, endsAt } = shift.input;
    await shift.until(-30 * MINUTE);
    const earlier = { startsAt: plus(startsAt, -MINUTE), endsAt, by };
    expect(await refusal(contract.rescheduleShift, earlier)).toBe('ShiftRunning');
    // The times that it has already are no change.
    expect(await refusal(contract.rescheduleShift, { startsAt, endsAt, by })).toBeUndefined();
    await shift.until(MINUTE);
    for (const update of [contract.addPeer, contract.offerShift])
      expect(await refusal(update, { personId: 'kim', by })).toBe('ShiftOver');
    expect(memory.eventKinds()).not.toContain('shift-changed');
    memory.answered(shift.endWait('sam'));
    await shift.ends();
  });

  test('an offer: the place is open until it lapses, and an answer in time joins the shift', async () => {
    shift = await shiftOf(['sam'], { offerWithin: duration('PT20M') });
    for (const id of ['kim', 'lou'])
      await shift.handle.executeUpdate(contract.offerShift, { args: [{ personId: somebody(id), by }] });
    const accept = { personId: somebody('kim'), answer: 'accept', by: 'person:kim' } as const;
    const { peers } = await shift.handle.executeUpdate(contract.answerShiftOffer, { args: [accept] });
    expect(peers).toEqual(['sam', 'kim']);
    await rig.pass(21 * MINUTE);
    const { offered } = await shift.handle.query(contract.shiftState);
    expect(offered).toEqual([]);
    expect(memory.openWaits().filter((key) => key.endsWith('/unfilled'))).toHaveLength(1);
    await shift.handle.executeUpdate(contract.offerShift, { args: [{ personId: somebody('max'), by }] });
    await shift.handle.executeUpdate(contract.cancelShift, { args: [{ by }] });
    await shift.handle.result();
    // Whoever had not said yet whether it suits them hears of it; whoever is out of it anyway does not.
    expect(memory.saidTo('max')).toEqual(['shift-offered', 'shift-cancelled']);
    expect(memory.said.find(({ intent }) => intent.key.endsWith('cancelled/max'))?.intent).toMatchObject({
      urgency: 'reminder',
      refs: { whose: 'offered' },
    });
    expect(memory.saidTo('kim')).toEqual(['shift-offered', 'shift-scheduled', 'shift-cancelled']);
    expect(memory.saidTo('lou')).toEqual(['shift-offered']);
  });

  test('an offer made again after it was declined has its own time to be thought about', async () => {
    shift = await shiftOf(['sam'], { offerWithin: duration('PT20M') });
    const offer = { personId: somebody('kim'), by };
    await shift.handle.executeUpdate(contract.offerShift, { args: [offer] });
    await shift.handle.executeUpdate(contract.answerShiftOffer, {
      args: [{ personId: somebody('kim'), answer: 'decline', by: 'person:kim' }],
    });
    await rig.pass(15 * MINUTE);
    await shift.handle.executeUpdate(contract.offerShift, { args: [offer] });
    await rig.pass(10 * MINUTE);
    expect((await shift.handle.query(contract.shiftState)).offered).toEqual(['kim']);
    await rig.pass(11 * MINUTE);
    expect((await shift.handle.query(contract.shiftState)).offered).toEqual([]);
    await shift.handle.executeUpdate(contract.cancelShift, { args: [{ by }] });
    await shift.handle.result();
  });

  test('one that is scheduled with an offer asks for it at once', async () => {
    shift = await shiftOf([], {}, 8 * HOUR, { ...NOW, offered: people('kim') });
    await rig.pass(MINUTE);
    expect(memory.saidTo('kim')).toEqual(['shift-offered']);
    await rig.pass(HOUR);
    expect((await shift.handle.query(contract.shiftState)).offered).toEqual([]);
    await shift.ends();
  });
});
