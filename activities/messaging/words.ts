/** Codes in the reader's words, where a message has to say them in running text. */
type Words = Readonly<Record<string, { en: string; fr: string }>>;

const OUTCOMES: Words = {
  'found-safe': { en: 'found safe', fr: 'en sécurité' },
  'help-sent': { en: 'help was sent', fr: "de l'aide a été envoyée" },
  'could-not-reach': { en: 'could not be reached', fr: 'impossible à joindre' },
  'false-alarm': { en: 'false alarm', fr: 'fausse alerte' },
  'handed-to-emergency-services': {
    en: 'handed to emergency services',
    fr: "les services d'urgence s'en occupent",
  },
};

const TASKS: Words = {
  unreachable: { en: 'somebody cannot be reached', fr: "quelqu'un est injoignable" },
  reply: { en: 'a reply needs to be read', fr: 'une réponse est à lire' },
  'not-ok': { en: 'somebody says they are not OK', fr: "quelqu'un dit que cela ne va pas" },
  'unknown-help': {
    en: 'a call for help from a number that nobody gave us',
    fr: "un appel à l'aide d'un numéro inconnu",
  },
  silence: { en: 'somebody has not been heard from', fr: "on est sans nouvelles de quelqu'un" },
  'missed-meetings': { en: 'meetings were missed', fr: 'des rencontres ont été manquées' },
  'transition-contact-late': { en: 'a contact is late', fr: 'un contact est en retard' },
  speak: { en: 'somebody waits to speak with you', fr: "quelqu'un attend de vous parler" },
  'look-again': { en: 'a decision is to be looked at again', fr: 'une décision est à revoir' },
};

/** What a step may open that the product knows of, where the program has no words of its own for it. */
const PRIVILEGES: Words = {
  'attend-workshops': { en: 'workshops', fr: 'les ateliers' },
  'be-matched': { en: 'being matched', fr: 'le jumelage' },
  'co-facilitate': { en: 'co-facilitating', fr: 'la coanimation' },
  'work-shifts': { en: 'working shifts', fr: 'les quarts de travail' },
  mentor: { en: 'being a mentor', fr: 'le mentorat' },
};

const ANY_TASK = { en: 'something needs you', fr: 'quelque chose vous attend' };

export function sayOutcome(code: string | undefined, language: 'en' | 'fr'): string | undefined {
  return code === undefined ? undefined : (OUTCOMES[code]?.[language] ?? code);
}

export function sayPrivilege(code: string, language: 'en' | 'fr'): string | undefined {
  return PRIVILEGES[code]?.[language];
}

export function sayTask(code: string | undefined, language: 'en' | 'fr'): string {
  return (TASKS[code ?? ''] ?? ANY_TASK)[language];
}
