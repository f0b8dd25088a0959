import type { Transaction } from '../platform/database';
import type { Caller } from './access';

/**
 * From the time before somebody became a mentor, what others wrote about them is closed to those who are in the program
 * themselves, whatever role their account has: they are colleagues now. This is the one place that says so; notes, words
 * of reviews, messages and the timeline all ask here.
 * @returns the moment before which everything is closed to this caller; undefined where nothing is
 */
export async function closedBefore(
  database: Pick<Transaction, 'participant' | 'event'>,
  caller: Pick<Caller, 'personId'>,
  subject: { personId: string; programId: string },
): Promise<Date | undefined> {
  if (!caller.personId || caller.personId === subject.personId) return undefined;
  if (!(await isColleague(database, caller, subject.programId))) return undefined;
  const turned = await database.event.findFirst({
    where: { kind: 'became-mentor', personId: subject.personId, programId: subject.programId },
    orderBy: { at: 'desc' },
    select: { at: true },
  });
  return turned?.at;
}

/** Whether the caller is, or was, somebody on a path of the program. */
export async function isColleague(
  database: Pick<Transaction, 'participant'>,
  { personId }: Pick<Caller, 'personId'>,
  programId: string,
): Promise<boolean> {
  return Boolean(personId) && (await database.participant.count({ where: { personId, programId } })) > 0;
}
