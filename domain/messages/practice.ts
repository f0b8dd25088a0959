import type { Language } from './templates';

/** Before every word of a practice, in both languages: whoever reads it over a shoulder must know as well. */
const WRITTEN = 'PRACTICE / EXERCICE: ';

const SPOKEN = { en: 'This is only a practice. ', fr: 'Ceci est un exercice. ' };

/** What every message of a practice begins with. */
export function practiceMark(channel: string, language: Language): string {
  return channel === 'voice' ? SPOKEN[language] : WRITTEN;
}

/** Whether a message is one of a practice, whatever it is about. */
export function isOfPractice(template: string): boolean {
  return template.startsWith('drill-');
}
