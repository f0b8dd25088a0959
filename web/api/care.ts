import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { as } from '../../domain/ids';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import { ById, Standing } from './schemas';

const Instant = z.string().describe('ISO-8601 instant in UTC');
const Id = z.string().min(1).max(200);
const Codes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const History = z.object({
  standing: z.enum(['asked', 'silent', 'declined', 'inside', 'not-yet']),
  missedInARow: z.int(),
  answers: z.array(
    z.object({ at: Instant, by: z.string(), number: z.int(), answer: z.string(), late: z.boolean() }),
  ),
  lastAsked: z
    .object({ at: Instant, wait: Id })
    .nullable()
    .describe('An answer to it counts whenever it comes'),
  meetings: z.array(z.object({ number: z.int(), startsAt: Instant, status: z.string() })),
  goals: z.array(z.object({ id: Id, title: z.string(), progress: z.int(), updatedAt: Instant })),
  waits: z.array(
    z.object({
      key: Id,
      kind: z.string(),
      owedBy: z.string(),
      since: Instant,
      dueAt: Instant.nullable(),
      details: Codes,
    }),
  ),
  tried: z.array(
    z.object({
      template: z.string(),
      at: Instant,
      status: z.string(),
      reason: z.string().nullable(),
      channels: z.array(z.string()),
    }),
  ),
});
const AnsweredCheckIn = z.strictObject({
  wait: Id,
  answer: z.enum(['ok', 'not-ok', 'not-now', 'decline']),
});

const CloseOne = z.object({ personId: Id, name: z.string(), as: z.enum(['mentor', 'mentee']) });

/** How somebody is doing, their own wish not to be asked, and a death. */
export function careApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { checkIns, journeys, deaths } = parts.office;
  const changed = { params: ById, ...changes };

  app.get(
    '/participants/:id/check-ins',
    {
      schema: {
        tags: ['check-ins'],
        summary: 'Before you call: last answers, meetings, goals, what is waited for, what was tried',
        params: ById,
        response: answers(History),
      },
    },
    async (request) => {
      const found = await checkIns.history(apiCaller(request), request.params.id);
      return {
        standing: found.standing,
        missedInARow: found.missedInARow,
        answers: found.answers.map((one) => ({ ...one, at: one.at.toISOString() })),
        lastAsked: found.lastAsked
          ? { wait: found.lastAsked.wait, at: found.lastAsked.at.toISOString() }
          : null,
        meetings: found.meetings.map((one) => ({ ...one, startsAt: one.startsAt.toISOString() })),
        goals: found.goals.map((one) => ({ ...one, updatedAt: one.updatedAt.toISOString() })),
        waits: found.waits.map((one) => ({
          ...one,
          since: one.since.toISOString(),
          dueAt: iso(one.dueAt),
        })),
        tried: found.tried.map((one) => ({ ...one, at: one.at.toISOString() })),
      };
    },
  );

  app.post(
    '/participants/:id/check-ins/answer',
    {
      schema: {
        ...changed,
        tags: ['check-ins'],
        summary: 'What the person said: "not-now" is asked again later, "decline" not any more',
        body: AnsweredCheckIn,
        response: answers(AnsweredCheckIn),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { wait, answer } = request.body;
        return {
          status: 200,
          body: await journeys.answerCheckIn(
            apiCaller(request),
            request.params.id,
            { wait: as(wait), answer },
            options,
          ),
        };
      }),
  );

  app.post(
    '/participants/:id/check-ins/resume',
    {
      schema: {
        ...changed,
        tags: ['check-ins'],
        summary: 'Ask again somebody who had not wanted to be asked',
        body: z.strictObject({}).nullish(),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await journeys.resumeCheckIns(apiCaller(request), request.params.id, {}, options),
      })),
  );

  app.post(
    '/participants/:id/death',
    {
      schema: {
        ...changed,
        tags: ['participants'],
        summary: 'Record a death: nothing automated goes to or about the person from then on',
        body: z.strictObject({ tellBy: Id.describe('The person who tells those close') }),
        response: answers(
          z.object({
            recordId: Id,
            state: z.enum(['recorded', 'carried', 'already']),
            close: z.array(CloseOne),
          }),
          201,
        ),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => ({
        status: 201,
        body: await deaths.record(apiCaller(request), request.params.id, request.body),
      })),
  );

  app.post(
    '/participants/:id/death/undo',
    {
      schema: {
        ...changed,
        tags: ['participants'],
        summary: 'Take back a record that was a mistake; start the path afterwards',
        body: z.strictObject({ reason: z.string().min(5).max(300) }),
        response: answers(z.object({ undone: z.literal(true) })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        await deaths.undo(apiCaller(request), request.params.id, request.body);
        return { status: 200, body: { undone: true as const } };
      }),
  );
}
