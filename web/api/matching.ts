import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MATCH_FACTORS } from '../../domain/matching';
import { CONSTRAINTS } from '../../domain/matching/rules';
import { RULE_OUT_REASONS } from '../../office/matching/ruleOut';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById, Standing } from './schemas';

const Id = z.string().min(1).max(200);
const Instant = z.string().describe('ISO-8601 instant in UTC');
const Side = z.object({ participantId: Id, name: z.string() });
const Reason = z.object({
  factor: z.enum(MATCH_FACTORS),
  points: z.number(),
  of: z.number(),
  shared: z.array(z.string()).describe('Codes that both named'),
});
const Pair = z.object({
  mentorshipId: Id,
  program: Id,
  round: z.string(),
  status: z.string(),
  score: z.number(),
  reasons: z.array(Reason),
  mentee: Side,
  mentor: Side,
  overCap: z
    .object({ limit: z.number(), would: z.number(), reason: z.string(), by: z.string() })
    .nullable()
    .describe('Why the caseload goes above the cap of the program'),
  proposedAt: Instant,
});
const Why = z.object({
  mentee: Side,
  mentor: Side,
  possible: z.boolean(),
  out: z
    .object({ mentee: z.string().optional(), mentor: z.string().optional() })
    .describe('What keeps one of them out of the pool altogether'),
  obstacles: z.array(
    z.object({
      rule: z.enum(CONSTRAINTS),
      question: z.string().optional(),
      of: z.enum(['mentee', 'mentor']).optional(),
    }),
  ),
  score: z.number(),
  of: z.number(),
  reasons: z.array(Reason),
  caseload: z.object({ now: z.number(), cap: z.number(), ownCap: z.number().optional() }),
  first: z.boolean().describe('Goes before all others: their last match had to end at once'),
});
const Words = z.string().trim().max(4_000);

/** Pairs: proposed by a round or by hand, explained, decided on, ended at once, and people who are kept apart. */
export function matchingApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['matching'];
  const { matching } = parts.office;

  app.get(
    '/matches',
    {
      schema: {
        tags,
        summary: 'Pairs and why they were proposed, the latest first',
        querystring: z.object({ program: Id.optional(), status: z.string().optional() }),
        response: answers(z.object({ items: z.array(Pair) })),
      },
    },
    async (request) => {
      const { program, status } = request.query;
      const found = await matching.list(apiCaller(request), {
        ...(program ? { programId: program } : {}),
        ...(status ? { status } : {}),
      });
      const items = found.map(({ programId, proposedAt, reasons, overCap, ...pair }) => ({
        ...pair,
        program: programId,
        reasons: reasons as z.output<typeof Reason>[],
        overCap,
        proposedAt: proposedAt.toISOString(),
      }));
      return { items };
    },
  );

  app.post(
    '/matches/rounds',
    {
      schema: {
        tags,
        summary: 'Find the best pairs over everybody who waits; staff then decide pair by pair',
        ...changes,
        body: z.strictObject({ program: Id }),
        response: answers(z.object({ round: z.string(), proposed: z.array(Id), unmatched: z.array(Id) })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const caller = apiCaller(request);
        const { round } = await matching.round(caller, request.body.program, options);
        return {
          status: 200,
          body: { round, ...(await matching.result(caller, request.body.program, round)) },
        };
      }),
  );

  app.get(
    '/matches/explain',
    {
      schema: {
        tags,
        summary: 'Why two people could be a pair, or every rule that keeps them apart',
        querystring: z.object({ mentee: Id, mentor: Id }),
        response: answers(Why),
      },
    },
    (request) => matching.explain(apiCaller(request), request.query),
  );

  app.get(
    '/participants/:id/matches',
    {
      schema: {
        tags,
        summary: 'Everybody on the other side for one person: who could be, best first, and who could not',
        params: ById,
        response: answers(z.object({ possible: z.array(Why), not: z.array(Why) })),
      },
    },
    (request) => matching.rank(apiCaller(request), request.params.id),
  );

  app.post(
    '/matches',
    {
      schema: {
        tags,
        summary: 'Propose one pair by hand; above the cap of the program only with a reason',
        ...changes,
        body: z.strictObject({ mentee: Id, mentor: Id, reason: z.string().max(1_000).optional() }),
        response: answers(z.object({ mentorshipId: Id })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await matching.pick(apiCaller(request), request.body, options),
      })),
  );

  app.post(
    '/matches/:id/decision',
    {
      schema: {
        tags,
        summary: 'Approve a proposed pair, so that both are asked, or reject it for good',
        params: ById,
        ...changes,
        body: z.strictObject({
          decision: z.enum(['approve', 'reject']),
          reason: z.string().max(1_000).optional().describe('Why the caseload goes above the cap'),
        }),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { decision, reason } = request.body;
        const body = await matching.decide(apiCaller(request), request.params.id, decision, {
          ...options,
          reason,
        });
        return { status: 200, body };
      }),
  );

  app.post(
    '/matches/:id/flag',
    {
      schema: {
        tags,
        summary: 'End a match at once: contact is blocked, the other side is told nothing',
        params: ById,
        ...changes,
        body: z.strictObject({
          side: z.enum(['mentee', 'mentor']).describe('Who wants it to end'),
          words: Words.optional().describe('For staff alone'),
        }),
        response: answers(z.object({ flagId: Id, state: z.enum(['ended', 'ending']) })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await matching.flag(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.post(
    '/participants/:id/kept-apart',
    {
      schema: {
        tags,
        summary: 'Two people who are never matched with each other, or may be again',
        params: ById,
        ...changes,
        body: z.strictObject({
          other: Id,
          reason: z.enum(RULE_OUT_REASONS).default('boundary'),
          allow: z.boolean().default(false),
        }),
        response: answers(z.object({ keptApart: z.boolean() })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        const { other, reason, allow } = request.body;
        const pair = { one: request.params.id, other };
        if (allow) await matching.allow(apiCaller(request), pair);
        else await matching.ruleOut(apiCaller(request), { ...pair, reason });
        return { status: 200, body: { keptApart: !allow } };
      }),
  );
}
