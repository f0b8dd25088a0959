import { DAY } from '../../domain/duration';
import { dataConverter } from '../../platform/dataConverter';
import { COLUMNS } from '../../office/erasure/columns';
import { Prisma } from '../../prisma/generated/client';
import { workflowBundle } from '../../workers/bundle';
import { ledgerIsComplete } from '../support/ledgerIsComplete';
import { replay } from '../support/replay';
import { COORDINATOR, openStory, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

describe('25. Overload and erasure: a later deletion request', () => {
  let story: Story;
  let rosa: Participant;
  let carol: Participant;
  beforeAll(async () => {
    story = await openStory();
    rosa = await story.join({
      givenName: 'Rosalind',
      surname: 'Quillfeather',
      role: 'mentee',
      phone: '+15195550171',
    });
    carol = await story.join({ givenName: 'Carol', role: 'mentor' });
    await walk(story, [rosa, carol], () => isAt(story, rosa, 'mentorship'));
    await story.office.goals.set(COORDINATOR, rosa.participantId, { title: 'A garden of Quillfeathers' });
  });
  afterAll(() => story.close());

  const look = async (run: string): Promise<void> => {
    await story.world.fullCircle.audits.start(run);
    await story.world.settled();
  };
  const figures = async (period: { from: string; until: string }) => {
    await ledgerIsComplete(story.database);
    const report = await story.office.figures.report(COORDINATOR, { programId: story.program.id, ...period });
    return report.sections;
  };
  const everything = async (): Promise<string[]> => {
    const rows = await Promise.all(
      Object.keys(COLUMNS).map(
        (table) => story.database.$queryRaw<{ row: string }[]>`
          SELECT ${table} || ': ' || t::text AS "row" FROM ${Prisma.raw(`"${table}"`)} t`,
      ),
    );
    return rows.flat().map(({ row }) => row);
  };

  test('once it was asked for and the pair has closed, nobody can tell that it was Rosalind, and the totals are the same', async () => {
    const today = (await story.world.now()).slice(0, 10);
    await story.world.pass(2 * DAY);
    const period = { from: story.day(-1), until: today };
    const before = await figures(period);
    expect(JSON.stringify(before)).toContain('"began"');
    const runs = await story.histories();
    const converter = dataConverter(story.world.config.codecKeys);
    expect(await replay(await workflowBundle(), converter, runs)).toEqual([]);

    await story.office.erasures.ask(COORDINATOR, rosa.participantId);
    await look('the-same-day');
    expect((await everything()).join()).toContain('Quillfeather');
    await story.world.pass(8 * DAY);
    await look('a-week-later');
    expect(await story.office.erasures.show(COORDINATOR, rosa.participantId)).toMatchObject({
      heldUpBy: 'path-under-way',
    });
    // Carol has two weeks for closing words of her own.
    await story.world.pass(15 * DAY);
    await look('when-the-pair-has-closed');

    const traces = ['Rosalind', 'Quillfeather', '5550171', rosa.personId, rosa.participantId, rosa.journeyId];
    const left = await everything();
    for (const trace of traces) expect(left.filter((row) => row.includes(trace))).toEqual([]);
    expect(await figures(period)).toEqual(before);
  });

  test('her mentor was told kindly, is free for somebody else, and sees a dash', async () => {
    const asked = await story.database.messageIntent.findMany({
      where: { personId: carol.personId, key: { contains: '/closing/' } },
    });
    expect(asked).toMatchObject([{ template: 'personal-link', status: 'sent' }]);
    const [pair] = await story.database.mentorship.findMany();
    expect(pair).toMatchObject({ status: 'ended' });
    expect((await story.office.participants.show(COORDINATOR, pair!.menteeId)).person.name).toBe('–');
  });

  test('nothing reaches her any more, and her workflows are over; no look of the system begins one anew', async () => {
    const erased = await story.database.journey.findFirstOrThrow({
      where: { participant: { person: { erasedAt: { not: null } } } },
    });
    const before = story.phone(rosa).length;
    await story.world.pass(21 * DAY);
    expect(story.phone(rosa)).toHaveLength(before);
    const status = await story.world.client.workflow
      .getHandle(`journey-${rosa.journeyId}`)
      .describe()
      .then(
        ({ status: { name } }) => name,
        () => 'gone',
      );
    expect(['gone', 'TERMINATED', 'COMPLETED']).toContain(status);
    await look('three-weeks-later');
    const anew = story.world.client.workflow.getHandle(`journey-${erased.id}`).describe();
    await expect(anew).rejects.toThrow(/not found/);
  });
});
