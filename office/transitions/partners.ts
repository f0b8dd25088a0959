import { Refused } from '../../client/fullCircle';
import type { Transaction } from '../../platform/database';
import type { StaffRole } from '../access';
import { programInUse } from '../definitions';

/**
 * The role `partner` goes with a program and one of its partners, and with no other role.
 * @throws Refused `PartnerNeeded`, `UnknownPartner`
 */
export async function checkPartner(
  database: Pick<Transaction, 'program' | 'programVersion'>,
  { role, programId, partner }: { role: StaffRole; programId?: string; partner?: string },
): Promise<void> {
  if (role !== 'partner') {
    if (partner) throw new Refused('PartnerNeeded', 'Only the role "partner" goes with a partner.');
    return;
  }
  if (!programId || !partner) {
    throw new Refused(
      'PartnerNeeded',
      'The role "partner" needs a program and the id of one of its partners.',
    );
  }
  await knownPartner(database, programId, partner);
}

/** @throws Refused `UnknownPartner` */
export async function knownPartner(
  database: Pick<Transaction, 'program' | 'programVersion'>,
  programId: string,
  partner: string,
): Promise<void> {
  const { definition } = await programInUse(database, programId);
  if (definition.partners.some(({ id }) => id === partner)) return;
  const known = definition.partners.map(({ id }) => id).join(', ') || 'none';
  throw new Refused('UnknownPartner', `"${partner}" is no partner of ${programId}; its partners: ${known}.`);
}
