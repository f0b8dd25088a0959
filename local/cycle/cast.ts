import type { ImportReport, RosterRow } from '../../programs/roster';
import type { ParticipantId, PersonId } from '../../domain/ids';
import type { Caller } from '../../office/access';

/** Somebody of the roster, with what they do, and how far they have got in doing it. */
export interface Member {
  row: RosterRow;
  name: string;
  personId: PersonId;
  participantId?: ParticipantId;
  responseId?: string;
  /** What was used up of the script's lists. */
  said: { offers: number; meetings: number; checkIns: number; alarms: number };
  shiftPlanned: boolean;
  paused: boolean;
  withdrawn: boolean;
  /** Ids of the goals that were set, in the script's order; undefined before. */
  goals?: string[];
}

export interface Cast {
  members: Member[];
  byPerson: ReadonlyMap<string, Member>;
  byParticipant: ReadonlyMap<string, Member>;
  staff: Member[];
}

/** Brings the roster's rows and what the import made of them together. */
export function assemble(rows: readonly RosterRow[], report: ImportReport): Cast {
  const members = report.people.flatMap((person): Member[] => {
    const row = rows.find(({ reference }) => reference === person.reference);
    if (!row) return [];
    return [
      {
        row,
        name: [row.preferredName ?? row.givenName, row.surname].filter(Boolean).join(' '),
        personId: person.personId,
        ...(person.participantId && { participantId: person.participantId }),
        ...(person.responseId && { responseId: person.responseId }),
        said: { offers: 0, meetings: 0, checkIns: 0, alarms: 0 },
        shiftPlanned: false,
        paused: false,
        withdrawn: false,
      },
    ];
  });
  return {
    members,
    byPerson: new Map(members.map((member) => [member.personId, member])),
    byParticipant: new Map(
      members.flatMap((member) => (member.participantId ? [[member.participantId, member]] : [])),
    ),
    staff: members.filter(({ row }) => row.role === 'staff'),
  };
}

/** Who acts when somebody answers for themself through a page. */
export function themself(member: Member): Caller {
  return { actor: `person:${member.personId}`, scope: [], via: 'link', personId: member.personId };
}
