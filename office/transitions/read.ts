import type { Prisma, Transition, TransitionContact } from '../../prisma/generated/client';
import type { TransitionKind } from '../../domain/policy';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import { staffName } from '../names';
import type { OfficeTools } from '../tools';
import { transitionsInReach } from './reach';

export interface TransitionFilter {
  programId?: string;
  participantId?: string;
  /** Only those that go on. */
  open?: boolean;
  limit?: number;
  offset?: number;
}

export interface ShownContact extends TransitionContact {
  title: { en?: string; fr?: string };
}

export interface ShownTransition extends Transition {
  kind: TransitionKind;
  person: string;
  /** Nothing automated goes to the person just now. */
  isInside: boolean;
  /** In the order of their time; those without one last. */
  contacts: ShownContact[];
  /** The person has said yes to the partner that has a part in it. */
  isShared: boolean;
}

/** What the rows say of transitions; it stands when Temporal is away. */
export function transitionReads({ database, clock }: OfficeTools) {
  async function shown(rows: (Transition & { contacts: TransitionContact[] })[]): Promise<ShownTransition[]> {
    const now = await clock.now();
    const people = await database.person.findMany({
      where: { id: { in: rows.map(({ personId }) => personId) } },
    });
    const shares = await database.partnerShare.findMany({
      where: { personId: { in: rows.map(({ personId }) => personId) }, endedAt: null },
    });
    return Promise.all(
      rows.map(async ({ contacts, ...row }) => {
        const person = people.find(({ id }) => id === row.personId);
        const { definition } = await programInUse(database, row.programId);
        const plan = definition.criticalTransitions.find(({ kind }) => kind === row.kind);
        const order = (contact: string) => plan?.contacts.findIndex(({ id }) => id === contact) ?? 0;
        return {
          ...row,
          kind: row.kind as TransitionKind,
          person: person ? staffName(person) : '–',
          isInside:
            row.status !== 'closed' && row.insideSince !== null && row.insideSince <= now && !row.outAt,
          isShared: shares.some(
            ({ personId, programId, partner }) =>
              personId === row.personId && programId === row.programId && partner === row.partner,
          ),
          contacts: contacts
            .map((contact) => ({
              ...contact,
              title: plan?.contacts.find(({ id }) => id === contact.contact)?.title ?? {
                en: contact.contact,
              },
            }))
            .sort(
              (a, b) =>
                (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity) ||
                order(a.contact) - order(b.contact),
            ),
        };
      }),
    );
  }

  return {
    shown,

    /** Those that go on first, the nearest date on top; late ones and unknown dates before the others. */
    async list(caller: Caller, filter: TransitionFilter = {}): Promise<ShownTransition[]> {
      const { open, limit = 100, offset = 0, ...equal } = filter;
      const where: Prisma.TransitionWhereInput = {
        AND: [await transitionsInReach(database, caller), equal, open ? { status: { not: 'closed' } } : {}],
      };
      const rows = await database.transition.findMany({
        where,
        include: { contacts: true },
        orderBy: [
          { closedAt: { sort: 'desc', nulls: 'first' } },
          { dateAt: { sort: 'asc', nulls: 'first' } },
          { id: 'asc' },
        ],
        take: limit,
        skip: offset,
      });
      return shown(rows);
    },
  };
}
