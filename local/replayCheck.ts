import { parseArgs } from 'node:util';
import { loadConnections } from '../platform/config';
import { dataConverter } from '../platform/dataConverter';
import { openDatabase } from '../platform/database';
import { settings } from '../cli/session';
import { quietRuntime } from '../platform/quietRuntime';
import { openTemporal } from '../platform/temporal';
import { workflowBundle } from '../workers/bundle';
import { historiesOf, replayAll } from '../workers/release/replay';
import { openRuns } from '../workers/release/sample';

const USAGE = `npm run replay:check -- [--all] [--minutes N] [--data-dir DIR]

Replays what is open in an installation on the code as it is here, and changes nothing: whether this release could carry
it on. A sample as a worker takes it at its start, or everything with --all. Exit code 1 when something does not replay.`;

/** Nobody has more open paths than this in one look. */
const MOST = 10_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '10' },
      'data-dir': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const minutes = Number(values.minutes);
  if (values.help || !(minutes > 0)) {
    process.stderr.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  quietRuntime();
  const config = loadConnections(settings(values['data-dir']));
  const database = openDatabase(config.databaseUrl, { connections: 2 });
  const temporal = openTemporal(config);
  try {
    const runs = await openRuns(database, values.all ? { latest: MOST, oldest: 0 } : undefined);
    const release = { bundle: await workflowBundle(), dataConverter: dataConverter(config.codecKeys) };
    const began = Date.now();
    const { looked, left, failures } = await replayAll(
      release,
      historiesOf(temporal.client, runs),
      minutes * 60_000,
    );
    for (const { workflowId, reason } of failures) process.stderr.write(`${workflowId}: ${reason}\n`);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    process.stdout.write(
      `${looked} open runs replayed in ${seconds} s, ${failures.length} do not replay${left > 0 ? `, no time for ${left}` : ''}.\n`,
    );
    return failures.length > 0 ? 1 : 0;
  } finally {
    await Promise.allSettled([temporal.close(), database.$disconnect()]);
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  },
);
