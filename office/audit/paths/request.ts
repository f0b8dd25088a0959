import { requestFor } from '../../../activities/request';
import { millis, plus } from '../../../domain/duration';
import { as, instant, type Instant } from '../../../domain/ids';
import type { Database } from '../../../platform/database';
import {
  occurrences,
  workflowIds,
  type Due,
  type RequestInput,
  type RequestState,
} from '../../../workflows/contract';
import { saidBy } from './told';

/** A request to speak with another professional where it stood, from its row and what was said about it. */
export async function restoredRequest(database: Database, id: string, at: Instant): Promise<RequestInput> {
  const row = await database.request.findUniqueOrThrow({ where: { id } });
  const input = await requestFor(database, { ...row, requestId: id, askedBy: as(row.askedBy) });
  const { requestId } = input;
  const workflowId = workflowIds.request(requestId);
  const said = await saidBy(database, workflowId, {
    OR: [{ personId: row.personId }, { waitKey: { in: [`${workflowId}/taken`, `${workflowId}/spoken`] } }],
  });
  const alarm = await database.escalation.count({ where: { id: occurrences.lateRequest(requestId) } });
  const state: RequestState = {
    status: row.status as RequestState['status'],
    ...(row.takenBy ? { takenBy: as(row.takenBy) } : {}),
    dueAt: instant(row.dueAt),
    late: row.late,
  };
  const wasReminded = [...said.at.keys()].some((key) => key.startsWith(`${workflowId}/reminded/`));
  const halfTime = plus(state.dueAt, -millis(input.within) / 2);
  const agenda: Due[] = [
    ...(wasReminded || state.dueAt <= at ? [] : [{ do: 'remind', at: halfTime }]),
    // That it is late may be written, and the run lost before the alarm was raised.
    ...(alarm > 0 ? [] : [{ do: 'late', at: state.dueAt }]),
  ];
  return {
    ...input,
    carried: { state, agenda: row.status === 'open' ? agenda : [], outbox: said.outbox, seen: [] },
  };
}
