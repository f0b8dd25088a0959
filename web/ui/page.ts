import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** Sends a whole page. Never cached: it shows people's data as it is now. */
export function sendPage(reply: FastifyReply, page: VNode, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${render(page)}`);
}

/** Sends a part of a page, for htmx. */
export function sendFragment(reply: FastifyReply, fragment: VNode): FastifyReply {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(render(fragment));
}
