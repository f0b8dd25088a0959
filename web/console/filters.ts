/** A filter of the URL, when it is one of those that there are. */
export function choose<T extends string>(value: unknown, options: readonly T[]): T | undefined {
  return options.find((option) => option === value);
}

export function textOf(value: unknown, most = 200): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one.trim().slice(0, most) : '';
}

/** All values of a field that may stand several times in a form. */
export function listOf(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return all.filter((one): one is string => typeof one === 'string' && one !== '');
}
