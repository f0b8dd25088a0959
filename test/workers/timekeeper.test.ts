import { setTimeout as pause } from 'node:timers/promises';
import { instant, type Instant } from '../../domain/ids';
import { keepTime, overdueFirst } from '../../workers/timekeeper';
import { eventually } from '../support/eventually';
import { openStory, type Story } from '../support/story';

describe('whoever keeps the time', () => {
  const over = { controller: new AbortController() };
  let seen: number[];
  let warned: string[];
  let kept: number;
  beforeEach(() => {
    kept = 0;
    over.controller = new AbortController();
    seen = [];
    warned = [];
  });
  afterEach(() => over.controller.abort());

  const from = (...instants: (number | Error)[]) => {
    const ahead = [...instants];
    return keepTime(
      {
        punctual: {
          keep: () => Promise.resolve(void (kept += 1)),
          isBehind: () => Promise.resolve(false),
          nextAt: async () => {
            const [next] = ahead;
            if (next instanceof Error) {
              ahead.shift();
              throw next;
            }
            return next === undefined ? undefined : instant(next);
          },
          seeTo: async (now: Instant) => {
            seen.push(Date.parse(now));
            ahead.shift();
            return { taken: 1, done: pause(30) };
          },
        },
        clock: { now: async () => new Date() },
        log: { warn: (_: unknown, text: string) => void warned.push(text) } as never,
      },
      () => true,
      over.controller.signal,
    );
  };

  test('sees to what is due at its instant, not before and not much after', async () => {
    const due = [Date.now() + 250, Date.now() + 420];
    const keeping = from(...due);
    await eventually('both are seen to', () => seen.length === 2);
    due.forEach((at, n) => {
      expect(seen[n]).toBeGreaterThanOrEqual(at);
      expect(seen[n]! - at).toBeLessThan(1_200);
    });
    await eventually('what is in hand is kept, again and again', () => kept > 1);
    expect(kept).toBeLessThan(5);
    over.controller.abort();
    await keeping;
  });

  test('goes on after the database was away, and says so once', async () => {
    const keeping = from(new Error('away'), Date.now());
    await eventually('it is seen to', () => seen.length === 1);
    expect(warned).toHaveLength(1);
    over.controller.abort();
    await keeping;
  });

  test('does nothing while its worker takes no work', async () => {
    let asked = 0;
    const nextAt = () => {
      asked += 1;
      return Promise.resolve(undefined);
    };
    const keep = () => Promise.resolve();
    const isBehind = () => Promise.resolve(false);
    const punctual = { keep, nextAt, isBehind, seeTo: () => Promise.reject(new Error('not to be asked')) };
    const clock = { now: async () => new Date() };
    const log = { warn: () => undefined } as never;
    let ready = false;
    const keeping = keepTime({ punctual, clock, log }, () => ready, over.controller.signal);
    await pause(100);
    expect(asked).toBe(0);
    ready = true;
    await eventually('it looks', () => asked > 0);
    over.controller.abort();
    await keeping;
  });
});

describe('after a start, what is overdue on shifts', () => {
  const clock = { now: async () => new Date() };
  const until = async (isBehind: () => Promise<boolean>, over = new AbortController().signal) => {
    const began = Date.now();
    await overdueFirst({ punctual: { isBehind }, clock }, over);
    return Date.now() - began;
  };

  test('goes before the backlog of work', async () => {
    const answers = [true, true, false];
    await until(() => Promise.resolve(answers.shift() ?? true));
    expect(answers).toEqual([]);
  });

  test('keeps the work waiting for some seconds at most, and not at all where nobody can say', async () => {
    expect(await until(() => Promise.reject(new Error('away')))).toBeLessThan(3_500);
    // Behind for as long as it is asked; a database that hangs.
    for (const answer of [Promise.resolve(true), new Promise<boolean>(() => undefined)]) {
      const waited = await until(() => answer);
      expect(waited).toBeGreaterThanOrEqual(3_900);
      expect(waited).toBeLessThan(30_000);
    }
  });

  test('keeps no worker from stopping', async () => {
    const over = new AbortController();
    const waiting = until(() => Promise.resolve(void over.abort()).then(() => true), over.signal);
    expect(await waiting).toBeLessThan(3_500);
  });
});

describe('a worker', () => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory();
  });
  afterAll(() => story.close());

  test('says what a shift has announced at its instant, whatever its workflow is at', async () => {
    const devon = await story.peer();
    const shiftId = await story.shift([devon]);
    const at = new Date(Date.now() + 1_500);
    // To its workflow that is tomorrow evening, and its clock may be ahead of ours.
    await story.database.shiftPeer.updateMany({ where: { shiftId }, data: { addedAt: new Date(0) } });
    const { count } = await story.database.shiftDeadline.updateMany({
      where: { shiftId, name: 'end-0/ask-0' },
      data: { at },
    });
    expect(count).toBe(1);
    const asked = async () => (await story.told(devon)).find(({ template }) => template === 'shift-end-soon');
    await eventually('they are asked', async () => (await asked()) !== undefined);
    const row = await story.database.shiftDeadline.findFirstOrThrow({
      where: { shiftId, name: 'end-0/ask-0' },
    });
    expect(row).toMatchObject({ unanswered: [devon.personId] });
    expect(row.takenAt!.getTime()).toBeGreaterThanOrEqual(at.getTime());
    expect(row.takenAt!.getTime() - at.getTime()).toBeLessThan(1_500);
  });
});
