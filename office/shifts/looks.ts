import { within, type Caller } from '../access';
import { readTimeline } from '../timeline';
import type { OfficeTools } from '../tools';
import { CHECK_INS, isOver, type Finding } from './find';

export interface ShiftFilter {
  programId?: string;
  siteId?: string;
  status?: string;
  /** Shifts that end after and start before these. */
  from?: Date;
  until?: Date;
  limit?: number;
  /** Those that start first, instead of those that start last. */
  firstToCome?: boolean;
}

export function looks(tools: OfficeTools, { find, namesOf }: Finding) {
  const { database } = tools;

  async function list(caller: Caller, filter: ShiftFilter = {}) {
    const { from, until, limit = 100, firstToCome = false, ...equal } = filter;
    const shifts = await database.shift.findMany({
      where: {
        AND: [
          within(caller.scope),
          equal,
          from ? { endsAt: { gt: from } } : {},
          until ? { startsAt: { lt: until } } : {},
        ],
      },
      include: { peers: { where: { removedAt: null } } },
      orderBy: [{ startsAt: firstToCome ? 'asc' : 'desc' }, { id: 'asc' }],
      take: limit,
    });
    const names = await namesOf(shifts.flatMap(({ peers }) => peers.map(({ personId }) => personId)));
    const open = await database.wait.groupBy({
      by: ['shiftId'],
      where: {
        shiftId: { in: shifts.map(({ id }) => id) },
        owedBy: 'participant',
        kind: { in: [...CHECK_INS] },
        closedAt: null,
      },
      _count: true,
    });
    return shifts.map(({ peers, ...shift }) => ({
      ...shift,
      peers: peers.map(({ personId, participantId }) => ({
        personId,
        participantId,
        name: names.get(personId) ?? '–',
      })),
      openCheckIns: open.find(({ shiftId }) => shiftId === shift.id)?._count ?? 0,
    }));
  }

  /** One shift: who works it, who has answered what, its escalations, what happened. */
  async function show(caller: Caller, shiftId: string) {
    const shift = await find(caller, shiftId, 'see');
    const [names, waits, escalations, timeline, now, gaps, left] = await Promise.all([
      namesOf(shift.peers.map(({ personId }) => personId)),
      database.wait.findMany({
        where: { shiftId, owedBy: 'participant', kind: { in: [...CHECK_INS] } },
        orderBy: [{ dueAt: 'asc' }, { key: 'asc' }],
      }),
      database.escalation.findMany({ where: { shiftId }, orderBy: { raisedAt: 'asc' } }),
      readTimeline(database, caller.scope, { shiftId }),
      tools.clock.now(),
      database.wait.findMany({
        where: {
          shiftId,
          kind: 'staff-task',
          closedAt: null,
          key: { startsWith: `shift-${shiftId}/coverage-gap/` },
        },
        orderBy: { key: 'asc' },
      }),
      database.shift.findMany({
        where: { relievedFrom: shiftId },
        include: { peers: true },
        orderBy: [{ endsAt: 'asc' }, { id: 'asc' }],
      }),
    ]);
    return {
      ...shift,
      /** Who has left it while it ran, each with the shift of their own that asks whether they are safe. */
      left: left.flatMap(({ id, endsAt, status, peers }) =>
        peers.map(({ personId, participantId }) => ({
          shiftId: id,
          personId,
          participantId,
          name: names.get(personId) ?? '–',
          endsAt,
          isSettled: isOver(status),
        })),
      ),
      /** Levels of the chain that nobody can be reached for during some of it. */
      gaps: gaps.map(({ details }) => details as { level: string; from: string; until: string }),
      peers: shift.peers.map((peer) => ({
        ...peer,
        name: names.get(peer.personId) ?? '–',
        checkIns: waits
          .filter(({ personId }) => personId === peer.personId)
          .map(({ key, kind, since, dueAt, closedAt, outcome, closedBy }) => ({
            key,
            kind,
            since,
            dueAt,
            closedAt,
            outcome,
            closedBy,
            late: closedAt === null && dueAt !== null && dueAt < now,
          })),
      })),
      escalations,
      timeline,
    };
  }

  return { list, show };
}
