import type { Transaction } from '../platform/database';

/**
 * Those of `people` of whom a silent alarm is up, until a human has ended it: they used their duress phrase, somebody may
 * be watching them, and nobody is to call or text them.
 */
export async function underSilentAlarm(
  tx: Pick<Transaction, 'escalation'>,
  people: readonly string[],
): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const up = await tx.escalation.findMany({
    where: { subjectPersonId: { in: [...new Set(people)] }, kind: 'duress', status: { not: 'resolved' } },
    select: { subjectPersonId: true },
  });
  return new Set(up.map(({ subjectPersonId }) => subjectPersonId));
}
