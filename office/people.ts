import { Refused } from '../client/fullCircle';
import type { Instant } from '../domain/ids';
import type { Channel } from '../domain/policy';
import type { Transaction } from '../platform/database';
import { newId } from '../platform/newId';
import { emailAddress, phoneNumber } from './contact';

/** A person as somebody writes them down. */
export interface NewPerson {
  givenName: string;
  surname?: string;
  preferredName?: string;
  language: 'en' | 'fr';
  /** What may stand on a lock screen. */
  detail?: 'full' | 'basic';
  phone?: string;
  email?: string;
  /** Channels on which the person agreed to be written to; no first text without it (rule 3). */
  consents?: readonly Channel[];
  /** The phone is called and never texted. */
  callOnly?: boolean;
  /** They have neither phone nor mailbox: a human finds them. */
  withoutContact?: boolean;
  /** The channel to use first; the phone when absent. */
  prefers?: Channel;
}

export interface Contact {
  channel: Channel;
  value: string;
}

/**
 * Normalised ways to reach somebody, the preferred one first.
 * @throws Refused for a number or an address that is none
 */
export function contactsOf(person: Pick<NewPerson, 'phone' | 'email' | 'prefers' | 'callOnly'>): Contact[] {
  const contacts: Contact[] = [];
  if (person.phone)
    contacts.push({ channel: person.callOnly ? 'voice' : 'sms', value: phoneNumber(person.phone) });
  if (person.email) contacts.push({ channel: 'email', value: emailAddress(person.email) });
  return contacts.sort((a, b) => Number(b.channel === person.prefers) - Number(a.channel === person.prefers));
}

/** @throws Refused `NoContact` */
export function mustBeReachable(contacts: readonly Contact[]): void {
  if (contacts.length > 0) return;
  throw new Refused(
    'NoContact',
    'A phone number or an email address is needed; without one nobody can be reached.',
  );
}

/** Somebody of that name whom one of these contacts belongs to: the same person, not somebody who shares a phone. */
export async function findPerson(tx: Transaction, person: NewPerson, contacts: readonly Contact[]) {
  return tx.person.findFirst({
    where: {
      givenName: { equals: person.givenName.trim(), mode: 'insensitive' },
      surname: person.surname?.trim() ? { equals: person.surname.trim(), mode: 'insensitive' } : null,
      contactPoints: { some: { OR: contacts.map(({ channel, value }) => ({ channel, value })) } },
    },
  });
}

/** Stores somebody new; their contacts follow with {@link storeContacts}. */
export async function storePerson(tx: Transaction, person: NewPerson, at: Instant): Promise<string> {
  const personId = newId();
  await tx.person.create({
    data: {
      id: personId,
      givenName: person.givenName.trim(),
      surname: person.surname?.trim() || null,
      preferredName: person.preferredName?.trim() || null,
      language: person.language,
      detail: person.detail ?? 'full',
      createdAt: at,
    },
  });
  return personId;
}

/**
 * Adds the contacts that somebody does not have yet, and consent where it was not recorded yet. What a person stopped
 * stays stopped, and no contact is taken away.
 * @returns channels on which consent is new
 */
export async function storeContacts(
  tx: Transaction,
  personId: string,
  contacts: readonly Contact[],
  consents: readonly Channel[],
  at: Instant,
): Promise<Channel[]> {
  const known = await tx.contactPoint.findMany({ where: { personId } });
  const consented: Channel[] = [];
  let position = known.length;
  for (const { channel, value } of contacts) {
    const consent = consents.includes(channel) ? at : null;
    const there = known.find((one) => one.channel === channel && one.value === value);
    if (!there) {
      await tx.contactPoint.create({
        data: {
          id: newId(),
          personId,
          channel,
          value,
          position: position++,
          consentAt: consent,
          createdAt: at,
        },
      });
    } else if (consent && !there.consentAt) {
      await tx.contactPoint.update({ where: { id: there.id }, data: { consentAt: consent } });
    } else continue;
    if (consent) consented.push(channel);
  }
  return consented;
}
