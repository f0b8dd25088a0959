import { Refused } from '../client/fullCircle';
import { plus } from '../domain/duration';
import type { Role } from '../domain/policy';
import { appendEvents, openWaits } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { idFromKey } from '../platform/newId';
import type { Transaction } from '../platform/database';
import type { Application } from '../prisma/generated/client';
import { consentOf } from './agreements';
import { emailAddress, phoneNumber } from './contact';
import { programInUse } from './definitions';
import { businessNow, type OfficeTools } from './tools';
import type { Known } from './whoSeemsTheSame';

export const REACHES = ['sms', 'email', 'voice', 'none'] as const;
export type Reach = (typeof REACHES)[number];

/** Somebody as they write themselves down, or as a partner does. */
export interface NewApplication {
  programId: string;
  site?: string;
  role: Role;
  givenName: string;
  surname?: string;
  preferredName?: string;
  language: 'en' | 'fr';
  detail?: 'full' | 'basic';
  reach: Reach;
  phone?: string;
  email?: string;
  /** Where to find somebody without a phone; for a referral the safe way and time. */
  reachWords?: string;
  /** Channels on which they agree to be written to, in the words of the page. */
  consents: readonly ('sms' | 'email')[];
  words?: string;
}

export interface NewReferral extends NewApplication {
  partner: {
    name: string;
    organisation: string;
    phone?: string;
    email?: string;
    /** Who asked the person whether they want this. */
    askedBy: string;
    /** The person agreed to being referred. */
    agreed: boolean;
  };
}

export interface Received {
  applicationId: string;
  /** False: this form was sent before, and nothing was stored again. */
  isNew: boolean;
}

export const waitOf = (applicationId: string): string => `application-${applicationId}/look`;

/** Takes in what people and partners write on the public pages: a row first, whatever becomes of it. */
export function receiving(tools: OfficeTools) {
  const { database } = tools;

  /**
   * Stores somebody's own application. What follows from it is `carryOn`.
   * @param form key of the form: sent twice, it is one application
   * @throws Refused `NotOpen`, `UnknownSite`, `NameNeeded`, `NoContact`, `ConsentNeeded`, and for contacts that are none
   */
  async function apply(input: NewApplication, form: string): Promise<Received> {
    const { definition } = await programInUse(database, input.programId);
    const { open, roles } = definition.application;
    if (!open || !roles.includes(input.role))
      throw new Refused('NotOpen', `${input.programId} takes no such applications on this page.`);
    if (input.reach === 'none' && !input.reachWords?.trim())
      throw new Refused('NoContact', 'Without a phone or a mailbox, say where we can find you.');
    return store('own', input, form, null);
  }

  /**
   * Stores a partner's word about somebody. Staff owe the next move, and nothing is sent to the person before that.
   * @throws Refused as {@link apply}, and `PartnerNeeded`
   */
  async function refer(input: NewReferral, form: string): Promise<Received> {
    const { definition } = await programInUse(database, input.programId);
    const { referrals } = definition.application;
    if (!referrals) throw new Refused('NotOpen', `${input.programId} takes no referrals on this page.`);
    const { name, organisation, askedBy } = input.partner;
    if (![name, organisation, askedBy].every((text) => text.trim()))
      throw new Refused('PartnerNeeded', 'Say who you are, for whom you work, and who asked the person.');
    const partner = {
      ...input.partner,
      ...(input.partner.phone ? { phone: phoneNumber(input.partner.phone) } : {}),
      ...(input.partner.email ? { email: emailAddress(input.partner.email) } : {}),
    };
    if (!partner.phone && !partner.email)
      throw new Refused('PartnerNeeded', 'Leave a phone number or an email address of yours.');
    return store('referral', input, form, partner);
  }

  async function store(
    kind: 'own' | 'referral',
    input: NewApplication,
    form: string,
    partner: object | null,
  ): Promise<Received> {
    const { definition } = await programInUse(database, input.programId);
    const contact = contactOf(input);
    const siteId = siteOf(definition, input.site);
    const id = idFromKey('application', input.programId, kind, form);
    const at = await businessNow(tools);
    return database.$transaction(async (tx) => {
      const { count } = await tx.application.createMany({
        skipDuplicates: true,
        data: {
          id,
          kind,
          programId: input.programId,
          siteId,
          role: input.role,
          ...named(input),
          language: input.language,
          detail: input.detail ?? definition.detail,
          reach: input.reach,
          ...contact,
          reachWords: input.reachWords?.trim() || null,
          consents: [...input.consents],
          consentVersion: input.consents.length > 0 ? consentOf(definition).version : null,
          words: input.words?.trim() || null,
          ...(partner ? { partner } : {}),
          status: kind === 'referral' ? 'looked-at' : 'stored',
          createdAt: at,
        },
      });
      if (count === 0) return { applicationId: id, isNew: false };
      await tx.$executeRaw(
        statement(
          appendEvents([
            {
              key: `application-${id}/received`,
              kind: 'application-received',
              programId: input.programId,
              siteId,
              actor: 'system',
              data: { application: id, kind, role: input.role, consents: input.consents.length },
              at,
            },
          ]),
        ),
      );
      const row = await tx.application.findUniqueOrThrow({ where: { id } });
      if (kind === 'referral') await askStaff(tx, row, 'referral');
      return { applicationId: id, isNew: true };
    });
  }

  /** Whoever may be known already is a human's to look at; the person themself sees no difference. */
  async function leaveToStaff(row: Application, known: Known): Promise<void> {
    await database.$transaction(async (tx) => {
      await tx.application.updateMany({
        where: { id: row.id, status: 'stored' },
        data: { status: 'looked-at', participantId: known.participantId ?? null },
      });
      await askStaff(tx, row, 'again', known.participantId ? known.personId : undefined);
    });
  }

  async function askStaff(
    tx: Transaction,
    row: Application,
    reason: 'referral' | 'again',
    subjectPersonId?: string,
  ): Promise<void> {
    const { definition } = await programInUse(tx, row.programId);
    const at = await businessNow(tools);
    await tx.$executeRaw(
      statement(
        openWaits([
          {
            key: waitOf(row.id),
            kind: 'application',
            programId: row.programId,
            siteId: row.siteId,
            owedBy: 'staff',
            subjectPersonId: subjectPersonId ?? null,
            since: at,
            dueAt: plus(at, definition.application.answerWithin),
            details: { application: row.id, reason },
          },
        ]),
      ),
    );
  }

  return { apply, refer, leaveToStaff };
}

function named({ givenName, surname, preferredName }: NewApplication) {
  if (!givenName.trim()) throw new Refused('NameNeeded', 'A name is needed; any name you go by will do.');
  return {
    givenName: givenName.trim(),
    surname: surname?.trim() || null,
    preferredName: preferredName?.trim() || null,
  };
}

/** What is written down of how to reach them must hold together: nobody is texted who did not agree to it (rule 3). */
function contactOf(input: NewApplication): { phone: string | null; email: string | null } {
  const { reach, consents } = input;
  const phone = input.phone?.trim() ? phoneNumber(input.phone) : null;
  const email = input.email?.trim() ? emailAddress(input.email) : null;
  const needsPhone = reach === 'sms' || reach === 'voice';
  if ((needsPhone && !phone) || (reach === 'email' && !email))
    throw new Refused(
      'NoContact',
      needsPhone ? 'A phone number is needed for that.' : 'An email address is needed for that.',
    );
  if ((consents.includes('sms') && !phone) || (consents.includes('email') && !email))
    throw new Refused('NoContact', 'Agreeing to be written to needs the number or address.');
  return { phone, email };
}

function siteOf(
  definition: { id: string; sites: readonly { id: string }[] },
  site: string | undefined,
): string | null {
  const all = definition.sites.map(({ id }) => `${definition.id}.${id}`);
  if (!site) return all.length === 1 ? (all[0] ?? null) : null;
  const found = all.find((id) => id === site || id === `${definition.id}.${site}`);
  if (!found) throw new Refused('UnknownSite', `"${site}" is not a site; there are ${all.join(', ')}.`);
  return found;
}
