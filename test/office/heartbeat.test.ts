import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHeartbeat } from '../../activities/heartbeat';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('the outside switch', () => {
  let database: TestDatabase;
  let server: Server;
  let url: string;
  let pings = 0;
  let answer = 200;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = createServer((_request, response) => {
      pings += 1;
      response.writeHead(answer).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/secret`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await database.drop();
  });
  beforeEach(() => {
    pings = 0;
    answer = 200;
  });

  let looks = 0;
  async function beat(satisfied: boolean, address: string | undefined): Promise<string | null> {
    const id = `look-${(looks += 1)}`;
    await database.db.auditRun.create({
      data: {
        id,
        at: new Date(),
        satisfied,
        open: 0,
        mended: 0,
        askedRuns: true,
        zoneRules: 'x',
        zoneRulesOk: true,
      },
    });
    await createHeartbeat(database.db, address)({ run: id });
    return (await database.db.auditRun.findUniqueOrThrow({ where: { id } })).heartbeat;
  }

  test('is told after a look that was satisfied', async () => {
    expect([await beat(true, url), pings]).toEqual(['sent', 1]);
  });

  test('hears nothing after one that was not', async () => {
    expect([await beat(false, url), pings]).toEqual(['withheld', 0]);
  });

  test('is not needed, and a switch that is away or refuses fails nothing', async () => {
    expect(await beat(true, undefined)).toBe('none');
    answer = 404;
    expect([await beat(true, url), pings]).toEqual(['failed', 1]);
    expect(await beat(true, 'http://127.0.0.1:9/nobody')).toBe('failed');
    await createHeartbeat(database.db, url)({ run: 'unknown' });
    expect(pings).toBe(1);
  });
});
