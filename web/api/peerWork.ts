import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { workCsv } from '../../office/peerWork/workCsv';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById, Standing } from './schemas';

const Id = z.string().min(1).max(200);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Words = z.string().min(1).max(4_000);
const At = z.string().describe('ISO-8601 instant in UTC');
const Text = z.object({ en: z.string().optional(), fr: z.string().optional() });

const WorkRecord = z.object({
  id: Id,
  participantId: Id,
  name: z.string(),
  program: Id,
  site: Id.nullable(),
  day: Day,
  hours: z.number(),
  task: z.string().nullable(),
  shiftId: Id.nullable(),
  tier: z.string(),
  compensation: z.string(),
  amountCents: z.int().nullable(),
  aboveCapBecause: z.string().nullable(),
  recordedBy: z.string(),
  voidedAt: At.nullable(),
});
const NewWork = z.strictObject({
  day: Day,
  hours: z.number().positive().max(24),
  task: z.string().max(60).optional(),
  shiftId: Id.optional(),
  reason: z.string().max(1_000).optional().describe('Needed above the cap of the week; kept'),
});
const Logged = z.object({
  workId: Id,
  tier: z.string(),
  kind: z.string(),
  amount: z.int().nullable(),
  over: z.object({ cap: z.number(), would: z.number(), week: Day }).nullable(),
});
const Tier = z.object({
  tier: z.string().nullable(),
  title: Text.nullable(),
  compensation: z.string().nullable(),
  rate: z.object({ amount: z.number(), per: z.string() }).nullable(),
  maxHoursPerWeek: z.number().nullable(),
  tasks: z.array(z.object({ id: z.string(), title: Text })),
  changes: z.array(
    z.object({
      id: Id,
      from: z.string().nullable(),
      to: z.string(),
      reason: z.string(),
      words: z.string().nullable(),
      by: z.string(),
      at: At,
      askedReviewAt: At.nullable(),
      review: z.string().nullable(),
      reviewWords: z.string().nullable(),
    }),
  ),
});
const MoveTier = z.strictObject({
  tier: z.string().max(60),
  reason: z.enum(['growth', 'own-word', 'stated-reason']),
  words: z.string().max(2_000).optional().describe('Needed for a move down; the peer reads it'),
});
const Query = z.object({
  program: z.string().optional(),
  site: z.string().optional(),
  participant: z.string().optional(),
  from: Day.optional(),
  until: Day.optional(),
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Tiers, work that was done, and what was given for it. */
export function peerWorkApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { work, tiers, journeys } = parts.office;
  const filterOf = ({ program, site, participant, from, until }: z.output<typeof Query>) => ({
    ...(program ? { programId: program } : {}),
    ...(site ? { siteId: site } : {}),
    ...(participant ? { person: participant } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  });

  app.get(
    '/work',
    {
      schema: {
        tags: ['peer work'],
        summary: 'Records of work, the latest day first; 5000 at most',
        querystring: Query,
        response: answers(z.object({ items: z.array(WorkRecord) })),
      },
    },
    async (request) => {
      const rows = await work.list(apiCaller(request), { ...filterOf(request.query), limit: 5_000 });
      return {
        items: rows.map((row) => ({
          id: row.id,
          participantId: row.participantId,
          name: row.name,
          program: row.programId,
          site: row.siteId,
          day: row.day,
          hours: Math.round((row.minutes / 60) * 100) / 100,
          task: row.task,
          shiftId: row.shiftId,
          tier: row.tier,
          compensation: row.kind,
          amountCents: row.amount,
          aboveCapBecause: row.reason,
          recordedBy: row.by,
          voidedAt: iso(row.voidedAt),
        })),
      };
    },
  );

  app.get(
    '/work.csv',
    {
      schema: {
        tags: ['peer work'],
        summary: 'The same as a table for the payroll (text/csv)',
        querystring: Query,
      },
    },
    async (request, reply) => {
      const rows = await work.list(apiCaller(request), { ...filterOf(request.query), limit: 5_000 });
      return reply.type('text/csv; charset=utf-8').send(workCsv(rows));
    },
  );

  app.post(
    '/participants/:id/work',
    {
      schema: {
        tags: ['peer work'],
        summary: 'Record work; tier, kind and amount are those of the peer’s tier now',
        params: ById,
        ...changes,
        body: NewWork,
        response: answers(Logged, 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { task, shiftId, reason, ...rest } = request.body;
        const body = await work.log(
          apiCaller(request),
          request.params.id,
          {
            ...rest,
            ...(task ? { task } : {}),
            ...(shiftId ? { shiftId } : {}),
            ...(reason ? { reason } : {}),
          },
          options,
        );
        return { status: 201, body };
      }),
  );

  app.post(
    '/work/:id/void',
    {
      schema: {
        tags: ['peer work'],
        summary: 'Take back what was recorded by mistake; it stays readable',
        params: ById,
        ...changes,
        response: answers(z.object({ voided: z.literal(true) })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        await work.void(apiCaller(request), request.params.id);
        return { status: 200, body: { voided: true as const } };
      }),
  );

  app.get(
    '/participants/:id/tier',
    {
      schema: {
        tags: ['peer work'],
        summary: 'Where a peer stands on the continuum, and the moves so far',
        params: ById,
        response: answers(Tier),
      },
    },
    async (request) => {
      const { changes: moves, ...shown } = await tiers.show(apiCaller(request), request.params.id);
      return {
        ...shown,
        changes: moves.map((move) => ({
          ...move,
          at: move.at.toISOString(),
          askedReviewAt: iso(move.askedReviewAt),
        })),
      };
    },
  );

  app.post(
    '/participants/:id/tier',
    {
      schema: {
        tags: ['peer work'],
        summary: 'Move a peer on the continuum, either way; a move down has a reason that the peer reads',
        params: ById,
        ...changes,
        body: MoveTier,
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { words, ...move } = request.body;
        const input = { ...move, ...(words ? { words } : {}) };
        return {
          status: 200,
          body: await journeys.changeTier(apiCaller(request), request.params.id, input, options),
        };
      }),
  );

  app.post(
    '/tier-changes/:id/review',
    {
      schema: {
        tags: ['peer work'],
        summary: 'Somebody else has looked at a move, as the peer asked',
        params: ById,
        ...changes,
        body: z.strictObject({ outcome: z.enum(['stands', 'undone']), words: Words }),
        response: answers(z.object({ outcome: z.string() })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        await tiers.review(apiCaller(request), request.params.id, request.body, options);
        return { status: 200, body: { outcome: request.body.outcome } };
      }),
  );
}
