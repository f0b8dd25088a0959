import { Refused } from '../client/fullCircle';

/** What people wrote, trimmed. @throws Refused `WordsNeeded`, `TooLong` */
export function wordsOf(text: string | undefined, what: string, most = 4_000): string {
  const words = (text ?? '').trim();
  if (!words) throw new Refused('WordsNeeded', `${what} needs words.`);
  if (words.length > most) throw new Refused('TooLong', `${what} has ${most} characters at most.`);
  return words;
}

/** The same where nothing need be said. */
export function perhapsWords(text: string | undefined, what: string, most = 4_000): string | undefined {
  return text?.trim() ? wordsOf(text, what, most) : undefined;
}

/** A calendar day that exists, `YYYY-MM-DD`. @throws Refused `NotADay` */
export function dayOf(text: string): string {
  const at = new Date(`${text}T12:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text))
    throw new Refused('NotADay', `"${text}" is not a day; write it like 2026-03-01.`);
  return text;
}

/** A whole number of stars. @throws Refused `NotStars` */
export function starsOf(stars: number): number {
  if (!Number.isInteger(stars) || stars < 1 || stars > 5)
    throw new Refused('NotStars', 'A rating is a whole number from 1 to 5.');
  return stars;
}
