import { openRuns } from '../../workers/release/sample';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const at = new Date('2026-03-02T15:00:00Z');

test('critical transitions and what follows an occasion are in the sample as long as they go on', async () => {
  const { db } = database;
  for (const status of ['open', 'closed'])
    await db.transition.create({
      data: {
        ...{ id: status, programId: 'kwmunity', kind: 'custody', status, zone: 'America/Toronto' },
        ...{ personId: 'sam', participantId: 'sam', journeyId: 'sam', reportedBy: 'account:ana' },
        reportedAt: at,
      },
    });
  const occasion = { kind: 'workshop', programId: 'kwmunity' };
  await db.occasion.create({ data: { ...occasion, id: 'occasion-workshop-next', ref: 'next', nextAt: at } });
  await db.occasion.create({ data: { ...occasion, id: 'occasion-workshop-over', ref: 'over' } });
  expect(await openRuns(db)).toEqual(['transition-open', 'occasion-workshop-next']);
});
