import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { nextCursor, offsetOf, pageOf, PageQuery } from './cursor';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import { ById } from './schemas';

const Instant = z.string().describe('ISO-8601 instant in UTC');
const Id = z.string().min(1).max(200);
const STATES = ['starting', 'open', 'taken', 'fulfilled', 'cancelled'] as const;

const Request = z.object({
  id: Id,
  program: Id,
  site: Id.nullable(),
  person: z.object({ personId: Id, name: z.string() }),
  status: z.enum(STATES),
  late: z.boolean(),
  dueAt: Instant.describe('A named human is promised by then'),
  takenBy: z.object({ personId: Id, name: z.string() }).nullable(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
});
const Shown = Request.extend({ canTake: z.array(z.object({ personId: Id, name: z.string() })) });
const NewRequest = z.strictObject({
  participant: Id.describe('Id or reference'),
  exclude: z
    .array(Id)
    .max(20)
    .optional()
    .describe('Persons (id, or address of an account) who never hear of it and never see it'),
});
const Made = z.object({ requestId: Id, state: z.enum(['started', 'starting', 'already']), dueAt: Instant });
const State = z.object({
  status: z.enum(['open', 'taken', 'fulfilled', 'cancelled']),
  takenBy: Id.optional(),
  dueAt: Instant,
  late: z.boolean(),
});
const Take = z.strictObject({ personId: Id.describe('Who will speak with them') });

type Row = Awaited<ReturnType<Parts['office']['requests']['list']>>[number];

export function requestApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['requests'];
  const { requests } = parts.office;
  const changed = { tags, params: ById, ...changes };

  app.get(
    '/requests',
    {
      schema: {
        tags,
        summary: 'Requests to speak with another professional: open ones first',
        querystring: z.object({
          program: z.string().optional(),
          site: z.string().optional(),
          open: z.stringbool().optional(),
          ...PageQuery,
        }),
        response: answers(pageOf(Request)),
      },
    },
    async (request) => {
      const { program, site, open, limit, cursor } = request.query;
      const offset = offsetOf(cursor);
      const found = await requests.list(apiCaller(request), {
        ...(program ? { programId: program } : {}),
        ...(site ? { siteId: site } : {}),
        ...(open ? { open } : {}),
        limit: offset + limit + 1,
      });
      const shown = found.slice(offset, offset + limit);
      return { items: shown.map(row), next: nextCursor(offset, shown.length, found.length > offset + limit) };
    },
  );

  app.post(
    '/requests',
    {
      schema: {
        tags,
        summary: 'Make one for somebody',
        ...changes,
        body: NewRequest,
        response: answers(Made, 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { participant, exclude } = request.body;
        const made = await requests.make(
          apiCaller(request),
          { person: participant, ...(exclude ? { exclude } : {}) },
          options,
        );
        return { status: 201, body: made };
      }),
  );

  app.get(
    '/requests/:id',
    { schema: { tags, summary: 'One request, and who can take it', params: ById, response: answers(Shown) } },
    async (request) => {
      const shown = await requests.show(apiCaller(request), request.params.id);
      return { ...row(shown), canTake: shown.canTake };
    },
  );

  app.post(
    '/requests/:id/take',
    { schema: { ...changed, summary: 'Say who will speak with them', body: Take, response: answers(State) } },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await requests.take(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  for (const [act, summary] of [
    ['fulfil', 'They have spoken'],
    ['cancel', 'It is not wanted any more'],
  ] as const) {
    app.post(
      `/requests/:id/${act}`,
      { schema: { ...changed, summary, body: z.strictObject({}).nullish(), response: answers(State) } },
      (request, reply) =>
        once(parts, request, reply, async (options) => ({
          status: 200,
          body: await requests[act](apiCaller(request), request.params.id, options),
        })),
    );
  }
}

function row(one: Row): z.input<typeof Request> {
  return {
    id: one.id,
    program: one.programId,
    site: one.siteId,
    person: { personId: one.personId, name: one.person },
    status: one.status as (typeof STATES)[number],
    late: one.late,
    dueAt: one.dueAt.toISOString(),
    takenBy: one.takenBy ? { personId: one.takenBy, name: one.taker ?? '–' } : null,
    createdAt: one.createdAt.toISOString(),
    endedAt: iso(one.endedAt),
  };
}
