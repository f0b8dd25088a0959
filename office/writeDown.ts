import { appendEvents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import type { Instant } from '../domain/ids';
import type { EventKind } from '../domain/ledger';
import type { Transaction } from '../platform/database';
import type { Caller } from './access';

/** Whose it is: a participant's row. */
export interface Subject {
  id: string;
  personId: string;
  programId: string;
  siteId: string | null;
}

/** Puts one happening about a participant into the ledger; the same key again changes nothing. */
export async function writeDown(
  database: Pick<Transaction, '$executeRaw'>,
  caller: Caller,
  subject: Subject,
  happening: {
    key: string;
    kind: EventKind;
    at: Instant;
    data?: Record<string, string | number | boolean | null>;
  },
): Promise<void> {
  const { programId, siteId, personId } = subject;
  await database.$executeRaw(
    statement(appendEvents([{ programId, siteId, personId, actor: caller.actor, ...happening }])),
  );
}
