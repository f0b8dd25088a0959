import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openPool } from './pool';
import { startPostgres, type PostgresServer } from '../../local/postgres';
import { quietRuntime } from '../../platform/quietRuntime';
import { percentile, round } from '../measure';
import { hasAnswered, TABLES, type Contender, type Storm } from './contender';
import { bareTemporal } from './contenders/bareTemporal';
import { bullmq } from './contenders/bullmq';
import { graphileWorker } from './contenders/graphileWorker';
import { GRACE_MS, ours } from './contenders/ours';
import { pgBoss } from './contenders/pgBoss';
import { startSink, type Arrival } from './sink';
import { startStormTemporal } from './temporal';

const NAMES = [
  'graphile-worker',
  'pg-boss',
  'bullmq',
  'bare',
  'ours-5',
  'ours-1',
  'ours-5-killed-300',
  'ours-5-killed-1000',
] as const;
const USAGE = `npm run bench -- storm [--counts 200,1000] [--only NAME,NAME]

N peers' deadlines at the same instant, half of them unanswered: how late the nudge is at the carrier, what it costs, and
beside it a bare-Temporal floor and queue libraries that do the same insert and post; and our only worker killed so many
milliseconds after the deadline and after the grace. Prints a line a contender, then JSON.

Names: ${NAMES.join(', ')}`;

/** Set-up that has to be over before the deadline: most for what starts a workflow a peer. */
const SETUP_MS = { least: 90_000, aWorkflow: 140 };
const SIMPLE_SETUP_MS = { least: 8_000, aPeer: 15 };
const PATIENCE_MS = 60_000;
/** Our workflows look some seconds after the deadline; this is well after that, and before the grace is over. */
const LOOKED_MS = 30_000;

interface Row {
  contender: string;
  peers: number;
  /** Texts that came, of those that should. */
  came: number;
  of: number;
  /** Texts that came more than once. */
  doubled: number;
  /** Milliseconds after the deadline. */
  p50: number;
  p99: number;
  max: number;
  /** Milliseconds after the grace; ours only. */
  escalation?: { came: number; p50: number; p99: number; max: number };
  /**
   * Of all processes together, from a second before the deadline to the last text, and of ours until every shift's
   * workflow has looked as well; what a killed one had is not known.
   */
  cpuSeconds?: number;
  bytesADeadline: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      counts: { type: 'string', default: '200,1000' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  const counts = values.counts.split(',').map(Number);
  if (counts.some((count) => !Number.isInteger(count) || count < 2)) throw new Error(USAGE);
  const only = values.only.split(',').filter(Boolean);
  quietRuntime();
  const rows: Row[] = [];
  for (const count of counts) {
    for (const name of NAMES) {
      if (only.length > 0 && !only.includes(name)) continue;
      try {
        const row = await measure(name, count);
        rows.push(row);
        process.stderr.write(`${JSON.stringify(row)}\n`);
      } catch (error) {
        process.stderr.write(
          `${name}, ${count} peers: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      }
    }
  }
  printTable(rows);
  process.stdout.write(`${JSON.stringify({ rows, ratios: ratios(rows) })}\n`);
}

type Name = (typeof NAMES)[number];

/** One contender alone on this machine: servers of its own, started before and ended after. */
async function measure(name: Name, count: number): Promise<Row> {
  const folder = mkdtempSync(path.join(tmpdir(), 'full-circle-storm-'));
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres'), report: () => undefined });
  const temporal = needsTemporal(name) ? await startStormTemporal(path.join(folder, 'temporal')) : undefined;
  const sink = await startSink();
  const contender = make(name, temporal);
  try {
    const pool = openPool(postgres.url, 2);
    // A full minute, as people plan their shifts.
    const dueAt = Math.ceil((Date.now() + setUpMs(name, count)) / 60_000) * 60_000;
    const storm: Storm = { count, dueAt, sink, databaseUrl: postgres.url };
    if (contender.install) {
      await contender.install(storm);
    } else {
      await pool.query(TABLES);
      await pool.query('INSERT INTO answers SELECT generate_series(1, $1 - 1, 2)', [count]);
    }
    const bytes = async (): Promise<number> => {
      await pool.query('CHECKPOINT');
      const { rows } = await pool.query<{ size: string }>(
        'SELECT pg_database_size(current_database()) AS size',
      );
      return Number(rows[0]?.size) + ((await contender.extraBytes?.()) ?? 0);
    };
    const before = await bytes();
    await contender.prepare(storm);
    const pending = (await bytes()) - before;
    await pause(Math.max(0, dueAt - 1_000 - Date.now()));
    const unanswered = Array.from({ length: count }, (_, peer) => peer).filter(
      (peer) => !hasAnswered(peer),
    ).length;
    const pids = [process.pid, ...family(postgres), ...(contender.pids?.() ?? [])];
    const cpuBefore = cpuSeconds(pids);
    await sink.until(unanswered, dueAt - 500, PATIENCE_MS);
    if (name.startsWith('ours')) await pause(Math.max(0, dueAt + LOOKED_MS - Date.now()));
    const cpu = cpuSeconds([process.pid, ...family(postgres), ...(contender.pids?.() ?? [])]) - cpuBefore;
    const late = sink.arrivals.filter(({ at }) => at >= dueAt - 500).map(({ at }) => at - dueAt);
    const escalation = name.startsWith('ours') ? await escalations(contender, storm, unanswered) : undefined;
    // Whoever is unsure asks the carrier, and says again what it does not have: time for that to show.
    if (name.includes('killed')) await pause(70_000);
    await pool.end();
    return {
      contender: contender.name,
      peers: count,
      came: late.length,
      of: unanswered,
      ...lateness(late),
      doubled: doubledOf(sink.arrivals.filter(({ at }) => at >= dueAt - 500)).length,
      ...(escalation ? { escalation } : {}),
      ...(name.includes('killed') ? {} : { cpuSeconds: round(cpu) }),
      bytesADeadline: Math.round(pending / count),
    };
  } finally {
    await contender.stop().catch(() => undefined);
    await temporal?.stop();
    await postgres.stop();
    await sink.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function needsTemporal(name: Name): boolean {
  return name === 'bare' || name.startsWith('ours');
}

function setUpMs(name: Name, count: number): number {
  const { least, aPeer } = SIMPLE_SETUP_MS;
  if (!needsTemporal(name)) return least + aPeer * count;
  const workflows = name.startsWith('ours-5') ? count / 5 : count;
  return SETUP_MS.least + SETUP_MS.aWorkflow * workflows;
}

function make(name: Name, temporal: Parameters<typeof bareTemporal>[0] | undefined): Contender {
  switch (name) {
    case 'graphile-worker':
      return graphileWorker();
    case 'pg-boss':
      return pgBoss();
    case 'bullmq':
      return bullmq();
    case 'bare':
      return bareTemporal(temporal!);
    case 'ours-5':
      return ours(temporal!, 5);
    case 'ours-1':
      return ours(temporal!, 1);
    case 'ours-5-killed-300':
      return ours(temporal!, 5, 300);
    case 'ours-5-killed-1000':
      return ours(temporal!, 5, 1000);
  }
}

async function escalations(contender: Contender, storm: Storm, expected: number): Promise<Row['escalation']> {
  const raised = storm.dueAt + GRACE_MS;
  const found = (): number[] => (contender as ReturnType<typeof ours>).escalations(storm);
  const giveUp = raised + PATIENCE_MS;
  while (Date.now() < giveUp && found().length < expected) await pause(100);
  const late = found().map((at) => at - raised);
  return { came: late.length, ...lateness(late) };
}

/** Texts that had come before, each said to whoever reads along. */
function doubledOf(arrivals: readonly Arrival[]): Arrival[] {
  const seen = new Set<string>();
  return arrivals.filter((arrival) => {
    // A page says whom to call; a nudge goes to a phone that nobody else has.
    const about = /Call (\+\d+)/.exec(arrival.body)?.[1];
    const which = about ? `about ${about}` : arrival.to;
    const isDouble = seen.has(which);
    seen.add(which);
    if (isDouble) process.stderr.write(`doubled, to ${arrival.to}: ${arrival.body}\n`);
    return isDouble;
  });
}

function lateness(late: readonly number[]): { p50: number; p99: number; max: number } {
  return { p50: percentile(late, 0.5), p99: percentile(late, 0.99), max: Math.max(...late) };
}

function family({ pid }: PostgresServer): number[] {
  try {
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
    return [pid, ...children.split('\n').map(Number).filter(Boolean)];
  } catch {
    return [pid];
  }
}

const TICKS_A_SECOND = 100;

/** User and system time that these processes have had (Linux). One that has ended counts no more. */
function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    } catch {
      return sum;
    }
  }, 0);
}

function printTable(rows: readonly Row[]): void {
  const lines = [
    '',
    `${'contender'.padEnd(36)}peers   came   doubled  p50 ms  p99 ms  max ms   CPU s  bytes/deadline`,
  ];
  for (const row of rows) {
    const {
      contender,
      peers,
      came,
      of,
      doubled,
      p50,
      p99,
      max,
      cpuSeconds: cpu,
      bytesADeadline,
      escalation,
    } = row;
    lines.push(
      `${contender.padEnd(36)}${String(peers).padStart(5)}${`${came}/${of}`.padStart(10)}${String(doubled).padStart(8)}${[p50, p99, max].map((ms) => String(ms).padStart(8)).join('')}${(cpu?.toFixed(1) ?? '-').padStart(8)}${String(bytesADeadline).padStart(16)}`,
    );
    if (escalation)
      lines.push(
        `${'  escalation after the grace'.padEnd(41)}${`${escalation.came}/${of}`.padStart(10)}        ${[escalation.p50, escalation.p99, escalation.max].map((ms) => String(ms).padStart(8)).join('')}`,
      );
  }
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** Our p99 over the fastest queue library's, for each number of peers. */
function ratios(rows: readonly Row[]): Record<string, number> {
  const libraries = ['graphile-worker', 'pg-boss', 'bullmq'];
  return Object.fromEntries(
    rows
      .filter(({ contender }) => !libraries.includes(contender))
      .flatMap(({ contender, peers, p99 }) => {
        const fastest = Math.min(
          ...rows
            .filter((row) => row.peers === peers && libraries.includes(row.contender))
            .map((row) => row.p99),
        );
        return Number.isFinite(fastest) ? [[`${contender}, ${peers} peers`, round(p99 / fastest)]] : [];
      }),
  );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  },
);
