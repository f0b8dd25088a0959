/**
 * What the people of a roster do when the whole cycle is played: the answers of their phones and the decisions that
 * staff take about them. Every column may be empty; then all goes well, and everybody gets as far as the program goes.
 */
import { isDuration, millis } from '../../domain/duration';
import type { Duration } from '../../domain/ids';
import { STAGES, type Role, type Stage, type StepOutcome } from '../../domain/policy';
import type { AchievementOutcome, EscalationOutcome } from '../../workflows/contract';
import { nearest } from '../nearest';
import type { Definition } from '../schema';
import { plain } from '../../domain/surveys/plain';
import { entries, words } from './words';

/** What somebody says when asked: words to send as they are, or nothing. */
export type Said = { says: string } | 'silent';

export interface ScriptedGoal {
  title: string;
  /** Percent, one after the other. */
  progress: number[];
}

export interface Script {
  /** Stages that the ledger must show at the end. */
  expectedStages: Stage[];
  /** Screening steps with another outcome than going on. After `hold` and `decline` the second look goes well. */
  steps: Record<string, { outcome: StepOutcome; lookAgainAfter?: Duration }>;
  /** To match offers, meeting questions and retention check-ins in turn; after the last one all goes well. */
  offers: ('accept' | 'decline' | 'silent')[];
  meetings: ('attended' | 'missed' | 'silent')[];
  checkIns: Said[];
  goals: ScriptedGoal[];
  /** The person's shift, if any: `inTime` to the end-of-shift question, or only after staff have been told. */
  shift?: { inTime: Said; late?: Said };
  /** Staff on call, to the alarms that reach them in turn; after the last one they find the person safe. */
  alarms: ({ acknowledges: false } | { acknowledges: true; outcome?: EscalationOutcome })[];
  pause?: { stage: Stage; lasts: Duration };
  withdraw?: Stage;
  achievement: AchievementOutcome;
  /** Whether somebody who is offered it becomes a mentor. */
  becomesMentor: boolean;
}

export const SCRIPT_COLUMNS = [
  'expected_stages',
  'offers',
  'meetings',
  'check_ins',
  'own_goals',
  'shift',
  'when_alarmed',
  'decisions',
] as const;
type Column = (typeof SCRIPT_COLUMNS)[number];

const OFFERS = ['accept', 'decline', 'silent'] as const;
const MEETINGS = ['attended', 'missed', 'silent'] as const;
const CHECK_INS = ['ok', 'not-ok', 'not-now', 'silent'] as const;
const STEP_OUTCOMES = ['advance', 'hold', 'refer', 'decline'] as const satisfies readonly StepOutcome[];
const ACHIEVEMENTS = [
  'become-mentor',
  'new-goals',
  'finish',
] as const satisfies readonly AchievementOutcome[];
const ALARM_OUTCOMES = [
  'found-safe',
  'help-sent',
  'could-not-reach',
  'false-alarm',
  'handed-to-emergency-services',
] as const satisfies readonly EscalationOutcome[];
/** Where a mentor's own path goes: it ends with mentoring. */
const MENTOR_STAGES: readonly Stage[] = ['screening', 'matching', 'mentorship'];

/** How the plain words for a check-in are put into a text. */
const PUT_INTO_WORDS = {
  en: { ok: 'ok', 'not-ok': 'not ok', 'not-now': 'not now' },
  fr: { ok: 'ok', 'not-ok': 'ça va pas', 'not-now': 'pas maintenant' },
} as const;

export function readScript(
  definition: Definition,
  role: Role | 'staff',
  language: 'en' | 'fr',
  cell: (column: Column) => string,
  sayOf: (field: string, problem: string) => void,
): Script {
  const say = (column: Column) => (problem: string) => sayOf(column, problem);
  const decisions = readDecisions(definition, role, cell('decisions'), say('decisions'));
  const outcome = definition.stages.includes('transition') && definition.transition.offersMentorRole;
  const achievement = decisions.achievement ?? (outcome ? 'become-mentor' : 'finish');
  const stages = readStages(definition, cell('expected_stages'), say('expected_stages'));
  const shift = readShift(cell('shift'), say('shift'));
  return {
    ...decisions,
    expectedStages: stages ?? defaultStages(definition, role, decisions.withdraw, achievement),
    offers: listed(cell('offers'), OFFERS, say('offers')),
    meetings: listed(cell('meetings'), MEETINGS, say('meetings')),
    checkIns: readCheckIns(cell('check_ins'), language, say('check_ins')),
    goals: readGoals(cell('own_goals'), say('own_goals')),
    ...(shift === undefined ? {} : { shift }),
    alarms: readAlarms(cell('when_alarmed'), say('when_alarmed')),
    achievement,
    becomesMentor: decisions.becomesMentor ?? true,
  };
}

type Tell = (problem: string) => void;

function oneOf<T extends string>(written: string, allowed: readonly T[], tell: Tell): T | undefined {
  const found = allowed.find((word) => word === plain(written));
  if (found === undefined) {
    const meant = nearest(plain(written), allowed);
    tell(
      `"${written}" is not understood, would be ${meant === undefined ? allowed.join(', ') : `"${meant}"`}`,
    );
  }
  return found;
}

function listed<T extends string>(text: string, allowed: readonly T[], tell: Tell): T[] {
  return words(text).flatMap((word) => oneOf(word.text, allowed, tell) ?? []);
}

function defaultStages(
  definition: Definition,
  role: Role | 'staff',
  withdraw: Stage | undefined,
  achievement: AchievementOutcome,
): Stage[] {
  if (role === 'staff') return [];
  const path = definition.stages.filter((stage) => role === 'mentee' || MENTOR_STAGES.includes(stage));
  if (withdraw !== undefined) return path.slice(0, path.indexOf(withdraw) + 1);
  return path.filter((stage) => stage !== 'transition' || achievement === 'become-mentor');
}

function readStages(definition: Definition, text: string, tell: Tell): Stage[] | undefined {
  if (text === '') return undefined;
  if (plain(text) === 'none') return [];
  const stages = listed(text, STAGES, tell);
  for (const stage of stages)
    if (!definition.stages.includes(stage)) tell(`this program has no stage "${stage}"`);
  return stages;
}

function readCheckIns(text: string, language: 'en' | 'fr', tell: Tell): Said[] {
  return words(text).flatMap((word): Said[] => {
    if (word.quoted) return [{ says: word.text }];
    const known = oneOf(word.text, CHECK_INS, tell);
    if (known === undefined) return [];
    return [known === 'silent' ? known : { says: PUT_INTO_WORDS[language][known] }];
  });
}

/** `Find a room: 50 100; Get my ID back` */
function readGoals(text: string, tell: Tell): ScriptedGoal[] {
  return text
    .split(/[;\n]/)
    .map((goal) => goal.trim())
    .filter((goal) => goal !== '')
    .flatMap((goal) => {
      const parts = /^(.*?)(?::\s*([\d\s%,-]+))?$/s.exec(goal);
      const title = parts?.[1]?.trim() ?? '';
      const progress = (parts?.[2]?.match(/-?\d+/g) ?? ['100']).map(Number);
      if (title === '') tell(`"${goal}" has no name, would be for example Find a room: 50 100`);
      if (progress.some((percent) => percent < 0 || percent > 100))
        tell(`"${goal}" has progress outside 0 to 100, would be percent`);
      return [{ title, progress }];
    });
}

/** `ok home` | `silent` | `late ok home` (answers once staff have been told) */
function readShift(text: string, tell: Tell): Script['shift'] {
  if (text === '') return undefined;
  if (plain(text) === 'silent') return { inTime: 'silent' };
  const late = /^late\b[\s:]*(.*)$/is.exec(text)?.[1];
  if (late === undefined) return { inTime: { says: text } };
  if (late === '') tell('says "late" but not what, would be for example late ok home');
  return { inTime: 'silent', late: { says: late } };
}

/** In turn: `silent` | `acknowledge` (and then nothing) | `found-safe` or another outcome (acknowledges first) */
function readAlarms(text: string, tell: Tell): Script['alarms'] {
  return listed(text, ['silent', 'acknowledge', ...ALARM_OUTCOMES], tell).map((word) => {
    if (word === 'silent') return { acknowledges: false };
    return word === 'acknowledge' ? { acknowledges: true } : { acknowledges: true, outcome: word };
  });
}

interface Decisions {
  steps: Script['steps'];
  pause?: NonNullable<Script['pause']>;
  withdraw?: Stage;
  achievement?: AchievementOutcome;
  becomesMentor?: boolean;
}

/** `interview: hold P7D; pause: retention P2W; withdraw: mentorship; achievement: finish; mentor: no` */
function readDecisions(definition: Definition, role: Role | 'staff', text: string, tell: Tell): Decisions {
  const decisions: Decisions = { steps: {} };
  const steps = definition.screening.steps.filter((step) => role !== 'staff' && step.for.includes(role));
  for (const entry of entries(text)) {
    const parts = /^([^:]+):\s*(\S+)(?:\s+(\S+))?$/.exec(entry);
    const [, about = '', what = '', howLong] = parts ?? [];
    const key = plain(about);
    const step = steps.find(({ id }) => id === key);
    if (!parts) tell(`"${entry}" is not understood, would be for example pause: retention P2W`);
    else if (step !== undefined) {
      const outcome = oneOf(what, STEP_OUTCOMES, tell);
      const later = howLong === undefined ? undefined : length(howLong, tell);
      const needsDate = outcome === 'hold' || outcome === 'decline';
      const lookAgainAfter = later ?? (needsDate ? ('P7D' as Duration) : undefined);
      if (outcome !== undefined)
        decisions.steps[step.id] = { outcome, ...(lookAgainAfter === undefined ? {} : { lookAgainAfter }) };
    } else if (key === 'pause') {
      const stage = oneOf(what, definition.stages, tell);
      const lasts = length(howLong ?? 'P2W', tell);
      if (stage !== undefined && lasts !== undefined) decisions.pause = { stage, lasts };
    } else if (key === 'withdraw') {
      const stage = oneOf(what, definition.stages, tell);
      if (stage !== undefined) decisions.withdraw = stage;
    } else if (key === 'achievement') {
      const outcome = oneOf(what, ACHIEVEMENTS, tell);
      if (outcome !== undefined) decisions.achievement = outcome;
    } else if (key === 'mentor') {
      const answer = yesOrNo(what);
      if (answer === undefined) tell(`"${what}" is not understood, would be yes or no`);
      else decisions.becomesMentor = answer;
    } else {
      const known = [...steps.map(({ id }) => id), 'pause', 'withdraw', 'achievement', 'mentor'];
      tell(`"${about}" is nothing to decide here, would be one of ${known.join(', ')}`);
    }
  }
  return decisions;
}

function length(text: string, tell: Tell): Duration | undefined {
  if (isDuration(text) && millis(text) > 0) return text;
  tell(`"${text}" is no length of time, would be for example P2W or P10D`);
  return undefined;
}

export function yesOrNo(text: string): boolean | undefined {
  if (['yes', 'y', 'oui', 'o', 'true', 'vrai', 'x', '1'].includes(plain(text))) return true;
  return ['no', 'n', 'non', 'false', 'faux', '0'].includes(plain(text)) ? false : undefined;
}
