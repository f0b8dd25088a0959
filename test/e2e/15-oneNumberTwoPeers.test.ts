import { openStory, type Participant, type Story } from '../support/story';

describe('15. One number, two peers, both on shift', () => {
  let story: Story;
  let sam: Participant;
  let alex: Participant;
  let shiftId: string;
  const phone = '+15195551444';
  beforeAll(async () => {
    story = await openStory();
    sam = await story.peer({ givenName: 'Sam', phone });
    alex = await story.peer({ givenName: 'Alex', phone });
    ({ shiftId } = await story.office.shifts.schedule(
      { actor: 'account:coordinator', scope: [{ role: 'admin' }], via: 'console' },
      {
        siteId: `${story.program.id}.kitchener`,
        startsWall: `${story.day(1)}T13:00`,
        endsWall: `${story.day(1)}T17:00`,
        peers: [sam.participantId, alex.participantId],
      },
    ));
    await story.until(`${story.day(1)}T17:03`);
  });
  afterAll(() => story.close());

  const waitOf = ({ personId }: Participant) =>
    story.database.wait.findFirstOrThrow({ where: { shiftId, personId, kind: 'end-of-shift' } });

  test('"ok" clears neither, and a neutral question asks who is writing', async () => {
    await story.texts(sam, 'ok');
    expect(await waitOf(sam)).toMatchObject({ closedAt: null });
    expect(await waitOf(alex)).toMatchObject({ closedAt: null });
    const question = story.phone(sam).at(-1)?.body ?? '';
    expect(question).toMatch(/Who is writing\? Reply (1 for Sam, 2 for Alex|1 for Alex, 2 for Sam)\./);
    expect(question).not.toMatch(/shift|Kitchener|KWMUNITY/);
  });

  test('staff have it before them until it is settled', async () => {
    const open = await story.database.wait.findMany({ where: { kind: 'human-reply', closedAt: null } });
    expect(open).toMatchObject([{ details: { reason: 'shared-number' } }]);
  });

  test('the number of the answer settles whose "ok" it was; the other one is still asked', async () => {
    const question = story.phone(sam).at(-1)?.body ?? '';
    const [, sams = ''] = /(\d) for Sam/.exec(question) ?? [];
    await story.texts(sam, sams);
    expect(await waitOf(sam)).toMatchObject({ outcome: 'ok' });
    expect(await waitOf(alex)).toMatchObject({ closedAt: null });
    expect(await story.database.wait.count({ where: { kind: 'human-reply', closedAt: null } })).toBe(0);
    await story.until(`${story.day(1)}T17:16`);
    expect(story.phone(alex).at(-1)?.body).toMatch(/^Alex, no word from you/);
  });

  test('from then on "ok" can only be Alex’s', async () => {
    await story.texts(alex, 'ok home');
    expect(await waitOf(alex)).toMatchObject({ outcome: 'ok' });
    expect(await story.database.escalation.count({ where: { kind: 'missed-end' } })).toBe(0);
  });
});
