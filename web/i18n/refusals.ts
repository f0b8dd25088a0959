import { NotThere, Refused, Unavailable } from '../../client/fullCircle';
import { NotAllowed } from '../../office/access';
import { common } from './common';
import type { Lang } from './language';
import { french } from './refusals/french';
import { own } from './refusals/own';

/** A refusal to staff. The act's own sentence names what it is about; in French its code has one. */
export function refusalText(error: Error, lang: Lang): string {
  const { errors, pressAgain } = common[lang];
  const again = error instanceof Unavailable && error.mayHaveHappened ? pressAgain : undefined;
  if (lang === 'en') return [error.message, ...(again ? [again] : [])].join(' ');
  if (error instanceof NotAllowed) return errors['403']?.[1] ?? error.message;
  if (error instanceof Unavailable)
    return again ? `${errors['503']?.[0]}. ${again}` : (errors['503']?.join('. ') ?? error.message);
  const known = error instanceof Refused ? frenchRefusal(error.code) : undefined;
  return known ?? errors['409']?.join('. ') ?? error.message;
}

export function frenchRefusal(code: string): string | undefined {
  return french[code];
}

/** A refusal to somebody on their own page: of what is on it, in their language. */
export function ownRefusalText(error: Error, lang: Lang): string {
  const { byCode, other, away } = own[lang];
  if (error instanceof Unavailable) return away;
  return (error instanceof Refused && byCode[error.code]) || other;
}

/** What an act of an own page may fail with and still be answered by the page itself. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Refused || error instanceof NotThere || error instanceof Unavailable;
}
