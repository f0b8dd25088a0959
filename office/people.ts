import type { CountryCode } from 'libphonenumber-js';
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
  /** The channel to use first; the phone when absent. */
  prefers?: Channel;
  duressPhrase?: string;
}

interface Contact {
  channel: Channel;
  value: string;
}

/**
 * Normalised ways to reach somebody, the preferred one first.
 * @throws Refused for a number or an address that is none, and for somebody who cannot be reached at all
 */
export function contactsOf(person: NewPerson, country?: CountryCode): Contact[] {
  const contacts: Contact[] = [];
  if (person.phone) contacts.push({ channel: 'sms', value: phoneNumber(person.phone, country) });
  if (person.email) contacts.push({ channel: 'email', value: emailAddress(person.email) });
  if (contacts.length === 0) {
    throw new Refused(
      'NoContact',
      'A phone number or an email address is needed; without one nobody can be reached.',
    );
  }
  return contacts.sort((a, b) => Number(b.channel === person.prefers) - Number(a.channel === person.prefers));
}

/** Somebody of that name whom one of these contacts belongs to: the same person, not somebody who shares a phone. */
export async function findPerson(tx: Transaction, person: NewPerson, contacts: readonly Contact[]) {
  return tx.person.findFirst({
    where: {
      givenName: { equals: person.givenName, mode: 'insensitive' },
      surname: person.surname ? { equals: person.surname, mode: 'insensitive' } : null,
      contactPoints: { some: { OR: contacts.map(({ channel, value }) => ({ channel, value })) } },
    },
  });
}

/** Stores somebody new with their contacts; consent is as old as the record of it. */
export async function storePerson(
  tx: Transaction,
  person: NewPerson,
  contacts: readonly Contact[],
  at: Instant,
): Promise<{ personId: string; consented: Channel[] }> {
  const personId = newId();
  const consented = contacts
    .map(({ channel }) => channel)
    .filter((channel) => person.consents?.includes(channel));
  await tx.person.create({
    data: {
      id: personId,
      givenName: person.givenName.trim(),
      surname: person.surname?.trim() || null,
      preferredName: person.preferredName?.trim() || null,
      language: person.language,
      detail: person.detail ?? 'full',
      duressPhrase: person.duressPhrase?.trim() || null,
      createdAt: at,
      contactPoints: {
        create: contacts.map(({ channel, value }, position) => ({
          id: newId(),
          channel,
          value,
          position,
          consentAt: consented.includes(channel) ? at : null,
          createdAt: at,
        })),
      },
    },
  });
  return { personId, consented };
}
