import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../local/ports';
import { secretsOf } from '../../local/secrets';
import { startStack, type Stack } from '../../local/stack';
import { TroubledProxy } from './proxy';

export const SERVICES = ['postgres', 'temporal', 'carrier'] as const;
export type Service = (typeof SERVICES)[number];

/** The servers that the product needs, in a folder of their own, each behind a proxy that can trouble it. */
export class Surroundings {
  private constructor(
    readonly folder: string,
    private readonly stack: Stack,
    private readonly proxies: Record<Service, TroubledProxy>,
    /** Where the product's own web server will be. */
    readonly webPort: number,
    readonly replyPort: number,
  ) {}

  static async start(report: (line: string) => void): Promise<Surroundings> {
    const folder = mkdtempSync(path.join(tmpdir(), 'full-circle-around-'));
    const webPort = await freePort();
    const replyPort = await freePort();
    const stack = await startStack({
      dataDir: folder,
      secrets: secretsOf(folder),
      publicUrl: `http://127.0.0.1:${webPort}`,
      replyPort,
      report,
      env: {},
    });
    const before = (name: string): Promise<TroubledProxy> => {
      const { hostname, port } = new URL(name.includes('://') ? name : `tcp://${name}`);
      return TroubledProxy.before({ host: hostname, port: Number(port) });
    };
    const proxies = {
      postgres: await before(stack.env['DATABASE_URL']!),
      temporal: await before(stack.env['TEMPORAL_ADDRESS']!),
      carrier: await before(stack.env['TWILIO_API_BASE_URL']!),
    };
    return new Surroundings(folder, stack, proxies, webPort, replyPort);
  }

  /** Straight to the servers, for whoever watches from outside. */
  get env(): Record<string, string> {
    return this.stack.env;
  }

  /** Through the proxies, for the product. */
  get troubledEnv(): Record<string, string> {
    const database = new URL(this.env['DATABASE_URL']!);
    database.port = String(this.proxies.postgres.port);
    return {
      ...this.env,
      DATABASE_URL: database.href,
      TEMPORAL_ADDRESS: `127.0.0.1:${this.proxies.temporal.port}`,
      TWILIO_API_BASE_URL: `http://127.0.0.1:${this.proxies.carrier.port}`,
      REPLY_SMTP_PORT: String(this.replyPort),
    };
  }

  proxy(service: Service): TroubledProxy {
    return this.proxies[service];
  }

  pidOf(service: 'postgres' | 'temporal'): number | undefined {
    return this.stack[service]?.pid;
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.proxies).map((proxy) => proxy.stop()));
    await this.stack.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
