import { Unavailable } from '../client/fullCircle';
import { as, type Instant, type OccurrenceKey } from '../domain/ids';
import { storeIntents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { idFromKey } from '../platform/newId';
import type { Transaction } from '../platform/database';
import type { Application } from '../prisma/generated/client';
import { storeContacts } from './people';
import type { OfficeTools } from './tools';

interface Partner {
  name: string;
  phone?: string;
  email?: string;
}

const answerOf = (row: Application) => `application-${row.id}/partner` as OccurrenceKey;

/** Partners who refer somebody hear that it was received, or a kind word, and nothing about the person. */
export function partnerActs({ database, fullCircle }: OfficeTools) {
  /**
   * Stores the answer to the partner together with the decision. A partner whose only number is somebody's here is called
   * by a human instead: two people on one number would have to be told apart whenever it writes (rule 6).
   */
  async function answer(
    tx: Transaction,
    row: Application,
    outcome: 'accepted' | 'declined',
    at: Instant,
  ): Promise<void> {
    const partner = row.partner as unknown as Partner | null;
    if (!partner) return;
    const { email, phone } = partner;
    const contact = email
      ? ({ channel: 'email', value: email } as const)
      : phone && ({ channel: 'sms', value: phone } as const);
    if (!contact) return;
    if (contact.channel === 'sms' && (await tx.contactPoint.count({ where: { value: contact.value } })) > 0)
      return;
    const personId = idFromKey('partner', row.id);
    await tx.person.createMany({
      skipDuplicates: true,
      data: { id: personId, givenName: partner.name, language: row.language, createdAt: at },
    });
    await storeContacts(tx, personId, [contact], [contact.channel], at);
    await tx.application.update({ where: { id: row.id }, data: { partnerPersonId: personId } });
    await tx.$executeRaw(
      statement(
        storeIntents([
          {
            key: answerOf(row),
            personId: as(personId),
            template: outcome === 'accepted' ? 'referral-accepted' : 'referral-declined',
            refs: {},
            urgency: 'notice',
            programId: row.programId,
            siteId: row.siteId,
            at,
          },
        ]),
      ),
    );
  }

  /** Lets a short workflow carry the stored answer out. @returns false while Temporal is away */
  async function sendOut(row: Application): Promise<boolean> {
    const intent = await database.messageIntent.findUnique({
      where: { key: answerOf(row), status: 'pending' },
    });
    if (!intent) return true;
    try {
      await fullCircle.announcements.start({
        key: `application-${row.id}`,
        programId: as(row.programId),
        intents: [answerOf(row)],
      });
      return true;
    } catch (error) {
      if (error instanceof Unavailable) return false;
      throw error;
    }
  }

  return { answer, sendOut };
}
