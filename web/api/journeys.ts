import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById, JourneyStarted, PauseUntil, ScreeningDecision, Standing } from './schemas';

const Nothing = z.strictObject({}).nullish();

export function journeyApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['journeys'];
  const { journeys } = parts.office;
  const changed = { tags, params: ById, ...changes };

  app.get(
    '/participants/:id/journey',
    {
      schema: {
        tags,
        summary: 'Where the person is, what is awaited, from whom, since when, what comes next',
        params: ById,
        response: answers(Standing),
      },
    },
    (request) => journeys.standing(apiCaller(request), request.params.id),
  );

  app.post(
    '/participants/:id/journey',
    {
      schema: {
        ...changed,
        summary: 'Start the path; starting one that is going on changes nothing and says so',
        body: Nothing,
        response: answers(JourneyStarted),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => ({
        status: 200,
        body: await journeys.start(apiCaller(request), request.params.id),
      })),
  );

  app.post(
    '/participants/:id/journey/screening-steps',
    {
      schema: {
        ...changed,
        summary: 'Decide one step of graduated screening',
        body: ScreeningDecision,
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await journeys.screen(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.post(
    '/participants/:id/journey/pause',
    {
      schema: {
        ...changed,
        summary: 'Pause, by itself until a day or open-ended',
        body: PauseUntil.nullish(),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await journeys.pause(apiCaller(request), request.params.id, request.body ?? {}, options),
      })),
  );

  const simple = {
    resume: ['Go on after a pause', journeys.resume],
    withdraw: ['Leave the program; nothing earned is lost', journeys.withdraw],
    reopen: ['Open the path again after leaving', journeys.reopen],
  } as const;
  for (const [name, [summary, act]] of Object.entries(simple)) {
    app.post(
      `/participants/:id/journey/${name}`,
      { schema: { ...changed, summary, body: Nothing, response: answers(Standing) } },
      (request, reply) =>
        once(parts, request, reply, async (options) => ({
          status: 200,
          body: await act(apiCaller(request), request.params.id, {}, options),
        })),
    );
  }
}
