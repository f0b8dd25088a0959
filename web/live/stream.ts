import type { FastifyReply, FastifyRequest } from 'fastify';

const HEARTBEAT_MS = 20_000;
/** Browsers come back by themselves; a stream that ends now and then finds out that its session is over. */
const LIFE_MS = 10 * 60_000;

export interface EventStream {
  /** Says that something changed; what it is, the page asks for itself, with its own rights. */
  changed(): void;
  end(): void;
}

const open = new Set<EventStream>();
const MOST = 500;

/** Ends every stream of this process, so that it can stop. */
export function endStreams(): void {
  for (const stream of [...open]) stream.end();
}

/** Answers with server-sent events. Undefined when too many are open: the page then works without being live. */
export function eventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  onEnd: () => void,
): EventStream | undefined {
  if (open.size >= MOST) {
    void reply.code(503).header('retry-after', '30').send();
    onEnd();
    return undefined;
  }
  reply.hijack();
  const raw = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Nothing else is ever asked on it, and an ended stream must not keep the server from stopping.
    connection: 'close',
    'x-accel-buffering': 'no',
  });
  raw.write('retry: 3000\n\n');

  let ended = false;
  const stream: EventStream = {
    changed: () => {
      if (!ended) raw.write('event: changed\ndata: 1\n\n');
    },
    end: () => {
      if (ended) return;
      ended = true;
      clearInterval(heartbeat);
      clearTimeout(life);
      open.delete(stream);
      onEnd();
      raw.end();
    },
  };
  const heartbeat = setInterval(() => raw.write(': here\n\n'), HEARTBEAT_MS);
  const life = setTimeout(() => stream.end(), LIFE_MS);
  request.raw.once('close', () => stream.end());
  open.add(stream);
  return stream;
}
