import { as, type SiteId, type WallClock } from '../../domain/ids';
import { parseEmail } from '../../domain/email';
import type { Detail, Language } from '../../domain/messages/templates';
import { parsePhone } from '../../domain/phone';
import { ROLES, type Role } from '../../domain/policy';
import { isWallClock } from '../../domain/time';
import type { SurveyAnswers } from '../../domain/surveyAnswers';
import { suggestion } from '../nearest';
import type { Definition } from '../schema';
import { siteId } from '../siteId';
import { languageCode } from '../../domain/surveys/languageNames';
import type { RosterProblem } from './problem';
import { readScript, SCRIPT_COLUMNS, yesOrNo, type Script } from './script';
import { questionColumn, readAnswers } from './surveyCells';
import type { TableRow } from './table';
import { plain } from '../../domain/surveys/plain';

export interface RosterRow {
  /** As the spreadsheet counts. */
  row: number;
  /** The coordinator's own code for the person; the same row again is the same person. */
  reference: string;
  role: Role | 'staff';
  givenName: string;
  surname?: string;
  preferredName?: string;
  language: Language;
  /** E.164 */
  phone?: string;
  /** Lower case */
  email?: string;
  /** Undefined: the program's default for new people, and no change for others. */
  detail?: Detail;
  siteId?: SiteId;
  tier?: string;
  /** Whether the person agreed to be written to, and on which day where the roster says so. Undefined: it does not say. */
  consent?: { given: boolean; on?: WallClock };
  /** Level of the escalation chain at which the person is on call. */
  rotaLevel?: string;
  /** To the matching survey. */
  answers: SurveyAnswers;
  script: Script;
}

export const REQUIRED_COLUMNS = ['reference', 'role', 'given_name'] as const;
export const PERSON_COLUMNS = [
  ...REQUIRED_COLUMNS,
  'surname',
  'preferred_name',
  'language',
  'phone',
  'email',
  'detail',
  'site',
  'tier',
  'consent',
  'rota_level',
] as const;

/** Every column that means something in this program's rosters. `notes` is the coordinator's own and is not read. */
export function columnsOf(definition: Definition): string[] {
  return [
    ...PERSON_COLUMNS,
    ...matchingQuestions(definition).map(questionColumn),
    ...SCRIPT_COLUMNS,
    'notes',
  ];
}

function matchingQuestions(definition: Definition) {
  return definition.surveys.find(({ id }) => id === definition.matching.survey)?.questions ?? [];
}

/** One row, or everything that is wrong with it. */
export function readRow(definition: Definition, { row, cells }: TableRow): RosterRow | RosterProblem[] {
  const problems: RosterProblem[] = [];
  const say = (field: string, problem: string) => void problems.push({ row, field, problem });
  const cell = (column: string) => cells.get(column) ?? '';

  const reference = cell('reference');
  if (reference === '') say('reference', 'is empty, would be a code of your own such as KW-07');
  else if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/.test(reference))
    say('reference', `"${reference}" would be a code of letters, digits and hyphens, such as KW-07`);
  const givenName = cell('given_name');
  if (givenName === '') say('given_name', 'is empty, would be the name to greet the person by');

  const levels = definition.escalation.levels.map(({ id }) => id);
  const role = readRole(levels, cell('role'), say);
  const language = readLanguage(definition, cell('language'), say);
  const phone = readPhone(cell('phone'), say);
  const email = readEmail(cell('email'), say);
  const detail = readDetail(cell('detail'), say);
  const site = readSite(definition, cell('site'), say);
  const tier = known(
    'tier',
    cell('tier'),
    definition.tiers.map(({ id }) => id),
    say,
  );
  const consent = readConsent(cell('consent'), say);
  const rotaLevel = known('rota_level', cell('rota_level'), levels, say) ?? role?.level;
  if (cell('phone') === '' && cell('email') === '')
    say('phone', 'is empty, and so is email; would be one of them, since nobody can be reached without');

  const person = role?.role ?? 'staff';
  const answers = person === 'staff' ? {} : readAnswers(matchingQuestions(definition), person, cell, say);
  const script = readScript(definition, person, language ?? 'en', cell, say);
  if (problems.length > 0 || role === undefined || language === undefined) return problems;
  return {
    row,
    reference,
    role: role.role,
    givenName,
    language,
    ...present({
      surname: cell('surname') || undefined,
      preferredName: cell('preferred_name') || undefined,
      phone,
      email,
      detail,
      siteId: site,
      tier,
      consent,
      rotaLevel,
    }),
    answers,
    script,
  };
}

type Say = (field: string, problem: string) => void;

function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** `mentee`, `mentor`, `staff`, or a level of the escalation chain: staff who are on call there. */
function readRole(
  levels: readonly string[],
  text: string,
  say: Say,
): { role: Role | 'staff'; level?: string } | undefined {
  const said = plain(text);
  const role = [...ROLES, 'staff' as const].find((name) => name === said);
  if (role !== undefined) return { role };
  const level = levels.find((name) => name === said);
  if (level !== undefined) return { role: 'staff', level };
  const names = [...ROLES, 'staff', ...levels];
  say(
    'role',
    text === ''
      ? `is empty, would be one of ${names.join(', ')}`
      : `"${text}" is no role, ${suggestion(said, names)}`,
  );
  return undefined;
}

function readLanguage(definition: Definition, text: string, say: Say): Language | undefined {
  const [first = 'en'] = definition.languages;
  if (text === '') return first;
  const language = definition.languages.find((code) => code === languageCode(text));
  if (language === undefined)
    say(
      'language',
      `"${text}" is no language of this program, would be ${definition.languages.join(' or ')}`,
    );
  return language;
}

function readPhone(text: string, say: Say): string | undefined {
  if (text === '') return undefined;
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) {
    say('phone', `is ${text}: the spreadsheet made a number of it; would be text, such as +1 519 555 0101`);
    return undefined;
  }
  const parsed = parsePhone(text);
  if (parsed.ok) return parsed.e164;
  say('phone', `"${text}": ${parsed.say}`);
  return undefined;
}

function readEmail(text: string, say: Say): string | undefined {
  if (text === '') return undefined;
  const parsed = parseEmail(text);
  if (parsed.ok) return parsed.address;
  say('email', `"${text}": ${parsed.say}`);
  return undefined;
}

function readDetail(text: string, say: Say): Detail | undefined {
  const said = plain(text);
  if (said === '' || said === 'full' || said === 'basic') return said === '' ? undefined : said;
  say('detail', `"${text}" is not understood, would be full, or basic for nothing private on a lock screen`);
  return undefined;
}

function readSite(definition: Definition, text: string, say: Say): SiteId | undefined {
  const { sites } = definition;
  const site =
    text === ''
      ? sites[0]
      : sites.find(({ id, name }) => [id, name].some((one) => plain(one) === plain(text)));
  if (text === '' && sites.length > 1) return undefined;
  if (site === undefined) {
    say(
      'site',
      `there is no site "${text}", ${suggestion(
        plain(text),
        sites.map(({ id }) => id),
      )}`,
    );
    return undefined;
  }
  return siteId(definition.id, site.id);
}

/** `yes`, `no`, or the day on which the person agreed. */
function readConsent(text: string, say: Say): RosterRow['consent'] {
  if (text === '') return undefined;
  const given = yesOrNo(text);
  if (given !== undefined) return { given };
  const on = `${text}T12:00`;
  if (isWallClock(on)) return { given: true, on: as(on) };
  say('consent', `"${text}" is not understood, would be yes, no, or the day of consent such as 2026-03-01`);
  return undefined;
}

function known(field: string, text: string, ids: readonly string[], say: Say): string | undefined {
  if (text === '') return undefined;
  const found = ids.find((id) => id === plain(text));
  if (found === undefined) say(field, `there is no "${text}", ${suggestion(plain(text), ids)}`);
  return found;
}
