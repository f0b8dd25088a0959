import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotAllowed } from '../../office/access';
import { staffOnly, viewer } from '../access/viewer';
import { choose, listOf, textOf } from '../console/filters';
import { viewOf } from '../console/view';
import { ProblemError } from '../http/problem';
import type { LedgerWatch } from '../live/ledgerWatch';
import { eventStream } from '../live/stream';
import type { Parts } from '../parts';
import { sendFragment, sendPage } from '../ui/page';
import { blocksOf, type Block, type Seen } from './blocks';
import { DoublesClient } from './doubles';
import { KEYS, PhoneBlock, PhonesPage, PhonesWall } from './page';

/**
 * Simulated phones and mailboxes, for playing all sides. Only there with the embedded doubles, and only for
 * administrators: it shows every message to everybody.
 */
export function phonesRoutes(scope: FastifyInstance, parts: Parts, watch: LedgerWatch): void {
  const { doubles } = parts.config;
  if (!doubles) return;
  const client = new DoublesClient(doubles, parts.config.twilio);
  const seen: Seen = new Map();

  staffOnly(scope, parts);
  scope.addHook('preHandler', async (request) => {
    if (!viewer(request).caller.scope.some(({ role }) => role === 'admin'))
      throw new NotAllowed('read-messages');
  });
  scope.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true };
  });

  scope.get('/phones', async (request, reply) => {
    const view = await viewOf(parts, request, reply);
    return sendPage(
      reply,
      <PhonesPage view={view} blocks={await blocks(request)} query={queryOf(request)} />,
    );
  });
  scope.get('/parts/phones', async (request, reply) => {
    const view = await viewOf(parts, request);
    return sendFragment(
      reply,
      <PhonesWall view={view} blocks={await blocks(request)} query={queryOf(request)} />,
    );
  });

  scope.post('/phones/answer', async (request, reply) => {
    const body = (request.body ?? {}) as Record<string, unknown>;
    const contact = textOf(body['contact']);
    const said = textOf(body['chip'], 1_600) || textOf(body['body'], 1_600);
    const mail = textOf(body['mail']);
    if (!said || !contact)
      throw new ProblemError({ status: 400, code: 'nothing-said', title: 'There is nothing to send.' });
    if (contact.includes('@')) await client.mail(mail, said);
    else await client.text(contact, said);
    seen.delete(contact);
    return await shown(request, reply, textOf(body['block']));
  });

  scope.post('/phones/call', async (request, reply) => {
    const body = (request.body ?? {}) as Record<string, unknown>;
    const act = choose(body['act'], ['pick-up', 'hang-up', ...KEYS]);
    if (!act)
      throw new ProblemError({ status: 400, code: 'nothing-done', title: 'A call knows no such key.' });
    await client.handle(textOf(body['call']), act === 'pick-up' || act === 'hang-up' ? act : { key: act });
    return await shown(request, reply, textOf(body['block']));
  });

  async function shown(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    if (request.headers['hx-request'] === undefined)
      return reply.redirect(`/phones#block-${encodeURIComponent(id)}`, 303);
    const view = await viewOf(parts, request);
    const block = (await blocks(request)).find((one) => one.id === id);
    return block ? sendFragment(reply, <PhoneBlock view={view} block={block} />) : reply.code(204).send();
  }

  /** Marks one device as read up to a message, or all of them. */
  scope.post('/phones/read', async (request, reply) => {
    const body = (request.body ?? {}) as Record<string, unknown>;
    const contact = textOf(body['contact']);
    for (const { devices } of await blocksOf(parts, client, seen)) {
      for (const device of devices) {
        const last = device.bubbles.at(-1);
        if (last && (!contact || contact === device.contact)) seen.set(device.contact, last.id);
      }
    }
    return contact ? reply.code(204).send() : reply.redirect('/phones', 303);
  });

  scope.get('/live/phones', (request, reply) => {
    const endings: (() => void)[] = [];
    const stream = eventStream(request, reply, () => endings.forEach((end) => end()));
    if (!stream) return;
    endings.push(watch.listen(() => stream.changed()));
    const following = client.watch(() => stream.changed());
    endings.push(() => following.stop());
  });

  /** The order stays while somebody is typing: what they are looking at must not move away under their hands. */
  async function blocks(request: FastifyRequest): Promise<Block[]> {
    const all = await blocksOf(parts, client, seen);
    const order = listOf((request.query as Record<string, unknown>)['order'])[0]?.split(',') ?? [];
    if (order.length === 0) return all;
    const place = (block: Block) => {
      const at = order.indexOf(`block-${block.id}`);
      return at < 0 ? order.length : at;
    };
    return all.sort((a, b) => place(a) - place(b));
  }
}

function queryOf(request: FastifyRequest): string {
  return textOf((request.query as Record<string, unknown>)['q'], 100);
}
