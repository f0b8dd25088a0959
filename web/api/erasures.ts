import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ErasureShown } from '../../office/erasures';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById } from './schemas';

const Erasure = z.object({
  waiting: z
    .object({
      askedBy: z.string(),
      askedAt: z.string(),
      dueAt: z.string().describe('Removed after this; taken back until then'),
      heldUpBy: z.string().nullable().describe('What has to end first, as a code'),
    })
    .nullable(),
});
const SelfDescription = z.object({
  group: z.string().nullable(),
  words: z.string().nullable(),
  groups: z.array(z.string()).describe('What the program asks; nobody has to answer'),
});

/** Being forgotten, and what people say of themselves. */
export function erasureApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { erasures, selfDescriptions } = parts.office;
  const changed = { tags: ['participants'], params: ById, ...changes };

  app.post(
    '/participants/:id/erasure',
    {
      schema: {
        ...changed,
        summary: 'Removes everything personal of somebody, in a week; figures keep their totals',
        response: answers(Erasure, 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        const asked = await erasures.ask(apiCaller(request), request.params.id);
        return { status: 201, body: { waiting: waiting(asked) } };
      }),
  );
  app.delete(
    '/participants/:id/erasure',
    { schema: { ...changed, summary: 'They stay after all', response: answers(Erasure) } },
    (request, reply) =>
      once(parts, request, reply, async () => {
        await erasures.takeBack(apiCaller(request), request.params.id);
        return { status: 200, body: { waiting: null } };
      }),
  );
  app.get(
    '/participants/:id/erasure',
    {
      schema: {
        tags: ['participants'],
        summary: 'Whether somebody is to be erased, and when',
        params: ById,
        response: answers(Erasure),
      },
    },
    async (request): Promise<z.input<typeof Erasure>> => {
      const asked = await erasures.show(apiCaller(request), request.params.id);
      return { waiting: asked && waiting(asked) };
    },
  );

  app.put(
    '/participants/:id/self-description',
    {
      schema: {
        ...changed,
        summary: 'How somebody describes themself; kept only with their consent, never required',
        body: z.strictObject({
          group: z.string().max(100).optional(),
          words: z.string().max(500).optional(),
          consents: z.boolean(),
        }),
        response: answers(SelfDescription),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        const { group, words, consents } = request.body;
        await selfDescriptions.describe(apiCaller(request), request.params.id, {
          ...(group === undefined ? {} : { group }),
          ...(words === undefined ? {} : { words }),
          consents,
        });
        return { status: 200, body: await described(request) };
      }),
  );
  app.delete(
    '/participants/:id/self-description',
    { schema: { ...changed, summary: 'Takes it back', response: answers(SelfDescription) } },
    (request, reply) =>
      once(parts, request, reply, async () => {
        await selfDescriptions.takeBack(apiCaller(request), request.params.id);
        return { status: 200, body: await described(request) };
      }),
  );

  async function described(
    request: Parameters<typeof apiCaller>[0],
  ): Promise<z.input<typeof SelfDescription>> {
    const { id } = request.params as { id: string };
    const { said, groups } = await selfDescriptions.show(apiCaller(request), id);
    return { group: said?.group ?? null, words: said?.words ?? null, groups: groups.map((one) => one.id) };
  }
}

function waiting({ askedBy, askedAt, dueAt, heldUpBy }: ErasureShown) {
  return { askedBy, askedAt: askedAt.toISOString(), dueAt: dueAt.toISOString(), heldUpBy };
}
