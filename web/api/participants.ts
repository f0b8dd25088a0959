import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ROLES, STAGES } from '../../domain/policy';
import type { ParticipantRow, WaitSummary } from '../../office/participants';
import { readTimeline, type TimelineEntry as Entry } from '../../office/timeline';
import { hiddenFrom } from '../../office/hidden';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { nextCursor, offsetOf, pageOf, PageQuery } from './cursor';
import { answers, changes } from './document';
import { once } from './idempotency';
import {
  Added,
  ById,
  NewContact,
  NewParticipant,
  Participant,
  ParticipantSummary,
  TimelineEntry,
} from './schemas';

export function participantApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['participants'];

  app.get(
    '/participants',
    {
      schema: {
        tags,
        summary: 'People in your programs and sites, by name',
        querystring: z.object({
          program: z.string().optional(),
          role: z.enum(ROLES).optional(),
          stage: z.enum(STAGES).optional(),
          status: z.string().optional(),
          late: z.stringbool().optional().describe('Only those about whom something is late'),
          search: z.string().max(100).optional(),
          ...PageQuery,
        }),
        response: answers(pageOf(ParticipantSummary)),
      },
    },
    async (request) => {
      const { program, limit, cursor, ...filter } = request.query;
      const offset = offsetOf(cursor);
      const { rows, total } = await parts.office.participants.list(apiCaller(request), {
        ...filter,
        programId: program,
        limit,
        offset,
      });
      return {
        items: rows.map(summary),
        next: nextCursor(offset, rows.length, offset + rows.length < total),
      };
    },
  );

  app.post(
    '/participants',
    {
      schema: {
        tags,
        summary: 'Add somebody to a program',
        ...changes,
        body: NewParticipant,
        response: answers(Added, 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        const { program, ...person } = request.body;
        const added = await parts.office.participants.add(apiCaller(request), {
          ...person,
          programId: program,
        });
        return { status: 201, body: added };
      }),
  );

  app.post(
    '/participants/:id/contacts',
    {
      schema: {
        tags,
        summary: 'Take down another number or address',
        ...changes,
        params: ById,
        body: NewContact,
        response: answers(z.object({ id: z.string() }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async () => {
        const body = await parts.office.contacts.change(apiCaller(request), request.params.id, request.body);
        return { status: 201, body };
      }),
  );

  app.get(
    '/participants/:id',
    { schema: { tags, summary: 'One person in one program', params: ById, response: answers(Participant) } },
    async (request) => {
      const shown = await parts.office.participants.show(apiCaller(request), request.params.id);
      return {
        id: shown.id,
        reference: shown.reference,
        program: shown.programId,
        site: shown.siteId,
        role: shown.role,
        tier: shown.tier,
        person: {
          id: shown.person.id,
          givenName: shown.person.givenName,
          surname: shown.person.surname,
          preferredName: shown.person.preferredName,
          language: shown.person.language,
          detail: shown.person.detail,
        },
        isSilent: shown.isSilent,
        contacts: shown.contacts.map(({ channel, value, consentAt, stoppedAt, unusableCode }) => ({
          channel,
          value,
          consentAt: iso(consentAt),
          stoppedAt: iso(stoppedAt),
          unusableCode,
        })),
        journeys: shown.journeys.map(({ id, status, stage, startedAt }) => ({
          id,
          status,
          stage,
          startedAt: startedAt.toISOString(),
        })),
        waitingFor: shown.waits.map(waiting),
        goals: shown.goals.map(({ id, title, progress, status }) => ({ id, title, progress, status })),
      };
    },
  );

  app.get(
    '/participants/:id/timeline',
    {
      schema: {
        tags,
        summary: 'What happened, oldest first',
        params: ById,
        response: answers(z.object({ items: z.array(TimelineEntry) })),
      },
    },
    async (request) => {
      const caller = apiCaller(request);
      const { personId, programId } = await parts.office.participants.find(caller, request.params.id);
      const entries = await readTimeline(
        parts.database,
        caller.scope,
        { personId, programId },
        await hiddenFrom(parts.database, caller),
      );
      return { items: entries.map(entry) };
    },
  );
}

export function iso(at: Date | null): string | null {
  return at ? at.toISOString() : null;
}

function summary(row: ParticipantRow): z.input<typeof ParticipantSummary> {
  const { programId, siteId, waits, ...rest } = row;
  return { ...rest, program: programId, site: siteId, waitingFor: waits.map(waiting) };
}

function waiting({ key, kind, owedBy, since, dueAt, late }: WaitSummary) {
  return { key, kind, owedBy, since: since.toISOString(), dueAt: iso(dueAt), late };
}

function entry({ key, kind, at, actor, journeyId, mentorshipId, shiftId, escalationId, data }: Entry) {
  return { key, kind, at: at.toISOString(), by: actor, journeyId, mentorshipId, shiftId, escalationId, data };
}
