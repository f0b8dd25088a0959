import type { Wordings } from './wording';

/** Peers' own words about their shift, answered. */
export const PLANNING: Wordings<'shift-offer-declined' | 'shift-ending-early'> = {
  'shift-offer-declined': {
    en: {
      sms: 'Thank you for telling us, {name}. We ask somebody else, and no reason is needed.',
      subject: 'Thank you for telling us',
      basic: 'Thank you for telling us, {name}. No reason is needed.',
    },
    fr: {
      sms: "Merci de nous l'avoir dit, {name}. On demande à quelqu'un d'autre, et tu n'as pas à dire pourquoi.",
      subject: "Merci de nous l'avoir dit",
      basic: "Merci de nous l'avoir dit, {name}. Tu n'as pas à dire pourquoi.",
    },
  },
  'shift-ending-early': {
    en: {
      sms: 'Noted, {name}: your shift ends now. In a minute we ask if you are done and safe.',
      subject: 'Noted: your shift ends now',
      basic: 'Noted, {name}. In a minute we ask how you are.',
    },
    fr: {
      sms: "C'est noté, {name} : ton quart finit maintenant. Dans une minute, on te demande si tout va bien.",
      subject: "C'est noté : ton quart finit maintenant",
      basic: "C'est noté, {name}. Dans une minute, on te demande si tout va bien.",
    },
  },
};
