export type Lang = 'en' | 'fr';
export const LANGS: readonly Lang[] = ['en', 'fr'];

export function isLang(value: unknown): value is Lang {
  return value === 'en' || value === 'fr';
}

/** The first language of an `Accept-Language` header that we have; English otherwise. */
export function preferredLang(header: string | undefined): Lang {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
      return { tag: tag.slice(0, 2), q: q ? Number(q.slice(2)) || 0 : 1 };
    })
    .sort((a, b) => b.q - a.q);
  return wanted.map((w) => w.tag).find(isLang) ?? 'en';
}
