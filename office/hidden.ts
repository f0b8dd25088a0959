import type { Transaction } from '../platform/database';
import { occurrences, workflowIds } from '../workflows/contract';
import { as } from '../domain/ids';
import type { Caller } from './access';

/**
 * What a member of staff never sees, whatever their role: requests from which the person who asked has left them out, and
 * everything that came of them (waits, alarms, messages, what the ledger says). Nothing shows that anything is missing.
 */
export interface Hidden {
  workflows: string[];
  escalations: string[];
}

export const NOTHING_HIDDEN: Hidden = { workflows: [], escalations: [] };

export async function hiddenFrom(
  database: Pick<Transaction, 'request'>,
  caller: Pick<Caller, 'personId'>,
): Promise<Hidden> {
  if (!caller.personId) return NOTHING_HIDDEN;
  const requests = await database.request.findMany({
    where: { exclude: { has: caller.personId } },
    select: { id: true },
  });
  return {
    workflows: requests.map(({ id }) => workflowIds.request(as(id))),
    escalations: requests.map(({ id }) => occurrences.lateRequest(as(id))),
  };
}

/** Prisma filters that leave it out. A row that belongs to no workflow and no escalation stays. */
export const without = {
  escalations: ({ escalations }: Hidden) => (escalations.length > 0 ? { id: { notIn: escalations } } : {}),
  waits: (hidden: Hidden) =>
    hidden.workflows.length > 0
      ? {
          AND: [
            { OR: [{ workflowId: null }, { workflowId: { notIn: hidden.workflows } }] },
            notOfEscalations(hidden),
          ],
        }
      : {},
  keyed: (hidden: Hidden) =>
    hidden.workflows.length > 0
      ? {
          AND: [
            ...hidden.workflows.map((id) => ({ NOT: { key: { startsWith: `${id}/` } } })),
            notOfEscalations(hidden),
          ],
        }
      : {},
};

function notOfEscalations({ escalations }: Hidden) {
  return { OR: [{ escalationId: null }, { escalationId: { notIn: escalations } }] };
}
