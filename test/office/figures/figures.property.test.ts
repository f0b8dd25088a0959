import fc from 'fast-check';
import { count, type Counted } from '../../../office/figures/count';
import { NOTHING_HIDDEN } from '../../../office/hidden';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { ledgerIsComplete } from '../../support/ledgerIsComplete';
import { randomLedger, type Row } from './randomLedger';
import { recount } from './recount';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function write(rows: readonly Row[]): Promise<void> {
  await database.db.$executeRaw`TRUNCATE "Event"`;
  await database.db.event.createMany({
    data: rows.map((row) => ({ ...row, programId: 'kwmunity', actor: 'system' })),
  });
  await ledgerIsComplete(database.db);
}

const FROM = new Date('2026-03-04T05:00:00Z');
const UNTIL = new Date('2026-03-08T05:00:00Z');

const inOrder = (figures: readonly Counted[]) =>
  [...figures]
    .map((one) => ({
      ...one,
      ...Object.fromEntries(
        (['q1', 'median', 'q3'] as const).map((part) => [
          part,
          one[part] === null ? null : Math.round(one[part] * 1e6) / 1e6,
        ]),
      ),
    }))
    .sort((a, b) => `${a.figure} ${a.code}`.localeCompare(`${b.figure} ${b.code}`));

test('figures are what somebody with a pencil would count in the same ledger', async () => {
  await fc.assert(
    fc.asyncProperty(randomLedger, async (rows) => {
      await write(rows);
      const whole = { programId: 'kwmunity', siteId: null, from: FROM, until: UNTIL, hidden: NOTHING_HIDDEN };
      expect(inOrder(await count(database.db, whole))).toEqual(inOrder(recount(rows, FROM, UNTIL)));
      const siteId = 'kwmunity.kitchener';
      expect(inOrder(await count(database.db, { ...whole, siteId }))).toEqual(
        inOrder(
          recount(
            rows.filter((row) => row.siteId === siteId),
            FROM,
            UNTIL,
          ),
        ),
      );
    }),
    { numRuns: 60 },
  );
});

test('a row that commits late is in no figure until everything before it is in', async () => {
  await write([]);
  const scope = { programId: 'kwmunity', siteId: null, from: FROM, until: UNTIL, hidden: NOTHING_HIDDEN };
  const row = { programId: 'kwmunity', actor: 'system', data: { role: 'mentee' }, at: FROM };
  await database.db.$transaction(async (slow) => {
    await slow.event.create({ data: { ...row, kind: 'journey-started', key: 'slow' } });
    await database.db.event.create({ data: { ...row, kind: 'journey-started', key: 'quick' } });
    expect(await count(database.db, scope)).toEqual([]);
  });
  await ledgerIsComplete(database.db);
  expect(await count(database.db, scope)).toMatchObject([{ figure: 'started', code: 'mentee', n: 2 }]);
});
