import { TEMPLATES, type Language, type ParamKind, type TemplateId, type TemplateParams } from './templates';

const ENGLISH: Record<string, string> = {
  name: 'Samantha',
  programName: 'KWMUNITY',
  senderName: 'Your team',
  step: 'Second interview',
  due: 'Friday March 6',
  opens: 'workshops, being matched',
  lookAgainOn: 'June 1, 2026',
  contactName: 'Maria',
  workshop: 'Naloxone and first aid',
  when: 'Tuesday March 3, 17:00',
  place: '44 Gaukel Street',
  otherName: 'Alexander',
  why: 'free on evenings, speaks French',
  respondBy: 'Friday March 6',
  goal: 'Finish the food handler course',
  progress: 'half way',
  training: 'Boundaries and self-care',
  until: 'Wednesday April 1',
  validUntil: 'Friday March 6',
  site: 'Drop-in on King Street',
  start: 'Sunday 09:00',
  end: '17:00',
  choices: '1 for Sam, 2 for Alex',
  emergencyNumber: '911',
  crisisNumber: '988',
  peer: 'Marianne T.',
  peerPhone: '+15195550123',
  plan: 'Plan: Maya +15195550144, police ask first, ambulance 10 min.',
  since: '17:00',
  at: '17:12',
  by: 'Maria L.',
  from: 'Maria L.',
  to: 'Jean-Guy B.',
  level: 'manager on call',
  question: 'How many can you walk with?',
  byText: 'Or reply TEXT and we ask here, one at a time.',
  code: 'K42',
  codes: 'K42, M57',
  outcome: 'home and well',
  task: 'Call somebody who missed two check-ins',
  about: 'Marianne T.',
  mentorName: 'Alexander',
  partner: 'The Working Centre',
  resource: 'How to get a health card',
  address: 'https://peers.example/card',
  appointment: 'Family doctor',
  tier: 'Peer helper',
  opening: 'Outreach on Tuesdays',
  link: 'https://peers.example.org/l/8f3kq2',
};

/** Where a sample reads otherwise in French. */
const FRENCH: Record<string, string> = {
  senderName: 'Ton équipe',
  step: 'Deuxième entretien',
  due: 'vendredi 6 mars',
  opens: 'les ateliers, le jumelage',
  lookAgainOn: '1er juin 2026',
  workshop: 'Naloxone et premiers soins',
  when: 'mardi 3 mars, 17 h 00',
  place: '44, rue Gaukel',
  why: 'libre en soirée, parle français',
  respondBy: 'vendredi 6 mars',
  goal: 'Finir le cours de manipulation des aliments',
  progress: 'à moitié',
  training: 'Limites et soin de soi',
  until: 'mercredi 1er avril',
  validUntil: 'vendredi 6 mars',
  site: 'Centre de la rue King',
  start: 'dimanche 9 h 00',
  end: '17 h 00',
  choices: '1 pour Sam, 2 pour Alex',
  question: 'Combien de personnes?',
  byText: 'Ou réponds TEXTO et on te les pose ici, une à la fois.',
  plan: 'Plan : Maya +15195550144, police 60 min, ambulance 10 min.',
  since: '17 h 00',
  at: '17 h 12',
  tier: 'Aide paire',
  opening: 'Travail de rue le mardi',
  level: 'gestionnaire de garde',
  outcome: 'de retour en sécurité',
  partner: 'Le Centre de travail',
  resource: 'Obtenir une carte santé',
  appointment: 'Rendez-vous médical',
  task: "Appeler quelqu'un dont on est sans nouvelles",
};

/** Times that a message tells in another style than most, as `activities/messaging/params` does. */
const OTHERWISE: readonly ({ of: RegExp } & Record<Language, Record<string, string>>)[] = [
  {
    of: /^shift-(scheduled|changed)$/,
    en: { end: 'Sunday 17:00' },
    fr: { end: 'dimanche 17 h 00' },
  },
  { of: /^shift-/, en: { due: '17:00' }, fr: { due: '17 h 00' } },
  {
    of: /^(request-|workshop-place-free$)/,
    en: { respondBy: 'Friday 17:00' },
    fr: { respondBy: 'vendredi 17 h 00' },
  },
  { of: /^rota-handed-over$/, en: { until: 'Friday 17:00' }, fr: { until: 'vendredi 17 h 00' } },
  {
    of: /^achievement-review$/,
    en: { when: 'Tuesday March 3' },
    fr: { when: 'mardi 3 mars' },
  },
];

/** Realistic parameters of a template; without its optional ones if asked. */
export function sample<T extends TemplateId>(
  template: T,
  extent: 'all' | 'required' = 'all',
  language: Language = 'en',
): TemplateParams[T] {
  const texts: Record<string, string> = {
    ...ENGLISH,
    ...(language === 'fr' ? FRENCH : {}),
  };
  Object.assign(texts, OTHERWISE.find(({ of }) => of.test(template))?.[language]);
  const params: Record<string, unknown> = { name: texts['name'], programName: texts['programName'] };
  const kinds: Record<string, ParamKind> = TEMPLATES[template];
  for (const [param, kind] of Object.entries(kinds)) {
    if (typeof kind === 'string' && kind.endsWith('?') && extent === 'required') continue;
    if (typeof kind !== 'string') params[param] = kind[0];
    else params[param] = kind.startsWith('count') ? 12 : texts[param];
    if (params[param] === undefined) throw new Error(`no sample for ${param}`);
  }
  return params as TemplateParams[T];
}

/** The same for a reader who chose `basic`: the program, places and surnames are not even told to the template (rule 9). */
export function basicSample<T extends TemplateId>(template: T, language: Language): TemplateParams[T] {
  const { site, place, ...rest } = sample(template, 'all', language) as Record<string, unknown>;
  const gap = (name: string, value: unknown) =>
    value !== undefined && (TEMPLATES[template] as Record<string, ParamKind>)[name] === 'text'
      ? { [name]: '…' }
      : {};
  const firstName = (who: unknown) => String(who).replace(/ \p{Lu}\.$/u, '');
  return {
    ...rest,
    ...gap('site', site),
    ...gap('place', place),
    programName: language === 'fr' ? FRENCH['senderName'] : ENGLISH['senderName'],
    ...(rest['peer'] === undefined ? {} : { peer: firstName(rest['peer']) }),
  } as TemplateParams[T];
}
