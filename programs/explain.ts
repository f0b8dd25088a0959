import type { z } from 'zod';
import { quote } from './fields';
import { suggestion } from './nearest';
import type { Path } from './problems';

export interface Finding {
  path: Path;
  /** For a field that should not be there: point at its name. */
  at?: 'key';
  /** Other fields that the finding speaks of. */
  concerns?: Path[];
  problem: string;
}

type Issue = z.core.$ZodIssue;

/** What a schema issue means to the person who wrote the file: what is wrong, and what would be right. */
export function explain(issue: Issue, written: unknown, schema: z.ZodType): Finding[] {
  const path = issue.path as Path;
  const value = valueAt(written, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, path);
      return issue.keys.map((key) => {
        const isCutOff = known.includes('en') && valueAt(written, [...path, key]) === null;
        const advice = isCutOff ? 'a text with a comma in it would stand in quotes' : suggestion(key, known);
        return {
          path: [...path, key],
          at: 'key' as const,
          problem: `is no field of a definition; ${advice}`,
        };
      });
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (value === undefined) return [{ path, problem: `is missing, would be ${oneOf(allowed)}` }];
      const written = typeof value === 'string' ? quote(value) : kindOf(value);
      return [{ path, problem: `is ${written}, would be ${oneOf(allowed)}` }];
    }
    case 'invalid_type':
      if (value === undefined) return [{ path, problem: `is missing, would be ${kindName(issue.expected)}` }];
      if (value === null)
        return [
          {
            path,
            problem: `is empty, would be ${kindName(issue.expected)}; leave the line out for the default`,
          },
        ];
      if (issue.expected === 'object' && typeof value === 'string' && isText(schema, path))
        return [{ path, problem: `is in no language, would be { en: ${value}, … }` }];
      return [{ path, problem: `is ${kindOf(value)}, would be ${kindName(issue.expected)}` }];
    default:
      return [{ path, problem: issue.message }];
  }
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`;
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
};

function kindName(expected: string): string {
  return KINDS[expected] ?? expected;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'empty';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? quote(value) : (KINDS[typeof value] ?? typeof value);
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    root,
  );
}

/** The parts of a schema's definition that lead to what it wraps. */
interface Wrapping {
  innerType?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  type: string;
}

/** Keys that the group of fields at a path may have. */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  return Object.keys(unwrapped(schemaAt(schema, path))?.shape ?? {});
}

function isText(schema: z.ZodType, path: Path): boolean {
  const keys = knownKeys(schema, path);
  return keys.length === 2 && keys.includes('en');
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema;
  for (const part of path) {
    const inside: Wrapping | undefined = unwrapped(current);
    current = typeof part === 'number' ? inside?.element : (inside?.shape?.[part] ?? inside?.valueType);
  }
  return current;
}

function unwrapped(schema: z.ZodType | undefined): Wrapping | undefined {
  let wrapping = schema?.def as Wrapping | undefined;
  while (wrapping && !wrapping.shape && !wrapping.element && !wrapping.valueType) {
    const next: z.ZodType | undefined =
      wrapping.innerType ?? (wrapping.in?.def.type === 'transform' ? wrapping.out : wrapping.in);
    wrapping = next?.def;
  }
  return wrapping;
}
