import { ApplicationFailure, defineSearchAttributeKey } from '@temporalio/common';
import type {
  Duration,
  EscalationId,
  InboundId,
  OccurrenceKey,
  PersonId,
  ProgramId,
  ShiftId,
  Zone,
} from '../../domain/ids';
import * as contract from '../../workflows/contract';
import { activitiesOf, MemorySafety } from '../support/memorySafety';
import { eventually } from '../support/eventually';
import { createRig, type Rig } from '../support/rig';

let rig: Rig;
let memory: MemorySafety;
let texts = 0;

beforeAll(async () => {
  rig = await createRig(activitiesOf(() => memory));
});
afterAll(() => rig.close());
beforeEach(() => {
  memory = new MemorySafety();
  memory.chain = [
    {
      id: 'supervisor',
      channels: ['sms'],
      acknowledgeWithin: 'PT5M' as Duration,
      people: ['ana' as PersonId],
    },
  ];
});

const REPLY = 'inbound-x/reply' as OccurrenceKey;
const scope = { programId: 'cat' as ProgramId, personId: 'sam' as PersonId };
const extendShift: contract.InboundAct = {
  act: 'extend-shift',
  shiftId: 's1' as ShiftId,
  update: { minutes: 30, by: 'person:sam' },
};

function alarm(more: Partial<contract.EscalationInput> = {}): Extract<contract.InboundAct, { act: 'raise' }> {
  return {
    act: 'raise',
    escalation: {
      escalationId: contract.occurrences.alarm(`text-${texts}`, 'help'),
      kind: 'help',
      programId: 'cat' as ProgramId,
      subjectPersonId: 'sam' as PersonId,
      allLevelsAtOnce: true,
      policy: {
        levels: [],
        outcomeWithin: 'PT20M' as Duration,
        repeatEvery: 'PT15M' as Duration,
        remindToCloseEvery: 'PT4H' as Duration,
      },
      quietHours: { from: '21:00', to: '08:00' },
      zone: 'America/Toronto' as Zone,
      ...more,
    },
  };
}

const PROGRAM = defineSearchAttributeKey('FullCircleProgram', 'KEYWORD');

async function text(...acts: contract.InboundAct[]) {
  const inboundId = `text-${++texts}` as InboundId;
  memory.intents.set(REPLY, {
    key: REPLY,
    personId: 'sam' as PersonId,
    template: 'shift-thanks',
    urgency: 'notice',
  });
  memory.plan = { acts, replies: [REPLY], scope };
  return received(inboundId);
}

async function received(inboundId: InboundId, labelled = false) {
  const handle = await rig.client.workflow.start('inbound', {
    taskQueue: rig.taskQueue,
    workflowId: contract.workflowIds.inbound(inboundId),
    args: [{ inboundId } satisfies contract.InboundInput],
    ...(labelled && { typedSearchAttributes: [{ key: PROGRAM, value: 'cat' }] }),
  });
  return { inboundId, handle };
}

async function ends(handle: Awaited<ReturnType<typeof text>>['handle']) {
  for (let i = 0; i < 60 && (await handle.describe()).status.name === 'RUNNING'; i++) await rig.pass(60_000);
  await handle.result();
}

async function resolves(escalationId: EscalationId) {
  const escalation = rig.client.workflow.getHandle(escalationId);
  await escalation.executeUpdate(contract.resolve, { args: [{ by: 'account:a1', outcome: 'help-sent' }] });
  await escalation.result();
}

test('a reply is carried out in order, then answered, then settled', async () => {
  const acknowledge: contract.InboundAct = {
    act: 'acknowledge',
    escalationId: 'escalation-s1-sam-end' as EscalationId,
    update: { by: 'person:ana', via: 'sms' },
  };
  const { inboundId, handle } = await text(extendShift, acknowledge);
  await ends(handle);
  expect(memory.routed.map(({ act, key }) => `${key} ${act.act}`)).toEqual([
    `${inboundId}/0 extend-shift`,
    `${inboundId}/1 acknowledge`,
  ]);
  expect(memory.saidTo('sam')).toEqual(['shift-thanks']);
  expect(memory.settled).toEqual([{ outcome: 'done' }]);
});

test('a call for help is raised before anything else, even while another act hangs', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  memory.route = async () => {
    await held;
    return { outcome: 'done' };
  };
  const help = alarm();
  const { handle } = await text(extendShift, help);
  const escalation = rig.client.workflow.getHandle(help.escalation.escalationId);
  await eventually('the alarm is raised', () => memory.opened === 1);
  await escalation.executeUpdate(contract.acknowledge, { args: [{ by: 'person:ana', via: 'sms' }] });
  expect(memory.settled).toEqual([]);
  release();
  await ends(handle);
  expect(memory.settled).toEqual([{ outcome: 'done' }]);
  await resolves(help.escalation.escalationId);
});

test('an act that is refused goes to a human; the person hears so, and not that it was done', async () => {
  memory.route = () => ({ outcome: 'refused', reason: 'ShiftOver' });
  const { inboundId, handle } = await text(extendShift);
  await ends(handle);
  expect(memory.settled).toEqual([{ outcome: 'needs-human', reason: 'extend-shift:ShiftOver' }]);
  expect(memory.saidTo('sam')).toEqual(['not-understood']);
  // Nobody goes on searching for somebody who has written.
  expect(memory.said.filter(({ person }) => person === 'ana')).toMatchObject([
    {
      template: 'staff-task',
      intent: { refs: { reason: 'reply', peer: 'sam', wait: `inbound-${inboundId}/act-0` } },
    },
  ]);
  expect([...memory.waits.values()]).toMatchObject([
    { key: `inbound-${inboundId}/act-0`, kind: 'staff-task', owedBy: 'staff', subjectPersonId: 'sam' },
  ]);
});

test('news for an escalation that a human has ended meanwhile needs nobody', async () => {
  memory.route = () => ({ outcome: 'refused', reason: 'EscalationOver' });
  const { handle } = await text({
    act: 'subject-answered',
    escalationId: 'escalation-s1-sam-end' as EscalationId,
    signal: { key: 'r1' as OccurrenceKey, how: 'ok' },
  });
  await ends(handle);
  expect(memory.settled).toEqual([{ outcome: 'done' }]);
  expect(memory.saidTo('sam')).toEqual(['shift-thanks']);
});

test('"not ok" to an escalation that a human has ended meanwhile is an alarm of its own', async () => {
  memory.route = () => ({ outcome: 'refused', reason: 'EscalationOver' });
  const { escalation } = alarm({ kind: 'not-ok' });
  const { handle } = await text({
    act: 'subject-answered',
    escalationId: 'escalation-s1-sam-end' as EscalationId,
    signal: { key: 'r1' as OccurrenceKey, how: 'not-ok', alarm: escalation },
  });
  await ends(handle);
  expect(memory.settled).toEqual([{ outcome: 'done' }]);
  await resolves(escalation.escalationId);
});

test('an act that fails for a while is tried again until it is done', async () => {
  let tries = 0;
  memory.route = () => {
    if (++tries < 4) throw new Error('away');
    return { outcome: 'done' };
  };
  const { handle } = await text(extendShift);
  await ends(handle);
  expect(tries).toBe(4);
  expect(memory.settled).toEqual([{ outcome: 'done' }]);
});

describe('what could not be carried out', () => {
  const refused = (): contract.InboundPlan['acts'] => {
    memory.route = () => ({ outcome: 'refused' });
    return [extendShift];
  };

  test('beside an alarm: the answer about the alarm is true and goes out, and nothing is said twice', async () => {
    const help = alarm();
    const { handle } = await text(help, ...refused());
    await ends(handle);
    expect(memory.settled).toEqual([{ outcome: 'needs-human', reason: 'extend-shift:refused' }]);
    expect(memory.saidTo('sam')).toEqual(['shift-thanks']);
    expect(memory.openWaits()).toContain(`inbound-text-${texts}/act-1`);
    await resolves(help.escalation.escalationId);
  });

  test('for somebody whom nobody knows there is no list to put it on', async () => {
    const { inboundId } = { inboundId: `text-${++texts}` as InboundId };
    memory.plan = { acts: refused(), replies: [] };
    const { handle } = await received(inboundId);
    await ends(handle);
    expect(memory.settled).toMatchObject([{ outcome: 'needs-human' }]);
    expect([memory.batches, memory.said]).toEqual([[], []]);
  });

  test('for a number that two people share it is on the list, and neither is written to', async () => {
    memory.plan = { acts: refused(), replies: [], scope: { programId: 'cat' as ProgramId } };
    const { handle } = await received(`text-${++texts}` as InboundId);
    await ends(handle);
    expect([...memory.waits.values()]).toMatchObject([{ kind: 'staff-task', owedBy: 'staff' }]);
    expect([...memory.waits.values()][0]).not.toHaveProperty('subjectPersonId');
    expect(memory.said).toEqual([]);
  });

  test('because it could not be reached at all, goes to a human like a refusal', async () => {
    memory.route = () => {
      throw ApplicationFailure.create({ message: 'gone for good', nonRetryable: true });
    };
    const { handle } = await text(extendShift);
    await ends(handle);
    expect(memory.settled).toEqual([{ outcome: 'needs-human', reason: 'extend-shift:not-reached' }]);
  });

  test('because somebody stopped it from outside, is not taken for a failure', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    memory.route = async () => {
      await held;
      return { outcome: 'done' };
    };
    const { handle } = await text(extendShift);
    await eventually('it is under way', () => memory.routed.length === 1);
    await handle.cancel();
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    release();
    expect(memory.settled).toEqual([]);
  });
});

test('a carrier that is away for the answer keeps no reply from being settled', async () => {
  memory.carrier = () => {
    throw new Error('carrier away');
  };
  const { handle } = await text(extendShift);
  await ends(handle);
  expect(memory.settled).toEqual([{ outcome: 'done' }]);
});

test('an alarm that stands already is raised once; it is labelled where the reply was', async () => {
  const siteId = 'cat.north' as contract.EscalationInput['siteId'] & string;
  const help = alarm({ siteId });
  const both = [`text-${++texts}`, `text-${++texts}`] as InboundId[];
  for (const inboundId of both) {
    memory.plan = { acts: [help], replies: [], scope };
    await ends((await received(inboundId, true)).handle);
  }
  expect(memory.opened).toBe(1);
  const raised = await rig.client.workflow.getHandle(help.escalation.escalationId).describe();
  const labels = raised.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]);
  expect(labels).toEqual(
    expect.arrayContaining([
      ['FullCircleProgram', 'cat'],
      ['FullCircleSite', 'cat.north'],
      ['FullCircleStatus', 'open'],
    ]),
  );
  await resolves(help.escalation.escalationId);
});
