import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { DefinitionErrors, loadDefinition, parseDefinition, shippedPrograms } from '../../programs';
import { readRoster } from '../../programs/roster';

const FIFTH = path.join(__dirname, '../../programs/examples/plains-peers.yaml');
const YAML = readFileSync(FIFTH, 'utf8').split('\n');
const KWMUNITY = shippedPrograms().find((file) => file.endsWith('kwmunity.yaml')) ?? '';
const CSV = readFileSync(path.join(path.dirname(KWMUNITY), 'rosters', 'kwmunity.csv'), 'utf8');
const { definition: program } = loadDefinition(KWMUNITY);

const slip = fc.oneof(
  fc.constantFrom(
    '',
    'null',
    '[]',
    '{}',
    '-1',
    '0',
    '1e9',
    'P1D',
    '-P1D',
    'screening',
    '"',
    ': :',
    '*a',
    '!!set {}',
  ),
  fc.string({ maxLength: 12 }),
);

test('whatever slips into a definition, it is read or every problem names a line of it', () => {
  fc.assert(
    fc.property(fc.nat(YAML.length - 1), fc.nat(3), slip, (at, cut, written) => {
      const line = YAML[at] ?? '';
      const changed =
        cut === 0 ? [] : cut === 1 ? [`${line}${written}`] : [line.replace(/[^:]*$/, ` ${written}`)];
      const text = [...YAML.slice(0, at), ...changed, ...YAML.slice(at + 1)].join('\n');
      try {
        expect(parseDefinition(text, 'x.yaml').policy.stages.length).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof DefinitionErrors)) throw error;
        expect(error.problems.length).toBeGreaterThan(0);
        for (const { line, column, problem } of error.problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(problem).not.toMatch(/undefined|\[object/);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('whatever slips into a roster, rows without it are read and no row is both read and reported', () => {
  const lines = CSV.trimEnd().split('\n');
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: lines.length - 1 }),
      fc.nat(60),
      fc.string(),
      (at, from, written) => {
        const line = lines[at] ?? '';
        const broken = `${line.slice(0, from)}${written.replace(/[\r\n]/g, ' ')}${line.slice(from)}`;
        const { rows, problems } = readRoster(
          [...lines.slice(0, at), broken, ...lines.slice(at + 1)].join('\n'),
          { program },
        );
        const read = rows.map(({ row }) => row);
        const reported = problems.map(({ row }) => row);
        expect(read.filter((row) => reported.includes(row))).toEqual([]);
        // A quote may reach into the rows below, and a changed name or number may be a later row's; nothing above is touched.
        for (let row = 2; row <= at; row++) expect(read).toContain(row);
      },
    ),
    { numRuns: 80 },
  );
});

test('bytes that are no text at all are read as a table with something wrong', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(readRoster(bytes, { program }).rows).toEqual([]);
    }),
  );
});
