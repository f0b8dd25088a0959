import { occurrences, type WaitKind } from '../workflows/contract';
import { within, type Caller } from './access';
import { hiddenFrom, without } from './hidden';
import { PRACTICE, staffName } from './names';
import type { OfficeTools } from './tools';

export interface Owed {
  key: string;
  kind: WaitKind;
  programId: string;
  siteId: string | null;
  owedBy: 'participant' | 'staff';
  /** Who owes it; null where any of the staff may do it. */
  by: { personId: string; name: string } | null;
  /** Whom it is about, and their place in the program. */
  about: { personId: string; name: string; participantId: string | null } | null;
  since: Date;
  dueAt: Date | null;
  late: boolean;
  journeyId: string | null;
  mentorshipId: string | null;
  shiftId: string | null;
  escalationId: string | null;
  details: Record<string, string | number | boolean>;
}

export interface OwedFilter {
  programId?: string;
  siteId?: string;
  owedBy?: 'participant' | 'staff';
  kind?: WaitKind;
  personId?: string;
  late?: boolean;
  limit?: number;
  offset?: number;
}

/** Escalations of practices are told by their ids. */
const OF_PRACTICE = occurrences.drill('');

export function standingActs({ database, clock }: OfficeTools) {
  /**
   * What the program waits for, and from whom: late first, the longest late on top, then what is due next. PostgreSQL
   * alone answers it, so it stands when Temporal is away (rule 15).
   */
  async function owed(
    caller: Caller,
    filter: OwedFilter = {},
  ): Promise<{ rows: Owed[]; total: number; late: number }> {
    const now = await clock.now();
    const { late, personId, limit = 200, offset = 0, ...equal } = filter;
    const all = {
      AND: [
        within(caller.scope),
        equal,
        without.waits(await hiddenFrom(database, caller)),
        personId ? { OR: [{ personId }, { subjectPersonId: personId }] } : {},
        { closedAt: null },
      ],
    };
    const where = late ? { AND: [all, { dueAt: { lt: now } }] } : all;
    const [waits, total, lateCount] = await Promise.all([
      database.wait.findMany({
        where,
        orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { since: 'asc' }, { key: 'asc' }],
        take: limit,
        skip: offset,
      }),
      database.wait.count({ where }),
      database.wait.count({ where: { AND: [all, { dueAt: { lt: now } }] } }),
    ]);
    const people = [
      ...new Set(waits.flatMap((wait) => [wait.personId ?? [], wait.subjectPersonId ?? []].flat())),
    ];
    const [persons, participants] = await Promise.all([
      database.person.findMany({ where: { id: { in: people } } }),
      database.participant.findMany({ where: { personId: { in: people } } }),
    ]);
    const named = (id: string | null) => {
      const person = persons.find((one) => one.id === id);
      return person ? { personId: person.id, name: staffName(person) } : null;
    };
    const rows = waits.map((wait): Owed => {
      const subject = named(wait.subjectPersonId ?? wait.personId);
      // Whoever stands in for the missing person of a practice is not who it is about.
      const about = wait.escalationId?.startsWith(OF_PRACTICE)
        ? { personId: wait.subjectPersonId ?? '', name: PRACTICE }
        : subject;
      return {
        key: wait.key,
        kind: wait.kind as WaitKind,
        programId: wait.programId,
        siteId: wait.siteId,
        owedBy: wait.owedBy as Owed['owedBy'],
        by: named(wait.personId),
        about: about && {
          ...about,
          participantId:
            participants.find((one) => one.personId === about.personId && one.programId === wait.programId)
              ?.id ?? null,
        },
        since: wait.since,
        dueAt: wait.dueAt,
        late: wait.dueAt !== null && wait.dueAt < now,
        journeyId: wait.journeyId,
        mentorshipId: wait.mentorshipId,
        shiftId: wait.shiftId,
        escalationId: wait.escalationId,
        details: (wait.details ?? {}) as Owed['details'],
      };
    });
    return { rows, total, late: lateCount };
  }

  return { owed };
}
