import path from 'node:path';
import { parseArgs } from 'node:util';
import { CannotStart } from './cannotStart';
import { ROOT } from './paths';

export interface StartOptions {
  port: number;
  dataDir: string;
  programs: string[];
  publicUrl: string;
}

export const USAGE = `npm start -- [options]
  --port PORT       port of the console and the webhooks (or PORT; 3000)
  --data-dir DIR    folder for everything that is kept (or FULLCIRCLE_DATA_DIR; .fullcircle)
  --program FILE    a program definition of your own; may be given several times
  --help            this text
What runs elsewhere is named by TEMPORAL_ADDRESS, DATABASE_URL, SMTP_URL, TWILIO_ACCOUNT_SID/_AUTH_TOKEN/_FROM.`;

/** @throws CannotStart with the usage when an option is unknown or not understood; undefined when help was asked for */
export function readStartOptions(args: string[], env: NodeJS.ProcessEnv): StartOptions | undefined {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        program: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  if (values.help) return undefined;
  const text = values.port ?? env['PORT'] ?? '3000';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CannotStart(`--port: ${text} is not a port (1 to 65535).`);
  return {
    port,
    // Relative to where the person is, as they typed it; the default lies in the checkout.
    dataDir: path.resolve(values['data-dir'] ?? env['FULLCIRCLE_DATA_DIR'] ?? path.join(ROOT, '.fullcircle')),
    programs: (values.program ?? []).map((file) => path.resolve(file)),
    publicUrl: (env['PUBLIC_URL'] ?? `http://localhost:${port}`).replace(/\/$/, ''),
  };
}
