import type { Wordings } from './wording';

/** To somebody who looks back on their goals, trains, or works as a peer. What is asked for may be left unsaid. */
export const PEER_WORK: Wordings<
  | 'own-words-asked'
  | 'agreement-asked'
  | 'work-review-asked'
  | 'tier-changed'
  | 'tier-reviewed'
  | 'renewal-reminder'
  | 'training-session'
  | 'opening-told'
> = {
  'own-words-asked': {
    en: {
      sms: 'Hi {name}, before we look together at how far you have come: how do you see it yourself? Your own words count first, long or short, or none at all.[ {link}] {programName}',
      subject: 'In your own words',
      basic: 'Hi {name}, we have a question for you. Your own words count first.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, avant de regarder ensemble le chemin que tu as fait : toi, comment le vois-tu? Tes propres mots comptent en premier, longs ou courts, ou pas du tout.[ {link}] {programName}',
      subject: 'Dans tes propres mots',
      basic: 'Bonjour {name}, on a une question pour toi. Tes propres mots comptent en premier.[ {link}]',
    },
  },
  'agreement-asked': {
    en: {
      sms: 'Hi {name}, this is what we agree on about boundaries, you and us. Please read it and tell us if it suits you, or what should be different.[ {link}] {programName}',
      subject: 'What we agree on about boundaries',
      basic: 'Hi {name}, there is something to read and agree on, or to change.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, voici ce dont on convient sur les limites, toi et nous. Lis-le et dis-nous si cela te va, ou ce qui devrait changer.[ {link}] {programName}',
      subject: 'Ce dont on convient sur les limites',
      basic: 'Bonjour {name}, il y a quelque chose à lire et à approuver, ou à changer.[ {link}]',
    },
  },
  'work-review-asked': {
    en: {
      sms: 'Hi {name}, how are we doing by you? Tell us what works in your work with us and what should change. A person reads it, and it never counts against you.[ {link}] {programName}',
      subject: 'How are we doing by you?',
      basic: 'Hi {name}, tell us what works for you and what should change. A person reads it.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, comment cela va de notre part? Dis-nous ce qui marche dans ton travail avec nous et ce qui devrait changer. Une personne le lit, et cela ne joue jamais contre toi.[ {link}] {programName}',
      subject: 'Ton avis sur nous',
      basic:
        'Bonjour {name}, dis-nous ce qui marche pour toi et ce qui devrait changer. Une personne le lit.[ {link}]',
    },
  },
  'tier-changed': {
    en: {
      sms: 'Hi {name}, your place in the team is now: {tier}. Nothing you have earned is lost.[ Why, and how to have somebody else look at it: {link}] Questions? Just reply. {programName}',
      subject: 'Your place in the team',
      basic:
        'Hi {name}, there is news about your place in the team. Nothing you have earned is lost.[ {link}]',
    },
    fr: {
      sms: "Bonjour {name}, ta place dans l'équipe est maintenant : {tier}. Rien de ce que tu as acquis n'est perdu.[ Pourquoi, et comment le faire revoir par une autre personne : {link}] Des questions? Réponds simplement. {programName}",
      subject: "Ta place dans l'équipe",
      basic:
        "Bonjour {name}, il y a du nouveau sur ta place dans l'équipe. Rien de ce que tu as acquis n'est perdu.[ {link}]",
    },
  },
  'tier-reviewed': {
    en: {
      sms: 'Hi {name}, somebody else has looked at the change as you asked: {review, select, undone {it was taken back} other {it stands for now}}. Your place in the team: {tier}. You can talk to us about it any time. {programName}',
      subject: 'Somebody else has looked at it',
      basic: 'Hi {name}, somebody else has looked at it as you asked. Write to us and we tell you more.',
    },
    fr: {
      sms: "Bonjour {name}, une autre personne a revu le changement comme tu l'as demandé : {review, select, undone {on revient en arrière} other {il est maintenu pour le moment}}. Ta place dans l'équipe : {tier}. On peut en parler en tout temps. {programName}",
      subject: "Une autre personne l'a revu",
      basic:
        "Bonjour {name}, une autre personne l'a revu comme tu l'as demandé. Écris-nous et on t'en dit plus.",
    },
  },
  'renewal-reminder': {
    en: {
      sms: 'Hi {name}, {item, select, kit {your kit} other {your training}} ({training}) is good until {until}. We will sort out a new one with you; nothing is taken from you meanwhile. Just reply.[ {link}] {programName}',
      subject: '{item, select, kit {Your kit} other {Your training}} runs out on {until}',
      basic:
        'Hi {name}, something of yours runs out on {until}. Just reply and we sort it out with you.[ {link}]',
    },
    fr: {
      sms: "Bonjour {name}, {item, select, kit {ta trousse} other {ta formation}} ({training}) est bonne jusqu'au {until}. On s'arrange avec toi pour la renouveler; rien ne t'est enlevé d'ici là. Réponds simplement.[ {link}] {programName}",
      subject: '{item, select, kit {Ta trousse} other {Ta formation}} expire le {until}',
      basic:
        "Bonjour {name}, quelque chose à toi expire le {until}. Réponds simplement et on s'arrange avec toi.[ {link}]",
    },
  },
  'training-session': {
    en: {
      sms: 'Hi {name}, {training} is on {when}[, {place}]. Would you like to come? Just reply if it does not suit you. {programName}',
      subject: '{training}: {when}',
      basic: 'Hi {name}, something you wanted to learn is on {when}. Just reply if it does not suit you.',
    },
    fr: {
      sms: 'Bonjour {name}, {training} a lieu le {when}[, {place}]. Aimerais-tu venir? Réponds simplement si cela ne te va pas. {programName}',
      subject: '{training} : {when}',
      basic:
        'Bonjour {name}, ce que tu voulais apprendre a lieu le {when}. Réponds simplement si cela ne te va pas.',
    },
  },
  'opening-told': {
    en: {
      sms: 'Hi {name}, there is work to be had: {opening}. It is open to everybody who may do it, until {until}. Have a look and say if you are interested.[ {link}] {programName}',
      subject: 'Work to be had: {opening}',
      basic: 'Hi {name}, there is an opening that you may be interested in, until {until}.[ {link}]',
    },
    fr: {
      sms: "Bonjour {name}, il y a du travail à prendre : {opening}. C'est ouvert à toutes les personnes qui peuvent le faire, jusqu'au {until}. Jette un coup d'oeil et dis-nous si cela t'intéresse.[ {link}] {programName}",
      subject: 'Travail à prendre : {opening}',
      basic: "Bonjour {name}, il y a une occasion qui pourrait t'intéresser, jusqu'au {until}.[ {link}]",
    },
  },
};
