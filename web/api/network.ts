import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WORKSHOP_KINDS } from '../../office/workshops';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById } from './schemas';

const Id = z.string().min(1).max(200);
const Instant = z.string().describe('ISO-8601 instant in UTC');
const Wall = z.string().max(40).describe('Wall clock of the site, e.g. 2026-03-01T17:30');
const Done = z.object({ done: z.literal(true) });
const done = { status: 200, body: { done: true as const } };
const Person = Id.describe('Person, participant, reference or address of an account');
const Local = z.strictObject({ en: z.string().optional(), fr: z.string().optional() });
const HOW = z.enum(['goes-along', 'introduces']);
const STATE = z.enum(['going-on', 'pending']);

const Event = z.object({
  id: Id,
  program: Id,
  title: z.string(),
  kind: z.string(),
  place: z.string().nullable(),
  startsAt: Instant,
  startsWall: z.string(),
  capacity: z.number().int().nullable(),
  taken: z.number().int(),
  status: z.string(),
  invited: z.array(z.object({ participantId: Id, name: z.string(), status: z.string() })),
});
const Referral = z.object({
  id: Id,
  participantId: Id,
  name: z.string(),
  partner: Id,
  status: z.string(),
  companion: z.string().nullable(),
  followUp: z.string().nullable(),
});
const Appointment = z.object({
  id: Id,
  participantId: Id,
  name: z.string(),
  title: z.string(),
  place: z.string().nullable(),
  startsAt: Instant,
  startsWall: z.string(),
  companion: z.string().nullable(),
  status: z.string(),
});
const Resource = z.object({
  id: Id,
  title: Local,
  text: Local,
  link: z.string().nullable(),
  topics: z.array(z.string()),
  own: z.boolean(),
});

/** Events, introductions to partners, the resource library, appointments. */
export function networkApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { events, referrals, resources, appointments, workshops } = parts.office;

  const acts = <B extends z.ZodType>(
    path: string,
    tag: string,
    summary: string,
    body: B,
    carryOut: (
      caller: ReturnType<typeof apiCaller>,
      id: string,
      input: z.output<B>,
      options: { key?: string },
    ) => Promise<unknown>,
  ) =>
    app.post(
      path,
      { schema: { tags: [tag], summary, ...changes, params: ById, body, response: answers(Done) } },
      (request, reply) =>
        once(parts, request, reply, async (options) => {
          await carryOut(apiCaller(request), request.params.id, request.body as z.output<B>, options);
          return done;
        }),
    );

  app.post(
    '/workshops',
    {
      schema: {
        tags: ['events'],
        summary: 'Plan a workshop, a networking event or a skill session',
        ...changes,
        body: z.strictObject({
          programId: Id,
          siteId: Id.optional(),
          title: z.string().max(200),
          startsWall: Wall,
          privilege: z.string().optional(),
          kind: z.enum(WORKSHOP_KINDS).optional(),
          place: z.string().max(200).optional(),
          minutes: z.number().int().optional(),
          capacity: z.number().int().optional(),
        }),
        response: answers(z.object({ workshopId: Id, startsAt: Instant }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const given = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        const planned = await workshops.plan(apiCaller(request), given as never, options);
        return { status: 201, body: { ...planned, startsAt: planned.startsAt.toISOString() } };
      }),
  );
  app.get(
    '/workshops/:id',
    {
      schema: {
        tags: ['events'],
        summary: 'One event, and who comes',
        params: ById,
        response: answers(Event),
      },
    },
    async (request) => {
      const one = await events.show(apiCaller(request), request.params.id);
      return { ...one, program: one.programId, startsAt: one.startsAt.toISOString() };
    },
  );
  acts(
    '/workshops/:id/invite',
    'events',
    'Invite everybody who holds the privilege',
    z.strictObject({}),
    (caller, id) => workshops.invite(caller, id),
  );
  acts(
    '/workshops/:id/answer',
    'events',
    'Somebody comes, or does not',
    z.strictObject({ participant: Id, answer: z.enum(['coming', 'declined']) }),
    (caller, id, input) => events.answer(caller, id, input),
  );
  acts(
    '/workshops/:id/move',
    'events',
    'Another time or place; everybody invited hears of it once',
    z.strictObject({ startsWall: Wall.optional(), place: z.string().max(200).optional() }),
    (caller, id, { startsWall, place }) =>
      events.move(caller, id, { ...(startsWall ? { startsWall } : {}), ...(place ? { place } : {}) }),
  );
  acts('/workshops/:id/cancel', 'events', 'It does not take place', z.strictObject({}), (caller, id) =>
    events.cancel(caller, id),
  );
  acts(
    '/workshops/:id/attendance',
    'events',
    'Who was there',
    z.strictObject({ came: z.array(Id).max(1_000) }),
    (caller, id, input) => events.attendance(caller, id, input),
  );

  app.get(
    '/referrals',
    {
      schema: {
        tags: ['referrals'],
        summary: 'Introductions to partners, those under way first',
        querystring: z.object({
          program: z.string().optional(),
          participant: z.string().optional(),
          open: z.stringbool().optional(),
        }),
        response: answers(z.object({ items: z.array(Referral) })),
      },
    },
    async (request) => {
      const { program, participant, open } = request.query;
      const rows = await referrals.list(apiCaller(request), {
        ...(program ? { programId: program } : {}),
        ...(participant ? { participant } : {}),
        ...(open ? { open } : {}),
      });
      return { items: rows.map((row) => ({ ...row, partner: row.partnerId })) };
    },
  );
  app.post(
    '/referrals',
    {
      schema: {
        tags: ['referrals'],
        summary: 'Suggest a partner to somebody, and ask them first',
        ...changes,
        body: z.strictObject({
          participant: Id,
          partner: Id,
          companion: Person.optional(),
          how: HOW.optional(),
          consented: z.boolean().optional(),
        }),
        response: answers(z.object({ referralId: Id, state: STATE }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const given = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        return { status: 201, body: await referrals.make(apiCaller(request), given as never, options) };
      }),
  );
  acts(
    '/referrals/:id/consent',
    'referrals',
    'The person’s own word',
    z.strictObject({ consents: z.boolean() }),
    (caller, id, input) => referrals.consent(caller, id, input),
  );
  acts(
    '/referrals/:id/companion',
    'referrals',
    'Who introduces them, or goes along',
    z.strictObject({ companion: Person, how: HOW.optional() }),
    (caller, id, { companion, how }) =>
      referrals.accompany(caller, id, { companion, ...(how ? { how } : {}) }),
  );
  acts(
    '/referrals/:id/settle',
    'referrals',
    'How it went',
    z.strictObject({ outcome: z.enum(['introduced', 'arrived', 'did-not-suit', 'let-go']) }),
    (caller, id, input) => referrals.settle(caller, id, input),
  );

  app.get(
    '/resources',
    {
      schema: {
        tags: ['resources'],
        summary: 'The resource library of a program',
        querystring: z.object({ program: Id, site: Id.optional() }),
        response: answers(z.object({ items: z.array(Resource) })),
      },
    },
    async (request) => ({
      items: await resources.list(apiCaller(request), request.query.program, request.query.site),
    }),
  );
  app.post(
    '/resources',
    {
      schema: {
        tags: ['resources'],
        summary: 'Add a resource',
        ...changes,
        body: z.strictObject({
          programId: Id,
          siteId: Id.optional(),
          title: Local,
          text: Local.optional(),
          link: z.string().optional(),
          topics: z.array(z.string()).optional(),
        }),
        response: answers(z.object({ resourceId: Id }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const given = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        return { status: 201, body: await resources.add(apiCaller(request), given as never, options) };
      }),
  );
  acts(
    '/resources/:id/send',
    'resources',
    'Send it to somebody',
    z.strictObject({ participant: Id }),
    (caller, id, input, options) => resources.send(caller, { ...input, resource: id }, options),
  );
  acts('/resources/:id/retire', 'resources', 'Take it out of the library', z.strictObject({}), (caller, id) =>
    resources.retire(caller, id),
  );

  app.get(
    '/appointments',
    {
      schema: {
        tags: ['appointments'],
        summary: 'Appointments, the latest first',
        querystring: z.object({ program: z.string().optional(), participant: z.string().optional() }),
        response: answers(z.object({ items: z.array(Appointment) })),
      },
    },
    async (request) => {
      const { program, participant } = request.query;
      const rows = await appointments.list(apiCaller(request), {
        ...(program ? { programId: program } : {}),
        ...(participant ? { participant } : {}),
      });
      return { items: rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString() })) };
    },
  );
  app.post(
    '/appointments',
    {
      schema: {
        tags: ['appointments'],
        summary: 'Note an appointment, and who goes along',
        ...changes,
        body: z.strictObject({
          participant: Id,
          title: z.string().max(200),
          startsWall: Wall,
          place: z.string().max(200).optional(),
          minutes: z.number().int().min(5).max(1_440).optional(),
          companion: Person.optional(),
        }),
        response: answers(z.object({ appointmentId: Id, startsAt: Instant, state: STATE }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const given = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        const planned = await appointments.plan(apiCaller(request), given as never, options);
        return { status: 201, body: { ...planned, startsAt: planned.startsAt.toISOString() } };
      }),
  );
  acts(
    '/appointments/:id/move',
    'appointments',
    'Another time, place or companion',
    z.strictObject({
      startsWall: Wall.optional(),
      place: z.string().max(200).optional(),
      companion: Person.optional(),
    }),
    (caller, id, input) =>
      appointments.move(
        caller,
        id,
        Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
      ),
  );
  acts(
    '/appointments/:id/cancel',
    'appointments',
    'It does not take place',
    z.strictObject({}),
    (caller, id) => appointments.cancel(caller, id),
  );
  acts(
    '/appointments/:id/settle',
    'appointments',
    'Whether it took place',
    z.strictObject({ outcome: z.enum(['kept', 'not-kept']) }),
    (caller, id, input) => appointments.settle(caller, id, input),
  );
}
