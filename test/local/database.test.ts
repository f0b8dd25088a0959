import { createTestDatabase } from '../support/database';

test('Every test file gets a database of its own, migrated and empty', async () => {
  const one = await createTestDatabase();
  const other = await createTestDatabase();
  try {
    await one.db.program.create({
      data: { id: 'p1', name: 'P', zone: 'UTC', version: 'v', definition: {}, loadedAt: new Date() },
    });
    expect(await one.db.program.count()).toBe(1);
    expect(await other.db.program.count()).toBe(0);
  } finally {
    await one.drop();
    await other.drop();
  }
});
