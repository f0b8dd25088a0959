import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Refused, Unavailable } from '../../client/fullCircle';
import { NotAllowed } from '../../office/access';
import { ownRefusalText, refusalText } from '../../web/i18n/refusals';
import { french } from '../../web/i18n/refusals/french';
import { own } from '../../web/i18n/refusals/own';

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
