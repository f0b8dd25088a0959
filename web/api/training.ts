import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { NOTE_VISIBILITIES } from '../../office/notes';
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

const Module = z.object({
  id: z.string(),
  title: Text,
  hours: z.number().nullable(),
  kind: z.string(),
  done: z.boolean(),
  doneOn: Day.nullable(),
  goodUntil: Day.nullable(),
  credited: z.boolean(),
  proof: z.string().nullable(),
  kit: z.object({ title: Text, goodUntil: Day.nullable() }).optional(),
  flags: z.array(z.string()).describe('What runs out soon or has; nothing is taken away for it'),
});
const Goal = z.object({ id: Id, title: z.string(), progress: z.int() });
const Review = z.object({
  id: z.string(),
  words: z.string().nullable(),
  wordsAt: At.nullable(),
  reply: z.string().nullable(),
  outcome: z.string().nullable(),
  decidedAt: At.nullable(),
  percent: z.int().nullable(),
  reached: z.int(),
  goals: z.array(Goal),
});
const Certificate = z.object({
  reviewId: z.string(),
  name: z.string(),
  program: Text,
  language: z.enum(['en', 'fr']),
  day: Day,
  outcome: z.string(),
  goals: z.array(Goal).nullable().describe('Null where the person does not want them named'),
});
const Note = z.object({
  id: Id,
  role: z.string(),
  visibility: z.enum(NOTE_VISIBILITIES),
  text: z.string(),
  by: z.string(),
  at: At,
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Training, achievement reviews with their certificates, and notes. */
export function trainingApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { training, journeys, reviews, notes } = parts.office;

  app.get(
    '/participants/:id/training',
    {
      schema: {
        tags: ['training'],
        summary: 'Modules taken and to come, and what runs out',
        params: ById,
        response: answers(z.object({ modules: z.array(Module) })),
      },
    },
    async (request) => ({ modules: await training.show(apiCaller(request), request.params.id) }),
  );

  app.post(
    '/participants/:id/training',
    {
      schema: {
        tags: ['training'],
        summary: 'Record a module, whenever and wherever it was taken',
        params: ById,
        ...changes,
        body: z.strictObject({
          module: z.string().max(60),
          on: Day.optional(),
          goodUntil: Day.optional(),
          proof: z.string().max(500).optional(),
        }),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { module, on, goodUntil, proof } = request.body;
        const input = {
          module,
          ...(on ? { on } : {}),
          ...(goodUntil ? { goodUntil } : {}),
          ...(proof ? { proof } : {}),
        };
        return {
          status: 200,
          body: await journeys.completeTraining(apiCaller(request), request.params.id, input, options),
        };
      }),
  );

  app.post(
    '/participants/:id/kits',
    {
      schema: {
        tags: ['training'],
        summary: 'Record a kit that was handed out, with the date on it',
        params: ById,
        ...changes,
        body: z.strictObject({ module: z.string().max(60), goodUntil: Day }),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => ({
        status: 200,
        body: await training.kit(apiCaller(request), request.params.id, request.body, options),
      })),
  );

  app.get(
    '/participants/:id/reviews',
    {
      schema: {
        tags: ['training'],
        summary: 'Achievement reviews, the latest first, with the person’s own words',
        params: ById,
        response: answers(z.object({ items: z.array(Review) })),
      },
    },
    async (request) => ({
      items: (await reviews.list(apiCaller(request), request.params.id)).map((review) => ({
        ...review,
        wordsAt: iso(review.wordsAt),
        decidedAt: iso(review.decidedAt),
      })),
    }),
  );

  app.get(
    '/participants/:id/certificate',
    {
      schema: {
        tags: ['training'],
        summary: 'What stands on the certificate of the last review',
        params: ById,
        response: answers(Certificate),
      },
    },
    (request) => reviews.certificate(apiCaller(request), request.params.id),
  );

  app.get(
    '/participants/:id/notes',
    {
      schema: {
        tags: ['training'],
        summary: 'Notes that the key may read; those from a time as a mentee stay closed to colleagues',
        params: ById,
        response: answers(z.object({ items: z.array(Note) })),
      },
    },
    async (request) => ({
      items: (await notes.list(apiCaller(request), request.params.id)).map((note) => ({
        ...note,
        at: note.at.toISOString(),
      })),
    }),
  );

  app.post(
    '/participants/:id/notes',
    {
      schema: {
        tags: ['training'],
        summary: 'Write a note',
        params: ById,
        ...changes,
        body: z.strictObject({ text: Words, visibility: z.enum(NOTE_VISIBILITIES).optional() }),
        response: answers(z.object({ noteId: Id }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { text, visibility } = request.body;
        const input = { text, ...(visibility ? { visibility } : {}) };
        return {
          status: 201,
          body: await notes.write(apiCaller(request), request.params.id, input, options),
        };
      }),
  );
}
