import { once } from 'node:events';
import { createServer } from 'node:http';

export interface Arrival {
  /** Milliseconds since 1970. */
  at: number;
  to: string;
}

/** What every contender posts to: takes a text as the carrier's API does, and keeps when it came. */
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
      if (request.method === 'POST')
        arrivals.push({ at: Date.now(), to: new URLSearchParams(body).get('To') ?? '' });
      const sid = `SM${String(arrivals.length).padStart(32, '0')}`;
      const answer = request.method === 'POST' ? { sid, status: 'queued' } : { messages: [] };
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
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
