import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { nextCursor, offsetOf, pageOf, PageQuery } from './cursor';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import {
  ById,
  CheckInTaken,
  Longer,
  Minutes,
  NewCheckIn,
  NewShift,
  Scheduled,
  Shift,
  ShiftState,
  ShiftSummary,
} from './schemas';

type ListedShift = Awaited<ReturnType<Parts['office']['shifts']['list']>>[number];
type ShownShift = Awaited<ReturnType<Parts['office']['shifts']['show']>>;

export function shiftApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['shifts'];
  const { shifts } = parts.office;
  const changed = { tags, params: ById, ...changes };

  app.get(
    '/shifts',
    {
      schema: {
        tags,
        summary: 'Shifts, the latest first',
        querystring: z.object({
          program: z.string().optional(),
          site: z.string().optional(),
          status: z.string().optional(),
          from: z.iso.datetime().optional().describe('Ends after'),
          until: z.iso.datetime().optional().describe('Starts before'),
          ...PageQuery,
        }),
        response: answers(pageOf(ShiftSummary)),
      },
    },
    async (request) => {
      const { program, site, from, until, limit, cursor, status } = request.query;
      const offset = offsetOf(cursor);
      const found = await shifts.list(apiCaller(request), {
        programId: program,
        siteId: site,
        status,
        ...(from ? { from: new Date(from) } : {}),
        ...(until ? { until: new Date(until) } : {}),
        limit: offset + limit + 1,
      });
      const shown = found.slice(offset, offset + limit);
      return {
        items: shown.map(summary),
        next: nextCursor(offset, shown.length, found.length > offset + limit),
      };
    },
  );

  app.post(
    '/shifts',
    {
      schema: {
        tags,
        summary: "Schedule a shift in its site's wall-clock time",
        ...changes,
        body: NewShift,
        response: answers(Scheduled, 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { site, ...shift } = request.body;
        return {
          status: 201,
          body: await shifts.schedule(apiCaller(request), { ...shift, siteId: site }, options),
        };
      }),
  );

  app.get(
    '/shifts/:id',
    { schema: { tags, summary: 'One shift and its check-ins', params: ById, response: answers(Shift) } },
    async (request) => detail(await shifts.show(apiCaller(request), request.params.id)),
  );

  app.post(
    '/shifts/:id/check-ins',
    {
      schema: {
        ...changed,
        summary: "A peer's answer to what the shift asks of them now",
        body: NewCheckIn,
        response: answers(CheckInTaken),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await shifts.checkIn(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.post(
    '/shifts/:id/extend',
    {
      schema: {
        ...changed,
        summary: 'Let it end later; above a cap with a reason',
        body: Longer,
        response: answers(ShiftState),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await shifts.extend(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.post(
    '/shifts/:id/shorten',
    {
      schema: { ...changed, summary: 'Let it end earlier', body: Minutes, response: answers(ShiftState) },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await shifts.shorten(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.post(
    '/shifts/:id/cancel',
    {
      schema: {
        ...changed,
        summary: 'Cancel it',
        body: z.strictObject({}).nullish(),
        response: answers(ShiftState),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await shifts.cancel(apiCaller(request), request.params.id, {}, options),
      })),
  );
}

function base(
  shift: Pick<
    ListedShift,
    | 'id'
    | 'programId'
    | 'siteId'
    | 'startsWall'
    | 'endsWall'
    | 'zone'
    | 'startsAt'
    | 'endsAt'
    | 'status'
    | 'relievedFrom'
  >,
) {
  return {
    id: shift.id,
    program: shift.programId,
    site: shift.siteId,
    startsWall: shift.startsWall,
    endsWall: shift.endsWall,
    zone: shift.zone,
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
    status: shift.status,
    relievedFrom: shift.relievedFrom,
  };
}

function summary(shift: ListedShift): z.input<typeof ShiftSummary> {
  return { ...base(shift), peers: shift.peers, openCheckIns: shift.openCheckIns };
}

function detail(shift: ShownShift): z.input<typeof Shift> {
  return {
    ...base(shift),
    peers: shift.peers.map(({ personId, participantId, name, removedAt, checkIns }) => ({
      personId,
      participantId,
      name,
      removedAt: iso(removedAt),
      checkIns: checkIns.map(({ key, kind, dueAt, closedAt, outcome, late }) => ({
        key,
        kind,
        dueAt: iso(dueAt),
        closedAt: iso(closedAt),
        outcome,
        late,
      })),
    })),
    left: shift.left.map(({ endsAt, ...left }) => ({ ...left, endsAt: endsAt.toISOString() })),
    escalations: shift.escalations.map(({ id, kind, status }) => ({ id, kind, status })),
    gaps: shift.gaps.map(({ level, from, until }) => ({ level, from, until })),
  };
}
