import type { Definition } from '../../programs';
import type { Database } from '../../platform/database';
import type { Earned, PeerState } from '../../workflows/contract';
import { expiryOf, itemKey } from '../training/expiry';

/** What somebody who takes up their path again has from before: every step, module and tier, and what runs out. */
export async function earnedBefore(
  database: Database,
  definition: Definition,
  participant: { id: string; personId: string; programId: string; tier: string | null },
): Promise<Earned | undefined> {
  const before = await database.journey.findFirst({
    where: { participantId: participant.id, status: 'ended' },
    orderBy: { startedAt: 'desc' },
  });
  if (!before) return undefined;
  const { training, expiries } = await learnt(database, definition, participant);
  return {
    steps: before.passedSteps,
    privileges: before.privileges,
    training,
    ...(participant.tier ? { tier: participant.tier } : {}),
    ...(Object.keys(expiries).length > 0 ? { peer: { expiries } } : {}),
  };
}

/** Modules that somebody has ever completed in the program, and what of it runs out. */
export async function learnt(
  database: Database,
  definition: Definition,
  participant: { id: string; personId: string; programId: string },
): Promise<{ training: string[]; expiries: NonNullable<PeerState['expiries']> }> {
  const { personId, programId } = participant;
  const [trained, records] = await Promise.all([
    database.event.findMany({
      where: { kind: 'training-completed', personId, programId },
      select: { data: true },
    }),
    database.trainingRecord.findMany({
      where: { participantId: participant.id },
      orderBy: [{ doneOn: 'asc' }, { at: 'asc' }],
    }),
  ]);
  const expiries = Object.fromEntries(
    records.flatMap((record) => {
      const expiry = expiryOf(definition, record.module, record.goodUntil);
      return expiry ? [[itemKey(record), expiry]] : [];
    }),
  );
  return {
    training: [...new Set(trained.map(({ data }) => String((data as { module?: unknown }).module)))],
    expiries,
  };
}
