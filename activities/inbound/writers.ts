import { IN_USE } from '../../domain/phone';
import { saysDuressPhrase } from '../../domain/replies';
import type { Transaction } from '../../platform/database';

/** Somebody who may have written a reply. */
export interface Writer {
  id: string;
  language: 'en' | 'fr';
  /** Of every plan that is in force: one in each program that they are in. */
  duressPhrases: string[];
  names: string[];
}

export interface Sender {
  writers: Writer[];
  /** The wait that the answered mail, or the page behind a link, asked about. */
  askedAbout?: string | undefined;
  /** The address that the answered mail went to: what they write of it is about that one, whatever they write from. */
  mailedAt?: string;
  /** False for mail that only claims a sender: it can raise an alarm, but not settle anything. */
  trusted: boolean;
}

interface Reply {
  channel: string;
  from: string;
  to: string;
  token: string | null;
  /** Known already: it came over the person's own link. */
  personId: string | null;
}

/** Who may have written: everybody with that number; or whom the answered mail went to, by the token in its address. */
export async function writersOf(tx: Transaction, reply: Reply): Promise<Sender> {
  if (reply.personId)
    return {
      writers: await people(tx, { id: reply.personId }),
      askedAbout: /^link\/(.+)$/.exec(reply.to)?.[1],
      trusted: true,
    };
  if (reply.token) {
    const delivery = await tx.delivery.findUnique({
      where: { token: reply.token },
      select: { address: true, intent: { select: { personId: true, waitKey: true, refs: true } } },
    });
    if (delivery) {
      const { personId, waitKey, refs } = delivery.intent;
      const asked = waitKey ?? (refs as { wait?: string }).wait;
      return {
        writers: await people(tx, { id: personId }),
        askedAbout: asked,
        ...(reply.channel === 'email' ? { mailedAt: delivery.address } : {}),
        trusted: true,
      };
    }
  }
  const value = reply.channel === 'email' ? reply.from.toLowerCase() : reply.from;
  // A number that somebody gave up may be anybody's by now.
  const writers = await people(tx, { contactPoints: { some: { channel: reply.channel, value, ...IN_USE } } });
  return { writers, trusted: reply.channel !== 'email' };
}

async function people(
  tx: Transaction,
  where: NonNullable<Parameters<Transaction['person']['findMany']>[0]>['where'],
): Promise<Writer[]> {
  const found = await tx.person.findMany({
    where: { ...where, deceasedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, language: true, duressPhrase: true, givenName: true, preferredName: true },
  });
  const plans = await tx.safetyPlan.findMany({
    where: { personId: { in: found.map(({ id }) => id) } },
    orderBy: { version: 'desc' },
    distinct: ['participantId'],
    select: { personId: true, duressPhrase: true },
  });
  return found.map(({ id, language, duressPhrase, givenName, preferredName }) => ({
    id,
    language: language === 'fr' ? 'fr' : 'en',
    duressPhrases: [
      duressPhrase,
      ...plans.filter(({ personId }) => personId === id).map((plan) => plan.duressPhrase),
    ].filter((phrase) => phrase !== null),
    names: [givenName, ...(preferredName ? [preferredName] : [])],
  }));
}

/** The phrase of theirs that a text holds. */
export function phraseSaid(
  { duressPhrases }: Pick<Writer, 'duressPhrases'>,
  text: string,
): string | undefined {
  return duressPhrases.find((phrase) => saysDuressPhrase(text, phrase));
}
