import type { CarrierCall, CarrierMessage } from '../../local/carrier/model';
import type { Mail } from '../../local/mailbox/model';
import type { Standing } from '../../workflows/contract';
import type { World } from './world';

export type Rows = Awaited<ReturnType<typeof readRows>>;

export interface Execution {
  workflowId: string;
  type: string;
  status: string;
  startedAt: number;
  /** Tries of the workflow task that is open now. */
  taskAttempt: number;
}

/** Everything that a judgement is made of, from the three who know something: PostgreSQL, the carrier, Temporal. */
export interface Evidence {
  rows: Rows;
  /** Read after the rows: whatever is stored as sent is among these. */
  messages: CarrierMessage[];
  calls: CarrierCall[];
  mails: Mail[];
  /** Read before the rows, while the paths went on: for each of these a delivery was stored. */
  sooner: { messages: CarrierMessage[]; calls: CarrierCall[]; mails: Mail[] };
  executions: Execution[];
  /** Just before the rows were read: nothing in them is newer, however long the rest takes to be gathered. */
  at: number;
}

export async function gather(world: World): Promise<Evidence> {
  const sooner = await arrived(world);
  const at = Date.now();
  const rows = await readRows(world);
  return { at, rows, ...(await arrived(world)), sooner, executions: await executions(world) };
}

async function arrived({ phones }: World): Promise<Evidence['sooner']> {
  const [all, mailboxes] = await Promise.all([phones.all(), phones.mailboxes()]);
  const messages = all.flatMap((phone) => phone.messages);
  const calls = all.flatMap((phone) => phone.calls);
  return { messages, calls, mails: mailboxes.flatMap(({ mails }) => mails) };
}

async function readRows({ database }: World) {
  const [shifts, waits, escalations, intents, deliveries, inbound, journeys, events] = await Promise.all([
    database.shift.findMany({ include: { peers: true } }),
    database.wait.findMany(),
    database.escalation.findMany(),
    database.messageIntent.findMany(),
    database.delivery.findMany(),
    database.inbound.findMany(),
    database.journey.findMany(),
    database.event.findMany({ orderBy: { id: 'asc' } }),
  ]);
  return { shifts, waits, escalations, intents, deliveries, inbound, journeys, events };
}

async function executions({ temporal }: World): Promise<Execution[]> {
  const all: Execution[] = [];
  for await (const { workflowId, type, status: listed, startTime } of temporal.workflow.list()) {
    let taskAttempt = 0;
    let status = listed;
    if (listed.name === 'RUNNING') {
      // The list is a little behind.
      const now = await temporal.workflow.getHandle(workflowId).describe();
      status = now.status;
      taskAttempt = now.raw.pendingWorkflowTask?.attempt ?? 0;
    }
    if (status.name !== 'CONTINUED_AS_NEW')
      all.push({ workflowId, type, status: status.name, taskAttempt, startedAt: startTime.getTime() });
  }
  return all;
}

/** What a path says of itself, beside what PostgreSQL says of it, read around each other so that both mean one moment. */
export async function standingBeside(
  { database, temporal }: World,
  journeyId: string,
): Promise<{ same: boolean; difference: string }> {
  const read = async () => {
    const journey = await database.journey.findUniqueOrThrow({ where: { id: journeyId } });
    const waits = await database.wait.findMany({
      where: { workflowId: `journey-${journeyId}`, closedAt: null, kind: { not: 'staff-task' } },
      orderBy: { key: 'asc' },
    });
    return JSON.stringify({
      status: journey.status,
      stage: journey.stage,
      role: journey.role,
      privileges: [...journey.privileges].sort(),
      waits: waits.map(({ key }) => key),
    });
  };
  const before = await read();
  const standing = await temporal.withDeadline(Date.now() + 5_000, () =>
    temporal.workflow.getHandle(`journey-${journeyId}`).query<Standing>('standing'),
  );
  const after = await read();
  const said = JSON.stringify({
    status: standing.status,
    stage: standing.stage,
    role: standing.role,
    privileges: [...standing.privileges].sort(),
    waits: standing.waitingFor.map(({ key }) => key).sort(),
  });
  return { same: said === after && before === after, difference: `${said} and not ${after}` };
}
