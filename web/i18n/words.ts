import type { Role, Stage } from '../../domain/policy';
import type { EscalationKind, EscalationOutcome, WaitKind } from '../../workflows/contract';
import type { Lang } from './language';

/** What the codes of the product are called, for people who work with it. */
export interface Words {
  stages: Record<Stage, string>;
  roles: Record<Role, string>;
  staffRoles: Record<string, string>;
  journey: Record<string, string>;
  steps: Record<string, string>;
  stepOutcomes: Record<string, string>;
  waits: Record<WaitKind, string>;
  shift: Record<string, string>;
  escalation: Record<string, string>;
  escalationKinds: Record<EscalationKind, string>;
  escalationOutcomes: Record<EscalationOutcome, string>;
  mentorship: Record<string, string>;
  meeting: Record<string, string>;
  channels: Record<string, string>;
  deliveries: Record<string, string>;
  achievement: Record<string, string>;
  transitionKinds: Record<string, string>;
  factors: Record<string, string>;
  /** Privileges that the product knows, for programs that do not name them. */
  privileges: Record<string, string>;
  /** "2 h", "3 days": a rough length of time. */
  span(milliseconds: number): string;
  late(span: string): string;
  dueIn(span: string): string;
  since(span: string): string;
  noDue: string;
}

export const words: Record<Lang, Words> = {
  en: {
    stages: {
      screening: 'Screening',
      matching: 'Matching',
      mentorship: 'Mentorship',
      retention: 'Retention',
      achievement: 'Achievement',
      transition: 'Transition',
    },
    roles: { mentee: 'Mentee', mentor: 'Mentor' },
    staffRoles: {
      admin: 'Administrator',
      coordinator: 'Coordinator',
      supervisor: 'Supervisor',
      viewer: 'Viewer',
      partner: 'Partner',
    },
    journey: {
      active: 'Active',
      paused: 'Paused',
      withdrawn: 'Withdrawn',
      ended: 'Completed',
      starting: 'Starting',
    },
    steps: {
      open: 'Open',
      passed: 'Passed',
      'on-hold': 'On hold',
      declined: 'Declined for now',
      referred: 'Referred',
      ahead: 'Later',
    },
    stepOutcomes: { advance: 'Advance', hold: 'Hold', refer: 'Refer elsewhere', decline: 'Decline for now' },
    waits: {
      'screening-step': 'Screening step',
      'peer-word': 'A mentor’s word on a step',
      application: 'Somebody to be taken in',
      survey: 'Survey',
      match: 'A match to be found',
      'match-offer': 'Answer to a match',
      'meeting-outcome': 'Did the meeting happen?',
      'closing-words': 'Closing words',
      'retention-check-in': 'Check-in',
      'achievement-review': 'Achievement review',
      'transition-consent': 'Consent to become a mentor',
      training: 'Training',
      'start-of-shift': 'Start-of-shift check-in',
      'in-shift': 'Check-in during the shift',
      'end-of-shift': 'End-of-shift check-in',
      'escalation-acknowledgement': 'Escalation to acknowledge',
      'escalation-outcome': 'Outcome of an escalation',
      'staff-task': 'Task for staff',
      'human-reply': 'A reply that needs a human',
      'shift-offer': 'Answer to an offered shift',
      debrief: 'Debrief after an escalation',
      request: 'Wants to speak with another professional',
      'transition-contact': 'Contact around a transition',
      'transition-date': 'Find out the date of a transition',
      'transition-hand-over': 'Say who hands over to whom',
      'meeting-time': 'Answer to another meeting time',
      'interim-contact': 'Be in touch while the mentor takes a break',
      'workshop-answer': 'Answer to an invitation',
      'workshop-attendance': 'Who came to the event?',
      'referral-consent': 'Consent to an introduction',
      'referral-step': 'Warm hand-over to a partner',
      'referral-follow-up': 'How is it going with the partner?',
      'appointment-outcome': 'Did the appointment take place?',
      'own-words': 'Own words before the review',
      renewal: 'Training or kit to renew',
      'shadow-shift': 'First shift beside an experienced peer',
      agreement: 'Agreement about boundaries',
      supervision: 'Supervision',
      'work-review': 'Review of the work',
      'tier-change': 'A word on a change of tier',
      'tier-review': 'Change of tier to be looked at by somebody else',
      support: 'Support asked for',
      opening: 'Answer to an opening',
      'opening-decision': 'Opening to be decided',
    },
    shift: {
      scheduled: 'Scheduled',
      running: 'Running',
      ended: 'Ended, check-ins open',
      closed: 'Closed',
      cancelled: 'Cancelled',
    },
    escalation: {
      open: 'Open',
      acknowledged: 'Acknowledged',
      unresolved: 'UNRESOLVED',
      resolved: 'Resolved',
    },
    escalationKinds: {
      'missed-start': 'Missed start-of-shift check-in',
      'missed-interval': 'Missed check-in during the shift',
      'missed-end': 'Missed end-of-shift check-in',
      help: 'Asked for help',
      'not-ok': 'Said they are not OK',
      duress: 'Duress phrase',
      unreachable: 'Cannot be reached',
      'request-late': 'Nobody has taken a request to speak with somebody',
      drill: 'Practice alarm',
    },
    escalationOutcomes: {
      'found-safe': 'Found safe',
      'help-sent': 'Help was sent',
      'could-not-reach': 'Could not be reached',
      'false-alarm': 'False alarm',
      'handed-to-emergency-services': 'Handed to emergency services',
    },
    mentorship: {
      proposed: 'Proposed',
      offered: 'Offered to both',
      active: 'Active',
      declined: 'Declined',
      lapsed: 'Offer lapsed',
      rejected: 'Not approved',
      ended: 'Ended',
    },
    meeting: {
      planned: 'Planned',
      attended: 'Held',
      missed: 'Missed',
      unknown: 'Not known',
      cancelled: 'Cancelled',
    },
    channels: { sms: 'Text', voice: 'Call', email: 'Email' },
    deliveries: {
      pending: 'Waiting',
      sent: 'Sent',
      delivered: 'Delivered',
      undelivered: 'Not delivered',
      refused: 'Refused',
      expired: 'Expired unsent',
      superseded: 'No longer needed',
      suppressed: 'Held back',
      unreachable: 'No way to reach',
      unknown: 'Outcome unknown',
      'handing-over': 'Being sent',
      ringing: 'Ringing',
      'in-progress': 'Answered',
      busy: 'Declined or busy',
      'no-answer': 'Not answered',
      failed: 'Failed',
    },
    achievement: { 'become-mentor': 'Become a mentor', 'new-goals': 'Set new goals', finish: 'Finish here' },
    transitionKinds: {
      'hospital-discharge': 'Hospital discharge',
      'custody-release': 'Release from custody',
      'rehabilitation-release': 'Release from rehabilitation',
      'housing-change': 'Housing change',
    },
    factors: {
      skills: 'skills',
      goals: 'goals',
      interests: 'interests',
      languages: 'languages',
      availability: 'availability',
      preferences: 'wishes',
    },
    privileges: {
      'attend-workshops': 'attend workshops',
      'be-matched': 'be matched',
      'co-facilitate': 'co-facilitate',
      'work-shifts': 'work shifts',
      mentor: 'be a mentor',
    },
    span: (ms) => span(ms, ['min', 'min'], ['h', 'h'], ['day', 'days'], ['week', 'weeks']),
    late: (s) => `${s} late`,
    dueIn: (s) => `in ${s}`,
    since: (s) => `for ${s}`,
    noDue: 'no date',
  },
  fr: {
    stages: {
      screening: 'Sélection',
      matching: 'Jumelage',
      mentorship: 'Mentorat',
      retention: 'Suivi',
      achievement: 'Réussite',
      transition: 'Passage',
    },
    roles: { mentee: 'Mentoré·e', mentor: 'Mentor·e' },
    staffRoles: {
      admin: 'Administration',
      coordinator: 'Coordination',
      supervisor: 'Supervision',
      viewer: 'Lecture',
      partner: 'Partenaire',
    },
    journey: {
      active: 'Actif',
      paused: 'En pause',
      withdrawn: 'Retiré·e',
      ended: 'Terminé',
      starting: 'Démarrage',
    },
    steps: {
      open: 'Ouverte',
      passed: 'Réussie',
      'on-hold': 'En attente',
      declined: 'Refusée pour l’instant',
      referred: 'Orientée ailleurs',
      ahead: 'Plus tard',
    },
    stepOutcomes: {
      advance: 'Accepter',
      hold: 'Mettre en attente',
      refer: 'Orienter ailleurs',
      decline: 'Refuser pour l’instant',
    },
    waits: {
      'screening-step': 'Étape de sélection',
      'peer-word': 'Avis d’un·e mentor·e sur une étape',
      application: 'Une personne à accueillir',
      survey: 'Questionnaire',
      match: 'Jumelage à trouver',
      'match-offer': 'Réponse à un jumelage',
      'meeting-outcome': 'La rencontre a-t-elle eu lieu ?',
      'closing-words': 'Mots de la fin',
      'retention-check-in': 'Prise de nouvelles',
      'achievement-review': 'Bilan de réussite',
      'transition-consent': 'Accord pour devenir mentor·e',
      training: 'Formation',
      'start-of-shift': 'Pointage de début de quart',
      'in-shift': 'Pointage pendant le quart',
      'end-of-shift': 'Pointage de fin de quart',
      'escalation-acknowledgement': 'Alerte à prendre en charge',
      'escalation-outcome': 'Issue d’une alerte',
      'staff-task': 'Tâche pour l’équipe',
      'human-reply': 'Réponse à lire par une personne',
      'shift-offer': 'Réponse à un quart proposé',
      debrief: 'Retour après une escalade',
      request: 'Veut parler à une autre personne professionnelle',
      'transition-contact': 'Contact autour d’un passage',
      'transition-date': 'Trouver la date d’un passage',
      'transition-hand-over': 'Dire qui passe le relais à qui',
      'meeting-time': 'Réponse à un autre moment de rencontre',
      'interim-contact': 'Faire signe pendant la pause du mentor',
      'workshop-answer': 'Réponse à une invitation',
      'workshop-attendance': 'Qui est venu à l’événement ?',
      'referral-consent': 'Accord pour une mise en relation',
      'referral-step': 'Passage accompagné vers un partenaire',
      'referral-follow-up': 'Comment ça va avec le partenaire ?',
      'appointment-outcome': 'Le rendez-vous a-t-il eu lieu ?',
      'own-words': 'Propres mots avant le bilan',
      renewal: 'Formation ou trousse à renouveler',
      'shadow-shift': 'Premier quart avec une personne d’expérience',
      agreement: 'Entente sur les limites',
      supervision: 'Supervision',
      'work-review': 'Évaluation du travail',
      'tier-change': 'Un mot sur un changement de palier',
      'tier-review': 'Changement de palier à faire revoir',
      support: 'Soutien demandé',
      opening: 'Réponse à une occasion de travail',
      'opening-decision': 'Occasion de travail à attribuer',
    },
    shift: {
      scheduled: 'Prévu',
      running: 'En cours',
      ended: 'Terminé, pointages attendus',
      closed: 'Clos',
      cancelled: 'Annulé',
    },
    escalation: {
      open: 'Ouverte',
      acknowledged: 'Prise en charge',
      unresolved: 'NON RÉSOLUE',
      resolved: 'Résolue',
    },
    escalationKinds: {
      'missed-start': 'Pointage de début manqué',
      'missed-interval': 'Pointage pendant le quart manqué',
      'missed-end': 'Pointage de fin de quart manqué',
      help: 'Demande d’aide',
      'not-ok': 'A dit que ça ne va pas',
      duress: 'Phrase de détresse',
      unreachable: 'Impossible à joindre',
      'request-late': 'Personne n’a pris une demande de parler à quelqu’un',
      drill: 'Exercice d’alarme',
    },
    escalationOutcomes: {
      'found-safe': 'En sécurité',
      'help-sent': 'Aide envoyée',
      'could-not-reach': 'Impossible à joindre',
      'false-alarm': 'Fausse alerte',
      'handed-to-emergency-services': 'Confiée aux services d’urgence',
    },
    mentorship: {
      proposed: 'Proposé',
      offered: 'Offert aux deux',
      active: 'Actif',
      declined: 'Refusé',
      lapsed: 'Offre expirée',
      rejected: 'Non approuvé',
      ended: 'Terminé',
    },
    meeting: {
      planned: 'Prévue',
      attended: 'Tenue',
      missed: 'Manquée',
      unknown: 'Inconnue',
      cancelled: 'Annulée',
    },
    channels: { sms: 'Texto', voice: 'Appel', email: 'Courriel' },
    deliveries: {
      pending: 'En attente',
      sent: 'Envoyé',
      delivered: 'Reçu',
      undelivered: 'Non reçu',
      refused: 'Refusé',
      expired: 'Expiré sans envoi',
      superseded: 'Plus nécessaire',
      suppressed: 'Retenu',
      unreachable: 'Aucun moyen de joindre',
      unknown: 'Issue inconnue',
      'handing-over': 'En cours d’envoi',
      ringing: 'Sonne',
      'in-progress': 'Décroché',
      busy: 'Refusé ou occupé',
      'no-answer': 'Sans réponse',
      failed: 'Échec',
    },
    achievement: {
      'become-mentor': 'Devenir mentor·e',
      'new-goals': 'Fixer de nouveaux objectifs',
      finish: 'Terminer ici',
    },
    transitionKinds: {
      'hospital-discharge': 'Sortie de l’hôpital',
      'custody-release': 'Sortie de détention',
      'rehabilitation-release': 'Sortie de réadaptation',
      'housing-change': 'Changement de logement',
    },
    factors: {
      skills: 'compétences',
      goals: 'objectifs',
      interests: 'intérêts',
      languages: 'langues',
      availability: 'disponibilités',
      preferences: 'souhaits',
    },
    privileges: {
      'attend-workshops': 'participer aux ateliers',
      'be-matched': 'être jumelé·e',
      'co-facilitate': 'coanimer',
      'work-shifts': 'faire des quarts',
      mentor: 'être mentor·e',
    },
    span: (ms) => span(ms, ['min', 'min'], ['h', 'h'], ['jour', 'jours'], ['semaine', 'semaines']),
    late: (s) => `${s} de retard`,
    dueIn: (s) => `dans ${s}`,
    since: (s) => `depuis ${s}`,
    noDue: 'sans date',
  },
};

type Unit = [one: string, many: string];

function span(milliseconds: number, minute: Unit, hour: Unit, day: Unit, week: Unit): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  const say = (n: number, [one, many]: Unit) => `${n} ${n === 1 ? one : many}`;
  if (minutes < 60) return say(minutes, minute);
  const hours = Math.round(minutes / 60);
  if (hours < 48) return say(hours, hour);
  const days = Math.round(hours / 24);
  return days < 21 ? say(days, day) : say(Math.round(days / 7), week);
}
