import { underSilentAlarm } from '../../activities/silentAlarm';
import { HOUR } from '../../domain/duration';
import { as, instant } from '../../domain/ids';
import { numberToCall } from '../../domain/phone';
import { shiftPlan } from '../../domain/shiftPlan';
import { occurrences } from '../../workflows/contract';
import { within, type Caller } from '../access';
import { programInUse } from '../definitions';
import { staffName } from '../names';
import type { OfficeTools } from '../tools';

/** One peer who is out, or has not been heard from since. */
export interface OnBoard {
  shiftId: string;
  programId: string;
  siteId: string;
  zone: string;
  status: string;
  startsAt: Date;
  endsAt: Date;
  personId: string;
  participantId: string;
  name: string;
  /** Null also while a silent alarm is up: nobody is to call. */
  phone: string | null;
  /** What is asked next, or is being asked: due when, and whether it is late. Null: they have answered everything. */
  next: {
    kind: 'start-of-shift' | 'in-shift' | 'end-of-shift';
    dueAt: Date;
    asked: boolean;
    late: boolean;
  } | null;
  /** When they were last heard from on this shift. */
  heardAt: Date | null;
  escalations: { id: string; kind: string; status: string }[];
  /** `gap`: a level of the chain has nobody who can be reached; `unknown`: not looked at yet. */
  coverage: 'covered' | 'gap' | 'unknown';
}

const KIND = { start: 'start-of-shift', interval: 'in-shift', end: 'end-of-shift' } as const;
/** Whoever begins within the hour is on the board already. */
const SOON = HOUR;

export function board({ database, clock }: OfficeTools) {
  return {
    /**
     * Who is out now, where, and when they are heard from next; late ones first, then by what is due next. Everybody
     * whose shift runs or begins within the hour, and everybody who still owes an answer or has an open escalation.
     */
    async board(
      caller: Caller,
      filter: { programId?: string; siteId?: string } = {},
    ): Promise<{ now: Date; rows: OnBoard[] }> {
      const now = await clock.now();
      const owing = await database.wait.findMany({
        where: {
          AND: [within(caller.scope), filter],
          shiftId: { not: null },
          owedBy: 'participant',
          closedAt: null,
          kind: { in: Object.values(KIND) },
        },
        orderBy: { dueAt: 'asc' },
      });
      const open = await database.escalation.findMany({
        where: {
          AND: [within(caller.scope), filter],
          shiftId: { not: null },
          status: { not: 'resolved' },
          kind: { not: 'drill' },
        },
        orderBy: { raisedAt: 'asc' },
      });
      const shifts = await database.shift.findMany({
        where: {
          AND: [within(caller.scope), filter],
          OR: [
            {
              status: { in: ['starting', 'scheduled', 'running'] },
              startsAt: { lte: new Date(now.getTime() + SOON) },
              endsAt: { gt: now },
            },
            { id: { in: [...owing, ...open].flatMap(({ shiftId }) => shiftId ?? []) } },
          ],
        },
        include: { peers: true },
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      });
      const ids = shifts.map(({ id }) => id);
      const people = shifts.flatMap(({ peers }) => peers.map(({ personId }) => personId));
      const [persons, silently, events, answered] = await Promise.all([
        database.person.findMany({
          where: { id: { in: people } },
          include: {
            contactPoints: { where: { channel: 'sms' }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
          },
        }),
        underSilentAlarm(database, people),
        database.event.findMany({
          where: {
            shiftId: { in: ids },
            kind: { in: ['shift-check-in', 'coverage-checked', 'coverage-gap'] },
          },
          orderBy: [{ at: 'desc' }, { id: 'desc' }],
          select: { kind: true, shiftId: true, personId: true, at: true },
        }),
        database.wait.findMany({
          where: { shiftId: { in: ids }, kind: { in: Object.values(KIND) }, closedAt: { not: null } },
          select: { key: true },
        }),
      ]);
      const settled = new Set(answered.map(({ key }) => key));
      const policies = new Map(
        await Promise.all(
          [...new Set(shifts.map(({ programId }) => programId))].map(
            async (id) => [id, (await programInUse(database, id)).policy.shift] as const,
          ),
        ),
      );

      const rows: OnBoard[] = [];
      for (const shift of shifts) {
        const coverage = events.find(
          ({ shiftId, kind }) => shiftId === shift.id && kind !== 'shift-check-in',
        )?.kind;
        const policy = policies.get(shift.programId);
        const ahead = policy
          ? shiftPlan(policy, {
              startsAt: instant(shift.startsAt),
              endsAt: instant(shift.endsAt),
              knownAt: instant(shift.createdAt),
              endKnownAt: instant(shift.createdAt),
              saidAboutEnd: 0,
            }).filter(({ step, dueAt }) => step === 'ask' && dueAt > instant(now))
          : [];
        for (const { personId, participantId, removedAt } of shift.peers) {
          const person = persons.find(({ id }) => id === personId);
          if (!person || person.deceasedAt) continue;
          const wait = owing.find((one) => one.shiftId === shift.id && one.personId === personId);
          const escalations = open.filter(
            (one) => one.shiftId === shift.id && one.subjectPersonId === personId,
          );
          // Whoever was taken off, or handed over, is looked for until a human has ended the alarm about them.
          if (removedAt !== null && escalations.length === 0) continue;
          // Whoever has said already that they are done is not asked again.
          const next = ahead.find(
            ({ occasion }) => !settled.has(occurrences.shiftWait(as(shift.id), as(personId), occasion)),
          );
          const isOut = shift.endsAt > now && removedAt === null;
          if (!isOut && !wait && escalations.length === 0) continue;
          rows.push({
            shiftId: shift.id,
            programId: shift.programId,
            siteId: shift.siteId,
            zone: shift.zone,
            status: shift.status,
            startsAt: shift.startsAt,
            endsAt: shift.endsAt,
            personId,
            participantId,
            name: staffName(person),
            phone: silently.has(personId) ? null : (numberToCall(person.contactPoints) ?? null),
            next: wait?.dueAt
              ? { kind: wait.kind as 'in-shift', dueAt: wait.dueAt, asked: true, late: wait.dueAt < now }
              : next && isOut
                ? { kind: KIND[next.occasion.kind], dueAt: new Date(next.dueAt), asked: false, late: false }
                : null,
            heardAt:
              events.find(
                (one) =>
                  one.kind === 'shift-check-in' && one.shiftId === shift.id && one.personId === personId,
              )?.at ?? null,
            escalations: escalations.map(({ id, kind, status }) => ({ id, kind, status })),
            coverage: coverage === undefined ? 'unknown' : coverage === 'coverage-gap' ? 'gap' : 'covered',
          });
        }
      }
      const rank = (row: OnBoard) => (row.escalations.length > 0 ? 0 : row.next?.late ? 1 : 2);
      const due = (row: OnBoard) => row.next?.dueAt.getTime() ?? Number.MAX_SAFE_INTEGER;
      rows.sort((a, b) => rank(a) - rank(b) || due(a) - due(b) || a.name.localeCompare(b.name));
      return { now, rows };
    },
  };
}
