import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface File {
  body: Buffer;
  type: string;
}

/** The few files a page loads, held in memory under addresses that change with their content, so they cache for ever. */
const files = new Map<string, File>();
const addresses = new Map<string, string>();

function add(name: string, path: string): void {
  const body = readFileSync(path);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const address = `/static/${hash}/${name}`;
  files.set(address, { body, type: TYPES[extname(name)] ?? 'application/octet-stream' });
  addresses.set(name, address);
}

function load(): void {
  if (files.size > 0) return;
  const folder = join(__dirname, '..', 'static');
  for (const name of readdirSync(folder)) add(name, join(folder, name));
  add('htmx.js', require.resolve('htmx.org/dist/htmx.min.js'));
}

/** Address of a file of `web/static` (or `htmx.js`). @throws Error for a name that is none: a page would be broken */
export function asset(name: string): string {
  load();
  const address = addresses.get(name);
  if (!address) throw new Error(`no static file is called ${name}`);
  return address;
}

export function staticFiles(app: FastifyInstance): void {
  load();
  for (const [address, file] of files) {
    app.get(address, { schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(file.type).send(file.body),
    );
  }
  app.get('/favicon.ico', { schema: { hide: true } }, (_request, reply) => reply.redirect(asset('mark.svg')));
  app.get('/robots.txt', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/plain').send('User-agent: *\nDisallow: /\n'),
  );
}
