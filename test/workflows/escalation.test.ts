import fc from 'fast-check';
import type {
  Duration,
  EscalationId,
  Instant,
  OccurrenceKey,
  PersonId,
  ProgramId,
  Zone,
} from '../../domain/ids';
import { MINUTE, plus } from '../../domain/duration';
import * as contract from '../../workflows/contract';
import { activitiesOf, MemorySafety } from '../support/memorySafety';
import { eventually } from '../support/eventually';
import { createRig, type Rig } from '../support/rig';

const HOUR_AND_MORE = 70 * MINUTE;
const duration = (text: string) => text as Duration;
const people = (...ids: string[]) => ids as PersonId[];

let rig: Rig;
let memory: MemorySafety;
let raised = 0;

beforeAll(async () => {
  rig = await createRig(activitiesOf(() => memory));
});
afterAll(() => rig.close());
beforeEach(() => {
  memory = new MemorySafety();
  memory.chain = [level('supervisor', 'ana'), level('second', 'ben'), level('manager', 'cho')];
});

function level(id: string, ...ids: string[]): contract.ChainLevel {
  return { id, channels: ['sms', 'email'], acknowledgeWithin: duration('PT5M'), people: people(...ids) };
}

async function raise(changes: Partial<contract.EscalationInput> = {}) {
  const escalationId = `escalation-s${++raised}-sam-end` as EscalationId;
  const input: contract.EscalationInput = {
    escalationId,
    kind: 'missed-end',
    programId: 'cat' as ProgramId,
    subjectPersonId: 'sam' as PersonId,
    allLevelsAtOnce: false,
    policy: {
      levels: [],
      outcomeWithin: duration('PT20M'),
      repeatEvery: duration('PT15M'),
      remindToCloseEvery: duration('PT4H'),
    },
    quietHours: { from: '21:00', to: '08:00' },
    zone: 'America/Toronto' as Zone,
    ...changes,
  };
  const handle = await rig.client.workflow.start('escalation', {
    taskQueue: rig.taskQueue,
    workflowId: escalationId,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    args: [input],
  });
  return {
    input,
    handle,
    acknowledge: (id: string) =>
      handle.executeUpdate(contract.acknowledge, {
        args: [{ by: `person:${id}`, personId: id as PersonId, via: 'sms' }],
      }),
    resolve: (outcome: contract.EscalationOutcome = 'found-safe') =>
      handle.executeUpdate(contract.resolve, { args: [{ by: 'account:a1', outcome }] }),
    answer: (how: contract.SubjectAnswered['how'], key = `r-${how}`) =>
      handle.signal(contract.subjectAnswered, { key: key as OccurrenceKey, how }),
    state: () => handle.query(contract.escalationState),
    async ends() {
      for (let i = 0; i < 30 && (await handle.describe()).status.name === 'RUNNING'; i++)
        await rig.pass(1_000);
      await handle.result();
    },
  };
}

const pages = () =>
  memory.said.filter((said) => said.template.endsWith('-raised') || said.template.endsWith('-repeat'));

test('a supervisor who stays silent is passed over after five minutes, and nobody is paged twice', async () => {
  const started = await rig.now();
  const escalation = await raise();
  await rig.pass(11 * MINUTE);
  expect(pages().map(({ person }) => person)).toEqual(['ana', 'ben', 'cho']);
  const minutes = pages().map(({ at }) => Math.round((Date.parse(at) - Date.parse(started)) / MINUTE));
  expect(minutes).toEqual([0, 5, 10]);
  expect(memory.saidTo('ana')).toEqual([
    'escalation-raised',
    'escalation-level-changed',
    'escalation-level-changed',
  ]);
  await escalation.resolve();
  await escalation.ends();
});

test('an exhausted chain is unresolved, repeats, and never closes by itself', async () => {
  const escalation = await raise();
  await rig.pass(32 * MINUTE);
  expect(await escalation.state()).toMatchObject({ status: 'unresolved', rounds: 1 });
  expect(memory.saidTo('ana').filter((template) => template === 'escalation-repeat')).toHaveLength(1);
  await rig.pass(90 * MINUTE);
  expect((await escalation.handle.describe()).status.name).toBe('RUNNING');
  await escalation.acknowledge('cho');
  expect(await escalation.state()).toMatchObject({ status: 'acknowledged', owner: 'cho' });
  await escalation.resolve('handed-to-emergency-services');
  await escalation.ends();
  expect(memory.openWaits()).toEqual([]);
});

test('acknowledged by text in the middle of being paged: nobody above is paged', async () => {
  memory.onSaid = async ({ person, template }) => {
    if (person === 'ana' && template === 'escalation-raised') await escalation.acknowledge('ana');
  };
  const escalation = await raise();
  await rig.pass(15 * MINUTE);
  expect(pages().map(({ person }) => person)).toEqual(['ana']);
  expect(memory.saidTo('ana')).toEqual(['escalation-raised', 'escalation-yours']);
  await escalation.resolve();
  await escalation.ends();
});

test('acknowledged, and nothing reported in twenty minutes: it climbs again and asks the owner', async () => {
  const escalation = await raise();
  await rig.pass(MINUTE);
  await escalation.acknowledge('ana');
  await rig.pass(19 * MINUTE);
  expect(memory.saidTo('ben')).toEqual([]);
  await rig.pass(2 * MINUTE);
  expect(memory.saidTo('ana')).toContain('escalation-outcome-due');
  expect(memory.saidTo('ben')).toEqual(['escalation-raised']);
  expect(await escalation.state()).toMatchObject({ status: 'open', owner: 'ana' });
  await escalation.acknowledge('ben');
  await escalation.resolve();
  await escalation.ends();
});

test('a second acknowledgement takes nothing away and says who has it', async () => {
  const escalation = await raise();
  await escalation.acknowledge('ana');
  expect(await escalation.acknowledge('ben')).toMatchObject({ acknowledgedBy: 'person:ana', owner: 'ana' });
  expect(await escalation.acknowledge('ana')).toMatchObject({ owner: 'ana' });
  expect(memory.eventKinds().filter((kind) => kind === 'escalation-acknowledged')).toHaveLength(1);
  await escalation.resolve();
  await escalation.ends();
});

test('a late "ok" ends the paging; it stays open with reminders outside quiet hours until a human closes it', async () => {
  let quietUntil: Instant | null = null;
  memory.quiet = (at) => (quietUntil && at < quietUntil ? quietUntil : null);
  const escalation = await raise();
  await rig.pass(MINUTE);
  await escalation.answer('ok');
  const answeredAt = await rig.now();
  quietUntil = plus(answeredAt, 9 * 60 * MINUTE);
  await rig.pass(8 * 60 * MINUTE);
  expect(memory.saidTo('ana')).toEqual(['escalation-raised', 'escalation-peer-answered']);
  await rig.pass(2 * 60 * MINUTE);
  expect(memory.said.at(-1)).toMatchObject({ person: 'ana', template: 'escalation-still-open' });
  expect(memory.said.at(-1)?.at.slice(0, 16)).toBe(quietUntil.slice(0, 16));
  expect(memory.saidTo('ben')).toEqual([]);
  expect(await escalation.state()).toMatchObject({ status: 'open', peerAnswered: true });
  await escalation.resolve();
  await escalation.ends();
});

test('a call for help tells all levels at once', async () => {
  const escalation = await raise({ kind: 'help', allLevelsAtOnce: true });
  await rig.pass(1_000);
  expect(memory.said.map(({ person, template }) => `${person} ${template}`).sort()).toEqual([
    'ana help-alarm',
    'ben help-alarm',
    'cho help-alarm',
  ]);
  await escalation.resolve('help-sent');
  await escalation.ends();
});

test('"not ok" after an "ok" tells all levels at once', async () => {
  const escalation = await raise();
  await rig.pass(MINUTE);
  await escalation.answer('ok');
  await escalation.answer('not-ok');
  await rig.pass(MINUTE);
  expect(pages().map(({ person, intent }) => `${person} ${String(intent.refs?.['reason'])}`)).toEqual([
    'ana missed-end',
    'ana not-ok',
    'ben not-ok',
    'cho not-ok',
  ]);
  await escalation.resolve();
  await escalation.ends();
});

test('"not ok" hours later pages whoever is on call then, and whoever has it', async () => {
  const escalation = await raise();
  await rig.pass(MINUTE);
  await escalation.acknowledge('ana');
  await escalation.handle.executeUpdate(contract.handOverEscalation, {
    args: [{ by: 'person:ana', to: 'dee' as PersonId }],
  });
  await escalation.answer('ok');
  await rig.pass(3 * HOUR_AND_MORE);
  const evening = memory.said.length;
  memory.chain = [level('supervisor', 'eli'), level('manager', 'fay')];
  await escalation.answer('not-ok');
  await rig.pass(1_000);
  expect(memory.said.slice(evening).map(({ person, intent }) => [person, intent.refs?.['reason']])).toEqual([
    ['eli', 'not-ok'],
    ['fay', 'not-ok'],
    ['dee', 'not-ok'],
  ]);
  await escalation.resolve();
  await escalation.ends();
});

test('a carrier call that hangs for the first person stops nobody above from being told', async () => {
  // An activity under way keeps the server from skipping time, so this level has a real second.
  memory.chain = [
    { ...level('supervisor', 'ana'), acknowledgeWithin: duration('PT1S') },
    level('second', 'ben'),
  ];
  let pickUp = () => {};
  const hanging = new Promise<void>((resolve) => (pickUp = resolve));
  memory.carrier = (intent) =>
    intent.template === 'escalation-raised' && intent.personId === 'ana' ? hanging : undefined;
  const escalation = await raise();
  await eventually('the second level is told', () => memory.saidTo('ben').includes('escalation-raised'));
  expect(memory.saidTo('ana')).not.toContain('escalation-raised');
  pickUp();
  await escalation.resolve();
  await escalation.handle.result();
});

test('a carrier that is away for the first person stops nobody above from being told', async () => {
  memory.carrier = (intent) => {
    if (intent.personId === 'ana') throw new Error('carrier away');
  };
  const escalation = await raise();
  await rig.pass(11 * MINUTE);
  expect(pages().map(({ person }) => person)).toEqual(['ben', 'cho']);
  memory.carrier = () => {};
  await rig.pass(MINUTE);
  expect(memory.saidTo('ana')).toContain('escalation-raised');
  await escalation.resolve();
  await escalation.ends();
});

test('a hand-over during an escalation: both know, and the incoming person owns it', async () => {
  const escalation = await raise();
  await rig.pass(1_000);
  await escalation.acknowledge('ana');
  const state = await escalation.handle.executeUpdate(contract.handOverEscalation, {
    args: [{ by: 'person:ana', to: 'dee' as PersonId }],
  });
  expect(state).toMatchObject({ status: 'acknowledged', owner: 'dee' });
  await rig.pass(1_000);
  expect(memory.saidTo('dee')).toEqual(['escalation-handed-over']);
  expect(memory.saidTo('ana')).toContain('escalation-handed-over');
  await escalation.resolve();
  await escalation.ends();
});

test('it is not ended without an outcome, and nothing is changed once it is', async () => {
  const escalation = await raise();
  await expect(
    escalation.handle.executeUpdate(contract.resolve, {
      args: [{ by: 'account:a1' } as unknown as contract.Resolve],
    }),
  ).rejects.toMatchObject({ cause: { type: 'OutcomeNeeded' } });
  // The last word cannot be said while the carrier is away, so the workflow is still there to be asked.
  memory.carrier = () => {
    throw new Error('carrier away');
  };
  await escalation.resolve();
  await expect(escalation.acknowledge('ana')).rejects.toMatchObject({ cause: { type: 'EscalationOver' } });
  await expect(escalation.resolve()).rejects.toMatchObject({ cause: { type: 'EscalationOver' } });
  memory.carrier = () => {};
  await rig.pass(MINUTE);
  await escalation.ends();
});

test('raised a second time, while open or after its end, changes nothing', async () => {
  const escalation = await raise();
  const again = () =>
    rig.client.workflow.start('escalation', {
      taskQueue: rig.taskQueue,
      workflowId: escalation.input.escalationId,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [escalation.input],
    });
  await expect(again()).rejects.toMatchObject({ name: 'WorkflowExecutionAlreadyStartedError' });
  await escalation.resolve();
  await escalation.ends();
  await expect(again()).rejects.toMatchObject({ name: 'WorkflowExecutionAlreadyStartedError' });
  expect(memory.opened).toBe(1);
});

/** What the escalation is about, as it stands in the records. */
function checkIn(outcome?: 'ok'): { waitKey: OccurrenceKey } {
  const waitKey = 'shift-x/sam/end' as OccurrenceKey;
  memory.waits.set(waitKey, {
    key: waitKey,
    kind: 'end-of-shift',
    owedBy: 'participant',
    workflowId: 'shift-x',
    ...(outcome ? { outcome } : {}),
  });
  return { waitKey };
}

test('an answer that nobody could tell it of ends the paging before the next level; those told hear of it', async () => {
  const { waitKey } = checkIn();
  const escalation = await raise({ waitKey });
  await rig.pass(MINUTE);
  memory.answered(waitKey);
  await rig.pass(60 * MINUTE);
  expect(memory.said.map(({ person, template }) => `${person} ${template}`)).toEqual([
    'ana escalation-raised',
    'ana escalation-peer-answered',
  ]);
  expect(await escalation.state()).toMatchObject({ status: 'open', peerAnswered: true });
  await escalation.resolve();
  await escalation.ends();
});

test('nobody who has it is asked for an outcome of somebody who has answered meanwhile', async () => {
  const { waitKey } = checkIn();
  const escalation = await raise({ waitKey });
  await escalation.acknowledge('ana');
  memory.answered(waitKey);
  await rig.pass(60 * MINUTE);
  expect(memory.saidTo('ana')).toEqual(['escalation-raised', 'escalation-yours', 'escalation-peer-answered']);
  expect(memory.saidTo('ben')).toEqual([]);
  await escalation.resolve();
  await escalation.ends();
});

test('the check-in stands answered, and still "not ok" goes on climbing', async () => {
  const { waitKey } = checkIn();
  const escalation = await raise({ waitKey });
  memory.answered(waitKey);
  await escalation.answer('ok');
  await escalation.answer('not-ok');
  await rig.pass(60 * MINUTE);
  expect(await escalation.state()).toMatchObject({ status: 'unresolved', peerAnswered: false });
  expect(memory.saidTo('ana')).not.toContain('escalation-says-ok');
  expect(memory.saidTo('cho').filter((template) => template === 'escalation-repeat').length).toBeGreaterThan(
    1,
  );
  await escalation.resolve();
  await escalation.ends();
});

test('an answer that crossed the alarm pages nobody', async () => {
  const { waitKey } = checkIn('ok');
  const escalation = await raise({ waitKey });
  await rig.pass(30 * MINUTE);
  expect(memory.said.map(({ person, template }) => `${person} ${template}`)).toEqual([
    'ana escalation-peer-answered',
  ]);
  await escalation.resolve();
  await escalation.ends();
});

test('an answer that came between the page and the first moment of the escalation is told to who was paged', async () => {
  const { waitKey } = checkIn('ok');
  memory.begun = true;
  const escalation = await raise({ waitKey });
  await rig.pass(30 * MINUTE);
  expect(memory.said.map(({ person, template }) => `${person} ${template}`)).toEqual([
    'ana escalation-raised',
    'ana escalation-peer-answered',
  ]);
  expect(await escalation.state()).toMatchObject({ status: 'open', peerAnswered: true });
  await escalation.resolve();
  await escalation.ends();
});

test('a long night is carried into the next run, and goes on where it was', async () => {
  const escalation = await raise({
    policy: {
      levels: [],
      outcomeWithin: duration('PT20M'),
      repeatEvery: duration('PT1M'),
      remindToCloseEvery: duration('PT4H'),
    },
  });
  const first = (await escalation.handle.describe()).runId;
  for (let hours = 0; hours < 40 && (await escalation.handle.describe()).runId === first; hours++)
    await rig.pass(60 * MINUTE);
  expect((await escalation.handle.describe()).runId).not.toBe(first);
  const keys = memory.said.map((said) => said.key);
  expect(new Set(keys).size).toBe(keys.length);
  const { rounds } = await escalation.state();
  await rig.pass(20 * MINUTE);
  expect((await escalation.state()).rounds).toBeGreaterThan(rounds);
  await escalation.acknowledge('ben');
  await escalation.resolve();
  await escalation.ends();
});

test('whatever people do, in whatever order, only a resolution ends it and nobody is paged twice a level and round', async () => {
  type Move = 'acknowledge' | 'ok' | 'not-ok' | 'wait' | 'hand-over';
  const moves = fc.array(fc.constantFrom<Move>('acknowledge', 'ok', 'not-ok', 'wait', 'wait', 'hand-over'), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(moves, async (list) => {
      const before = memory.said.length;
      const escalation = await raise();
      for (const [i, move] of list.entries()) {
        if (move === 'acknowledge') await escalation.acknowledge(['ana', 'ben', 'cho'][i % 3] as string);
        else if (move === 'ok' || move === 'not-ok') await escalation.answer(move, `r${i}`);
        else if (move === 'hand-over')
          await escalation.handle.executeUpdate(contract.handOverEscalation, {
            args: [{ by: 'account:a1', to: 'dee' as PersonId }],
          });
        else await rig.pass(6 * MINUTE);
        expect((await escalation.handle.describe()).status.name).toBe('RUNNING');
      }
      await escalation.resolve();
      await escalation.ends();
      const keys = memory.said.slice(before).map((said) => said.key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(memory.openWaits()).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test('raised again after a human ended it, when the server has forgotten: nobody is told anything', async () => {
  memory.resolved = 'found-safe';
  const escalation = await raise();
  await rig.pass(HOUR_AND_MORE);
  expect(memory.said).toEqual([]);
  expect(memory.eventKinds()).toEqual([]);
  await escalation.handle.result();
});

test('of a practice every acknowledgement is kept, and the first one owns it', async () => {
  const escalation = await raise({ kind: 'drill', allLevelsAtOnce: true });
  await rig.pass(1_000);
  expect(memory.saidTo('cho')).toEqual(['drill-alarm']);
  await escalation.acknowledge('ben');
  await escalation.acknowledge('cho');
  expect(await escalation.state()).toMatchObject({ status: 'acknowledged', owner: 'ben' });
  expect(memory.eventKinds().filter((kind) => kind === 'escalation-acknowledged')).toHaveLength(2);
  await escalation.resolve('false-alarm');
  await escalation.ends();
});

test('handed over by whoever was paged and has not taken it: the outgoing is named, and the climbing goes on', async () => {
  const escalation = await raise();
  await rig.pass(1_000);
  await escalation.handle.executeUpdate(contract.handOverEscalation, {
    args: [{ by: 'account:a1', to: 'dee' as PersonId, from: 'ana' as PersonId }],
  });
  expect(memory.said.at(-1)?.intent.refs).toMatchObject({ from: 'ana', to: 'dee' });
  expect(memory.saidTo('ana')).toContain('escalation-handed-over');
  expect(memory.saidTo('dee')).toEqual(['escalation-handed-over']);
  await rig.pass(6 * MINUTE);
  expect(memory.saidTo('ben')).toContain('escalation-raised');
  await escalation.resolve();
  await escalation.ends();
});

describe('after a night like that', () => {
  const policy = {
    levels: [],
    outcomeWithin: duration('PT20M'),
    repeatEvery: duration('PT15M'),
    remindToCloseEvery: duration('PT4H'),
    debriefAfter: duration('PT10H'),
  };
  const shiftId = 's9' as contract.EscalationInput['shiftId'] & string;
  const journeyId = 'sam' as contract.EscalationInput['journeyId'] & string;
  const debriefs = () => memory.openWaits().filter((key) => key.endsWith('/debrief'));

  test('staff owe the peer a conversation, and the peer is asked when it suits them hours later', async () => {
    const escalation = await raise({ shiftId, journeyId, policy });
    await escalation.resolve();
    await rig.pass(9 * 60 * MINUTE);
    expect(debriefs()).toEqual([]);
    await rig.pass(2 * 60 * MINUTE);
    await escalation.handle.result();
    expect(debriefs()).toEqual([`${escalation.input.escalationId}/debrief`]);
    expect(memory.saidTo('sam')).toEqual(['debrief-offered']);
    expect(memory.batches[0]?.scope).toMatchObject({ shiftId: 's9', journeyId: 'sam' });
  });

  test('"not ok" that comes as a human ends it is an alarm of its own', async () => {
    const escalation = await raise({ shiftId, policy });
    await escalation.resolve();
    const { debriefAfter: _, ...brief } = policy;
    const alarm = {
      ...{ ...escalation.input, policy: brief },
      ...{ escalationId: 'escalation-late-word' as EscalationId, kind: 'not-ok' as const },
    };
    const signal = { key: 'late' as OccurrenceKey, how: 'not-ok' as const, alarm };
    await escalation.handle.signal(contract.subjectAnswered, signal);
    const raisedAnew = rig.client.workflow.getHandle(alarm.escalationId);
    const isThere = () =>
      raisedAnew.describe().then(
        () => true,
        () => false,
      );
    await eventually('it is raised', isThere);
    const end = { by: 'account:a1' as const, outcome: 'found-safe' as const };
    await raisedAnew.executeUpdate(contract.resolve, { args: [end] });
    await raisedAnew.result();
    await rig.pass(11 * 60 * MINUTE);
    await escalation.handle.result();
  });

  test.each(['help', 'not-ok', 'duress'] as const)(
    'and whoever raised one by their own word (%s), at any time',
    async (kind) => {
      const escalation = await raise({ policy, kind });
      await escalation.resolve();
      await rig.pass(11 * 60 * MINUTE);
      await escalation.handle.result();
      expect(debriefs()).toEqual([`${escalation.input.escalationId}/debrief`]);
      expect(memory.saidTo('sam')).toEqual(['debrief-offered']);
    },
  );

  test.each<[string, Partial<contract.EscalationInput>]>([
    ['a practice', { shiftId, policy, kind: 'drill' }],
    ['a practice at no shift', { policy, kind: 'drill' }],
    ['what was nobody’s night', { policy, kind: 'request-late' }],
    ['a program that does not ask for it', { shiftId }],
  ])('but not after %s', async (_what, changes) => {
    const escalation = await raise(changes);
    await escalation.resolve();
    await escalation.ends();
    expect(debriefs()).toEqual([]);
  });
});

test('nobody takes it, hands it over or ends it without a name', async () => {
  const escalation = await raise();
  const nobody = { via: 'sms', to: 'dee', outcome: 'found-safe' } as never;
  const toNobody = { by: 'account:a1' } as never;
  for (const act of [contract.acknowledge, contract.handOverEscalation, contract.resolve])
    await expect(escalation.handle.executeUpdate(act as never, { args: [nobody] })).rejects.toMatchObject({
      cause: { type: 'PersonNeeded' },
    });
  await expect(
    escalation.handle.executeUpdate(contract.handOverEscalation, { args: [toNobody] }),
  ).rejects.toMatchObject({ cause: { type: 'PersonNeeded' } });
  await escalation.resolve();
  await escalation.ends();
});
