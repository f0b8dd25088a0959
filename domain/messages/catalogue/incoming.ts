import type { Wordings } from './wording';

/** What people hear when they wrote something that no workflow was waiting for. */
export const INCOMING: Wordings<
  'not-understood' | 'not-ok-received' | 'who-is-writing' | 'help-received' | 'start-confirmed'
> = {
  'not-ok-received': {
    en: {
      sms: 'Thank you for telling us, {name}. A person is being told now and will get back to you. In danger call {emergencyNumber}. To talk, any time: {crisisNumber}. {programName}',
      subject: 'Thank you for telling us',
      basic:
        'Thank you for telling us, {name}. A person is being told now and will get back to you. In danger call {emergencyNumber}. To talk, any time: {crisisNumber}.',
    },
    fr: {
      sms: "Merci de nous l'avoir dit, {name}. On avertit une personne maintenant, et elle va te revenir. En danger, appelle le {emergencyNumber}. Pour parler, en tout temps : {crisisNumber}. {programName}",
      subject: "Merci de nous l'avoir dit",
      basic:
        "Merci de nous l'avoir dit, {name}. On avertit une personne maintenant, et elle va te revenir. En danger, appelle le {emergencyNumber}. Pour parler, en tout temps : {crisisNumber}.",
    },
  },
  'not-understood': {
    en: {
      sms: 'Thank you, {name}. A person will read this and get back to you. In an emergency call {emergencyNumber}. {programName}',
      subject: 'A person will read this',
      basic:
        'Thank you, {name}. A person will read this and get back to you. In an emergency call {emergencyNumber}.',
    },
    fr: {
      sms: "Merci, {name}. Une personne va lire ton message et te revenir. En cas d'urgence, appelle le {emergencyNumber}. {programName}",
      subject: 'Une personne va lire ton message',
      basic:
        "Merci, {name}. Une personne va lire ton message et te revenir. En cas d'urgence, appelle le {emergencyNumber}.",
    },
  },
  'who-is-writing': {
    en: {
      sms: 'Thank you! More than one of you uses this number. Who is writing? Reply {choices}.',
      subject: 'Who is writing?',
      basic: 'Thank you! More than one of you uses this number. Who is writing? Reply {choices}.',
    },
    fr: {
      sms: "Merci! Plus d'une personne utilise ce numéro. Qui écrit? Réponds {choices}.",
      subject: 'Qui écrit?',
      basic: "Merci! Plus d'une personne utilise ce numéro. Qui écrit? Réponds {choices}.",
    },
  },
  'help-received': {
    en: {
      sms: '{name}, we got your call for help. {who, select, all_levels {Everybody on call is being alerted now.} other {The person on call is being told now.}} In danger call {emergencyNumber}. To talk, any time: {crisisNumber}.',
      subject: 'We got your call for help',
      basic:
        '{name}, we got your message. {who, select, all_levels {Everybody on call is being alerted now.} other {The person on call is being told now.}} In danger call {emergencyNumber}. To talk, any time: {crisisNumber}.',
    },
    fr: {
      sms: "{name}, on a ton appel à l'aide. {who, select, all_levels {Tout le monde de garde est averti maintenant.} other {La personne de garde est avertie maintenant.}} En danger, appelle le {emergencyNumber}. Pour parler, en tout temps : {crisisNumber}.",
      subject: "On a ton appel à l'aide",
      basic:
        '{name}, on a ton message. {who, select, all_levels {Tout le monde de garde est averti maintenant.} other {La personne de garde est avertie maintenant.}} En danger, appelle le {emergencyNumber}. Pour parler, en tout temps : {crisisNumber}.',
    },
  },
  'start-confirmed': {
    en: {
      sms: 'Welcome back, {name}. Texts from {programName} are on again. Reply STOP to opt out.',
      subject: 'Texts are on again',
      basic: 'Welcome back, {name}. Texts from {senderName} are on again. Reply STOP to opt out.',
    },
    fr: {
      sms: 'Rebonjour, {name}. Les textos de {programName} reprennent. Réponds ARRET pour te désabonner.',
      subject: 'Les textos reprennent',
      basic: 'Rebonjour, {name}. Les textos de {senderName} reprennent. Réponds ARRET pour te désabonner.',
    },
  },
};
