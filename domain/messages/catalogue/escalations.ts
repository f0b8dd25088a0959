import type { Wordings } from './wording';

/** To staff. The first line must be enough for somebody woken at 2 a.m.: who, where, since when, what to do, how to answer. */

export const WHAT_EN =
  '{reason, select, missed_end {no end-of-shift check-in from {peer}} missed_start {{peer} has not checked in at the start of the shift} missed_check_in {{peer} missed a check-in on shift} not_ok {{peer} says they are not OK} missed_retention {no word from {peer}} request_late {{peer} still waits to speak with somebody} other {{peer} needs you}}';
export const WHAT_FR =
  "{reason, select, missed_end {pas de nouvelles de {peer} à la fin du quart} missed_start {pas de nouvelles de {peer} au début du quart} missed_check_in {{peer} n'a pas répondu pendant le quart} not_ok {{peer} dit que cela ne va pas} missed_retention {pas de nouvelles de {peer}} request_late {{peer} attend toujours de parler à quelqu'un} other {{peer} a besoin de vous}}";

const stepsEn = (first: string) =>
  `What to do now:\n1. ${first}\n2. Say that you have it: reply {code}.[ Or open {link}]\n3. Once you know how they are, record how it ended.\n\nIf nobody takes it, it goes on to the next level.`;
const stepsFr = (first: string) =>
  `Quoi faire maintenant :\n1. ${first}\n2. Dites que vous vous en occupez : répondez {code}.[ Ou ouvrez {link}]\n3. Une fois que vous savez comment va la personne, notez comment cela s'est terminé.\n\nSi personne ne s'en occupe, l'alerte passe au niveau suivant.`;
/** After a duress phrase a call or a text may give the person away to whoever is with them, whatever it is about. */
const STEPS_EN = stepsEn(
  '{beside, select, silent_alarm {Do not call or text them: a silent alarm is up, somebody may be watching. Go and look, or call {emergencyNumber}.} other {Call[ {peerPhone}].}}',
);
const STEPS_FR = stepsFr(
  "{beside, select, silent_alarm {Ne pas appeler ni texter : une alarme silencieuse est en cours, quelqu'un regarde peut-être. Allez voir, ou appelez le {emergencyNumber}.} other {Appelez[ le {peerPhone}].}}",
);
const CALL_EN =
  '{beside, select, silent_alarm {A silent alarm is up: do not call or text them. Go and look, or call {emergencyNumber}.} other {Call[ {peerPhone}] now.}}';
const CALL_FR =
  '{beside, select, silent_alarm {Alarme silencieuse en cours : ne pas appeler ni texter. Allez voir, ou appelez le {emergencyNumber}.} other {Appelez[ le {peerPhone}].}}';
const CALL_BASIC_EN =
  '{beside, select, silent_alarm {Do not call or text them. Open the details first, or call {emergencyNumber}.} other {Call[ {peerPhone}] now.}}';
const CALL_BASIC_FR =
  '{beside, select, silent_alarm {Ne pas appeler ni texter. Ouvrez les détails, ou appelez le {emergencyNumber}.} other {Appelez[ le {peerPhone}].}}';
const UNRESOLVED_STEPS_EN = stepsEn(
  '{reason, select, duress {Do not call or text them: somebody may be watching. Go and look, or call {emergencyNumber}.} other {Call[ {peerPhone}].}}',
);
const UNRESOLVED_STEPS_FR = stepsFr(
  "{reason, select, duress {Ne pas appeler ni texter : quelqu'un regarde peut-être. Allez voir, ou appelez le {emergencyNumber}.} other {Appelez[ le {peerPhone}].}}",
);

export const ESCALATIONS: Wordings<
  | 'escalation-raised'
  | 'escalation-repeat'
  | 'escalation-level-changed'
  | 'escalation-acknowledged'
  | 'escalation-yours'
  | 'escalation-words-kept'
  | 'escalation-which'
  | 'escalation-handed-over'
  | 'escalation-peer-answered'
  | 'escalation-says-ok'
  | 'escalation-still-open'
  | 'escalation-outcome-due'
  | 'escalation-resolved'
  | 'escalation-unresolved'
  | 'help-alarm'
  | 'stop-confirmed-call-dont-text'
  | 'staff-task'
> = {
  'escalation-raised': {
    en: {
      sms: `URGENT: ${WHAT_EN}[, {site}], since {since}. ${CALL_EN}[ {plan}] Reply {code} to say you have it.[ {link}]`,
      subject: 'URGENT: {peer}, since {since}',
      text: `URGENT: ${WHAT_EN}[, {site}], since {since}.[\n\n{plan}]\n\n${STEPS_EN}`,
      basic: `URGENT: somebody may need you, since {since}. ${CALL_BASIC_EN} Reply {code} to say you have it.[ {link}]`,
    },
    fr: {
      sms: `URGENT : ${WHAT_FR}[, {site}], depuis {since}. ${CALL_FR}[ {plan}] Répondez {code} si vous vous en occupez.[ {link}]`,
      subject: 'URGENT : {peer}, depuis {since}',
      text: `URGENT : ${WHAT_FR}[, {site}], depuis {since}.[\n\n{plan}]\n\n${STEPS_FR}`,
      basic: `URGENT : quelqu'un pourrait avoir besoin de vous, depuis {since}. ${CALL_BASIC_FR} Répondez {code} si vous vous en occupez.[ {link}]`,
    },
  },
  'escalation-repeat': {
    en: {
      sms: `URGENT (sent again): ${WHAT_EN}[, {site}], since {since}. ${CALL_EN} Reply {code} to say you have it.[ {link}]`,
      subject: 'URGENT (sent again): {peer}, since {since}',
      text: `URGENT (sent again): ${WHAT_EN}[, {site}], since {since}.\n\n${STEPS_EN}`,
      basic: `URGENT (sent again): somebody may need you, since {since}. ${CALL_BASIC_EN} Reply {code} to say you have it.[ {link}]`,
    },
    fr: {
      sms: `URGENT (renvoi) : ${WHAT_FR}[, {site}], depuis {since}. ${CALL_FR} Répondez {code} si vous vous en occupez.[ {link}]`,
      subject: 'URGENT (renvoi) : {peer}, depuis {since}',
      text: `URGENT (renvoi) : ${WHAT_FR}[, {site}], depuis {since}.\n\n${STEPS_FR}`,
      basic: `URGENT (renvoi) : quelqu'un pourrait avoir besoin de vous, depuis {since}. ${CALL_BASIC_FR} Répondez {code} si vous vous en occupez.[ {link}]`,
    },
  },
  'escalation-level-changed': {
    en: {
      sms: 'For your information: nobody has taken {peer} yet, so the {level} is being alerted now. Do you know something? Just reply.[ {link}]',
      subject: '{peer}: now with the {level}',
      basic:
        'For your information: nobody has taken it yet, and the next level is being alerted now.[ {link}]',
    },
    fr: {
      sms: "Pour information : personne ne s'occupe encore de {peer}, et l'alerte passe au niveau suivant : {level}. Vous savez quelque chose? Répondez simplement.[ {link}]",
      subject: '{peer} : niveau suivant, {level}',
      basic:
        "Pour information : personne ne s'en occupe encore, le niveau suivant est alerté maintenant.[ {link}]",
    },
  },
  'escalation-acknowledged': {
    en: {
      sms: '{peer}: {by} has had it since {at}. Nothing more for you to do now.[ {link}]',
      subject: '{peer}: {by} has it',
      basic: 'Somebody has had it since {at}. Nothing more for you to do now.[ {link}]',
    },
    fr: {
      sms: "{peer} : {by} s'en occupe depuis {at}. Rien de plus à faire pour vous maintenant.[ {link}]",
      subject: "{peer} : {by} s'en occupe",
      basic: "Quelqu'un s'en occupe depuis {at}. Rien de plus à faire pour vous maintenant.[ {link}]",
    },
  },
  'escalation-yours': {
    en: {
      sms: '{peer}: you have it, noted at {at}. Once you know how they are, record how it ended.[ {link}]',
      subject: '{peer}: you have it',
      basic: 'You have it, noted at {at}. Once you know more, record how it ended.[ {link}]',
    },
    fr: {
      sms: "{peer} : c'est vous qui vous en occupez, noté à {at}. Une fois que vous savez comment va la personne, notez la suite.[ {link}]",
      subject: '{peer} : entre vos mains',
      basic:
        "C'est vous qui vous en occupez, noté à {at}. Une fois que vous en savez plus, notez la suite.[ {link}]",
    },
  },
  'escalation-words-kept': {
    en: {
      sms: '{peer}: a person will read this. {held, select, yours {How it ended still needs to be recorded.} other {Nobody has it yet: to take it, reply {code} and nothing else.}}[ {link}]',
      subject: '{peer}: a person will read this',
      basic:
        'A person will read this. {held, select, yours {How it ended still needs to be recorded.} other {Nobody has it yet: to take it, reply {code} and nothing else.}}[ {link}]',
    },
    fr: {
      sms: "{peer} : une personne lira ceci. {held, select, yours {La suite reste à noter.} other {Personne ne s'en occupe encore : si c'est vous, répondez {code} et rien d'autre.}}[ {link}]",
      subject: '{peer} : une personne lira ceci',
      basic:
        "Une personne lira ceci. {held, select, yours {La suite reste à noter.} other {Personne ne s'en occupe encore : si c'est vous, répondez {code} et rien d'autre.}}[ {link}]",
    },
  },
  'escalation-which': {
    en: {
      sms: 'Not taken yet: more than one alarm is open ({codes}). Reply with the code of the one you have, one code a message.',
      subject: 'Which alarm do you have?',
      basic:
        'Not taken yet: more than one alarm is open ({codes}). Reply with the code of the one you have, one code a message.',
    },
    fr: {
      sms: "Rien n'est pris encore : plus d'une alerte est ouverte ({codes}). Répondez avec le code de celle que vous prenez, un seul par message.",
      subject: 'Quelle alerte prenez-vous?',
      basic:
        "Rien n'est pris encore : plus d'une alerte est ouverte ({codes}). Répondez avec le code de celle que vous prenez, un seul par message.",
    },
  },
  'escalation-handed-over': {
    en: {
      sms: '{peer}: {from} has handed this over to {to}, who owns it now. {to}, reply {code} to say you have it.{reason, select, duress { Do not call or text them.} other {}}[ {link}]',
      subject: '{peer}: handed over to {to}',
      basic:
        'An alert has been handed over. If it is now yours, reply {code} to say you have it.{reason, select, duress { Do not call or text them.} other {}}[ {link}]',
    },
    fr: {
      sms: "{peer} : {from} a passé le relais à {to}, qui s'en occupe maintenant. {to}, répondez {code} pour le confirmer.{reason, select, duress { Ne pas appeler ni texter.} other {}}[ {link}]",
      subject: '{peer} : relais à {to}',
      basic:
        'Une alerte a changé de mains. Si elle est maintenant à vous, répondez {code} pour le confirmer.{reason, select, duress { Ne pas appeler ni texter.} other {}}[ {link}]',
    },
  },
  'escalation-peer-answered': {
    en: {
      sms: '{peer} answered at {at}{beside, select, silent_alarm {: OK. The silent alarm about them goes on: do not call or text them. This one} other {: all is well. The alarm stops; it}} stays open until one of you records how it ended.[ {link}]',
      subject:
        '{peer} answered{beside, select, silent_alarm {, the silent alarm goes on} other {: all is well}}',
      basic:
        'An answer came at {at}{beside, select, silent_alarm {: OK. The silent alarm goes on: do not call or text them. This one} other {: all is well. It}} stays open until one of you records how it ended.[ {link}]',
    },
    fr: {
      sms: "{peer} a répondu à {at} : {beside, select, silent_alarm {OK. L'alarme silencieuse continue : ne pas appeler ni texter. Ce dossier-ci} other {tout va bien. L'alarme se tait; le dossier}} reste ouvert jusqu'à ce que quelqu'un note la suite.[ {link}]",
      subject:
        "{peer} a répondu{beside, select, silent_alarm {, l'alarme silencieuse continue} other { : tout va bien}}",
      basic:
        "Une réponse est arrivée à {at} : {beside, select, silent_alarm {OK. L'alarme silencieuse continue : ne pas appeler ni texter. Ce dossier-ci} other {tout va bien. Le dossier}} reste ouvert jusqu'à ce que quelqu'un note la suite.[ {link}]",
    },
  },
  'escalation-says-ok': {
    en: {
      sms: '{peer} wrote at {at} that all is well. That alone does not end the alarm: {beside, select, silent_alarm {a silent alarm is up, so do not call or text them} other {speak with them first[, {peerPhone}]}}.[ {link}]',
      subject: '{peer} wrote: all is well. Please make sure',
      basic:
        'An answer came at {at}: all is well. That alone does not end the alarm: {beside, select, silent_alarm {do not call or text them} other {speak with them first[, {peerPhone}]}}.[ {link}]',
    },
    fr: {
      sms: "{peer} écrit à {at} que tout va bien. Cela seul ne met pas fin à l'alarme : {beside, select, silent_alarm {une alarme silencieuse est en cours, ne pas appeler ni texter} other {parlez-lui d'abord[, au {peerPhone}]}}.[ {link}]",
      subject: '{peer} écrit que tout va bien : à vérifier',
      basic:
        "Une réponse est arrivée à {at} : tout va bien. Cela seul ne met pas fin à l'alarme : {beside, select, silent_alarm {ne pas appeler ni texter} other {appelez d'abord[, au {peerPhone}]}}.[ {link}]",
    },
  },
  'escalation-still-open': {
    en: {
      sms: '{peer}: the alarm is over, and nobody has said yet how it ended. Please record it.[ {link}]',
      subject: '{peer}: how did it end?',
      basic: 'An alarm is over, and nobody has said yet how it ended. Please record it.[ {link}]',
    },
    fr: {
      sms: "{peer} : l'alarme est finie, et personne n'a encore dit comment. Notez la suite.[ {link}]",
      subject: '{peer} : quelle est la suite?',
      basic: "Une alarme est finie, et personne n'a encore dit comment. Notez la suite.[ {link}]",
    },
  },
  'escalation-outcome-due': {
    en: {
      sms: '{peer}: you took this {minutes, plural, one {# minute} other {# minutes}} ago. How did it end?[ Record it: {link}] Still on it? Reply {code}. Otherwise it goes on to the next level.',
      subject: '{peer}: how did it end?',
      basic:
        'How did it end?[ Record it: {link}] Still on it? Reply {code}. Otherwise it goes on to the next level.',
    },
    fr: {
      sms: '{peer} : vous vous en occupez depuis {minutes, plural, one {# minute} other {# minutes}}. Quelle est la suite?[ Notez-la : {link}] Encore en cours? Répondez {code}. Sinon, cela passe au niveau suivant.',
      subject: '{peer} : quelle est la suite?',
      basic:
        'Quelle est la suite?[ Notez-la : {link}] Encore en cours? Répondez {code}. Sinon, cela passe au niveau suivant.',
    },
  },
  'escalation-resolved': {
    en: {
      sms: '{peer}: closed by {by}[ ({outcome})]. Thank you, everybody.',
      subject: '{peer}: closed',
      basic: 'The alert you were told of is closed. Thank you, everybody.',
    },
    fr: {
      sms: '{peer} : dossier fermé par {by}[ ({outcome})]. Merci à tout le monde.',
      subject: '{peer} : dossier fermé',
      basic: "L'alerte que vous aviez est fermée. Merci à tout le monde.",
    },
  },
  'escalation-unresolved': {
    en: {
      sms: 'UNRESOLVED: all levels were alerted and nobody has taken {peer}[, {site}], since {since}. {reason, select, duress {Do not call or text them. Go and look, or call {emergencyNumber}.} other {Call[ {peerPhone}] now.}} Reply {code} to say you have it. This repeats until somebody does.[ {link}]',
      subject: 'UNRESOLVED: {peer}, since {since}',
      text: `UNRESOLVED: all levels were alerted and nobody has taken {peer}[, {site}], since {since}. This repeats until somebody does.\n\n${UNRESOLVED_STEPS_EN}`,
      basic:
        'UNRESOLVED: all levels were alerted, still no answer since {since}. {reason, select, duress {Do not call or text them. Open the details first, or call {emergencyNumber}.} other {Call[ {peerPhone}] now.}} Reply {code} to say you have it. This repeats until somebody does.[ {link}]',
    },
    fr: {
      sms: "NON RÉGLÉ : tous les niveaux ont eu l'alerte, personne ne s'occupe de {peer}[, {site}], depuis {since}. {reason, select, duress {Ne pas appeler ni texter. Allez voir, ou appelez le {emergencyNumber}.} other {Appelez[ le {peerPhone}].}} Répondez {code} si vous vous en occupez. Ce message se répète.[ {link}]",
      subject: 'NON RÉGLÉ : {peer}, depuis {since}',
      text: `NON RÉGLÉ : tous les niveaux ont eu l'alerte, et personne ne s'occupe de {peer}[, {site}], depuis {since}. Ce message se répète jusqu'à ce que quelqu'un le fasse.\n\n${UNRESOLVED_STEPS_FR}`,
      basic:
        "NON RÉGLÉ : tous les niveaux ont eu l'alerte, pas de réponse depuis {since}. {reason, select, duress {Ne pas appeler ni texter. Ouvrez les détails, ou appelez le {emergencyNumber}.} other {Appelez[ le {peerPhone}].}} Répondez {code} si vous vous en occupez. Ce message se répète.[ {link}]",
    },
  },
  'help-alarm': {
    en: {
      sms: '{reason, select, duress {SILENT ALARM} other {ALARM}}: {peer}[, {site}], {at}. {reason, select, duress {Duress phrase used: do not call or text them. Go and look, or call {emergencyNumber}.} other {They called for help. Call[ {peerPhone}] now; in danger {emergencyNumber}.}}[ {plan}] Reply {code} to say you have it.[ {link}]',
      subject: '{reason, select, duress {SILENT ALARM} other {ALARM}}: {peer}, {at}',
      text: '{reason, select, duress {SILENT ALARM} other {ALARM}}: {peer}[, {site}], {at}.\n\n{reason, select, duress {{peer} used the duress phrase agreed with them. Their phone shows an ordinary thank-you. Do not call or text them: somebody may be watching. Go and look, or call {emergencyNumber}.} other {{peer} called for help. Call[ {peerPhone}] now. In danger call {emergencyNumber}.}}[\n\n{plan}]\n\nReply {code} to say you have it.[ Or open {link}]',
      basic:
        '{reason, select, duress {SILENT ALARM} other {ALARM}}, {at}. {reason, select, duress {Do not call or text them. Open the details first, or call {emergencyNumber}.} other {Call[ {peerPhone}] now; in danger {emergencyNumber}.}} Reply {code} to say you have it.[ {link}]',
    },
    fr: {
      sms: "{reason, select, duress {ALARME SILENCIEUSE} other {ALARME}} : {peer}[, {site}], {at}. {reason, select, duress {Phrase de contrainte : ne pas appeler ni texter. Allez voir, ou appelez le {emergencyNumber}.} other {Appel à l'aide. Appelez[ le {peerPhone}]; en danger, le {emergencyNumber}.}}[ {plan}] Répondez {code} si vous vous en occupez.[ {link}]",
      subject: '{reason, select, duress {ALARME SILENCIEUSE} other {ALARME}} : {peer}, {at}',
      text: "{reason, select, duress {ALARME SILENCIEUSE} other {ALARME}} : {peer}[, {site}], {at}.\n\n{reason, select, duress {{peer} a écrit la phrase de contrainte convenue. Son téléphone montre un merci ordinaire. Ne pas appeler ni texter : quelqu'un regarde peut-être. Allez voir, ou appelez le {emergencyNumber}.} other {{peer} a appelé à l'aide. Appelez[ le {peerPhone}] maintenant. En danger, appelez le {emergencyNumber}.}}[\n\n{plan}]\n\nRépondez {code} si vous vous en occupez.[ Ou ouvrez {link}]",
      basic:
        '{reason, select, duress {ALARME SILENCIEUSE} other {ALARME}}, {at}. {reason, select, duress {Ne pas appeler ni texter. Ouvrez les détails, ou appelez le {emergencyNumber}.} other {Appelez[ le {peerPhone}]; en danger, le {emergencyNumber}.}} Répondez {code} si vous vous en occupez.[ {link}]',
    },
  },
  'stop-confirmed-call-dont-text': {
    en: {
      sms: "{peer} has opted out of texts. Call, don't text[: {peerPhone}]. Check-ins by text no longer reach them. They can opt back in by texting START.[ {link}]",
      subject: "{peer}: call, don't text",
      basic: "Somebody has opted out of texts: call, don't text.[ {link}]",
    },
    fr: {
      sms: '{peer} ne veut plus de textos. Appelez, ne textez pas[ : {peerPhone}]. Les suivis par texto ne se rendent plus. Pour reprendre : la personne se réabonne en textant START.[ {link}]',
      subject: '{peer} : appelez, ne textez pas',
      basic: "Quelqu'un ne veut plus de textos : appelez, ne textez pas.[ {link}]",
    },
  },
  'staff-task': {
    en: {
      sms: 'To do: {task}[ ({about})][, by {due}].[ {link}] {programName}',
      subject: 'To do: {task}',
      basic: 'Something to do is waiting for you[, by {due}].[ {link}]',
    },
    fr: {
      sms: "Pour vous : {task}[ ({about})][, d'ici le {due}].[ {link}] {programName}",
      subject: 'À faire : {task}',
      basic: "Quelque chose vous attend[, d'ici le {due}].[ {link}]",
    },
  },
};
