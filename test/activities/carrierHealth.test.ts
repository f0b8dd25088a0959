import { plus } from '../../domain/duration';
import { instant, type Instant } from '../../domain/ids';
import { createHealth } from '../../activities/messaging/health';
import type { HandOver } from '../../activities/messaging/handOver';
import { createPace, type Pace } from '../../activities/messaging/pace';
import { openCarriers, type Carriers } from './support/carriers';
import { NOW, openTown, phoneOf, type Town } from './support/town';

const AWAY: HandOver = { outcome: 'away', code: '503' };
const TAKEN: HandOver = { outcome: 'accepted', carrierId: 'SM1' };
const REFUSED: HandOver = { outcome: 'refused', code: '21211', consequence: 'unusable' };

describe('the health of a channel', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown();
  });
  afterAll(() => town.drop());
  beforeEach(async () => {
    await town.db.event.deleteMany({ where: { kind: { startsWith: 'channel-' } } });
    await town.db.channelHealth.deleteMany();
  });

  /** A channel that answers as told, at a time that is told. */
  function channel() {
    const health = createHealth(town.db);
    let tried = 0;
    return {
      health,
      get tried() {
        return tried;
      },
      async hands(outcome: HandOver, seconds: number): Promise<string> {
        const now = (): Instant => plus(NOW, seconds * 1000);
        const handed = await health.through('sms', now, async () => ((tried += 1), outcome));
        return handed.outcome;
      },
    };
  }

  test('after five that come to nothing nothing is tried for a while, then one, then all again', async () => {
    const sms = channel();
    for (let second = 0; second < 5; second++) expect(await sms.hands(AWAY, second)).toBe('away');
    expect(await sms.hands(TAKEN, 5)).toBe('away');
    expect(sms.tried).toBe(5);
    expect(await sms.hands(AWAY, 20)).toBe('away');
    expect(sms.tried).toBe(6);
    expect(await sms.hands(TAKEN, 21)).toBe('away');
    expect(await sms.hands(TAKEN, 40)).toBe('accepted');
    expect(await sms.hands(TAKEN, 40)).toBe('accepted');
  });

  test('while one tries the others do not wait for it', async () => {
    const health = createHealth(town.db, 1);
    const at = (seconds: number) => () => plus(NOW, seconds * 1000);
    await health.through('sms', at(0), () => Promise.resolve(AWAY));
    let answer: (handed: HandOver) => void = () => undefined;
    const trying = health.through('sms', at(60), () => new Promise((resolve) => (answer = resolve)));
    expect(await health.through('sms', at(60), () => Promise.resolve(TAKEN))).toMatchObject({
      code: 'resting',
    });
    answer(TAKEN);
    expect(await trying).toEqual(TAKEN);
    expect(await health.through('sms', at(60), () => Promise.resolve(TAKEN))).toEqual(TAKEN);
  });

  test('one failure among others, and what is refused, are no reason to rest', async () => {
    const sms = channel();
    for (let n = 0; n < 20; n++) await sms.hands(n % 4 === 3 ? REFUSED : AWAY, n);
    expect(sms.tried).toBe(20);
    expect(await town.events('channel-down')).toEqual([]);
  });

  test('since when nothing was taken counts from the first failure, and ends with a success', async () => {
    const sms = channel();
    await sms.hands(AWAY, 3);
    await sms.hands(AWAY, 9);
    expect(sms.health.awaySince('sms')).toBe(plus(NOW, 3_000));
    await sms.hands(TAKEN, 12);
    expect(sms.health.awaySince('sms')).toBeUndefined();
  });

  test('"too many" rests for as long as the carrier asks, and alarms nobody', async () => {
    const sms = channel();
    await sms.hands({ outcome: 'away', code: '20429', retryAfterMs: 30_000 }, 0);
    expect(await sms.hands(TAKEN, 29)).toBe('away');
    expect(await sms.hands(TAKEN, 31)).toBe('accepted');
    expect(await town.events('channel-down')).toEqual([]);
  });

  test('of ten workers that see it, each change is told once', async () => {
    const workers = Array.from({ length: 10 }, channel);
    await Promise.all(
      workers.map(async (sms) => {
        for (let n = 0; n < 6; n++) await sms.hands(AWAY, n);
      }),
    );
    expect(await town.events('channel-down')).toHaveLength(1);
    expect(await town.db.channelHealth.findMany()).toMatchObject([
      { channel: 'sms', awaySince: new Date(NOW), code: '503' },
    ]);
    await Promise.all(workers.map((sms) => sms.hands(TAKEN, 60)));
    expect(await town.events('channel-restored')).toHaveLength(1);
    expect(await town.db.channelHealth.findMany()).toMatchObject([{ downSince: null, awaySince: null }]);
  });

  test('a new worker takes back what one that died has left', async () => {
    const dead = channel();
    for (let n = 0; n < 5; n++) await dead.hands(AWAY, n);
    await channel().hands(TAKEN, 100);
    expect(await town.events('channel-restored')).toHaveLength(1);
  });
});

describe('a question about somebody’s safety while texts are away', () => {
  let town: Town;
  let carriers: Carriers;
  beforeAll(async () => {
    [town, carriers] = await Promise.all([openTown(), openCarriers()]);
  });
  afterAll(async () => {
    await carriers.stop();
    await town.drop();
  });

  test('goes another way when they have been away for long enough, and not before; what can wait waits', async () => {
    const ana = await town.person('ana');
    carriers.carrier.behave({ only: 'texts', refuse: { status: 503, code: 20503 } });
    const expiresAt = plus(NOW, 30 * 60_000);
    const question = await town.intends({
      personId: ana,
      template: 'shift-end',
      urgency: 'notice',
      expiresAt,
    });
    const reminder = await town.intends({ personId: ana, expiresAt });
    const messaging = carriers.messaging(town.db);
    const at = (seconds: number) => instant(Date.parse(NOW) + seconds * 1000);
    const tries = (seconds: number) =>
      messaging.deliver({ keys: [question, reminder], at: at(seconds) }).catch(() => undefined);
    for (const seconds of [0, 30, 60, 110]) {
      await tries(seconds);
      expect(await town.intent(question)).toMatchObject({ status: 'pending' });
    }
    await tries(180);
    expect(await town.intent(question)).toMatchObject({ status: 'sent' });
    expect(carriers.carrier.phone(phoneOf(ana))?.calls).toHaveLength(1);
    expect(await town.intent(reminder)).toMatchObject({ status: 'pending' });

    carriers.carrier.clearBehaviours();
    await tries(40 * 60);
    expect(carriers.texts(phoneOf(ana))).toEqual([]);
    expect(await town.intent(reminder)).toMatchObject({ status: 'expired' });
  });

  test('"too many" with a time to wait is no loss', async () => {
    const ben = await town.person('ben');
    carriers.carrier.behave({
      only: 'texts',
      times: 1,
      refuse: { status: 429, code: 20429 },
      retryAfter: 60,
    });
    const key = await town.intends({ personId: ben });
    const messaging = carriers.messaging(town.db);
    await expect(messaging.deliver({ keys: [key], at: NOW })).rejects.toThrow('20429');
    await expect(messaging.deliver({ keys: [key], at: plus(NOW, 2_000) })).rejects.toThrow('resting');
    await messaging.deliver({ keys: [key], at: plus(NOW, 120_000) });
    expect(carriers.texts(phoneOf(ben))).toHaveLength(1);
  });
});

describe('the pace', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** Thirty who may wait, at fifty a second: the list of those who were let through, in order. */
  function thirty(): { pace: Pace; order: string[] } {
    const pace = createPace(50);
    const order: string[] = [];
    for (let n = 0; n < 30; n++) void pace.take(false).then(() => order.push(`reminder ${n}`));
    return { pace, order };
  }

  test('lets so many through in a second, what cannot wait first', async () => {
    const { pace, order } = thirty();
    await jest.advanceTimersByTimeAsync(40);
    const before = order.length;
    expect(before).toBeLessThan(10);
    void pace.take(true).then(() => order.push('alarm'));
    await jest.advanceTimersByTimeAsync(360);
    expect(order[before]).toBe('alarm');
    expect(order.length).toBeLessThan(31);
    await jest.advanceTimersByTimeAsync(200);
    expect(order).toHaveLength(31);
  });

  test('a process that stood still does not catch up at once', async () => {
    const { order } = thirty();
    await jest.advanceTimersByTimeAsync(40);
    const before = order.length;
    jest.setSystemTime(Date.now() + 2_000);
    await jest.advanceTimersByTimeAsync(20);
    expect(order.length - before).toBeGreaterThan(1);
    expect(order.length - before).toBeLessThan(8);
  });

  test('holds nobody up who comes slowly', async () => {
    const pace = createPace(20);
    expect(await pace.take(false)).toBe(false);
    await jest.advanceTimersByTimeAsync(60);
    expect(await pace.take(false)).toBe(false);
  });
});
