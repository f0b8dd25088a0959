import { createClock } from '../../activities/clock';
import { as, type Duration, type Instant, type WallClock, type Zone } from '../../domain/ids';

const clock = createClock();
const toronto = as<Zone>('America/Toronto');
const next = (after: string, every: string, time: string, zone = toronto) =>
  clock.nextWall({ after: as<Instant>(after), every: as<Duration>(every), time, zone });

test('a week later at ten is at ten, whatever the clocks did in between', async () => {
  // 8 March 2026 loses an hour.
  expect(await next('2026-03-04T15:00:00.000Z', 'P1W', '10:00')).toEqual({
    at: '2026-03-11T14:00:00.000Z',
    wall: '2026-03-11T10:00',
  });
});

test('a day later is on the next day of the place, not of Greenwich', async () => {
  expect((await next('2026-03-02T03:30:00.000Z', 'P1D', '09:00')).wall).toBe('2026-03-02T09:00');
});

test('less than a day is time that passes', async () => {
  expect(await next('2026-03-08T06:30:00.000Z', 'PT2H', '10:00')).toEqual({
    at: '2026-03-08T08:30:00.000Z',
    wall: '2026-03-08T04:30',
  });
});

test('Vancouver no longer changes its clocks', async () => {
  const { at } = await clock.resolveWall({
    wall: as<WallClock>('2026-12-01T12:00'),
    zone: as('America/Vancouver'),
  });
  expect(at).toBe('2026-12-01T19:00:00.000Z');
});

test('a time that is none is refused, and not for want of trying', async () => {
  await expect(clock.resolveWall({ wall: as('2026-02-30T12:00'), zone: toronto })).rejects.toThrow(
    RangeError,
  );
});

test('quiet hours say when they end', async () => {
  const quietHours = { from: '21:00', to: '09:00' };
  const at = (text: string) => clock.quietUntil({ at: as(text), quietHours, zone: toronto });
  expect(await at('2026-03-02T03:30:00.000Z')).toEqual({ until: '2026-03-02T14:00:00.000Z' });
  expect(await at('2026-03-02T15:00:00.000Z')).toEqual({ until: null });
});
