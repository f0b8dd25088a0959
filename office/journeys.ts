import { Refused, Unavailable, type CallOptions } from '../client/fullCircle';
import { as, type Instant, type JourneyId } from '../domain/ids';
import type { Stage } from '../domain/policy';
import { isWallClock, resolve } from '../domain/time';
import type { ConsentToTransition, Standing } from '../workflows/contract';
import type { Action, Caller } from './access';
import { decideAchievement } from './achievement/decide';
import { answerCheckIn } from './checkIns/answer';
import { programInUse } from './definitions';
import { journeyInput } from './journeyInput';
import type { ParticipantActs } from './participants';
import { changeTier } from './peerWork/changeTier';
import { recordTraining } from './training/record';
import type { Database } from '../platform/database';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

/** `starting`: it is stored and will run as soon as Temporal can be reached; nobody needs to do anything. */
export interface JourneyStarted {
  journeyId: string;
  state: 'started' | 'starting' | 'running-already';
}

export function journeyActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;

  /**
   * Starts somebody's path on the program as it is now. The row comes first, so that a path which Temporal was not there
   * to start is not lost. Starting a path that is going on changes nothing and says so.
   * @throws Refused `PathIsWithdrawn` for somebody who left: their path is opened again instead
   */
  async function start(
    caller: Caller,
    participantId: string,
    options?: CallOptions,
  ): Promise<JourneyStarted> {
    const participant = await participants.find(caller, participantId, 'decide-journeys');
    const [latest] = participant.journeys;
    if (latest?.status === 'withdrawn') {
      throw new Refused(
        'PathIsWithdrawn',
        'This person left the program; reopen their path, so that nothing earned is lost.',
      );
    }
    if (latest && latest.status !== 'ended' && latest.status !== 'starting') {
      return { journeyId: latest.id, state: 'running-already' };
    }
    if (latest?.status === 'starting') return run(latest.id, options);

    const { policy, version } = await programInUse(database, participant.programId);
    const at = await businessNow(tools);
    // The id is made from what is there, so that two who start the same path at once start one.
    const journeyId = [
      participant.id,
      ...(participant.journeys.length > 0 ? [participant.journeys.length + 1] : []),
    ].join('-');
    await database.journey.createMany({
      skipDuplicates: true,
      data: {
        id: journeyId,
        participantId: participant.id,
        programId: participant.programId,
        programVersion: version,
        status: 'starting',
        stage: policy.stages[0] as Stage,
        role: participant.role,
        privileges: [],
        passedSteps: [],
        // The workflow counts from 0.
        sequence: -1,
        startedBy: caller.actor,
        startedAt: at,
        updatedAt: at,
      },
    });
    return run(journeyId, options);
  }

  /** Starts the workflow of a path that is stored as `starting`. */
  async function run(journeyId: string, options?: CallOptions): Promise<JourneyStarted> {
    const row = await database.journey.findUniqueOrThrow({
      where: { id: journeyId },
      include: { participant: true },
    });
    const input = await journeyInput(database, row);
    try {
      const { started } = await fullCircle.journeys.start(input, options);
      await database.journey.updateMany({
        where: { id: journeyId, status: 'starting' },
        data: { status: 'active' },
      });
      // Whoever is on the path again is invited as everybody on it.
      await database.alumnus.deleteMany({ where: { participantId: row.participantId } });
      return { journeyId, state: started ? 'started' : 'running-already' };
    } catch (error) {
      if (error instanceof Unavailable) return { journeyId, state: 'starting' };
      throw error;
    }
  }

  /** The path that is going on. @throws Refused `NoPath` */
  async function current(caller: Caller, participantId: string, action: Action) {
    const participant = await participants.find(caller, participantId, action);
    const [journey] = participant.journeys;
    if (!journey) {
      throw new Refused(
        'NoPath',
        `This person's path has not been started; start it first: journeys start ${participantId}.`,
      );
    }
    if (journey.status === 'starting') await run(journey.id);
    return { participant, journeyId: as<JourneyId>(journey.id), journey };
  }

  /** An act on somebody's path, by staff or by themself. */
  const act =
    <Input extends object>(
      action: Action,
      tell: (
        id: JourneyId,
        update: Input & { by: Caller['actor'] },
        options?: ActOptions,
      ) => Promise<Standing>,
    ) =>
    async (caller: Caller, participantId: string, input: Input, options?: ActOptions): Promise<Standing> => {
      const { journeyId } = await current(caller, participantId, action);
      return tell(journeyId, { ...input, by: caller.actor }, options);
    };

  /** Morning of that day at the program's: when people are at their desks to look. */
  async function morningOf(day: string, programId: string): Promise<Instant> {
    const wall = `${day}T09:00`;
    if (!isWallClock(wall)) throw new Refused('NotADay', `"${day}" is not a day; write it like 2026-03-01.`);
    const { definition } = await programInUse(database, programId);
    return resolve(wall, definition.zone).instant;
  }

  return {
    start,
    run,
    current,
    morningOf,

    /** Where the person is, what is awaited, from whom, since when, what comes next: the workflow's own word. */
    async standing(
      caller: Caller,
      participantId: string,
      options?: { timeoutMs?: number },
    ): Promise<Standing> {
      const { journeyId } = await current(caller, participantId, 'see');
      return withoutAnswered(database, await fullCircle.journeys.standing(journeyId, options));
    },

    /** Pauses the path, by itself until a day, or open-ended. */
    async pause(
      caller: Caller,
      participantId: string,
      input: { untilDay?: string } = {},
      options?: ActOptions,
    ): Promise<Standing> {
      const { participant, journeyId } = await current(caller, participantId, 'take-part');
      const until = input.untilDay && (await morningOf(input.untilDay, participant.programId));
      return fullCircle.journeys.pause(journeyId, { by: caller.actor, ...(until ? { until } : {}) }, options);
    },

    resume: act<object>('take-part', fullCircle.journeys.resume),
    withdraw: act<object>('take-part', fullCircle.journeys.withdraw),
    reopen: act<object>('decide-journeys', fullCircle.journeys.reopen),
    answerCheckIn: answerCheckIn(tools, current),
    decideAchievement: decideAchievement(tools, current),
    consentToTransition: act<Pick<ConsentToTransition, 'consents' | 'ownMentor'>>(
      'take-part',
      fullCircle.journeys.consentToTransition,
    ),
    completeTraining: recordTraining(tools, current),
    changeTier: changeTier(tools, current),
    resumeCheckIns: act<object>('take-part', fullCircle.journeys.resumeCheckIns),
  };
}

/** A check-in that was answered in time is closed in PostgreSQL before the path looks. */
async function withoutAnswered(database: Database, standing: Standing): Promise<Standing> {
  const asked = standing.waitingFor.filter(({ kind }) => kind === 'retention-check-in');
  if (asked.length === 0) return standing;
  const closed = await database.wait.findMany({
    where: { key: { in: asked.map(({ key }) => key) }, closedAt: { not: null } },
    select: { key: true },
  });
  const keys = new Set<string>(closed.map(({ key }) => key));
  return { ...standing, waitingFor: standing.waitingFor.filter(({ key }) => !keys.has(key)) };
}

/** Finds the path that an act is about. */
export type Current = (
  caller: Caller,
  participantId: string,
  action: Action,
) => Promise<{
  participant: Awaited<ReturnType<ParticipantActs['find']>>;
  journeyId: JourneyId;
  journey: { id: string; status: string; privileges: string[]; programVersion: string };
}>;

export type JourneyActs = ReturnType<typeof journeyActs>;
