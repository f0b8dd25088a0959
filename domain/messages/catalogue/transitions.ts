import type { Wordings } from './wording';

/**
 * Around a critical transition, and about being asked how one is. What kind of transition it is stands in none of them:
 * a mentor's phone lies on a table too.
 */
export const TRANSITIONS: Wordings<
  'check-in-later' | 'check-ins-stopped' | 'transition-contact' | 'transition-hello'
> = {
  'check-in-later': {
    en: {
      sms: 'No problem, {name}. We will ask again in a few days; write any time before. {programName}',
      subject: 'No problem',
      basic: 'No problem, {name}. We will ask again in a few days; write any time before.',
    },
    fr: {
      sms: 'Pas de souci, {name}. On redemandera dans quelques jours; tu peux écrire avant si tu veux. {programName}',
      subject: 'Pas de souci',
      basic: 'Pas de souci, {name}. On redemandera dans quelques jours; tu peux écrire avant si tu veux.',
    },
  },
  'check-ins-stopped': {
    en: {
      sms: 'All right, {name}, we will not ask any more. Everything else stays as it is. To be asked again, just tell us.[ {link}] {programName}',
      subject: 'We will not ask any more',
      basic:
        'All right, {name}, we will not ask any more. Everything else stays as it is. To be asked again, just tell us.[ {link}]',
    },
    fr: {
      sms: "D'accord, {name}, on ne demandera plus. Tout le reste demeure. Pour qu'on redemande, dis-le simplement.[ {link}] {programName}",
      subject: 'On ne demandera plus',
      basic:
        "D'accord, {name}, on ne demandera plus. Tout le reste demeure. Pour qu'on redemande, dis-le simplement.[ {link}]",
    },
  },
  'transition-contact': {
    en: {
      sms: 'Hi {name}, a good moment to be in touch with {otherName}: {when}. Reply MET once you have talked, or MISSED if it did not work out.[ {link}] {programName}',
      subject: 'To be in touch with {otherName}: {when}',
      basic:
        'Hi {name}, there is somebody to be in touch with: {when}. Reply MET once you have talked, or MISSED if it did not work out.[ {link}]',
    },
    fr: {
      sms: "Bonjour {name}, un bon moment pour parler à {otherName} : {when}. Réponds VU une fois que c'est fait, ou PAS VU si cela n'a pas marché.[ {link}] {programName}",
      subject: 'Parler à {otherName} : {when}',
      basic:
        "Bonjour {name}, il y a quelqu'un à joindre : {when}. Réponds VU une fois que c'est fait, ou PAS VU si cela n'a pas marché.[ {link}]",
    },
  },
  'transition-hello': {
    en: {
      sms: 'Hi {name}, good to be back in touch.[ {otherName} is there for you.] Write any time; a person reads it. In danger call {emergencyNumber}; to talk, {crisisNumber}. {programName}',
      subject: 'Good to be back in touch',
      basic:
        'Hi {name}, good to be back in touch. Write any time; a person reads it. In danger call {emergencyNumber}; to talk, {crisisNumber}.',
    },
    fr: {
      sms: 'Bonjour {name}, quel plaisir de reprendre contact.[ {otherName} est là pour toi.] Écris en tout temps, une personne le lit. En danger, appelle le {emergencyNumber}; pour parler, le {crisisNumber}. {programName}',
      subject: 'Reprise de contact',
      basic:
        'Bonjour {name}, quel plaisir de reprendre contact. Écris en tout temps, une personne le lit. En danger, appelle le {emergencyNumber}; pour parler, le {crisisNumber}.',
    },
  },
};
