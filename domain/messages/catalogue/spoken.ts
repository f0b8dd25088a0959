import type { Language, TemplateId } from '../templates';
import { WHAT_EN, WHAT_FR } from './escalations';

/**
 * What a call says. Heard once, in the dark, perhaps half asleep: who, where last known, since when, what to do. No links
 * and no codes; how to answer by key is added to every one of them. The rules of the other texts hold: parameters in
 * braces, square brackets around what is not always known, and in `basic` nothing of program, health, place or surname,
 * because a call can be overheard.
 */
export interface SpokenWording {
  readonly full: string;
  readonly basic: string;
  /** What the keys do. */
  readonly keys: Keys;
}

/**
 * - `take`: 1 takes the alarm on.
 * - `still`: 1 says that the one who took it is still on it.
 * - `safe`: 1 checks in, 3 calls for help.
 */
export type Keys = 'take' | 'still' | 'safe';

const CALL_EN = 'Call them[ at {peerPhone}] now.';
const CALL_FR = 'Appelez la personne[ au {peerPhone}] maintenant.';
const MAY_CALL_EN = `{beside, select, silent_alarm {A silent alarm is up: do not call or text them, somebody may be watching. Go and look, or call {emergencyNumber}.} other {${CALL_EN}}}`;
const MAY_CALL_FR = `{beside, select, silent_alarm {Une alarme silencieuse est en cours : il ne faut ni appeler ni texter, quelqu'un regarde peut-être. Allez voir, ou appelez le {emergencyNumber}.} other {${CALL_FR}}}`;
const MAY_CALL_BASIC_EN = `{beside, select, silent_alarm {Do not call or text them. Open the details first, or call {emergencyNumber}.} other {${CALL_EN}}}`;
const MAY_CALL_BASIC_FR = `{beside, select, silent_alarm {Il ne faut ni appeler ni texter. Ouvrez les détails, ou appelez le {emergencyNumber}.} other {${CALL_FR}}}`;

export const SPOKEN = {
  'escalation-raised': {
    en: {
      full: `{name}, this is an urgent call from {programName}: ${WHAT_EN}[, {site}], since {since}. ${MAY_CALL_EN}`,
      basic: `{name}, this is an urgent call: somebody may need you, since {since}. ${MAY_CALL_BASIC_EN}`,
      keys: 'take',
    },
    fr: {
      full: `{name}, ceci est un appel urgent de {programName} : ${WHAT_FR}[, {site}], depuis {since}. ${MAY_CALL_FR}`,
      basic: `{name}, ceci est un appel urgent : quelqu'un pourrait avoir besoin de vous, depuis {since}. ${MAY_CALL_BASIC_FR}`,
      keys: 'take',
    },
  },
  'escalation-repeat': {
    en: {
      full: `{name}, this is an urgent call from {programName}, and not the first one: ${WHAT_EN}[, {site}], since {since}. ${MAY_CALL_EN}`,
      basic: `{name}, this is an urgent call, and not the first one: somebody may need you, since {since}. ${MAY_CALL_BASIC_EN}`,
      keys: 'take',
    },
    fr: {
      full: `{name}, ceci est un appel urgent de {programName}, et ce n'est pas le premier : ${WHAT_FR}[, {site}], depuis {since}. ${MAY_CALL_FR}`,
      basic: `{name}, ceci est un appel urgent, et ce n'est pas le premier : quelqu'un pourrait avoir besoin de vous, depuis {since}. ${MAY_CALL_BASIC_FR}`,
      keys: 'take',
    },
  },
  'escalation-unresolved': {
    en: {
      full: `{name}, this is an urgent call from {programName}: all levels were alerted, and nobody has taken {peer}[, {site}], since {since}. {reason, select, duress {Do not call or text them, somebody may be watching. Go and look, or call {emergencyNumber}.} other {${CALL_EN}}} The calls go on until somebody does.`,
      basic: `{name}, this is an urgent call: all levels were alerted, and there is still no answer since {since}. {reason, select, duress {Do not call or text them. Open the details first, or call {emergencyNumber}.} other {${CALL_EN}}} The calls go on until somebody does.`,
      keys: 'take',
    },
    fr: {
      full: `{name}, ceci est un appel urgent de {programName} : tous les niveaux ont eu l'alerte, et personne ne s'occupe de {peer}[, {site}], depuis {since}. {reason, select, duress {Il ne faut ni appeler ni texter, quelqu'un regarde peut-être. Allez voir, ou appelez le {emergencyNumber}.} other {${CALL_FR}}} Les appels continuent jusqu'à ce que quelqu'un le fasse.`,
      basic: `{name}, ceci est un appel urgent : tous les niveaux ont eu l'alerte, et il n'y a pas de réponse depuis {since}. {reason, select, duress {Il ne faut ni appeler ni texter. Ouvrez les détails, ou appelez le {emergencyNumber}.} other {${CALL_FR}}} Les appels continuent jusqu'à ce que quelqu'un le fasse.`,
      keys: 'take',
    },
  },
  'escalation-handed-over': {
    en: {
      full: '{name}, this is {programName}. {from} has handed the alert about {peer} over to {to}, who has it now.',
      basic: '{name}, an alert has been handed over. It may be yours now.',
      keys: 'take',
    },
    fr: {
      full: "{name}, ici {programName}. L'alerte au sujet de {peer} passe de {from} à {to}, qui s'en occupe maintenant.",
      basic: '{name}, une alerte a changé de mains. Elle est peut-être à vous maintenant.',
      keys: 'take',
    },
  },
  'escalation-outcome-due': {
    en: {
      full: '{name}, this is {programName}. You took the alert about {peer} {minutes, plural, one {# minute} other {# minutes}} ago, and nobody knows yet how it ended. Please record how it ended, or it goes on to the next level.',
      basic:
        '{name}, you took an alert, and nobody knows yet how it ended. Please record how it ended, or it goes on to the next level.',
      keys: 'still',
    },
    fr: {
      full: "{name}, ici {programName}. Vous vous occupez de l'alerte au sujet de {peer} depuis {minutes, plural, one {# minute} other {# minutes}}, et personne ne sait encore comment cela s'est terminé. Notez la suite, sinon l'alerte passe au niveau suivant.",
      basic:
        "{name}, vous vous occupez d'une alerte, et personne ne sait encore comment cela s'est terminé. Notez la suite, sinon l'alerte passe au niveau suivant.",
      keys: 'still',
    },
  },
  // The mark of a practice comes before it, as before everything that a practice says.
  'drill-alarm': {
    en: {
      full: '{name}, this is {programName}. Nobody is in danger, and nobody needs to be called. Please answer as you would for real.',
      basic: '{name}, nobody is in danger. Please answer as you would for real.',
      keys: 'take',
    },
    fr: {
      full: "{name}, ici {programName}. Personne n'est en danger, et il n'y a personne à appeler. Faites comme pour vrai.",
      basic: "{name}, personne n'est en danger. Faites comme pour vrai.",
      keys: 'take',
    },
  },
  'drill-unresolved': {
    en: {
      full: '{name}, this is {programName}. Nobody is in danger, and nobody needs to be called. All levels were told, and nobody has answered since {since}. Please answer as you would for real.',
      basic: '{name}, nobody is in danger. Nobody has answered yet. Please answer as you would for real.',
      keys: 'take',
    },
    fr: {
      full: "{name}, ici {programName}. Personne n'est en danger, et il n'y a personne à appeler. Tous les niveaux ont eu le message, et personne n'a répondu depuis {since}. Faites comme pour vrai.",
      basic: "{name}, personne n'est en danger. Personne n'a encore répondu. Faites comme pour vrai.",
      keys: 'take',
    },
  },
  'help-alarm': {
    en: {
      full: `{name}, this is {reason, select, duress {a silent alarm} other {an alarm}} from {programName}: {peer}[, {site}], {at}. {reason, select, duress {They used the duress phrase. Do not call or text them, somebody may be watching. Go and look, or call {emergencyNumber}.} other {They called for help. Call them[ at {peerPhone}] now. In danger, call {emergencyNumber}.}}`,
      basic:
        '{name}, this is {reason, select, duress {a silent alarm} other {an alarm}}, {at}. {reason, select, duress {Do not call or text them. Open the details first, or call {emergencyNumber}.} other {Call them[ at {peerPhone}] now. In danger, call {emergencyNumber}.}}',
      keys: 'take',
    },
    fr: {
      full: `{name}, ceci est une alarme{reason, select, duress { silencieuse} other {}} de {programName} : {peer}[, {site}], {at}. {reason, select, duress {La phrase de contrainte a été utilisée. Il ne faut ni appeler ni texter, quelqu'un regarde peut-être. Allez voir, ou appelez le {emergencyNumber}.} other {C'est un appel à l'aide. Appelez la personne[ au {peerPhone}] maintenant. En danger, appelez le {emergencyNumber}.}}`,
      basic:
        '{name}, ceci est une alarme{reason, select, duress { silencieuse} other {}}, {at}. {reason, select, duress {Il ne faut ni appeler ni texter. Ouvrez les détails, ou appelez le {emergencyNumber}.} other {Appelez la personne[ au {peerPhone}] maintenant. En danger, appelez le {emergencyNumber}.}}',
      keys: 'take',
    },
  },
  'shift-start': {
    en: {
      full: 'Hi {name}, this is {programName}. Your shift at {site} begins, until {end}. Are you there and safe? In danger, call {emergencyNumber}.',
      basic: 'Hi {name}. It is time. Are you there and safe? In danger, call {emergencyNumber}.',
      keys: 'safe',
    },
    fr: {
      full: "Bonjour {name}, ici {programName}. Ton quart à {site} commence, jusqu'à {end}. Es-tu sur place et en sécurité? En danger, appelle le {emergencyNumber}.",
      basic:
        "Bonjour {name}. C'est l'heure. Es-tu sur place et en sécurité? En danger, appelle le {emergencyNumber}.",
      keys: 'safe',
    },
  },
  'shift-check-in': {
    en: {
      full: 'Hi {name}, this is {programName}. Is everything all right at {site}?',
      basic: 'Hi {name}. Is everything all right?',
      keys: 'safe',
    },
    fr: {
      full: 'Bonjour {name}, ici {programName}. Tout va bien à {site}?',
      basic: 'Bonjour {name}. Tout va bien?',
      keys: 'safe',
    },
  },
  'shift-end': {
    en: {
      full: 'Hi {name}, this is {programName}. Your shift at {site} is over, {end}. Are you done and safe?',
      basic: 'Hi {name}. It is {end}. Are you done and safe?',
      keys: 'safe',
    },
    fr: {
      full: 'Bonjour {name}, ici {programName}. Ton quart à {site} est fini, {end}. As-tu terminé, et tout va bien?',
      basic: 'Bonjour {name}. Il est {end}. As-tu terminé, et tout va bien?',
      keys: 'safe',
    },
  },
  'shift-overdue': {
    en: {
      full: '{name}, this is {programName}. We have had no word from you since {due}. Are you safe?',
      basic: '{name}, there has been no word from you since {due}. Are you safe?',
      keys: 'safe',
    },
    fr: {
      full: "{name}, ici {programName}. On n'a pas de nouvelles de toi depuis {due}. Tout va bien?",
      basic: '{name}, pas de nouvelles de toi depuis {due}. Tout va bien?',
      keys: 'safe',
    },
  },
  'shift-late-nudge': {
    en: {
      full: '{name}, this is {programName}. Still no word from you since {due}. The team has been told and may call you. Are you safe? In danger, call {emergencyNumber}.',
      basic:
        '{name}, still no word from you since {due}, and somebody may call you. Are you safe? In danger, call {emergencyNumber}.',
      keys: 'safe',
    },
    fr: {
      full: "{name}, ici {programName}. Toujours pas de nouvelles de toi depuis {due}. L'équipe est avertie et pourrait t'appeler. Tout va bien? En danger, appelle le {emergencyNumber}.",
      basic:
        "{name}, toujours pas de nouvelles de toi depuis {due}, et quelqu'un pourrait t'appeler. Tout va bien? En danger, appelle le {emergencyNumber}.",
      keys: 'safe',
    },
  },
} as const satisfies Partial<Record<TemplateId, Readonly<Record<Language, SpokenWording>>>>;

/** How to answer, said after every message. */
export const KEYS: Readonly<Record<Keys, Readonly<Record<Language, string>>>> = {
  take: {
    en: 'Press 1 to take it on. Press 2 to hear this again.',
    fr: 'Faites le 1 pour vous en occuper. Faites le 2 pour réentendre ce message.',
  },
  still: {
    en: 'Press 1 if you are still on it. Press 2 to hear this again.',
    fr: 'Faites le 1 si vous vous en occupez toujours. Faites le 2 pour réentendre ce message.',
  },
  safe: {
    en: 'Press 1 if you are safe. Press 2 to hear this again. Press 3 if you need help.',
    fr: "Fais le 1 si tout va bien. Fais le 2 pour réentendre ce message. Fais le 3 si tu as besoin d'aide.",
  },
};
