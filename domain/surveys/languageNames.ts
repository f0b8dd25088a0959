import { plain } from './plain';

const BY_NAME = new Map<string, string>();
for (const reader of ['en', 'fr']) {
  const names = new Intl.DisplayNames([reader], { type: 'language', fallback: 'none' });
  for (let first = 97; first <= 122; first++)
    for (let second = 97; second <= 122; second++) {
      const code = String.fromCharCode(first, second);
      const name = names.of(code);
      if (name === undefined) continue;
      if (!BY_NAME.has(code)) BY_NAME.set(code, code);
      BY_NAME.set(plain(name), code);
    }
}

/** ISO 639 code of a language given by its code or its English or French name; undefined for no such language. */
export function languageCode(text: string): string | undefined {
  return BY_NAME.get(plain(text));
}
