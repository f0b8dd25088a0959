/** Codes in the reader's words, where a message has to say them in running text. */
type Words = Readonly<Record<string, { en: string; fr: string }>>;

const OUTCOMES: Words = {
  'found-safe': { en: 'found safe', fr: 'sain et sauf' },
  'help-sent': { en: 'help was sent', fr: "de l'aide a été envoyée" },
  'could-not-reach': { en: 'could not be reached', fr: 'impossible à joindre' },
  'false-alarm': { en: 'false alarm', fr: 'fausse alerte' },
  'handed-to-emergency-services': { en: 'handed to emergency services', fr: "remis aux services d'urgence" },
};

const TASKS: Words = {
  unreachable: { en: 'somebody cannot be reached', fr: "quelqu'un est injoignable" },
  reply: { en: 'a reply needs to be read', fr: 'une réponse est à lire' },
  'not-ok': { en: 'somebody says they are not OK', fr: "quelqu'un dit que cela ne va pas" },
  silence: { en: 'somebody has not been heard from', fr: "on est sans nouvelles de quelqu'un" },
  'missed-meetings': { en: 'meetings were missed', fr: 'des rencontres ont été manquées' },
  'transition-contact-late': { en: 'a contact is late', fr: 'un contact est en retard' },
  'look-again': { en: 'a decision is to be looked at again', fr: 'une décision est à revoir' },
};

const ANY_TASK = { en: 'something needs you', fr: 'quelque chose vous attend' };

export function sayOutcome(code: string | undefined, language: 'en' | 'fr'): string | undefined {
  return code === undefined ? undefined : (OUTCOMES[code]?.[language] ?? code);
}

export function sayTask(code: string | undefined, language: 'en' | 'fr'): string {
  return (TASKS[code ?? ''] ?? ANY_TASK)[language];
}
