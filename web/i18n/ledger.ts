import type { EventKind } from '../../domain/ledger';
import type { Stage } from '../../domain/policy';
import type { Lang } from './language';
import { isOfMentorship, mentorshipSentence, type MentorshipKind } from './mentorshipLedger';
import { templateTitle } from './templates';
import { findingTask, findingTitle } from './system';
import { transitionSentence } from './transitionLedger';
import { words } from './words';

type Data = Record<string, string | number | boolean | null>;

export type Code = string | number | boolean | null | undefined;

/** Names for the ids and codes that the ledger holds. */
export interface Labels {
  step: (id: Code) => string;
  privilege: (id: Code) => string;
  level: (id: Code) => string;
  tier: (id: Code) => string;
  training: (id: Code) => string;
  survey: (id: Code) => string;
  goal: (id: Code) => string;
  support: (id: Code) => string;
  partner: (id: Code) => string;
  hours: (minutes: Code) => string;
  person: (id: Code) => string;
  time: (at: Code) => string;
}

export type Tone = 'stage' | 'good' | 'alarm' | 'plain';

const TONES: Partial<Record<EventKind, Tone>> = {
  'stage-entered': 'stage',
  'became-mentor': 'stage',
  'mentorship-active': 'good',
  'privilege-granted': 'good',
  'check-in-answered': 'good',
  'shift-check-in': 'good',
  'escalation-resolved': 'good',
  'escalation-peer-answered': 'good',
  'training-completed': 'good',
  'goal-progress': 'good',
  'check-in-missed': 'alarm',
  'shift-missed': 'alarm',
  'escalation-raised': 'alarm',
  'escalation-unresolved': 'alarm',
  'help-called': 'alarm',
  'message-not-sent': 'alarm',
  'contact-stopped': 'alarm',
  'zone-rules-stale': 'alarm',
};

export function toneOf(kind: EventKind, data: Data): Tone {
  if (kind === 'shift-check-in' && data['answer'] !== 'ok') return 'alarm';
  if (kind === 'check-in-answered' && data['answer'] !== 'ok') return 'plain';
  return TONES[kind] ?? 'plain';
}

const TASKS: Record<string, Record<Lang, string>> = {
  'match-flagged': {
    en: 'a match had to end at once: talk with each of them',
    fr: 'un jumelage a dû cesser tout de suite : parler avec chaque personne',
  },
  'survey-words': {
    en: 'read what they wrote about whom or what will not do',
    fr: 'lire qui ou quoi ne convient pas',
  },
  silence: { en: 'long silence: get in touch', fr: 'long silence : prendre contact' },
  'not-ok': { en: 'said they are not OK', fr: 'a dit que ça ne va pas' },
  'look-again': { en: 'look at the step again', fr: 'revoir l’étape' },
  'missed-meetings': { en: 'meetings missed in a row', fr: 'rencontres manquées de suite' },
  'critical-transition': { en: 'support a critical transition', fr: 'soutenir un passage critique' },
  'tell-those-close': { en: 'tell those who were close', fr: 'prévenir les proches du parcours' },
  'transition-contact-late': {
    en: 'a contact around a transition is late',
    fr: 'un contact autour d’un passage est en retard',
  },
  'transition-hand-over-late': {
    en: 'nobody is named yet for a hand-over',
    fr: 'personne n’est encore nommé pour un relais',
  },
  'transition-date': {
    en: 'ask for the date of a transition',
    fr: 'demander la date d’un passage',
  },
  'meeting-said-differently': {
    en: 'the two say different things about a meeting: speak with both',
    fr: 'les deux ne disent pas la même chose d’une rencontre : parler avec chacun',
  },
  'event-attendance': { en: 'record who came to the event', fr: 'noter qui est venu à l’événement' },
  'referral-not-well': {
    en: 'the partner does not suit: look again together',
    fr: 'le partenaire ne convient pas : chercher ensemble',
  },
  'call-dont-text': { en: 'texts are stopped: call', fr: 'textos arrêtés : appeler' },
  'unknown-outcome': {
    en: 'nobody knows whether a message arrived',
    fr: 'on ignore si un message est arrivé',
  },
  'number-unusable': {
    en: 'their number cannot be reached: ask for another',
    fr: 'numéro injoignable : en demander un autre',
  },
  'number-stopped': {
    en: 'texts are stopped at the carrier: call',
    fr: 'textos arrêtés chez l’opérateur : appeler',
  },
  'number-landline': {
    en: 'their number is a landline: it is called, not texted',
    fr: 'le numéro est un fixe : on appelle, on ne texte pas',
  },
  'number-temporary': {
    en: 'their phone is off or out of reach: try to call',
    fr: 'téléphone éteint ou hors réseau : essayer d’appeler',
  },
  'number-filtered': {
    en: 'the carrier holds our texts back: call, and look at the sender',
    fr: 'l’opérateur retient nos textos : appeler, et revoir l’expéditeur',
  },
  unreachable: { en: 'find a way to reach them', fr: 'trouver un moyen de joindre la personne' },
  'screening-step-late': { en: 'a step of screening is overdue', fr: 'une étape de sélection est en retard' },
  'peer-word-late': { en: 'a mentor has not given their word', fr: 'l’avis d’un·e mentor·e manque encore' },
  'coverage-gap': { en: 'nobody can be reached on call', fr: 'personne n’est joignable de garde' },
  'achievement-review-late': { en: 'achievement review is late', fr: 'bilan de réussite en retard' },
  'renewal-late': {
    en: 'training or kit has run out: sort it out together',
    fr: 'formation ou trousse expirée : s’arranger ensemble',
  },
  'shadow-shift-late': {
    en: 'no first shift beside a peer yet',
    fr: 'pas encore de premier quart accompagné',
  },
  'agreement-late': { en: 'go through the agreement together', fr: 'parcourir l’entente ensemble' },
  'supervision-late': { en: 'supervision is late', fr: 'supervision en retard' },
  'work-review-late': { en: 'review of the work is late', fr: 'évaluation du travail en retard' },
  'tier-review-late': {
    en: 'look at the change of tier now',
    fr: 'revoir le changement de palier maintenant',
  },
  'support-late': { en: 'support asked for is late', fr: 'soutien demandé en retard' },
  'no-match': { en: 'waits long for a match', fr: 'attend un jumelage depuis longtemps' },
};

/** What became of a message that nobody got; a call that rang is not one that was never made. */
const NOT_SENT: Record<string, Record<Lang, string>> = {
  unanswered: { en: 'Call not answered', fr: 'Appel sans réponse' },
  undelivered: { en: 'Not delivered', fr: 'Non reçu' },
  refused: { en: 'Refused by the carrier', fr: 'Refusé par l’opérateur' },
  expired: { en: 'Not sent, too late', fr: 'Non envoyé, trop tard' },
  suppressed: { en: 'Held back', fr: 'Retenu' },
  unreachable: { en: 'Not sent, no way to reach them', fr: 'Non envoyé, personne injoignable' },
  unknown: { en: 'Not known whether sent', fr: 'Envoi incertain' },
};

function notSent(d: Data, lang: Lang): string {
  const reason = String(d['reason'] ?? '');
  const key = reason === 'undelivered' && d['channel'] === 'voice' ? 'unanswered' : reason;
  return NOT_SENT[key]?.[lang] ?? { en: 'Not sent', fr: 'Non envoyé' }[lang];
}

export function taskTitle(reason: Code, lang: Lang): string {
  if (String(reason).startsWith('audit-')) return findingTask(String(reason).slice('audit-'.length), lang);
  return TASKS[String(reason)]?.[lang] ?? String(reason ?? '').replaceAll('-', ' ');
}

function levels(list: Code, labels: Labels): string {
  return String(list ?? '')
    .split(',')
    .map((level) => labels.level(level))
    .join(', ');
}

function occasion(d: Data): 'start-of-shift' | 'in-shift' | 'end-of-shift' {
  if (d['occasion'] === 'start') return 'start-of-shift';
  return d['occasion'] === 'interval' ? 'in-shift' : 'end-of-shift';
}

/** One happening as a sentence for staff. `who` acted, already a name. */
export function sentence(lang: Lang, kind: EventKind, data: Data, labels: Labels, who: string): string {
  if (isOfMentorship(kind)) return mentorshipSentence(lang, kind, data, labels, who);
  return (lang === 'fr' ? french : english)(kind, data, labels, who);
}

type Other = Exclude<EventKind, MentorshipKind>;

function english(kind: Other, d: Data, l: Labels, who: string): string {
  const w = words.en;
  const title = () => templateTitle(d['template'], 'en');
  switch (kind) {
    case 'participant-added':
      return `Added as ${w.roles[d['role'] as 'mentee']?.toLowerCase() ?? 'participant'} by ${who}`;
    case 'journey-started':
      return `Path started by ${who}`;
    case 'stage-entered':
      return `Stage: ${w.stages[d['stage'] as Stage] ?? d['stage']}`;
    case 'screening-step-opened':
      return `Step opened: ${l.step(d['step'])}`;
    case 'screening-step-decided':
      return `${l.step(d['step'])}: ${w.stepOutcomes[String(d['outcome'])]?.toLowerCase() ?? d['outcome']}, by ${who}`;
    case 'screening-step-sent-in':
      return `Sent in: ${l.step(d['step'])}`;
    case 'screening-step-undone':
      return `${l.step(d['step'])}: a decision was a slip and is undone, by ${who}`;
    case 'peer-word-asked':
      return `${l.step(d['step'])}: a mentor is asked for their word`;
    case 'peer-word-given':
      return `${l.step(d['step'])}: a mentor has given their word`;
    case 'agreement-accepted':
      return `Agreed to: ${d['what'] === 'guidelines' ? 'what we expect of each other' : 'being written to'}`;
    case 'application-received':
      return d['kind'] === 'referral' ? 'A partner has referred them' : 'Application received';
    case 'application-decided':
      return `${d['kind'] === 'referral' ? 'Referral' : 'Application'} ${d['outcome'] === 'accepted' ? 'taken in' : 'closed'}, by ${who}`;
    case 'privilege-granted':
      return `May now: ${l.privilege(d['privilege'])}`;
    case 'survey-answered':
      return `Survey sent in: ${l.survey(d['survey'])}`;
    case 'survey-asked':
      return `Survey asked: ${l.survey(d['survey'])}`;
    case 'pair-ruled-out':
      return `A pair ruled out by ${who}`;
    case 'pair-allowed':
      return `A pair allowed again by ${who}`;
    case 'match-flagged':
      return 'Said that the match must end at once: contact is blocked';
    case 'caseload-over-cap':
      return `Caseload of ${d['would']}, above the cap of ${d['limit']}, with a reason by ${who}`;
    case 'match-proposed':
      return 'A pair is proposed';
    case 'match-approved':
      return `Pair approved by ${who}`;
    case 'match-rejected':
      return `Pair not approved by ${who}`;
    case 'match-answered':
      return d['answer'] === 'lapsed'
        ? 'The offer lapsed'
        : `${who} said ${d['answer'] === 'accept' ? 'yes' : 'no'} to the match`;
    case 'mentorship-active':
      return 'Mentorship begins';
    case 'mentorship-ended':
      return `Mentorship ended (${String(d['reason'] ?? '').replaceAll('-', ' ')})`;
    case 'meeting-planned':
      return `Meeting ${d['number']} planned${d['at'] ? ` for ${l.time(d['at'])}` : ''}`;
    case 'meeting-moved':
      return `Meeting ${d['number']} moved to ${l.time(d['to'])}`;
    case 'meeting-settled':
      return `Meeting ${d['number']}: ${w.meeting[String(d['outcome'])]?.toLowerCase() ?? d['outcome']}`;
    case 'goal-set':
      return `Goal: ${l.goal(d['goal'])}`;
    case 'goal-progress':
      return `${l.goal(d['goal'])}: ${d['progress']} %`;
    case 'check-in-asked':
      return `Check-in ${d['number']} asked`;
    case 'check-in-answered':
      return `Check-in ${d['number']}: ${({ ok: 'OK', 'not-ok': 'not OK', 'not-now': 'not now' } as Data)[String(d['answer'])] ?? d['answer']}${d['late'] ? ', late' : ''}`;
    case 'check-in-missed':
      return `Check-in ${d['number']} not answered`;
    case 'staff-task-opened':
      return `Task for staff: ${taskTitle(d['reason'], 'en')}`;
    case 'staff-task-closed':
      return `Task done: ${taskTitle(d['reason'], 'en')}`;
    case 'achievement-decided':
      return `Achievement: ${w.achievement[String(d['outcome'])]?.toLowerCase() ?? d['outcome']}`;
    case 'transition-consented':
      return d['consents'] ? 'Agreed to become a mentor' : 'Does not want to become a mentor';
    case 'training-completed':
      return `Training finished: ${l.training(d['module'])}`;
    case 'became-mentor':
      return 'Became a mentor: full circle';
    case 'tier-changed':
      return `Tier: ${l.tier(d['to'])}, by ${who}`;
    case 'transition-reported':
      return `${w.transitionKinds[String(d['kind'])] ?? 'Critical transition'} reported by ${who}`;
    case 'journey-paused':
      return `Paused by ${who}${d['until'] ? ` until ${l.time(d['until'])}` : ''}`;
    case 'journey-resumed':
      return `Resumed by ${who}`;
    case 'journey-withdrawn':
      return `Withdrawn by ${who}`;
    case 'journey-reopened':
      return `Reopened by ${who}`;
    case 'death-recorded':
      return `Death recorded by ${who}`;
    case 'workshop-planned':
      return `Workshop planned by ${who}`;
    case 'workshop-invited':
      return 'Invited to a workshop';
    case 'shift-scheduled':
      return `Shift scheduled by ${who}`;
    case 'shift-changed':
      return `Shift changed by ${who}${d['endsAt'] ? `: ends ${l.time(d['endsAt'])}` : ''}`;
    case 'shift-peer-changed':
      return `Peers of the shift changed by ${who}`;
    case 'shift-check-in':
      return `${w.waits[d['wait'] as 'end-of-shift'] ?? 'Check-in'}: ${d['answer'] === 'ok' ? 'OK' : 'not OK'}${d['late'] ? ', late' : ''} (${who})`;
    case 'shift-missed':
      return `${w.waits[occasion(d)] ?? 'Check-in'} missed`;
    case 'shift-closed':
      return 'Shift closed';
    case 'shift-cancelled':
      return `Shift cancelled by ${who}`;
    case 'help-called':
      return 'Called for help';
    case 'escalation-raised':
      return `Escalation: ${(w.escalationKinds[d['kind'] as 'help'] ?? '').toLowerCase()}`;
    case 'escalation-level-told':
      return `Told: ${l.level(d['level'])}`;
    case 'escalation-acknowledged':
      return `Acknowledged by ${who}`;
    case 'escalation-handed-over':
      return `Handed over to ${l.person(d['to'])}`;
    case 'escalation-peer-answered':
      if (d['how'] === 'taken') return 'Somebody took the request';
      return d['how'] === 'ok' ? 'They answered: OK' : 'They answered: not OK';
    case 'escalation-unresolved':
      return 'Nobody acknowledged it: UNRESOLVED, the chain starts again';
    case 'escalation-resolved':
      return `Resolved by ${who}: ${(w.escalationOutcomes[d['outcome'] as 'found-safe'] ?? '').toLowerCase()}`;
    case 'message-sent':
      return `${w.channels[String(d['channel'])] ?? 'Message'} sent: ${title()}`;
    case 'message-not-sent':
      return `${notSent(d, 'en')}: ${title()}`;
    case 'message-received':
      return `${w.channels[String(d['channel'])] ?? 'Message'} received`;
    case 'consent-given':
      return `Agreed to be written to by ${(w.channels[String(d['channel'])] ?? '').toLowerCase()}`;
    case 'contact-stopped':
      return `Stopped: ${(w.channels[String(d['channel'])] ?? '').toLowerCase()}. Call, don’t text`;
    case 'contact-started':
      return `${w.channels[String(d['channel'])] ?? 'Contact'} on again`;
    case 'contact-changed':
      return `Contact changed by ${who}`;
    case 'zone-rules-stale':
      return 'The time zone rules are stale: times may be wrong';
    case 'coverage-checked':
      return 'Every level on call can be reached';
    case 'coverage-gap':
      return `Nobody can be reached on call: ${levels(d['gaps'], l)}`;
    case 'rota-changed':
      return `Rota changed by ${who}`;
    case 'shift-offered':
      return `Shift offered by ${who}`;
    case 'shift-offer-answered':
      return d['answer'] === 'accepted'
        ? 'Offered shift accepted'
        : d['answer'] === 'lapsed'
          ? 'Offered shift lapsed without an answer'
          : 'Offered shift declined';
    case 'shift-cap-overridden':
      return `Workload above the cap, with a reason, by ${who}`;
    case 'safety-plan-agreed':
      return `Safety plan agreed with ${who}`;
    case 'debrief-offered':
      return 'Debrief offered';
    case 'debrief-answered':
      return `Debrief settled by ${who}`;
    case 'drill-started':
      return `Practice alarm started by ${who}`;
    case 'request-made':
      return 'Asked to speak with another professional';
    case 'request-taken':
      return `Request taken by ${who}`;
    case 'request-fulfilled':
      return `Request fulfilled, says ${who}`;
    case 'request-cancelled':
      return `Request withdrawn by ${who}`;
    case 'request-late':
      return 'Nobody took the request in the promised time';
    case 'channel-down':
      return `${w.channels[String(d['channel'])] ?? 'Messages'}: nothing gets through`;
    case 'channel-restored':
      return `${w.channels[String(d['channel'])] ?? 'Messages'}: getting through again`;
    case 'audit-finding':
      return `Audit: ${findingTitle(d['finding'], 'en')}`;
    case 'version-moved':
      return d['why'] === 'staff'
        ? `Moved to another version of the program by ${who}`
        : 'Goes on in the new version of the program';
    case 'program-reviewed':
      return d['concern'] === true
        ? 'Reviewed a version of the program: would change something first'
        : 'Reviewed a version of the program';
    case 'program-loaded':
      return `A new version of the program was put to use by ${who}`;
    case 'audit-mended':
      return `Audit mended: ${findingTitle(d['finding'], 'en')}`;
    case 'self-described':
      return d['group'] ? 'Said how they describe themselves' : 'Took back how they describe themselves';
    case 'erasure-asked':
      return `Asked to be forgotten, by ${who}`;
    case 'erasure-taken-back':
      return `Deletion taken back by ${who}`;
    case 'erasure-held-up':
      return 'Deletion waits: something about them is still open';
    case 'erased':
      return 'Personal data removed';
    case 'own-words-given':
      return 'Own words before the review, taken down with ' + who;
    case 'expiry-noted':
      return `${d['item'] === 'kit' ? 'Kit' : 'Training'} ${l.training(d['module'])}: ${d['expiresAt'] ? `good until ${l.time(d['expiresAt'])}` : 'does not run out'}`;
    case 'shadow-shift-done':
      return `First shift beside an experienced peer, noted by ${who}`;
    case 'boundaries-agreed':
      return 'Agreed about boundaries';
    case 'supervisor-named':
      return `Supervision is with ${l.person(d['to'])}`;
    case 'supervision-held':
      return d['outcome'] === 'held'
        ? `Supervision held, noted by ${who}`
        : 'Supervision not wanted this time';
    case 'work-reviewed':
      return d['direction'] === 'of-program'
        ? 'Said what they think of the program'
        : `Work reviewed by ${who}`;
    case 'tier-review-asked':
      return 'Asked for somebody else to look at the change of tier';
    case 'tier-reviewed':
      return `Change of tier looked at by ${who}: ${d['outcome'] === 'undone' ? 'taken back' : 'stands'}`;
    case 'support-asked':
      return `Asked for support: ${l.support(d['support'])}`;
    case 'support-given':
      return d['outcome'] === 'given' ? `Support given, noted by ${who}` : 'Support not wanted any more';
    case 'module-proposed':
      return 'Proposed something to learn';
    case 'module-rated':
      return `Rated a training: ${l.training(d['module'])}`;
    case 'training-session-planned':
      return `Training session planned by ${who}: ${l.training(d['module'])}`;
    case 'work-logged':
      return `Work recorded by ${who}: ${l.hours(d['minutes'])}`;
    case 'work-voided':
      return `Record of work voided by ${who}`;
    case 'opening-announced':
      return `Opening announced by ${who}`;
    case 'opening-offered':
      return 'Told of an opening';
    case 'opening-answered':
      return d['said'] === 'interested' ? 'Interested in an opening' : 'Not interested in an opening now';
    case 'opening-decided':
      return d['outcome'] === 'chosen' ? 'Got the opening' : 'Another person got the opening';
    case 'alumni-invited':
      return d['invited'] ? 'Stays invited after finishing' : 'Does not want to be invited any more';
    case 'note-written':
      return `Note written by ${who}`;
    default:
      return transitionSentence('en', kind, d, l, who);
  }
}

function french(kind: Other, d: Data, l: Labels, who: string): string {
  const w = words.fr;
  const title = () => templateTitle(d['template'], 'fr');
  switch (kind) {
    case 'participant-added':
      return `Ajouté·e comme ${w.roles[d['role'] as 'mentee']?.toLowerCase() ?? 'participant·e'} par ${who}`;
    case 'journey-started':
      return `Parcours commencé par ${who}`;
    case 'stage-entered':
      return `Étape : ${w.stages[d['stage'] as Stage] ?? d['stage']}`;
    case 'screening-step-opened':
      return `Étape ouverte : ${l.step(d['step'])}`;
    case 'screening-step-decided':
      return `${l.step(d['step'])} : ${w.stepOutcomes[String(d['outcome'])]?.toLowerCase() ?? d['outcome']}, par ${who}`;
    case 'screening-step-sent-in':
      return `Reçu : ${l.step(d['step'])}`;
    case 'screening-step-undone':
      return `${l.step(d['step'])} : décision annulée, c’était une erreur, par ${who}`;
    case 'peer-word-asked':
      return `${l.step(d['step'])} : avis demandé à un·e mentor·e`;
    case 'peer-word-given':
      return `${l.step(d['step'])} : un·e mentor·e a donné son avis`;
    case 'agreement-accepted':
      return `A accepté : ${d['what'] === 'guidelines' ? 'ce qu’on attend les uns des autres' : 'de recevoir nos messages'}`;
    case 'application-received':
      return d['kind'] === 'referral' ? 'Orienté·e par un partenaire' : 'Demande reçue';
    case 'application-decided':
      return `${d['kind'] === 'referral' ? 'Orientation' : 'Demande'} ${d['outcome'] === 'accepted' ? 'acceptée' : 'fermée'}, par ${who}`;
    case 'privilege-granted':
      return `Peut maintenant : ${l.privilege(d['privilege'])}`;
    case 'survey-answered':
      return `Questionnaire reçu : ${l.survey(d['survey'])}`;
    case 'survey-asked':
      return `Questionnaire demandé : ${l.survey(d['survey'])}`;
    case 'pair-ruled-out':
      return `Une paire exclue par ${who}`;
    case 'pair-allowed':
      return `Une paire permise de nouveau par ${who}`;
    case 'match-flagged':
      return 'A dit que le jumelage doit cesser tout de suite : le contact est bloqué';
    case 'caseload-over-cap':
      return `Charge de ${d['would']}, au-dessus du plafond de ${d['limit']}, avec une raison de ${who}`;
    case 'match-proposed':
      return 'Une paire est proposée';
    case 'match-approved':
      return `Paire approuvée par ${who}`;
    case 'match-rejected':
      return `Paire non approuvée par ${who}`;
    case 'match-answered':
      return d['answer'] === 'lapsed'
        ? 'L’offre a expiré'
        : `${who} a dit ${d['answer'] === 'accept' ? 'oui' : 'non'} au jumelage`;
    case 'mentorship-active':
      return 'Le mentorat commence';
    case 'mentorship-ended':
      return `Mentorat terminé (${String(d['reason'] ?? '').replaceAll('-', ' ')})`;
    case 'meeting-planned':
      return `Rencontre ${d['number']} prévue${d['at'] ? ` : ${l.time(d['at'])}` : ''}`;
    case 'meeting-moved':
      return `Rencontre ${d['number']} déplacée : ${l.time(d['to'])}`;
    case 'meeting-settled':
      return `Rencontre ${d['number']} : ${w.meeting[String(d['outcome'])]?.toLowerCase() ?? d['outcome']}`;
    case 'goal-set':
      return `Objectif : ${l.goal(d['goal'])}`;
    case 'goal-progress':
      return `${l.goal(d['goal'])} : ${d['progress']} %`;
    case 'check-in-asked':
      return `Nouvelles demandées (${d['number']})`;
    case 'check-in-answered':
      return `Nouvelles (${d['number']}) : ${({ ok: 'ça va', 'not-ok': 'ça ne va pas', 'not-now': 'pas maintenant' } as Data)[String(d['answer'])] ?? d['answer']}${d['late'] ? ', en retard' : ''}`;
    case 'check-in-missed':
      return `Pas de nouvelles (${d['number']})`;
    case 'staff-task-opened':
      return `Tâche pour l’équipe : ${taskTitle(d['reason'], 'fr')}`;
    case 'staff-task-closed':
      return `Tâche faite : ${taskTitle(d['reason'], 'fr')}`;
    case 'achievement-decided':
      return `Réussite : ${w.achievement[String(d['outcome'])]?.toLowerCase() ?? d['outcome']}`;
    case 'transition-consented':
      return d['consents'] ? 'Accepte de devenir mentor·e' : 'Ne veut pas devenir mentor·e';
    case 'training-completed':
      return `Formation terminée : ${l.training(d['module'])}`;
    case 'became-mentor':
      return 'Est devenu·e mentor·e : la boucle est bouclée';
    case 'tier-changed':
      return `Palier : ${l.tier(d['to'])}, par ${who}`;
    case 'transition-reported':
      return `${w.transitionKinds[String(d['kind'])] ?? 'Passage critique'}, signalé par ${who}`;
    case 'journey-paused':
      return `Mis en pause par ${who}${d['until'] ? ` jusqu’au ${l.time(d['until'])}` : ''}`;
    case 'journey-resumed':
      return `Repris par ${who}`;
    case 'journey-withdrawn':
      return `Retiré par ${who}`;
    case 'journey-reopened':
      return `Rouvert par ${who}`;
    case 'death-recorded':
      return `Décès noté par ${who}`;
    case 'workshop-planned':
      return `Atelier prévu par ${who}`;
    case 'workshop-invited':
      return 'Invité·e à un atelier';
    case 'shift-scheduled':
      return `Quart prévu par ${who}`;
    case 'shift-changed':
      return `Quart modifié par ${who}${d['endsAt'] ? ` : fin ${l.time(d['endsAt'])}` : ''}`;
    case 'shift-peer-changed':
      return `Pairs du quart modifiés par ${who}`;
    case 'shift-check-in':
      return `${w.waits[d['wait'] as 'end-of-shift'] ?? 'Pointage'} : ${d['answer'] === 'ok' ? 'ça va' : 'ça ne va pas'}${d['late'] ? ', en retard' : ''} (${who})`;
    case 'shift-missed':
      return `${w.waits[occasion(d)] ?? 'Pointage'} manqué`;
    case 'shift-closed':
      return 'Quart clos';
    case 'shift-cancelled':
      return `Quart annulé par ${who}`;
    case 'help-called':
      return 'A appelé à l’aide';
    case 'escalation-raised':
      return `Alerte : ${(w.escalationKinds[d['kind'] as 'help'] ?? '').toLowerCase()}`;
    case 'escalation-level-told':
      return `Prévenu : ${l.level(d['level'])}`;
    case 'escalation-acknowledged':
      return `Prise en charge par ${who}`;
    case 'escalation-handed-over':
      return `Transmise à ${l.person(d['to'])}`;
    case 'escalation-peer-answered':
      if (d['how'] === 'taken') return 'La demande a été prise';
      return d['how'] === 'ok' ? 'A répondu : ça va' : 'A répondu : ça ne va pas';
    case 'escalation-unresolved':
      return 'Personne n’a pris en charge : NON RÉSOLUE, la chaîne recommence';
    case 'escalation-resolved':
      return `Résolue par ${who} : ${(w.escalationOutcomes[d['outcome'] as 'found-safe'] ?? '').toLowerCase()}`;
    case 'message-sent':
      return `${w.channels[String(d['channel'])] ?? 'Message'} envoyé : ${title()}`;
    case 'message-not-sent':
      return `${notSent(d, 'fr')} : ${title()}`;
    case 'message-received':
      return `${w.channels[String(d['channel'])] ?? 'Message'} reçu`;
    case 'consent-given':
      return `Accepte d’être joint·e par ${(w.channels[String(d['channel'])] ?? '').toLowerCase()}`;
    case 'contact-stopped':
      return `Arrêté : ${(w.channels[String(d['channel'])] ?? '').toLowerCase()}. Appelez, n’écrivez pas`;
    case 'contact-started':
      return `${w.channels[String(d['channel'])] ?? 'Contact'} rétabli`;
    case 'contact-changed':
      return `Coordonnées modifiées par ${who}`;
    case 'zone-rules-stale':
      return 'Les règles de fuseau sont périmées : des heures peuvent être fausses';
    case 'coverage-checked':
      return 'Chaque niveau de garde est joignable';
    case 'coverage-gap':
      return `Personne n’est joignable de garde : ${levels(d['gaps'], l)}`;
    case 'rota-changed':
      return `Liste de garde modifiée par ${who}`;
    case 'shift-offered':
      return `Quart proposé par ${who}`;
    case 'shift-offer-answered':
      return d['answer'] === 'accepted'
        ? 'Quart proposé : accepté'
        : d['answer'] === 'lapsed'
          ? 'Quart proposé : resté sans réponse'
          : 'Quart proposé : refusé';
    case 'shift-cap-overridden':
      return `Charge au-dessus du plafond, avec une raison, par ${who}`;
    case 'safety-plan-agreed':
      return `Plan de sécurité convenu avec ${who}`;
    case 'debrief-offered':
      return 'Retour proposé';
    case 'debrief-answered':
      return `Retour réglé par ${who}`;
    case 'drill-started':
      return `Exercice d’alarme lancé par ${who}`;
    case 'request-made':
      return 'A demandé à parler à une autre personne professionnelle';
    case 'request-taken':
      return `Demande prise par ${who}`;
    case 'request-fulfilled':
      return `Demande satisfaite, selon ${who}`;
    case 'request-cancelled':
      return `Demande retirée par ${who}`;
    case 'request-late':
      return 'Personne n’a pris la demande dans le délai promis';
    case 'channel-down':
      return `${w.channels[String(d['channel'])] ?? 'Messages'} : rien ne passe`;
    case 'channel-restored':
      return `${w.channels[String(d['channel'])] ?? 'Messages'} : cela passe de nouveau`;
    case 'audit-finding':
      return `Vérification : ${findingTitle(d['finding'], 'fr')}`;
    case 'version-moved':
      return d['why'] === 'staff'
        ? `Passage à une autre version du programme, par ${who}`
        : 'Poursuit dans la nouvelle version du programme';
    case 'program-reviewed':
      return d['concern'] === true
        ? 'A relu une version du programme : changerait d’abord quelque chose'
        : 'A relu une version du programme';
    case 'program-loaded':
      return `Nouvelle version du programme mise en service par ${who}`;
    case 'audit-mended':
      return `Vérification, réparé : ${findingTitle(d['finding'], 'fr')}`;
    case 'self-described':
      return d['group'] ? 'A dit comment se décrire' : 'A retiré sa description';
    case 'erasure-asked':
      return `Suppression des données demandée, par ${who}`;
    case 'erasure-taken-back':
      return `Suppression annulée par ${who}`;
    case 'erasure-held-up':
      return 'Suppression en attente : quelque chose est encore en cours';
    case 'erased':
      return 'Données personnelles supprimées';
    case 'own-words-given':
      return `Propres mots avant le bilan, notés avec ${who}`;
    case 'expiry-noted':
      return `${d['item'] === 'kit' ? 'Trousse' : 'Formation'} ${l.training(d['module'])} : ${d['expiresAt'] ? `bonne jusqu’au ${l.time(d['expiresAt'])}` : 'n’expire pas'}`;
    case 'shadow-shift-done':
      return `Premier quart avec une personne d’expérience, noté par ${who}`;
    case 'boundaries-agreed':
      return 'Entente sur les limites acceptée';
    case 'supervisor-named':
      return `Supervision avec ${l.person(d['to'])}`;
    case 'supervision-held':
      return d['outcome'] === 'held'
        ? `Supervision tenue, notée par ${who}`
        : 'Supervision non souhaitée cette fois';
    case 'work-reviewed':
      return d['direction'] === 'of-program'
        ? 'A donné son avis sur le programme'
        : `Travail évalué par ${who}`;
    case 'tier-review-asked':
      return 'A demandé qu’une autre personne revoie le changement de palier';
    case 'tier-reviewed':
      return `Changement de palier revu par ${who} : ${d['outcome'] === 'undone' ? 'annulé' : 'maintenu'}`;
    case 'support-asked':
      return `Soutien demandé : ${l.support(d['support'])}`;
    case 'support-given':
      return d['outcome'] === 'given' ? `Soutien donné, noté par ${who}` : 'Soutien plus souhaité';
    case 'module-proposed':
      return 'A proposé quelque chose à apprendre';
    case 'module-rated':
      return `A évalué une formation : ${l.training(d['module'])}`;
    case 'training-session-planned':
      return `Séance de formation prévue par ${who} : ${l.training(d['module'])}`;
    case 'work-logged':
      return `Travail noté par ${who} : ${l.hours(d['minutes'])}`;
    case 'work-voided':
      return `Note de travail annulée par ${who}`;
    case 'opening-announced':
      return `Occasion de travail annoncée par ${who}`;
    case 'opening-offered':
      return 'Avisé·e d’une occasion de travail';
    case 'opening-answered':
      return d['said'] === 'interested'
        ? 'Intéressé·e par une occasion de travail'
        : 'Pas intéressé·e pour le moment';
    case 'opening-decided':
      return d['outcome'] === 'chosen' ? 'A obtenu l’occasion de travail' : 'Une autre personne l’a obtenue';
    case 'alumni-invited':
      return d['invited'] ? 'Reste invité·e après la fin' : 'Ne veut plus être invité·e';
    case 'note-written':
      return `Note écrite par ${who}`;
    default:
      return transitionSentence('fr', kind, d, l, who);
  }
}
