import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById } from './schemas';

const Id = z.string().min(1).max(200);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Opening = z.object({
  id: Id,
  program: Id,
  site: Id.nullable(),
  title: z.string(),
  tier: z.string(),
  places: z.int(),
  closesOn: Day,
  status: z.string(),
  offers: z.array(
    z.object({
      participantId: Id,
      name: z.string(),
      said: z.string().nullable(),
      outcome: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
});
const NewOpening = z.strictObject({
  programId: Id,
  siteId: Id.optional(),
  title: z.string().min(1).max(120),
  details: z.string().max(2_000).optional(),
  tier: z.string().max(60),
  fromTiers: z.array(z.string().max(60)).max(20).optional().describe('Open to every peer when absent'),
  places: z.int().min(1).max(100).optional(),
  closesOn: Day,
});

/** Work that is to be had, told to everybody who is eligible. */
export function openingApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['peer work'];
  const { openings } = parts.office;

  app.get(
    '/openings',
    {
      schema: {
        tags,
        summary: 'Openings, open ones first, with who was told, what they said and who got it',
        querystring: z.object({ program: z.string().optional(), open: z.stringbool().optional() }),
        response: answers(z.object({ items: z.array(Opening) })),
      },
    },
    async (request) => {
      const { program, open } = request.query;
      const rows = await openings.list(apiCaller(request), {
        ...(program ? { programId: program } : {}),
        ...(open ? { open } : {}),
      });
      return {
        items: rows.map(({ programId, siteId, id, title, tier, places, closesOn, status, offers }) => ({
          id,
          program: programId,
          site: siteId,
          title,
          tier,
          places,
          closesOn,
          status,
          offers: offers.map(({ participantId, name, said, outcome, why }) => ({
            participantId,
            name,
            said,
            outcome,
            why,
          })),
        })),
      };
    },
  );

  app.post(
    '/openings',
    {
      schema: {
        tags,
        summary: 'Announce an opening: every eligible peer is told, once',
        ...changes,
        body: NewOpening,
        response: answers(z.object({ openingId: Id, told: z.array(Id), state: z.string() }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { siteId, details, fromTiers, places, ...rest } = request.body;
        const input = {
          ...rest,
          ...(siteId ? { siteId } : {}),
          ...(details ? { details } : {}),
          ...(fromTiers ? { fromTiers } : {}),
          ...(places ? { places } : {}),
        };
        return { status: 201, body: await openings.announce(apiCaller(request), input, options) };
      }),
  );

  app.post(
    '/openings/:id/decision',
    {
      schema: {
        tags,
        summary: 'Say who got it and why; nobody when `chosen` is empty',
        params: ById,
        ...changes,
        body: z.strictObject({ chosen: z.array(Id).max(100), why: z.string().min(1).max(1_000) }),
        response: answers(z.object({ decided: z.literal(true) })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        await openings.decide(apiCaller(request), request.params.id, request.body);
        return { status: 200, body: { decided: true as const } };
      }),
  );
}
