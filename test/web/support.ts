import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Unavailable, type FullCircle } from '../../client/fullCircle';
import { createOffice } from '../../office/office';
import { loadDefinition, shippedPrograms } from '../../programs';
import { storeProgram } from '../../programs/store';
import { instant } from '../../domain/ids';
import { newCodecKey, parseCodecKeys } from '../../platform/codec';
import type { Config } from '../../platform/config';
import { createLog } from '../../platform/log';
import { hashToken, newToken } from '../../platform/token';
import { buildApp } from '../../web/app';
import { hashPassword } from '../../web/access/password';
import { Reading } from '../../web/carrier/reading';
import { Counters } from '../../web/http/counters';
import type { Parts } from '../../web/parts';
import { createTestDatabase, type TestDatabase } from '../support/database';

export const PUBLIC_URL = 'https://circle.example';
const BEGIN = '2026-03-02T15:00:00.000Z';
export const PROGRAM = 'kwmunity';
export const SITE = 'kwmunity.kitchener';

/** What was asked of Temporal, in order: `inbound.start`, `journeys.pause`, … with the arguments. */
export interface Asked {
  what: string;
  args: unknown[];
}

export interface WebUnderTest {
  app: FastifyInstance;
  parts: Parts;
  database: TestDatabase;
  asked: Asked[];
  /** Business time; tests move it. */
  clock: { at: Date };
  /** While true, whatever is asked of Temporal finds it away. */
  temporal: { away: boolean; answers: Record<string, unknown> };
  /** Everything as it was at the start: no rows, Temporal there, nothing asked. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The whole web room on a database of its own, with a stand-in for Temporal that remembers what it was asked. */
export async function webUnderTest(options: { config?: Partial<Config> } = {}): Promise<WebUnderTest> {
  const database = await createTestDatabase();
  const asked: Asked[] = [];
  const temporal: WebUnderTest['temporal'] = { away: false, answers: {} };
  const clock = { at: new Date(BEGIN) };
  const fullCircle = standIn(asked, temporal);
  const port = { now: async () => clock.at };
  const counters = new Counters();
  const parts: Parts = {
    config: { ...testConfig(database.url), ...options.config },
    database: database.db,
    fullCircle,
    office: createOffice({ database: database.db, fullCircle, clock: port }),
    clock: port,
    log: createLog('silent', 'test'),
    counters,
    reading: new Reading({ database: database.db, clock: port, counters }),
  };
  const app = await buildApp(parts);
  await app.ready();
  return {
    app,
    parts,
    database,
    asked,
    clock,
    temporal,
    async reset() {
      await parts.reading.idle();
      await database.db.$executeRawUnsafe(`
        DO $$ DECLARE names text; BEGIN
          SELECT string_agg(format('%I', tablename), ', ') INTO names
          FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations';
          EXECUTE 'TRUNCATE ' || names || ' CASCADE';
        END $$`);
      asked.length = 0;
      temporal.away = false;
      temporal.answers = {};
      clock.at = new Date(BEGIN);
    },
    async close() {
      await app.close();
      await parts.reading.stop();
      await database.drop();
    },
  };
}

/** What the workflows' side of the house looks like from here: it takes note of every act. */
export function standIn(asked: Asked[], temporal: WebUnderTest['temporal']): FullCircle {
  const call =
    (what: string) =>
    async (...args: unknown[]) => {
      if (temporal.away) throw new Unavailable('away', true);
      // Nothing was ever sent before under the same key.
      if (what === 'shifts.outcome') return undefined;
      if (what !== 'ping') asked.push({ what, args });
      return temporal.answers[what] ?? { started: true };
    };
  const facade = (name: string) => new Proxy({}, { get: (_target, act) => call(`${name}.${String(act)}`) });
  const runOf = async (): Promise<string> => {
    if (temporal.away) throw new Unavailable('away', false);
    return 'running';
  };
  return new Proxy({} as FullCircle, {
    get: (_target, name) =>
      name === 'ping' ? call('ping') : name === 'runOf' ? runOf : facade(String(name)),
  });
}

export function testConfig(databaseUrl: string): Config {
  return {
    temporal: { connection: {}, namespace: 'default', taskQueue: 'test' },
    databaseUrl,
    mail: {
      smtpUrl: 'smtp://127.0.0.1:1',
      from: 'team@circle.example',
      replyDomain: 'reply.circle.example',
      replyPort: 0,
    },
    twilio: {
      accountSid: `AC${'0'.repeat(32)}`,
      authToken: 'test-token-of-the-carrier',
      from: '+15195550100',
      apiBaseUrl: 'http://127.0.0.1:1',
      askSeconds: 0,
      maxPerSecond: 1_000,
    },
    publicUrl: PUBLIC_URL,
    host: '127.0.0.1',
    port: 0,
    sessionSecret: 'x'.repeat(32),
    codecKeys: parseCodecKeys(newCodecKey('test')),
    dataDir: '.fullcircle',
    auditEveryMinutes: 2,
    replayCheck: true,
    logLevel: 'silent',
  };
}

/** The shipped program, its sites included. */
export async function loadProgram(web: WebUnderTest): Promise<void> {
  const file = shippedPrograms().find((path) => path.endsWith(`${PROGRAM}.yaml`)) ?? '';
  await storeProgram(web.parts.database, loadDefinition(file), instant(web.clock.at));
}

export interface Somebody {
  personId: string;
  participantId: string;
}

export async function addParticipant(
  web: WebUnderTest,
  who: {
    givenName?: string;
    language?: string;
    detail?: string;
    role?: string;
    siteId?: string;
    phone?: string;
  } = {},
): Promise<Somebody> {
  const personId = randomUUID();
  const participantId = randomUUID();
  const at = web.clock.at;
  await web.parts.database.person.create({
    data: {
      id: personId,
      givenName: who.givenName ?? 'Noor',
      surname: 'Haddad',
      language: who.language ?? 'en',
      detail: who.detail ?? 'full',
      createdAt: at,
      contactPoints: {
        create: {
          id: randomUUID(),
          channel: 'sms',
          value: who.phone ?? '+15195550111',
          consentAt: at,
          createdAt: at,
        },
      },
      participants: {
        create: {
          id: participantId,
          programId: PROGRAM,
          siteId: who.siteId ?? SITE,
          role: who.role ?? 'mentee',
          createdAt: at,
          journeys: {
            create: {
              id: `j-${participantId}`,
              programId: PROGRAM,
              programVersion: (await web.parts.database.program.findUniqueOrThrow({ where: { id: PROGRAM } }))
                .version,
              status: 'active',
              stage: 'retention',
              role: who.role ?? 'mentee',
              privileges: ['work-shifts'],
              passedSteps: [],
              sequence: 1,
              startedAt: at,
              updatedAt: at,
            },
          },
        },
      },
    },
  });
  return { personId, participantId };
}

export async function openWait(
  web: WebUnderTest,
  wait: { key: string; kind: string; personId: string } & Record<string, unknown>,
): Promise<void> {
  await web.parts.database.wait.create({
    data: {
      programId: PROGRAM,
      siteId: SITE,
      owedBy: 'participant',
      subjectPersonId: wait.personId,
      since: web.clock.at,
      ...wait,
    } as never,
  });
}

/** A personal link, as a message carries it. Answers its token. */
export async function personalLink(
  web: WebUnderTest,
  link: { personId: string; waitKey?: string; days?: number },
): Promise<string> {
  const token = newToken();
  await web.parts.database.personalLink.create({
    data: {
      tokenHash: hashToken(token),
      personId: link.personId,
      waitKey: link.waitKey,
      createdAt: web.clock.at,
      expiresAt: new Date(web.clock.at.getTime() + (link.days ?? 7) * 86_400_000),
    },
  });
  return token;
}

export const PASSWORD = 'a short sentence that one remembers';

export async function addStaff(
  web: WebUnderTest,
  who: { email: string; grants: { role: string; programId?: string; siteId?: string }[] },
): Promise<{ accountId: string; personId: string }> {
  const personId = randomUUID();
  const accountId = randomUUID();
  await web.parts.database.person.create({
    data: { id: personId, givenName: 'Sam', surname: 'Osei', createdAt: web.clock.at },
  });
  await web.parts.database.account.create({
    data: {
      id: accountId,
      personId,
      email: who.email,
      passwordHash: await hashPassword(PASSWORD),
      createdAt: web.clock.at,
      grants: { create: who.grants.map((grant) => ({ id: randomUUID(), ...grant })) },
    },
  });
  return { accountId, personId };
}

/** Signs in through the page and answers the cookie. */
export async function signIn(web: WebUnderTest, email: string): Promise<string> {
  const answer = await web.app.inject({
    method: 'POST',
    url: '/signin',
    headers: { 'sec-fetch-site': 'same-origin', ...form },
    payload: encode({ email, password: PASSWORD }),
  });
  const cookie = answer.cookies.find(({ name }) => name.endsWith('full-circle'));
  if (!cookie) throw new Error(`no session: ${answer.statusCode}`);
  return `${cookie.name}=${cookie.value}`;
}

export const form = { 'content-type': 'application/x-www-form-urlencoded' };

export function encode(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString();
}
