import type { Wordings } from './wording';

/** Around a shift. Whoever reads these may be tired, in a hurry or not alone. */
export const SHIFTS: Wordings<
  | 'shift-offered'
  | 'shift-scheduled'
  | 'shift-changed'
  | 'shift-cancelled'
  | 'shift-start'
  | 'shift-check-in'
  | 'shift-end-soon'
  | 'shift-end'
  | 'shift-overdue'
  | 'shift-late-nudge'
  | 'shift-thanks'
  | 'shift-extended'
  | 'debrief-offered'
> = {
  'debrief-offered': {
    en: {
      sms: 'Hi {name}, how are you {after, select, shift {after your last shift} other {doing}}? If you would like to talk it over, tell us when, just reply. If not, that is fine too. {programName}',
      subject: 'How are you {after, select, shift {after your last shift} other {doing}}?',
      basic:
        'Hi {name}, how are you doing? If you would like to talk, tell us when, just reply. If not, that is fine too.',
    },
    fr: {
      sms: "Bonjour {name}, comment vas-tu{after, select, shift { depuis ton dernier quart} other {}}? Si tu veux en parler, dis-nous quand, réponds simplement. Sinon, c'est correct aussi. {programName}",
      subject: 'Comment vas-tu{after, select, shift { depuis ton dernier quart} other {}}?',
      basic:
        "Bonjour {name}, comment vas-tu? Si tu veux en parler, dis-nous quand, réponds simplement. Sinon, c'est correct aussi.",
    },
  },
  'shift-offered': {
    en: {
      sms: 'Hi {name}, would this shift suit you? {site}, {start} to {end}. Tell us either way, just reply.[ {link}] {programName}',
      subject: 'A shift for you? {start}',
      basic: 'Hi {name}, would {start} to {end} suit you? Tell us either way, just reply.[ {link}]',
    },
    fr: {
      sms: "Bonjour {name}, ce quart te conviendrait-il? {site}, {start} à {end}. Dis-nous ce qu'il en est, réponds simplement.[ {link}] {programName}",
      subject: 'Un quart pour toi? {start}',
      basic: 'Bonjour {name}, {start} à {end}, est-ce que cela te conviendrait? Réponds simplement.[ {link}]',
    },
  },
  'shift-scheduled': {
    en: {
      sms: 'Hi {name}, your shift: {site}, {start} to {end}. When it is over we ask if you are safe. It does not suit you? Just reply. {programName}',
      subject: 'Your shift: {start}',
      basic: 'Hi {name}, you are expected {start} to {end}. It does not suit you? Just reply.',
    },
    fr: {
      sms: 'Bonjour {name}, ton quart : {site}, {start} à {end}. Ensuite, on te demande si tout va bien. Cela ne convient pas? Réponds simplement. {programName}',
      subject: 'Ton quart : {start}',
      basic: "Bonjour {name}, on t'attend {start} à {end}. Cela ne convient pas? Réponds simplement.",
    },
  },
  'shift-changed': {
    en: {
      sms: 'Hi {name}, your shift has changed: {site}, now {start} to {end}. It does not suit you? Just reply. {programName}',
      subject: 'Your shift has changed: {start}',
      basic: 'Hi {name}, your hours have changed: now {start} to {end}. It does not suit you? Just reply.',
    },
    fr: {
      sms: 'Bonjour {name}, ton quart a changé : {site}, maintenant {start} à {end}. Cela ne convient pas? Réponds simplement. {programName}',
      subject: 'Ton quart a changé : {start}',
      basic:
        'Bonjour {name}, ton horaire a changé : maintenant {start} à {end}. Cela ne convient pas? Réponds simplement.',
    },
  },
  'shift-cancelled': {
    en: {
      sms: 'Hi {name}, {whose, select, offered {the shift you were asked about, {start} ({site}),} other {your shift on {start} ({site})}} is called off. Nothing to do for you. Questions? Just reply. {programName}',
      subject: '{whose, select, offered {The} other {Your}} shift on {start} is called off',
      basic: 'Hi {name}, {start} is called off. Nothing to do for you. Questions? Just reply.',
    },
    fr: {
      sms: 'Bonjour {name}, {whose, select, offered {le quart proposé, {start} ({site}),} other {ton quart du {start} ({site})}} est annulé. Rien à faire de ton bord. Des questions? Réponds simplement. {programName}',
      subject: '{whose, select, offered {Le} other {Ton}} quart du {start} est annulé',
      basic:
        "Bonjour {name}, {start}, c'est annulé. Rien à faire de ton bord. Des questions? Réponds simplement.",
    },
  },
  'shift-start': {
    en: {
      sms: 'Hi {name}, your shift at {site} begins, until {end}. Reply OK once you are there. Not safe? Text SOS, or call {emergencyNumber}.',
      subject: 'Your shift begins',
      basic:
        'Hi {name}, it is time. Reply OK once you are there. Not safe? Text SOS, or call {emergencyNumber}.',
    },
    fr: {
      sms: "Bonjour {name}, ton quart à {site} commence, jusqu'à {end}. Réponds OK une fois sur place. Pas en sécurité? Texte SOS, ou appelle le {emergencyNumber}.",
      subject: 'Ton quart commence',
      basic:
        "Bonjour {name}, c'est l'heure. Réponds OK une fois sur place. Pas en sécurité? Texte SOS, ou appelle le {emergencyNumber}.",
    },
  },
  'shift-check-in': {
    en: {
      sms: 'Hi {name}, all OK at {site}? Reply OK. Not safe? Text SOS.[ {link}]',
      subject: 'All OK?',
      basic: 'Hi {name}, all OK? Reply OK. Not safe? Text SOS.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, tout va bien à {site}? Réponds OK. Pas en sécurité? Texte SOS.[ {link}]',
      subject: 'Tout va bien?',
      basic: 'Bonjour {name}, tout va bien? Réponds OK. Pas en sécurité? Texte SOS.[ {link}]',
    },
  },
  'shift-end-soon': {
    en: {
      sms: 'Hi {name}, your shift ends at {end}. Reply OK when you are done and safe. Staying on? Reply how long, e.g. 30 MORE.[ {link}]',
      subject: 'Your shift ends at {end}',
      basic:
        'Hi {name}, {end} soon. Reply OK when you are done and safe, or how long you stay, e.g. 30 MORE.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, ton quart finit à {end}. Réponds OK quand tu as fini et que tout va bien. Tu restes? Dis combien de temps, ex. ENCORE 30.[ {link}]',
      subject: 'Ton quart finit à {end}',
      basic:
        'Bonjour {name}, fin à {end}. Réponds OK quand tu as fini et que tout va bien, ou combien de temps tu restes, ex. ENCORE 30.[ {link}]',
    },
  },
  'shift-end': {
    en: {
      sms: 'Hi {name}, your shift at {site} is over ({end}). Reply OK once you are done and safe. Staying on? Reply how long, e.g. 30 MORE.[ {link}]',
      subject: 'Are you done and safe?',
      basic:
        'Hi {name}, it is {end}. Reply OK once you are done and safe, or how long you stay, e.g. 30 MORE.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, ton quart à {site} est fini ({end}). Réponds OK quand tu as fini et que tout va bien. Tu restes? Dis combien de temps, ex. ENCORE 30.[ {link}]',
      subject: 'Tout va bien?',
      basic:
        'Bonjour {name}, il est {end}. Réponds OK quand tu as fini et que tout va bien, ou combien de temps tu restes, ex. ENCORE 30.[ {link}]',
    },
  },
  'shift-overdue': {
    en: {
      sms: '{name}, no word from you since {due} ({minutes, plural, one {# minute} other {# minutes}}). Are you safe? Reply OK. If not, text SOS.[ {link}]',
      subject: 'Are you safe, {name}?',
      basic: '{name}, no word from you since {due}. Are you safe? Reply OK. If not, text SOS.[ {link}]',
    },
    fr: {
      sms: '{name}, pas de nouvelles de toi depuis {due} ({minutes, plural, one {# minute} other {# minutes}}). Tout va bien? Réponds OK. Sinon, texte SOS.[ {link}]',
      subject: 'Tout va bien, {name}?',
      basic:
        '{name}, pas de nouvelles de toi depuis {due}. Tout va bien? Réponds OK. Sinon, texte SOS.[ {link}]',
    },
  },
  'shift-late-nudge': {
    en: {
      sms: '{name}, still no word since {due}. The team has been told and may call you. Safe? Reply OK. If not, text SOS or call {emergencyNumber}.[ {link}]',
      subject: 'Please answer, {name}',
      basic:
        '{name}, still no word since {due}, and somebody may call you. Safe? Reply OK. If not, text SOS or call {emergencyNumber}.[ {link}]',
    },
    fr: {
      sms: "{name}, toujours pas de nouvelles depuis {due}. L'équipe est avertie et pourrait t'appeler. Tout va bien? Réponds OK. Sinon, texte SOS ou appelle le {emergencyNumber}.[ {link}]",
      subject: 'Réponds-nous, {name}',
      basic:
        "{name}, toujours pas de nouvelles depuis {due}; quelqu'un pourrait t'appeler. Tout va bien? Réponds OK. Sinon, texte SOS ou appelle le {emergencyNumber}.[ {link}]",
    },
  },
  'shift-thanks': {
    en: {
      sms: 'Thank you, {name}, you are checked in. Take good care.',
      subject: 'Thank you, {name}',
      basic: 'Thank you, {name}. Take good care.',
    },
    fr: {
      sms: "Merci, {name}, c'est noté. Prends bien soin de toi.",
      subject: 'Merci, {name}',
      basic: 'Merci, {name}. Prends bien soin de toi.',
    },
  },
  'shift-extended': {
    en: {
      sms: 'Hi {name}, your shift now goes on until {end}. We ask again then. Stay safe.',
      subject: 'Now until {end}',
      basic: 'Hi {name}, now until {end}. Stay safe.',
    },
    fr: {
      sms: "Bonjour {name}, ton quart va maintenant jusqu'à {end}. On te redemande à ce moment-là. Prends soin de toi.",
      subject: "Maintenant jusqu'à {end}",
      basic: "Bonjour {name}, maintenant jusqu'à {end}. Prends soin de toi.",
    },
  },
};
