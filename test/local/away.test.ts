import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { migrate } from '../../local/migrate';
import { freePort } from '../../local/ports';
import { startPostgres, type PostgresServer } from '../../local/postgres';
import { silent } from '../../local/report';
import { startDevServer, type TemporalServer } from '../../local/temporalServer';
import { EVERYWHERE } from '../../office/access';
import { apiKeyActs } from '../../office/apiKeys';
import type { OfficeTools } from '../../office/tools';
import { newCodecKey } from '../../platform/codec';
import { systemClock } from '../../platform/clock';
import { loadConfig, type Config } from '../../platform/config';
import { openDatabase, type Database } from '../../platform/database';
import { quietRuntime } from '../../platform/quietRuntime';
import { createLog } from '../../platform/log';
import { openTemporal } from '../../platform/temporal';
import { startWeb, type RunningWeb } from '../../web/main';
import { startWorkers, type Workers } from '../../workers/main';
import { AUDIT_SCHEDULE } from '../../workflows/contract';
import { eventually } from '../support/eventually';
import { addParticipant, loadProgram, type WebUnderTest } from '../web/support';

const WITHIN_MS = 60_000;

/** Real web server and worker, on a PostgreSQL and a Temporal that go away. */
describe('while a part is away', () => {
  let folder: string;
  let postgres: PostgresServer;
  let temporal: TemporalServer;
  let config: Config;
  let database: Database;
  let apiKey: string;
  let web: RunningWeb | undefined;
  let workers: Workers | undefined;
  let peers: string[] = [];
  let temporalPort: number;

  const bringUpPostgres = () =>
    startPostgres({ dataDir: path.join(folder, 'postgres'), throwAway: true, report: silent });
  const bringUpTemporal = () =>
    startDevServer({ dataDir: path.join(folder, 'temporal'), port: temporalPort, report: silent });

  beforeAll(async () => {
    quietRuntime();
    folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-away-'));
    temporalPort = await freePort();
    [postgres, temporal] = await Promise.all([bringUpPostgres(), bringUpTemporal()]);
    await migrate(postgres.url);
    const port = await freePort();
    config = loadConfig({
      TEMPORAL_ADDRESS: temporal.address,
      DATABASE_URL: postgres.url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      REPLY_SMTP_PORT: '0',
      TWILIO_ACCOUNT_SID: `AC${randomBytes(16).toString('hex')}`,
      TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
      TWILIO_FROM: '+15195550100',
      TWILIO_API_BASE_URL: 'http://127.0.0.1:9',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      PORT: String(port),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      CODEC_KEYS: newCodecKey('away'),
      CARRIER_ASK_SECONDS: '0',
      LOG_LEVEL: 'silent',
    });
    database = openDatabase(postgres.url, { connections: 3 });
    const desk = { parts: { database }, clock: { at: new Date() } } as unknown as WebUnderTest;
    await loadProgram(desk);
    for (let number = 0; number < 4; number++) {
      const phone = `+1519555020${number}`;
      peers.push((await addParticipant(desk, { phone })).participantId);
    }
    const caller = { actor: 'account:test', scope: EVERYWHERE, via: 'cli' } as const;
    apiKey = (
      await apiKeyActs({ database, clock: systemClock } as OfficeTools).create(caller, {
        name: 'test',
        role: 'coordinator',
      })
    ).secret;
  });

  afterEach(async () => {
    await web?.stop();
    await workers?.stop();
    web = workers = undefined;
  });
  afterAll(async () => {
    await database?.$disconnect();
    await temporal?.stop();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
    peers = [];
  });

  async function start(): Promise<void> {
    workers = startWorkers(config, createLog('silent', 'worker'));
    web = await startWeb(config);
  }

  async function awayParts(): Promise<string[]> {
    const answer = await fetch(`${config.publicUrl}/readyz`);
    const { parts } = (await answer.json()) as { parts: { part: string; ok: boolean }[] };
    return parts.filter(({ ok }) => !ok).map(({ part }) => part);
  }

  /** What the carrier does with a text. Its status; 0 when the connection broke. */
  async function text(sid: string): Promise<number> {
    const url = `${config.publicUrl}/carrier/twilio/inbound`;
    const fields = { MessageSid: sid, From: '+15195559999', To: config.twilio.from, Body: 'ok' };
    const signature = getExpectedTwilioSignature(config.twilio.authToken, url, fields);
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body: new URLSearchParams(fields).toString(),
    }).catch(() => undefined);
    return answer?.status ?? 0;
  }
  const newSid = () => `SM${randomBytes(16).toString('hex')}`;

  /** The carrier comes again until it is told that the text is taken. */
  async function textUntilTaken(sid: string): Promise<void> {
    await eventually('the text is taken', async () => (await text(sid)) === 200, WITHIN_MS);
  }

  async function schedule(key: string, peer: string, inHours: number) {
    const wall = (hours: number) =>
      new Date(Math.ceil(Date.now() / 3_600_000 + hours) * 3_600_000 - 5 * 3_600_000)
        .toISOString()
        .slice(0, 16);
    const answer = await fetch(`${config.publicUrl}/api/v1/shifts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({
        site: 'kwmunity.kitchener',
        startsWall: wall(inHours),
        endsWall: wall(inHours + 4),
        peers: [peer],
      }),
    }).catch(() => undefined);
    const body = (await answer?.json().catch(() => ({}))) as {
      shiftId?: string;
      state?: string;
      code?: string;
    };
    return { status: answer?.status ?? 0, ...body };
  }

  const allTaken = async (...sids: string[]) => {
    await eventually(
      'every text is understood',
      async () =>
        (await database.inbound.count({ where: { id: { in: sids }, status: 'done' } })) === sids.length,
      WITHIN_MS,
    );
  };
  const watched = (shiftId: string) =>
    eventually(
      'the shift is watched over',
      async () => {
        const row = await database.shift.findUnique({ where: { id: shiftId } });
        return (
          row?.status === 'scheduled' &&
          (await database.event.count({ where: { key: `shift-${shiftId}/scheduled` } })) === 1
        );
      },
      WITHIN_MS,
    );

  test('the auditor is scheduled once, however often workers start, and looks', async () => {
    const { client, close } = openTemporal(config);
    try {
      await start();
      await workers?.stop();
      workers = startWorkers({ ...config, auditEveryMinutes: 7 }, createLog('silent', 'worker'));
      const handle = client.schedule.getHandle(AUDIT_SCHEDULE);
      const minutes = async () => {
        const { spec } = await handle.describe();
        return spec.intervals?.map(({ every }) => every / 60_000);
      };
      await eventually(
        'the new rhythm is in place',
        async () => (await minutes().catch(() => []))?.[0] === 7,
        WITHIN_MS,
      );
      expect(await minutes()).toEqual([7]);
      await handle.trigger();
      await eventually('it has looked', async () => (await database.auditRun.count()) > 0, WITHIN_MS);
      expect(await database.auditRun.findFirst()).toMatchObject({ askedRuns: true, zoneRulesOk: true });

      await handle.delete();
      await eventually(
        'it is scheduled again, by a worker that has never stopped',
        async () => (await minutes().catch(() => []))?.[0] === 7,
        WITHIN_MS,
      );
    } finally {
      await close();
    }
  });

  test('web and worker that start without PostgreSQL say so in every way, and work as soon as it is there', async () => {
    await postgres.stop();
    await start();
    expect(await awayParts()).toEqual(['postgresql']);
    const sid = newSid();
    expect(await text(sid)).toBe(503);
    expect(await schedule(randomUUID(), peers[0] as string, 30)).toMatchObject({
      status: 503,
      code: 'postgresql-away',
    });
    const page = await fetch(`${config.publicUrl}/signin`, {
      headers: { accept: 'text/html', cookie: '__Host-full-circle=x; full-circle=x' },
    });
    expect([page.status, await page.text()]).toEqual([
      503,
      expect.stringContaining('A part of the service is away'),
    ]);

    postgres = await bringUpPostgres();
    await eventually('it is ready', async () => (await awayParts()).length === 0, WITHIN_MS);
    await textUntilTaken(sid);
    const { shiftId = '', status } = await schedule(randomUUID(), peers[0] as string, 30);
    expect(status).toBe(201);
    await Promise.all([allTaken(sid), watched(shiftId)]);
  });

  test('web and worker that start without Temporal keep texts and acts, and carry them out as soon as it is there', async () => {
    await temporal.stop();
    await start();
    expect(await awayParts()).toEqual(['temporal']);
    const sid = newSid();
    expect(await text(sid)).toBe(200);
    expect(await database.inbound.findUniqueOrThrow({ where: { id: sid } })).toMatchObject({
      status: 'stored',
    });
    const { shiftId = '', ...scheduled } = await schedule(randomUUID(), peers[1] as string, 30);
    expect(scheduled).toMatchObject({ status: 201, state: 'starting' });

    temporal = await bringUpTemporal();
    await eventually('it is ready', async () => (await awayParts()).length === 0, WITHIN_MS);
    await Promise.all([allTaken(sid), watched(shiftId)]);
  });

  test('PostgreSQL that is lost while texts arrive and staff act loses neither, and doubles nothing', async () => {
    await start();
    await eventually('it is ready', async () => (await awayParts()).length === 0, WITHIN_MS);
    const sids = Array.from({ length: 10 }, newSid);
    const key = randomUUID();
    const texts = sids.map((sid) => textUntilTaken(sid));
    const act = schedule(key, peers[2] as string, 30);
    process.kill(postgres.pid, 'SIGKILL');
    await Promise.all([...texts, act]);
    let scheduled = await act;
    await eventually(
      'the act is taken',
      async () => {
        if (scheduled.status === 201) return true;
        scheduled = await schedule(key, peers[2] as string, 30);
        return false;
      },
      WITHIN_MS,
    );
    await Promise.all([allTaken(...sids), watched(scheduled.shiftId ?? '')]);
    expect(await database.inbound.count({ where: { id: { in: sids } } })).toBe(sids.length);
    expect(
      await database.shift.count({ where: { peers: { some: { participantId: peers[2] as string } } } }),
    ).toBe(1);
  });

  test('Temporal that is lost while texts arrive and staff act loses neither, and doubles nothing', async () => {
    await start();
    await eventually('it is ready', async () => (await awayParts()).length === 0, WITHIN_MS);
    const sids = Array.from({ length: 10 }, newSid);
    const texts = sids.map((sid) => textUntilTaken(sid));
    process.kill(temporal.pid, 'SIGKILL');
    const scheduled = await schedule(randomUUID(), peers[3] as string, 30);
    await Promise.all(texts);
    expect(scheduled.status).toBe(201);
    await Promise.all([allTaken(...sids), watched(scheduled.shiftId ?? '')]);
    expect(
      await database.shift.count({ where: { peers: { some: { participantId: peers[3] as string } } } }),
    ).toBe(1);
    await eventually('it is ready', async () => (await awayParts()).length === 0, WITHIN_MS);
  });
});
