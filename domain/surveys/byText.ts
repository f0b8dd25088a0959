import { plain } from './plain';

const WISHES = new Set(
  [
    'text, text me, by text, text please, texts, sms, texto, textos, par texto, par textos, texte, texto svp',
    'continue, go on, resume, lets continue, lets go on, on continue, continuer, je continue, reprendre, la suite',
  ]
    .join(',')
    .split(',')
    .map((word) => plain(word.trim())),
);

/** A wish to be asked by text, or to go on where one stopped, said by the whole text. */
export function wishesByText(text: string): boolean {
  return WISHES.has(plain(text.replace(/[.!]+\s*$/, '').trim()));
}
