import { Notes } from '../activities/occasions/notes';
import { NotThere, Refused, Unavailable } from '../client/fullCircle';
import { as, type OccurrenceKey } from '../domain/ids';
import { idFromKey, newId } from '../platform/newId';
import { guard, may, type Caller } from './access';
import { programInUse } from './definitions';
import type { ParticipantActs } from './participants';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

type LocalText = { en?: string; fr?: string };

/** Something to send: a page to read, an address, or both. */
export interface ResourceShown {
  id: string;
  title: LocalText;
  text: LocalText;
  link: string | null;
  topics: string[];
  /** True for those that staff have added; the others are the program definition's. */
  own: boolean;
}

export interface NewResource {
  programId: string;
  siteId?: string;
  title: LocalText;
  text?: LocalText;
  link?: string;
  topics?: string[];
}

const LONGEST = { title: 120, text: 4_000, link: 500 };

/** The library from which staff and mentors send. */
export function resourceActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;

  async function library(programId: string, siteId: string | null | undefined): Promise<ResourceShown[]> {
    const { definition } = await programInUse(database, programId);
    const added = await database.resource.findMany({
      where: { programId, retiredAt: null, OR: [{ siteId: null }, ...(siteId ? [{ siteId }] : [])] },
      orderBy: { createdAt: 'desc' },
    });
    return [
      ...added.map(({ id, title, text, link, topics }) => ({
        id,
        title: title as LocalText,
        text: text as LocalText,
        link,
        topics,
        own: true,
      })),
      ...definition.resources.map(({ id, title, text, link, topics }) => ({
        id,
        title,
        text,
        link: link ?? null,
        topics,
        own: false,
      })),
    ];
  }

  /** Staff send to anybody of theirs; a mentor to those with whom they are paired now. */
  async function sender(caller: Caller, participantId: string) {
    const participant = await database.participant.findFirst({
      where: { OR: [{ id: participantId }, { reference: participantId }] },
      include: { person: true },
    });
    if (!participant) throw new NotThere(`participant ${participantId}`);
    if (may(caller, 'take-part', participant)) return participant;
    const own = await database.participant.findMany({ where: { personId: caller.personId ?? '' } });
    const pairs = await database.mentorship.count({
      where: { menteeId: participant.id, mentorId: { in: own.map(({ id }) => id) }, status: 'active' },
    });
    if (pairs === 0) guard(caller, 'take-part', participant, `participant ${participantId}`);
    return participant;
  }

  /** Lets a short workflow carry out what is stored; safe to repeat. */
  async function sendOut(intentKey: string): Promise<'going-out' | 'pending'> {
    const intent = await database.messageIntent.findUniqueOrThrow({ where: { key: intentKey } });
    const intents = [as<OccurrenceKey>(intentKey)];
    try {
      await fullCircle.announcements.start({ key: intentKey, programId: as(intent.programId), intents });
      return 'going-out';
    } catch (error) {
      if (error instanceof Unavailable) return 'pending';
      throw error;
    }
  }

  return {
    sendOut,

    /** What there is to send in a program, staff's own first. */
    async list(caller: Caller, programId: string, siteId?: string): Promise<ResourceShown[]> {
      guard(caller, 'see', { programId, siteId: siteId ?? null }, `program ${programId}`);
      return library(programId, siteId);
    },

    /** What a mentor can send to one of theirs. */
    async listFor(caller: Caller, participantId: string): Promise<ResourceShown[]> {
      const { programId, siteId } = await sender(caller, participantId);
      return library(programId, siteId);
    },

    /** @throws Refused `NotATitle`, `NothingInIt`, `NotAnAddress` */
    async add(caller: Caller, input: NewResource, options?: ActOptions): Promise<{ resourceId: string }> {
      const { programId, siteId } = input;
      guard(caller, 'manage-workshops', { programId, siteId: siteId ?? null }, `program ${programId}`);
      await programInUse(database, programId);
      const title = tidy(input.title, LONGEST.title);
      const text = tidy(input.text ?? {}, LONGEST.text);
      const link = input.link?.trim();
      if (Object.keys(title).length === 0)
        throw new Refused('NotATitle', `A resource needs a title, at most ${LONGEST.title} characters.`);
      if (Object.keys(text).length === 0 && !link)
        throw new Refused('NothingInIt', 'A resource needs a text to read, an address, or both.');
      if (link && (!/^https?:\/\/[^\s<>"]+$/i.test(link) || link.length > LONGEST.link))
        throw new Refused('NotAnAddress', `"${link}" is not an address; it begins with https:// .`);
      const id = options?.key ? idFromKey('resource', caller.actor, options.key) : newId();
      const at = await businessNow(tools);
      await database.$transaction(async (tx) => {
        await tx.resource.createMany({
          skipDuplicates: true,
          data: {
            id,
            programId,
            siteId: siteId ?? null,
            title,
            text,
            link: link ?? null,
            topics: input.topics ?? [],
            addedBy: caller.actor,
            createdAt: at,
          },
        });
        const notes = new Notes({ programId, siteId: siteId ?? null }, at);
        notes.happened(`resource-${id}/added`, 'resource-added', caller.actor, null, { resource: id });
        await notes.write(tx);
      });
      return { resourceId: id };
    },

    /** Not offered any more; who was sent it can still read it. */
    async retire(caller: Caller, resourceId: string): Promise<void> {
      const resource = await database.resource.findUnique({ where: { id: resourceId } });
      if (!resource) throw new NotThere(`resource ${resourceId}`);
      guard(caller, 'manage-workshops', resource, `resource ${resourceId}`);
      const retiredAt = await businessNow(tools);
      await database.resource.updateMany({ where: { id: resourceId, retiredAt: null }, data: { retiredAt } });
    },

    /**
     * Sends one to somebody: a message with its name and where to read it, which names nothing for whoever chose `basic`.
     * @returns `pending` while Temporal is away; it goes out as soon as it is there
     */
    async send(
      caller: Caller,
      input: { participant: string; resource: string },
      options?: ActOptions,
    ): Promise<{ sentId: string; state: 'going-out' | 'pending' }> {
      const participant = await sender(caller, input.participant);
      const { programId, siteId, personId } = participant;
      const resource = (await library(programId, siteId)).find(({ id }) => id === input.resource);
      if (!resource) throw new NotThere(`resource ${input.resource}`);
      const sentId = options?.key ? idFromKey('resource-sent', participant.id, options.key) : newId();
      const at = await businessNow(tools);
      const from = caller.personId ?? (await accountPerson(caller)) ?? '';
      const intentKey = `resource-sent-${sentId}`;
      await database.$transaction(async (tx) => {
        await tx.resourceSent.createMany({
          skipDuplicates: true,
          data: {
            id: sentId,
            programId,
            participantId: participant.id,
            resourceId: resource.id,
            sentBy: caller.actor,
            intentKey,
            at,
          },
        });
        const notes = new Notes(participant, at);
        const about = { resource: resource.id, participant: participant.id };
        notes.happened(intentKey, 'resource-sent', caller.actor, personId, about);
        notes.say(intentKey, personId, 'resource-sent', { resource: resource.id, other: from, mine: true });
        await notes.write(tx);
      });
      return { sentId, state: await sendOut(intentKey) };
    },

    /** What somebody was sent, the latest first. */
    async sentTo(caller: Caller, participantId: string): Promise<(ResourceShown & { at: Date })[]> {
      const participant = await participants.find(
        caller,
        participantId,
        caller.personId ? 'take-part' : 'see',
      );
      const sent = await database.resourceSent.findMany({
        where: { participantId: participant.id },
        orderBy: { at: 'desc' },
        take: 50,
      });
      const all = await library(participant.programId, participant.siteId);
      const retired = await database.resource.findMany({
        where: { id: { in: sent.map(({ resourceId }) => resourceId) }, retiredAt: { not: null } },
      });
      const known = [
        ...all,
        ...retired.map((one) => ({
          ...one,
          title: one.title as LocalText,
          text: one.text as LocalText,
          own: true,
        })),
      ];
      return sent.flatMap(({ resourceId, at }) => {
        const resource = known.find(({ id }) => id === resourceId);
        return resource ? [{ ...resource, at }] : [];
      });
    },
  };

  async function accountPerson({ actor }: Caller): Promise<string | undefined> {
    if (!actor.startsWith('account:')) return undefined;
    const account = await database.account.findUnique({ where: { id: actor.slice('account:'.length) } });
    return account?.personId;
  }
}

export type ResourceActs = ReturnType<typeof resourceActs>;

function tidy(text: LocalText, longest: number): LocalText {
  return Object.fromEntries(
    (['en', 'fr'] as const).flatMap((language) => {
      const words = text[language]?.trim();
      return words && words.length <= longest ? [[language, words]] : [];
    }),
  );
}
