import type { FindingKind } from '../../domain/audit';
import type { Lang } from './language';

/** What the auditor finds, as staff read it on the system page, in tasks and in timelines. */
const FINDINGS: Record<FindingKind, Record<Lang, string>> = {
  'wait-stuck': { en: 'A check-in or alert stands still', fr: 'Un pointage ou une alerte n’avance plus' },
  'path-stuck': { en: 'A path stands still', fr: 'Un parcours n’avance plus' },
  'alarms-unsent': { en: 'Alerts are not going out', fr: 'Des alertes ne partent pas' },
  'messages-unsent': { en: 'Messages are not going out', fr: 'Des messages ne partent pas' },
  'delivery-stuck': {
    en: 'Nobody knows whether a message arrived',
    fr: 'On ignore si un message est arrivé',
  },
  'replies-unread': { en: 'Replies are not being read', fr: 'Des réponses ne sont pas lues' },
  'shift-not-started': { en: 'A shift is not watched yet', fr: 'Un quart n’est pas encore suivi' },
  'journey-not-started': { en: 'A path has not begun yet', fr: 'Un parcours n’a pas encore commencé' },
  'shift-unwatched': { en: 'A shift was no longer watched', fr: 'Un quart n’était plus suivi' },
  'escalation-unwatched': { en: 'An open alert no longer climbed', fr: 'Une alerte ouverte ne montait plus' },
  'path-unwatched': { en: 'A path has lost its run', fr: 'Un parcours a perdu son exécution' },
  'coverage-not-checked': {
    en: 'Who is on call was not checked for a shift',
    fr: 'La garde d’un quart n’a pas été vérifiée',
  },
  'zone-rules-stale': { en: 'Time zone rules are out of date', fr: 'Règles de fuseaux horaires périmées' },
  'shift-times-doubtful': {
    en: 'Times of a shift may be wrong',
    fr: 'Les heures d’un quart sont à vérifier',
  },
  'meeting-time-differs': {
    en: 'A meeting’s time needs a look',
    fr: 'L’heure d’une rencontre est à vérifier',
  },
  'debrief-not-offered': {
    en: 'A debrief was not offered in time',
    fr: 'Un retour n’a pas été offert à temps',
  },
};

/** What to do about what did not mend by itself, where that is not plain from what it is. */
const ADVICE: Partial<Record<FindingKind, Record<Lang, string>>> = {
  'path-unwatched': {
    en: 'speak with the person about what comes next, and have the path begun again: fullcircle audit restore',
    fr: 'voir avec la personne la suite, puis faire repartir le parcours : fullcircle audit restore',
  },
};

/** A finding that has become a task, with what to do. */
export function findingTask(kind: string, lang: Lang): string {
  const advice = ADVICE[kind as FindingKind]?.[lang];
  const colon = lang === 'fr' ? ' : ' : ': ';
  return advice ? `${findingTitle(kind, lang)}${colon}${advice}` : findingTitle(kind, lang);
}

/** A finding by its code; the code itself where this release does not know it. */
export function findingTitle(kind: string | number | boolean | null | undefined, lang: Lang): string {
  const known = FINDINGS[kind as FindingKind] as Record<Lang, string> | undefined;
  return known?.[lang] ?? String(kind ?? '').replaceAll('-', ' ');
}

const en = {
  nav: 'System',
  title: 'System',
  lead: 'How the system itself is doing. It looks at everything that should be going on, mends what it safely can, and asks for help with the rest.',
  zoneRulesStale:
    'The time zone rules of this release are out of date: times may be wrong. Shifts concerned are flagged on the page System.',
  timesDoubtful:
    'The times of this shift may be wrong: the time zone rules in use are out of date, or the shift could not be moved to the right ones. Agree on the times with the peers by phone.',
  look: 'Look now',
  lastLook: 'Last look',
  never: 'never yet',
  ago: (span: string) => `${span} ago`,
  satisfied: 'Satisfied',
  notSatisfied: 'Not satisfied',
  notAsked: 'Temporal could not be asked',
  outside: 'Outside switch',
  heartbeat: {
    sent: 'told that all is well',
    failed: 'could not be reached',
    withheld: 'not told: something is open',
    none: 'no address is set (HEARTBEAT_URL)',
  } as Record<string, string>,
  open: 'Open findings',
  nothing: 'Nothing is open. Everything that should be going on is going on.',
  over: 'Lately over',
  count: (n: number) => `× ${n}`,
  mended: 'mended',
  mending: 'mended, being watched',
  told: 'staff were told',
  seen: (span: string) => `seen for ${span}`,
  wasSeen: (span: string) => `was seen for ${span}`,
  safety: 'safety',
  channels: 'Channels',
  up: 'works',
  down: 'down',
  zoneRules: 'Time zone rules',
  current: 'current',
  stale: 'out of date',
  refused: 'Refused at the door',
  refusedMore: 'By this web process since it was started',
  forged: 'Webhooks that the carrier did not sign',
  malformed: 'Webhooks that were no form',
  versions: 'Versions',
};
export type SystemStrings = typeof en;

const fr: SystemStrings = {
  nav: 'Système',
  title: 'Système',
  lead: 'Comment va le système lui-même. Il regarde tout ce qui devrait avoir lieu, corrige ce qu’il peut corriger sans risque, et demande de l’aide pour le reste.',
  zoneRulesStale:
    'Les règles de fuseaux horaires de cette version sont périmées : des heures peuvent être fausses. Les quarts concernés sont marqués à la page Système.',
  timesDoubtful:
    'Les heures de ce quart sont peut-être fausses : les règles de fuseaux horaires sont périmées, ou le quart n’a pas pu être déplacé. Convenez des heures par téléphone.',
  look: 'Regarder maintenant',
  lastLook: 'Dernier examen',
  never: 'pas encore',
  ago: (span) => `il y a ${span}`,
  satisfied: 'Tout va bien',
  notSatisfied: 'Quelque chose ne va pas',
  notAsked: 'Temporal ne répondait pas',
  outside: 'Veille extérieure',
  heartbeat: {
    sent: 'avertie que tout va bien',
    failed: 'injoignable',
    withheld: 'non avertie : quelque chose est ouvert',
    none: 'aucune adresse (HEARTBEAT_URL)',
  },
  open: 'Constats ouverts',
  nothing: 'Rien d’ouvert. Tout ce qui devrait avoir lieu a lieu.',
  over: 'Réglés récemment',
  count: (n) => `× ${n}`,
  mended: 'corrigé',
  mending: 'corrigé, sous surveillance',
  told: 'l’équipe a été avertie',
  seen: (span) => `vu depuis ${span}`,
  wasSeen: (span) => `a duré ${span}`,
  safety: 'sécurité',
  channels: 'Canaux',
  up: 'fonctionne',
  down: 'en panne',
  zoneRules: 'Règles de fuseaux horaires',
  current: 'à jour',
  stale: 'périmées',
  refused: 'Refusés à la porte',
  refusedMore: 'Par ce processus web depuis son démarrage',
  forged: 'Appels que l’opérateur n’a pas signés',
  malformed: 'Appels qui n’étaient pas des formulaires',
  versions: 'Versions',
};

export const systemStrings: Record<Lang, SystemStrings> = { en, fr };
