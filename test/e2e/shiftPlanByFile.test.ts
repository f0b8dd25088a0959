import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newCodecKey } from '../../platform/codec';
import type { PlanImport } from '../../office/shifts/planning';
import { inProcess } from '../cli/run';
import { openStory, type Participant, type Story } from '../support/story';

describe('Shifts are planned from a file, on the command line', () => {
  const codecKeys = newCodecKey('plan');
  let story: Story;
  let devon: Participant;
  let robin: Participant;
  let folder: string;
  beforeAll(async () => {
    story = await openStory({ codecKeys });
    devon = await story.peer();
    robin = await story.peer({ givenName: 'Robin' });
    folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-plan-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await story.close();
  });

  const cli = (...args: string[]) =>
    inProcess(args, {
      DATABASE_URL: story.world.config.databaseUrl,
      TEMPORAL_ADDRESS: String(story.world.config.temporal.connection.address),
      TEMPORAL_TASK_QUEUE: story.world.config.temporal.taskQueue,
      CODEC_KEYS: codecKeys,
      FULLCIRCLE_DATA_DIR: folder,
    });
  const file = (...lines: string[]) => {
    const name = path.join(folder, 'plan.csv');
    writeFileSync(name, ['site,starts,ends,peers,mode', ...lines].join('\n'));
    return name;
  };

  test('good rows land, mistakes are named by row and column, and the file again makes no doubles', async () => {
    const rows = [
      `kitchener,${story.day(1)} 13:00,17:00,${devon.participantId},`,
      `kwmunity.kitchener,${story.day(2)} 22:00,06:00,${devon.participantId};${robin.participantId},offer`,
      `nowhere,${story.day(2)} 13:00,17:00,${devon.participantId},`,
      `kitchener,tomorrow,17:00,${devon.participantId},`,
      `kitchener,${story.day(1)} 14:00,15:00,${devon.participantId},`,
      `kitchener,${story.day(3)} 13:00,17:00,nobody,`,
    ];
    const ran = await cli('shifts', 'import', file(...rows), '-o', 'json');
    expect(ran.code).not.toBe(0);
    const first = ran.json<PlanImport>();
    expect(first.made.map(({ row }) => row)).toEqual([2, 3]);
    expect(first.problems.map(({ row, field }) => [row, field])).toEqual([
      [4, 'site'],
      [5, 'starts'],
      [6, 'peers'],
      [7, 'peers'],
    ]);

    const again = (await cli('shifts', 'import', file(...rows), '-o', 'json')).json<PlanImport>();
    expect(again.made).toEqual([]);
    expect(again.there.map(({ shiftId }) => shiftId)).toEqual(first.made.map(({ shiftId }) => shiftId));
    expect(await story.database.shift.count()).toBe(2);
    const words = await cli('shifts', 'import', file(...rows));
    expect(words.err).toContain('plan.csv:4 site: is "nowhere"');
  });

  test('a planned shift runs like any other, and the evidence of it comes out as a table', async () => {
    await story.world.settled();
    await story.until(`${story.day(1)}T13:05`);
    await story.texts(devon, 'ok');
    await story.until(`${story.day(1)}T17:02`);
    await story.texts(devon, 'ok home');
    const { id } = await story.database.shift.findFirstOrThrow({ orderBy: { startsAt: 'asc' } });
    const ran = await cli('evidence', '--shift', id, '-o', 'csv');
    expect(ran.code).toBe(0);
    const [head, ...lines] = ran.out.trim().split('\r\n');
    expect(head).toMatch(/^record,site,shift,escalation,peer,what,due/);
    const result = head?.split(',').indexOf('result') ?? -1;
    const checkIns = lines.filter((line) => line.startsWith('check-in'));
    expect(checkIns.map((line) => line.split(',')[result])).toEqual(['answered', 'answered']);
  });
});
