import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What a connection can suffer. `down`: refused. `hung`: accepted, and nothing passes. `slow`: everything passes late.
 * `resetting`: cut as soon as something is said.
 */
export const TROUBLES = ['down', 'hung', 'slow', 'resetting'] as const;
export type Trouble = (typeof TROUBLES)[number];

const SLOW_MS = 400;

/** Stands between the product and one of the servers it talks to, on this machine only, and troubles the connections. */
export class TroubledProxy {
  private trouble: Trouble | undefined;
  private server: Server | undefined;
  private readonly pairs = new Set<{ near: Socket; far: Socket }>();

  private constructor(
    private readonly target: { host: string; port: number },
    readonly port: number,
  ) {}

  static async before(target: { host: string; port: number }): Promise<TroubledProxy> {
    const first = createServer();
    first.listen(0, '127.0.0.1');
    await once(first, 'listening');
    const { port } = first.address() as { port: number };
    first.close();
    await once(first, 'close');
    const proxy = new TroubledProxy(target, port);
    await proxy.listen();
    return proxy;
  }

  async begin(trouble: Trouble): Promise<void> {
    this.trouble = trouble;
    if (trouble === 'down') await this.close();
    if (trouble === 'down' || trouble === 'resetting') this.cutAll();
    if (trouble === 'hung') for (const { near, far } of this.pairs) [near, far].forEach((one) => one.pause());
  }

  async end(): Promise<void> {
    const { trouble } = this;
    this.trouble = undefined;
    if (trouble === 'down') await this.listen();
    // What hung is lost by now for both sides; a server that comes back knows nothing of it either.
    if (trouble === 'hung') this.cutAll();
  }

  async stop(): Promise<void> {
    this.cutAll();
    if (this.server) await this.close();
  }

  private async listen(): Promise<void> {
    const server = createServer((near) => this.join(near));
    this.server = server;
    for (let tries = 0; ; tries++) {
      server.listen(this.port, '127.0.0.1');
      try {
        await once(server, 'listening');
        return;
      } catch (error) {
        if (tries === 20) throw error;
        await pause(100);
      }
    }
  }

  private async close(): Promise<void> {
    const closing = this.server;
    this.server = undefined;
    if (!closing) return;
    const closed = once(closing, 'close');
    closing.close();
    this.cutAll();
    await closed;
  }

  private join(near: Socket): void {
    const far = createConnection(this.target);
    const pair = { near, far };
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const one of [near, far]) {
      one.setNoDelay(true);
      one.on('error', end);
      one.on('close', end);
    }
    if (this.trouble === 'hung') {
      near.pause();
      far.pause();
    }
    this.pass(near, far);
    this.pass(far, near);
  }

  private pass(from: Socket, to: Socket): void {
    let last = Promise.resolve();
    from.on('data', (chunk) => {
      if (this.trouble === 'resetting') {
        from.resetAndDestroy();
        return;
      }
      if (this.trouble !== 'slow') {
        last = last.then(() => void to.write(chunk));
        return;
      }
      const late = pause(SLOW_MS);
      last = last.then(() => late).then(() => void to.write(chunk));
    });
    from.on('end', () => void last.then(() => to.end()));
  }

  private cutAll(): void {
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }
}
