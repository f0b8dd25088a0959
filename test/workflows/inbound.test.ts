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
import { MemorySafety } from '../support/memorySafety';
import { eventually } from '../support/eventually';
import { createRig, type Rig } from '../support/rig';

let rig: Rig;
let memory: MemorySafety;
let texts = 0;

beforeEach(async () => {
  memory = new MemorySafety();
  memory.chain = [
    {
      id: 'supervisor',
      channels: ['sms'],
      acknowledgeWithin: 'PT5M' as Duration,
      people: ['ana' as PersonId],
    },
  ];
  rig = await createRig(memory.activities());
});
afterEach(() => rig.close());

const REPLY = 'inbound-x/reply' as OccurrenceKey;
const scope = { programId: 'cat' as ProgramId, personId: 'sam' as PersonId };
const extendShift: contract.InboundAct = {
  act: 'extend-shift',
  shiftId: 's1' as ShiftId,
  update: { minutes: 30, by: 'person:sam' },
};

function alarm(): Extract<contract.InboundAct, { act: 'raise' }> {
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
    },
  };
}

async function text(...acts: contract.InboundAct[]) {
  const inboundId = `text-${++texts}` as InboundId;
  memory.intents.set(REPLY, {
    key: REPLY,
    personId: 'sam' as PersonId,
    template: 'shift-thanks',
    urgency: 'notice',
  });
  memory.plan = { acts, replies: [REPLY], scope };
  const handle = await rig.client.workflow.start('inbound', {
    taskQueue: rig.taskQueue,
    workflowId: contract.workflowIds.inbound(inboundId),
    args: [{ inboundId } satisfies contract.InboundInput],
  });
  return { inboundId, handle };
}

async function ends(handle: Awaited<ReturnType<typeof text>>['handle']) {
  for (let i = 0; i < 60 && (await handle.describe()).status.name === 'RUNNING'; i++) await rig.pass(60_000);
  await handle.result();
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
  await escalation.executeUpdate(contract.resolve, { args: [{ by: 'account:a1', outcome: 'help-sent' }] });
  await escalation.result();
});

test('an act that is refused goes to a human; the person hears so, and not that it was done', async () => {
  memory.route = () => ({ outcome: 'refused', reason: 'ShiftOver' });
  const { inboundId, handle } = await text(extendShift);
  await ends(handle);
  expect(memory.settled).toEqual([{ outcome: 'needs-human', reason: 'extend-shift:ShiftOver' }]);
  expect(memory.saidTo('sam')).toEqual(['not-understood']);
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
