import { appendEvents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { NotThere, Refused } from '../client/fullCircle';
import { progressOf } from '../domain/goalProgress';
import { as, instant, type JourneyId } from '../domain/ids';
import type { EventKind } from '../domain/ledger';
import { idFromKey, newId } from '../platform/newId';
import type { Goal, GoalStep } from '../prisma/generated/client';
import type { Standing } from '../workflows/contract';
import { may, type Caller } from './access';
import type { JourneyActs } from './journeys';
import type { ActOptions, OfficeTools } from './tools';

const LONGEST_TITLE = 200;
const MOST_STEPS = 20;

export type GoalShown = Goal & { steps: GoalStep[] };

export function goalActs(tools: OfficeTools, journeys: Pick<JourneyActs, 'current'>) {
  const { database, fullCircle } = tools;

  function words(text: string, what: string): string {
    const title = text.trim();
    if (!title || title.length > LONGEST_TITLE) {
      throw new Refused('NotATitle', `${what} needs words, at most ${LONGEST_TITLE} characters.`);
    }
    return title;
  }

  /** A goal of that person's which the caller may touch. */
  async function own(caller: Caller, participantId: string, goalId: string) {
    const current = await journeys.current(caller, participantId, 'take-part');
    const goal = await database.goal.findUnique({
      where: { id: goalId },
      include: { steps: { orderBy: { position: 'asc' } } },
    });
    if (goal?.participantId !== current.participant.id) throw new NotThere(`goal ${goalId}`);
    return { ...current, goal };
  }

  /** A mentor may say that a step is done, of a goal that their mentee shows them: the mentee has said so with it. */
  async function ownOrShared(caller: Caller, participantId: string, goalId: string) {
    if (!(await mentors(caller, participantId))) return own(caller, participantId, goalId);
    const participant = await database.participant.findUnique({
      where: { id: participantId },
      include: { person: true, journeys: { orderBy: { startedAt: 'desc' } } },
    });
    const goal = await database.goal.findUnique({
      where: { id: goalId },
      include: { steps: { orderBy: { position: 'asc' } } },
    });
    const journeyId = participant?.journeys[0]?.id;
    if (!participant || !journeyId || goal?.participantId !== participantId || !goal.shared)
      throw new NotThere(`goal ${goalId}`);
    return { participant, journeyId: as<JourneyId>(journeyId), goal };
  }

  async function noted(
    { participant, goal }: Pick<Found, 'participant' | 'goal'>,
    caller: Caller,
    key: string,
    kind: EventKind,
    data: Record<string, string | number | boolean>,
  ): Promise<void> {
    const { programId, siteId, personId } = participant;
    const at = instant(await tools.clock.now());
    const event = { key, kind, programId, siteId, personId, actor: caller.actor, at };
    await database.$executeRaw(statement(appendEvents([{ ...event, data: { goal: goal.id, ...data } }])));
  }

  type Found = Awaited<ReturnType<typeof ownOrShared>>;

  /** With steps, the progress is what they say. */
  async function tellProgress(found: Found, caller: Caller, options?: ActOptions): Promise<void> {
    const steps = await database.goalStep.findMany({ where: { goalId: found.goal.id } });
    const progress = progressOf(steps.map(({ doneAt }) => doneAt !== null));
    if (progress === undefined || progress === found.goal.progress) return;
    const update = { by: caller.actor, goalId: found.goal.id, progress };
    await fullCircle.journeys.recordGoalProgress(found.journeyId, update, options);
  }

  return {
    /** Takes down a goal in the person's own words; the path knows it by its id. */
    async set(
      caller: Caller,
      participantId: string,
      input: { title: string },
      options?: ActOptions,
    ): Promise<{ goalId: string; standing: Standing }> {
      const { participant, journeyId } = await journeys.current(caller, participantId, 'take-part');
      const title = words(input.title, 'A goal');
      const goalId = options?.key ? idFromKey('goal', participant.id, options.key) : newId();
      const at = await tools.clock.now();
      await database.goal.createMany({
        skipDuplicates: true,
        data: {
          id: goalId,
          participantId: participant.id,
          title,
          status: 'open',
          createdAt: at,
          updatedAt: at,
        },
      });
      const standing = await fullCircle.journeys.setGoal(
        journeyId,
        { by: caller.actor, goalId },
        { ...options, key: options?.key ?? goalId },
      );
      return { goalId, standing };
    },

    /** Partial progress counts: percent, 0 to 100. @throws Refused `StepsSaySo` for a goal whose steps say how far it is */
    async progress(
      caller: Caller,
      participantId: string,
      input: { goalId: string; progress: number },
      options?: ActOptions,
    ): Promise<Standing> {
      const { journeyId, goal } = await own(caller, participantId, input.goalId);
      if (goal.steps.length > 0) {
        throw new Refused(
          'StepsSaySo',
          'This goal has steps, and they say how far it is; tick a step instead.',
        );
      }
      return fullCircle.journeys.recordGoalProgress(journeyId, { by: caller.actor, ...input }, options);
    },

    /**
     * Goals with their steps: all of them for staff and for the person, those that the person has agreed to show for their
     * mentors, and for nobody else.
     */
    async list(caller: Caller, participantId: string): Promise<GoalShown[]> {
      const participant = await database.participant.findUnique({ where: { id: participantId } });
      if (!participant) throw new NotThere(`participant ${participantId}`);
      const isOwn = caller.personId === participant.personId;
      const all = isOwn || may(caller, 'see', participant);
      const isMentor = !all && (await mentors(caller, participantId));
      if (!all && !isMentor) throw new NotThere(`participant ${participantId}`);
      return database.goal.findMany({
        where: { participantId, ...(all ? {} : { shared: true, status: { not: 'let-go' } }) },
        include: { steps: { orderBy: { position: 'asc' } } },
        orderBy: { createdAt: 'asc' },
      });
    },

    /** A step on the way, in the person's own words. */
    async addStep(
      caller: Caller,
      participantId: string,
      input: { goalId: string; title: string },
      options?: ActOptions,
    ): Promise<{ stepId: string }> {
      const found = await own(caller, participantId, input.goalId);
      const title = words(input.title, 'A step');
      if (found.goal.status === 'let-go')
        throw new Refused('GoalLetGo', 'This goal was let go of; set a new one.');
      if (found.goal.steps.length >= MOST_STEPS)
        throw new Refused(
          'TooManySteps',
          `A goal has ${MOST_STEPS} steps at most; make a second goal of the rest.`,
        );
      const stepId = options?.key ? idFromKey('goal-step', found.goal.id, options.key) : newId();
      const createdAt = await tools.clock.now();
      const position = found.goal.steps.length;
      await database.goalStep.createMany({
        skipDuplicates: true,
        data: { id: stepId, goalId: found.goal.id, title, position, createdAt },
      });
      await noted(found, caller, `goal-step-${stepId}/added`, 'goal-step-added', { step: stepId });
      await tellProgress(found, caller, options);
      return { stepId };
    },

    /** Says that a step is done, or that it is open again. Partial progress counts, and nothing is lost by going back. */
    async step(
      caller: Caller,
      participantId: string,
      input: { goalId: string; stepId: string; done: boolean },
      options?: ActOptions,
    ): Promise<void> {
      const found = await ownOrShared(caller, participantId, input.goalId);
      const { stepId, done } = input;
      const step = found.goal.steps.find(({ id }) => id === stepId);
      if (!step) throw new NotThere(`step ${stepId}`);
      if ((step.doneAt !== null) !== done) {
        const at = await tools.clock.now();
        await database.goalStep.update({ where: { id: stepId }, data: { doneAt: done ? at : null } });
        const key = `goal-step-${stepId}/${done ? 'done' : 'open'}/${at.toISOString()}`;
        await noted(found, caller, key, 'goal-step-done', { step: stepId, done });
      }
      await tellProgress(found, caller, options);
    },

    /** Shows a goal to the person's mentors, or keeps it private again: theirs to say, by themselves or through staff. */
    async share(
      caller: Caller,
      participantId: string,
      input: { goalId: string; shared: boolean },
    ): Promise<void> {
      const found = await own(caller, participantId, input.goalId);
      const { shared } = input;
      if (found.goal.shared === shared) return;
      await database.goal.update({ where: { id: found.goal.id }, data: { shared } });
      const at = instant(await tools.clock.now());
      await noted(found, caller, `goal-${found.goal.id}/shared-${shared}/${at}`, 'goal-shared', { shared });
    },

    /** Lets a goal go, kindly: it counts neither for nor against anything, and what it brought stays. */
    async letGo(
      caller: Caller,
      participantId: string,
      input: { goalId: string },
      options?: ActOptions,
    ): Promise<void> {
      const found = await own(caller, participantId, input.goalId);
      if (found.goal.status === 'let-go') return;
      // The path is told first: were it away, the goal would stay as it is and could be let go of again.
      const update = { by: caller.actor, goalId: found.goal.id };
      await fullCircle.journeys.letGoOfGoal(found.journeyId, update, options);
      const updatedAt = await tools.clock.now();
      await database.goal.update({ where: { id: found.goal.id }, data: { status: 'let-go', updatedAt } });
    },
  };

  async function mentors(caller: Caller, menteeId: string): Promise<boolean> {
    if (!caller.personId) return false;
    const own = await database.participant.findMany({
      where: { personId: caller.personId },
      select: { id: true },
    });
    const pairs = await database.mentorship.count({
      where: { menteeId, mentorId: { in: own.map(({ id }) => id) }, status: 'active' },
    });
    return pairs > 0;
  }
}

export type GoalActs = ReturnType<typeof goalActs>;
