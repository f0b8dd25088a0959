import { NotThere, Refused, Unavailable, type CallOptions } from '../../client/fullCircle';
import { DAY } from '../../domain/duration';
import { as, type Instant, type WallClock, type Zone } from '../../domain/ids';
import { isWallClock, resolve, zoneRulesVersion } from '../../domain/time';
import { idFromKey, newId } from '../../platform/newId';
import { guard, type Caller } from '../access';
import { shiftInput } from '../shiftInput';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
import { keepOverrides } from './overrides';
import type { Ready, ReadyPeer } from './readiness';

const LONGEST_SHIFT = DAY;

export interface NewShift {
  /** `<program>.<site>`. */
  siteId: string;
  /** The site's own clock, `YYYY-MM-DDTHH:mm`. */
  startsWall: string;
  endsWall: string;
  /** Participants, by id or reference. */
  peers: readonly string[];
  /** `offer`: they are asked first, and on it once they accept. `assign` when absent. */
  mode?: 'assign' | 'offer';
  /** Why a peer works more than the caps say. */
  reason?: string;
}

export interface Scheduled {
  shiftId: string;
  startsAt: Instant;
  endsAt: Instant;
  /** `starting`: it is stored and will be watched over as soon as Temporal can be reached. */
  state: 'started' | 'starting' | 'running-already';
  /** A time that the clocks jump over or show twice that day, and was settled by the stated rule. */
  notes: { which: 'start' | 'end'; note: 'skipped' | 'ambiguous' }[];
  /** Peers without a safety plan, or with one that is more than a year old. */
  safetyPlans: { participantId: string; name: string; flag: 'missing' | 'old' }[];
}

/** A shift that is in the database, whether or not it is watched over yet. */
interface Stored extends Omit<Scheduled, 'state'> {
  isNew: boolean;
}

export function scheduling(tools: OfficeTools, ready: Ready) {
  const { database, fullCircle } = tools;

  /** A site on which the caller may plan. @throws NotThere, NotAllowed */
  async function siteToPlan(caller: Caller, siteId: string) {
    const site = await database.site.findUnique({ where: { id: siteId } });
    if (!site) throw new NotThere(`site ${siteId}`);
    guard(caller, 'manage-shifts', { programId: site.programId, siteId: site.id }, `site ${siteId}`);
    return site;
  }

  /**
   * Schedules a shift in the wall-clock time of its site. The row comes first; with the same key it is the same shift.
   * @throws Refused for times that are none or lie behind, and for peers who may not or cannot work it
   */
  async function schedule(caller: Caller, input: NewShift, options?: ActOptions): Promise<Scheduled> {
    const shiftId = options?.key ? idFromKey('shift', caller.actor, options.key) : newId();
    const { isNew: _, ...stored } = await store(caller, shiftId, input);
    return { ...stored, state: await run(shiftId, options) };
  }

  /** Keeps a shift as `starting`; where its id is there already, it is the same shift and nothing changes. */
  async function store(caller: Caller, shiftId: string, input: NewShift): Promise<Stored> {
    const site = await siteToPlan(caller, input.siteId);
    const { startsAt, endsAt, notes } = timesOf(input, as(site.zone));
    const now = await businessNow(tools);
    if (endsAt <= now) throw new Refused('InThePast', 'This shift would be over already.');
    if (await database.shift.findUnique({ where: { id: shiftId } }))
      return { shiftId, startsAt, endsAt, notes, safetyPlans: [], isNew: false };

    const place = { programId: site.programId, siteId: site.id, zone: as<Zone>(site.zone) };
    // By its id: whoever sends the same at this moment may have stored it, and it does not stand in its own way.
    const peers = await ready(caller, { ...place, startsAt, endsAt, shiftId }, input.peers, input.reason);
    const offered = input.mode === 'offer';
    const isNew = await database.$transaction(async (tx) => {
      const { count } = await tx.shift.createMany({
        skipDuplicates: true,
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
          offered: offered ? peers.map(({ personId }) => personId) : [],
        },
      });
      if (count === 0) return false;
      if (!offered)
        await tx.shiftPeer.createMany({
          data: peers.map(({ participantId, personId }) => ({
            shiftId,
            personId,
            participantId,
            addedAt: now,
          })),
        });
      await keepOverrides(tx, caller, { id: shiftId, ...place }, peers, input.reason, now);
      return true;
    });
    return { shiftId, startsAt, endsAt, notes, safetyPlans: safetyPlansOf(peers), isNew };
  }

  /** Starts the workflow of a shift that is stored as `starting`. */
  async function run(shiftId: string, options?: CallOptions): Promise<Scheduled['state']> {
    const row = await database.shift.findUniqueOrThrow({
      where: { id: shiftId },
      include: { peers: { where: { removedAt: null } } },
    });
    if (row.status !== 'starting') return 'running-already';
    try {
      const { started } = await fullCircle.shifts.schedule(
        await shiftInput(database, row, row.offered),
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

  return { siteToPlan, schedule, store, run };
}

export type Scheduling = ReturnType<typeof scheduling>;

export function safetyPlansOf(peers: readonly ReadyPeer[]): Scheduled['safetyPlans'] {
  return peers.flatMap(({ participantId, name, safetyPlan }) =>
    safetyPlan ? [{ participantId, name, flag: safetyPlan }] : [],
  );
}

function timesOf(
  { startsWall, endsWall }: Pick<NewShift, 'startsWall' | 'endsWall'>,
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
