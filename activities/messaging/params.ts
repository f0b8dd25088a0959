import { DAY } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import { as, instant } from '../../domain/ids';
import { calledForStaff, calledInMessage } from '../../domain/names';
import { COMMON_PARAMS, TEMPLATES, type ParamKind, type TemplateId } from '../../domain/messages/templates';
import { askedOf, sayQuestion } from '../../domain/surveys/question';
import { formatLocal, type LocalStyle } from '../../domain/time';
import type { Program } from '../programs';
import type { Facts } from './facts';
import { sayPlan } from './safetyPlans';
import { sayOutcome, sayPrivilege, sayTask } from './words';
import type { Someone, World } from './world';

export type Params = Record<string, string | number>;

/** An intent with what its ids stand for. */
interface Told {
  facts: Facts;
  template: TemplateId;
  world: World;
  program: Program;
  reader: Someone;
  link: string | undefined;
}

/**
 * Stands where a fact is missing that a message cannot do without: an alarm with a gap in it is better than none. The
 * same for what a reader with `basic` detail asked not to have on their lock screen: program, place, surname (rule 9).
 */
const GAP = '…';

/** Turns the ids and codes of an intent into what its template wants to be told, in the reader's language. */
export function paramsOf(
  facts: Facts,
  template: TemplateId,
  world: World,
  link: string | undefined,
): Params | undefined {
  const program = world.programs.get(facts.programId);
  const reader = world.people.get(facts.personId);
  if (!program || !reader) return undefined;
  const told: Told = { facts, template, world, program, reader, link };
  const wanted: Record<string, ParamKind> = { ...COMMON_PARAMS, ...TEMPLATES[template] };
  const params: Params = {};
  for (const [name, kind] of Object.entries(wanted)) {
    const value = VALUES[name]?.(told);
    if (typeof kind !== 'string')
      params[name] = kind.includes(String(value)) ? String(value) : (kind.at(-1) ?? GAP);
    else if (kind.startsWith('count')) params[name] = typeof value === 'number' ? value : Number(value ?? 0);
    else if (value !== undefined) params[name] = String(value);
    else if (!kind.endsWith('?')) params[name] = GAP;
  }
  return params;
}

type Value = string | number | undefined;

/** What each parameter is called for; the same name means the same in every template. */
const VALUES: Readonly<Record<string, (told: Told) => Value>> = {
  name: ({ reader }) => calledInMessage(reader),
  programName: ({ program, reader }) =>
    isBasic(reader) ? program.senderName(reader.language) : program.nameIn(reader.language),
  senderName: ({ program, reader }) => program.senderName(reader.language),
  emergencyNumber: ({ program }) => program.emergencyNumber,
  crisisNumber: ({ program }) => program.crisisNumber,
  link: ({ link }) => link,

  step: (told) => titled(told, 'step', ref(told, 'step')) ?? titled(told, 'survey', ref(told, 'survey')),
  training: (told) => titled(told, 'training', ref(told, 'module')),
  tier: (told) => titled(told, 'tier', ref(told, 'tier')),
  item: (told) => ref(told, 'item'),
  review: (told) => ref(told, 'outcome'),
  opening: ({ facts, world, reader }) =>
    isBasic(reader) ? undefined : world.openings.get(String(facts.refs['opening']))?.title,
  level: (told) => titled(told, 'level', ref(told, 'level')),
  opens: (told) => opened(told),
  workshop: ({ facts, world, reader }) =>
    isBasic(reader) ? undefined : world.workshops.get(String(facts.refs['workshop']))?.title,
  goal: ({ facts, world, reader }) =>
    isBasic(reader) ? undefined : world.goals.get(String(facts.refs['goal']))?.title,
  progress: ({ facts, world }) => {
    const goal = world.goals.get(String(facts.refs['goal']));
    return goal && `${goal.progress} %`;
  },
  goals: ({ facts }) => number(facts, 'count'),
  minutes: ({ facts }) => number(facts, 'minutes'),

  otherName: (told) => called(told, 'other'),
  mentorName: (told) => called(told, 'peer'),
  partner: (told) => titled(told, 'partner', ref(told, 'partner')),
  resource: (told) => resourceOf(told)?.title,
  address: (told) => resourceOf(told)?.link,
  appointment: ({ facts, world, reader }) =>
    isBasic(reader) ? undefined : world.appointments.get(String(facts.refs['appointment']))?.title,
  how: ({ facts }) => facts.refs['how'] as Value,
  peer: (told) => {
    if (isPractice(told)) return PRACTICE[told.reader.language];
    const peer = person(told, 'peer');
    return peer && (isBasic(told.reader) ? calledInMessage(peer) : calledForStaff(peer));
  },
  // After a duress phrase nobody is to call; not even a program's own wording can say where.
  peerPhone: (told) =>
    isPractice(told) || isSilent(told) ? undefined : (person(told, 'peer')?.phone ?? undefined),
  by: (told) => actor(told),
  from: (told) => staffCalled(told, 'from'),
  to: (told) => staffCalled(told, 'to') ?? staffCalled(told, 'other'),
  about: (told) => {
    const peer = person(told, 'peer');
    return peer && calledForStaff(peer);
  },
  choices: (told) =>
    String(told.facts.refs['choices'] ?? '')
      .split(',')
      .map((id, place) => ({ called: told.world.people.get(id), place: place + 1 }))
      .map(
        ({ called, place }) =>
          `${place} ${told.reader.language === 'fr' ? 'pour' : 'for'} ${called ? calledInMessage(called) : GAP}`,
      )
      .join(', '),

  site: (told) => (isBasic(told.reader) ? undefined : told.program.siteName(siteOf(told))),
  place: (told) =>
    isBasic(told.reader) ? undefined : (placeOf(told) ?? told.program.siteName(siteOf(told))),
  start: (told) => local(told, told.world.shifts.get(shiftOf(told))?.startsAt, 'day-time'),
  end: (told) =>
    local(
      told,
      told.world.shifts.get(shiftOf(told))?.endsAt,
      told.template === 'shift-scheduled' || told.template === 'shift-changed' ? 'day-time' : 'time',
    ),
  due: (told) =>
    local(told, refAt(told) ?? waitDue(told), told.template.startsWith('shift') ? 'time' : 'day'),
  respondBy: (told) =>
    told.template.startsWith('request') || told.template === 'workshop-place-free'
      ? local(told, refAt(told) ?? waitDue(told), 'day-time')
      : local(told, waitDue(told), 'day'),
  since: (told) => {
    const at = refAt(told) ?? told.world.escalations.get(String(told.facts.refs['escalation']))?.raisedAt;
    return local(told, at, at === undefined ? 'time' : sinceStyle(told, at));
  },
  at: (told) => local(told, refAt(told) ?? told.facts.at, 'time'),
  when: (told) => local(told, whenOf(told), told.template === 'achievement-review' ? 'day' : 'date-time'),
  until: (told) => local(told, refAt(told), told.template === 'rota-handed-over' ? 'day-time' : 'day'),
  lookAgainOn: (told) => local(told, refAt(told), 'date'),
  validUntil: (told) => local(told, waitDue(told), 'day'),

  code: ({ facts, world }) => world.escalations.get(String(facts.refs['escalation']))?.code,
  plan: (told) => {
    if (isPractice(told)) return undefined;
    const plan = told.world.safetyPlans.get(ref(told, 'peer') ?? '');
    return plan && !isBasic(told.reader) ? sayPlan(plan, told.reader.language) : undefined;
  },
  reason: (told) => (isSilent(told) && knowsDuress(told) ? 'duress' : reasonOf(told)),
  beside: (told) => (isSilent(told) ? 'silent-alarm' : 'nothing'),
  who: ({ facts }) => facts.refs['who'] as Value,
  whose: ({ facts }) => facts.refs['whose'] as Value,
  after: (told) => (ref(told, 'shift') ? 'shift' : 'call'),
  codes: ({ facts }) => facts.refs['codes'] as Value,
  held: ({ facts }) => facts.refs['held'] as Value,
  problem: ({ facts }) => facts.refs['problem'] as Value,
  count: ({ facts }) => number(facts, 'count'),
  number: ({ facts }) => number(facts, 'number'),
  of: ({ facts }) => number(facts, 'of'),
  question: (told) => questionAsked(told),
  byText: (told) => offeredByText(told),
  outcome: (told) => sayOutcome(ref(told, 'outcome'), told.reader.language),
  task: (told) => sayTask(ref(told, 'reason'), told.reader.language),
  why: (told) => reasons(told),
};

/** Nobody is missing in a practice, whoever stands in for them. */
const PRACTICE = { en: 'the practice alarm', fr: "l'exercice" };

function isPractice({ facts, world }: Told): boolean {
  return world.escalations.get(String(facts.refs['escalation']))?.kind === 'drill';
}

/** What the page says that it is about; without that, what the escalation was raised for. */
function reasonOf({ facts, world }: Told): Value {
  return (facts.refs['reason'] ?? world.escalations.get(String(facts.refs['escalation']))?.kind) as Value;
}

/** Of a silent alarm, or about somebody of whom one is up. */
function isSilent(told: Told): boolean {
  return reasonOf(told) === 'duress' || told.world.silently.has(ref(told, 'peer') ?? '');
}

function knowsDuress({ template }: Told): boolean {
  const { reason }: Record<string, ParamKind> = TEMPLATES[template];
  return Array.isArray(reason) && reason.includes('duress');
}

function isBasic(reader: Someone): boolean {
  return reader.detail === 'basic';
}

function ref({ facts }: Told, name: string): string | undefined {
  const value = facts.refs[name];
  return typeof value === 'string' ? value : undefined;
}

function number(facts: Facts, name: string): number | undefined {
  const value = facts.refs[name];
  return typeof value === 'number' ? value : undefined;
}

function titled(
  told: Told,
  kind: Parameters<Program['titleOf']>[0],
  id: string | undefined,
): string | undefined {
  if (id === undefined || (isBasic(told.reader) && kind !== 'level')) return undefined;
  return told.program.titleOf(kind, id, told.reader.language);
}

/** A question of a survey as a text has it; its words are the program's, and may say what a lock screen must not. */
function questionAsked(told: Told): string | undefined {
  const { program, reader } = told;
  const [survey, id] = [ref(told, 'survey'), ref(told, 'question')];
  const question = program.questionsOf(survey ?? '').find((one) => one.id === id);
  return question && !isBasic(reader)
    ? sayQuestion(question, ref(told, 'role') ?? 'mentee', reader.language)
    : undefined;
}

const BY_TEXT = {
  en: 'Or reply TEXT and we ask here, one at a time.',
  fr: 'Ou réponds TEXTO et on te les pose ici, une à la fois.',
};

/** Whoever has no data is asked the first question at once; others may say that they would rather be asked by text. */
function offeredByText({ facts, program, world, reader }: Told): string | undefined {
  const survey = String(facts.refs['survey']);
  if (isBasic(reader)) return undefined;
  const asked = world.surveyed.get(`${reader.id} ${program.id}`);
  if (asked?.answersBy !== 'text') return BY_TEXT[reader.language];
  const [first] = askedOf(program.questionsOf(survey), asked.role);
  return first && sayQuestion(first, asked.role, reader.language);
}

/** What passing the step lets the person take part in. */
function opened(told: Told): string | undefined {
  const step = ref(told, 'step');
  if (step === undefined || isBasic(told.reader)) return undefined;
  const { program, reader } = told;
  const titles = program.grantsOf(step).flatMap((id) => {
    const title = program.titleOf('privilege', id, reader.language);
    // Without words for it, what it is called between machines is nothing to tell a person.
    return (title === id ? sayPrivilege(id, reader.language) : title) ?? [];
  });
  return titles.length > 0 ? titles.join(', ') : undefined;
}

function person(told: Told, name: string): Someone | undefined {
  return told.world.people.get(ref(told, name) ?? '');
}

function called(told: Told, name: string): string | undefined {
  const someone = person(told, name);
  return someone && calledInMessage(someone);
}

function staffCalled(told: Told, name: string): string | undefined {
  const someone = person(told, name);
  return someone && calledForStaff(someone);
}

/** Who did it: a name, or the program for what has none. */
function actor(told: Told): string {
  const by = ref(told, 'by') ?? '';
  const id = by.startsWith('account:')
    ? told.world.accounts.get(by.slice(8))
    : by.startsWith('person:')
      ? by.slice(7)
      : '';
  const someone = told.world.people.get(id ?? '');
  return someone ? calledForStaff(someone) : told.program.senderName(told.reader.language);
}

function shiftOf({ facts }: Told): string {
  return String(facts.refs['shift'] ?? facts.shiftId ?? '');
}

function siteOf(told: Told): string | null | undefined {
  const { facts, world } = told;
  return (
    world.shifts.get(shiftOf(told))?.siteId ??
    world.workshops.get(String(facts.refs['workshop']))?.siteId ??
    world.escalations.get(String(facts.refs['escalation']))?.siteId ??
    facts.siteId
  );
}

function placeOf({ facts, world }: Told): string | undefined {
  const { workshop, appointment } = facts.refs;
  return (
    world.workshops.get(String(workshop))?.place ??
    world.appointments.get(String(appointment))?.place ??
    undefined
  );
}

function resourceOf({ facts, world, program, reader }: Told): { title: string; link?: string } | undefined {
  if (isBasic(reader)) return undefined;
  const id = String(facts.refs['resource']);
  const ours = world.resources.get(id);
  const title = ours && (ours.title[reader.language] ?? ours.title.en ?? ours.title.fr);
  if (ours && title) return { title, ...(ours.link ? { link: ours.link } : {}) };
  const link = program.resourceLink(id);
  return { title: program.titleOf('resource', id, reader.language), ...(link ? { link } : {}) };
}

function refAt(told: Told): Instant | undefined {
  const at = ref(told, 'at');
  return at === undefined ? undefined : (at as Instant);
}

function waitDue({ facts, world }: Told): Date | undefined {
  return world.waits.get(String(facts.refs['wait']))?.dueAt ?? undefined;
}

function whenOf(told: Told): Instant | Date | undefined {
  const { facts, world } = told;
  const meeting = world.mentorships
    .get(String(facts.refs['mentorship']))
    ?.meetings.get(Number(facts.refs['meeting']));
  return (
    refAt(told) ??
    meeting ??
    world.workshops.get(String(facts.refs['workshop']))?.startsAt ??
    world.appointments.get(String(facts.refs['appointment']))?.startsAt
  );
}

function local(told: Told, at: Instant | Date | undefined, style: LocalStyle): string | undefined {
  if (at === undefined) return undefined;
  const zone = as<Parameters<typeof formatLocal>[1]>(
    told.world.shifts.get(shiftOf(told))?.zone ??
      told.world.appointments.get(String(told.facts.refs['appointment']))?.zone ??
      told.program.zoneOf(siteOf(told)),
  );
  return formatLocal(typeof at === 'string' ? at : instant(at), zone, told.reader.language, style);
}

const A_WEEK_MS = 6 * DAY;

/** Of the same day the time says enough; an alarm that repeats the next morning must not seem to be of this one. */
function sinceStyle(told: Told, at: Instant | Date): LocalStyle {
  const { at: now } = told.facts;
  if (local(told, at, 'date') === local(told, now, 'date')) return 'time';
  return Date.parse(now) - new Date(at).getTime() < A_WEEK_MS ? 'day-time' : 'date-time';
}

const MOST_REASONS = 3;

/** Why this pair, in the words of the survey: what both said, strongest first; what is private only by what it is about. */
function reasons(told: Told): string | undefined {
  if (isBasic(told.reader)) return undefined;
  const stored = told.world.mentorships.get(String(told.facts.refs['mentorship']))?.reasons;
  if (!Array.isArray(stored)) return undefined;
  const { program, reader } = told;
  const shared = (stored as { factor: string; points: number; shared?: string[] }[])
    .filter(({ factor, points }) => points > 0 && factor !== 'preferences')
    .sort((a, b) => b.points - a.points)
    .flatMap(({ factor, shared: codes = [] }) =>
      program.isPrivate(factor)
        ? (PRIVATELY[factor]?.[reader.language] ?? [])
        : codes.slice(0, 2).flatMap((code) => program.optionText(factor, code, reader.language) ?? []),
    );
  return shared.length > 0 ? shared.slice(0, MOST_REASONS).join(', ') : undefined;
}

/** A factor whose answers are nobody else's business: that it fits may be said, and nothing more. */
const PRIVATELY: Record<string, Record<'en' | 'fr', string>> = {
  skills: { en: 'skills that are looked for', fr: 'des forces recherchées' },
  goals: { en: 'goals that go together', fr: 'des objectifs qui se rejoignent' },
  interests: { en: 'interests in common', fr: 'des intérêts en commun' },
};
