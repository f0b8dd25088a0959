import { Refused } from '../client/fullCircle';
import { REPLACED } from '../domain/phone';
import { emailAddress, phoneNumber } from './contact';
import type { Caller } from './access';
import type { ParticipantActs } from './participants';
import { newId } from '../platform/newId';
import { appendEvents, closeWaits, type EventRow } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { businessNow, type OfficeTools } from './tools';

export interface NewContact {
  /** `voice` is a landline: it is called and never texted. */
  channel: 'sms' | 'voice' | 'email';
  value: string;
  /** The person agreed to be reached there (rule 3). */
  consent?: boolean;
  /** Their others of the same kind stay in use; they are replaced otherwise. */
  keepOthers?: boolean;
}

/** Ways to reach somebody, as they change over the years. */
export function contactActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  /**
   * Takes down another number or address, which is tried first from now on. One that it replaces is not written to again,
   * and what comes from it is not this person's any more: it may belong to somebody else by now. STOP stays as it was said.
   * Tasks about numbers that are in order now are done.
   * @throws Refused for a number or an address that is none
   */
  async function change(caller: Caller, participant: string, contact: NewContact): Promise<{ id: string }> {
    const { id, personId, programId, siteId } = await participants.find(caller, participant, 'manage-people');
    const { channel, consent = false, keepOthers = false } = contact;
    const value = channel === 'email' ? emailAddress(contact.value) : phoneNumber(contact.value);
    const at = await businessNow(tools);
    return await database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Person" WHERE "id" = ${personId} FOR UPDATE`;
      const all = await tx.contactPoint.findMany({ where: { personId }, orderBy: { position: 'asc' } });
      const number = (one: { channel: string }) => (one.channel === 'email') === (channel === 'email');
      const same = all.find((one) => one.channel === channel && one.value === value);
      if (same && same.unusableCode === null && (!consent || same.consentAt))
        throw new Refused('SameContact', 'This is how they are reached already; nothing has changed.');
      const others = all.filter((one) => number(one) && one !== same && one.unusableCode !== REPLACED);
      if (!keepOthers)
        await tx.contactPoint.updateMany({
          where: { id: { in: others.map((one) => one.id) } },
          data: { unusableCode: REPLACED },
        });
      const contactId = same?.id ?? newId();
      const consentAt = same?.consentAt ?? (consent ? at : null);
      const first = { unusableCode: null, consentAt, position: (all[0]?.position ?? 0) - 1 };
      await tx.contactPoint.upsert({
        where: { id: contactId },
        create: { id: contactId, personId, channel, value, createdAt: at, ...first },
        update: first,
      });
      const settled = [contactId, ...(keepOthers ? [] : others.map((one) => one.id))];
      const tasks = await tx.wait.findMany({
        where: { subjectPersonId: personId, kind: 'staff-task', closedAt: null },
      });
      const done = tasks.filter(({ details }) => {
        const { contact: about, reason } = (details ?? {}) as { contact?: string; reason?: string };
        return about === undefined ? reason === 'unreachable' : settled.includes(about);
      });
      const event = (kind: 'contact-changed' | 'consent-given'): EventRow => ({
        key: `contact-${contactId}/${kind}/${at}`,
        kind,
        programId,
        siteId,
        personId,
        actor: caller.actor,
        data: { channel, participant: id },
        at,
      });
      await tx.$executeRaw(
        statement(
          appendEvents([event('contact-changed'), ...(consentAt === at ? [event('consent-given')] : [])]),
          ...closeWaits(
            done.map(({ key }) => ({ key: key as never, outcome: 'contact-changed', by: caller.actor })),
            at,
          ),
        ),
      );
      return { id: contactId };
    });
  }

  return { change };
}
