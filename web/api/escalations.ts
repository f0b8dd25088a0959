import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { EscalationKind, EscalationOutcome, EscalationState as State } from '../../workflows/contract';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { nextCursor, offsetOf, pageOf, PageQuery } from './cursor';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import { ById, Escalation, EscalationState, EscalationSummary, Resolution } from './schemas';

type Listed = Awaited<ReturnType<Parts['office']['escalations']['list']>>[number];
type Shown = Awaited<ReturnType<Parts['office']['escalations']['show']>>;

export function escalationApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['escalations'];
  const { escalations } = parts.office;
  const changed = { tags, params: ById, ...changes };

  app.get(
    '/escalations',
    {
      schema: {
        tags,
        summary: 'Escalations: open ones first, then the latest',
        querystring: z.object({
          program: z.string().optional(),
          site: z.string().optional(),
          status: z.enum(['open', 'acknowledged', 'unresolved', 'resolved']).optional(),
          open: z.stringbool().optional().describe('Only those that no human has ended'),
          ...PageQuery,
        }),
        response: answers(pageOf(EscalationSummary)),
      },
    },
    async (request) => {
      const { program, site, status, open, limit, cursor } = request.query;
      const offset = offsetOf(cursor);
      const found = await escalations.list(apiCaller(request), {
        programId: program,
        siteId: site,
        status,
        open,
        limit: offset + limit + 1,
      });
      const shown = found.slice(offset, offset + limit);
      return {
        items: shown.map(summary),
        next: nextCursor(offset, shown.length, found.length > offset + limit),
      };
    },
  );

  app.get(
    '/escalations/:id',
    {
      schema: {
        tags,
        summary: 'One escalation, by id or by its short code',
        params: ById,
        response: answers(Escalation),
      },
    },
    async (request) => {
      const shown = await escalations.show(apiCaller(request), request.params.id);
      return {
        ...summary(shown),
        chain: shown.chain,
        contacts: shown.contacts,
        isSilent: shown.isSilent,
        note: shown.note,
      };
    },
  );

  app.post(
    '/escalations/:id/acknowledge',
    {
      schema: {
        ...changed,
        summary: 'Take it on: climbing stops until the outcome is due',
        body: z.strictObject({}).nullish(),
        response: answers(EscalationState),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: state(await escalations.acknowledge(apiCaller(request), request.params.id, options)),
      })),
  );

  app.post(
    '/escalations/:id/hand-over',
    {
      schema: {
        ...changed,
        summary: 'Somebody else owns it from now on; both are told',
        body: z.strictObject({ to: z.string().min(1).max(200).describe('Id of the person') }),
        response: answers(EscalationState),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: state(await escalations.handOver(apiCaller(request), request.params.id, request.body, options)),
      })),
  );

  app.post(
    '/escalations/:id/resolve',
    {
      schema: {
        ...changed,
        summary: 'End it, and say how it ended',
        body: Resolution,
        response: answers(EscalationState),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: state(await escalations.resolve(apiCaller(request), request.params.id, request.body, options)),
      })),
  );
}

function summary(row: Omit<Listed, 'chain'> | Shown): z.input<typeof EscalationSummary> {
  return {
    id: row.id,
    kind: row.kind as EscalationKind,
    program: row.programId,
    site: row.siteId,
    about: { personId: row.subjectPersonId, name: row.subject },
    shiftId: row.shiftId,
    status: row.status as State['status'],
    level: row.level,
    code: row.code,
    raisedAt: row.raisedAt.toISOString(),
    acknowledgedAt: iso(row.acknowledgedAt),
    owner: row.owner,
    outcomeDueAt: iso(row.outcomeDueAt),
    peerAnsweredAt: iso(row.peerAnsweredAt),
    resolvedAt: iso(row.resolvedAt),
    outcome: row.outcome as EscalationOutcome | null,
  };
}

function state({
  status,
  level,
  rounds,
  peerAnswered,
  outcomeDueAt,
  outcome,
}: State): z.input<typeof EscalationState> {
  return { status, level, rounds, peerAnswered, outcomeDueAt, outcome };
}
