import { mentorOf } from '../../activities/records/mentorOf';
import { as } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { workflowIds } from '../../workflows/contract';

/**
 * What a mentor owes around a critical transition is owed by whoever is the mentor now. Between the plan and the day a
 * mentor may pause, leave or die, be stood in for, or come only then; without one it is the staff's.
 */
export async function keepContactsWithTheMentor(database: Database): Promise<void> {
  const open = await database.transition.findMany({
    where: { status: 'open', contacts: { some: { owedBy: 'mentor', status: { in: ['planned', 'late'] } } } },
    orderBy: { id: 'asc' },
    select: { id: true, participantId: true },
  });
  for (const { id, participantId } of open) {
    const { mentor } = await mentorOf(database, { participantId: as(participantId) });
    await database.$executeRaw`
      UPDATE "Wait" w SET "personId" = ${mentor}, "owedBy" = ${mentor ? 'participant' : 'staff'},
        "details" = w."details" || jsonb_build_object('owedBy', ${mentor ? 'mentor' : 'staff'}::text)
      FROM "TransitionContact" c
      WHERE c."transitionId" = ${id} AND c."owedBy" = 'mentor' AND w."workflowId" = ${workflowIds.criticalTransition(as(id))}
        AND w."kind" = 'transition-contact' AND w."closedAt" IS NULL AND w."details" ->> 'contact' = c."contact"
        AND w."personId" IS DISTINCT FROM ${mentor}`;
  }
}
