/**
 * Words on which the carrier acts by itself when a text is nothing but that word, whatever the case. Twilio's own list for
 * long codes (support article "Twilio support for opt-out keywords"), and ARRET, which Canadian carriers ask for.
 */
export const STOP_KEYWORDS = [
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
  'ARRET',
] as const;
export const START_KEYWORDS = ['START', 'YES', 'UNSTOP'] as const;
export const HELP_KEYWORDS = ['HELP', 'INFO'] as const;

export const CARRIER_KEYWORDS: readonly string[] = [...STOP_KEYWORDS, ...START_KEYWORDS, ...HELP_KEYWORDS];

export type CarrierAct = 'stop' | 'start' | 'help' | 'info';

/** What the carrier does with a text of these words, or null. `arrêt` comes with its accent already lost. */
export function carrierAct(words: readonly string[]): CarrierAct | null {
  const [only, ...more] = words;
  if (only === undefined || more.length > 0) return null;
  const keyword = only.toUpperCase();
  if ((STOP_KEYWORDS as readonly string[]).includes(keyword)) return 'stop';
  if ((START_KEYWORDS as readonly string[]).includes(keyword)) return 'start';
  return keyword === 'HELP' ? 'help' : keyword === 'INFO' ? 'info' : null;
}
