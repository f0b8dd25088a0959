import { as, type OccurrenceKey } from '../domain/ids';
import { occurrences, type EscalationInput } from '../workflows/contract';
import type { Wait } from '../prisma/generated/client';
import type { ProgramInUse } from './definitions';

/** The escalation that an answer "not ok" to a shift's check-in raises: one a check-in, however often it is said. */
export function notOkAlarm(wait: Wait, zone: string, { policy }: ProgramInUse): EscalationInput {
  return {
    escalationId: occurrences.alarm(wait.key.replaceAll('/', '-'), 'not-ok'),
    kind: 'not-ok',
    programId: as(wait.programId),
    ...(wait.siteId ? { siteId: as(wait.siteId) } : {}),
    subjectPersonId: as(wait.personId ?? ''),
    ...(wait.shiftId ? { shiftId: as(wait.shiftId) } : {}),
    waitKey: as<OccurrenceKey>(wait.key),
    allLevelsAtOnce: false,
    policy: policy.escalation,
    quietHours: policy.quietHours,
    zone: as(zone),
  };
}
