import { isMap, isScalar, isSeq, visit, type Document, type LineCounter, type YAMLError } from 'yaml';
import type { Path } from './problems';

/** What the YAML itself gets wrong, as the path of the field that it happened at, and what would be right. */
export function yamlProblem(
  error: YAMLError,
  document: Document,
  lines: LineCounter,
): { path: Path; problem: string } {
  const [offset] = error.pos;
  const path = fieldAt(document, offset);
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const first = firstOf(document, path);
      const where = first === undefined ? '' : ` (first on line ${lines.linePos(first).line})`;
      return { path, problem: `stands here twice${where}, would be once` };
    }
    case 'TAB_AS_INDENT':
      return { path, problem: 'is indented with a tab, would be indented with spaces' };
    case 'BAD_INDENT':
      return { path, problem: 'is not indented like its neighbours, would begin in the same column' };
    case 'MULTIPLE_DOCS':
      return { path: [], problem: 'holds more than one document (---), would hold one definition' };
    case 'MISSING_CHAR':
      return { path, problem: `is not well-formed YAML (${plain(error)}), would be closed or quoted` };
    default:
      return {
        path,
        problem: `is not well-formed YAML (${plain(error)}), would stand in quotes or on its own line`,
      };
  }
}

/** True where the rest of the file can be read all the same, so that everything is said at once. */
export function canBeReadOn({ code }: YAMLError): boolean {
  return code === 'DUPLICATE_KEY';
}

function plain({ message }: YAMLError): string {
  return message.split('\n')[0]?.replace(/[.:]$/, '') ?? message;
}

/** The field that was being written at that place: the last one that begins there or before. */
function fieldAt(document: Document, offset: number): Path {
  let found: (string | number)[] = [];
  visit(document, {
    Pair(_index, pair, ancestors) {
      const start = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      if (start === undefined || start > offset) return;
      const path: (string | number)[] = [];
      for (const [at, ancestor] of ancestors.entries()) {
        const next: unknown = ancestors[at + 1] ?? pair;
        if (isSeq(ancestor)) path.push(ancestor.items.indexOf(next));
        else if (isMap(ancestor)) path.push(keyOf((next as { key: unknown }).key));
      }
      found = path;
    },
  });
  return found;
}

function firstOf(document: Document, path: Path): number | undefined {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return undefined;
  const first = parent.items.find(({ key }) => keyOf(key) === path.at(-1))?.key;
  return isScalar(first) ? first.range?.[0] : undefined;
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}
