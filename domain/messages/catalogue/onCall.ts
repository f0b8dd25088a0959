import type { Wordings } from './wording';

/** To those on call: what is missing before a shift, and a practice of what happens when something is. */
export const ON_CALL: Wordings<
  'coverage-gap' | 'drill-alarm' | 'drill-unresolved' | 'escalation-request-taken' | 'rota-handed-over'
> = {
  'coverage-gap': {
    en: {
      sms: 'Nobody can be reached as {level} from {when}[, for the shift at {site}]. Please put somebody on call, or check their phone number.',
      subject: 'Nobody on call: {level}',
      basic: 'Somebody is missing on call from {when}. Please look at the rota.',
    },
    fr: {
      sms: "Personne n'est joignable comme {level} à partir du {when}[, pour le quart à {site}]. Mettez quelqu'un de garde, ou vérifiez son numéro.",
      subject: 'Personne de garde : {level}',
      basic: "Il manque quelqu'un de garde à partir du {when}. Regardez la liste de garde.",
    },
  },
  'drill-alarm': {
    en: {
      sms: 'nobody is in danger. You are the {level}; answer as you would for real: reply {code} to say you have it.[ {link}]',
      subject: 'answer as you would for real',
      text: 'Nobody is in danger, and nobody needs to be called.\n\nYou are the {level}. Answer as you would for real, so that we know that an alarm reaches you: reply {code} to say you have it.[ Or open {link}]',
      basic: 'nobody is in danger. Reply {code} to say you have it.[ {link}]',
    },
    fr: {
      sms: "personne n'est en danger. Votre niveau : {level}. Faites comme pour vrai : répondez {code} si vous vous en occupez.[ {link}]",
      subject: 'faites comme pour vrai',
      text: "Personne n'est en danger, et il n'y a personne à appeler.\n\nVotre niveau : {level}. Faites comme pour vrai, pour que nous sachions qu'une alerte vous parvient : répondez {code} si vous vous en occupez.[ Ou ouvrez {link}]",
      basic: "personne n'est en danger. Répondez {code} si vous vous en occupez.[ {link}]",
    },
  },
  // Instead of `escalation-unresolved`, which asks for a call.
  'drill-unresolved': {
    en: {
      sms: 'nobody is in danger. All levels were told, and nobody has answered since {since}. Answer as you would for real: reply {code} to say you have it. This repeats until somebody does.[ {link}]',
      subject: 'nobody has answered since {since}',
      text: 'Nobody is in danger, and nobody needs to be called.\n\nAll levels were told, and nobody has answered since {since}. Answer as you would for real: reply {code} to say you have it.[ Or open {link}]\n\nThis repeats until somebody does.',
      basic: 'nobody is in danger. No answer since {since}: reply {code} to say you have it.[ {link}]',
    },
    fr: {
      sms: "personne n'est en danger. Tous les niveaux ont eu le message, et personne n'a répondu depuis {since}. Faites comme pour vrai : répondez {code} si vous vous en occupez. Ce message se répète.[ {link}]",
      subject: "personne n'a répondu depuis {since}",
      text: "Personne n'est en danger, et il n'y a personne à appeler.\n\nTous les niveaux ont eu le message, et personne n'a répondu depuis {since}. Faites comme pour vrai : répondez {code} si vous vous en occupez.[ Ou ouvrez {link}]\n\nCe message se répète jusqu'à ce que quelqu'un réponde.",
      basic:
        "personne n'est en danger. Pas de réponse depuis {since} : répondez {code} si vous vous en occupez.[ {link}]",
    },
  },
  'rota-handed-over': {
    en: {
      sms: '{from} has handed over to {to}, who is the {level} from now on[ until {until}].',
      subject: '{to} is the {level} now',
      basic: 'A stretch on call has changed hands[ until {until}]. Please look at the rota.',
    },
    fr: {
      sms: "{from} a passé le relais à {to} ({level}), dès maintenant[ et jusqu'à {until}].",
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
      sms: "{peer} : quelqu'un s'occupe de la demande depuis {at}. L'alarme se tait; le dossier reste ouvert jusqu'à ce que quelqu'un le ferme.[ {link}]",
      subject: "{peer} : quelqu'un s'occupe de la demande",
      basic:
        "Quelqu'un s'occupe de la demande depuis {at}. Le dossier reste ouvert jusqu'à ce que quelqu'un le ferme.[ {link}]",
    },
  },
};
