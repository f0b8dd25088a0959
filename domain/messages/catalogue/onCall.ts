import type { Wordings } from './wording';

/** To those on call: what is missing before a shift, and a practice of what happens when something is. */
export const ON_CALL: Wordings<
  'coverage-gap' | 'drill-alarm' | 'escalation-request-taken' | 'rota-handed-over'
> = {
  'coverage-gap': {
    en: {
      sms: 'Nobody can be reached as {level} from {when}[, for the shift at {site}]. Please put somebody on call, or check their phone number.',
      subject: 'Nobody on call: {level}',
      basic: 'Somebody is missing on call from {when}. Please look at the rota.',
    },
    fr: {
      sms: "Personne n'est joignable comme {level} à partir de {when}[, pour le quart à {site}]. Mettez quelqu'un de garde, ou vérifiez son numéro.",
      subject: 'Personne de garde : {level}',
      basic: "Il manque quelqu'un de garde à partir de {when}. Regardez la liste de garde.",
    },
  },
  'drill-alarm': {
    en: {
      sms: 'nobody is in danger. You are {level}; answer as you would for real: reply {code} to say you have it.[ {link}]',
      subject: 'answer as you would for real',
      text: 'nobody is in danger, and nobody needs to be called.\n\nYou are {level}. Answer as you would for real, so that we know that an alarm reaches you: reply {code} to say you have it.[ Or open {link}]',
      basic: 'nobody is in danger. Reply {code} to say you have it.[ {link}]',
    },
    fr: {
      sms: "personne n'est en danger. Votre niveau : {level}. Faites comme pour vrai : répondez {code} si vous vous en occupez.[ {link}]",
      subject: 'faites comme pour vrai',
      text: "personne n'est en danger, et il n'y a personne à appeler.\n\nVotre niveau : {level}. Faites comme pour vrai, pour que nous sachions qu'une alerte vous parvient : répondez {code} si vous vous en occupez.[ Ou ouvrez {link}]",
      basic: "personne n'est en danger. Répondez {code} si vous vous en occupez.[ {link}]",
    },
  },
  'rota-handed-over': {
    en: {
      sms: '{from} has handed over to {to}, who is {level} from now on[ until {until}].',
      subject: '{to} is {level} now',
      basic: 'A stretch on call has changed hands[ until {until}]. Please look at the rota.',
    },
    fr: {
      sms: "{from} a passé le relais à {to}. Niveau : {level}, dès maintenant[ et jusqu'à {until}].",
      subject: '{to} prend le relais : {level}',
      basic: "Une garde a changé de mains[ jusqu'à {until}]. Regardez la liste de garde.",
    },
  },
  'escalation-request-taken': {
    en: {
      sms: '{peer}: somebody took the request to speak with them at {at}. The alarm stops; it stays open until one of you closes it.[ {link}]',
      subject: '{peer}: the request was taken',
      basic: 'Somebody took the request at {at}. It stays open until one of you closes it.[ {link}]',
    },
    fr: {
      sms: "{peer} : quelqu'un s'occupe de la demande depuis {at}. L'alarme se tait; le dossier reste ouvert jusqu'à ce que l'un de vous le ferme.[ {link}]",
      subject: "{peer} : quelqu'un s'occupe de la demande",
      basic:
        "Quelqu'un s'occupe de la demande depuis {at}. Le dossier reste ouvert jusqu'à ce que l'un de vous le ferme.[ {link}]",
    },
  },
};
