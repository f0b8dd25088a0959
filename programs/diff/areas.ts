/** Parts of a program as people meet them: the six stages, and what goes beside them. */
export type Area =
  | 'program'
  | 'screening'
  | 'matching'
  | 'mentorship'
  | 'retention'
  | 'achievement'
  | 'transition'
  | 'tiers'
  | 'shifts'
  | 'messages';

const BY_FIELD: Record<string, Area> = {
  screening: 'screening',
  privileges: 'screening',
  guidelines: 'screening',
  consents: 'screening',
  surveys: 'matching',
  matching: 'matching',
  mentorship: 'mentorship',
  workshops: 'mentorship',
  partners: 'mentorship',
  resources: 'mentorship',
  retention: 'retention',
  criticalTransitions: 'retention',
  achievement: 'achievement',
  transition: 'transition',
  tiers: 'tiers',
  supervision: 'tiers',
  shift: 'shifts',
  escalation: 'shifts',
  messages: 'messages',
};

export function areaOf(path: readonly string[]): Area {
  return BY_FIELD[path[0] ?? ''] ?? 'program';
}

export const AREA_TITLES: Record<Area, { en: string; fr: string }> = {
  program: { en: 'The program', fr: 'Le programme' },
  screening: { en: '1. Screening', fr: '1. Accueil graduel' },
  matching: { en: '2. Matching', fr: '2. Jumelage' },
  mentorship: { en: '3. Mentorship', fr: '3. Mentorat' },
  retention: { en: '4. Staying in touch', fr: '4. Garder le contact' },
  achievement: { en: '5. Goals reached', fr: '5. Objectifs atteints' },
  transition: { en: '6. From mentee to mentor', fr: '6. De mentoré à mentor' },
  tiers: { en: 'Tiers of peer work', fr: 'Paliers du travail des pairs' },
  shifts: { en: 'Shifts and alerts', fr: 'Quarts et alertes' },
  messages: { en: 'Wordings', fr: 'Formulations' },
};
