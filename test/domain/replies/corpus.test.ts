import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { understand, type Awaiting, type Effect } from '../../../domain/replies';

interface Row {
  label: string;
  awaiting: Awaiting;
  language: 'en' | 'fr';
  text: string;
}

const rows = readFileSync(join(__dirname, '../replies.corpus.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [label, awaiting, language, text] = line.split('\t');
    return { label, awaiting, language, text } as Row;
  });

const written = (effect: Effect) =>
  effect.kind === 'extend'
    ? `extend:${effect.minutes}`
    : effect.kind === 'acknowledge'
      ? `ack:${effect.code}`
      : effect.kind;

function read({ awaiting, language, text }: Row): string {
  const onShift = awaiting.endsWith('shift');
  return understand(text, { awaiting, language, onShift }).effects.map(written).join('+') || 'none';
}

const clears = (label: string) => label.split('+').includes('clears');

describe('what people really write', () => {
  test('there is enough of it, in both languages', () => {
    expect(rows.length).toBeGreaterThanOrEqual(300);
    expect(rows.filter(({ language }) => language === 'fr').length).toBeGreaterThanOrEqual(150);
  });

  test('nothing clears a check-in that a person would not take for an all-clear', () => {
    expect(rows.filter((row) => clears(read(row)) && !clears(row.label))).toEqual([]);
  });

  test('at least nineteen in twenty of the all-clears are understood', () => {
    const meant = rows.filter(({ label }) => clears(label));
    const recall = meant.filter((row) => clears(read(row))).length / meant.length;
    console.info(
      `clears: precision 1 on ${rows.length} replies, recall ${recall.toFixed(3)} of ${meant.length}`,
    );
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  test.each(['help', 'stop', 'not-ok'])('not one "%s" is missed', (kind) => {
    const missed = rows.filter(
      (row) => row.label.split('+').includes(kind) && !read(row).split('+').includes(kind),
    );
    expect(missed).toEqual([]);
  });

  test('everything but an all-clear means exactly what it is labelled', () => {
    const wrong = rows.filter((row) => !clears(row.label) && read(row) !== row.label);
    expect(wrong.map((row) => ({ ...row, got: read(row) }))).toEqual([]);
  });
});
