import { isCollection, isMap, isNode, isPair, type LineCounter, type Document, type Node } from 'yaml';

export type Path = readonly (string | number)[];

/** Something wrong with a definition, where it stands, and what would be right. Lines and columns count from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  /** As in `screening.steps[2].requires`; empty for the file as a whole, which is said as `(file)`. */
  field: string;
  problem: string;
}

/** `FILE:LINE:COLUMN field: what is wrong, what would be right` */
export function formatProblem({ file, line, column, field, problem }: Problem): string {
  return `${file}:${line}:${column} ${field === '' ? '(file)' : field}: ${problem}`;
}

/** Everything that is wrong with one definition, in the order of the file. */
export class DefinitionErrors extends Error {
  override readonly name = 'DefinitionErrors';
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
  }
}

export function fieldName(path: Path): string {
  return path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`),
    '',
  );
}

/**
 * Where a field stands in the file: its value; for a field that should not be there its name; for one that is missing
 * the thing that lacks it.
 */
export function locate(
  document: Document,
  lines: LineCounter,
  path: Path,
  at: 'value' | 'key' = 'value',
): { line: number; column: number } {
  const offset = offsetOf(document, path, at);
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function offsetOf(document: Document, path: Path, at: 'value' | 'key'): number {
  let node: unknown = document.contents;
  let offset = start(node) ?? 0;
  for (const [index, part] of path.entries()) {
    if (!isCollection(node)) break;
    const key = isMap(node)
      ? node.items.find((pair) => String(keyOf(pair.key)) === String(part))?.key
      : undefined;
    if (at === 'key' && index === path.length - 1 && isNode(key)) return start(key) ?? offset;
    const next: unknown = node.get(part, true);
    if (next === undefined && key === undefined) break;
    // A value that was left out has no place of its own; its name has.
    offset = (isEmpty(next) ? undefined : start(next)) ?? start(key) ?? offset;
    node = next;
  }
  return offset;
}

function keyOf(key: unknown): unknown {
  return isNode(key) && 'value' in key ? key.value : key;
}

function isEmpty(node: unknown): boolean {
  return (
    isNode(node) && 'value' in node && node.value === null && (node as { source?: string }).source === ''
  );
}

function start(node: unknown): number | undefined {
  if (isPair(node)) return start(node.key);
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
