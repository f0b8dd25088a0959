import { NotThere, Refused } from '../../client/fullCircle';
import { amountOf, weekOfDay } from '../../domain/compensation';
import { wallClock } from '../../domain/time';
import { lower } from '../../domain/workload';
import { idFromKey, newId } from '../../platform/newId';
import { guard, may, within, type Caller } from '../access';
import { programInUse } from '../definitions';
import { dayOf, perhapsWords } from '../input';
import { staffName } from '../names';
import type { ParticipantActs } from '../participants';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
import { writeDown } from '../writeDown';

export interface NewWork {
  /** Calendar day of the program's. */
  day: string;
  hours: number;
  task?: string;
  /** The shift that it was; its day and hours are taken from there when they are not given. */
  shiftId?: string;
  /** Why more than the cap of the week. */
  reason?: string;
}

export interface WorkFilter {
  programId?: string;
  siteId?: string;
  person?: string;
  from?: string;
  until?: string;
  limit?: number;
}

const MOST = 5_000;

/** Work that peers have done, and what was given for it by the rates of their tier. */
export function workActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find' | 'look'>) {
  const { database } = tools;

  /**
   * Records work. Tier, kind and amount are those of the peer's tier now; a shift is recorded once.
   * @throws Refused `NoTier`, `UnknownTask`, `NotHours`, `NotADay`, `NotYet`, `OverCap`, `NotOnShift`, `RecordedAlready`
   */
  async function log(caller: Caller, person: string, input: NewWork, options?: ActOptions) {
    const participant = await participants.find(caller, person, 'manage-shifts');
    const { programId, siteId } = participant;
    const { definition } = await programInUse(database, programId);
    const tier = definition.tiers.find(({ id }) => id === participant.tier);
    if (!tier)
      throw new Refused(
        'NoTier',
        `${staffName(participant.person)} stands at no tier yet; say first where they stand: tiers move ${person}.`,
      );
    if (input.task && !tier.tasks.some(({ id }) => id === input.task))
      throw new Refused(
        'UnknownTask',
        `"${input.task}" is not a task of the tier ${tier.id}; it has ${tier.tasks.map(({ id }) => id).join(', ') || 'none'}.`,
      );
    const minutes = Math.round(input.hours * 60);
    if (!(minutes > 0 && minutes <= 24 * 60))
      throw new Refused('NotHours', 'Hours are more than 0 and at most 24; write half an hour as 0.5.');
    const day = dayOf(input.day);
    const at = await businessNow(tools);
    if (day > wallClock(at, definition.zone).slice(0, 10))
      throw new Refused('NotYet', `${day} has not come yet; record work once it is done.`);
    if (input.shiftId) await wasOnShift(input.shiftId, participant.id);
    const reason = perhapsWords(input.reason, 'A reason', 1_000);
    const id = options?.key ? idFromKey('work', participant.id, options.key) : newId();
    const over = await overCap(
      participant.id,
      day,
      minutes,
      lower(definition.shift.caps.hoursPerWeek, tier.maxHoursPerWeek),
      id,
    );
    if (over && !reason)
      throw new Refused(
        'OverCap',
        `That would be ${over.would} hours in the week of ${over.week}, above the cap of ${over.cap}. Give a reason to go above it; it is kept.`,
      );
    const amount = tier.compensation === 'none' ? null : amountOf(tier.rate, minutes);
    await database.$transaction(async (tx) => {
      await tx.workRecord.createMany({
        skipDuplicates: true,
        data: {
          id,
          participantId: participant.id,
          programId,
          siteId,
          day,
          minutes,
          tier: tier.id,
          task: input.task ?? null,
          shiftId: input.shiftId ?? null,
          kind: tier.compensation,
          amount,
          reason: over ? (reason ?? null) : null,
          by: caller.actor,
          at,
        },
      });
      await writeDown(tx, caller, participant, {
        key: `work-${id}/logged`,
        kind: 'work-logged',
        data: { work: id, minutes, tier: tier.id, compensation: tier.compensation, over: over !== undefined },
        at,
      });
    });
    return { workId: id, tier: tier.id, kind: tier.compensation, amount, over: over ?? null };
  }

  async function wasOnShift(shiftId: string, participantId: string): Promise<void> {
    // Whoever left while it ran has worked until then.
    const part = await database.shiftPeer.findFirst({
      where: {
        participantId,
        OR: [{ shiftId, removedAt: null }, { shift: { relievedFrom: shiftId } }],
      },
    });
    if (!part) throw new Refused('NotOnShift', `They were not on the shift ${shiftId}.`);
    const known = await database.workRecord.count({ where: { shiftId, participantId, voidedAt: null } });
    if (known > 0) throw new Refused('RecordedAlready', 'The work of this shift is recorded already.');
  }

  async function overCap(
    participantId: string,
    day: string,
    minutes: number,
    cap: number | undefined,
    id: string,
  ) {
    if (cap === undefined) return undefined;
    const week = weekOfDay(day);
    const { _sum } = await database.workRecord.aggregate({
      where: { participantId, voidedAt: null, day: { gte: week.from, lte: week.until }, id: { not: id } },
      _sum: { minutes: true },
    });
    const would = Math.round(((_sum.minutes ?? 0) + minutes) / 0.6) / 100;
    return would > cap ? { cap, would, week: week.from } : undefined;
  }

  /** Takes back what was recorded by mistake; it stays readable. */
  async function voidRecord(caller: Caller, workId: string): Promise<void> {
    const row = await database.workRecord.findUnique({ where: { id: workId } });
    if (!row) throw new NotThere(`record of work ${workId}`);
    guard(caller, 'manage-shifts', row, `record of work ${workId}`);
    const at = await businessNow(tools);
    const { count } = await database.workRecord.updateMany({
      where: { id: workId, voidedAt: null },
      data: { voidedAt: at, voidedBy: caller.actor },
    });
    if (count === 0) return;
    const { personId } = await database.participant.findUniqueOrThrow({ where: { id: row.participantId } });
    await writeDown(
      database,
      caller,
      { id: row.participantId, personId, programId: row.programId, siteId: row.siteId },
      { key: `work-${workId}/voided`, kind: 'work-voided', data: { work: workId }, at },
    );
  }

  /** The latest day first. A peer sees their own. */
  async function list(caller: Caller, filter: WorkFilter = {}) {
    const { person, from, until, limit = 500, programId, siteId } = filter;
    const participant = person ? await participants.look(caller, person) : undefined;
    const own = participant !== undefined && participant.personId === caller.personId;
    if (participant && !own && !may(caller, 'see', participant)) throw new NotThere(`participant ${person}`);
    const rows = await database.workRecord.findMany({
      where: {
        AND: [
          own ? {} : within(caller.scope),
          participant ? { participantId: participant.id } : {},
          programId ? { programId } : {},
          siteId ? { siteId } : {},
          { day: { ...(from ? { gte: dayOf(from) } : {}), ...(until ? { lte: dayOf(until) } : {}) } },
        ],
      },
      orderBy: [{ day: 'desc' }, { at: 'desc' }, { id: 'asc' }],
      take: Math.min(limit, MOST),
    });
    const people = await database.participant.findMany({
      where: { id: { in: rows.map(({ participantId }) => participantId) } },
      include: { person: true },
    });
    return rows.map((row) => {
      const who = people.find(({ id }) => id === row.participantId);
      return { ...row, name: who ? staffName(who.person) : '–', reference: who?.reference ?? null };
    });
  }

  return { log, list, void: voidRecord };
}

export type WorkRow = Awaited<ReturnType<ReturnType<typeof workActs>['list']>>[number];
