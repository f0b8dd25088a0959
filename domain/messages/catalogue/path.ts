import type { Wordings } from './wording';

/** From the first text to the last: screening, matching, mentorship, retention, achievement, transition. */
export const PATH: Wordings<
  | 'welcome'
  | 'screening-step-reminder'
  | 'screening-step-passed'
  | 'screening-declined-look-again'
  | 'workshop-invitation'
  | 'match-offer-mentee'
  | 'match-offer-mentor'
  | 'match-confirmed'
  | 'match-declined'
  | 'match-lapsed'
  | 'meeting-reminder'
  | 'meeting-asked'
  | 'meeting-missed-followup'
  | 'retention-check-in'
  | 'retention-nudge'
  | 'retention-thanks'
  | 'goal-set'
  | 'goal-progress-noted'
  | 'achievement-review'
  | 'achievement-celebration'
  | 'transition-consent'
  | 'training-reminder'
  | 'became-mentor'
  | 'paused'
  | 'resumed'
  | 'withdrawn'
  | 'personal-link'
> = {
  welcome: {
    en: {
      sms: 'Hi {name}, this is {programName}. You agreed to texts from us: reminders and check-ins. You can reply any time. Reply STOP to opt out.',
      subject: 'Welcome to {programName}',
      text: 'This is {programName}. You agreed to hear from us: reminders, invitations and check-ins.\n\nYou can answer any message in your own words; what a computer cannot settle, a person reads. Reply STOP to any text message to opt out of texts. To end these emails, answer one and say so.',
      basic:
        'Hi {name}, this is {senderName}. You agreed to messages from us and can reply any time. Reply STOP to opt out.',
    },
    fr: {
      sms: 'Bonjour {name}, ici {programName}. Tu as accepté nos textos (rappels et suivis). Tu peux répondre en tout temps. Réponds ARRET pour te désabonner.',
      subject: 'Bienvenue chez {programName}',
      text: "Ici {programName}. Tu as accepté de recevoir nos messages : rappels, invitations et suivis.\n\nTu peux répondre dans tes mots; ce qu'un ordinateur ne peut pas régler, une personne le lit. Réponds ARRET à un texto pour te désabonner des textos. Pour ne plus recevoir ces courriels, réponds à l'un d'eux et dis-le-nous.",
      basic:
        'Bonjour {name}, ici {senderName}. Tu as accepté nos messages et tu peux répondre en tout temps. Réponds ARRET pour te désabonner.',
    },
  },
  'screening-step-reminder': {
    en: {
      sms: 'Hi {name}, {programName} here. A next step is open for you: {step}[, by {due}]. Questions are welcome, just reply.[ {link}]',
      subject: 'Your next step: {step}',
      basic: 'Hi {name}, a next step is open for you.[ {link}] Questions? Just reply.',
    },
    fr: {
      sms: "Bonjour {name}, ici {programName}. Une prochaine étape t'attend : {step}[, d'ici le {due}]. Des questions? Réponds simplement.[ {link}]",
      subject: 'Ta prochaine étape : {step}',
      basic: "Bonjour {name}, une prochaine étape t'attend.[ {link}] Des questions? Réponds simplement.",
    },
  },
  'screening-step-passed': {
    en: {
      sms: 'Good news, {name}: {step}, done.[ This is now open to you: {opens}.] Thank you for the time you put in. {programName}',
      subject: 'Done: {step}',
      basic: 'Good news, {name}: one more step is done. Thank you for the time you put in.',
    },
    fr: {
      sms: "Bonne nouvelle, {name} : {step}, c'est fait.[ Ce qui s'ouvre à toi : {opens}.] Merci pour le temps que tu y as mis. {programName}",
      subject: "C'est fait : {step}",
      basic: 'Bonne nouvelle, {name} : une étape de plus est faite. Merci pour le temps que tu y as mis.',
    },
  },
  'screening-declined-look-again': {
    en: {
      sms: 'Hi {name}, {step} is not for right now. We look at it together again on {lookAgainOn}. All you have earned stays yours.[ {contactName} is glad to talk it over.] {programName}',
      subject: 'We look at it again on {lookAgainOn}',
      basic:
        'Hi {name}, one step is not for right now. We look at it together again on {lookAgainOn}. All you have earned stays yours. Want to talk? Just reply.',
    },
    fr: {
      sms: "Bonjour {name}, {step}, ce n'est pas pour tout de suite. On regarde de nouveau ensemble le {lookAgainOn}. Tout ton acquis reste à toi.[ {contactName} peut en parler avec toi.] {programName}",
      subject: 'On regarde de nouveau le {lookAgainOn}',
      basic:
        "Bonjour {name}, une étape n'est pas pour tout de suite. On regarde de nouveau ensemble le {lookAgainOn}. Tout ton acquis reste à toi. Envie d'en parler? Réponds simplement.",
    },
  },
  'workshop-invitation': {
    en: {
      sms: 'Hi {name}, you are invited: {workshop}, {when}, {place}. Come as you are. Reply OK to come, or NO.[ {link}] {programName}',
      subject: 'You are invited: {workshop}',
      basic: 'Hi {name}, you are invited to something on {when}. Reply OK to come, or NO.[ {link}]',
    },
    fr: {
      sms: "Bonjour {name}, on t'invite : {workshop}, {when}, {place}. Viens comme tu es. Réponds OK pour venir, ou NON.[ {link}] {programName}",
      subject: 'Invitation : {workshop}',
      basic: "Bonjour {name}, on t'invite à quelque chose le {when}. Réponds OK pour venir, ou NON.[ {link}]",
    },
  },
  'match-offer-mentee': {
    en: {
      sms: 'Hi {name}, {otherName} could be a good mentor for you[ ({why})]. Reply OK to say so, or NO and we keep looking[ (by {respondBy})]. Either is fine.[ {link}]',
      subject: 'Would {otherName} be a good mentor for you?',
      text: 'We think that {otherName} could be a good mentor for you[: {why}].\n\nReply OK if you would like to try, or NO and we keep looking[ (by {respondBy})]. Either is fine, and you need not say why.[\n\nMore about it: {link}]',
      basic:
        'Hi {name}, we have an idea for you.[ {link}] Reply OK to say so, or NO and we keep looking[ (by {respondBy})]. Either is fine.',
    },
    fr: {
      sms: "Bonjour {name}, on te propose un jumelage avec {otherName}[ ({why})]. Réponds OK si tu veux, ou NON et on continue de chercher[ (d'ici le {respondBy})]. Les deux sont corrects.[ {link}]",
      subject: 'Un jumelage avec {otherName}?',
      text: "On pense à {otherName} pour toi : ce serait un bon jumelage[ ({why})].\n\nRéponds OK si tu veux essayer, ou NON et on continue de chercher[ (d'ici le {respondBy})]. Les deux sont corrects, et tu n'as pas à dire pourquoi.[\n\nPour en savoir plus : {link}]",
      basic:
        "Bonjour {name}, on a une idée pour toi.[ {link}] Réponds OK si tu veux, ou NON et on continue de chercher[ (d'ici le {respondBy})]. Les deux sont corrects.",
    },
  },
  'match-offer-mentor': {
    en: {
      sms: 'Hi {name}, would you like to mentor {otherName}[ ({why})]? Reply OK to accept, or NO to pass[ (by {respondBy})]. Passing changes nothing for you.[ {link}]',
      subject: 'Would you like to mentor {otherName}?',
      text: 'Would you like to mentor {otherName}[: {why}]?\n\nReply OK to accept, or NO to pass[ (by {respondBy})]. Passing changes nothing for you, and you need not say why.[\n\nMore about it: {link}]',
      basic:
        'Hi {name}, somebody could use your support.[ {link}] Reply OK to accept, or NO to pass[ (by {respondBy})]. Passing changes nothing for you.',
    },
    fr: {
      sms: "Bonjour {name}, aimerais-tu accompagner {otherName}[ ({why})]? Réponds OK pour accepter, ou NON pour passer[ (d'ici le {respondBy})]. Passer ne change rien pour toi.[ {link}]",
      subject: 'Aimerais-tu accompagner {otherName}?',
      text: "Aimerais-tu accompagner {otherName}[ : {why}]?\n\nRéponds OK pour accepter, ou NON pour passer[ (d'ici le {respondBy})]. Passer ne change rien pour toi, et tu n'as pas à dire pourquoi.[\n\nPour en savoir plus : {link}]",
      basic:
        "Bonjour {name}, quelqu'un aurait besoin de ton appui.[ {link}] Réponds OK pour accepter, ou NON pour passer[ (d'ici le {respondBy})]. Passer ne change rien pour toi.",
    },
  },
  'match-confirmed': {
    en: {
      sms: 'Good news, {name}: you and {otherName} are matched. We will write about a first meeting. Questions? Just reply. {programName}',
      subject: 'You and {otherName} are matched',
      basic: 'Good news, {name}: it is a go. We will write about a first meeting. Questions? Just reply.',
    },
    fr: {
      sms: "Bonne nouvelle, {name} : ton jumelage avec {otherName} est confirmé. On t'écrit pour une première rencontre. Des questions? Réponds simplement. {programName}",
      subject: 'Ton jumelage avec {otherName} est confirmé',
      basic:
        "Bonne nouvelle, {name} : c'est confirmé. On t'écrit pour une première rencontre. Des questions? Réponds simplement.",
    },
  },
  'match-declined': {
    en: {
      sms: 'Hi {name}, this match did not come together. It says nothing about you. We keep looking and write when we have a new idea. {programName}',
      subject: 'We keep looking',
      basic:
        'Hi {name}, our last idea did not come together. It says nothing about you. We keep looking and write again.',
    },
    fr: {
      sms: "Bonjour {name}, ce jumelage ne s'est pas fait. Cela ne dit rien de toi. On continue de chercher et on t'écrit dès qu'on a une idée. {programName}",
      subject: 'On continue de chercher',
      basic:
        "Bonjour {name}, notre dernière idée ne s'est pas faite. Cela ne dit rien de toi. On continue de chercher et on t'écrit.",
    },
  },
  'match-lapsed': {
    en: {
      sms: 'Hi {name}, the time for our last offer has run out, and that is fine. We keep looking with you. Tell us any time what would suit you better. {programName}',
      subject: 'We keep looking with you',
      basic:
        'Hi {name}, the time for our last idea has run out, and that is fine. Tell us any time what would suit you better.',
    },
    fr: {
      sms: "Bonjour {name}, le délai de notre offre est passé, et c'est correct. On continue de chercher avec toi. Dis-nous en tout temps ce qui te conviendrait mieux. {programName}",
      subject: 'On continue de chercher avec toi',
      basic:
        "Bonjour {name}, le délai de notre dernière idée est passé, et c'est correct. Dis-nous en tout temps ce qui te conviendrait mieux.",
    },
  },
  'meeting-reminder': {
    en: {
      sms: 'Hi {name}, you meet {otherName}, {when}[, {place}]. Need another time? Just reply.[ {link}] {programName}',
      subject: 'You meet {otherName}, {when}',
      basic: 'Hi {name}, a reminder of your meeting, {when}.[ {link}] Need another time? Just reply.',
    },
    fr: {
      sms: 'Bonjour {name}, tu rencontres {otherName}, {when}[, {place}]. Un autre moment? Réponds.[ {link}] {programName}',
      subject: 'Tu rencontres {otherName}, {when}',
      basic:
        "Bonjour {name}, petit rappel de ta rencontre, {when}.[ {link}] Besoin d'un autre moment? Réponds simplement.",
    },
  },
  'meeting-asked': {
    en: {
      sms: 'Hi {name}, did you and {otherName} meet ({when})? Reply MET or MISSED. Plans change, either is fine. {programName}',
      subject: 'Did you and {otherName} meet?',
      basic: 'Hi {name}, did your meeting take place ({when})? Reply MET or MISSED. Either is fine.',
    },
    fr: {
      sms: 'Bonjour {name}, as-tu rencontré {otherName} ({when})? Réponds VU ou PAS VU. Les plans changent, les deux sont corrects. {programName}',
      subject: 'As-tu rencontré {otherName}?',
      basic:
        'Bonjour {name}, ta rencontre a-t-elle eu lieu ({when})? Réponds VU ou PAS VU. Les deux sont corrects.',
    },
  },
  'meeting-missed-followup': {
    en: {
      sms: 'Hi {name}, meeting {otherName} did not work out this time. It happens. Reply with a day that suits you and we set it up.[ {link}] {programName}',
      subject: 'Another time with {otherName}?',
      basic:
        'Hi {name}, your meeting did not work out this time. It happens. Reply with a day that suits you.[ {link}]',
    },
    fr: {
      sms: "Bonjour {name}, la rencontre avec {otherName} n'a pas eu lieu. Cela arrive. Réponds avec un jour qui te convient et on s'en occupe.[ {link}] {programName}",
      subject: 'Un autre moment avec {otherName}?',
      basic:
        "Bonjour {name}, ta rencontre n'a pas eu lieu. Cela arrive. Réponds avec un jour qui te convient.[ {link}]",
    },
  },
  'retention-check-in': {
    en: {
      sms: 'Hi {name}, how are you doing? Reply OK if things are fine, or tell us in your own words. A person reads it.[ {link}] {programName}',
      subject: 'How are you doing, {name}?',
      basic:
        'Hi {name}, how are you doing? Reply OK if things are fine, or tell us in your own words.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, comment vas-tu? Réponds OK si tout va bien, ou dis-le dans tes mots. Une personne le lit.[ {link}] {programName}',
      subject: 'Comment vas-tu, {name}?',
      basic: 'Bonjour {name}, comment vas-tu? Réponds OK si tout va bien, ou dis-le dans tes mots.[ {link}]',
    },
  },
  'retention-nudge': {
    en: {
      sms: 'Hi {name}, we are thinking of you. No pressure: reply OK or LATER, or tell us what would be good to have now. Your place with us is safe.[ {link}] {programName}',
      subject: 'Thinking of you, {name}',
      basic:
        'Hi {name}, we are thinking of you. No pressure: reply OK or LATER, or tell us what would be good to have now.[ {link}]',
    },
    fr: {
      sms: 'Bonjour {name}, on pense à toi. Sans pression : réponds OK ou PLUS TARD, ou dis-nous ce qui te ferait du bien. Ta place avec nous reste là.[ {link}] {programName}',
      subject: 'On pense à toi, {name}',
      basic:
        'Bonjour {name}, on pense à toi. Sans pression : réponds OK ou PLUS TARD, ou dis-nous ce qui te ferait du bien.[ {link}]',
    },
  },
  'retention-thanks': {
    en: {
      sms: 'Thank you, {name}. It is good to hear from you. {programName}',
      subject: 'Thank you, {name}',
      basic: 'Thank you, {name}. It is good to hear from you.',
    },
    fr: {
      sms: 'Merci, {name}. Ton message fait plaisir. {programName}',
      subject: 'Merci, {name}',
      basic: 'Merci, {name}. Ton message fait plaisir.',
    },
  },
  'goal-set': {
    en: {
      sms: 'Noted, {name}, your goal: {goal}. It is yours, and you can change it any time. {programName}',
      subject: 'Your goal is noted',
      basic: 'Noted, {name}. It is yours, and you can change it any time.',
    },
    fr: {
      sms: "C'est noté, {name}, ton but : {goal}. Il est à toi, et tu peux le changer en tout temps. {programName}",
      subject: 'Ton but est noté',
      basic: "C'est noté, {name}. C'est à toi, et tu peux le changer en tout temps.",
    },
  },
  'goal-progress-noted': {
    en: {
      sms: 'Way to go, {name}! Progress noted: {goal}[ ({progress})]. Every step counts. {programName}',
      subject: 'A step forward',
      basic: 'Way to go, {name}! Your progress is noted. Every step counts.',
    },
    fr: {
      sms: 'Bravo, {name}! Un pas de plus : {goal}[ ({progress})]. Chaque pas compte. {programName}',
      subject: 'Un pas de plus',
      basic: 'Bravo, {name}! Un pas de plus est noté. Chaque pas compte.',
    },
  },
  'achievement-review': {
    en: {
      sms: 'Hi {name}, let us look together at how far you have come[, {when}].[ {link}] Another time is better? Just reply. {programName}',
      subject: 'How far you have come',
      basic:
        'Hi {name}, let us look together at how far you have come[, {when}].[ {link}] Another time? Just reply.',
    },
    fr: {
      sms: 'Bonjour {name}, regardons ensemble le chemin que tu as fait[, {when}].[ {link}] Un autre moment te va mieux? Réponds simplement. {programName}',
      subject: 'Le chemin que tu as fait',
      basic:
        'Bonjour {name}, regardons ensemble le chemin que tu as fait[, {when}].[ {link}] Un autre moment? Réponds simplement.',
    },
  },
  'achievement-celebration': {
    en: {
      sms: 'Congratulations, {name}! You reached {goals, plural, =0 {a milestone} one {# goal} other {# goals}}. It is an honour to walk with you.[ Your certificate: {link}] {programName}',
      subject: 'Congratulations, {name}!',
      basic: 'Congratulations, {name}! It is an honour to walk with you.[ {link}]',
    },
    fr: {
      sms: "Félicitations, {name}! Tu as atteint {goals, plural, =0 {une belle étape} one {# but} other {# buts}}. C'est un honneur de marcher avec toi.[ Ton certificat : {link}] {programName}",
      subject: 'Félicitations, {name}!',
      basic: "Félicitations, {name}! C'est un honneur de marcher avec toi.[ {link}]",
    },
  },
  'transition-consent': {
    en: {
      sms: 'Hi {name}, your experience could mean a lot to somebody. Would you like to become a mentor? Reply OK to talk about it, or NO for now. Your own support stays.[ {link}] {programName}',
      subject: 'Would you like to become a mentor?',
      basic:
        'Hi {name}, we have a question about what comes next for you.[ {link}] Reply OK to talk about it, or NO for now. What you have stays.',
    },
    fr: {
      sms: 'Bonjour {name}, ton vécu pourrait aider une autre personne. Aimerais-tu accompagner à ton tour? Réponds OK pour en parler, ou NON pour le moment. Ton propre appui reste.[ {link}] {programName}',
      subject: 'Aimerais-tu accompagner à ton tour?',
      basic:
        'Bonjour {name}, on a une question sur la suite pour toi.[ {link}] Réponds OK pour en parler, ou NON pour le moment. Ce que tu as reste.',
    },
  },
  'training-reminder': {
    en: {
      sms: 'Hi {name}, still open for you: {training}[, by {due}].[ {link}] Need a hand or another date? Just reply. {programName}',
      subject: 'Still open: {training}',
      basic:
        'Hi {name}, something is still open for you[, by {due}].[ {link}] Need a hand or another date? Just reply.',
    },
    fr: {
      sms: "Bonjour {name}, encore à faire : {training}[, d'ici le {due}].[ {link}] Besoin d'un coup de main ou d'une autre date? Réponds simplement. {programName}",
      subject: 'Encore à faire : {training}',
      basic:
        "Bonjour {name}, il te reste quelque chose à faire[, d'ici le {due}].[ {link}] Besoin d'un coup de main? Réponds simplement.",
    },
  },
  'became-mentor': {
    en: {
      sms: 'Welcome as a mentor, {name}! Your own support goes on as before. Thank you for passing it on. {programName}',
      subject: 'Welcome as a mentor, {name}',
      basic: 'Congratulations, {name}, it is official! What you have had with us goes on as before.',
    },
    fr: {
      sms: "Bienvenue dans l'équipe de mentorat, {name}! Ton propre appui continue comme avant. Merci de donner au suivant. {programName}",
      subject: "Bienvenue dans l'équipe de mentorat",
      basic: "Félicitations, {name}, c'est officiel! Ce que tu avais avec nous continue comme avant.",
    },
  },
  paused: {
    en: {
      sms: 'Your path is paused, {name}[, until {until}]. No reason needed. Write any time and we pick it up where you left it. {programName}',
      subject: 'Paused',
      basic: 'Paused, {name}[, until {until}]. No reason needed. Write any time and we go on.',
    },
    fr: {
      sms: "Ton parcours est en pause, {name}[, jusqu'au {until}]. Aucune raison à donner. Écris en tout temps et on reprend là où tu en es. {programName}",
      subject: 'En pause',
      basic:
        "C'est en pause, {name}[, jusqu'au {until}]. Aucune raison à donner. Écris en tout temps et on continue.",
    },
  },
  resumed: {
    en: {
      sms: 'Good to have you back, {name}. We go on where you left off. {programName}',
      subject: 'Good to have you back',
      basic: 'Good to have you back, {name}. We go on where you left off.',
    },
    fr: {
      sms: 'Quel plaisir de te retrouver, {name}. On continue là où tu en étais. {programName}',
      subject: 'On continue',
      basic: 'Quel plaisir de te retrouver, {name}. On continue là où tu en étais.',
    },
  },
  withdrawn: {
    en: {
      sms: 'Your path with {programName} is closed, {name}, and our messages with it. Thank you for the time we shared. The door stays open: write or call any time.',
      subject: 'The door stays open',
      basic:
        'Our messages to you finish here, {name}. Thank you for the time we shared. The door stays open.',
    },
    fr: {
      sms: 'Ton parcours avec {programName} est fermé, {name}, et nos messages aussi. Merci pour le temps partagé. La porte reste ouverte : écris ou appelle en tout temps.',
      subject: 'La porte reste ouverte',
      basic: 'Nos messages se terminent ici, {name}. Merci pour le temps partagé. La porte reste ouverte.',
    },
  },
  'personal-link': {
    en: {
      sms: 'Hi {name}, here is your personal link[, good until {validUntil}]: {link} Please keep it to yourself. {programName}',
      subject: 'Your personal link',
      basic:
        'Hi {name}, here is your personal link[, good until {validUntil}]: {link} Please keep it to yourself.',
    },
    fr: {
      sms: "Bonjour {name}, voici ton lien personnel[, bon jusqu'au {validUntil}] : {link} Garde-le pour toi. {programName}",
      subject: 'Ton lien personnel',
      basic:
        "Bonjour {name}, voici ton lien personnel[, bon jusqu'au {validUntil}] : {link} Garde-le pour toi.",
    },
  },
};
