/** Thrown for a body that is not a well-formed UTF-8 form. */
export class MalformedForm extends Error {
  override name = 'MalformedForm';
}

/**
 * Reads an `application/x-www-form-urlencoded` body strictly: a broken escape or a byte that is not UTF-8 is an error,
 * where `URLSearchParams` would put a replacement character into what a person wrote.
 * @throws MalformedForm
 */
export function parseForm(body: Buffer): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    for (const pair of text.split('&')) {
      if (pair === '') continue;
      const equals = pair.indexOf('=');
      const name = decode(equals < 0 ? pair : pair.slice(0, equals));
      const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
      const before = fields[name];
      fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
    }
  } catch (cause) {
    throw new MalformedForm('not a form in UTF-8', { cause });
  }
  return fields;
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
