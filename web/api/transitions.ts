import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { TRANSITION_KINDS, TRANSITION_OWERS } from '../../domain/policy';
import type { ShownTransition } from '../../office/transitions/read';
import { CONSENT_VIA } from '../../office/transitions/shares';
import type { CriticalTransitionState } from '../../workflows/contract';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { nextCursor, offsetOf, pageOf, PageQuery } from './cursor';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import { ById } from './schemas';

const Instant = z.string().describe('ISO-8601 instant in UTC');
const Id = z.string().min(1).max(200);
const Day = z.string().max(16).describe('2026-03-01, or 2026-03-01T08:30, in the clocks of the place');
const CONTACT_STATES = [
  'planned',
  'no-date',
  'late',
  'done',
  'not-wanted',
  'passed-over',
  'cancelled',
] as const;

const Contact = z.object({
  id: Id,
  what: z.enum(['contact', 'hand-over', 'release']),
  owedBy: z.enum(TRANSITION_OWERS),
  status: z.enum(CONTACT_STATES).describe('late: staff owe it'),
  dueAt: Instant.nullable(),
  tries: z.int(),
});
const Transition = z.object({
  id: Id,
  program: Id,
  site: Id.nullable(),
  person: z.object({ personId: Id, participant: Id, name: z.string() }),
  kind: z.enum(TRANSITION_KINDS),
  status: z.enum(['starting', 'open', 'closed']),
  outcome: z.enum(['completed', 'cancelled', 'withdrawn', 'died']).nullable(),
  date: z.string().nullable().describe('Null while nobody knows'),
  dateAt: Instant.nullable(),
  inside: z.boolean().describe('Nothing automated goes to the person'),
  partner: Id.nullable(),
  shared: z.boolean().describe('The person has said yes to the partner'),
  handOver: z.object({ from: z.string().nullable(), to: z.string() }).nullable(),
  contacts: z.array(Contact),
});
const State = z.object({
  status: z.enum(['open', 'closed']),
  date: z.string().optional(),
  dateAt: Instant.optional(),
  inside: z.boolean(),
  handOverArranged: z.boolean(),
  contacts: z.array(Contact.extend({ dueAt: Instant.optional() })),
});
const Report = z.strictObject({
  participant: Id.describe('Id or reference'),
  kind: z.enum(TRANSITION_KINDS),
  date: Day.optional(),
  inside: z.boolean().optional().describe('False: they can be written to all the same'),
  partner: Id.optional(),
});

/** Critical transitions; a partner's key opens these routes and nothing else, on what was shared with it. */
export function transitionApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['transitions'];
  const { transitions } = parts.office;
  const changed = { tags, params: ById, ...changes };

  app.get(
    '/transitions',
    {
      schema: {
        tags,
        summary: 'Critical transitions: those that go on first, unknown dates on top',
        querystring: z.object({ program: Id.optional(), open: z.stringbool().optional(), ...PageQuery }),
        response: answers(pageOf(Transition)),
      },
    },
    async (request) => {
      const { program, open, limit, cursor } = request.query;
      const offset = offsetOf(cursor);
      const found = await transitions.list(apiCaller(request), {
        ...(program && { programId: program }),
        ...(open && { open }),
        limit: limit + 1,
        offset,
      });
      const shown = found.slice(0, limit);
      return { items: shown.map(row), next: nextCursor(offset, shown.length, found.length > limit) };
    },
  );

  app.post(
    '/transitions',
    {
      schema: {
        tags,
        summary: 'Report one; from then on nothing automated goes to somebody who is inside',
        ...changes,
        body: Report,
        response: answers(z.object({ transitionId: Id, state: z.enum(['planned', 'starting']) }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { participant, kind, date, inside, partner } = request.body;
        const input = {
          kind,
          ...(date && { date }),
          ...(inside !== undefined && { inside }),
          ...(partner && { partner }),
        };
        return {
          status: 201,
          body: await transitions.report(apiCaller(request), participant, input, options),
        };
      }),
  );

  app.get(
    '/transitions/:id',
    { schema: { tags, summary: 'One of them, with its plan', params: ById, response: answers(Transition) } },
    async (request) => row(await transitions.show(apiCaller(request), request.params.id)),
  );

  app.post(
    '/transitions/:id/move',
    {
      schema: {
        ...changed,
        summary: 'Another date, or null when nobody knows any more; reminders of the old one are not said',
        body: z.strictObject({ date: Day.nullable() }),
        response: answers(State),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: state(await transitions.move(apiCaller(request), request.params.id, request.body, options)),
      })),
  );

  app.post(
    '/transitions/:id/contacts/:contact',
    {
      schema: {
        ...changed,
        params: ById.extend({ contact: Id }),
        summary: 'Say what became of a contact; done on the release lets messages go to the person again',
        body: z.strictObject({ outcome: z.enum(['done', 'not-reached', 'not-wanted']) }),
        response: answers(State),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { id, contact } = request.params;
        const input = { contact, outcome: request.body.outcome };
        return { status: 200, body: state(await transitions.mark(apiCaller(request), id, input, options)) };
      }),
  );

  app.post(
    '/transitions/:id/hand-over',
    {
      schema: {
        ...changed,
        summary: 'Say who hands over to whom, with the consent of the person',
        body: z.strictObject({
          from: z.string().max(100).optional(),
          to: z.string().min(1).max(100),
          toPersonId: Id.optional(),
          consent: z.boolean(),
        }),
        response: answers(State),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { from, toPersonId, ...rest } = request.body;
        const input = { ...rest, ...(from && { from }), ...(toPersonId && { toPersonId }) };
        return {
          status: 200,
          body: state(await transitions.handOver(apiCaller(request), request.params.id, input, options)),
        };
      }),
  );

  app.post(
    '/transitions/:id/close',
    {
      schema: {
        ...changed,
        summary: 'End it by hand',
        body: z.strictObject({ outcome: z.enum(['completed', 'cancelled']) }),
        response: answers(State),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: state(await transitions.close(apiCaller(request), request.params.id, request.body, options)),
      })),
  );

  app.post(
    '/participants/:id/shares',
    {
      schema: {
        ...changed,
        summary: 'Record that the person agrees to be seen by a partner',
        body: z.strictObject({ partner: Id, consentVia: z.enum(CONSENT_VIA) }),
        response: answers(z.object({ shareId: Id }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => ({
        status: 201,
        body: await transitions.share(apiCaller(request), request.params.id, request.body),
      })),
  );

  app.post(
    '/participants/:id/shares/end',
    {
      schema: {
        ...changed,
        summary: 'The person has taken it back; the partner sees nothing from then on',
        body: z.strictObject({ partner: Id }),
        response: answers(z.object({ ended: z.int() })),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => ({
        status: 200,
        body: await transitions.unshare(apiCaller(request), request.params.id, request.body),
      })),
  );
}

function row(one: ShownTransition): z.input<typeof Transition> {
  return {
    id: one.id,
    program: one.programId,
    site: one.siteId,
    person: { personId: one.personId, participant: one.participantId, name: one.person },
    kind: one.kind,
    status: one.status as 'open',
    outcome: one.outcome as 'completed' | null,
    date: one.dateWall,
    dateAt: iso(one.dateAt),
    inside: one.isInside,
    partner: one.partner,
    shared: one.isShared,
    handOver: one.handOverTo ? { from: one.handOverFrom, to: one.handOverTo } : null,
    contacts: one.contacts.map(({ contact, what, owedBy, status, dueAt, tries }) => ({
      id: contact,
      what: what as 'contact',
      owedBy: owedBy as 'staff',
      status: status as 'planned',
      dueAt: iso(dueAt),
      tries,
    })),
  };
}

function state(one: CriticalTransitionState): z.input<typeof State> {
  const { status, date, dateAt, inside, handOverArranged, contacts } = one;
  return {
    status,
    ...(date && { date }),
    ...(dateAt && { dateAt }),
    inside,
    handOverArranged,
    contacts: contacts.map(({ id, what, owedBy, status: stands, dueAt, tries }) => ({
      id,
      what,
      owedBy,
      status: stands,
      ...(dueAt && { dueAt }),
      tries,
    })),
  };
}
