import type { EscalationId, Instant, OccurrenceKey } from '../domain/ids';
import type { Transaction } from '../platform/database';
import type { Actor } from '../workflows/contract';
import { appendEvents, closeWaits } from './records/rows';
import { statement } from './records/statement';

export interface CheckIn {
  /** The shift wait that is answered: `occurrences.shiftWait(…)`. */
  waitKey: OccurrenceKey;
  /** Business time. */
  at: Instant;
  /** The peer, or the member of staff who spoke with them. */
  by: Actor;
  answer: 'ok' | 'not-ok';
  via: 'sms' | 'voice' | 'email' | 'link' | 'console' | 'api' | 'cli';
}

export interface CheckedIn {
  /**
   * `recorded` now; `already` answered before, nothing changed; `not-cleared`: a "not ok" is kept but the check-in stays
   * owed (rule 5), and the caller raises the alarm (`alarmFor`); `too-late`: the shift is closed or cancelled, or never
   * asked for this.
   */
  outcome: 'recorded' | 'already' | 'not-cleared' | 'too-late';
  /** Open escalations about misses of this shift by this person, for the caller to signal `subjectAnswered`. */
  escalations: EscalationId[];
}

/**
 * Records an answer to a start, interval or end-of-shift check-in. It is a row and no more: an answer in time costs no
 * workflow anything. What was going to be said about it is superseded; an answer to a later check-in also settles the
 * earlier ones of the same shift. Safe to repeat. Runs in the caller's transaction.
 */
export async function checkIn(tx: Transaction, input: CheckIn): Promise<CheckedIn> {
  const wait = await tx.wait.findUnique({ where: { key: input.waitKey } });
  if (!wait?.shiftId || !wait.personId) return { outcome: 'too-late', escalations: [] };
  const { answer: said } = input;
  if (said === 'ok' && wait.closedAt && wait.outcome === 'ok')
    return { outcome: 'already', escalations: await openMisses(tx, wait.shiftId, wait.personId) };
  const shift = await tx.shift.findUnique({ where: { id: wait.shiftId }, select: { status: true } });
  // Whoever says that they are not OK is heard, whatever was said before.
  const isOver = said === 'ok' && (wait.closedAt !== null || shift?.status === 'closed');
  if (!shift || shift.status === 'cancelled' || isOver) return { outcome: 'too-late', escalations: [] };

  // Asked again because the shift ends later than was thought: then there was an answer before.
  const before = await tx.event.count({
    where: { shiftId: wait.shiftId, key: { startsWith: `${input.waitKey}/answered` } },
  });
  const answer = before === 0 ? 'answered' : `answered-${before + 1}`;
  const late = wait.dueAt !== null && wait.dueAt.toISOString() < input.at;
  const event = {
    key: `${input.waitKey}/${input.answer === 'ok' ? answer : `not-ok/${input.at}`}`,
    kind: 'shift-check-in',
    programId: wait.programId,
    siteId: wait.siteId,
    personId: wait.personId,
    shiftId: wait.shiftId,
    actor: input.by,
    data: { wait: wait.kind, answer: input.answer, via: input.via, late },
    at: input.at,
  } as const;
  if (input.answer === 'ok') {
    const answered = await tx.wait.findMany({
      where: {
        shiftId: wait.shiftId,
        personId: wait.personId,
        kind: { in: ['start-of-shift', 'in-shift', 'end-of-shift'] },
        closedAt: null,
        ...(wait.dueAt ? { dueAt: { lte: wait.dueAt } } : { key: input.waitKey }),
      },
      select: { key: true },
      orderBy: { key: 'asc' },
    });
    const closings = answered.map(({ key }) => ({ key, outcome: 'ok', by: input.by }));
    await tx.$executeRaw(statement(...closeWaits(closings, input.at)));
  }
  await tx.$executeRaw(statement(appendEvents([event])));
  return {
    outcome: input.answer === 'ok' ? 'recorded' : 'not-cleared',
    escalations: await openMisses(tx, wait.shiftId, wait.personId),
  };
}

/** Open escalations about misses of a shift by a person. */
export async function openMisses(
  tx: Transaction,
  shiftId: string,
  personId: string,
): Promise<EscalationId[]> {
  const open = await tx.escalation.findMany({
    where: {
      shiftId,
      subjectPersonId: personId,
      status: { not: 'resolved' },
      kind: { in: ['missed-start', 'missed-interval', 'missed-end'] },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return open.map(({ id }) => id as EscalationId);
}
