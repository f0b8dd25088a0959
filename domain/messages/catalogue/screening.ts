import type { Wordings } from './wording';

/** The ladder's own messages, and the two that a partner gets: thanks, and no details of anybody. */
export const SCREENING: Wordings<
  'screening-step-reopened' | 'peer-word-asked' | 'referral-accepted' | 'referral-declined'
> = {
  'screening-step-reopened': {
    en: {
      sms: 'Hi {name}, we made a mistake on our side: {step} was recorded before it was settled. We are sorry. We look at it again now and tell you. Questions? Just reply. {programName}',
      subject: 'We made a mistake and look again',
      basic:
        'Hi {name}, we made a mistake on our side with one step. We are sorry. We look at it again now and tell you. Questions? Just reply.',
    },
    fr: {
      sms: "Bonjour {name}, l'erreur est de nous : {step} a été noté trop vite. Pardon. On regarde de nouveau et on t'en reparle. Des questions? Réponds simplement. {programName}",
      subject: 'Une erreur de notre part : on regarde de nouveau',
      basic:
        "Bonjour {name}, l'erreur est de nous pour une étape. Pardon. On regarde de nouveau et on t'en reparle. Des questions? Réponds simplement.",
    },
  },
  'peer-word-asked': {
    en: {
      sms: 'Hi {name}, {programName} here. Your word counts: what do you think about {otherName} and “{step}”?[ Tell us here: {link}] If you would rather not, that is fine too.',
      subject: 'Your word counts',
      basic:
        'Hi {name}, we would like to hear your view on something.[ {link}] If you would rather not, fine.',
    },
    fr: {
      sms: 'Bonjour {name}, ici {programName}. Ton avis compte : que penses-tu pour {otherName}, {step}?[ Dis-le ici : {link}] Tu peux aussi ne pas répondre.',
      subject: 'Ton avis compte',
      basic: 'Bonjour {name}, nous aimerions avoir ton avis.[ {link}] Tu peux aussi ne pas répondre.',
    },
  },
  'referral-accepted': {
    en: {
      sms: 'Thank you, we have it. We take it from here with the person you told us about, in the way you said is safe. {programName}',
      subject: 'Thank you, we have it',
      basic: 'Thank you, we have it. We take it from here, in the way you said is safe.',
    },
    fr: {
      sms: 'Merci, votre message est bien là. On prend la suite avec la personne dont vous nous avez parlé, de la manière que vous avez dite. {programName}',
      subject: 'Merci, votre message est bien là',
      basic: 'Merci, votre message est bien là. On prend la suite, de la manière que vous avez dite.',
    },
  },
  'referral-declined': {
    en: {
      sms: 'Thank you for thinking of us. This time we are not the right place, and that says nothing about the person. Please call us: we are glad to look for another way together. {programName}',
      subject: 'Thank you for thinking of us',
      basic:
        'Thank you for thinking of us. This time we are not the right place, and that says nothing about the person. Please call: we are glad to look for another way.',
    },
    fr: {
      sms: "Merci d'avoir pensé à nous. Cette fois nous ne sommes pas le bon endroit, et cela ne dit rien de la personne. Appelez-nous : on cherchera volontiers une autre voie avec vous. {programName}",
      subject: "Merci d'avoir pensé à nous",
      basic:
        "Merci d'avoir pensé à nous. Cette fois nous ne sommes pas le bon endroit, et cela ne dit rien de la personne. Appelez-nous : on cherchera une autre voie avec vous.",
    },
  },
};
