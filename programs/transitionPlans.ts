import { as, type Duration } from '../domain/ids';
import type { CriticalTransitionPolicy, TransitionContactPolicy, TransitionKind } from '../domain/policy';
import type { LocalText } from './fields';

export type PlannedContact = TransitionContactPolicy & { title: LocalText };
export type TransitionPlan = Omit<CriticalTransitionPolicy, 'contacts'> & { contacts: PlannedContact[] };

const contact = (
  id: string,
  at: string,
  owedBy: TransitionContactPolicy['owedBy'],
  title: LocalText,
  rest: Partial<TransitionContactPolicy> = {},
): PlannedContact => ({
  id,
  what: 'contact',
  at: as<Duration>(at),
  owedBy,
  lateAfter: as<Duration>('P1D'),
  title,
  ...rest,
});

const HAND_OVER = (at: string) =>
  contact(
    'hand-over',
    at,
    'staff',
    { en: 'Warm hand-over to a named person', fr: 'Relais chaleureux à une personne nommée' },
    { what: 'hand-over' },
  );
/** Added to every plan around somebody who is inside: without it nobody would ever write to them again. */
export const OUT = contact(
  'out',
  'PT0S',
  'staff',
  { en: 'Hear that they are out', fr: 'Savoir que la personne est sortie' },
  { what: 'release', lateAfter: as<Duration>('PT12H') },
);
const FIRST_DAYS = contact('first-days', 'P1D', 'mentor', { en: 'First days', fr: 'Premiers jours' });
const AFTER_A_WEEK = contact('after-a-week', 'P7D', 'mentor', {
  en: 'After a week',
  fr: 'Après une semaine',
});

const COMMON = {
  contactTime: '10:00',
  askForDateEvery: as<Duration>('P1W'),
  checkIns: { every: as<Duration>('P3D'), before: as<Duration>('P3D'), after: as<Duration>('P4W') },
};

/** What is done around a transition of which a definition names the kind only. */
export const DEFAULT_PLANS: Readonly<Record<TransitionKind, TransitionPlan>> = {
  'hospital-discharge': {
    kind: 'hospital-discharge',
    inside: false,
    ...COMMON,
    contacts: [
      contact('before', '-P2D', 'staff', { en: 'Plan the way home', fr: 'Préparer le retour' }),
      HAND_OVER('-P1D'),
      FIRST_DAYS,
      AFTER_A_WEEK,
    ],
  },
  'custody-release': {
    kind: 'custody-release',
    inside: true,
    ...COMMON,
    checkIns: { ...COMMON.checkIns, every: as<Duration>('P2D') },
    contacts: [
      contact('before', '-P7D', 'partner', { en: 'Plan the first days', fr: 'Préparer les premiers jours' }),
      HAND_OVER('-P1D'),
      OUT,
      FIRST_DAYS,
      contact('third-day', 'P3D', 'mentor', { en: 'Third day', fr: 'Troisième jour' }),
      AFTER_A_WEEK,
    ],
  },
  'rehabilitation-release': {
    kind: 'rehabilitation-release',
    inside: true,
    ...COMMON,
    contacts: [
      contact('before', '-P7D', 'staff', { en: 'Plan the first days', fr: 'Préparer les premiers jours' }),
      HAND_OVER('-P1D'),
      OUT,
      FIRST_DAYS,
      AFTER_A_WEEK,
    ],
  },
  'housing-change': {
    kind: 'housing-change',
    inside: false,
    ...COMMON,
    checkIns: { every: as<Duration>('P1W'), before: as<Duration>('P1W'), after: as<Duration>('P4W') },
    contacts: [
      contact('before', '-P7D', 'mentor', { en: 'Before the move', fr: 'Avant le déménagement' }),
      contact('after', 'P3D', 'mentor', { en: 'After the move', fr: 'Après le déménagement' }),
      contact('after-a-month', 'P28D', 'staff', { en: 'After a month', fr: 'Après un mois' }),
    ],
  },
};
