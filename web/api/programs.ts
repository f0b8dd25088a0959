import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers } from './document';
import { ById } from './schemas';

const Instant = z.string().describe('ISO-8601 instant in UTC');
const Version = z.object({
  version: z.string(),
  state: z.enum(['proposed', 'in-use', 'used-before']),
  at: Instant,
  by: z.string().nullable(),
  unreviewed: z.string().nullable().describe('Why it went live without the word of its peers'),
  reviews: z.array(
    z.object({ personId: z.string(), name: z.string(), says: z.string(), concern: z.boolean(), at: Instant }),
  ),
  paths: z.array(z.object({ stage: z.string(), count: z.int() })).describe('Under way, by stage'),
});
const Program = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string(),
  version: z.string(),
  loadedAt: Instant,
});
const Listed = Program.extend({
  sites: z.array(z.object({ id: z.string(), name: z.string(), zone: z.string() })),
});

/** Programs, the definition that each runs on, and the versions it had. */
export function programApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['programs'];
  const { programs } = parts.office;

  app.get(
    '/programs',
    {
      schema: {
        tags,
        summary: 'Programs with their sites: those of which the key may see at least one site',
        response: answers(z.object({ items: z.array(Listed) })),
      },
    },
    async (request) => ({
      items: (await programs.list(apiCaller(request))).map(({ loadedAt, sites, ...program }) => ({
        ...program,
        loadedAt: loadedAt.toISOString(),
        sites: sites.map(({ id, name, zone }) => ({ id, name, zone })),
      })),
    }),
  );

  app.get(
    '/programs/:id',
    {
      schema: {
        tags,
        summary: 'One program, with the definition in use',
        params: ById,
        response: answers(
          Program.extend({
            definition: z
              .record(z.string(), z.unknown())
              .describe('As its file says it, with what it leaves open'),
          }),
        ),
      },
    },
    async (request) => {
      const { id, name, zone, version, loadedAt, definition } = await programs.show(
        apiCaller(request),
        request.params.id,
      );
      return { id, name, zone, version, loadedAt: loadedAt.toISOString(), definition: { ...definition } };
    },
  );

  app.get(
    '/programs/:id/versions',
    {
      schema: {
        tags,
        summary:
          'Its versions, the one in use first after those proposed; what peers said, and who is on which',
        params: ById,
        response: answers(z.object({ items: z.array(Version) })),
      },
    },
    async (request) => {
      const { versions } = await programs.show(apiCaller(request), request.params.id);
      return {
        items: versions.map(({ at, reviews, ...version }) => ({
          ...version,
          at: at.toISOString(),
          reviews: reviews.map(({ personId, name, says, concern, at: said }) => ({
            personId,
            name,
            says,
            concern,
            at: said.toISOString(),
          })),
        })),
      };
    },
  );
}
