import {
  TEMPLATES,
  type ParamKind,
  type TemplateId,
  type TemplateParams,
} from '../../../domain/messages/templates';

const TEXT: Record<string, string> = {
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
  peer: 'Samantha T.',
  peerPhone: '+15195550123',
  plan: 'Plan: Maya +15195550144, police ask first, ambulance 10 min.',
  since: 'Sunday 17:00',
  at: '17:12',
  by: 'Maria L.',
  from: 'Maria L.',
  to: 'Jean-Guy B.',
  level: 'the manager on call',
  code: 'K42',
  outcome: 'home and well',
  task: 'Call somebody who missed two check-ins',
  about: 'Samantha T.',
  link: 'https://peers.example.org/l/8f3kq2',
};

/** Realistic parameters of a template; without its optional ones if asked. */
export function sample<T extends TemplateId>(
  template: T,
  extent: 'all' | 'required' = 'all',
): TemplateParams[T] {
  const params: Record<string, unknown> = { name: TEXT.name, programName: TEXT.programName };
  const kinds: Record<string, ParamKind> = TEMPLATES[template];
  for (const [param, kind] of Object.entries(kinds)) {
    if (typeof kind === 'string' && kind.endsWith('?') && extent === 'required') continue;
    if (typeof kind !== 'string') params[param] = kind[0];
    else params[param] = kind.startsWith('count') ? 12 : TEXT[param];
    if (params[param] === undefined) throw new Error(`no sample for ${param}`);
  }
  return params as TemplateParams[T];
}
