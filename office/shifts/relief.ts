import { NotThere, Refused, Unavailable, type CallOptions } from '../../client/fullCircle';
import { SETTLED } from '../../activities/records/projections';
import { millis, MINUTE, plus } from '../../domain/duration';
import { as, instant, type Zone } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { idFromKey, newId } from '../../platform/newId';
import type { Shift } from '../../prisma/generated/client';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
import { CHECK_INS } from './find';

/**
 * Whoever leaves a shift that runs, because somebody takes over from them or staff take them off it, is out there still.
 * A shift of their own says so: it ends as they leave, and so they are asked at once whether they are safe, and looked for
 * where they do not answer.
 */
export function relief(
  tools: OfficeTools,
  run: (shiftId: string, options?: CallOptions) => Promise<unknown>,
) {
  const { database, fullCircle } = tools;

  /**
   * Stores that shift before the peer leaves the other one, so that a crash in between asks them once too often and not
   * once too little: whoever starts what is stored and not started starts it.
   * @returns its id; nothing where they have not begun, have said about their end already, or are looked for by an alarm
   */
  async function store(
    caller: Caller,
    shift: Shift,
    peer: { personId: string; participantId: string },
    id: string,
  ): Promise<string | undefined> {
    if (shift.relievedFrom)
      throw new Refused(
        'HasLeft',
        'They have left their shift, and this only asks whether they are safe. If you know, record their check-in.',
      );
    const now = await businessNow(tools);
    const { personId } = peer;
    if (now < instant(shift.startsAt)) return undefined;
    const [waits, alarms] = await Promise.all([
      database.wait.findMany({
        where: { shiftId: shift.id, personId, owedBy: 'participant', kind: { in: [...CHECK_INS] } },
      }),
      database.escalation.count({
        where: {
          shiftId: shift.id,
          subjectPersonId: personId,
          status: { not: 'resolved' },
          kind: { not: 'drill' },
        },
      }),
    ]);
    const hasEnded = waits.some(
      ({ kind, outcome }) => kind === 'end-of-shift' && SETTLED.includes(outcome ?? ''),
    );
    if (hasEnded || alarms > 0) return undefined;
    const { policy } = await programInUse(database, shift.programId);
    const late = waits.flatMap(({ dueAt, closedAt }) =>
      dueAt && !closedAt && instant(dueAt) <= now ? [plus(instant(dueAt), millis(policy.shift.grace))] : [],
    );
    const thisMinute = Math.floor(Date.parse(now) / MINUTE) * MINUTE;
    const left = Math.max(thisMinute, shift.startsAt.getTime() + MINUTE);
    const endsAt = new Date(Math.min(left, shift.endsAt.getTime()));
    await database.shift.create({
      data: {
        id,
        programId: shift.programId,
        siteId: shift.siteId,
        startsWall: shift.startsWall,
        endsWall: wallClock(instant(endsAt), as<Zone>(shift.zone)),
        zone: shift.zone,
        startsAt: shift.startsAt,
        endsAt,
        zoneRules: shift.zoneRules,
        status: 'starting',
        createdBy: caller.actor,
        createdAt: now,
        relievedFrom: shift.id,
        lookForAt: late.sort()[0] ?? null,
        peers: { create: [{ ...peer, addedAt: now }] },
      },
    });
    return id;
  }

  /**
   * Lets a peer leave a shift.
   * @param leave takes them off it
   */
  async function whoLeaves<T>(
    caller: Caller,
    shift: Shift,
    peer: { personId: string; participantId: string },
    leave: () => Promise<T>,
    options?: ActOptions,
  ): Promise<T> {
    const id = options?.key ? idOf(caller, options.key) : newId();
    const isStored = (await database.shift.count({ where: { id } })) > 0;
    const own = isStored ? id : await store(caller, shift, peer, id);
    const left = await leave().catch(async (error: unknown) => {
      // They are on the shift still, and it asks them.
      if (own && !isStored && error instanceof Refused) await forget(own);
      throw error;
    });
    if (own) await run(own, options);
    return left;
  }

  /** What is left to do of a leaving that was taken already. */
  async function hasLeft(caller: Caller, options?: ActOptions): Promise<void> {
    const id = options?.key && idOf(caller, options.key);
    if (id && (await database.shift.count({ where: { id } })) > 0) await run(id, options);
  }

  /**
   * Whoever is put back on the shift that they left is asked about its end there. Where they were late already when they
   * left, that question stands.
   */
  async function isBack({ actor }: Caller, shift: Shift, personId: string): Promise<void> {
    const own = await database.shift.findMany({
      where: {
        relievedFrom: shift.id,
        lookForAt: null,
        status: { notIn: ['closed', 'cancelled'] },
        peers: { some: { personId, removedAt: null } },
      },
      select: { id: true },
    });
    for (const { id } of own)
      try {
        await run(id);
        await fullCircle.shifts.removePeer(as(id), { personId: as(personId), by: actor });
      } catch (error) {
        // Its grace is over, or it cannot be told now: they are asked twice.
        if (!(error instanceof Refused || error instanceof NotThere || error instanceof Unavailable))
          throw error;
      }
  }

  async function forget(id: string): Promise<void> {
    await database.$transaction([
      database.shiftPeer.deleteMany({ where: { shiftId: id, shift: { status: 'starting' } } }),
      database.shift.deleteMany({ where: { id, status: 'starting' } }),
    ]);
  }

  return { whoLeaves, hasLeft, isBack };
}

function idOf({ actor }: Caller, key: string): string {
  return idFromKey('relief', actor, key);
}
