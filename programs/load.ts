import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { ProgramPolicy } from '../domain/policy';
import { compile } from './compile';
import { crossChecks } from './crossChecks';
import { explain, type Finding } from './explain';
import { DefinitionErrors, fieldName, locate, type Path, type Problem } from './problems';
import { lenientSchema, strictSchema, type Definition } from './schema';
import { versionOf } from './version';
import { canBeReadOn, yamlProblem } from './yamlProblems';

export interface LoadedProgram {
  definition: Definition;
  policy: ProgramPolicy;
  /** Content hash of the definition. */
  version: string;
}

/** Nobody writes a definition as long as this; a file that is longer is another file. */
const MOST_BYTES = 1_000_000;

/**
 * Reads and checks a definition.
 * @throws DefinitionErrors with everything that is wrong with it, including that there is no such file
 */
export function loadDefinition(file: string): LoadedProgram {
  return parseDefinition(readText(file), file);
}

/** The same from text; `file` is what the problems name. @throws DefinitionErrors */
export function parseDefinition(text: string, file: string): LoadedProgram {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = (line: number, column: number, field: string, problem: string): Problem => ({
    file,
    line: Math.max(line, 1),
    column: Math.max(column, 1),
    field,
    problem,
  });

  const malformed = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const { path, problem: what } = yamlProblem(error, document, lines);
    return problem(line, col, fieldName(path), what);
  });
  if (!document.errors.every(canBeReadOn)) throw new DefinitionErrors(malformed);
  const written = plain(document, () =>
    problem(1, 1, '', 'refers to itself too often to be read, would be written out'),
  );
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    throw new DefinitionErrors([
      problem(1, 1, '', 'is no definition, would be a group of fields: id, name, zone, sites, …'),
    ]);

  const { definition, findings } = check(written);
  if (definition === undefined || findings.length > 0 || malformed.length > 0)
    throw new DefinitionErrors(
      findings
        .map(({ path, at, problem: what }) => {
          const { line, column } = locate(document, lines, path, at);
          return problem(line, column, fieldName(path), what);
        })
        .concat(malformed)
        .sort((a, b) => a.line - b.line || a.column - b.column),
    );
  return { definition, policy: compile(definition), version: versionOf(definition) };
}

function check(written: object): { definition?: Definition; findings: Finding[] } {
  const strict = strictSchema.safeParse(written);
  if (strict.success) return { definition: strict.data, findings: crossChecks(strict.data) };
  const findings = strict.error.issues.flatMap((issue) => explain(issue, written, strictSchema));
  const lenient = lenientSchema.safeParse(written);
  // What is already known to be broken was replaced by a stand-in; nothing more is to be said about it.
  const more = lenient.success
    ? crossChecks(lenient.data).filter(({ path, concerns = [] }) =>
        [path, ...concerns].every((used) => !findings.some((finding) => within(used, finding.path))),
      )
    : [];
  return { findings: [...findings, ...more] };
}

function within(path: Path, broken: Path): boolean {
  const shorter = Math.min(path.length, broken.length);
  return path.slice(0, shorter).every((part, index) => part === broken[index]);
}

function plain(document: Document, refused: () => Problem): unknown {
  try {
    return document.toJS();
  } catch {
    throw new DefinitionErrors([refused()]);
  }
}

function readText(file: string): string {
  const refuse = (problem: string) =>
    new DefinitionErrors([{ file, line: 1, column: 1, field: '', problem }]);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw refuse(
      code === 'ENOENT'
        ? 'there is no such file, would be the path of a definition'
        : `cannot be read (${code ?? 'unknown reason'}), would be a file`,
    );
  }
  if (bytes.length > MOST_BYTES) throw refuse('is larger than 1 MB, would be a program definition');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('is not UTF-8 text, would be saved as UTF-8');
  }
}

/** The definitions that come with the product, by file name. */
export function shippedPrograms(): string[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => path.join(__dirname, name));
}
