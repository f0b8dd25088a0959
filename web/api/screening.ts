import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PEER_WORDS } from '../../domain/policy';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { ById, Standing } from './schemas';

const Id = z.string().min(1).max(200);
const Words = z.string().max(2_000);
const StepOf = z.object({ id: Id, step: Id });

const SentIn = z.strictObject({
  answers: z
    .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
    .optional()
    .describe('Where the step names a survey: by question'),
  accepts: Id.optional().describe(
    'Where the step asks to agree to the guidelines: the version that was read',
  ),
  words: Words.optional(),
});
const GivenWord = z.object({
  id: Id,
  step: Id,
  personId: Id,
  name: z.string(),
  word: z.enum(PEER_WORDS),
  words: z.string().nullable(),
  at: z.string(),
});

/** The ladder beside deciding its steps: what comes in, mentors' words, and undoing a slip. */
export function screeningApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['journeys'];
  const { screening, peerWords, journeys } = parts.office;
  const changed = { tags, params: StepOf, ...changes };

  app.post(
    '/participants/:id/journey/steps/:step/sent-in',
    {
      schema: {
        ...changed,
        summary: 'What the person owes for a step has come in',
        body: SentIn,
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { answers: given, accepts, words } = request.body;
        const input = {
          step: request.params.step,
          ...(given ? { answers: given } : {}),
          ...(accepts ? { accepts } : {}),
          ...(words ? { words } : {}),
        };
        return {
          status: 200,
          body: await screening.sendIn(apiCaller(request), request.params.id, input, options),
        };
      }),
  );

  app.post(
    '/participants/:id/journey/steps/:step/undo',
    {
      schema: {
        ...changed,
        summary: 'Undo a decision that was a slip; the person is told',
        body: z.strictObject({ reason: Words.min(1) }),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const input = { step: request.params.step, reason: request.body.reason };
        return {
          status: 200,
          body: await screening.undo(apiCaller(request), request.params.id, input, options),
        };
      }),
  );

  app.get(
    '/participants/:id/journey/peer-words',
    {
      schema: {
        tags,
        summary: 'What mentors said about the steps, and who can be asked',
        params: ById,
        response: answers(
          z.object({
            words: z.array(GivenWord),
            canBeAsked: z.array(z.object({ personId: Id, name: z.string() })),
          }),
        ),
      },
    },
    async (request) => {
      const caller = apiCaller(request);
      const { id } = request.params;
      const words = await peerWords.list(caller, id);
      return {
        words: words.map((one) => ({ ...one, at: one.at.toISOString() })),
        canBeAsked: await peerWords.whoCanBeAsked(caller, id),
      };
    },
  );

  app.post(
    '/participants/:id/journey/steps/:step/peers',
    {
      schema: {
        ...changed,
        summary: 'Ask mentors for their word on a step',
        body: z.strictObject({ peers: z.array(Id).min(1).max(20) }),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const input = { step: request.params.step, peers: request.body.peers };
        return {
          status: 200,
          body: await peerWords.ask(apiCaller(request), request.params.id, input, options),
        };
      }),
  );

  app.post(
    '/participants/:id/journey/steps/:step/peer-words',
    {
      schema: {
        ...changed,
        summary: 'Record the word of a mentor who was asked',
        body: z.strictObject({ peer: Id, word: z.enum(PEER_WORDS), words: Words.optional() }),
        response: answers(Standing),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const caller = apiCaller(request);
        const { journeyId } = await journeys.current(caller, request.params.id, 'decide-journeys');
        const { peer, word, words } = request.body;
        const input = { journeyId, step: request.params.step, peer, word, ...(words ? { words } : {}) };
        return { status: 200, body: await peerWords.give(caller, input, options) };
      }),
  );
}
