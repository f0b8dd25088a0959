import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { historyToFile } from './historyFile';
import { migrate } from '../../local/migrate';
import { ROOT } from '../../local/paths';
import { startPostgres } from '../../local/postgres';
import type { RecordedRun } from '../../local/skipping/recordedRuns';
import { HISTORIES_KEY } from './key';
import { tellSmallStory } from './recordedStory';
import { openStory } from '../support/story';

const USAGE = `npm run histories

Plays a small story on this release's code and keeps what its workflows recorded in test/replay/histories/<version>/.
Run it once for a release; later code must still replay what is kept there.`;

async function main(): Promise<void> {
  if (process.argv.slice(2).length > 0) {
    process.stderr.write(`${USAGE}\n`);
    process.exit(process.argv[2] === '--help' ? 0 : 2);
  }
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'full-circle-histories-'));
  const postgres = await startPostgres({ dataDir: folder, throwAway: true, report: say });
  try {
    await migrate(postgres.url);
    const story = await openStory({ codecKeys: HISTORIES_KEY, databaseUrl: postgres.url });
    let runs: RecordedRun[];
    try {
      await tellSmallStory(story);
      runs = await story.histories();
    } finally {
      await story.close();
    }
    keep(path.join(ROOT, 'test', 'replay', 'histories', version), runs);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One file a run, named after its kind of workflow and counted, since ids are different every time. */
function keep(target: string, runs: readonly RecordedRun[]): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const counts = new Map<string, number>();
  for (const { history } of runs) {
    const kind =
      history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name ?? 'unknown';
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const file = path.join(target, `${kind}-${String(number).padStart(2, '0')}.json`);
    writeFileSync(file, historyToFile(history));
  }
  for (const [kind, number] of counts) say(`${kind}: ${number}`);
  say(`Kept in ${path.relative(ROOT, target)}.`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exit(1);
  },
);
