import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ConnectionOptions } from '@temporalio/client';
import { z } from 'zod';
import { parseCodecKeys, type CodecKeys } from './codec';

/**
 * Everything that is read from the environment, read once and checked. A secret `X` may be given as `X_FILE` (a path),
 * as container platforms do. There is no default secret: `npm start` makes its own and hands them over in the
 * environment.
 */
const Environment = z.object({
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('full-circle'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z.email().default('full-circle@localhost.example'),
  /** Domain of reply addresses, `reply+<token>@<domain>`; its MX points at the reply listener. */
  MAIL_REPLY_DOMAIN: z.string().default('reply.localhost.example'),
  REPLY_SMTP_PORT: z.coerce.number().int().min(0).max(65535).default(2526),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'starts with AC and has 32 hexadecimal digits after it'),
  TWILIO_AUTH_TOKEN: z.string().min(16),
  TWILIO_FROM: z.string().regex(/^\+[1-9]\d{6,14}$/, 'is a number in E.164 form, e.g. +15195550100'),
  /** Texts handed over in a second at most. The carrier queues what comes faster, and an alarm would wait in that queue. */
  TWILIO_MAX_PER_SECOND: z.coerce.number().min(0.1).max(10_000).default(100),
  TWILIO_API_BASE_URL: z.url().default('https://api.twilio.com'),
  PUBLIC_URL: z.url(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  SESSION_SECRET: z.string().min(32),
  CODEC_KEYS: z.string(),
  /** How long the carrier is asked about a message whose fate is unknown; rule 2 allows 60 s at most. */
  CARRIER_ASK_SECONDS: z.coerce.number().min(0).max(60).default(60),
  /** Address of the embedded carrier double and mailbox, when they are in use; the phones page needs them. */
  DOUBLE_URL: z.url().optional(),
  MAILBOX_URL: z.url().optional(),
  FULLCIRCLE_DATA_DIR: z.string().default('.fullcircle'),
  /** Pinged after every look of the auditor that found nothing to worry about; see `docs/operating.md`. */
  HEARTBEAT_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Minutes from one look of the auditor to the next. */
  AUDIT_EVERY_MINUTES: z.coerce.number().int().min(1).max(60).default(2),
  /** `off` lets a release work that cannot carry on what is open; see `docs/operating.md`. */
  FULLCIRCLE_REPLAY_CHECK: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** What both the client's and the worker's connection understand. */
type TemporalConnection = Pick<ConnectionOptions, 'address' | 'tls' | 'metadata'> & { apiKey?: string };

export interface Config {
  temporal: { connection: TemporalConnection; namespace: string; taskQueue: string };
  databaseUrl: string;
  mail: { smtpUrl: string; from: string; replyDomain: string; replyPort: number };
  twilio: {
    accountSid: string;
    authToken: string;
    from: string;
    apiBaseUrl: string;
    askSeconds: number;
    maxPerSecond: number;
  };
  publicUrl: string;
  host: string;
  port: number;
  metricsPort?: number;
  sessionSecret: string;
  codecKeys: CodecKeys;
  doubles?: { carrierUrl: string; mailboxUrl: string };
  dataDir: string;
  heartbeatUrl?: string;
  auditEveryMinutes: number;
  replayCheck: boolean;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
}

/** A setting that is missing or wrong, in words that say which and what would be right. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/**
 * Reads the configuration.
 * @throws ConfigurationError naming every setting that is missing or wrong, at once
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const e = read(Environment, env);
  return {
    ...connections(e, env),
    mail: {
      smtpUrl: e.SMTP_URL,
      from: e.MAIL_FROM,
      replyDomain: e.MAIL_REPLY_DOMAIN,
      replyPort: e.REPLY_SMTP_PORT,
    },
    twilio: {
      accountSid: e.TWILIO_ACCOUNT_SID,
      authToken: e.TWILIO_AUTH_TOKEN,
      from: e.TWILIO_FROM,
      apiBaseUrl: e.TWILIO_API_BASE_URL.replace(/\/$/, ''),
      askSeconds: e.CARRIER_ASK_SECONDS,
      maxPerSecond: e.TWILIO_MAX_PER_SECOND,
    },
    publicUrl: e.PUBLIC_URL.replace(/\/$/, ''),
    host: e.HOST,
    port: e.PORT,
    metricsPort: e.METRICS_PORT,
    sessionSecret: e.SESSION_SECRET,
    doubles:
      e.DOUBLE_URL && e.MAILBOX_URL ? { carrierUrl: e.DOUBLE_URL, mailboxUrl: e.MAILBOX_URL } : undefined,
    dataDir: resolve(e.FULLCIRCLE_DATA_DIR),
    heartbeatUrl: e.HEARTBEAT_URL,
    auditEveryMinutes: e.AUDIT_EVERY_MINUTES,
    replayCheck: e.FULLCIRCLE_REPLAY_CHECK === 'on',
    logLevel: e.LOG_LEVEL,
  };
}

/** What a tool needs that only talks to Temporal and PostgreSQL. */
export type Connections = Pick<Config, 'temporal' | 'databaseUrl' | 'codecKeys'>;

/** The same for such a tool: nobody needs a carrier's password to list shifts. @throws ConfigurationError */
export function loadConnections(env: NodeJS.ProcessEnv = process.env): Connections {
  const wanted = { TEMPORAL_TASK_QUEUE: true, DATABASE_URL: true, CODEC_KEYS: true } as const;
  return connections(read(Environment.pick(wanted), env), env);
}

function connections(
  e: Pick<z.infer<typeof Environment>, 'TEMPORAL_TASK_QUEUE' | 'DATABASE_URL' | 'CODEC_KEYS'>,
  env: NodeJS.ProcessEnv,
): Connections {
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: stringsOf(env) });
  return {
    temporal: {
      connection: { ...connectionOptions, apiKey: stringOnly(connectionOptions.apiKey) },
      namespace: namespace ?? 'default',
      taskQueue: e.TEMPORAL_TASK_QUEUE,
    },
    databaseUrl: e.DATABASE_URL,
    codecKeys: parseCodecKeys(e.CODEC_KEYS),
  };
}

function read<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, env: NodeJS.ProcessEnv) {
  const parsed = schema.safeParse(withFiles(env));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigurationError(
    `These settings are missing or wrong:\n${lines.join('\n')}\nSee docs/configuration.md.`,
  );
}

/** `X_FILE` stands in for `X`, for every setting. */
function withFiles(env: NodeJS.ProcessEnv): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(Environment.shape)) {
    const file = env[`${name}_FILE`];
    const value = env[name] ?? (file ? readSecret(name, file) : undefined);
    if (value !== undefined && value !== '') values[name] = value;
  }
  return values;
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new ConfigurationError(`${name}_FILE names ${file}, which cannot be read.`, { cause });
  }
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The environment gives keys as text; the client's type would also allow a function. */
function stringOnly(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
