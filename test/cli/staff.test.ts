import { leaveAll } from '../support/leaveAll';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createClock } from '../../activities/clock';
import { createOccasions } from '../../activities/occasions';
import { createRecords } from '../../activities/records';
import { createFullCircle, type FullCircle } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { newCodecKey, parseCodecKeys } from '../../platform/codec';
import { dataConverter } from '../../platform/dataConverter';
import { quietRuntime } from '../../platform/quietRuntime';
import { loadDefinition } from '../../programs';
import { workflowBundle } from '../../workers/bundle';
import type { MessagingActivities } from '../../workflows/contract';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { openDevServer, type DevServer } from '../support/devServer';
import { fullcircle, inProcess, type Ran } from './run';

/** Staff at their terminal: the commands, workflows, records and servers are real; only what is sent stays here. */
const ROOT = path.resolve(__dirname, '../..');
const KWMUNITY = path.join(ROOT, 'programs/kwmunity.yaml');
const ROSTER = path.join(ROOT, 'programs/rosters/kwmunity.csv');

let database: TestDatabase;
let worker: Worker;
let running: Promise<void>;
let server: DevServer;
let connections: { close(): Promise<void> }[];
let env: Record<string, string>;
let folder: string;
let direct: FullCircle;
const delivered: string[] = [];

const cli = (...args: string[]): Promise<Ran> => inProcess(args, env);
const json = async <T>(...args: string[]): Promise<T> => {
  const ran = await cli(...args, '-o', 'json');
  if (ran.code !== 0) throw new Error(`fullcircle ${args.join(' ')}: ${ran.err}`);
  return ran.json<T>();
};

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-staff-'));
  server = await openDevServer();
  const { address } = server;
  const keys = newCodecKey('test');
  const taskQueue = `staff-${randomUUID()}`;
  env = {
    DATABASE_URL: database.url,
    CODEC_KEYS: keys,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_TASK_QUEUE: taskQueue,
    FULLCIRCLE_DATA_DIR: folder,
  };
  quietRuntime();
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  connections = [native, connection];
  const converter = dataConverter(parseCodecKeys(keys));
  direct = createFullCircle(new Client({ connection, dataConverter: converter }), { taskQueue });
  const messaging: MessagingActivities = {
    deliver: async (input) => {
      delivered.push(...input.keys);
      return { deferred: [] };
    },
  };
  worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowBundle: await workflowBundle(),
    dataConverter: converter,
    activities: {
      ...createRecords(database.db, leaveAll),
      ...createOccasions(database.db, leaveAll),
      ...createClock(),
      ...messaging,
    },
  });
  running = worker.run();
});

afterAll(async () => {
  worker?.shutdown();
  await running;
  for (const connection of connections ?? []) await connection.close();
  await server?.stop();
  await database?.drop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

it('puts a program to use and brings its roster in, once', async () => {
  expect((await cli('programs', 'load', KWMUNITY)).out).toContain('kwmunity: added');
  const first = await json<{ added: string[]; problems: unknown[] }>(
    'participants',
    'import',
    ROSTER,
    '--program',
    'kwmunity',
  );
  expect([first.added.length, first.problems]).toEqual([20, []]);
  const again = await cli('participants', 'import', ROSTER, '--program', 'kwmunity');
  expect(again).toMatchObject({ code: 0, out: '0 added, 0 updated, 20 unchanged, 0 problems.\n' });
  const listed = await json<{ reference: string; role: string }[]>('participants', 'list');
  expect(listed.filter(({ role }) => role === 'mentee')).toHaveLength(12);
  expect(listed.filter(({ role }) => role === 'mentor')).toHaveLength(5);
});

it('adds somebody, refuses them the second time, and refuses a number that is none', async () => {
  const sam = [
    'participants',
    'add',
    '--program',
    'kwmunity',
    '--role',
    'mentee',
    '--given-name',
    'Sam',
    '--site',
    'kitchener',
  ];
  const added = await cli(...sam, '--phone', '519 555 0188', '--consent', 'sms');
  expect(added.code).toBe(0);
  const twice = await cli(...sam, '--phone', '519 555 0188');
  expect(twice.code).toBe(1);
  expect(twice.err).toContain('in kwmunity already');
  const wrong = await cli(...sam, '--phone', '12');
  expect(wrong.code).toBe(1);
  expect(wrong.err.trim().split('\n')).toHaveLength(1);
});

it('starts a path once; started again it says that it is going on and changes nothing', async () => {
  const [first] = await json<{ state: string; journeyId: string }[]>('journeys', 'start', 'KW-01');
  expect(first?.state).toBe('started');
  const again = await cli('journeys', 'start', 'KW-01');
  expect(again.code).toBe(0);
  expect(again.out).toContain('is going on already, nothing was changed');
});

it('takes somebody up the ladder of screening, and says no to a step that there is not', async () => {
  await cli('journeys', 'screen', 'KW-01', 'application', 'advance');
  const alone = await cli('journeys', 'screen', 'KW-01', 'interview', 'advance');
  expect([alone.code, alone.err]).toEqual([1, expect.stringContaining('mentors')]);
  expect((await cli('journeys', 'ask-mentors', 'KW-01', 'interview')).out).toContain('No mentor');
  expect(
    await cli('journeys', 'screen', 'KW-01', 'interview', 'advance', '--reason', 'No mentor yet'),
  ).toMatchObject({ code: 0 });
  expect((await cli('participants', 'consents', 'KW-01')).out).toMatch(
    /guidelines: \w{12}, not agreed to yet/,
  );
  expect((await cli('applications', 'list', '--open')).out).toContain('Nobody has applied');
  const unknown = await cli('journeys', 'screen', 'KW-01', 'dance', 'advance');
  expect(unknown.code).toBe(1);
  expect(unknown.err.trim().split('\n')).toHaveLength(1);
  const shown = await cli('participants', 'show', 'KW-01');
  expect(shown.out).toContain('attend-workshops');
  expect(shown.out).toMatch(/screening step decided: .*interview.* \(account:cli\)/);
  const standing = await json<{ stage: string; waitingFor: { kind: string }[] }>('journeys', 'show', 'KW-01');
  expect(standing.stage).toBe('screening');
  expect(standing.waitingFor.map(({ kind }) => kind)).toContain('screening-step');
});

it('hands in the answers that came with the roster', async () => {
  await cli('journeys', 'screen', 'KW-01', 'orientation', 'advance');
  const handedIn = await cli('journeys', 'survey', 'KW-01', 'matching');
  expect(handedIn).toMatchObject({ code: 0 });
  expect(handedIn.out).toContain('Stage matching');
  expect((await cli('journeys', 'survey', 'KW-02', 'matching')).err).toContain('start it first');
});

it('invites to a workshop whoever has earned it by then', async () => {
  const { workshopId } = await json<{ workshopId: string }>(
    ...[
      'workshops',
      'plan',
      '--program',
      'kwmunity',
      '--title',
      'Art for wellness',
      '--start',
      inDays(20, '17:30'),
    ],
  );
  const invited = await cli('workshops', 'invite', workshopId);
  expect(invited.out).toBe('1 people invited.\n');
  const key = `workshop-${workshopId}/`;
  await until(() => delivered.some((one) => one.startsWith(key)));
});

it('pauses, resumes, lets go and takes back; who left does not begin anew', async () => {
  await cli('journeys', 'start', 'KW-02');
  expect((await cli('journeys', 'pause', 'KW-02', '--until', inDays(30))).out).toContain('paused');
  expect((await cli('journeys', 'resume', 'KW-02')).out).toContain('active');
  expect((await cli('journeys', 'withdraw', 'KW-02')).out).toContain('withdrawn');
  const anew = await cli('journeys', 'start', 'KW-02');
  expect(anew.code).toBe(1);
  expect(anew.err).toContain('reopen');
  expect((await cli('journeys', 'reopen', 'KW-02')).out).toContain('active');
});

it('knows nobody of that name', async () => {
  expect(await cli('journeys', 'show', 'KW-99')).toMatchObject({
    code: 3,
    err: 'There is no participant KW-99.\n',
  });
});

describe('a shift', () => {
  let shift: string;

  it('is for those who have earned the privilege', async () => {
    const schedule = [
      'shifts',
      'schedule',
      '--site',
      'kwmunity.kitchener',
      '--start',
      inDays(2, '18:00'),
      '--end',
      inDays(2, '22:00'),
    ];
    const early = await cli(...schedule, '--peer', 'KW-M1');
    expect(early.code).toBe(1);
    expect(early.err).toContain('work-shifts');
    await cli('journeys', 'start', 'KW-M1');
    for (const step of ['application', 'interview', 'references', 'mentor-orientation']) {
      await cli('journeys', 'screen', 'KW-M1', step, 'advance', '--reason', 'No mentor yet');
    }
    const scheduled = await json<{ shiftId: string; state: string }>(...schedule, '--peer', 'KW-M1');
    expect(scheduled.state).toBe('started');
    shift = scheduled.shiftId;
    expect((await cli('shifts', 'list')).out).toContain('Carol Hennessey');
  });

  it('is extended, and asks nothing before it has begun', async () => {
    // By the clock of the site: whoever extends it at night reckons with no other.
    expect((await cli('shifts', 'extend', shift, '30')).out).toBe(
      `The shift ends ${inDays(2, '22:30').replace('T', ' ')} (America/Toronto) now.\n`,
    );
    // Sent again under its key it is done once.
    for (const _ of [1, 2])
      expect((await cli('shifts', 'extend', shift, '15', '--key', 'longer-by-a-quarter')).out).toContain(
        inDays(2, '22:45').replace('T', ' '),
      );
    // The word names what the command does, and not whatever comes next.
    expect((await cli('shifts', 'shorten', shift, '15', '--key', 'longer-by-a-quarter')).out).toContain(
      inDays(2, '22:30').replace('T', ' '),
    );
    const wordy = await cli('shifts', 'extend', shift, '30', '--reason', 'x'.repeat(1_001));
    expect(wordy).toMatchObject({ code: 1 });
    expect(wordy.err).toContain('A reason has 1000 characters at most');
    const early = await cli('shifts', 'check-in', shift, '--peer', 'KW-M1');
    expect(early).toMatchObject({ code: 1 });
    expect(early.err).toContain('Nothing is asked of this peer yet');
  });

  it('is cancelled, and a check-in for it is refused clearly', async () => {
    expect((await cli('shifts', 'cancel', shift)).code).toBe(0);
    const late = await cli('shifts', 'check-in', shift, '--peer', 'KW-M1');
    expect(late).toMatchObject({ code: 1 });
    expect(late.err).toContain('was cancelled');
    expect((await cli('shifts', 'show', shift)).out).toContain('shift cancelled');
  });
});

it('shows an escalation, takes it on and ends it with what a human says', async () => {
  const { policy } = loadDefinition(KWMUNITY);
  const person = await database.db.participant.findFirstOrThrow({ where: { reference: 'KW-M1' } });
  await direct.escalations.raise({
    escalationId: as('escalation-cli-1'),
    kind: 'missed-end',
    programId: as('kwmunity'),
    siteId: as('kwmunity.kitchener'),
    subjectPersonId: as(person.personId),
    allLevelsAtOnce: false,
    policy: policy.escalation,
    quietHours: policy.quietHours,
    zone: policy.zone,
  });
  await until(async () => (await database.db.escalation.count()) === 1);
  const [open] = await json<{ id: string; code: string; subject: string }[]>('escalations', 'list', '--open');
  expect(open).toMatchObject({ id: 'escalation-cli-1', subject: 'Carol Hennessey' });
  // By the clock there, to the minute.
  expect((await cli('escalations', 'acknowledge', open?.code ?? '')).out).toMatch(
    /Yours now\. Say how it ended by \d{4}-\d\d-\d\d \d\d:\d\d\./,
  );
  const ended = await cli(
    'escalations',
    'resolve',
    'escalation-cli-1',
    '--outcome',
    'found-safe',
    '--note',
    'At home, asleep.',
  );
  expect(ended).toMatchObject({ code: 0, out: 'Ended: found safe.\n' });
  const again = await cli('escalations', 'resolve', 'escalation-cli-1', '--outcome', 'false-alarm');
  expect([1, 3]).toContain(again.code);
  const row = await database.db.escalation.findFirstOrThrow();
  expect(row).toMatchObject({
    status: 'resolved',
    outcome: 'found-safe',
    note: 'At home, asleep.',
    resolvedBy: 'account:cli',
  });
});

it('lists what is waited for', async () => {
  const owed = await json<{ total: number; rows: { kind: string; about: { name: string } }[] }>(
    'waits',
    'list',
  );
  expect(
    owed.rows.some(({ kind, about }) => kind === 'screening-step' && about.name.startsWith('Marcus')),
  ).toBe(true);
});

describe('when Temporal is away', () => {
  const away = (...args: string[]): Promise<Ran> =>
    inProcess([...args, '--timeout', '1'], { ...env, TEMPORAL_ADDRESS: '127.0.0.1:1' });

  it('says so and gives up in time, with an exit code that scripts can wait on', async () => {
    const { code, err } = await away('journeys', 'pause', 'KW-01');
    expect(code).toBe(4);
    expect(err).toContain('With --key the same command again is done once');
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('still lists people and what is owed', async () => {
    expect((await away('participants', 'list')).code).toBe(0);
    expect((await away('waits', 'list')).code).toBe(0);
  });

  it('keeps a path that it could not start', async () => {
    const { code, out } = await away('journeys', 'start', 'KW-03');
    expect(code).toBe(0);
    expect(out).toContain('starts by itself');
    expect((await cli('journeys', 'show', 'KW-03')).out).toContain('stage screening');
  });
});

it('finds what npm start runs, without a setting', async () => {
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ env }));
  const { code, out } = await fullcircle([
    'participants',
    'list',
    '--data-dir',
    folder,
    '--search',
    'Hennessey',
  ]);
  expect(code).toBe(0);
  expect(out).toContain('Carol Hennessey');
});

it('acts with a colleague’s rights and in their name when asked to', async () => {
  await database.db.person.create({ data: { id: 'p-vi', givenName: 'Vi', createdAt: new Date() } });
  await database.db.account.create({
    data: {
      id: 'vi',
      personId: 'p-vi',
      email: 'vi@example.org',
      createdAt: new Date(),
      grants: { create: { id: 'g-vi', role: 'viewer', programId: 'kwmunity' } },
    },
  });
  expect((await cli('participants', 'list', '--as', 'vi@example.org')).code).toBe(0);
  const refused = await cli('journeys', 'withdraw', 'KW-01', '--as', 'vi@example.org');
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain('Your role does not include this');
  expect((await cli('participants', 'list', '--as', 'nobody@example.org')).code).toBe(3);
});

it('makes an API key and prints its secret and nothing else', async () => {
  const { code, out } = await cli(
    'api-keys',
    'create',
    '--name',
    'feed',
    '--role',
    'viewer',
    '--program',
    'kwmunity',
  );
  expect(code).toBe(0);
  expect(out).toMatch(/^fc_[\w-]{43}\n$/);
});

it('shows who is on call, puts somebody there, notes an absence and takes it back', async () => {
  const show = ['rota', 'show', '--site', 'kwmunity.kitchener'] as const;
  const before = await json<{ levels: { level: string; now: { personId: string; name: string }[] }[] }>(
    ...show,
  );
  const [supervisor] = before.levels;
  const who = supervisor?.now[0]?.personId ?? '';
  expect(supervisor?.level).toBe('supervisor');
  expect(who).not.toBe('');
  const place = ['--program', 'kwmunity'];
  const night = ['--weekday', 'friday', '--day-from', '22:00', '--day-to', '06:00'];
  const added = await cli('rota', 'add', ...place, '--level', 'second', '--person', who, ...night);
  expect(added).toMatchObject({ code: 0 });
  expect((await cli(...show)).out).toContain('fri 22:00–06:00');

  const away = ['--person', who, '--reason', 'sick', '--from', inDays(1), '--until', inDays(2)];
  const { id } = await json<{ id: string }>('rota', 'absence', ...place, ...away);
  expect((await cli(...show)).out).toContain('away: sick');
  expect((await cli('rota', 'remove', id)).code).toBe(0);
  expect((await cli(...show)).out).not.toContain('away: sick');

  const other = before.levels[1]?.now[0]?.personId ?? '';
  const now = ['--level', 'supervisor', '--from', who, '--to', other];
  const handed = await cli('rota', 'hand-over', '--site', 'kwmunity.kitchener', ...now);
  expect(handed.out).toMatch(/^Handed over, with 0 open escalations\. Both are told\./);
  const { swaps } = await json<{ swaps: { id: string; start: string }[] }>(...show);
  const [swap] = swaps;
  const since = wallClock(as(swap?.start ?? ''), as('America/Toronto')).replace('T', ' ');
  expect((await cli(...show)).out).toMatch(new RegExp(`hand-over: supervisor .*${since} –`));
  expect((await cli('rota', 'remove', swap?.id ?? '')).code).toBe(0);

  const wrong = await cli('rota', 'add', ...place, '--level', 'boss', '--person', who);
  expect(wrong).toMatchObject({ code: 1 });
  expect(wrong.err).toContain('supervisor, second, manager');
  expect((await cli('rota', 'show')).code).toBe(2);
});

it('makes a request, shows who can take it, and takes it back', async () => {
  const made = await json<{ requestId: string; state: string }>('requests', 'make', 'KW-02');
  expect(made.state).toBe('started');
  await until(async () => (await cli('requests', 'show', made.requestId)).out.includes('open'));
  const shown = await json<{ canTake: { personId: string }[] }>('requests', 'show', made.requestId);
  expect(shown.canTake.length).toBeGreaterThan(0);
  expect((await cli('requests', 'list', '--open')).out).toContain(made.requestId);
  const nobody = await cli('requests', 'take', made.requestId);
  expect(nobody.err).toContain('Say who will speak with them');
  const taken = await cli('requests', 'take', made.requestId, '--person', shown.canTake[0]?.personId ?? '');
  expect(taken).toMatchObject({ code: 0, out: 'Taken; the person is told.\n' });
  expect((await cli('requests', 'fulfil', made.requestId)).out).toBe('Fulfilled.\n');
});

it('starts a practice, hands it over, ends it and reports on it', async () => {
  const started = await json<{ drillId: string; escalationId: string }>(
    'drill',
    'start',
    '--site',
    'kwmunity.kitchener',
    '--all-levels',
  );
  const report = ['drill', 'report', started.drillId] as const;
  await until(async () => (await cli(...report)).out.includes('open'));
  const { levels } = await json<{ levels: { level: string; toldAt: string | null }[] }>(...report);
  expect(levels.map(({ level }) => level)).toEqual(['supervisor', 'second', 'manager']);
  const rota = await json<{ levels: { now: { personId: string }[] }[] }>(
    'rota',
    'show',
    '--program',
    'kwmunity',
  );
  const to = rota.levels[0]?.now[0]?.personId ?? '';
  const handed = await cli('escalations', 'hand-over', started.escalationId, '--to', to);
  expect(handed).toMatchObject({ code: 0 });
  const ended = await cli('escalations', 'resolve', started.escalationId, '--outcome', 'false-alarm');
  expect(ended.code).toBe(0);
  expect((await cli(...report)).out).toContain('resolved');
});

/** A day (and time) that lies ahead whenever the test runs. */
function inDays(days: number, time?: string): string {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return time ? `${day}T${time}` : day;
}

/** Looks until it is so; jest's own limit ends a wait for what never comes. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
