import type { Language } from './messages/templates';

export type ConsentChannel = 'sms' | 'email';
export type ConsentWording = Record<ConsentChannel, Partial<Record<Language, string>>>;

/** What somebody agrees to before the first message (rule 3), unless the program says it in its own words. */
export const CONSENT_WORDING: ConsentWording = {
  sms: {
    en: 'You may text me at this number about the program: next steps, reminders, and how I am doing. I can stop it at any time by answering STOP.',
    fr: 'Vous pouvez me texter à ce numéro au sujet du programme : prochaines étapes, rappels et nouvelles. Je peux arrêter en tout temps en répondant ARRET.',
  },
  email: {
    en: 'You may write to me at this email address about the program: next steps, reminders, and how I am doing. I can stop it at any time by saying so.',
    fr: 'Vous pouvez m’écrire à cette adresse courriel au sujet du programme : prochaines étapes, rappels et nouvelles. Je peux arrêter en tout temps en le disant.',
  },
};
