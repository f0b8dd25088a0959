import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';
import { DAY } from '../../domain/duration';
import { loadDefinition, parseDefinition } from '../../programs';
import { freePort } from '../../local/ports';
import { createLog } from '../../platform/log';
import { admitWorkers, type Workers } from '../../workers/main';
import { eventually } from '../support/eventually';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';

const ROOT = path.join(__dirname, '../..');

/** Scenario 30. Two releases take turns on the same server and database; a third cannot carry on what is open. */
describe('an upgrade in the middle of the path', () => {
  let story: Story;
  let previous: WorkflowBundle;
  let unfit: WorkflowBundle;
  beforeAll(async () => {
    [story, previous, unfit] = [
      await openStory(),
      // As the release before knew it: a path has one version from its beginning to its end, and never asks for another.
      await releaseWith('workflows/journey.ts', (code) =>
        code.replace(/ *await takeUpVersion\(path\);\n/, ''),
      ),
      // Its author thought that nobody would notice: the welcome waits a day now.
      await releaseWith('workflows/journey.ts', (code) =>
        code
          .replace('  listen(path);', "  listen(path);\n  if (!input.carried) await sleep('1 day');")
          .replace(
            'import type { JourneyInput }',
            "import { sleep } from '@temporalio/workflow';\nimport type { JourneyInput }",
          ),
      ),
    ];
  });
  afterAll(() => story.close());

  let sam: Participant;

  test('a path begins on the release before', async () => {
    await story.world.worker.restart({ bundle: previous, maxCached: 0 });
    sam = await story.join({ givenName: 'Sam', role: 'mentee' });
    await newVersionInUse(story);
    expect(await story.office.journeys.standing(COORDINATOR, sam.participantId)).toMatchObject({
      stage: 'screening',
    });
  });

  test('a release whose code cannot replay it takes no work, and says so', async () => {
    await story.world.worker.stop();
    const port = await freePort();
    const log = createLog('silent', 'worker');
    const workers = await admitWorkers({ ...story.world.config, metricsPort: port }, log, { bundle: unfit });
    try {
      await eventually('the release is refused', () => workers.refused() !== undefined);
      expect(workers.refused()).toContain(`journey-${sam.journeyId}`);
      expect(await ready(port)).toEqual({
        status: 503,
        text: expect.stringContaining('cannot carry on journey-') as string,
      });
      expect(workers.inFlight()).toBe(0);
    } finally {
      await workers.stop();
    }
    const { reason, admittedAt } = await story.database.release.findFirstOrThrow({
      where: { refusedAt: { not: null } },
    });
    expect(reason).toMatch(/^This release cannot carry on journey-.*[Dd]eterminism/);
    expect(admittedAt).toBeNull();
  });

  test('the present release is admitted, carries the path on, and takes up the new version at its next stage', async () => {
    await story.world.worker.restart({ maxCached: 0 });
    await story.world.pass(3 * DAY);
    const reminders = (await story.told(sam)).filter(
      ({ template }) => template === 'screening-step-reminder',
    );
    expect(reminders).toHaveLength(2);
    await story.advance(sam, 'application', 'interview', 'orientation');
    const standing = await story.office.journeys.standing(COORDINATOR, sam.participantId);
    expect(standing.stage).toBe('matching');
    const { version } = await story.office.programs.inUse('kwmunity');
    expect(standing.version).toBe(version);
    const [moved] = await story.events({ kind: 'version-moved' });
    expect(moved?.data).toMatchObject({ to: version, why: 'stage' });
    expect(await story.database.journey.findUniqueOrThrow({ where: { id: sam.journeyId } })).toMatchObject({
      programVersion: version,
      privileges: expect.arrayContaining(['attend-workshops', 'be-matched']) as string[],
    });
    await story.world.pass(3 * DAY);
  });

  test('a worker of a release that was admitted last is back without another look', async () => {
    const before = await story.database.release.findMany({ orderBy: { id: 'asc' } });
    await story.world.worker.restart({});
    await story.world.pass(DAY);
    expect(await story.database.release.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  });

  test('with the check off a release works although it cannot replay everything, and the warning is kept', async () => {
    await story.world.worker.stop();
    let workers: Workers | undefined;
    const warned: string[] = [];
    const log = {
      ...createLog('silent', 'worker'),
      warn: (_: object, text: string) => void warned.push(text),
    };
    try {
      workers = await admitWorkers({ ...story.world.config, replayCheck: false }, log as never, {
        bundle: unfit,
      });
      await eventually('the warning', () => warned.join().includes('FULLCIRCLE_REPLAY_CHECK is off'));
      expect(workers.refused()).toBeUndefined();
    } finally {
      await workers?.stop();
      // The present release again, which looks again: another one was admitted meanwhile.
      await story.world.worker.restart({});
    }
    await story.world.settled();
  });
});

/** The workflow code as it would be bundled with one file changed. */
async function releaseWith(file: string, change: (code: string) => string): Promise<WorkflowBundle> {
  const folder = mkdtempSync(path.join(tmpdir(), 'full-circle-release-'));
  try {
    for (const part of ['workflows', 'domain', 'platform', 'package.json', 'tsconfig.json'])
      cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    const target = path.join(folder, file);
    const before = readFileSync(target, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(target, after);
    return await bundleWorkflowCode({
      workflowsPath: path.join(folder, 'workflows/index.ts'),
      failureConverterPath: path.join(folder, 'platform/failureConverter.ts'),
      logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Denser check-ins, reviewed by nobody: the reason is kept. */
async function newVersionInUse({ office }: Story): Promise<void> {
  const file = path.join(ROOT, 'programs/kwmunity.yaml');
  const text = readFileSync(file, 'utf8').replace('cadences: [P1W, P2W]', 'cadences: [P1W, P3W]');
  const changed = parseDefinition(text, file);
  expect(changed.version).not.toBe(loadDefinition(file).version);
  await office.programs.putInUse(COORDINATOR, changed, { withoutPeerReview: 'a story' });
}

function ready(port: number): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    request({ port, path: '/readyz' }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });
}
