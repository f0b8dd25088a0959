import Fastify from 'fastify';
import { z } from 'zod';
import { isAuthorized } from '../carrier/authorize';
import type { MailAnswerOptions } from './mailbox';
import { MailBehaviour, type Mail, type SentMail } from './model';
import type { MailStore } from './store';

const Answer = z.strictObject({
  text: z.string(),
  autoReply: z.boolean().optional(),
  bounce: z.union([z.boolean(), z.string()]).optional(),
  from: z.string().optional(),
  quote: z.boolean().optional(),
});

interface Parts {
  store: MailStore;
  answer: (mail: Mail, text: string, options?: MailAnswerOptions) => Promise<SentMail>;
  behave: (behaviour: MailBehaviour) => void;
}

/**
 * What the page with the mailboxes uses: `/double/mailboxes`, `/double/mails/:id/answer`, `/double/behaviour` (POST,
 * DELETE) and `/double/events` (a line per change), behind HTTP basic authentication.
 */
export async function startMailboxApi(
  options: { host: string; port?: number; name: string; password: string },
  { store, answer, behave }: Parts,
): Promise<{ url: string; stop(): Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true });
  app.addHook('onRequest', async (request, reply) => {
    if (!isAuthorized(request, options.name, options.password))
      await reply.code(401).send({ message: 'Name and password are needed' });
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof z.ZodError) return reply.code(400).send({ message: z.prettifyError(error) });
    return reply.code(500).send({ message: error instanceof Error ? error.message : String(error) });
  });
  app.get('/double/mailboxes', async () => ({ mailboxes: store.mailboxes() }));
  app.post('/double/mails/:id/answer', async (request, reply) => {
    const { id } = request.params as { id: string };
    const mail = store.mails.get(id);
    if (!mail) return reply.code(404).send({ message: 'No such mail' });
    const { text, ...how } = Answer.parse(request.body);
    const given = Object.entries(how).filter(([, value]) => value !== undefined);
    return answer(mail, text, Object.fromEntries(given));
  });
  app.post('/double/behaviour', async (request, reply) => {
    behave(MailBehaviour.parse(request.body));
    return reply.code(204).send();
  });
  app.delete('/double/behaviour', async (_request, reply) => {
    store.record({ behaviours: [] });
    return reply.code(204).send();
  });
  app.get('/double/events', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write(': here\n\n');
    const tell = (): void => void reply.raw.write('event: change\ndata: {}\n\n');
    store.events.on('change', tell);
    request.raw.once('close', () => store.events.off('change', tell));
  });
  await app.listen({ port: options.port ?? 0, host: options.host });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return { url: `http://127.0.0.1:${port}`, stop: () => app.close() };
}
