import type { Instant, OccurrenceKey } from '../domain/ids';
import type { Database, Transaction } from '../platform/database';
import { workflowIds, type OccasionActivities, type OccasionInput } from '../workflows/contract';
import type { Tell } from './messaging';
import { lookAtAppointment } from './occasions/appointment';
import { lookAtReferral } from './occasions/referral';
import { lookAtWorkshop } from './occasions/workshop';
import { readProgram } from './programs';

const AT_ONCE = 100;
/** A workshop of hundreds is told in several rounds. */
const MOST_TOLD = 1_000;

/** Workshops, appointments and referrals, followed by their own short workflow: see `workflows/occasion`. */
export function createOccasions(prisma: Database, tell: Tell): OccasionActivities {
  return {
    async lookAtOccasion(input) {
      const { at } = input;
      const nextAt = await prisma.$transaction(async (tx) => {
        const next = await look(tx, input);
        await rememberNext(tx, input, next);
        return next;
      });
      const keys = await unsaid(prisma, input);
      const told = await tell({ keys: keys.slice(0, AT_ONCE), at });
      const left = [...told.left, ...keys.slice(AT_ONCE)];
      return { left, deferred: told.deferred, ...(nextAt ? { nextAt } : {}) };
    },
  };
}

async function look(tx: Transaction, { kind, ref, programId, at }: OccasionInput & { at: Instant }) {
  const { events, appointments } = await readProgram(tx, programId);
  switch (kind) {
    case 'workshop':
      return lookAtWorkshop(tx, ref, events, at);
    case 'appointment':
      return lookAtAppointment(tx, ref, appointments, at);
    case 'referral':
      return lookAtReferral(tx, ref, at);
  }
}

async function rememberNext(tx: Transaction, input: OccasionInput, next: Instant | undefined): Promise<void> {
  const { kind, ref, programId, siteId } = input;
  const id = workflowIds.occasion(kind, ref);
  const nextAt = next ?? null;
  await tx.occasion.upsert({
    where: { id },
    create: { id, kind, ref, programId, siteId: siteId ?? null, nextAt },
    update: { nextAt },
  });
}

/** What is stored about it and has not been tried: staff and the people themselves write there as well. */
async function unsaid(
  prisma: Database,
  { kind, ref, at }: OccasionInput & { at: Instant },
): Promise<OccurrenceKey[]> {
  const intents = await prisma.messageIntent.findMany({
    where: {
      status: 'pending',
      // Invitations are announced by a workflow of their own.
      template: { not: 'workshop-invitation' },
      refs: { path: [kind], equals: ref },
      deliveries: { none: {} },
      OR: [{ notBefore: null }, { notBefore: { lte: at } }],
    },
    select: { key: true },
    orderBy: [{ at: 'asc' }, { key: 'asc' }],
    take: MOST_TOLD,
  });
  return intents.map(({ key }) => key as OccurrenceKey);
}
