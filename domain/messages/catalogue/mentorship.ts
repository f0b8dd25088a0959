import type { Wordings } from './wording';

/** Meetings that move, a mentor who takes a break, events, partners, resources and appointments. */
export const MENTORSHIP: Wordings<
  | 'meeting-time-proposed'
  | 'meeting-time-kept'
  | 'mentor-away'
  | 'interim-named'
  | 'interim-asked'
  | 'interim-over'
  | 'mentor-back'
  | 'workshop-noted'
  | 'workshop-place-free'
  | 'workshop-reminder'
  | 'workshop-moved'
  | 'workshop-cancelled'
  | 'referral-consent'
  | 'referral-companion'
  | 'referral-step'
  | 'referral-follow-up'
  | 'resource-sent'
  | 'appointment-noted'
  | 'appointment-reminder'
  | 'appointment-asked'
> = {
  'meeting-time-proposed': {
    en: {
      sms: 'Hi {name}, {otherName} would rather meet {when}. Reply OK if that suits you, or NO to keep the time you have.[ {link}] {programName}',
      subject: 'Another time with {otherName}?',
      basic:
        'Hi {name}, another time is proposed for your meeting: {when}. Reply OK if that suits you, or NO to keep the time you have.[ {link}]',
    },
    fr: {
      sms: "Bonjour {name}, {otherName} propose un autre moment : {when}. Réponds OK si cela te va, ou NON pour garder l'heure prévue.[ {link}] {programName}",
      subject: 'Un autre moment avec {otherName}?',
      basic:
        "Bonjour {name}, un autre moment est proposé pour ta rencontre : {when}. Réponds OK si cela te va, ou NON pour garder l'heure prévue.[ {link}]",
    },
  },
  'meeting-time-kept': {
    en: {
      sms: 'Hi {name}, you and {otherName} meet as planned, {when}. Another idea? You can propose one any time. {programName}',
      subject: 'As planned: {when}',
      basic: 'Hi {name}, your meeting stays as planned, {when}. You can propose another time.',
    },
    fr: {
      sms: 'Bonjour {name}, ta rencontre avec {otherName} reste comme prévu, {when}. Une autre idée? Tu peux la proposer quand tu veux. {programName}',
      subject: 'Comme prévu : {when}',
      basic: 'Bonjour {name}, ta rencontre reste comme prévu, {when}. Tu peux proposer un autre moment.',
    },
  },
  'mentor-away': {
    en: {
      sms: 'Hi {name}, {otherName} is taking a break, and it has nothing to do with you. Within a day we tell you who is there for you meanwhile. Write any time. {programName}',
      subject: '{otherName} is taking a break',
      basic: 'Hi {name}, there is a change: within a day we tell you who is there for you. Write any time.',
    },
    fr: {
      sms: "Bonjour {name}, {otherName} prend une pause, et cela n'a rien à voir avec toi. D'ici un jour, on te dit qui est là pour toi. Écris quand tu veux. {programName}",
      subject: '{otherName} prend une pause',
      basic:
        "Bonjour {name}, il y a un changement : d'ici un jour, on te dit qui est là pour toi. Écris quand tu veux.",
    },
  },
  'interim-named': {
    en: {
      sms: 'Hi {name}, {mentorName} is taking a break, and it has nothing to do with you. Meanwhile {otherName} is there for you and will be in touch. {programName}',
      subject: '{otherName} is there for you',
      basic: 'Hi {name}, there is a change: somebody else is there for you for now and will be in touch.',
    },
    fr: {
      sms: "Bonjour {name}, {mentorName} prend une pause, et cela n'a rien à voir avec toi. D'ici son retour, {otherName} est là pour toi et va communiquer avec toi. {programName}",
      subject: '{otherName} est là pour toi',
      basic:
        'Bonjour {name}, il y a un changement : une autre personne est là pour toi en ce moment et va communiquer avec toi.',
    },
  },
  'interim-asked': {
    en: {
      sms: "Hi {name}, {otherName}'s mentor is taking a break. Would you get in touch with them by {due} and be there for them meanwhile? Reply OK once you have.[ {link}] {programName}",
      subject: 'Somebody needs you: {otherName}',
      basic:
        'Hi {name}, somebody needs you for a while. Please be in touch with them by {due}.[ {link}] Reply OK once you have.',
    },
    fr: {
      sms: 'Bonjour {name}, la personne qui accompagne {otherName} prend une pause. Peux-tu lui faire signe avant le {due} et rester là en attendant? Réponds OK quand ce sera fait.[ {link}] {programName}',
      subject: 'On a besoin de toi : {otherName}',
      basic:
        "Bonjour {name}, quelqu'un a besoin de toi pour un temps. Fais-lui signe avant le {due}.[ {link}] Réponds OK quand ce sera fait.",
    },
  },
  'interim-over': {
    en: {
      sms: "Hi {name}, {otherName}'s mentor is back. Thank you for being there. {programName}",
      subject: 'Thank you for being there',
      basic: 'Hi {name}, it is done: thank you for being there.',
    },
    fr: {
      sms: 'Bonjour {name}, la personne qui accompagne {otherName} est de retour. Merci de ta présence. {programName}',
      subject: 'Merci de ta présence',
      basic: "Bonjour {name}, c'est terminé : merci de ta présence.",
    },
  },
  'mentor-back': {
    en: {
      sms: 'Good news, {name}: {otherName} is back, and you go on meeting. {programName}',
      subject: '{otherName} is back',
      basic: 'Good news, {name}: your meetings go on.',
    },
    fr: {
      sms: 'Bonne nouvelle, {name} : {otherName} est de retour, et vos rencontres reprennent. {programName}',
      subject: '{otherName} est de retour',
      basic: 'Bonne nouvelle, {name} : tes rencontres reprennent.',
    },
  },
  'workshop-noted': {
    en: {
      sms: '{how, select, coming {You are on the list, {name}} waiting {It is full, {name}, and you are on the waiting list: we write as soon as a place is free} other {Noted, {name}, not this time: you are welcome at the next one}}: {workshop}, {when}.[ {link}] {programName}',
      subject: '{workshop}, {when}',
      basic:
        '{how, select, coming {You are on the list, {name}} waiting {It is full, {name}: we write as soon as there is room} other {Noted, {name}, not this time}}: {when}.[ {link}]',
    },
    fr: {
      sms: "{how, select, coming {Ta place est notée, {name}} waiting {C'est complet, {name} : tu es sur la liste d'attente et on t'écrit dès qu'une place se libère} other {C'est noté, {name}, pas cette fois}} : {workshop}, {when}.[ {link}] {programName}",
      subject: '{workshop}, {when}',
      basic:
        "{how, select, coming {C'est noté, {name}} waiting {C'est complet, {name} : on t'écrit dès qu'il y a de la place} other {C'est noté, {name}, pas cette fois}} : {when}.[ {link}]",
    },
  },
  'workshop-place-free': {
    en: {
      sms: 'Good news, {name}: a place is free at {workshop}, {when}. It is yours until {respondBy}: reply OK to take it, or NO.[ {link}] {programName}',
      subject: 'A place is free: {workshop}',
      basic:
        'Good news, {name}: there is room for you, {when}. It is yours until {respondBy}: reply OK to take it, or NO.[ {link}]',
    },
    fr: {
      sms: "Bonne nouvelle, {name} : une place se libère, {workshop}, {when}. Elle est à toi jusqu'à {respondBy} : réponds OK pour la prendre, ou NON.[ {link}] {programName}",
      subject: 'Une place se libère : {workshop}',
      basic:
        "Bonne nouvelle, {name} : il y a une place pour toi, {when}. Elle est à toi jusqu'à {respondBy} : réponds OK pour la prendre, ou NON.[ {link}]",
    },
  },
  'workshop-reminder': {
    en: {
      sms: 'Hi {name}, see you soon: {workshop}, {when}[, {place}]. Plans changed? Tell us and somebody else gets your place.[ {link}] {programName}',
      subject: 'See you soon: {workshop}',
      basic: 'Hi {name}, see you soon: {when}.[ {link}] Plans changed? Just tell us.',
    },
    fr: {
      sms: 'Bonjour {name}, petit rappel : {workshop}, {when}[, {place}]. Tes plans changent? Dis-le-nous et une autre personne prend ta place.[ {link}] {programName}',
      subject: 'À bientôt : {workshop}',
      basic: 'Bonjour {name}, petit rappel : {when}.[ {link}] Tes plans changent? Dis-le-nous.',
    },
  },
  'workshop-moved': {
    en: {
      sms: 'Hi {name}, {workshop} is at another time or place: {when}[, {place}]. Your answer stands; if it does not suit you any more, tell us.[ {link}] {programName}',
      subject: 'Changed: {workshop}, {when}',
      basic: 'Hi {name}, a date has changed: {when}. If it does not suit you any more, tell us.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, changement pour {workshop} : {when}[, {place}]. Ta réponse tient toujours; si cela ne te va plus, dis-le-nous.[ {link}] {programName}',
      subject: 'Changement : {workshop}, {when}',
      basic: 'Bonjour {name}, une date a changé : {when}. Si cela ne te va plus, dis-le-nous.[ {link}]',
    },
  },
  'workshop-cancelled': {
    en: {
      sms: 'Hi {name}, {workshop} ({when}) will not take place. We are sorry, and tell you when there is a next one. {programName}',
      subject: 'Not taking place: {workshop}',
      basic: 'Hi {name}, what was planned for {when} will not take place. We are sorry.',
    },
    fr: {
      sms: "Bonjour {name}, {workshop} ({when}) n'aura pas lieu. On le regrette, et on te dira quand il y en aura une autre. {programName}",
      subject: "N'aura pas lieu : {workshop}",
      basic: "Bonjour {name}, ce qui était prévu ({when}) n'aura pas lieu. On le regrette.",
    },
  },
  'referral-consent': {
    en: {
      sms: 'Hi {name}, {partner} could be something for you. May we tell them about you, with somebody you know beside you? Reply OK, or NO and nothing is said.[ {link}] {programName}',
      subject: 'May we introduce you to {partner}?',
      basic:
        'Hi {name}, we have an idea for you and ask before we say anything to anybody.[ {link}] Reply OK, or NO and nothing is said.',
    },
    fr: {
      sms: "Bonjour {name}, {partner} pourrait te convenir. Peut-on leur parler de toi, avec quelqu'un que tu connais avec toi? Réponds OK, ou NON et rien n'est dit.[ {link}] {programName}",
      subject: 'Peut-on te présenter à {partner}?',
      basic:
        "Bonjour {name}, on a une idée pour toi et on te demande avant de parler à qui que ce soit.[ {link}] Réponds OK, ou NON et rien n'est dit.",
    },
  },
  'referral-companion': {
    en: {
      sms: 'Hi {name}, {otherName} {how, select, goes_along {goes with you to} other {introduces you to}} {partner} and will be in touch to find a time. {programName}',
      subject: '{otherName} and {partner}',
      basic: 'Hi {name}, somebody you can count on will be in touch about the next step.',
    },
    fr: {
      sms: 'Bonjour {name}, {otherName} {how, select, goes_along {va avec toi} other {te présente}} : {partner}, et va te joindre pour trouver un moment. {programName}',
      subject: '{otherName} et {partner}',
      basic: 'Bonjour {name}, une personne de confiance va te joindre pour la suite.',
    },
  },
  'referral-step': {
    en: {
      sms: 'Hi {name}, please take {otherName} to {partner}: a first contact by {due}, with you there. Reply OK once it is done.[ {link}] {programName}',
      subject: '{otherName}: first contact with {partner}',
      basic: 'Hi {name}, please see to a next step for somebody by {due}.[ {link}] Reply OK once it is done.',
    },
    fr: {
      sms: "Bonjour {name}, peux-tu faire le lien entre {otherName} et {partner}, d'ici le {due}? Réponds OK quand ce sera fait.[ {link}] {programName}",
      subject: '{otherName} : premier contact avec {partner}',
      basic:
        "Bonjour {name}, une prochaine étape attend pour quelqu'un, d'ici le {due}.[ {link}] Réponds OK quand ce sera fait.",
    },
  },
  'referral-follow-up': {
    en: {
      sms: 'Hi {name}, how is it going with {partner}? Reply OK if it suits you, or NO and we look for something else together.[ {link}] {programName}',
      subject: 'How is it going with {partner}?',
      basic:
        'Hi {name}, how is it going with what we found together? Reply OK if it suits you, or NO and we look again.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, comment cela va avec {partner}? Réponds OK si cela te convient, ou NON et on cherche autre chose ensemble.[ {link}] {programName}',
      subject: 'Comment cela va avec {partner}?',
      basic:
        'Bonjour {name}, comment cela va avec ce que nous avons trouvé? Réponds OK si cela te convient, ou NON et on cherche encore.[ {link}]',
    },
  },
  'resource-sent': {
    en: {
      sms: 'Hi {name}, {otherName} thought of you: {resource}[, {address}].[ {link}] {programName}',
      subject: 'For you: {resource}',
      basic: 'Hi {name}, here is something that may be useful.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, {otherName} a pensé à toi : {resource}[, {address}].[ {link}] {programName}',
      subject: 'Pour toi : {resource}',
      basic: 'Bonjour {name}, voici quelque chose qui peut te servir.[ {link}]',
    },
  },
  'appointment-noted': {
    en: {
      sms: 'Hi {name}, {how, select, planned {noted} moved {moved} other {called off}}: {appointment}, {when}[, {place}][, with {otherName}].[ {link}] {programName}',
      subject: '{appointment}, {when}',
      basic: 'Hi {name}, {how, select, planned {noted} moved {moved} other {called off}}: {when}.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, {how, select, planned {noté} moved {déplacé} other {annulé}} : {appointment}, {when}[, {place}][, avec {otherName}].[ {link}] {programName}',
      subject: '{appointment}, {when}',
      basic:
        'Bonjour {name}, {how, select, planned {noté} moved {déplacé} other {annulé}} : {when}.[ {link}]',
    },
  },
  'appointment-reminder': {
    en: {
      sms: 'Hi {name}, a reminder: {appointment}, {when}[, {place}][, with {otherName}].[ {link}] {programName}',
      subject: 'A reminder: {when}',
      basic: 'Hi {name}, a reminder: {when}.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, petit rappel : {appointment}, {when}[, {place}][, avec {otherName}].[ {link}] {programName}',
      subject: 'Petit rappel : {when}',
      basic: 'Bonjour {name}, petit rappel : {when}.[ {link}]',
    },
  },
  'appointment-asked': {
    en: {
      sms: 'Hi {name}, did you and {otherName} get to the appointment ({when})? Reply MET or MISSED. Either is fine.[ {link}] {programName}',
      subject: 'Did the appointment take place?',
      basic: 'Hi {name}, did it take place ({when})? Reply MET or MISSED. Either is fine.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, le rendez-vous avec {otherName} ({when}) a-t-il eu lieu? Réponds VU ou PAS VU. Les deux sont corrects.[ {link}] {programName}',
      subject: 'Le rendez-vous a-t-il eu lieu?',
      basic:
        'Bonjour {name}, est-ce que cela a eu lieu ({when})? Réponds VU ou PAS VU. Les deux sont corrects.[ {link}]',
    },
  },
};
