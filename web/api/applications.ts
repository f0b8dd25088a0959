import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ROLES } from '../../domain/policy';
import type { Application as Row } from '../../prisma/generated/client';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { nextCursor, offsetOf, pageOf, PageQuery } from './cursor';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import { ById } from './schemas';

const Id = z.string().min(1).max(200);
const KINDS = ['own', 'referral'] as const;
const STATES = ['stored', 'looked-at', 'accepted', 'declined'] as const;

const Application = z.object({
  id: Id,
  kind: z.enum(KINDS),
  program: Id,
  site: Id.nullable(),
  role: z.enum(ROLES),
  givenName: z.string(),
  surname: z.string().nullable(),
  preferredName: z.string().nullable(),
  language: z.string(),
  reach: z.string().describe('How they want to be reached: sms, email, voice or none'),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  reachWords: z.string().nullable().describe('Where to find them; for a referral the safe way and time'),
  consents: z.array(z.string()).describe('Channels on which they agreed to be written to'),
  words: z.string().nullable(),
  partner: z
    .object({
      name: z.string(),
      organisation: z.string(),
      phone: z.string().optional(),
      email: z.string().optional(),
      askedBy: z.string(),
      agreed: z.boolean(),
    })
    .nullable(),
  status: z.enum(STATES).describe('`looked-at`: staff owe a decision'),
  participant: Id.nullable(),
  createdAt: z.string(),
  decidedAt: z.string().nullable(),
});
const Decided = z.object({
  applicationId: Id,
  status: z.enum(['accepted', 'declined']),
  participantId: Id.nullable(),
});
const Accept = z.strictObject({
  personAgreed: z.boolean().optional().describe('Staff have spoken with the person, and they agree'),
});

export function applicationApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['applications'];
  const { applications } = parts.office;
  const changed = { tags, params: ById, ...changes };

  app.get(
    '/applications',
    {
      schema: {
        tags,
        summary: 'Applications and referrals: those that staff owe a decision first',
        querystring: z.object({
          program: z.string().optional(),
          kind: z.enum(KINDS).optional(),
          open: z.stringbool().optional(),
          ...PageQuery,
        }),
        response: answers(pageOf(Application)),
      },
    },
    async (request) => {
      const { program, kind, open, limit, cursor } = request.query;
      const offset = offsetOf(cursor);
      const found = await applications.list(apiCaller(request), {
        ...(program ? { programId: program } : {}),
        ...(kind ? { kind } : {}),
        ...(open ? { open } : {}),
        limit: offset + limit + 1,
      });
      const shown = found.slice(offset, offset + limit);
      return { items: shown.map(row), next: nextCursor(offset, shown.length, found.length > offset + limit) };
    },
  );

  app.get(
    '/applications/:id',
    { schema: { tags, summary: 'One of them', params: ById, response: answers(Application) } },
    async (request) => row(await applications.find(apiCaller(request), request.params.id)),
  );

  app.post(
    '/applications/:id/accept',
    {
      schema: {
        ...changed,
        summary: 'Take them in: the path begins, and a partner is thanked without details',
        body: Accept.nullish(),
        response: answers(Decided),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        const { personAgreed } = request.body ?? {};
        const input = personAgreed === undefined ? {} : { personAgreed };
        return {
          status: 200,
          body: await applications.accept(apiCaller(request), request.params.id, input),
        };
      }),
  );

  app.post(
    '/applications/:id/decline',
    {
      schema: {
        ...changed,
        summary: 'Close it; a partner gets a kind word, and nothing is sent to the person',
        body: z.strictObject({}).nullish(),
        response: answers(Decided),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => ({
        status: 200,
        body: await applications.decline(apiCaller(request), request.params.id),
      })),
  );
}

function row(one: Row): z.input<typeof Application> {
  const { programId, siteId, participantId, createdAt, decidedAt, ...rest } = one;
  return {
    ...rest,
    kind: one.kind as (typeof KINDS)[number],
    role: one.role as (typeof ROLES)[number],
    status: one.status as (typeof STATES)[number],
    partner: one.partner as z.input<typeof Application>['partner'],
    program: programId,
    site: siteId,
    participant: participantId,
    createdAt: createdAt.toISOString(),
    decidedAt: iso(decidedAt),
  };
}
