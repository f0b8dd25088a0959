import type { Database } from '../../platform/database';
import type { Prisma } from '../../prisma/generated/client';
import { ESCALATION_OUTCOMES } from '../../workflows/contract';
import { CHECK_INS } from '../shifts/find';
import { actorsNamed } from './names';
import { minutesBetween, type EvidenceChange, type EvidenceCheck, type EvidenceShift } from './report';

const CHANGES = [
  'shift-changed',
  'shift-peer-changed',
  'shift-cancelled',
  'coverage-gap',
  'coverage-checked',
];

/** The shifts of a report with every check-in that was due, in the order in which they happened. */
export async function readShifts(
  database: Database,
  where: Prisma.ShiftWhereInput,
  sites: ReadonlyMap<string, { name: string }>,
): Promise<EvidenceShift[]> {
  const shifts = await database.shift.findMany({
    where,
    include: { peers: true },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  const ids = shifts.map(({ id }) => id);
  const [waits, events, intents] = await Promise.all([
    database.wait.findMany({
      where: { shiftId: { in: ids }, owedBy: 'participant', kind: { in: [...CHECK_INS] } },
      orderBy: [{ dueAt: 'asc' }, { key: 'asc' }],
    }),
    database.event.findMany({
      where: { shiftId: { in: ids }, kind: { in: ['shift-check-in', 'shift-missed', ...CHANGES] } },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    }),
    database.messageIntent.findMany({
      where: {
        shiftId: { in: ids },
        waitKey: { not: null },
        escalationId: null,
        // News of another end is about the wait and asks nothing.
        template: { notIn: ['shift-extended', 'shift-changed'] },
      },
      include: { deliveries: { where: { status: { in: ['sent', 'delivered'] } } } },
    }),
  ]);
  const named = await actorsNamed(database, [
    ...shifts.flatMap(({ createdBy, peers }) => [
      createdBy,
      ...peers.map(({ personId }) => `person:${personId}`),
    ]),
    ...events.flatMap(({ actor, personId }) => [actor, personId && `person:${personId}`]),
    ...waits.flatMap(({ personId, closedBy }) => [closedBy, personId && `person:${personId}`]),
  ]);

  return shifts.map((shift): EvidenceShift => {
    const own = events.filter(({ shiftId }) => shiftId === shift.id);
    const checks = waits
      .filter(({ shiftId }) => shiftId === shift.id)
      .map((wait): EvidenceCheck => {
        // The last one: of a shift that was made longer the end is asked about again.
        const answer = own.findLast(({ key }) => key.startsWith(`${wait.key}/answered`));
        const missed = own.find(({ key }) => key === `${wait.key}/missed`);
        const sent = intents
          .filter(({ waitKey }) => waitKey === wait.key)
          .flatMap(({ deliveries }) => deliveries)
          .sort((a, b) => a.at.getTime() - b.at.getTime());
        // An answer to a later check-in of the same shift settles the earlier ones as well.
        // Whoever said in time that they are not OK has answered; a human who spoke with them settled it.
        const isSettled = !missed && (ESCALATION_OUTCOMES as readonly string[]).includes(wait.outcome ?? '');
        const said = isSettled ? own.find(({ key }) => key.startsWith(`${wait.key}/not-ok/`)) : answer;
        // Of whoever said nothing themself only one end of an alarm means that they were spoken with.
        const isHeard = said !== undefined || wait.outcome === 'found-safe';
        const answeredAt =
          wait.outcome === 'ok' || (isSettled && isHeard) ? (said?.at ?? wait.closedAt) : null;
        const data = (said?.data ?? {}) as { via?: string };
        return {
          personId: wait.personId ?? '',
          peer: named(`person:${wait.personId}`),
          kind: wait.kind as EvidenceCheck['kind'],
          dueAt: wait.dueAt,
          askedAt: sent[0]?.at ?? null,
          askedVia: [...new Set(sent.map(({ channel }) => channel))],
          asked: sent.length,
          answeredAt,
          answeredBy: answeredAt ? named(said?.actor ?? wait.closedBy) : null,
          via: answeredAt ? (data.via ?? null) : null,
          result: answeredAt
            ? missed && missed.at < answeredAt
              ? 'answered-late'
              : 'answered'
            : missed
              ? 'missed'
              : isSettled
                ? 'ended-by-human'
                : wait.closedAt
                  ? 'not-needed'
                  : 'open',
          minutes: wait.dueAt ? minutesBetween(wait.dueAt, answeredAt) : null,
          missedAt: missed?.at ?? null,
        };
      });
    return {
      id: shift.id,
      siteId: shift.siteId,
      site: sites.get(shift.siteId)?.name ?? shift.siteId,
      zone: shift.zone,
      startsAt: shift.startsAt,
      endsAt: shift.endsAt,
      status: shift.status,
      plannedBy: named(shift.createdBy),
      relievedFrom: shift.relievedFrom,
      peers: shift.peers
        .filter(({ removedAt }) => !removedAt)
        .map(({ personId }) => named(`person:${personId}`)),
      checks,
      changes: own
        .filter(({ kind }) => CHANGES.includes(kind))
        .map(({ at, kind, actor, personId, data }): EvidenceChange => {
          const said = data as { endsAt?: string; change?: string; gaps?: string };
          return {
            at,
            kind: kind as EvidenceChange['kind'],
            by: actor === 'system' ? 'system' : named(actor),
            peer: personId ? named(`person:${personId}`) : null,
            endsAt: said.endsAt ? new Date(said.endsAt) : null,
            detail: said.change ?? said.gaps ?? '',
          };
        }),
    };
  });
}
