import { COLUMNS } from '../../../office/erasure/columns';
import { REMOVALS } from '../../../office/erasure/removals';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('every column that can hold text says what becomes of it when somebody is erased', async () => {
  const rows = await database.db.$queryRaw<{ column: string }[]>`
    SELECT table_name || '.' || column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
      AND data_type IN ('text', 'jsonb', 'json', 'character varying', 'ARRAY', 'bytea')`;
  const declared = Object.entries(COLUMNS).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );
  expect(declared.sort()).toEqual(rows.map(({ column }) => column).sort());
});

test('every table with something personal in it has a step that removes it', () => {
  const removed = REMOVALS.flatMap(({ tables }) => tables);
  const personal = Object.entries(COLUMNS)
    .filter(([, columns]) => Object.values(columns).includes('personal'))
    .map(([table]) => table);
  expect(personal.filter((table) => !removed.includes(table))).toEqual([]);
});

test('every personal column goes: its row is taken away, or the column is emptied', () => {
  const who = {
    ...{ personId: 'p', participants: [], journeys: [], mentorships: [], shifts: [], appointments: [] },
    ...{ referrals: [], transitions: [], names: [], at: new Date(0) },
  };
  const steps = REMOVALS.map(({ tables, sql }) => ({ tables, text: sql(who).sql }));
  const stays = Object.entries(COLUMNS).flatMap(([table, columns]) => {
    const text = steps.flatMap((step) => (step.tables.includes(table) ? [step.text] : [])).join('\n');
    return Object.entries(columns)
      .filter(
        ([column, kind]) =>
          kind === 'personal' && !text.includes(`DELETE FROM "${table}"`) && !text.includes(`"${column}" =`),
      )
      .map(([column]) => `${table}.${column}`);
  });
  expect(stays).toEqual([]);
});
