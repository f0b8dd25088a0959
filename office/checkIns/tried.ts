import type { Database } from '../../platform/database';
import type { Prisma } from '../../prisma/generated/client';

/** Messages that were to reach somebody, the last first: what was tried, on which channel, and what became of it. */
export async function readMessages(
  database: Pick<Database, 'messageIntent'>,
  personId: string,
  programId: string,
  most: number,
  only: Prisma.MessageIntentWhereInput = {},
) {
  const intents = await database.messageIntent.findMany({
    where: { AND: [only], personId, programId, status: { not: 'pending' } },
    include: { deliveries: { orderBy: { startedAt: 'asc' } } },
    orderBy: { at: 'desc' },
    take: most,
  });
  return intents.map(({ template, at, status, statusReason, deliveries }) => ({
    template,
    at,
    status,
    reason: statusReason,
    channels: [...new Set(deliveries.map(({ channel }) => channel))],
  }));
}
