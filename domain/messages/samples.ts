import { TEMPLATES, type Language, type ParamKind, type TemplateId, type TemplateParams } from './templates';

const ENGLISH: Record<string, string> = {
  name: 'Samantha',
  programName: 'KWMUNITY',
  senderName: 'Your team',
  step: 'Second interview',
  due: 'Friday March 6',
  opens: 'workshops, being matched',
  lookAgainOn: 'Monday June 1',
  contactName: 'Maria',
  workshop: 'Naloxone and first aid',
  when: 'Tuesday March 3, 17:00',
  place: '44 Gaukel Street',
  otherName: 'Alexander',
  why: 'free on evenings, speaks French',
  respondBy: 'Friday 17:00',
  goal: 'Finish the food handler course',
  progress: 'half way',
  training: 'Boundaries and self-care',
  until: 'April 1',
  validUntil: 'Friday 17:00',
  site: 'Drop-in on King Street',
  start: 'Sunday March 1, 09:00',
  end: '17:00',
  choices: '1 for Sam, 2 for Alex',
  emergencyNumber: '911',
  crisisNumber: '988',
  peer: 'Marianne T.',
  peerPhone: '+15195550123',
  plan: 'Plan: Maya +15195550144, police ask first, ambulance 10 min.',
  since: 'Sunday 17:00',
  at: '17:12',
  by: 'Maria L.',
  from: 'Maria L.',
  to: 'Jean-Guy B.',
  level: 'the manager on call',
  question: 'How many can you walk with?',
  byText: 'Or reply TEXT and we ask here, one at a time.',
  code: 'K42',
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
  lookAgainOn: 'lundi 1er juin',
  workshop: 'Naloxone et premiers soins',
  when: 'mardi 3 mars, 17:00',
  place: '44, rue Gaukel',
  why: 'libre en soirée, parle français',
  respondBy: 'vendredi 17:00',
  goal: 'Finir le cours de manipulation des aliments',
  progress: 'à moitié',
  training: 'Limites et soin de soi',
  until: '1er avril',
  validUntil: 'vendredi 17:00',
  site: 'Centre de la rue King',
  start: 'dimanche 1er mars, 09:00',
  choices: '1 pour Sam, 2 pour Alex',
  question: 'Combien de personnes?',
  byText: 'Ou réponds TEXTO et on te les pose ici, une à la fois.',
  plan: "Plan : Maya +15195550144, police demander d'abord, ambulance 10 min.",
  since: 'dimanche 17:00',
  tier: 'Aide paire',
  opening: 'Travail de rue le mardi',
  level: 'gestionnaire de garde',
  outcome: 'de retour en sécurité',
  partner: 'Le Centre de travail',
  resource: 'Obtenir une carte santé',
  appointment: 'Rendez-vous médical',
  task: "Appeler quelqu'un dont on est sans nouvelles",
};

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
  if (template.startsWith('shift')) texts['due'] = '17:00';
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
