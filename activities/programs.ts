import { as, type Duration, type Zone } from '../domain/ids';
import type { SurveyQuestion } from '../domain/surveys/question';
import type { EscalationPolicy, QuietHours } from '../domain/policy';
import type { Transaction } from '../platform/database';

type Language = 'en' | 'fr';
type Text = string | Partial<Record<Language, string>>;
interface Titled {
  id: string;
  title?: Text;
  text?: Text;
}

/** The parts of a program's definition that activities read; the definition itself is data of `programs/`. */
interface Definition {
  name?: Text;
  senderName?: Text;
  emergency?: { number?: string; crisis?: string };
  quietHours?: QuietHours;
  detail?: string;
  privileges?: Titled[];
  screening?: { steps?: (Titled & { grants?: string[] })[] };
  surveys?: (Titled & { questions?: Question[] })[];
  transition?: { training?: Titled[] };
  tiers?: Titled[];
  escalation?: Omit<EscalationPolicy, 'levels'> & {
    levels?: (EscalationPolicy['levels'][number] & Titled)[];
  };
  anotherProfessional?: { within?: Duration };
  partners?: Titled[];
  resources?: (Titled & { link?: string })[];
  events?: Partial<EventTimes>;
  appointments?: Partial<AppointmentTimes>;
  referrals?: Partial<ReferralTimes>;
  messages?: Record<string, Partial<Record<Language, { full?: string; basic?: string }>>>;
  matching?: { survey?: string };
}

/** Times of what happens beside the path; the same defaults as in the definition's schema. */
export interface EventTimes {
  /** How long a place that has become free is kept for whoever is next. */
  placeWithin: Duration;
  remindBefore: Duration[];
  /** How long staff have to record who came. */
  attendanceWithin: Duration;
}
export interface AppointmentTimes {
  remindBefore: Duration[];
  /** How long whoever went along has to say whether it took place. */
  answerWithin: Duration;
}
export interface ReferralTimes {
  consentWithin: Duration;
  introduceWithin: Duration;
  followUpAfter: Duration;
}

export interface Question extends SurveyQuestion {
  counts?: string;
  wants?: string;
  avoids?: string;
  private?: boolean;
  forStaff?: boolean;
}

/** A program as messages and matching need it. */
export interface Program {
  id: string;
  nameIn(language: Language): string;
  quietHours: QuietHours;
  emergencyNumber: string;
  crisisNumber: string;
  zoneOf(siteId: string | null | undefined): Zone;
  siteName(siteId: string | null | undefined): string | undefined;
  senderName(language: Language): string;
  /** What a thing of the definition is called; its id where the definition has no name for it. */
  titleOf(
    kind: 'step' | 'survey' | 'privilege' | 'training' | 'tier' | 'level' | 'partner' | 'resource',
    id: string,
    language: Language,
  ): string;
  /** Privileges that passing a step gives. */
  grantsOf(step: string): readonly string[];
  /** Where a resource of the definition is to be found. */
  resourceLink(id: string): string | undefined;
  /** What an answer to the matching survey is called. */
  optionText(factor: string, id: string, language: Language): string | undefined;
  /** Answers that count for the factor are never named to the other side. */
  isPrivate(factor: string): boolean;
  matchingQuestions: readonly Question[];
  questionsOf(survey: string): readonly Question[];
  escalation: EscalationPolicy;
  /** From asking to speak with another professional to a named human. */
  anotherProfessionalWithin: Duration;
  events: EventTimes;
  appointments: AppointmentTimes;
  referrals: ReferralTimes;
  overrides: NonNullable<Definition['messages']>;
}

export interface Programs {
  of(programId: string): Promise<Program>;
}

/** Local numbers that hold all over Canada; a definition may name others. */
const EMERGENCY = { number: '911', crisis: '988' };
const QUIET: QuietHours = { from: '21:00', to: '09:00' };
const KEEP_MS = 5_000;

/** Reads programs, and keeps them for a few seconds: every message of a burst asks for the same one. */
export function createPrograms(prisma: Transaction): Programs {
  const kept = new Map<string, { until: number; program: Promise<Program> }>();
  return {
    of(programId) {
      const known = kept.get(programId);
      if (known && known.until > Date.now()) return known.program;
      const program = readProgram(prisma, programId);
      kept.set(programId, { until: Date.now() + KEEP_MS, program });
      // A failed read is not kept.
      program.catch(() => kept.delete(programId));
      return program;
    },
  };
}

/** @throws Error when there is no such program */
export async function readProgram(prisma: Transaction, programId: string): Promise<Program> {
  const row = await prisma.program.findUnique({
    where: { id: programId },
    include: { sites: { select: { id: true, name: true, zone: true } } },
  });
  if (!row) throw new Error(`no program ${programId}`);
  const definition = (row.definition ?? {}) as unknown as Definition;
  const sites = new Map(row.sites.map((site) => [site.id, site]));
  const matchingQuestions = questionsOf(definition, definition.matching?.survey ?? 'matching');
  return {
    id: row.id,
    nameIn: (language) => textIn(definition.name, language) ?? row.name,
    quietHours: definition.quietHours ?? QUIET,
    emergencyNumber: definition.emergency?.number ?? EMERGENCY.number,
    crisisNumber: definition.emergency?.crisis ?? EMERGENCY.crisis,
    zoneOf: (siteId) => ((siteId && sites.get(siteId)?.zone) || row.zone) as Zone,
    siteName: (siteId) => (siteId ? sites.get(siteId)?.name : undefined),
    senderName: (language) => textIn(definition.senderName, language) ?? SENDER[language],
    titleOf(kind, id, language) {
      const titled = listOf(definition, kind).find((one) => one.id === id);
      return textIn(titled?.title ?? titled?.text, language) ?? id;
    },
    grantsOf: (step) => definition.screening?.steps?.find(({ id }) => id === step)?.grants ?? [],
    resourceLink: (id) => definition.resources?.find((one) => one.id === id)?.link,
    optionText(factor, id, language) {
      const options = matchingQuestions
        .filter(({ id: own, counts, wants, avoids }) => (counts ?? own) === factor && !wants && !avoids)
        .flatMap((question) => question.options ?? []);
      return textIn(options.find((option) => option.id === id)?.text, language);
    },
    isPrivate: (factor) =>
      matchingQuestions.some((question) => question.private && (question.counts ?? question.id) === factor),
    matchingQuestions,
    questionsOf: (survey) => questionsOf(definition, survey),
    escalation: escalationOf(definition),
    anotherProfessionalWithin: definition.anotherProfessional?.within ?? as('P1D'),
    events: {
      placeWithin: as('P1D'),
      remindBefore: [as('P1D')],
      attendanceWithin: as('P2D'),
      ...definition.events,
    },
    appointments: {
      remindBefore: [as('P1D'), as('PT2H')],
      answerWithin: as('P2D'),
      ...definition.appointments,
    },
    referrals: {
      consentWithin: as('P7D'),
      introduceWithin: as('P7D'),
      followUpAfter: as('P14D'),
      ...definition.referrals,
    },
    overrides: definition.messages ?? {},
  };
}

const SENDER: Record<Language, string> = { en: 'Your team', fr: 'Ton équipe' };

function questionsOf(definition: Definition, survey: string): Question[] {
  return definition.surveys?.find(({ id }) => id === survey)?.questions ?? [];
}

function listOf(definition: Definition, kind: Parameters<Program['titleOf']>[0]): readonly Titled[] {
  switch (kind) {
    case 'step':
      return definition.screening?.steps ?? [];
    case 'survey':
      return definition.surveys ?? [];
    case 'privilege':
      return definition.privileges ?? [];
    case 'training':
      return definition.transition?.training ?? [];
    case 'tier':
      return definition.tiers ?? [];
    case 'level':
      return definition.escalation?.levels ?? [];
    case 'partner':
      return definition.partners ?? [];
    case 'resource':
      return definition.resources ?? [];
  }
}

/** What a definition that says nothing of escalations means; the same as its schema's defaults. */
const ESCALATION: EscalationPolicy = {
  levels: ['supervisor', 'second', 'manager'].map((id) => ({
    id,
    channels: ['sms', 'voice', 'email'],
    acknowledgeWithin: as('PT5M'),
  })),
  outcomeWithin: as('PT20M'),
  repeatEvery: as('PT15M'),
  remindToCloseEvery: as('P1D'),
  debriefAfter: as('PT12H'),
  standInAfter: as('PT2M'),
};

function escalationOf({ escalation }: Definition): EscalationPolicy {
  const { levels, ...times } = { ...ESCALATION, ...(escalation ?? {}) };
  return {
    levels: levels.map(({ id, channels, acknowledgeWithin }) => ({ id, channels, acknowledgeWithin })),
    ...times,
  };
}

function textIn(text: Text | undefined, language: Language): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  return text[language] ?? text.en ?? text.fr;
}
