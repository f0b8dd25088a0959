import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isAuthorized } from './authorize';
import type { Carrier } from './carrier';
import { Behaviour } from './model';
import { e164, Refusal } from './refusals';

const Answer = z.strictObject({
  body: z.string(),
  sid: z.string().optional(),
  times: z.int().positive().max(20).optional(),
  to: z.string().optional(),
});
/** Of messages in the order in which they came: how many are known already. */
const Known = z.strictObject({ from: z.coerce.number().int().nonnegative().default(0) });
const Digits = z.strictObject({ digits: z.string().regex(/^[\d*#]+$/) });

/**
 * What the phones page and tests use: `/double/phones`, `/double/phones/:number`, `/double/phones/:number/answer`,
 * `/double/messages?from=N`, `/double/calls/:sid/pick-up`, `/digits` and `/hang-up`, `/double/behaviour` (GET, POST, DELETE) and `/double/events` (a line per change).
 * It asks for the same name and password as the carrier's own API.
 */
export function registerDoubleApi(app: FastifyInstance, carrier: Carrier): void {
  const { accountSid, authToken } = carrier.options;
  void app.register(async (api) => {
    api.addHook('onRequest', async (request) => {
      if (!isAuthorized(request, accountSid, authToken)) throw new Refusal(401, 20003, 'Authenticate');
    });
    api.setErrorHandler((error, _request, reply) => {
      if (error instanceof z.ZodError) return reply.code(400).send({ message: z.prettifyError(error) });
      const status = error instanceof Refusal ? error.status : 500;
      return reply.code(status).send({ message: error instanceof Error ? error.message : String(error) });
    });

    api.get('/double/phones', async () => ({ ownNumber: carrier.ownNumber, phones: carrier.store.phones() }));

    api.get('/double/phones/:number', async (request) => {
      const { number } = request.params as { number: string };
      const phone = carrier.store.phones().find((one) => one.number === e164(number));
      if (!phone) throw new Refusal(404, 20404, 'No such phone yet');
      return phone;
    });

    // Whoever follows a long run asks for what is new: all phones with all that they ever got become megabytes.
    api.get('/double/messages', async (request) => {
      const { from } = Known.parse(request.query);
      return { messages: [...carrier.store.messages.values()].slice(from) };
    });

    api.post('/double/phones/:number/answer', async (request) => {
      const { number } = request.params as { number: string };
      const { body, sid, times, to } = Answer.parse(request.body);
      return carrier.receive(number, body, {
        ...(sid === undefined ? {} : { sid }),
        ...(times === undefined ? {} : { times }),
        ...(to === undefined ? {} : { to }),
      });
    });

    api.post('/double/calls/:sid/digits', async (request, reply) => {
      const { sid } = request.params as { sid: string };
      await carrier.press(sid, Digits.parse(request.body).digits);
      return reply.code(204).send();
    });
    api.post('/double/calls/:sid/pick-up', async (request, reply) => {
      await carrier.pickUp((request.params as { sid: string }).sid);
      return reply.code(204).send();
    });
    api.post('/double/calls/:sid/hang-up', async (request, reply) => {
      await carrier.hangUp((request.params as { sid: string }).sid);
      return reply.code(204).send();
    });

    api.get('/double/behaviour', async () => carrier.store.behaviours);
    api.post('/double/behaviour', async (request, reply) => {
      carrier.behave(Behaviour.parse(request.body));
      return reply.code(204).send();
    });
    api.delete('/double/behaviour', async (_request, reply) => {
      carrier.store.record({ behaviours: [] });
      return reply.code(204).send();
    });

    api.get('/double/events', (request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      reply.raw.write(': here\n\n');
      const tell = (): void => void reply.raw.write('event: change\ndata: {}\n\n');
      carrier.store.events.on('change', tell);
      request.raw.once('close', () => carrier.store.events.off('change', tell));
    });
  });
}
