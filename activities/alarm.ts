import { MINUTE, plus } from '../domain/duration';
import type { EscalationId, Instant, OccurrenceKey, PersonId } from '../domain/ids';
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
  /** The check-in that ends with it, see {@link isDue}. */
  waitKey?: string | null;
  /** What raised it, e.g. the reply's id: the same source raises the same escalation, however often it is said. */
  source: string;
}

/**
 * An alarm about the peer of a shift check-in, to be raised. Told again while one is open, it is that one; after a human
 * has ended it, it is a new one.
 * @throws Error when there is no such check-in
 */
export async function alarmFor(
  tx: Transaction,
  waitKey: string,
  kind: AlarmKind,
  at: Instant,
): Promise<EscalationInput> {
  const wait = await tx.wait.findUnique({ where: { key: waitKey } });
  if (!wait?.personId) throw new Error('no such check-in');
  const first = occurrences.alarm(waitKey.replace(/^shift-/, '').replaceAll('/', '-'), kind);
  const earlier = await tx.escalation.findMany({
    where: { subjectPersonId: wait.personId, shiftId: wait.shiftId, kind, id: { startsWith: first } },
    select: { id: true, status: true },
  });
  const open = earlier.find(({ status }) => status !== 'resolved');
  const alarm = await alarmAbout(tx, {
    ...{ ...wait, personId: wait.personId, kind, source: '' },
    waitKey: isDue(wait, at) ? waitKey : null,
  });
  const escalationId = open?.id ?? (earlier.length === 0 ? first : `${first}-${earlier.length + 1}`);
  return { ...alarm, escalationId: as<EscalationId>(escalationId) };
}

/**
 * Whether a check-in has been due: then a human who ends an alarm about its peer has settled it, too. One that is still to
 * come is asked all the same, whatever happened before.
 */
export function isDue({ dueAt }: { dueAt: Date | null }, at: Instant): boolean {
  return dueAt === null || dueAt.toISOString() <= at;
}

/** What was planned may stand in no row yet: its workflow stores it. Longer than that takes, and it is raised anew. */
const MAY_BE_ON_ITS_WAY_MS = 10 * MINUTE;

/**
 * An alarm that somebody raised themself, by writing. Whoever is afraid writes more than once; while nobody has taken the
 * first call, the next one is the same: one page, one code, one "I have it". Once somebody has it, it is a new one, because
 * something has happened since.
 */
export async function alarmSaid(tx: Transaction, alarm: Alarm, at: Instant): Promise<EscalationInput> {
  const escalation = await alarmAbout(tx, alarm);
  const { kind, personId, programId } = alarm;
  const about = { subjectPersonId: personId, programId, kind };
  const open = await tx.escalation.findFirst({
    // One that was taken and has been silent since is open again, and is not the first call any more.
    where: {
      ...about,
      status: { in: ['open', 'unresolved'] },
      acknowledgedAt: null,
      shiftId: alarm.shiftId ?? null,
    },
    orderBy: { raisedAt: 'desc' },
    select: { id: true },
  });
  const same = open?.id ?? (await onItsWay(tx, escalation, at));
  return same ? { ...escalation, escalationId: as<EscalationId>(same) } : escalation;
}

async function onItsWay(
  tx: Transaction,
  { kind, subjectPersonId, programId, shiftId }: EscalationInput,
  at: Instant,
): Promise<string | undefined> {
  const since = plus(at, -MAY_BE_ON_ITS_WAY_MS);
  const escalation = { kind, subjectPersonId, programId, ...(shiftId ? { shiftId } : {}) };
  const planned = JSON.stringify({ plan: { acts: [{ act: 'raise', escalation }] } });
  const [raised] = await tx.$queryRaw<{ id: string }[]>`
    SELECT act.value -> 'escalation' ->> 'escalationId' AS "id"
    FROM "Inbound" i, jsonb_array_elements(i."understood" -> 'plan' -> 'acts') AS act
    WHERE i."status" IN ('stored', 'started', 'done') AND i."receivedAt" > ${since}::timestamptz
      AND i."understood" @> ${planned}::jsonb
      AND act.value -> 'escalation' ->> 'kind' = ${kind}
      AND act.value -> 'escalation' ->> 'subjectPersonId' = ${subjectPersonId}
      AND NOT EXISTS (SELECT 1 FROM "Escalation" e WHERE e."id" = act.value -> 'escalation' ->> 'escalationId')
    ORDER BY i."receivedAt" LIMIT 1`;
  return raised?.id;
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
