import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import { ById } from './schemas';

const Instant = z.string().describe('ISO-8601 instant in UTC');
const Id = z.string().min(1).max(200);
const Wall = z.string().max(20).describe("The place's own clock, such as 2026-03-01T22:00");
const Place = { program: Id, site: Id.optional().describe('Of one site; of the whole program without it') };

const OnCall = z.object({ personId: Id, name: z.string(), reachable: z.boolean() });
const Stretch = z.object({
  from: Instant,
  until: Instant,
  fromWall: z.string(),
  untilWall: z.string(),
  people: z.array(OnCall),
  gap: z.boolean().describe('Nobody is on call, or nobody of them can be reached'),
});
const Times = { fromWall: z.string().nullable(), untilWall: z.string().nullable() };
const Rota = z.object({
  program: Id,
  site: Id.nullable(),
  zone: z.string(),
  from: Instant,
  until: Instant,
  levels: z.array(z.object({ level: z.string(), now: z.array(OnCall), stretches: z.array(Stretch) })),
  entries: z.array(
    z.object({
      id: Id,
      level: z.string(),
      site: Id.nullable(),
      person: OnCall,
      ...Times,
      weekdays: z.array(z.string()),
      dayFrom: z.string().nullable(),
      dayTo: z.string().nullable(),
    }),
  ),
  absences: z.array(
    z.object({ id: Id, site: Id.nullable(), person: OnCall.nullable(), reason: z.string(), ...Times }),
  ),
  swaps: z.array(
    z.object({
      id: Id,
      site: Id.nullable(),
      level: z.string(),
      kind: z.string(),
      from: OnCall,
      to: OnCall,
      start: Instant,
      end: Instant.nullable(),
    }),
  ),
});
const Changed = z.object({
  id: Id,
  gaps: z.number().describe('Levels of shifts ahead that nobody can be reached for, counted shift by shift'),
});

const NewEntry = z.strictObject({
  ...Place,
  level: Id,
  person: Id.describe('Person, participant, reference, or the address of an account'),
  from: Wall.optional(),
  until: Wall.optional(),
  weekdays: z.array(z.string().max(10)).max(7).optional(),
  dayFrom: z.string().max(5).optional().describe('HH:mm'),
  dayTo: z.string().max(5).optional().describe('HH:mm; the next day where it is not later than `dayFrom`'),
});
const NewAbsence = z.strictObject({
  ...Place,
  person: Id.optional().describe('Without one: a holiday of the place, on which weekly entries rest'),
  reason: z.enum(['holiday', 'sick', 'other']),
  from: z.string().max(20).describe('A day, or a wall-clock time'),
  until: z.string().max(20).describe('The last day, or a wall-clock time'),
});
const NewSwap = z.strictObject({
  ...Place,
  level: Id,
  from: Id.describe('Whose stretch it is'),
  to: Id,
  start: Wall,
  end: Wall,
});
const HandOver = z.strictObject({ ...Place, level: Id, from: Id, to: Id });

export function rotaApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['rota'];
  const { rota } = parts.office;
  const place = <T extends { program: string; site?: string | undefined }>({
    program,
    site,
    ...rest
  }: T) => ({
    programId: program,
    ...(site ? { siteId: site } : {}),
    ...rest,
  });

  app.get(
    '/rota',
    {
      schema: {
        tags,
        summary: 'Who is on call now and in the days ahead, by level, with gaps',
        querystring: z.object({ ...Place, days: z.coerce.number().int().min(1).max(60).optional() }),
        response: answers(Rota),
      },
    },
    async (request) => {
      const shown = await rota.list(apiCaller(request), place(request.query));
      return {
        program: shown.programId,
        site: shown.siteId,
        zone: shown.zone,
        from: shown.from,
        until: shown.until,
        levels: shown.levels,
        entries: shown.entries.map(({ siteId, ...entry }) => ({ ...entry, site: siteId })),
        absences: shown.absences.map(({ siteId, ...absence }) => ({ ...absence, site: siteId })),
        swaps: shown.swaps.map(({ siteId, start, end, ...swap }) => ({
          ...swap,
          site: siteId,
          start: start.toISOString(),
          end: iso(end),
        })),
      };
    },
  );

  app.post(
    '/rota/entries',
    {
      schema: {
        tags,
        summary: 'Put somebody on call',
        ...changes,
        body: NewEntry,
        response: answers(Changed, 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 201,
        body: await rota.add(apiCaller(request), place(request.body), options),
      })),
  );

  app.post(
    '/rota/absences',
    {
      schema: {
        tags,
        summary: 'Somebody is away, or the place has a holiday',
        ...changes,
        body: NewAbsence,
        response: answers(Changed, 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 201,
        body: await rota.absence(apiCaller(request), place(request.body), options),
      })),
  );

  app.post(
    '/rota/swaps',
    {
      schema: {
        tags,
        summary: 'Somebody has another’s stretch',
        ...changes,
        body: NewSwap,
        response: answers(Changed, 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 201,
        body: await rota.swap(apiCaller(request), place(request.body), options),
      })),
  );

  app.post(
    '/rota/hand-over',
    {
      schema: {
        tags,
        summary: 'From now on somebody else has the level, and the open escalations go with it',
        ...changes,
        body: HandOver,
        response: answers(Changed.extend({ until: Instant.nullable(), escalations: z.array(Id) })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await rota.handOver(apiCaller(request), place(request.body), options),
      })),
  );

  app.delete(
    '/rota/:id',
    {
      schema: {
        tags,
        summary: 'Take back an entry, an absence or a swap',
        params: ById,
        ...changes,
        response: answers(Changed),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await rota.remove(apiCaller(request), request.params.id, options),
      })),
  );
}
