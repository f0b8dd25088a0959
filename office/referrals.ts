import {
  answerReferral,
  askForStep,
  consent,
  endReferral,
  REFERRAL_ENDS,
  REFERRAL_OPEN,
  referralKeys,
  type ReferralEnd,
} from '../activities/occasions/referralAnswer';
import { Notes } from '../activities/occasions/notes';
import { readProgram } from '../activities/programs';
import { NotThere, Refused } from '../client/fullCircle';
import { plus } from '../domain/duration';
import { idFromKey, newId } from '../platform/newId';
import type { Referral } from '../prisma/generated/client';
import { guard, within, type Caller } from './access';
import { companion } from './companions';
import { programInUse } from './definitions';
import { staffName } from './names';
import { followUp } from './occasions';
import type { ParticipantActs } from './participants';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

export interface ReferralShown extends Referral {
  name: string;
  partner: string;
  companion: string | null;
}

export const COMPANION_HOW = ['goes-along', 'introduces'] as const;
export type CompanionHow = (typeof COMPANION_HOW)[number];

/**
 * Introductions to partner programs: the person agrees first, a named human introduces them or goes along, somebody owes
 * the next step at every moment, and some time after the arrival the person is asked how it goes.
 */
export function referralActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  async function find(caller: Caller, id: string, action: 'see' | 'take-part'): Promise<Referral> {
    const referral = await database.referral.findUnique({ where: { id } });
    if (!referral) throw new NotThere(`referral ${id}`);
    guard(caller, action, referral, `referral ${id}`, referral.personId);
    return referral;
  }

  return {
    /**
     * Suggests a partner to somebody, and asks them first. With `consented` they have agreed in person already.
     * @throws Refused `UnknownPartner`, `UnknownPerson`, `AlreadyGoingOn`
     */
    async make(
      caller: Caller,
      input: {
        participant: string;
        partner: string;
        companion?: string;
        how?: CompanionHow;
        consented?: boolean;
      },
      options?: ActOptions,
    ): Promise<{ referralId: string; state: 'going-on' | 'pending' }> {
      const participant = await participants.find(caller, input.participant, 'take-part');
      const { programId, siteId, personId } = participant;
      const { definition } = await programInUse(database, programId);
      const partner = definition.partners.find(({ id }) => id === input.partner);
      if (!partner) {
        const known = definition.partners.map(({ id }) => id).join(', ') || 'none yet';
        throw new Refused(
          'UnknownPartner',
          `${programId} has no partner "${input.partner}"; it has ${known}.`,
        );
      }
      const going = input.companion ? await companion(database, participant, input.companion) : undefined;
      if (going?.personId === personId)
        throw new Refused('UnknownPerson', 'Nobody introduces themselves; name somebody else.');
      const id = options?.key ? idFromKey('referral', participant.id, options.key) : newId();
      const at = await businessNow(tools);
      const { referrals } = await readProgram(database, programId);
      const referral = await database.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`referrals of ${participant.id}`}))`;
        const known = await tx.referral.findUnique({ where: { id } });
        if (known) return known;
        const open = await tx.referral.count({
          where: { participantId: participant.id, partnerId: partner.id, status: { in: REFERRAL_OPEN } },
        });
        if (open > 0) throw new Refused('AlreadyGoingOn', 'This introduction is under way already.');
        const row = await tx.referral.create({
          data: {
            id,
            participantId: participant.id,
            personId,
            programId,
            siteId,
            partnerId: partner.id,
            status: 'consent-asked',
            companionPersonId: going?.personId ?? null,
            companionHow: going ? (input.how ?? 'introduces') : null,
            createdBy: caller.actor,
            createdAt: at,
          },
        });
        const notes = new Notes(row, at);
        const data = { referral: id, partner: partner.id };
        notes.happened(`referral-${id}/made`, 'referral-made', caller.actor, personId, data);
        if (!input.consented) {
          const key = referralKeys.consent(id);
          const dueAt = plus(at, referrals.consentWithin);
          notes.open(key, {
            kind: 'referral-consent',
            owedBy: 'participant',
            personId,
            subjectPersonId: personId,
            dueAt,
            details: data,
          });
          notes.say(
            `${key}/asked`,
            personId,
            'referral-consent',
            { ...data, wait: key },
            { waitKey: key, expiresAt: dueAt },
          );
        }
        await notes.write(tx);
        if (input.consented) await consent(tx, row, { consents: true, by: caller.actor, at });
        return row;
      });
      return { referralId: id, state: await followUp(tools, 'referral', referral) };
    },

    /** The person's own word, said by themselves or noted by staff. */
    async consent(caller: Caller, id: string, input: { consents: boolean }): Promise<void> {
      const referral = await find(caller, id, 'take-part');
      const at = await businessNow(tools);
      const said = { consents: input.consents, by: caller.actor, at };
      const isNew = await database.$transaction((tx) => consent(tx, referral, said));
      if (!isNew && !(input.consents && referral.consentedAt))
        throw new Refused(
          'AlreadyDecided',
          'They have answered this already; make a new one if they have changed their mind.',
        );
      await followUp(tools, 'referral', referral);
    },

    /** What the person, or whoever introduces them, says behind their own link. @throws Refused `NotTheirs` */
    async answer(
      caller: Caller,
      id: string,
      input: { wait: Parameters<typeof answerReferral>[2]['wait']; yes: boolean },
    ): Promise<void> {
      const referral = await database.referral.findUnique({ where: { id } });
      if (!referral) throw new NotThere(`referral ${id}`);
      const at = await businessNow(tools);
      const said = { ...input, by: caller.actor, at, personId: caller.personId ?? '' };
      const occasion = await database.$transaction((tx) => answerReferral(tx, id, said));
      if (!occasion)
        throw new Refused('NotTheirs', 'This was answered already, or is for somebody else to say.');
      await followUp(tools, 'referral', referral);
    },

    /** Who introduces them, or goes along: told at once, and owing the next step from now on. */
    async accompany(
      caller: Caller,
      id: string,
      input: { companion: string; how?: CompanionHow },
    ): Promise<void> {
      const referral = await find(caller, id, 'take-part');
      const going = await companion(database, referral, input.companion);
      if (going.personId === referral.personId)
        throw new Refused('UnknownPerson', 'Nobody introduces themselves; name somebody else.');
      if (!REFERRAL_OPEN.includes(referral.status)) throw new Refused('Over', 'This introduction is over.');
      if (
        referral.companionPersonId === going.personId &&
        referral.companionHow === (input.how ?? 'introduces')
      )
        return;
      const at = await businessNow(tools);
      const { referrals } = await readProgram(database, referral.programId);
      await database.$transaction(async (tx) => {
        const how = input.how ?? 'introduces';
        const data = { companionPersonId: going.personId, companionHow: how };
        const row = await tx.referral.update({ where: { id }, data });
        const notes = new Notes(row, at);
        const about = { referral: id, person: going.personId, how };
        notes.happened(
          `referral-${id}/companion/${at}`,
          'referral-companion',
          caller.actor,
          row.personId,
          about,
        );
        if (row.status === 'handing-over') {
          const before = await tx.wait.findMany({
            where: { key: { startsWith: referralKeys.step(id) }, closedAt: null },
          });
          for (const { key } of before) notes.close(key, 'somebody-else', caller.actor);
          const dueAt = plus(at, referrals.introduceWithin);
          await askForStep(tx, notes, row, dueAt, going.personId, `/${at}`);
        }
        await notes.write(tx);
      });
      await followUp(tools, 'referral', referral);
    },

    /**
     * How it went: `introduced` (the first contact is made), `arrived`, `did-not-suit` or `let-go`; none is anybody's fault.
     * @throws Refused `UnknownOutcome`, `NoConsent`, `AlreadyDecided`
     */
    async settle(caller: Caller, id: string, input: { outcome: ReferralEnd }): Promise<void> {
      const referral = await find(caller, id, 'take-part');
      const { outcome } = input;
      if (!REFERRAL_ENDS.includes(outcome))
        throw new Refused('UnknownOutcome', `An introduction ends as one of: ${REFERRAL_ENDS.join(', ')}.`);
      if (referral.status === 'consent-asked' && outcome !== 'let-go')
        throw new Refused('NoConsent', 'They have not agreed yet; note their word first.');
      const at = await businessNow(tools);
      const isNew = await database.$transaction((tx) =>
        endReferral(tx, referral, { outcome, by: caller.actor, at }),
      );
      if (!isNew && referral.status !== outcome)
        throw new Refused('AlreadyDecided', `This introduction is over: ${referral.status}.`);
      await followUp(tools, 'referral', referral);
    },

    /** Introductions, those under way first. */
    async list(
      caller: Caller,
      filter: { programId?: string; participant?: string; open?: boolean } = {},
    ): Promise<ReferralShown[]> {
      const { participant, open, programId } = filter;
      const one = participant
        ? await participants.find(caller, participant, caller.personId ? 'take-part' : 'see')
        : undefined;
      const rows = await database.referral.findMany({
        where: {
          AND: [
            one ? { participantId: one.id } : within(caller.scope),
            programId ? { programId } : {},
            open ? { status: { in: REFERRAL_OPEN } } : {},
          ],
        },
        orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
        take: 500,
      });
      const people = await database.person.findMany({
        where: {
          id: {
            in: rows.flatMap(({ personId, companionPersonId }) => [personId, companionPersonId ?? []].flat()),
          },
        },
      });
      const named = (id: string | null) => {
        const person = people.find((other) => other.id === id);
        return person ? staffName(person) : null;
      };
      const partners = new Map<string, string>();
      for (const id of new Set(rows.map((row) => row.programId))) {
        const { definition } = await programInUse(database, id);
        for (const partner of definition.partners)
          partners.set(`${id}/${partner.id}`, partner.title.en ?? partner.title.fr ?? partner.id);
      }
      return rows.map((row) => ({
        ...row,
        name: named(row.personId) ?? '–',
        companion: named(row.companionPersonId),
        partner: partners.get(`${row.programId}/${row.partnerId}`) ?? row.partnerId,
      }));
    },
  };
}
