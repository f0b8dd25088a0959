import { Refused } from '../../client/fullCircle';
import { newId } from '../../platform/newId';
import type { Caller } from '../access';
import type { ParticipantActs } from '../participants';
import { businessNow, type OfficeTools } from '../tools';
import { knownPartner } from './partners';

export const CONSENT_VIA = ['in-person', 'phone', 'paper'] as const;
export type ConsentVia = (typeof CONSENT_VIA)[number];

/** A person's yes to being seen by a partner organisation, and its end. */
export function shareActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  async function note(
    caller: Caller,
    kind: 'transition-shared' | 'transition-unshared',
    share: { id: string; programId: string; siteId: string | null; personId: string; partner: string },
    data: Record<string, string> = {},
  ) {
    const { id, programId, siteId, personId, partner } = share;
    return {
      key: `share-${id}/${kind === 'transition-shared' ? 'given' : 'ended'}`,
      kind,
      programId,
      siteId,
      personId,
      actor: caller.actor,
      data: { partner, ...data },
      at: await businessNow(tools),
    };
  }

  return {
    /**
     * Records that somebody has said yes. Saying it twice changes nothing.
     * @throws Refused `UnknownPartner`, `ConsentNeeded`
     */
    async share(
      caller: Caller,
      participantId: string,
      input: { partner: string; consentVia?: string },
    ): Promise<{ shareId: string }> {
      const { personId, programId, siteId } = await participants.find(
        caller,
        participantId,
        'decide-journeys',
      );
      const { partner } = input;
      await knownPartner(database, programId, partner);
      const consentVia = CONSENT_VIA.find((via) => via === input.consentVia);
      if (!consentVia) {
        throw new Refused(
          'ConsentNeeded',
          `Say how the person said yes to ${partner}: ${CONSENT_VIA.join(', ')}. Without it nothing is shared.`,
        );
      }
      const at = await businessNow(tools);
      return database.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`share ${personId} ${partner}`}))`;
        const known = await tx.partnerShare.findFirst({
          where: { personId, programId, partner, endedAt: null },
        });
        if (known) return { shareId: known.id };
        const share = { id: newId(), programId, siteId, personId, partner };
        await tx.partnerShare.create({
          data: { ...share, consentVia, consentAt: at, recordedBy: caller.actor },
        });
        await tx.event.create({ data: await note(caller, 'transition-shared', share, { via: consentVia }) });
        return { shareId: share.id };
      });
    },

    /** The person has taken it back; from this moment the partner sees nothing of them. */
    async unshare(
      caller: Caller,
      participantId: string,
      input: { partner: string },
    ): Promise<{ ended: number }> {
      const { personId, programId } = await participants.find(caller, participantId, 'take-part');
      const at = await businessNow(tools);
      return database.$transaction(async (tx) => {
        const open = await tx.partnerShare.findMany({
          where: { personId, programId, partner: input.partner, endedAt: null },
        });
        for (const share of open) {
          await tx.partnerShare.update({
            where: { id: share.id },
            data: { endedAt: at, endedBy: caller.actor },
          });
          await tx.event.create({ data: await note(caller, 'transition-unshared', share) });
        }
        return { ended: open.length };
      });
    },
  };
}
