import type { Instant, OccurrenceKey } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { workflowIds, type EscalationInput } from '../../workflows/contract';
import { alarmOf, raised } from '../../workflows/escalation/alarm';
import { offerDebrief } from '../../workflows/escalation/ending';
import { record } from './record';

/**
 * Offers the debrief of an escalation that has ended, as its own workflow does and under the same keys.
 * @returns what is to be said
 */
export async function offerLateDebrief(
  prisma: Database,
  input: EscalationInput,
  at: Instant,
): Promise<OccurrenceKey[]> {
  const decision = offerDebrief(alarmOf(input, raised(input, at)));
  const { escalationId, programId, siteId, subjectPersonId, shiftId, journeyId } = input;
  await record(prisma, {
    at,
    scope: {
      programId,
      personId: subjectPersonId,
      escalationId,
      workflowId: workflowIds.escalation(escalationId),
      ...(siteId ? { siteId } : {}),
      ...(shiftId ? { shiftId } : {}),
      ...(journeyId ? { journeyId } : {}),
    },
    ...decision,
  });
  return (decision.intents ?? []).map(({ key }) => key);
}
