/** For comparing what people type with what there is: no case, no accents, spaces and hyphens alike. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, ' ')
    .replace(/[\s_-]+/g, '-')
    .replace(/^-|-$/g, '');
}
