import type { Instant, PersonId } from '../../domain/ids';
import type { EscalationLevelPolicy } from '../../domain/policy';
import type { Transaction } from '../../platform/database';
import type { ChainLevel } from '../../workflows/contract';

export interface OnCallQuestion {
  programId: string;
  siteId?: string | null;
  levels: readonly EscalationLevelPolicy[];
  at: Instant;
  /** Nobody is paged about themself. */
  subjectPersonId?: string;
  /** Nor is whoever the subject wants left out. */
  exclude?: readonly string[];
}

/** Who is on call at each level, those of the site before those of the whole program. */
export async function chainAt(tx: Transaction, question: OnCallQuestion): Promise<ChainLevel[]> {
  const { programId, siteId, levels, at, subjectPersonId, exclude = [] } = question;
  const leftOut = [...exclude, ...(subjectPersonId === undefined ? [] : [subjectPersonId])];
  const onCall = await tx.rotaEntry.findMany({
    where: {
      programId,
      level: { in: levels.map((level) => level.id) },
      personId: { notIn: leftOut },
      AND: [
        { OR: [{ siteId: null }, ...(siteId ? [{ siteId }] : [])] },
        { OR: [{ from: null }, { from: { lte: at } }] },
        { OR: [{ until: null }, { until: { gt: at } }] },
      ],
    },
    orderBy: [{ siteId: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
  });
  return levels.map(({ id, channels, acknowledgeWithin }) => ({
    id,
    channels,
    acknowledgeWithin,
    people: [
      ...new Set(onCall.filter(({ level }) => level === id).map((entry) => entry.personId as PersonId)),
    ],
  }));
}
