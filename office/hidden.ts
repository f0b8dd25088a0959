import type { Transaction } from '../platform/database';
import { occurrences, workflowIds } from '../workflows/contract';
import { as } from '../domain/ids';
import type { Caller } from './access';

/**
 * What a member of staff never sees, whatever their role: requests from which the person who asked has left them out,
 * flags of a match that they are the other side of, and everything that came of either (waits, alarms, messages, what the
 * ledger says, what the auditor found). Nothing shows that anything is missing.
 */
export interface Hidden {
  workflows: string[];
  escalations: string[];
  /** Beginnings of keys of waits and events. */
  keys: string[];
  /** Who has asked for somebody else: what they write and are written about it says so. */
  people: string[];
}

export const NOTHING_HIDDEN: Hidden = { workflows: [], escalations: [], keys: [], people: [] };

export async function hiddenFrom(
  database: Pick<Transaction, 'request' | 'matchFlag'>,
  caller: Pick<Caller, 'personId'>,
): Promise<Hidden> {
  if (!caller.personId) return NOTHING_HIDDEN;
  const [requests, flags] = await Promise.all([
    database.request.findMany({
      where: { exclude: { has: caller.personId } },
      select: { id: true, personId: true },
    }),
    database.matchFlag.findMany({ where: { hideFrom: caller.personId }, select: { id: true } }),
  ]);
  const workflows = requests.map(({ id }) => workflowIds.request(as(id)));
  return {
    keys: [
      ...flags.map(({ id }) => `flag-${id}/`),
      ...foundOf(workflows).map((key) => `audit/${key}/`),
      // A request that was texted has the text's id.
      ...requests.map(({ id }) => `inbound-${id}/`),
    ],
    people: requests.map(({ personId }) => personId),
    workflows,
    escalations: requests.map(({ id }) => occurrences.lateRequest(as(id))),
  };
}

/** Whether a text asks for another professional, as it was understood. */
export function asksForAnother(understood: unknown): boolean {
  const { effects = [] } = (understood ?? {}) as { effects?: { reason?: string }[] };
  return effects.some(({ reason }) => reason === 'another');
}

/** Prisma filters that leave it out. A row that belongs to no workflow and no escalation stays. */
export const without = {
  escalations: ({ escalations }: Hidden) => (escalations.length > 0 ? { id: { notIn: escalations } } : {}),
  waits: (hidden: Hidden) => ({
    AND: [
      ...hidden.keys.map(notStarting),
      ...(hidden.workflows.length > 0
        ? [
            { OR: [{ workflowId: null }, { workflowId: { notIn: hidden.workflows } }] },
            notOfEscalations(hidden),
          ]
        : []),
    ],
  }),
  findings: (hidden: Hidden) =>
    hidden.workflows.length > 0
      ? { AND: [{ key: { notIn: foundOf(hidden.workflows) } }, notOfEscalations(hidden)] }
      : {},
  keyed: (hidden: Hidden) => ({
    AND: [
      ...hidden.keys.map(notStarting),
      ...hidden.workflows.map((id) => notStarting(`${id}/`)),
      ...(hidden.workflows.length > 0 ? [notOfEscalations(hidden)] : []),
    ],
  }),
  /** Of messages to one person. */
  messages: (hidden: Hidden, personId: string) => ({
    AND: [
      without.keyed(hidden),
      ...(hidden.people.includes(personId) ? [{ NOT: { template: { startsWith: 'request-' } } }] : []),
    ],
  }),
};

/** What the auditor may find about the runs of workflows, as its findings are named. */
function foundOf(workflows: readonly string[]): string[] {
  return workflows.flatMap((id) => [`path-unwatched:${id}`, `path-stuck:${id}`]);
}

function notStarting(key: string) {
  return { NOT: { key: { startsWith: key } } };
}

function notOfEscalations({ escalations }: Hidden) {
  return { OR: [{ escalationId: null }, { escalationId: { notIn: escalations } }] };
}
