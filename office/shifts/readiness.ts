import { Refused } from '../../client/fullCircle';
import { instant, type Instant, type Zone } from '../../domain/ids';
import { planFlag } from '../../domain/safetyPlan';
import type { OverCap } from '../../domain/workload';
import type { Caller } from '../access';
import { programInUse } from '../definitions';
import { staffName } from '../names';
import type { ParticipantActs } from '../participants';
import type { OfficeTools } from '../tools';
import { capsOver, notTooLong, overCap, workAround } from './caps';
import { overlap } from './offered';

/** The shift that somebody is about to be put on, or asked about. */
export interface Prospect {
  programId: string;
  siteId: string;
  zone: Zone;
  startsAt: Instant;
  endsAt: Instant;
  /** The shift itself where it exists already: it does not stand in its own way. */
  shiftId?: string;
}

/** A peer who may be put on the shift, with what staff should know first. */
export interface ReadyPeer {
  participantId: string;
  personId: string;
  name: string;
  /** Caps that this shift goes over; staff said why, or there are none. */
  over: OverCap[];
  /** No safety plan, or one that is more than a year old. */
  safetyPlan?: 'missing' | 'old';
}

type Peer = Awaited<ReturnType<ParticipantActs['find']>>;

const LIVE = ['starting', 'scheduled', 'running'];

/**
 * Whether peers can be put on a shift, or be offered it: the one check before any of it. They are in the program and
 * alive, have the privilege and the training, do not exclude the site, are on no other shift at that time, and stay
 * within the caps unless staff give a reason. What they are asked to work counts like what they work: a yes is a yes.
 */
export function readiness(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  /**
   * Those of them whose first shift beside an experienced peer is waited for, where such a peer is on it as well. What they
   * owe on it is what everybody owes: somebody new is not watched over any less.
   */
  async function learners(shift: Prospect, peers: readonly Peer[]): Promise<string[]> {
    const works = ({ journeys }: Pick<Peer, 'journeys'>) =>
      journeys[0]?.privileges.includes('work-shifts') ?? false;
    const others = shift.shiftId
      ? await database.participant.findMany({
          where: {
            personId: {
              in: (
                await database.shiftPeer.findMany({ where: { shiftId: shift.shiftId, removedAt: null } })
              ).map(({ personId }) => personId),
            },
            programId: shift.programId,
          },
          include: { journeys: { orderBy: { startedAt: 'desc' }, take: 1 } },
        })
      : [];
    if (![...peers, ...others].some(works)) return [];
    const waits = await database.wait.findMany({
      where: {
        kind: 'shadow-shift',
        programId: shift.programId,
        closedAt: null,
        subjectPersonId: { in: peers.map(({ personId }) => personId) },
      },
      select: { subjectPersonId: true },
    });
    return waits.flatMap(({ subjectPersonId }) => subjectPersonId ?? []);
  }

  /**
   * @param references participants, by id or reference
   * @param reason why they work more than the caps say; without one, going over is refused
   * @throws Refused `PeersNeeded`, `OtherProgram`, `Deceased`, `MayNotWorkShifts`, `TrainingMissing`, `SiteExcluded`,
   * `AlreadyOnShift`, `OverCap`
   */
  return async function ready(
    caller: Caller,
    shift: Prospect,
    references: readonly string[],
    reason?: string,
  ): Promise<ReadyPeer[]> {
    if (references.length === 0) throw new Refused('PeersNeeded', 'A shift needs at least one peer.');
    notTooLong(reason);
    const found = await Promise.all([...new Set(references)].map((one) => participants.find(caller, one)));
    const peers = [...new Map(found.map((peer) => [peer.id, peer])).values()];
    const { definition, policy } = await programInUse(database, shift.programId);
    const about = peers.map(({ personId }) => personId);
    const learning = await learners(shift, peers);
    const [work, trained, excluded, plans, now] = await Promise.all([
      workAround(database, shift, about),
      database.event.findMany({
        where: { kind: 'training-completed', programId: shift.programId, personId: { in: about } },
        select: { personId: true, data: true },
      }),
      database.siteExclusion.findMany({
        where: { siteId: shift.siteId, participantId: { in: peers.map(({ id }) => id) } },
      }),
      database.safetyPlan.findMany({
        where: { participantId: { in: peers.map(({ id }) => id) } },
        orderBy: { version: 'desc' },
        distinct: ['participantId'],
        select: { participantId: true, agreedAt: true },
      }),
      tools.clock.now(),
    ]);

    return peers.map((peer): ReadyPeer => {
      const name = staffName(peer.person);
      if (peer.programId !== shift.programId)
        throw new Refused('OtherProgram', `${name} is not in ${shift.programId}.`);
      if (peer.person.deceasedAt)
        throw new Refused('Deceased', `${name} has died; nothing is asked of them any more.`);
      if (!peer.journeys[0]?.privileges.includes('work-shifts') && !learning.includes(peer.personId)) {
        throw new Refused(
          'MayNotWorkShifts',
          `${name} does not have the privilege to work shifts (work-shifts) yet.`,
        );
      }
      const missing = learning.includes(peer.personId)
        ? []
        : (policy.shift.requiresTraining ?? []).filter(
            (module) =>
              !trained.some(
                ({ personId, data }) =>
                  personId === peer.personId && (data as { module?: unknown }).module === module,
              ),
          );
      if (missing.length > 0) {
        const titles = missing.map(
          (id) => definition.transition.training.find((module) => module.id === id)?.title.en ?? id,
        );
        throw new Refused(
          'TrainingMissing',
          `${name} has not finished the training that shifts need: ${titles.join(', ')}. Record it on their page once it is done.`,
        );
      }
      if (excluded.some(({ participantId }) => participantId === peer.id)) {
        const site = definition.sites.find(({ id }) => `${definition.id}.${id}` === shift.siteId)?.name;
        throw new Refused(
          'SiteExcluded',
          `${name} does not work at ${site ?? shift.siteId}. Ask somebody else.`,
        );
      }
      const { own, asked } = work(peer.personId);
      const other = own.find(
        ({ startsAt, endsAt, status, relievedFrom }) =>
          // Whoever has left one shift can be on another; they are asked about the one they left all the same.
          LIVE.includes(status) &&
          !relievedFrom &&
          overlap({ startsAt: instant(startsAt), endsAt: instant(endsAt) }, shift),
      );
      if (other) {
        throw new Refused(
          'AlreadyOnShift',
          `${name} is on another shift at that time (shift ${other.id}, ${other.startsWall.replace('T', ' ')}).`,
        );
      }
      const over = capsOver(policy, peer.tier, shift, { own, asked });
      if (over.length > 0 && !reason?.trim()) throw overCap(name, over, asked.length > 0);
      const agreedAt = plans.find(({ participantId }) => participantId === peer.id)?.agreedAt;
      const safetyPlan = planFlag(agreedAt, now);
      return {
        participantId: peer.id,
        personId: peer.personId,
        name,
        over,
        ...(safetyPlan ? { safetyPlan } : {}),
      };
    });
  };
}

export type Ready = ReturnType<typeof readiness>;
