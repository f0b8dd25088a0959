import { as } from '../domain/ids';
import type { Role } from '../domain/policy';
import type { Database } from '../platform/database';
import type { Journey, Participant } from '../prisma/generated/client';
import type { Actor, JourneyInput } from '../workflows/contract';
import { earnedBefore } from './achievement/earned';
import { takenUp } from './deaths/takenUp';
import { programInUse } from './definitions';

/** With what the run of a path begins that is stored and has not begun yet. */
export async function journeyInput(
  database: Database,
  row: Journey & { participant: Participant },
): Promise<JourneyInput> {
  const { policy, definition } = await programInUse(database, row.programId, row.programVersion);
  const taken = await takenUp(database, row, { policy, definition });
  const earned = await earnedBefore(database, definition, row.participant);
  const applied = await database.application.count({ where: { participantId: row.participantId } });
  return {
    journeyId: as(row.id),
    participantId: as(row.participantId),
    personId: as(row.participant.personId),
    ...(row.participant.siteId ? { siteId: as(row.participant.siteId) } : {}),
    role: row.role as Role,
    policy,
    startedBy: (row.startedBy ?? 'system') as Actor,
    ...taken,
    ...(earned && !taken.carried ? { earned } : {}),
    ...(applied > 0 ? { applied: true } : {}),
  };
}
