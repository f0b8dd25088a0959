import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById, Standing } from './schemas';

const Instant = z.string().describe('ISO-8601 instant in UTC');
const Answers = z
  .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
  .describe('By question id: ids of options, language codes, times such as tue-evening, a number or a text');
const Shown = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      survey: z.string(),
      answers: Answers,
      via: z.string(),
      by: z.string().nullable(),
      paperOn: z.string().nullable(),
      at: Instant,
    }),
  ),
  underWay: z.array(
    z.object({
      survey: z.string(),
      answers: Answers,
      skipped: z.array(z.string()),
      question: z.string().nullable(),
      status: z.string(),
      updatedAt: Instant,
      done: z.number(),
      of: z.number(),
    }),
  ),
});

/** What people are asked, by link, by text or on paper. */
export function surveyApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['surveys'];
  const { surveys } = parts.office;
  const changed = { tags, params: ById, ...changes };

  app.get(
    '/participants/:id/surveys',
    {
      schema: {
        tags,
        summary: 'What somebody has answered, and what they are in the middle of',
        params: ById,
        response: answers(Shown),
      },
    },
    async (request) => {
      const { responses, underWay } = await surveys.show(apiCaller(request), request.params.id);
      return {
        responses: responses.map((one) => ({
          ...one,
          answers: plain(one.answers),
          at: one.at.toISOString(),
        })),
        underWay: underWay.map((one) => ({
          ...one,
          answers: plain(one.answers),
          updatedAt: one.updatedAt.toISOString(),
        })),
      };
    },
  );

  app.post(
    '/participants/:id/surveys',
    {
      schema: {
        ...changed,
        summary: 'Enter answers, from paper or a conversation',
        body: z.strictObject({
          survey: z.string(),
          answers: Answers,
          paperOn: z.string().optional().describe('The day on the paper form, 2026-03-01'),
        }),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await surveys.submit(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.post(
    '/participants/:id/surveys/ask',
    {
      schema: {
        ...changed,
        summary: 'Ask somebody now, outside quiet hours: by a link, or by text, one question at a time',
        body: z.strictObject({
          survey: z.string().optional(),
          by: z.enum(['text', 'link']).default('link'),
          always: z.boolean().optional().describe('From now on by text first: a phone and no data'),
        }),
        response: answers(z.object({ wait: z.string(), state: z.enum(['going-out', 'pending']) })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await surveys.ask(apiCaller(request), request.params.id, request.body, options),
      })),
  );
}

function plain(given: Record<string, string | number | readonly string[]>): z.output<typeof Answers> {
  return Object.fromEntries(
    Object.entries(given).map(([id, answer]) => [
      id,
      typeof answer === 'string' || typeof answer === 'number' ? answer : [...answer],
    ]),
  );
}
