import { once } from 'node:events';
import { createServer } from 'node:http';

export interface Arrival {
  /** Milliseconds since 1970. */
  at: number;
  to: string;
  body: string;
}

/** What every contender posts to: takes a text as the carrier's API does, keeps when it came, and can be asked for it. */
export interface Sink {
  url: string;
  arrivals: Arrival[];
  /** Resolves when so many have arrived since `from`, or the time is up. */
  until(count: number, from: number, withinMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const asked = new URL(request.url ?? '/', 'http://sink').searchParams.get('To');
      if (request.method === 'POST') {
        const form = new URLSearchParams(body);
        arrivals.push({ at: Date.now(), to: form.get('To') ?? '', body: form.get('Body') ?? '' });
      }
      const answer =
        request.method === 'POST'
          ? { sid: sidOf(arrivals.length - 1), status: 'queued' }
          : { messages: listed(arrivals, asked), next_page_uri: null };
      // The SDK takes a list with any other status than 200 for a failure.
      const status = request.method === 'POST' ? 201 : 200;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    async until(count, from, withinMs) {
      const giveUp = Date.now() + withinMs;
      while (Date.now() < giveUp && arrivals.filter(({ at }) => at >= from).length < count)
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function sidOf(index: number): string {
  return `SM${String(index).padStart(32, '0')}`;
}

/** Newest first, as the carrier lists them. */
function listed(arrivals: readonly Arrival[], to: string | null): object[] {
  return arrivals
    .map((arrival, index) => ({ ...arrival, sid: sidOf(index) }))
    .filter((arrival) => arrival.to === to)
    .reverse()
    .map(({ at, body, sid }) => ({
      sid,
      to,
      body,
      direction: 'outbound-api',
      date_created: new Date(at).toUTCString(),
    }));
}
