import { createServer } from 'node:net';
import { CannotStart } from './cannotStart';

/** Below the range that systems take the ports of outgoing connections from, one of which could be quicker than we. */
const FROM = 20_000;
const HOW_MANY = 10_000;
const TRIES = 20;

/** A TCP port of this machine that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const port = FROM + Math.floor(Math.random() * HOW_MANY);
    if (await isFree(port)) return port;
  }
  return tryPort(0);
}

/** True when nobody listens on 127.0.0.1:port. */
export async function isFree(port: number): Promise<boolean> {
  try {
    await tryPort(port);
    return true;
  } catch {
    return false;
  }
}

/** The wanted port when it is free, else any other. For ports that nobody has to type. */
export async function preferPort(wanted: number | undefined): Promise<number> {
  return wanted !== undefined && (await isFree(wanted)) ? wanted : freePort();
}

/** @throws CannotStart naming the port, what it is for and how to choose another */
export async function requirePort(port: number, what: string, how: string): Promise<void> {
  if (!(await isFree(port)))
    throw new CannotStart(`Port ${port} (${what}) is taken by another program. ${how}`);
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
