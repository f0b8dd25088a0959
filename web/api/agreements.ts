import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Agreements } from '../../office/agreements';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById } from './schemas';

const Acceptance = z.object({
  what: z.string().describe('`guidelines` or `consent`'),
  version: z.string().describe('Content hash of the words'),
  channels: z.array(z.string()),
  how: z.string(),
  by: z.string(),
  at: z.string(),
});
const Shown = z.object({
  guidelines: z.string().nullable().describe('Version of the guidelines as they are now'),
  askAgain: z.boolean().describe('They agreed to earlier words, and are asked again on their next page'),
  history: z.array(Acceptance),
});
const OnPaper = z.strictObject({ version: z.string().min(1).max(60) });

export function agreementApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['participants'];
  const { agreements } = parts.office;

  app.get(
    '/participants/:id/consents',
    { schema: { tags, summary: 'What they agreed to', params: ById, response: answers(Shown) } },
    async (request) => shown(await agreements.show(apiCaller(request), request.params.id)),
  );

  app.post(
    '/participants/:id/consents/guidelines',
    {
      schema: {
        tags,
        summary: 'Record that they agreed on paper to the guidelines',
        params: ById,
        ...changes,
        body: OnPaper,
        response: answers(Shown),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => ({
        status: 200,
        body: shown(
          await agreements.accept(apiCaller(request), request.params.id, {
            version: request.body.version,
            how: 'paper',
          }),
        ),
      })),
  );
}

function shown({ guidelines, history }: Agreements): z.input<typeof Shown> {
  return {
    guidelines: guidelines.version,
    askAgain: guidelines.askAgain,
    history: history.map((one) => ({ ...one, at: one.at.toISOString() })),
  };
}
