import type { World } from '../skipping/world';
import type { Member } from './cast';

/**
 * Somebody answers what was written to them, the way they can: a text from their phone, or an answer to the last mail.
 * @param about what they answer, for the mail that asked it
 * @throws Error when they have neither been texted nor written to
 */
export async function writeBack(world: World, member: Member, words: string, about: string): Promise<void> {
  const { phone, email } = member.row;
  if (phone && world.carrier.phone(phone)) {
    await world.carrier.answer(phone, words);
    return;
  }
  const box = email ? world.mailbox.mailbox(email) : undefined;
  const mail = box?.mails.at(-1);
  if (!mail) throw new Error(`${member.row.reference} was asked nothing about ${about}: no text, no mail`);
  await world.mailbox.answer(mail, words);
}
