import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { calendarFile } from '../../domain/calendarFile';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById } from './schemas';

const Id = z.string().min(1).max(200);
const Instant = z.string().describe('ISO-8601 instant in UTC');
const Wall = z.string().max(40).describe('Wall clock of the program, e.g. 2026-03-01T17:30');
const SIDES = z.enum(['mentee', 'mentor']);
const Done = z.object({ done: z.literal(true) });
const done = { status: 200, body: { done: true as const } };

const Meeting = z.object({
  mentorshipId: Id,
  number: z.number().int(),
  mentee: z.object({ participantId: Id, name: z.string() }),
  mentor: z.object({ participantId: Id, name: z.string() }),
  startsWall: z.string(),
  startsAt: Instant,
  zone: z.string(),
  status: z.string(),
  proposed: z.object({ wall: z.string(), at: Instant, by: SIDES }).nullable(),
});
const MeetingParams = z.object({ id: Id, number: z.coerce.number().int().min(1) });
const Goal = z.object({
  id: Id,
  title: z.string(),
  progress: z.number().int(),
  status: z.string(),
  shared: z.boolean(),
  steps: z.array(z.object({ id: Id, title: z.string(), done: z.boolean() })),
});

/** Meetings with their calendar files, goals with their steps, and who stands in while a mentor takes a break. */
export function alongsideApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { meetings, goals } = parts.office;
  const tags = ['mentorship'];

  app.get(
    '/participants/:id/meetings',
    {
      schema: {
        tags,
        summary: 'Meetings of somebody, the next first',
        params: ById,
        response: answers(z.object({ items: z.array(Meeting) })),
      },
    },
    async (request) => ({
      items: (await meetings.list(apiCaller(request), request.params.id)).map((one) => ({
        ...one,
        startsAt: one.startsAt.toISOString(),
        proposed: one.proposed && { ...one.proposed, at: one.proposed.at.toISOString() },
      })),
    }),
  );

  app.get(
    '/mentorships/:id/meetings/:number/calendar',
    {
      schema: {
        tags,
        summary: 'The meeting as a calendar file',
        params: MeetingParams,
        response: answers(z.object({ file: z.string().describe('text/calendar') })),
      },
    },
    async (request) => {
      const { id, number } = request.params;
      return { file: calendarFile(await meetings.calendar(apiCaller(request), id, number)) };
    },
  );

  app.post(
    '/mentorships/:id/meetings/:number/propose',
    {
      schema: {
        tags,
        summary: 'Propose another time for one side; it counts once the other has agreed',
        ...changes,
        params: MeetingParams,
        body: z.strictObject({ startsWall: Wall, side: SIDES }),
        response: answers(Done),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { id, number } = request.params;
        await meetings.propose(apiCaller(request), id, { number, ...request.body }, options);
        return done;
      }),
  );

  app.post(
    '/mentorships/:id/meetings/:number/answer',
    {
      schema: {
        tags,
        summary: 'Accept a proposed time for one side, or keep the old one',
        ...changes,
        params: MeetingParams,
        body: z.strictObject({ answer: z.enum(['accept', 'decline']), side: SIDES }),
        response: answers(Done),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { id, number } = request.params;
        await meetings.answerTime(apiCaller(request), id, { number, ...request.body }, options);
        return done;
      }),
  );

  app.post(
    '/mentorships/:id/interim',
    {
      schema: {
        tags,
        summary: 'Name who is there for the mentee while the mentor takes a break',
        ...changes,
        params: ById,
        body: z.strictObject({
          person: Id.describe('Person, participant, reference or address of an account'),
        }),
        response: answers(Done),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        await meetings.nameInterim(apiCaller(request), request.params.id, request.body, options);
        return done;
      }),
  );

  app.get(
    '/participants/:id/goals',
    {
      schema: {
        tags,
        summary: 'Goals with their steps',
        params: ById,
        response: answers(z.object({ items: z.array(Goal) })),
      },
    },
    async (request) => ({
      items: (await goals.list(apiCaller(request), request.params.id)).map(({ steps, ...goal }) => ({
        ...goal,
        steps: steps.map(({ id, title, doneAt }) => ({ id, title, done: doneAt !== null })),
      })),
    }),
  );

  app.post(
    '/participants/:id/goals/:goal/steps',
    {
      schema: {
        tags,
        summary: 'Add a step to a goal',
        ...changes,
        params: ById.extend({ goal: Id }),
        body: z.strictObject({ title: z.string().max(200) }),
        response: answers(z.object({ stepId: Id }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { id, goal } = request.params;
        const body = await goals.addStep(apiCaller(request), id, { goalId: goal, ...request.body }, options);
        return { status: 201, body };
      }),
  );

  app.post(
    '/participants/:id/goals/:goal',
    {
      schema: {
        tags,
        summary: 'Say that a step is done, show a goal to the mentor, or let it go',
        ...changes,
        params: ById.extend({ goal: Id }),
        body: z.union([
          z.strictObject({ step: Id, done: z.boolean() }),
          z.strictObject({ shared: z.boolean() }),
          z.strictObject({ letGo: z.literal(true) }),
        ]),
        response: answers(Done),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { id, goal: goalId } = request.params;
        const { body } = request;
        const caller = apiCaller(request);
        if ('step' in body)
          await goals.step(caller, id, { goalId, stepId: body.step, done: body.done }, options);
        else if ('shared' in body) await goals.share(caller, id, { goalId, shared: body.shared });
        else await goals.letGo(caller, id, { goalId }, options);
        return done;
      }),
  );
}
