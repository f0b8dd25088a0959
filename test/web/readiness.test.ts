import { systemClock } from '../../platform/clock';
import { startWeb } from '../../web/main';
import { testConfig, webUnderTest } from './support';

describe('whether the web server is ready', () => {
  test('says which part is away, since when, and that it is back', async () => {
    const web = await webUnderTest();
    const ready = async () => {
      const answer = await web.app.inject({ url: '/readyz' });
      return {
        ...answer.json<{ parts: { part: string; ok: boolean; awaySince?: string }[] }>(),
        status: answer.statusCode,
      };
    };
    expect((await ready()).status).toBe(200);
    web.temporal.away = true;
    const away = await ready();
    expect(away.status).toBe(503);
    expect(away.parts.find(({ part }) => part === 'temporal')).toMatchObject({
      ok: false,
      awaySince: expect.any(String) as string,
    });
    expect(away.parts.find(({ part }) => part === 'postgresql')).toMatchObject({ ok: true });
    expect((await ready()).parts.find(({ part }) => part === 'temporal')?.awaySince).toBe(
      away.parts.find(({ part }) => part === 'temporal')?.awaySince,
    );
    web.temporal.away = false;
    expect((await ready()).status).toBe(200);
    await web.close();
  });

  test('it starts and stops in order although neither PostgreSQL nor Temporal is there', async () => {
    const config = {
      ...testConfig('postgresql://nobody:x@127.0.0.1:9/none'),
      temporal: { connection: { address: '127.0.0.1:9' }, namespace: 'default', taskQueue: 'test' },
    };
    const web = await startWeb(config, { clock: systemClock });
    try {
      expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
      const answer = await fetch(`${web.url}/readyz`);
      expect(answer.status).toBe(503);
      const { parts } = (await answer.json()) as { parts: { part: string; ok: boolean }[] };
      expect(parts.filter(({ ok }) => !ok).map(({ part }) => part)).toEqual(['postgresql', 'temporal']);
      const page = await fetch(`${web.url}/signin`, {
        headers: { accept: 'text/html', cookie: '__Host-full-circle=x' },
      });
      expect(page.status).toBe(503);
      expect(await page.text()).toContain('A part of the service is away');
    } finally {
      await web.stop();
    }
    await expect(fetch(`${web.url}/healthz`)).rejects.toThrow();
  });
});
