import { NotThere, Refused, Unavailable, type CallOptions } from '../client/fullCircle';
import { alarmFor } from '../activities/alarm';
import { checkIn, type CheckedIn } from '../activities/checkIn';
import {
  as,
  instant,
  type Instant,
  type PersonId,
  type ShiftId,
  type WallClock,
  type Zone,
} from '../domain/ids';
import { isWallClock, resolve, zoneRulesVersion } from '../domain/time';
import { idFromKey, newId } from '../platform/newId';
import type { ShiftState } from '../workflows/contract';
import { guard, may, within, type Action, type Caller } from './access';
import { programInUse } from './definitions';
import { staffName } from './names';
import type { ParticipantActs } from './participants';
import { readTimeline } from './timeline';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

const HOURS = 3_600_000;
const LONGEST_SHIFT = 24 * HOURS;

export interface NewShift {
  /** `<program>.<site>`. */
  siteId: string;
  /** The site's own clock, `YYYY-MM-DDTHH:mm`. */
  startsWall: string;
  endsWall: string;
  /** Participants, by id or reference. */
  peers: readonly string[];
}

export interface Scheduled {
  shiftId: string;
  startsAt: Instant;
  endsAt: Instant;
  /** `starting`: it is stored and will be watched over as soon as Temporal can be reached. */
  state: 'started' | 'starting' | 'running-already';
  /** A time that the clocks jump over or show twice that day, and was settled by the stated rule. */
  notes: { which: 'start' | 'end'; note: 'skipped' | 'ambiguous' }[];
}

export interface ShiftFilter {
  programId?: string;
  siteId?: string;
  status?: string;
  /** Shifts that end after and start before these. */
  from?: Date;
  until?: Date;
  limit?: number;
}

export function shiftActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;

  /**
   * Schedules a shift in the wall-clock time of its site. The row comes first; with the same key it is the same shift.
   * @throws Refused for times that are none or lie behind, and for peers who may not or cannot work it
   */
  async function schedule(caller: Caller, input: NewShift, options?: ActOptions): Promise<Scheduled> {
    const site = await database.site.findUnique({ where: { id: input.siteId } });
    if (!site) throw new NotThere(`site ${input.siteId}`);
    guard(caller, 'manage-shifts', { programId: site.programId, siteId: site.id }, `site ${input.siteId}`);
    const { startsAt, endsAt, notes } = timesOf(input, as(site.zone));
    const now = await businessNow(tools);
    if (endsAt <= now) throw new Refused('InThePast', 'This shift would be over already.');

    const shiftId = options?.key ? idFromKey('shift', caller.actor, options.key) : newId();
    if (!(await database.shift.findUnique({ where: { id: shiftId } }))) {
      const peers = await peersOf(caller, site.programId, input.peers, startsAt, endsAt);
      await database.shift.create({
        data: {
          id: shiftId,
          programId: site.programId,
          siteId: site.id,
          startsWall: input.startsWall,
          endsWall: input.endsWall,
          zone: site.zone,
          startsAt,
          endsAt,
          zoneRules: zoneRulesVersion(),
          status: 'starting',
          createdBy: caller.actor,
          createdAt: now,
          peers: { create: peers.map(({ id, personId }) => ({ personId, participantId: id, addedAt: now })) },
        },
      });
    }
    return { shiftId, startsAt, endsAt, notes, state: await run(shiftId, options) };
  }

  /** Starts the workflow of a shift that is stored as `starting`. */
  async function run(shiftId: string, options?: CallOptions): Promise<Scheduled['state']> {
    const row = await database.shift.findUniqueOrThrow({
      where: { id: shiftId },
      include: { peers: { where: { removedAt: null } } },
    });
    if (row.status !== 'starting') return 'running-already';
    const { policy } = await programInUse(database, row.programId);
    try {
      const { started } = await fullCircle.shifts.schedule(
        {
          shiftId: as(row.id),
          programId: as(row.programId),
          siteId: as(row.siteId),
          zone: as(row.zone),
          startsAt: instant(row.startsAt),
          endsAt: instant(row.endsAt),
          peers: row.peers.map(({ personId }) => as<PersonId>(personId)),
          policy: policy.shift,
          escalation: policy.escalation,
          quietHours: policy.quietHours,
          scheduledBy: as(row.createdBy),
        },
        options,
      );
      await database.shift.updateMany({
        where: { id: shiftId, status: 'starting' },
        data: { status: 'scheduled' },
      });
      return started ? 'started' : 'running-already';
    } catch (error) {
      if (error instanceof Unavailable) return 'starting';
      throw error;
    }
  }

  async function peersOf(
    caller: Caller,
    programId: string,
    references: readonly string[],
    startsAt: Instant,
    endsAt: Instant,
  ) {
    if (references.length === 0) throw new Refused('PeersNeeded', 'A shift needs at least one peer.');
    const found = await Promise.all([...new Set(references)].map((one) => participants.find(caller, one)));
    const peers = [...new Map(found.map((peer) => [peer.id, peer])).values()];
    for (const peer of peers) {
      const name = staffName(peer.person);
      if (peer.programId !== programId) throw new Refused('OtherProgram', `${name} is not in ${programId}.`);
      if (peer.person.deceasedAt || !peer.journeys[0]?.privileges.includes('work-shifts')) {
        throw new Refused(
          'MayNotWorkShifts',
          `${name} does not have the privilege to work shifts (work-shifts) yet.`,
        );
      }
    }
    const other = await database.shift.findFirst({
      where: {
        status: { in: ['starting', 'scheduled', 'running'] },
        startsAt: { lt: endsAt },
        endsAt: { gt: startsAt },
        peers: { some: { personId: { in: peers.map(({ personId }) => personId) }, removedAt: null } },
      },
    });
    if (other) {
      throw new Refused(
        'AlreadyOnShift',
        `One of these peers is on another shift at that time (shift ${other.id}).`,
      );
    }
    return peers;
  }

  /** One shift that the caller may act on. @throws NotThere, NotAllowed */
  async function find(caller: Caller, shiftId: string, action: Action) {
    const shift = await database.shift.findUnique({ where: { id: shiftId }, include: { peers: true } });
    if (!shift) throw new NotThere(`shift ${shiftId}`);
    guard(caller, action, shift, `shift ${shiftId}`);
    return shift;
  }

  const act =
    <Input extends object>(
      tell: (
        id: ShiftId,
        update: Input & { by: Caller['actor'] },
        options?: ActOptions,
      ) => Promise<ShiftState>,
    ) =>
    async (caller: Caller, shiftId: string, input: Input, options?: ActOptions): Promise<ShiftState> => {
      const shift = await find(caller, shiftId, 'manage-shifts');
      if (isOver(shift.status)) throw overError(shift);
      if (shift.status === 'starting') await run(shiftId);
      return tell(as(shiftId), { ...input, by: caller.actor }, options);
    };

  /**
   * Takes a peer's answer to whatever this shift asks of them now: their own, or what they told staff. It is a row
   * first; an escalation that is open about it is told, and "not ok" raises one at once.
   * @param input.peer person, participant or reference
   * @throws Refused `ShiftOver`, `NothingAsked`, `NotOnThisShift`
   * @throws Unavailable when the answer is kept but an escalation could not be told: repeat it
   */
  async function takeCheckIn(
    caller: Caller,
    shiftId: string,
    input: { peer: string; answer: 'ok' | 'not-ok' },
  ): Promise<{ outcome: Exclude<CheckedIn['outcome'], 'too-late'>; check: string }> {
    const shift = await database.shift.findUnique({ where: { id: shiftId }, include: { peers: true } });
    if (!shift) throw new NotThere(`shift ${shiftId}`);
    const personId = await personOnShift(shift, input.peer);
    if (!may(caller, 'answer-shift-check-ins', shift, personId)) {
      guard(caller, 'answer-shift-check-ins', shift, `shift ${shiftId}`);
    }
    if (!personId) throw new Refused('NotOnThisShift', `${input.peer} is not on this shift.`);

    const waits = await database.wait.findMany({
      where: { shiftId, personId, owedBy: 'participant' },
      orderBy: [{ dueAt: { sort: 'desc', nulls: 'last' } }, { since: 'desc' }],
    });
    const wait =
      waits.find(({ closedAt }) => closedAt === null) ?? waits.find(({ outcome }) => outcome === 'ok');
    if (!wait && isOver(shift.status)) throw overError(shift);
    if (!wait) {
      throw new Refused(
        'NothingAsked',
        `Nothing is asked of this peer yet; the shift ends ${shift.endsWall.replace('T', ' ')}.`,
      );
    }
    const at = await businessNow(tools);
    const answered = await database.$transaction((tx) =>
      checkIn(tx, { waitKey: as(wait.key), at, by: caller.actor, answer: input.answer, via: caller.via }),
    );
    if (answered.outcome === 'too-late') throw overError(shift);
    for (const escalationId of answered.escalations) {
      await fullCircle.escalations
        .subjectAnswered(escalationId, { key: as(`${wait.key}/answered/${input.answer}`), how: input.answer })
        .catch((error: unknown) => {
          // Ended by a human in the meantime: then nobody needs to be told.
          if (!(error instanceof NotThere)) throw error;
        });
    }
    if (answered.outcome === 'not-cleared' && answered.escalations.length === 0) {
      await fullCircle.escalations.raise(await alarmFor(database, wait.key, 'not-ok'));
    }
    return { outcome: answered.outcome, check: wait.kind };
  }

  async function personOnShift(
    shift: {
      programId: string;
      peers: { personId: string; participantId: string; removedAt: Date | null }[];
    },
    peer: string,
  ): Promise<string | undefined> {
    const byId = shift.peers.find((one) => one.personId === peer || one.participantId === peer);
    if (byId) return byId.personId;
    const participant = await database.participant.findFirst({
      where: { programId: shift.programId, reference: peer },
    });
    return shift.peers.find((one) => one.participantId === participant?.id)?.personId;
  }

  async function list(caller: Caller, filter: ShiftFilter = {}) {
    const { from, until, limit = 100, ...equal } = filter;
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
      orderBy: [{ startsAt: 'desc' }, { id: 'asc' }],
      take: limit,
    });
    const names = await namesOf(shifts.flatMap(({ peers }) => peers.map(({ personId }) => personId)));
    const open = await database.wait.groupBy({
      by: ['shiftId'],
      where: { shiftId: { in: shifts.map(({ id }) => id) }, owedBy: 'participant', closedAt: null },
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
    const [names, waits, escalations, timeline, now, gaps] = await Promise.all([
      namesOf(shift.peers.map(({ personId }) => personId)),
      database.wait.findMany({
        where: { shiftId, owedBy: 'participant' },
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
    ]);
    return {
      ...shift,
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

  async function namesOf(people: string[]): Promise<Map<string, string>> {
    const persons = await database.person.findMany({ where: { id: { in: people } } });
    return new Map(persons.map((person) => [person.id, staffName(person)]));
  }

  return {
    schedule,
    run,
    find,
    list,
    show,
    checkIn: takeCheckIn,
    extend: act<{ minutes: number }>(fullCircle.shifts.extend),
    shorten: act<{ minutes: number }>(fullCircle.shifts.shorten),
    cancel: act<object>(fullCircle.shifts.cancel),
    handOver: act<{ from: PersonId; to: PersonId }>(fullCircle.shifts.handOver),
    addPeer: act<{ personId: PersonId }>(fullCircle.shifts.addPeer),
    removePeer: act<{ personId: PersonId }>(fullCircle.shifts.removePeer),
  };
}

export type ShiftActs = ReturnType<typeof shiftActs>;

function timesOf(
  { startsWall, endsWall }: NewShift,
  zone: Zone,
): Pick<Scheduled, 'startsAt' | 'endsAt' | 'notes'> {
  for (const wall of [startsWall, endsWall]) {
    if (!isWallClock(wall)) {
      throw new Refused('NotAWallClock', `"${wall}" is not a date and time; write it like 2026-03-01T22:00.`);
    }
  }
  const start = resolve(startsWall as WallClock, zone);
  const end = resolve(endsWall as WallClock, zone, { after: start.instant });
  const length = Date.parse(end.instant) - Date.parse(start.instant);
  if (length <= 0)
    throw new Refused(
      'EndsBeforeItStarts',
      'The shift ends before it starts; a night shift ends the next day.',
    );
  if (length > LONGEST_SHIFT) throw new Refused('TooLong', 'A shift lasts 24 hours at most.');
  const notes: Scheduled['notes'] = [];
  if (start.note) notes.push({ which: 'start', note: start.note });
  if (end.note) notes.push({ which: 'end', note: end.note });
  return { startsAt: start.instant, endsAt: end.instant, notes };
}

function isOver(status: string): boolean {
  return status === 'closed' || status === 'cancelled';
}

function overError({ status, endsWall, id }: { status: string; endsWall: string; id: string }): Refused {
  return status === 'cancelled'
    ? new Refused('ShiftIsCancelled', `Shift ${id} was cancelled; nothing is asked of anybody any more.`)
    : new Refused(
        'ShiftOver',
        `Shift ${id} is over (it ended ${endsWall.replace('T', ' ')}); nothing is open any more.`,
      );
}
