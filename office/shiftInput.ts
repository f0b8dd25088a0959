import { MINUTE } from '../domain/duration';
import { as, instant, type Duration, type PersonId } from '../domain/ids';
import type { ShiftPolicy } from '../domain/policy';
import type { Database } from '../platform/database';
import type { Shift, ShiftPeer } from '../prisma/generated/client';
import type { ShiftInput } from '../workflows/contract';
import { programInUse } from './definitions';

/**
 * With what the run of a shift begins, whether it is its first or one in place of one that was lost.
 * @param row with the peers who are on it
 * @param offered persons who were asked and have not answered
 */
export async function shiftInput(
  database: Pick<Database, 'program' | 'programVersion'>,
  row: Shift & { peers: Pick<ShiftPeer, 'personId'>[] },
  offered: readonly string[],
): Promise<ShiftInput> {
  const { policy } = await programInUse(database, row.programId);
  return {
    shiftId: as(row.id),
    programId: as(row.programId),
    siteId: as(row.siteId),
    zone: as(row.zone),
    startsAt: instant(row.startsAt),
    endsAt: instant(row.endsAt),
    peers: row.peers.map(({ personId }) => as<PersonId>(personId)),
    policy: row.relievedFrom ? ofLeaving(policy.shift, row) : policy.shift,
    escalation: policy.escalation,
    quietHours: policy.quietHours,
    scheduledBy: as(row.createdBy),
    coverage: 'audited',
    begins: 'at-hand',
    deadlines: 'announced',
    wakes: 'behind',
    ...(offered.length > 0 ? { offered: offered.map((one) => as<PersonId>(one)) } : {}),
  };
}

/** Whoever has left is asked about their end alone, and looked for no later than they were to be looked for before. */
function ofLeaving(policy: ShiftPolicy, { createdAt, lookForAt }: Shift): ShiftPolicy {
  const asked: ShiftPolicy = { ...policy, startCheckIn: false };
  delete asked.interval;
  if (lookForAt) {
    const left = Math.max(MINUTE, lookForAt.getTime() - createdAt.getTime());
    asked.grace = `PT${Math.ceil(left / 1_000)}S` as Duration;
  }
  return asked;
}
