import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { evidenceCsv } from '../../office/evidence/csv';
import type { Evidence } from '../../office/evidence/report';
import type { SafetyPlanShown } from '../../office/safetyPlans';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import {
  Board,
  Boundaries,
  Debrief,
  Debriefed,
  Ended,
  EvidenceQuery,
  HandOver,
  NewPattern,
  NewSafetyPlan,
  OfferAnswer,
  Peer,
  PlanFile,
  PlanImport,
  PlanReport,
  ReasonedPeer,
  SafetyPlan,
} from './planningSchemas';
import { ById, ShiftState } from './schemas';

/** Planning of shifts, what is agreed beforehand, and the evidence of what happened. */
export function planningApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { shifts, safetyPlans, boundaries, debriefs, evidence } = parts.office;
  const tags = ['shifts'];
  const changed = { tags, params: ById, ...changes };

  app.post(
    '/shifts/plan',
    {
      schema: {
        tags,
        summary: 'A shift for every date of a pattern; the same again makes no doubles',
        ...changes,
        body: NewPattern,
        response: answers(PlanReport),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        const { site, ...pattern } = request.body;
        return { status: 200, body: await shifts.plan(apiCaller(request), { ...pattern, siteId: site }) };
      }),
  );

  app.post(
    '/shifts/import',
    {
      schema: {
        tags,
        summary: 'Plan the shifts of a CSV file; good rows land, the same file again makes no doubles',
        ...changes,
        body: PlanFile,
        response: answers(PlanImport),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => ({
        status: 200,
        body: await shifts.importPlan(apiCaller(request), request.body.csv),
      })),
  );

  app.get(
    '/shifts/board',
    {
      schema: {
        tags,
        summary: 'Who is out now and when they are heard from next; late ones first',
        querystring: z.object({ program: z.string().optional(), site: z.string().optional() }),
        response: answers(Board),
      },
    },
    async (request) => {
      const { program, site } = request.query;
      const { rows } = await shifts.board(apiCaller(request), {
        ...(program ? { programId: program } : {}),
        ...(site ? { siteId: site } : {}),
      });
      return {
        items: rows.map((row) => ({
          shiftId: row.shiftId,
          program: row.programId,
          site: row.siteId,
          participantId: row.participantId,
          name: row.name,
          startsAt: row.startsAt.toISOString(),
          endsAt: row.endsAt.toISOString(),
          next: row.next && { ...row.next, dueAt: row.next.dueAt.toISOString() },
          heardAt: iso(row.heardAt),
          coverage: row.coverage,
          escalations: row.escalations,
        })),
      };
    },
  );

  app.post(
    '/shifts/:id/end',
    {
      schema: {
        ...changed,
        summary: 'End it now: its peers are asked at once whether they are safe',
        body: z.strictObject({}).nullish(),
        response: answers(Ended),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await shifts.end(apiCaller(request), request.params.id, options),
      })),
  );

  for (const [path, act, summary] of [
    ['offers', 'offer', 'Ask a peer whether it suits them'],
    ['peers', 'addPeer', 'Put one more peer on it'],
  ] as const) {
    app.post(
      `/shifts/:id/${path}`,
      { schema: { ...changed, summary, body: ReasonedPeer, response: answers(ShiftState) } },
      (request, reply) =>
        once(parts, request, reply, async (options) => ({
          status: 200,
          body: await shifts[act](apiCaller(request), request.params.id, request.body, options),
        })),
    );
  }

  app.post(
    '/shifts/:id/peers/remove',
    {
      schema: {
        ...changed,
        summary: 'Take a peer off it; while it runs they are asked at once whether they are safe',
        body: Peer,
        response: answers(ShiftState),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await shifts.removePeer(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.post(
    '/shifts/:id/hand-over',
    {
      schema: {
        ...changed,
        summary: 'Another peer takes it over',
        body: HandOver,
        response: answers(ShiftState),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await shifts.handOver(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.post(
    '/shifts/:id/offer-answers',
    {
      schema: {
        ...changed,
        summary: "A peer's word on a shift that was offered to them; no reason is asked",
        body: OfferAnswer,
        response: answers(ShiftState),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await shifts.answerOffer(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.get(
    '/participants/:id/safety-plan',
    {
      schema: {
        tags: ['safety plans'],
        summary: 'The safety plan that holds; for those who handle escalations there',
        params: ById,
        response: answers(SafetyPlan),
      },
    },
    async (request) => planBody(await safetyPlans.show(apiCaller(request), request.params.id)),
  );
  app.post(
    '/participants/:id/safety-plan',
    {
      schema: {
        tags: ['safety plans'],
        summary: 'Write down what was agreed with the peer, as a new version',
        params: ById,
        ...changes,
        body: NewSafetyPlan,
        response: answers(SafetyPlan),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: planBody(await safetyPlans.agree(apiCaller(request), request.params.id, request.body, options)),
      })),
  );

  app.get(
    '/participants/:id/boundaries',
    {
      schema: {
        tags: ['participants'],
        summary: 'Sites at which the peer does not work',
        params: ById,
        response: answers(Boundaries),
      },
    },
    async (request) => ({ sites: await boundaries.show(apiCaller(request), request.params.id) }),
  );
  app.put(
    '/participants/:id/boundaries',
    {
      schema: {
        tags: ['participants'],
        summary: 'Say at which sites the peer does not work; none for anywhere',
        params: ById,
        body: Boundaries,
        response: answers(Boundaries),
      },
    },
    async (request) => ({
      sites: await boundaries.set(apiCaller(request), request.params.id, request.body),
    }),
  );

  app.post(
    '/escalations/:id/debrief',
    {
      schema: {
        tags: ['escalations'],
        summary: 'Say what became of the debrief that is owed after it',
        params: ById,
        ...changes,
        body: Debrief,
        response: answers(Debriefed),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => ({
        status: 200,
        body: await debriefs.settle(apiCaller(request), request.params.id, request.body),
      })),
  );

  const ask = (request: Parameters<typeof apiCaller>[0], query: z.output<typeof EvidenceQuery>) => {
    const { shift, site, program, from, until } = query;
    return evidence.report(apiCaller(request), {
      ...(shift ? { shiftId: shift } : {}),
      ...(site ? { siteId: site } : {}),
      ...(program ? { programId: program } : {}),
      ...(from ? { from } : {}),
      ...(until ? { until } : {}),
    });
  };
  app.get(
    '/evidence',
    {
      schema: {
        tags: ['evidence'],
        summary: 'What was due, asked, answered, told, acknowledged and resolved',
        querystring: EvidenceQuery,
        response: answers(z.object({}).loose().describe('The report; its parts carry their own names')),
      },
    },
    async (request) => plain(await ask(request, request.query)),
  );
  app.get(
    '/evidence.csv',
    { schema: { tags: ['evidence'], summary: 'The same as a table', querystring: EvidenceQuery } },
    async (request, reply) =>
      reply.type('text/csv; charset=utf-8').send(evidenceCsv(await ask(request, request.query))),
  );
}

function planBody({ participantId, name, flag, plan }: SafetyPlanShown): z.input<typeof SafetyPlan> {
  return {
    participantId,
    name,
    ...(flag ? { flag } : {}),
    plan: plan && { ...plan, agreedAt: plan.agreedAt.toISOString() },
  };
}

function plain(report: Evidence): Record<string, unknown> {
  return JSON.parse(JSON.stringify(report)) as Record<string, unknown>;
}
