import { NotThere, Refused, Unavailable } from '../../client/fullCircle';
import { appendEvents, storeIntents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import { as, type OccurrenceKey } from '../../domain/ids';
import { isWallClock, resolve } from '../../domain/time';
import { idFromKey, newId } from '../../platform/newId';
import { guard, within, type Caller } from '../access';
import { programInUse } from '../definitions';
import type { JourneyActs } from '../journeys';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';

export interface NewSession {
  programId: string;
  siteId?: string;
  module: string;
  /** Wall clock of the program's. */
  startsWall: string;
}

/** Dates on which modules are taught: everybody who still misses the module is asked, whoever came has it recorded. */
export function sessionActs(tools: OfficeTools, journeys: Pick<JourneyActs, 'completeTraining'>) {
  const { database, fullCircle } = tools;

  /** @throws Refused `UnknownModule`, `NotAWallClock`, `InThePast` */
  async function plan(
    caller: Caller,
    input: NewSession,
    options?: ActOptions,
  ): Promise<{ sessionId: string; asked: string[]; state: 'going-out' | 'pending' | 'nobody' }> {
    const { programId, siteId = null, module, startsWall } = input;
    guard(caller, 'manage-workshops', { programId, siteId }, `program ${programId}`);
    const { definition } = await programInUse(database, programId);
    if (!definition.transition.training.some(({ id }) => id === module))
      throw new Refused('UnknownModule', `"${module}" is not a module of ${programId}.`);
    if (!isWallClock(startsWall))
      throw new Refused(
        'NotAWallClock',
        `"${startsWall}" is not a date and time; write it like 2026-03-01T17:30.`,
      );
    const startsAt = resolve(startsWall, definition.zone).instant;
    const at = await businessNow(tools);
    if (startsAt <= at) throw new Refused('InThePast', 'This session would have begun already.');
    const id = options?.key ? idFromKey('session', caller.actor, options.key) : newId();
    const missing = await whoMisses(programId, siteId, module);
    const keyOf = (participantId: string) => `training-session-${id}/${participantId}/asked` as OccurrenceKey;
    await database.$transaction(async (tx) => {
      await tx.trainingSession.createMany({
        skipDuplicates: true,
        data: {
          id,
          programId,
          siteId,
          module,
          startsWall,
          zone: definition.zone,
          startsAt,
          createdBy: caller.actor,
          createdAt: at,
        },
      });
      await tx.$executeRaw(
        statement(
          appendEvents([
            {
              key: `training-session-${id}/planned`,
              kind: 'training-session-planned',
              programId,
              siteId,
              actor: caller.actor,
              data: { session: id, module },
              at,
            },
          ]),
          storeIntents(
            missing.map((one) => ({
              key: keyOf(one.id),
              programId,
              siteId: one.siteId,
              personId: as(one.personId),
              template: 'training-session',
              refs: { module, at: startsAt },
              urgency: 'reminder',
              expiresAt: startsAt,
              at,
            })),
          ),
        ),
      );
    });
    const asked = missing.map((one) => one.id);
    if (asked.length === 0) return { sessionId: id, asked, state: 'nobody' };
    try {
      const intents = asked.map(keyOf);
      await fullCircle.announcements.start(
        { key: `${id}-${idFromKey(...intents)}`, programId: as(programId), intents },
        options,
      );
      return { sessionId: id, asked, state: 'going-out' };
    } catch (error) {
      if (error instanceof Unavailable) return { sessionId: id, asked, state: 'pending' };
      throw error;
    }
  }

  /** Those on the way to becoming a mentor, and mentors, who have not taken it. */
  async function whoMisses(programId: string, siteId: string | null, module: string) {
    const taken = await database.event.findMany({
      where: { kind: 'training-completed', programId },
      select: { personId: true, data: true },
    });
    const have = taken
      .filter(({ data }) => (data as { module?: unknown }).module === module)
      .flatMap(({ personId }) => personId ?? []);
    return database.participant.findMany({
      where: {
        programId,
        ...(siteId ? { siteId } : {}),
        personId: { notIn: have },
        person: { deceasedAt: null },
        journeys: { some: { status: 'active', OR: [{ role: 'mentor' }, { stage: 'transition' }] } },
      },
      orderBy: { id: 'asc' },
    });
  }

  /** Records the module for everybody who came; saying it again adds whoever was forgotten. @throws Refused `NotYet` */
  async function attended(
    caller: Caller,
    sessionId: string,
    input: { people: readonly string[] },
  ): Promise<{ recorded: number }> {
    const session = await database.trainingSession.findUnique({ where: { id: sessionId } });
    if (!session) throw new NotThere(`training session ${sessionId}`);
    guard(caller, 'decide-journeys', session, `training session ${sessionId}`);
    if (session.startsAt > (await tools.clock.now()))
      throw new Refused('NotYet', 'This session has not begun yet.');
    for (const person of new Set(input.people))
      await journeys.completeTraining(
        caller,
        person,
        { module: session.module, on: session.startsWall.slice(0, 10), credited: false, sessionId },
        { key: `training-session/${sessionId}/${person}` },
      );
    return { recorded: new Set(input.people).size };
  }

  async function list(caller: Caller, filter: { programId?: string } = {}) {
    const sessions = await database.trainingSession.findMany({
      where: { AND: [within(caller.scope), filter] },
      orderBy: { startsAt: 'desc' },
      take: 100,
    });
    const came = await database.trainingRecord.groupBy({
      by: ['sessionId'],
      where: { sessionId: { in: sessions.map(({ id }) => id) } },
      _count: true,
    });
    return sessions.map((session) => ({
      ...session,
      attended: came.find(({ sessionId }) => sessionId === session.id)?._count ?? 0,
    }));
  }

  return { plan, attended, list };
}
