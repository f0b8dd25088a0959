import type { Actor, RequestInput } from '../workflows/contract';
import { as, type PersonId } from '../domain/ids';
import type { Transaction } from '../platform/database';
import { readProgram } from './programs';

export interface Wish {
  requestId: string;
  personId: string;
  programId: string;
  siteId?: string | null;
  journeyId?: string | null;
  exclude?: readonly string[];
  askedBy: Actor;
}

/** A wish to speak with another professional, with what the program promises. */
export async function requestFor(tx: Transaction, wish: Wish): Promise<RequestInput> {
  const program = await readProgram(tx, wish.programId);
  const { siteId, journeyId } = wish;
  return {
    requestId: as(wish.requestId),
    programId: as(wish.programId),
    ...(siteId ? { siteId: as(siteId) } : {}),
    personId: as(wish.personId),
    ...(journeyId ? { journeyId: as(journeyId) } : {}),
    exclude: (wish.exclude ?? []).map((id) => as(id)),
    within: program.anotherProfessionalWithin,
    policy: program.escalation,
    quietHours: program.quietHours,
    zone: program.zoneOf(siteId),
    askedBy: wish.askedBy,
  };
}

/**
 * Whom the one who asked has left out, so that an escalation about it never reaches them.
 * @returns nothing where the escalation is about something else, or the request is not known any more
 */
export async function leftOutOf(
  tx: Pick<Transaction, 'request'>,
  escalationId: string,
): Promise<PersonId[] | undefined> {
  const [, id] = /^escalation-request-(.+)-late$/.exec(escalationId) ?? [];
  const row = id === undefined ? null : await tx.request.findUnique({ where: { id } });
  return row?.exclude.map((one) => as<PersonId>(one));
}

/** What somebody has asked for and not been given yet; asking again is asking for the same. */
export function openRequestOf(tx: Pick<Transaction, 'request'>, personId: string, programId: string) {
  return tx.request.findFirst({
    where: { personId, programId, status: { in: ['starting', 'open', 'taken'] } },
    orderBy: { createdAt: 'desc' },
  });
}
