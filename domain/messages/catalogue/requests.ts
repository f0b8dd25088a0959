import type { Wordings } from './wording';

/** "I want to speak with another professional": no reason is asked, nobody is blamed, and there is a time and a name. */
export const REQUESTS: Wordings<
  'request-received' | 'request-taken' | 'request-still-looking' | 'request-asked' | 'request-reminder'
> = {
  'request-received': {
    en: {
      sms: 'Thank you for telling us. Somebody else will have taken this on by {respondBy}, and we will tell you their name. You do not have to say why. In danger call {emergencyNumber}; to talk right now, {crisisNumber}.',
      subject: 'Somebody else to talk to: we are on it',
      basic:
        'Thank you, we have your message. You will hear from us by {respondBy}. In danger call {emergencyNumber}; to talk right now, {crisisNumber}.',
    },
    fr: {
      sms: "Merci de nous l'avoir dit. Une autre personne s'en occupera d'ici {respondBy}, et nous te dirons son nom. Pas besoin de dire pourquoi. En danger, appelle le {emergencyNumber}; pour parler tout de suite, le {crisisNumber}.",
      subject: "Parler à quelqu'un d'autre : on s'en occupe",
      basic:
        "Merci, ton message est arrivé. Tu auras de nos nouvelles d'ici {respondBy}. En danger, appelle le {emergencyNumber}; pour parler tout de suite, le {crisisNumber}.",
    },
  },
  'request-taken': {
    en: {
      sms: '{otherName} will speak with you, and will call or write to you at this number or address. If you would rather talk right now, call {crisisNumber}.',
      subject: '{otherName} will speak with you',
      basic: 'Somebody has your message and will be in touch. To talk right now, call {crisisNumber}.',
    },
    fr: {
      sms: "{otherName} va te parler, et va t'appeler ou t'écrire à ce numéro ou à cette adresse. Pour parler tout de suite, appelle le {crisisNumber}.",
      subject: '{otherName} va te parler',
      basic:
        "Quelqu'un a ton message et va communiquer avec toi. Pour parler tout de suite, appelle le {crisisNumber}.",
    },
  },
  'request-still-looking': {
    en: {
      sms: 'We promised you a name by now and do not have one yet. We are sorry. The people on call are being asked now, and we will write again. In danger call {emergencyNumber}; to talk right now, {crisisNumber}.',
      subject: 'Still looking for somebody for you',
      basic:
        'We are sorry, this takes longer than promised. We will write again. In danger call {emergencyNumber}; to talk right now, {crisisNumber}.',
    },
    fr: {
      sms: "Nous t'avions promis un nom et nous n'en avons pas encore. Pardon pour l'attente. Les personnes de garde sont averties en ce moment, et nous te redonnons des nouvelles. En danger, appelle le {emergencyNumber}; pour parler tout de suite, le {crisisNumber}.",
      subject: "On cherche encore quelqu'un pour toi",
      basic:
        "Pardon, c'est plus long que promis. Nous te redonnons des nouvelles. En danger, appelle le {emergencyNumber}; pour parler tout de suite, le {crisisNumber}.",
    },
  },
  'request-asked': {
    en: {
      sms: '{peer} would like to speak with another professional. Can you take this by {respondBy}?[ Take it: {link}] No reason needs to be given.',
      subject: '{peer} would like to speak with somebody else',
      basic: 'Somebody would like to speak with one of you by {respondBy}.[ {link}]',
    },
    fr: {
      sms: "{peer} aimerait parler à une autre personne. Pouvez-vous vous en occuper d'ici {respondBy}?[ Pour le faire : {link}] Aucune raison n'est demandée.",
      subject: "{peer} aimerait parler à quelqu'un d'autre",
      basic: "Quelqu'un aimerait parler à quelqu'un de l'équipe d'ici {respondBy}.[ {link}]",
    },
  },
  'request-reminder': {
    en: {
      sms: '{peer} still waits to speak with another professional, promised by {respondBy}. Nobody has taken it yet.[ Take it: {link}]',
      subject: '{peer} still waits to speak with somebody else',
      basic: 'Somebody still waits to speak with one of you, promised by {respondBy}.[ {link}]',
    },
    fr: {
      sms: "{peer} attend toujours de parler à une autre personne, promis d'ici {respondBy}. Personne ne s'en occupe encore.[ Pour le faire : {link}]",
      subject: "{peer} attend toujours de parler à quelqu'un d'autre",
      basic:
        "Quelqu'un attend toujours de parler à quelqu'un de l'équipe, promis d'ici {respondBy}.[ {link}]",
    },
  },
};
