import type { Caller } from '../../../office/access';
import { figuresCsv } from '../../../office/figures/csv';
import { ledgerIsComplete } from '../../support/ledgerIsComplete';
import { ANA, failureOf, openDesk, type Desk } from '../desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(['kwmunity', 'regent-park']);
  desk.now = '2026-08-10T15:00:00.000Z' as never;
  await desk.database.program.update({ where: { id: 'regent-park' }, data: { name: '=Regent' } });
});
afterAll(() => desk.close());

let n = 0;
const happened = (programId: string, kind: string, at: string, more: object = {}) =>
  desk.database.event.create({
    data: { programId, kind, at: new Date(at), key: `e${(n += 1)}`, actor: 'system', data: {}, ...more },
  });
const reported: Desk['office']['figures']['report'] = async (...question) => {
  await ledgerIsComplete(desk.database);
  return await desk.office.figures.report(...question);
};
const of = (report: Awaited<ReturnType<Desk['office']['figures']['report']>>, id: string) =>
  report.sections.flatMap(({ figures }) => figures).find((figure) => figure.id === id)!;

test('a day is one of the program: what happened at eleven in the evening there belongs to it', async () => {
  await happened('kwmunity', 'journey-started', '2026-04-01T03:30:00Z', { data: { role: 'mentee' } });
  await happened('kwmunity', 'journey-started', '2026-04-01T04:30:00Z', { data: { role: 'mentee' } });
  const march = await reported(ANA, { programId: 'kwmunity', period: '2026-03' });
  const april = await reported(ANA, { programId: 'kwmunity', period: '2026-04' });
  expect(of(march, 'started').lines).toMatchObject([{ code: 'mentee', n: 1 }]);
  expect(of(april, 'started').lines).toMatchObject([{ code: 'mentee', n: 1 }]);
  expect(march.period).toEqual({ from: '2026-03-01', until: '2026-03-31' });
});

test('without a period it is the fiscal year in which we are', async () => {
  const report = await reported(ANA, { programId: 'kwmunity' });
  expect(report.period).toEqual({ from: '2026-04-01', until: '2027-03-31' });
});

test('every figure says what it counts, in both languages', async () => {
  const report = await reported(ANA, { programId: 'kwmunity' });
  for (const figure of report.sections.flatMap(({ figures }) => figures))
    for (const lang of ['en', 'fr'] as const) expect(figure.definition[lang].length).toBeGreaterThan(40);
});

test('whoever sees one site names it, and gets that site only', async () => {
  const siteId = 'kwmunity.kitchener';
  const lee: Caller = {
    ...ANA,
    scope: [{ role: 'supervisor', programId: 'kwmunity', siteId }],
  };
  await happened('kwmunity', 'tier-changed', '2026-05-01T12:00:00Z', { siteId, data: { to: 'volunteer' } });
  await happened('kwmunity', 'tier-changed', '2026-05-01T12:00:00Z', { data: { to: 'volunteer' } });
  expect(await failureOf(reported(lee, { programId: 'kwmunity' }))).toMatchObject({
    code: 'SiteNeeded',
  });
  expect(await failureOf(reported(lee, { programId: 'regent-park' }))).toMatchObject({
    name: 'NotThere',
  });
  const report = await reported(lee, { siteId, period: '2026-05' });
  expect(of(report, 'tiers').lines).toMatchObject([{ code: 'volunteer', n: 1 }]);
  expect(report.equity).toBeNull();
  expect(await desk.office.figures.places(lee)).toEqual([expect.objectContaining({ id: siteId })]);
});

test.each([
  [{ period: 'spring' }, 'NotAPeriod'],
  [{ from: '2026-02-30' }, 'NotADay'],
  [{ from: '2026-03-02', until: '2026-03-01' }, 'NotAPeriod'],
  [{ from: '1990-01-01', until: '2026-03-01' }, 'TooLong'],
])('%j is refused with a sentence', async (question, code) => {
  expect(await failureOf(reported(ANA, { programId: 'kwmunity', ...question }))).toMatchObject({ code });
});

/** So many people of a group begin a path on that day. */
async function begin(group: string | null, count: number, day: string): Promise<void> {
  for (let i = 0; i < count; i++) {
    const personId = `p${(n += 1)}`;
    if (group)
      await happened('regent-park', 'self-described', `${day}T15:00:00Z`, { personId, data: { group } });
    await happened('regent-park', 'journey-started', `${day}T16:00:00Z`, {
      personId,
      data: { role: 'mentee' },
    });
  }
}

test('by group: small numbers are withheld, quarters that are not over are not shown', async () => {
  await begin('woman', 8, '2026-05-04');
  await begin('man', 2, '2026-05-04');
  await begin(null, 6, '2026-05-04');
  await begin('woman', 9, '2026-07-20');
  const { equity } = await reported(ANA, { programId: 'regent-park', period: '2026' });
  expect(equity?.quarters.map(({ name }) => name)).toEqual(['2026-Q1']);
  expect(equity?.groups.map(({ id }) => id)).toEqual([
    'woman',
    'man',
    'two-spirit-trans-nonbinary',
    'not-said',
  ]);
  const started = equity?.lines.find(({ arrival }) => arrival === 'started');
  expect(started?.quarters).toEqual([{ cells: [8, null, 0, null], total: 16 }]);
});

test('a later word about oneself does not change a quarter that is over', async () => {
  const question = { programId: 'regent-park', period: '2026' };
  const before = await reported(ANA, question);
  const { personId } = await desk.database.event.findFirstOrThrow({
    where: { kind: 'self-described', data: { path: ['group'], equals: 'man' } },
  });
  await happened('regent-park', 'self-described', '2026-07-02T12:00:00Z', {
    personId,
    data: { group: 'woman' },
  });
  expect((await reported(ANA, question)).equity).toEqual(before.equity);
});

test('as a table: with a byte order mark, withheld said in words, and no formulas', async () => {
  await happened('regent-park', 'tier-changed', '2026-05-01T12:00:00Z', { data: { to: '=1+1' } });
  const report = await reported(ANA, { programId: 'regent-park', period: '2026' });
  const csv = figuresCsv(report, 'fr');
  expect(csv.startsWith('\uFEFFsection,figure,')).toBe(true);
  expect(csv).toContain(',hommes,2026-04-01,2026-06-30,withheld,');
  expect(csv).toContain("'=1+1");
  expect(csv).not.toMatch(/(^|,)[=+@]/m);
  expect(csv.split('\r\n').at(-1)).toBe('');
});
