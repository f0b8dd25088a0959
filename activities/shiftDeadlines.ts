import { between } from '../domain/duration';
import type { Instant } from '../domain/ids';
import type { Database } from '../platform/database';
import type { RecordsActivities, ShiftDeadline } from '../workflows/contract';
import { coalesce } from './coalesce';
import { readUnread } from './inbound/readUnread';
import type { Tell } from './messaging';
import {
  doneWith,
  identity,
  isBehind,
  keepAnnounced,
  nextAnnounced,
  takeAnnounced,
  type Announced,
} from './records/announced';
import { missedCheckIn, raiseMissed, type Missed } from './records/raiseMissed';
import { shiftDeadlines, type Seen } from './records/shiftDeadline';

const MOST_AT_ONCE = 100;
const MOST_HEARD_AT_ONCE = 1_000;
/** One statement for a town's shifts: what gathers behind a first batch on a busy worker waits a second for it. */
const MOST_SEEN_TO_AT_ONCE = 500;
/** Pages that are not said are said here for so long, whoever dies meanwhile; the escalations' workflows may be far behind. */
const PAGED_FOR_MS = 60_000;
/** Longer than a workflow waits for what it has stored itself: until then nobody else says it. */
const ANNOUNCED_PATIENCE_MS = 6_000;

/** What is due for all shifts at once, for whoever keeps the time. */
export interface Punctual {
  /** Says that what is in hand here is still being done: once a second, or others take it. */
  keep(): Promise<void>;
  /** When something is due next, or was within the last minute and nobody has seen to it. */
  nextAt(now: Instant): Promise<Instant | undefined>;
  /** Whether what was due within the last minute is not all done, here or elsewhere. */
  isBehind(now: Instant): Promise<boolean>;
  /**
   * Takes what is due, and sees to it.
   * @returns as soon as all of it is taken; `done`, which never fails, when it is said, or given up
   * @throws what keeps the first of it from being taken
   */
  seeTo(now: Instant): Promise<{ taken: number; done: Promise<void> }>;
}

/**
 * The deadlines of shifts: asked for by each shift's workflow, and announced, for all shifts at once.
 * @param urgent connections that nothing else waits for, for what is announced
 */
export function createShiftDeadlines(
  prisma: Database,
  tell: Tell,
  urgent: Database = prisma,
): { asked: RecordsActivities['shiftDeadline']; announced: Punctual } {
  const hear = coalesce(async (misses: ShiftDeadline[]) => {
    const [first] = misses;
    const shifts = misses.map(({ shiftId }) => shiftId);
    const read = first ? await readUnread({ prisma, urgent }, shifts, first.at) : [];
    // Not awaited here: whoever waits for one reply keeps nobody else waiting.
    return read.map((isRead) => ({ isRead }));
  }, MOST_HEARD_AT_ONCE);
  const see = coalesce((deadlines: ShiftDeadline[]) => shiftDeadlines(prisma, deadlines));
  const seeAnnounced = coalesce(
    (deadlines: Announced[]) => shiftDeadlines(urgent, deadlines),
    MOST_SEEN_TO_AT_ONCE,
  );
  const raiseOne = coalesce((missed: Missed[]) => raiseMissed(urgent, missed), MOST_SEEN_TO_AT_ONCE);
  const inHand = new Map<string, Announced>();
  const finish = coalesce(async (done: { deadline: Announced; unanswered: readonly string[] }[]) => {
    await doneWith(urgent, done);
    return done.map(() => undefined);
  });

  /** Nobody is missing who has written to us; but no alarm hangs on whether that can be seen. */
  async function hearFirst(deadline: ShiftDeadline): Promise<void> {
    if (deadline.step === 'missed') await hear(deadline).then(({ isRead }) => isRead, ignore);
  }

  async function say(
    { raise, ...deadline }: ShiftDeadline,
    { stored, unanswered }: Seen,
    patience: { patienceMs?: number } = {},
  ) {
    const paged = !raise || (await page(unanswered.map((peer) => missedCheckIn(raise, deadline, peer))));
    const { left, deferred } = await tell({
      keys: stored.slice(0, MOST_AT_ONCE),
      at: deadline.at,
      ...patience,
    });
    return { told: { left: [...left, ...stored.slice(MOST_AT_ONCE)], deferred }, paged };
  }

  /**
   * What cannot be said within seconds is left to the escalations' own workflows, which begin with saying it.
   * @returns whether all of it is said
   */
  async function page(missed: Missed[]): Promise<boolean> {
    const [first] = missed;
    if (!first) return true;
    const keys = (await Promise.all(missed.map(raiseOne))).flat();
    const { left } = await tell({ keys: keys.slice(0, MOST_AT_ONCE), at: first.at });
    return keys.length <= MOST_AT_ONCE && left.length === 0;
  }

  /** What is not said by then, or goes wrong, is left to the shift's own workflow, as if nobody had tried. */
  async function seeToOne(deadline: Announced): Promise<void> {
    inHand.set(nameOf(deadline), deadline);
    try {
      await hearFirst(deadline);
      const seen = await seeAnnounced(deadline);
      const { told, paged } = await say(deadline, seen, { patienceMs: ANNOUNCED_PATIENCE_MS });
      const isSaid = told.left.length + told.deferred.length === 0;
      const isOld = between(deadline.announcedFor, deadline.at) >= PAGED_FOR_MS;
      if (isSaid && (paged || isOld)) await finish({ deadline, unanswered: seen.unanswered });
    } finally {
      inHand.delete(nameOf(deadline));
    }
  }

  return {
    async asked(deadline) {
      await hearFirst(deadline);
      const seen = await see(deadline);
      const { told } = await say(deadline, seen);
      return { ...told, unanswered: seen.unanswered };
    },
    announced: {
      keep: () => keepAnnounced(urgent, [...inHand.values()]),
      nextAt: (now) => nextAnnounced(urgent, now),
      isBehind: (now) => isBehind(urgent, now),
      async seeTo(now) {
        const going: Promise<void>[] = [];
        try {
          for (;;) {
            const taken = await takeAnnounced(urgent, now);
            if (taken.length === 0) break;
            // What takes longer than it takes to be given up for lost is still ours.
            const free = taken.filter((deadline) => !inHand.has(nameOf(deadline)));
            going.push(...free.map((deadline) => seeToOne(deadline).catch(ignore)));
          }
        } catch (error) {
          // The database went away in between: the next look takes the rest, or meets the same error.
          if (going.length === 0) throw error;
        }
        return { taken: going.length, done: Promise.all(going).then(ignore) };
      },
    },
  };
}

function ignore(): void {
  // The replies' own workflows read them, and the shifts' own see to their deadlines.
}

function nameOf(deadline: Announced): string {
  return Object.values(identity(deadline)).join(' ');
}
