import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Refused, Unavailable } from '../../client/fullCircle';
import { NotAllowed } from '../../office/access';
import { readPlan } from '../../office/shifts/planFile';
import { ownRefusalText, refusalText } from '../../web/i18n/refusals';
import { french } from '../../web/i18n/refusals/french';
import { own } from '../../web/i18n/refusals/own';
import { planProblemText } from '../../web/i18n/refusals/planFile';

const ROOT = path.resolve(__dirname, '../..');
/** Where acts are refused that somebody may read about on a page. */
const ROOMS = ['office', 'workflows', 'web', 'domain'];

function codesInUse(): Set<string> {
  const codes = new Set<string>(['PeersHaveNotReviewed', 'PeersHaveConcerns']);
  for (const room of ROOMS)
    for (const file of readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(file)) continue;
      const text = readFileSync(path.join(ROOT, room, file), 'utf8');
      for (const [, code = ''] of text.matchAll(/(?:new Refused|\brefuse)\(\s*'([A-Z]\w+)'/g))
        codes.add(code);
    }
  return codes;
}

test('whatever can be refused has a sentence in French, and no sentence is left over', () => {
  expect(Object.keys(french).sort()).toEqual([...codesInUse()].sort());
  for (const [code, sentence] of Object.entries(french))
    expect({ code, ends: /^\p{Lu}.*[.:]\/*\.?$/u.test(sentence) }).toEqual({ code, ends: true });
});

test('staff read the act’s own sentence in English, and its code’s in French', () => {
  const refused = new Refused('TooManySteps', 'A goal has 20 steps at most; let one go first.');
  expect(refusalText(refused, 'en')).toBe(refused.message);
  expect(refusalText(refused, 'fr')).toBe('Un objectif a 20 étapes au plus.');
  expect(refusalText(new NotAllowed('see'), 'fr')).toMatch(/rôle/);
  const unanswered = new Unavailable('No answer in time. It may have been done.', true);
  expect(refusalText(unanswered, 'en')).toBe(
    'No answer in time. It may have been done. If need be, press again: it is done once.',
  );
  expect(refusalText(unanswered, 'fr')).toMatch(/absente\. C'est peut-être déjà fait\. Au besoin, appuyez/);
  expect(refusalText(new Unavailable('Away.', false), 'fr')).toMatch(/Rien n'a été perdu/);
  expect(refusalText(new Unavailable('away', true), 'fr')).toMatch(/absente/);
  expect(refusalText(new Refused('FromTheFuture', 'Nobody knows this code.'), 'fr')).toMatch(/possible/);
});

test('somebody on their own page is spoken to, and no code or staff’s sentence reaches them', () => {
  expect(Object.keys(own.fr.byCode)).toEqual(Object.keys(own.en.byCode));
  const inUse = codesInUse();
  expect(Object.keys(own.en.byCode).filter((code) => !inUse.has(code))).toEqual([]);
  const unknown = new Refused('OverCap', 'That would be 60 hours in the week of Devon Clarke.');
  for (const lang of ['en', 'fr'] as const) {
    expect(ownRefusalText(unknown, lang)).toBe(own[lang].other);
    expect(ownRefusalText(new Unavailable('gRPC 14', false), lang)).toBe(own[lang].away);
  }
});

const HEADER = 'site,starts,ends,peers,mode';
const good = (...cells: string[]): string =>
  ['north', '2026-03-20 09:00', '17:00', 'kim', 'offer'].map((cell, at) => cells[at] ?? cell).join(',');

test.each([
  ['a column that is missing', 'site,starts,ends\nnorth,2026-03-20 09:00,17:00', 1],
  ['a column that nobody knows', `${HEADER},who\n${good()},x`, 1],
  ['too many rows', [HEADER, ...Array<string>(1_001).fill(good())].join('\n'), 1],
  ['too many cells', `${HEADER}\n${good()},kai`, 2],
  ['a quote that stays open', `${HEADER}\n"${good()}`, 2],
  ['text after a quote', `${HEADER}\n"north"x,2026-03-20 09:00,17:00,kim,offer`, 2],
  ['a site of somebody else', `${HEADER}\n${good('south')}`, 2],
  ['no site', `${HEADER}\n${good('')}`, 2],
  ['a start that is none', `${HEADER}\n${good('north', 'Friday')}`, 2],
  ['no end', `${HEADER}\n${good('north', '2026-03-20 09:00', '')}`, 2],
  ['nobody', `${HEADER}\n${good('north', '2026-03-20 09:00', '17:00', '')}`, 2],
  ['another mode', `${HEADER}\n${good('north', '2026-03-20 09:00', '17:00', 'kim', 'perhaps')}`, 2],
])('a plan of shifts with %s: its mistake is named in French, too', (_, file, row) => {
  const { problems } = readPlan(file, [{ id: 'cat.north', name: 'North' }]);
  expect(problems.map((one) => one.row)).toEqual([row]);
  const texts = problems.map((one) => planProblemText(one, 'fr'));
  expect(problems.map((one) => planProblemText(one, 'en'))).toEqual(problems.map(({ problem }) => problem));
  for (const text of texts) expect(text).toMatch(/^(\p{Lu}|«|\d).* .*\.$/u);
  expect(texts).not.toEqual(problems.map(({ problem }) => problem));
});
