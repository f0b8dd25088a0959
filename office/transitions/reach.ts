import { NotThere } from '../../client/fullCircle';
import type { Transaction } from '../../platform/database';
import { can, guard, within, type Action, type Caller, type Place } from '../access';

interface Row extends Place {
  id: string;
  personId: string;
  partner: string | null;
}

/** What a caller of a partner organisation speaks for. */
function partnersOf({ scope }: Pick<Caller, 'scope'>): { programId: string; partner: string }[] {
  return scope.flatMap(({ role, programId, partner }) =>
    role === 'partner' && programId && partner ? [{ programId, partner }] : [],
  );
}

/**
 * A Prisma filter: transitions that the caller may see. Staff see those of their places; a partner those in which it has
 * a part, of people who have said yes to it, for as long as that holds.
 */
export async function transitionsInReach(database: Pick<Transaction, 'partnerShare'>, caller: Caller) {
  const partners = partnersOf(caller);
  if (partners.length === 0) return within(caller.scope);
  const shares = await database.partnerShare.findMany({
    where: { OR: partners, endedAt: null },
    select: { personId: true, partner: true, programId: true },
  });
  return { OR: [within(caller.scope), ...shares] };
}

/**
 * Lets an act on a transition pass: staff by their role, a partner on what was shared with it, the person on their own.
 * @param owes the person who owes the contact that it is about
 * @throws NotThere, NotAllowed
 */
export async function guardTransition(
  database: Pick<Transaction, 'partnerShare'>,
  caller: Caller,
  action: Action,
  row: Row,
  owes?: string | null,
): Promise<void> {
  const what = `transition ${row.id}`;
  const isOwn = caller.personId !== undefined && [row.personId, owes].includes(caller.personId);
  if (isOwn || can(caller.scope, action, row)) return;
  if (await isShared(database, caller, row)) return;
  guard(caller, action, row, what);
  throw new NotThere(what);
}

async function isShared(
  database: Pick<Transaction, 'partnerShare'>,
  caller: Caller,
  row: Row,
): Promise<boolean> {
  const mine = partnersOf(caller).some(
    ({ programId, partner }) => programId === row.programId && partner === row.partner,
  );
  if (!mine || !row.partner) return false;
  const { personId, programId, partner } = row;
  return (await database.partnerShare.count({ where: { personId, programId, partner, endedAt: null } })) > 0;
}
