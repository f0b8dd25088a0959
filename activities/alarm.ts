import type { EscalationId, OccurrenceKey, PersonId } from '../domain/ids';
import { as } from '../domain/ids';
import type { Transaction } from '../platform/database';
import { occurrences, type EscalationInput } from '../workflows/contract';
import { readProgram } from './programs';

type AlarmKind = 'help' | 'not-ok' | 'duress';

export interface Alarm {
  kind: AlarmKind;
  personId: string;
  programId: string;
  siteId?: string | null;
  shiftId?: string | null;
  journeyId?: string | null;
  waitKey?: string | null;
  /** What raised it, e.g. the reply's id: the same source raises the same escalation, however often it is said. */
  source: string;
}

/**
 * An alarm about the peer of a shift check-in, to be raised. Told again while one is open, it is that one; after a human
 * has ended it, it is a new one.
 * @throws Error when there is no such check-in
 */
export async function alarmFor(tx: Transaction, waitKey: string, kind: AlarmKind): Promise<EscalationInput> {
  const wait = await tx.wait.findUnique({ where: { key: waitKey } });
  if (!wait?.personId) throw new Error('no such check-in');
  const first = occurrences.alarm(waitKey.replace(/^shift-/, '').replaceAll('/', '-'), kind);
  const earlier = await tx.escalation.findMany({
    where: { subjectPersonId: wait.personId, shiftId: wait.shiftId, kind, id: { startsWith: first } },
    select: { id: true, status: true },
  });
  const open = earlier.find(({ status }) => status !== 'resolved');
  const alarm = await alarmAbout(tx, { ...wait, personId: wait.personId, kind, waitKey, source: '' });
  const escalationId = open?.id ?? (earlier.length === 0 ? first : `${first}-${earlier.length + 1}`);
  return { ...alarm, escalationId: as<EscalationId>(escalationId) };
}

/** The escalation of an alarm. On shift a call for help and a duress phrase tell every level at once (rule 4). */
export async function alarmAbout(tx: Transaction, alarm: Alarm): Promise<EscalationInput> {
  const program = await readProgram(tx, alarm.programId);
  const { kind, shiftId, siteId, journeyId, waitKey } = alarm;
  return {
    escalationId: occurrences.alarm(alarm.source, kind),
    kind,
    programId: as(alarm.programId),
    ...(siteId ? { siteId: as(siteId) } : {}),
    subjectPersonId: as<PersonId>(alarm.personId),
    ...(shiftId ? { shiftId: as(shiftId) } : {}),
    ...(journeyId ? { journeyId: as(journeyId) } : {}),
    ...(waitKey ? { waitKey: as<OccurrenceKey>(waitKey) } : {}),
    allLevelsAtOnce: kind === 'duress' || (kind === 'help' && Boolean(shiftId)),
    policy: program.escalation,
    quietHours: program.quietHours,
    zone: program.zoneOf(siteId),
  };
}
