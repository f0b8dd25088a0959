import { CarrierAway } from '../../activities/messaging';
import { createFullCircle } from '../../client/fullCircle';
import { MINUTE, plus } from '../../domain/duration';
import { as, type Instant, type OccurrenceKey, type ProgramId } from '../../domain/ids';
import type { MessagingActivities } from '../../workflows/contract';
import { createRig, type Rig } from '../support/rig';

/** Workshop invitations and other news to many people. */
let rig: Rig;
let carried: { keys: OccurrenceKey[]; at: Instant }[] = [];
/** Until when the carrier's turn has to wait, by key. */
let quietUntil = new Map<OccurrenceKey, Instant>();
/** So many times more the carrier takes nothing. */
let awayFor = 0;
/** When it was asked, in milliseconds of the server's time. */
let asked: number[] = [];

const messaging: MessagingActivities = {
  deliver: async (input) => {
    asked.push(Date.parse(await rig.now()));
    if (awayFor-- > 0) throw new CarrierAway('away');
    carried.push(input);
    const deferred = input.keys.flatMap((key) => {
      const until = quietUntil.get(key);
      return until && until > input.at ? [{ key, until }] : [];
    });
    return { deferred };
  },
};

beforeAll(async () => {
  rig = await createRig(messaging);
});
beforeEach(() => {
  carried = [];
  quietUntil = new Map();
  awayFor = 0;
  asked = [];
});
afterAll(() => rig?.close());

const NIGHT = 9 * 3_600_000;
const keysOf = (count: number): OccurrenceKey[] =>
  Array.from({ length: count }, (_, number) => as(`workshop-w1/p${number}/invited`));

async function announce(
  key: string,
  intents: OccurrenceKey[],
  { passing = 0, ...more }: { passing?: number; urgent?: true } = {},
): Promise<void> {
  const { announcements } = createFullCircle(rig.client, { taskQueue: rig.taskQueue });
  const input = { key, programId: as<ProgramId>('kwmunity'), intents, ...more };
  expect(await announcements.start(input)).toEqual({ started: true });
  if (passing > 0) await rig.pass(passing);
  await rig.client.workflow.getHandle(`announce-${key}`).result();
}

it('tells everybody once, at most a hundred at a time', async () => {
  const everybody = keysOf(250);
  await announce('w1', everybody);
  expect(carried.map(({ keys }) => keys.length).sort((a, b) => b - a)).toEqual([100, 100, 50]);
  expect(carried.flatMap(({ keys }) => keys).sort()).toEqual([...everybody].sort());
});

it('comes again in the morning for those whose night it is', async () => {
  const [early, night] = keysOf(2) as [OccurrenceKey, OccurrenceKey];
  const morning = plus(await rig.now(), NIGHT);
  quietUntil.set(night, morning);
  await announce('w2', [early, night], { passing: 2 * NIGHT });
  expect(carried.map(({ keys }) => keys)).toEqual([[early, night], [night]]);
  expect(carried[1]?.at && carried[1].at >= morning).toBe(true);
});

it.each([
  ['what can wait', undefined, false],
  ['what cannot wait', true as const, true],
])('tries %s as often as its kind is tried while the carrier is away', async (what, urgent, oftenEnough) => {
  awayFor = 9;
  const [key] = keysOf(1) as [OccurrenceKey];
  await announce(what.replaceAll(' ', '-'), [key], { passing: 20 * MINUTE, ...(urgent && { urgent }) });
  const pauses = asked.map((at, n) => at - (asked[n - 1] ?? at));
  expect(asked.length).toBeGreaterThan(9);
  // Alarms are tried at least three times a minute.
  expect(Math.max(...pauses) < 30_000).toBe(oftenEnough);
});
