/** What each figure counts, and what it leaves out, in words that stand beside it everywhere it is shown. */
interface InBoth {
  en: string;
  fr: string;
}

export interface FigureWords {
  name: InBoth;
  definition: InBoth;
  unit: 'count' | 'share' | 'days' | 'minutes';
}

const both = (en: string, fr: string): InBoth => ({ en, fr });
const figure = (unit: FigureWords['unit'], name: InBoth, definition: InBoth): FigureWords => ({
  unit,
  name,
  definition,
});

/** In the order in which they are shown; a section is a heading over some of them. */
export const SECTIONS = [
  {
    id: 'path',
    name: both('The path', 'Le parcours'),
    figures: ['started', 'reached', 'standing', 'steps', 'time-in-stage', 'endings', 'retention'],
  },
  {
    id: 'mentorship',
    name: both('Matching and mentorship', 'Jumelage et mentorat'),
    figures: ['matches', 'offers', 'time-to-match', 'meetings', 'goals', 'workshops'],
  },
  {
    id: 'support',
    name: both('Staying in touch', 'Garder le lien'),
    figures: ['check-ins', 'check-in-answers', 'transitions', 'requests', 'request-taken'],
  },
  {
    id: 'growth',
    name: both('Becoming a mentor', 'Devenir mentor'),
    figures: ['became-mentor', 'tiers', 'training'],
  },
  {
    id: 'safety',
    name: both('Safety on shift', 'Sécurité pendant les quarts'),
    figures: [
      'shift-check-ins',
      'escalations',
      'escalation-told',
      'escalation-acknowledged',
      'escalation-resolved',
    ],
  },
] as const;
export type FigureId = (typeof SECTIONS)[number]['figures'][number];

export const FIGURES: Record<FigureId, FigureWords> = {
  started: figure(
    'count',
    both('Paths begun', 'Parcours commencés'),
    both(
      'Paths that began in the period, by the role in which the person began. Somebody who was added and whose path has not begun is left out.',
      'Parcours commencés durant la période, selon le rôle de départ. Une personne inscrite dont le parcours n’a pas commencé n’est pas comptée.',
    ),
  ),
  reached: figure(
    'count',
    both('People who reached a stage', 'Personnes arrivées à une étape'),
    both(
      'People who entered the stage in the period, each counted once a stage, also when they came back to it.',
      'Personnes entrées dans l’étape durant la période, comptées une fois par étape, même si elles y sont revenues.',
    ),
  ),
  standing: figure(
    'count',
    both('Where people stood at the end', 'Où les gens en étaient à la fin'),
    both(
      'People on each stage when the period ended, those who have paused included. Left out: who withdrew, finished or died before.',
      'Personnes à chaque étape à la fin de la période, pauses comprises. Ne sont pas comptées : celles qui se sont retirées, ont terminé ou sont décédées avant.',
    ),
  ),
  steps: figure(
    'share',
    both('Screening steps passed', 'Étapes de sélection franchies'),
    both(
      'Decisions on the step in the period that let the person go on, of all decisions on it. A hold, a referral or a decline is a decision too, and the person may have passed later.',
      'Décisions de la période qui ont permis d’avancer, sur toutes les décisions touchant l’étape. Une mise en attente, une orientation ou un refus est aussi une décision, et la personne a pu réussir plus tard.',
    ),
  ),
  'time-in-stage': figure(
    'days',
    both('Days in a stage', 'Jours dans une étape'),
    both(
      'From entering the stage to leaving it, for stays that ended in the period; half took no longer than the median. Pauses count as time in the stage. Stays that still go on are left out, so a stage that holds people up looks quicker than it is.',
      'De l’entrée à la sortie de l’étape, pour les séjours terminés durant la période; la moitié n’a pas dépassé la médiane. Les pauses comptent. Les séjours en cours ne sont pas comptés : une étape qui retient les gens paraît donc plus rapide qu’elle ne l’est.',
    ),
  ),
  endings: figure(
    'count',
    both('Endings and returns', 'Départs et retours'),
    both(
      'Times in the period that somebody finished well, withdrew, came back after withdrawing, or that a death was recorded.',
      'Nombre de fois, durant la période, où quelqu’un a bien terminé, s’est retiré, est revenu après un retrait, ou qu’un décès a été noté.',
    ),
  ),
  retention: figure(
    'share',
    both('People who stayed', 'Personnes restées'),
    both(
      'Of everybody who was on a path at any time of the period: those who at its end were still on it or had finished well. People who died are left out on both sides.',
      'Parmi toutes les personnes qui ont été en parcours durant la période : celles qui, à la fin, l’étaient encore ou avaient bien terminé. Les personnes décédées ne sont comptées ni d’un côté ni de l’autre.',
    ),
  ),
  matches: figure(
    'count',
    both('Matches', 'Jumelages'),
    both(
      'Pairs proposed, approved or refused by staff, begun, and ended in the period. The same pair counts once in each of them.',
      'Jumelages proposés, approuvés ou refusés par le personnel, commencés et terminés durant la période. Un même jumelage compte une fois dans chacun.',
    ),
  ),
  offers: figure(
    'count',
    both('Answers to offers of a match', 'Réponses aux offres de jumelage'),
    both(
      'What either side said in the period, each side counted by itself, and offers that lapsed without an answer. Nobody is asked why.',
      'Ce que chaque partie a répondu durant la période, comptée séparément, et les offres échues sans réponse. On ne demande jamais pourquoi.',
    ),
  ),
  'time-to-match': figure(
    'days',
    both('Days to a match', 'Jours avant un jumelage'),
    both(
      'From entering the matching stage to entering mentorship, where that happened in the period. Who still waits, or left without a match, is left out.',
      'De l’entrée à l’étape du jumelage jusqu’au mentorat, lorsque celui-ci a commencé durant la période. Les personnes qui attendent encore ou sont parties sans jumelage ne sont pas comptées.',
    ),
  ),
  meetings: figure(
    'share',
    both('Meetings kept', 'Rencontres tenues'),
    both(
      'Of meetings that were settled for the first time in the period: those that took place, missed ones, and those about which nobody said anything. The latest word on a meeting counts. Cancelled meetings are left out.',
      'Parmi les rencontres réglées pour la première fois durant la période : celles qui ont eu lieu, les manquées et celles dont personne n’a rien dit. La dernière information compte. Les rencontres annulées ne sont pas comptées.',
    ),
  ),
  goals: figure(
    'share',
    both('Goals', 'Objectifs'),
    both(
      'Goals that were set or moved in the period, by how far they had come at its end: all the way, part of it, or not yet. People say themselves how far they have come.',
      'Objectifs fixés ou mis à jour durant la période, selon l’avancement à la fin : atteints, en partie, ou pas encore. Chaque personne dit elle-même où elle en est.',
    ),
  ),
  workshops: figure(
    'count',
    both('Workshops and events', 'Ateliers et activités'),
    both(
      'Events planned and invitations sent in the period. An invitation does not mean that somebody came.',
      'Activités prévues et invitations envoyées durant la période. Une invitation ne veut pas dire que la personne est venue.',
    ),
  ),
  'check-ins': figure(
    'share',
    both('Check-ins answered', 'Prises de nouvelles avec réponse'),
    both(
      'Of the times in the period that somebody was asked how they are: those that were answered, late answers included. “Not now” is an answer.',
      'Parmi les fois où l’on a pris des nouvelles durant la période : celles qui ont reçu une réponse, même tardive. « Pas maintenant » est une réponse.',
    ),
  ),
  'check-in-answers': figure(
    'count',
    both('What people answered', 'Ce que les gens ont répondu'),
    both(
      'Answers in the period. One check-in can be answered twice, when somebody thinks again.',
      'Réponses reçues durant la période. Une même question peut avoir deux réponses, si la personne se ravise.',
    ),
  ),
  transitions: figure(
    'count',
    both('Critical transitions supported', 'Transitions difficiles accompagnées'),
    both(
      'Transitions that were reported in the period and for which support was set in motion, by kind. One that nobody reported is not known.',
      'Transitions signalées durant la période et pour lesquelles un soutien a été mis en place, par type. Celles que personne n’a signalées ne sont pas connues.',
    ),
  ),
  requests: figure(
    'count',
    both('Requests for another professional', 'Demandes de parler à quelqu’un d’autre'),
    both(
      'Requests made, taken, fulfilled and withdrawn in the period, and those nobody took in the promised time.',
      'Demandes faites, prises en charge, satisfaites et retirées durant la période, et celles que personne n’a prises dans le délai promis.',
    ),
  ),
  'request-taken': figure(
    'minutes',
    both('Minutes until somebody took a request', 'Minutes avant la prise en charge d’une demande'),
    both(
      'From the request to a named person who took it, for requests made in the period. Requests that nobody has taken are left out.',
      'De la demande à la personne qui l’a prise en charge, pour les demandes de la période. Celles que personne n’a prises ne sont pas comptées.',
    ),
  ),
  'became-mentor': figure(
    'count',
    both('Mentees who became mentors', 'Mentorés devenus mentors'),
    both(
      'People whose path changed from mentee to mentor in the period, each counted once.',
      'Personnes passées de mentorées à mentors durant la période, comptées une fois chacune.',
    ),
  ),
  tiers: figure(
    'count',
    both('Moves to a tier', 'Passages à un palier'),
    both(
      'Times in the period that somebody moved to the tier, up or down.',
      'Nombre de fois, durant la période, où quelqu’un est passé à ce palier, vers le haut ou vers le bas.',
    ),
  ),
  training: figure(
    'count',
    both('Training completed', 'Formations terminées'),
    both(
      'Modules completed in the period. Training done elsewhere counts from the day on which it was noted.',
      'Modules terminés durant la période. Une formation suivie ailleurs compte à partir du jour où elle a été notée.',
    ),
  ),
  'shift-check-ins': figure(
    'count',
    both('Check-ins on shift', 'Signes de vie pendant les quarts'),
    both(
      'Answers that came in time, answers that came late, and check-ins that were missed in the period. One that was missed and then answered stands in both.',
      'Réponses reçues à temps, réponses tardives et signes de vie manqués durant la période. Un signe de vie manqué puis donné figure dans les deux.',
    ),
  ),
  escalations: figure(
    'count',
    both('Escalations', 'Alertes'),
    both(
      'Alarms raised in the period, by what raised them. Drills are left out.',
      'Alertes déclenchées durant la période, selon la cause. Les exercices ne sont pas comptés.',
    ),
  ),
  'escalation-told': figure(
    'minutes',
    both('Minutes until somebody was told', 'Minutes avant d’avertir quelqu’un'),
    both(
      'From the alarm to telling the first level, for alarms of the period. Told is when we handed it over, not when somebody read it.',
      'De l’alerte à l’avis au premier niveau, pour les alertes de la période. L’avis compte à l’envoi, pas à la lecture.',
    ),
  ),
  'escalation-acknowledged': figure(
    'minutes',
    both('Minutes until somebody took it on', 'Minutes avant la prise en charge'),
    both(
      'From the alarm to the first person who acknowledged it. Alarms that nobody has acknowledged are left out.',
      'De l’alerte à la première personne qui en a accusé réception. Les alertes sans accusé de réception ne sont pas comptées.',
    ),
  ),
  'escalation-resolved': figure(
    'minutes',
    both('Minutes until it ended well or otherwise', 'Minutes avant le dénouement'),
    both(
      'From the alarm to a human’s word on how it ended. Alarms that are still open are left out.',
      'De l’alerte à la parole d’une personne sur le dénouement. Les alertes encore ouvertes ne sont pas comptées.',
    ),
  ),
};

/** Codes that no definition names. */
export const CODES: Record<string, InBoth> = {
  mentee: both('mentees', 'personnes mentorées'),
  mentor: both('mentors', 'mentors'),
  screening: both('screening', 'sélection'),
  matching: both('matching', 'jumelage'),
  mentorship: both('mentorship', 'mentorat'),
  retention: both('retention', 'suivi'),
  achievement: both('achievement', 'bilan'),
  transition: both('becoming a mentor', 'passage au mentorat'),
  finished: both('finished well', 'bien terminé'),
  withdrew: both('withdrew', 'retrait'),
  'came-back': both('came back', 'retour'),
  died: both('died', 'décès'),
  proposed: both('proposed', 'proposés'),
  approved: both('approved', 'approuvés'),
  rejected: both('refused by staff', 'refusés par le personnel'),
  began: both('begun', 'commencés'),
  ended: both('ended', 'terminés'),
  accept: both('yes', 'oui'),
  decline: both('no', 'non'),
  lapsed: both('no answer in time', 'sans réponse à temps'),
  attended: both('took place', 'tenues'),
  missed: both('missed', 'manqués'),
  unknown: both('nobody said', 'sans nouvelles'),
  full: both('reached', 'atteints'),
  partial: both('part of the way', 'en partie'),
  'not-yet': both('not yet', 'pas encore'),
  planned: both('events planned', 'activités prévues'),
  invited: both('invitations', 'invitations'),
  ok: both('all right', 'ça va'),
  'not-ok': both('not all right', 'ça ne va pas'),
  'not-now': both('not now', 'pas maintenant'),
  'hospital-discharge': both('leaving hospital', 'sortie d’hôpital'),
  'custody-release': both('release from custody', 'sortie de détention'),
  'rehabilitation-release': both('leaving rehabilitation', 'sortie de réadaptation'),
  'housing-change': both('change of housing', 'changement de logement'),
  made: both('made', 'faites'),
  taken: both('taken', 'prises en charge'),
  fulfilled: both('fulfilled', 'satisfaites'),
  cancelled: both('withdrawn', 'retirées'),
  late: both('late', 'en retard'),
  answered: both('answered in time', 'à temps'),
  'answered-late': both('answered late', 'en retard'),
  'missed-start': both('no sign at the start', 'pas de signe au début'),
  'missed-interval': both('no sign on shift', 'pas de signe pendant le quart'),
  'missed-end': both('no sign at the end', 'pas de signe à la fin'),
  help: both('called for help', 'appel à l’aide'),
  duress: both('silent alarm', 'alarme silencieuse'),
  unreachable: both('could not be reached', 'impossible à joindre'),
  'request-late': both('request not taken in time', 'demande non prise à temps'),
};
