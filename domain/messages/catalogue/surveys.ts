import type { Wordings } from './wording';

/** Surveys, by link or by text one question at a time; what is skipped is nobody's fault. */
export const SURVEYS: Wordings<
  | 'survey-asked'
  | 'survey-started'
  | 'survey-question'
  | 'survey-question-again'
  | 'survey-later'
  | 'survey-for-human'
  | 'survey-thanks'
> = {
  'survey-asked': {
    en: {
      sms: 'Hi {name}, a few questions from {programName}.[ {link}][ {byText}]',
      subject: 'A few questions for you',
      text: 'A few questions help us find what fits you. Skip whatever you like.[\n\nAnswer here: {link}][\n\nThe link is good until {validUntil}.][\n\n{byText}]',
      basic:
        'Hi {name}, a few questions wait for you[ until {validUntil}].[ {link} Please keep it to yourself.]',
    },
    fr: {
      sms: 'Bonjour {name}, quelques questions de {programName}.[ {link}][ {byText}]',
      subject: 'Quelques questions pour toi',
      text: "Quelques questions nous aident à trouver ce qui te convient. Saute celles que tu veux.[\n\nRéponds ici : {link}][\n\nLe lien est bon jusqu'au {validUntil}.][\n\n{byText}]",
      basic:
        "Bonjour {name}, quelques questions t'attendent[ jusqu'au {validUntil}].[ {link} Garde ce lien pour toi.]",
    },
  },
  'survey-started': {
    en: {
      sms: '{of, plural, one {# question} other {# questions}}, one at a time. SKIP passes one over, LATER keeps the rest for another day.\n1/{of} {question}',
      text: '{of, plural, one {# question} other {# questions}}, one at a time. SKIP passes one over, LATER keeps the rest for another day.\n1/{of} {question}[\n\n{link}]',
      subject: 'A few questions for you',
      basic: 'A few questions wait for you, {name}.[ {link}]',
    },
    fr: {
      sms: '{of, plural, one {# question} other {# questions}}, une à la fois. PASSE en saute une, PLUS TARD garde le reste pour un autre jour.\n1/{of} {question}',
      text: '{of, plural, one {# question} other {# questions}}, une à la fois. PASSE en saute une, PLUS TARD garde le reste pour un autre jour.\n1/{of} {question}[\n\n{link}]',
      subject: 'Quelques questions pour toi',
      basic: "Quelques questions t'attendent, {name}.[ {link}]",
    },
  },
  'survey-question': {
    en: {
      sms: '{number}/{of} {question}',
      text: '{number}/{of} {question}[\n\n{link}]',
      subject: 'The next question',
      basic: 'The next question waits for you, {name}.[ {link}]',
    },
    fr: {
      sms: '{number}/{of} {question}',
      text: '{number}/{of} {question}[\n\n{link}]',
      subject: 'La prochaine question',
      basic: "La prochaine question t'attend, {name}.[ {link}]",
    },
  },
  'survey-question-again': {
    en: {
      sms: 'Sorry, we did not get that. Once more, or SKIP:\n{number}/{of} {question}',
      text: 'Sorry, we did not get that. Once more, or SKIP:\n{number}/{of} {question}[\n\n{link}]',
      subject: 'Once more, please',
      basic: 'Sorry, we did not get that, {name}.[ {link}]',
    },
    fr: {
      sms: "Pardon, on n'a pas compris. Encore une fois, ou PASSE :\n{number}/{of} {question}",
      text: "Pardon, on n'a pas compris. Encore une fois, ou PASSE :\n{number}/{of} {question}[\n\n{link}]",
      subject: 'Encore une fois, svp',
      basic: "Pardon {name}, on n'a pas compris.[ {link}]",
    },
  },
  'survey-later': {
    en: {
      sms: 'No rush, {name}. What you answered is kept. Write CONTINUE when you like.[ {link}]',
      subject: 'No rush',
      basic: 'No rush, {name}. What you answered is kept. Write CONTINUE when you like.',
    },
    fr: {
      sms: 'Rien ne presse, {name}. Tes réponses sont gardées. Écris CONTINUER quand tu veux.[ {link}]',
      subject: 'Rien ne presse',
      basic: 'Rien ne presse, {name}. Tes réponses sont gardées. Écris CONTINUER quand tu veux.',
    },
  },
  'survey-for-human': {
    en: {
      sms: 'Thanks {name}. We could not read that by computer, so a person will. You can go on with SKIP. If you are in danger call {emergencyNumber}.[ Go on here: {link}]',
      subject: 'A person will read this',
      basic:
        'Thanks {name}. A person will read what you wrote. You can go on with SKIP. If you are in danger call {emergencyNumber}.[ Go on here: {link}]',
    },
    fr: {
      sms: "Merci {name}. L'ordinateur n'a pas pu lire, alors une personne le fera. Tu peux continuer avec PASSE. En danger, appelle le {emergencyNumber}.[ Continue ici : {link}]",
      subject: 'Une personne va lire ton message',
      basic:
        'Merci {name}. Une personne va lire ton message. Tu peux continuer avec PASSE. En danger, appelle le {emergencyNumber}.[ Continue ici : {link}]',
    },
  },
  'survey-thanks': {
    en: {
      sms: 'That was the last one. Thank you, {name}. To change an answer, just tell us.',
      subject: 'Thank you for your answers',
      basic: 'That was the last one. Thank you, {name}.',
    },
    fr: {
      sms: "C'était la dernière. Merci, {name}. Pour changer une réponse, dis-le-nous.",
      subject: 'Merci de tes réponses',
      basic: "C'était la dernière. Merci, {name}.",
    },
  },
};
