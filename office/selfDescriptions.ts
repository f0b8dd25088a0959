import { Refused } from '../client/fullCircle';
import { appendEvents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { newId } from '../platform/newId';
import type { Caller } from './access';
import { programInUse } from './definitions';
import type { ParticipantActs } from './participants';
import { businessNow, type OfficeTools } from './tools';

export interface SelfDescribed {
  /** One of the program's groups; none is an answer too. */
  group?: string;
  words?: string;
}

const LONGEST = 500;

/**
 * What people say of themselves, so that a program can see whether everybody gets the same chances. Nobody has to, nothing
 * depends on it, and it is kept only with their consent. Figures show groups, never a person.
 */
export function selfDescriptionActs(
  tools: OfficeTools,
  participants: Pick<ParticipantActs, 'find' | 'look'>,
) {
  const { database } = tools;

  async function write(caller: Caller, which: string, said: SelfDescribed | null): Promise<void> {
    const participant = await participants.find(caller, which, 'take-part');
    const { id: participantId, personId, programId, siteId } = participant;
    const at = await businessNow(tools);
    const before = await database.selfDescription.findUnique({ where: { participantId } });
    const row = said && { group: said.group ?? null, words: said.words?.trim() || null, by: caller.actor };
    const event = {
      key: `participant-${participantId}/self-described/${newId()}`,
      kind: 'self-described' as const,
      programId,
      siteId,
      personId,
      actor: caller.actor,
      data: { group: said?.group ?? null },
      at,
    };
    await database.$transaction([
      row
        ? database.selfDescription.upsert({
            where: { participantId },
            create: { participantId, consentAt: at, ...row },
            update: { consentAt: at, ...row },
          })
        : database.selfDescription.deleteMany({ where: { participantId } }),
      ...((before?.group ?? null) === (said?.group ?? null)
        ? []
        : [database.$executeRaw(statement(appendEvents([event])))]),
    ]);
  }

  return {
    /** @throws Refused without consent, and for a group that the program does not have */
    async describe(
      caller: Caller,
      participant: string,
      said: SelfDescribed & { consents: boolean },
    ): Promise<void> {
      if (!said.consents)
        throw new Refused(
          'ConsentNeeded',
          'This is kept only with the person’s consent. Nothing was stored.',
        );
      const { programId } = await participants.find(caller, participant, 'take-part');
      const { groups } = (await programInUse(database, programId)).definition.figures;
      if (said.group && !groups.some(({ id }) => id === said.group)) {
        const known = groups.map(({ id }) => id).join(', ') || 'none: the program does not ask';
        throw new Refused(
          'UnknownGroup',
          `"${said.group}" is not one of the groups of ${programId}: ${known}.`,
        );
      }
      if ((said.words?.length ?? 0) > LONGEST)
        throw new Refused('TooLong', `At most ${LONGEST} characters are kept of one’s own words.`);
      await write(caller, participant, said);
    },

    /** Taken back: what was said is gone, and from the next quarter on the person counts with those who did not say. */
    takeBack: (caller: Caller, participant: string) => write(caller, participant, null),

    /** For staff, and for the person themself. */
    async show(caller: Caller, participant: string) {
      const { id: participantId, programId } = await participants.look(caller, participant);
      const { definition } = await programInUse(database, programId);
      const said = await database.selfDescription.findUnique({ where: { participantId } });
      return { said, groups: definition.figures.groups };
    },
  };
}
