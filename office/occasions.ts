import { Unavailable } from '../client/fullCircle';
import type { OccasionInput } from '../workflows/contract';
import { workflowIds } from '../workflows/contract';
import { as } from '../domain/ids';
import { businessNow, type OfficeTools } from './tools';

export interface OccasionRow {
  id: string;
  programId: string;
  siteId: string | null;
}

/**
 * Lets a workshop, an appointment or a referral be looked at now. That it is to be looked at is stored first, so that
 * nothing is lost while Temporal is away.
 * @returns `pending` while it is away
 */
export async function followUp(
  tools: Pick<OfficeTools, 'database' | 'fullCircle' | 'clock'>,
  kind: OccasionInput['kind'],
  { id: ref, programId, siteId }: OccasionRow,
): Promise<'going-on' | 'pending'> {
  const at = await businessNow(tools);
  const id = workflowIds.occasion(kind, ref);
  await tools.database.occasion.upsert({
    where: { id },
    create: { id, kind, ref, programId, siteId, nextAt: at },
    update: { nextAt: at },
  });
  return wake(tools, { id, kind, ref, programId, siteId });
}

/** Begins, or goes on with, what follows an occasion. */
export async function wake(
  { fullCircle }: Pick<OfficeTools, 'fullCircle'>,
  { kind, ref, programId, siteId }: { kind: string; ref: string } & OccasionRow,
): Promise<'going-on' | 'pending'> {
  try {
    await fullCircle.occasions.wake({
      kind: kind as OccasionInput['kind'],
      ref,
      programId: as(programId),
      ...(siteId ? { siteId: as(siteId) } : {}),
    });
    return 'going-on';
  } catch (error) {
    if (error instanceof Unavailable) return 'pending';
    throw error;
  }
}
