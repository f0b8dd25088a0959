import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromFile } from './historyFile';
import type { temporal } from '@temporalio/proto';
import type { RecordedRun } from '../../local/skipping/recordedRuns';
import { parseCodecKeys } from '../../platform/codec';
import { dataConverter } from '../../platform/dataConverter';
import { quietRuntime } from '../../platform/quietRuntime';
import { workflowBundle } from '../../workers/bundle';
import { replay } from '../support/replay';
import { HISTORIES_KEY } from './key';

const FOLDER = path.join(__dirname, 'histories');
/** Recorded since the first release, and since the second. */
const KINDS = ['journey', 'mentorship', 'shift', 'escalation', 'inbound', 'matchRound'];
const LATER_KINDS = ['criticalTransition', 'occasion', 'request'];

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** What earlier releases recorded must replay on the code as it is: somebody's path began months ago. */
describe('recorded histories', () => {
  const converter = dataConverter(parseCodecKeys(HISTORIES_KEY));
  const releases = readdirSync(FOLDER).sort();
  beforeAll(() => quietRuntime());

  test.each(releases)('everything that was recorded by release %s replays', async (release) => {
    const runs = recorded(release);
    const kinds = runs.map(({ workflowId }) => workflowId.split('/').at(-1)?.split('-')[0]);
    expect(kinds).toEqual(expect.arrayContaining(release === '0.1.0' ? KINDS : [...KINDS, ...LATER_KINDS]));
    expect(await replay(await workflowBundle(), converter, runs)).toEqual([]);
  });

  test.each([...KINDS, ...LATER_KINDS])(
    '%s: a history in which an activity has another name does not replay',
    async (kind) => {
      const runs = recorded(releases.at(-1) ?? '').filter(({ workflowId }) =>
        workflowId.includes(`/${kind}-`),
      );
      const changed = runs.flatMap((run) => {
        const events = structuredClone(run.history.events ?? []);
        return rename(events) ? [{ ...run, history: { ...run.history, events } }] : [];
      });
      expect(changed.length).toBeGreaterThan(0);
      const failures = await replay(await workflowBundle(), converter, changed.slice(0, 1));
      expect(failures).toHaveLength(1);
      expect(failures[0]?.reason).toMatch(/nondeterminism|determinism/i);
    },
  );

  test('a replay leaves nothing behind on the promises of the process', async () => {
    let looks = 0;
    // What the SDK's hook looks at for every promise that is made, and again when it is settled.
    Object.defineProperty(globalThis, '__TEMPORAL_ACTIVATOR__', {
      configurable: true,
      get: () => {
        looks += 1;
        return undefined;
      },
    });
    try {
      const [run] = recorded(releases.at(-1) ?? '');
      await replay(await workflowBundle(), converter, run ? [run] : []);
      expect(looks).toBeGreaterThan(0);
      looks = 0;
      await Promise.all(Array.from({ length: 20 }, async () => Promise.resolve()));
      expect(looks).toBe(0);
    } finally {
      Reflect.deleteProperty(globalThis, '__TEMPORAL_ACTIVATOR__');
    }
  });

  test('a shift whose timers were never set does not replay', async () => {
    const [run] = recorded(releases.at(-1) ?? '').filter(({ workflowId }) => workflowId.includes('/shift-'));
    if (!run) throw new Error('no shift was recorded');
    const events = (run.history.events ?? []).filter(({ timerStartedEventAttributes: timer }) => !timer);
    const failures = await replay(await workflowBundle(), converter, [
      { ...run, history: { ...run.history, events } },
    ]);
    expect(failures).toHaveLength(1);
  });
});

function recorded(release: string): RecordedRun[] {
  return readdirSync(path.join(FOLDER, release)).map((file) => {
    const history = historyFromFile(readFileSync(path.join(FOLDER, release, file), 'utf8'));
    const name = file.replace(/\.json$/, '');
    return { workflowId: `${release}/${name}`, runId: name, bytes: 0, history };
  });
}

/** Renames the first activity that the workflow scheduled. @returns false when it scheduled none */
function rename(events: HistoryEvent[]): boolean {
  const scheduled = events.find((event) => event.activityTaskScheduledEventAttributes);
  const type = scheduled?.activityTaskScheduledEventAttributes?.activityType;
  if (!type) return false;
  type.name = `${type.name}Otherwise`;
  return true;
}
