import { Refused } from '../client/fullCircle';
import { idFromKey, newId } from '../platform/newId';
import { may, type Action, type Caller } from './access';
import { isColleague } from './colleagues';
import { wordsOf } from './input';
import type { ParticipantActs } from './participants';
import { businessNow, type ActOptions, type OfficeTools } from './tools';
import { writeDown } from './writeDown';

export const NOTE_VISIBILITIES = ['team', 'coordinators'] as const;
export type NoteVisibility = (typeof NOTE_VISIBILITIES)[number];

export interface ShownNote {
  id: string;
  role: string;
  visibility: NoteVisibility;
  text: string;
  by: string;
  at: Date;
}

/** Who reads a note of that visibility. */
const READERS: Record<NoteVisibility, Action> = { team: 'read-messages', coordinators: 'decide-journeys' };

/**
 * What staff write down about a person. Nobody reads notes about themself here, and whoever is in the program themself
 * reads none from anybody's time as a mentee: once they are colleagues, that time is closed.
 */
export function noteActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find' | 'look'>) {
  const { database } = tools;
  return {
    /** @throws Refused `WordsNeeded`, `TooLong`, `UnknownVisibility`, `AboutThemself` */
    async write(
      caller: Caller,
      person: string,
      input: { text: string; visibility?: NoteVisibility },
      options?: ActOptions,
    ): Promise<{ noteId: string }> {
      const participant = await participants.find(caller, person, 'read-messages');
      const visibility = input.visibility ?? 'team';
      if (!NOTE_VISIBILITIES.includes(visibility))
        throw new Refused('UnknownVisibility', `A note is for one of: ${NOTE_VISIBILITIES.join(', ')}.`);
      if (participant.personId === caller.personId)
        throw new Refused('AboutThemself', 'Notes are about somebody else.');
      const text = wordsOf(input.text, 'A note');
      const id = options?.key ? idFromKey('note', caller.actor, options.key) : newId();
      const at = await businessNow(tools);
      const { programId, siteId, role } = participant;
      await database.$transaction(async (tx) => {
        await tx.note.createMany({
          skipDuplicates: true,
          data: {
            id,
            participantId: participant.id,
            programId,
            siteId,
            role,
            visibility,
            text,
            by: caller.actor,
            at,
          },
        });
        await writeDown(tx, caller, participant, { key: `note-${id}/written`, kind: 'note-written', at });
      });
      return { noteId: id };
    },

    /** The latest first; none where there is none that the caller may read. */
    async list(caller: Caller, person: string): Promise<ShownNote[]> {
      const participant = await participants.look(caller, person);
      if (participant.personId === caller.personId) return [];
      const readable = NOTE_VISIBILITIES.filter((one) => may(caller, READERS[one], participant));
      const closed = await isColleague(database, caller, participant.programId);
      const rows = await database.note.findMany({
        where: {
          participantId: participant.id,
          visibility: { in: readable },
          ...(closed ? { role: { not: 'mentee' } } : {}),
        },
        orderBy: [{ at: 'desc' }, { id: 'asc' }],
        take: 200,
      });
      return rows.map(({ id, role, visibility, text, by, at }) => ({
        id,
        role,
        visibility: visibility as NoteVisibility,
        text,
        by,
        at,
      }));
    },
  };
}
