import type { Named } from '../../domain/names';
import { numberToCall } from '../../domain/phone';
import type { Transaction } from '../../platform/database';
import { underSilentAlarm } from '../silentAlarm';
import { readPlans, type PlanInBrief } from './safetyPlans';
import type { Program, Programs } from '../programs';
import type { Facts } from './facts';

export interface Someone extends Named {
  id: string;
  language: 'en' | 'fr';
  detail: 'full' | 'basic';
  phone: string | null;
}

/** What the ids in intents stand for, read at once for a whole delivery. */
export interface World {
  programs: ReadonlyMap<string, Program>;
  people: ReadonlyMap<string, Someone>;
  /** Persons behind accounts, by account id. */
  accounts: ReadonlyMap<string, string>;
  shifts: ReadonlyMap<string, { siteId: string; zone: string; startsAt: Date; endsAt: Date }>;
  escalations: ReadonlyMap<string, { code: string; kind: string; raisedAt: Date; siteId: string | null }>;
  mentorships: ReadonlyMap<string, { reasons: unknown; meetings: ReadonlyMap<number, Date> }>;
  workshops: ReadonlyMap<
    string,
    { title: string; siteId: string | null; zone: string; startsAt: Date; place: string | null }
  >;
  appointments: ReadonlyMap<string, { title: string; place: string | null; zone: string; startsAt: Date }>;
  /** Those that staff have added; the definition has the others. */
  resources: ReadonlyMap<string, { title: { en?: string; fr?: string }; link: string | null }>;
  openings: ReadonlyMap<string, { title: string }>;
  goals: ReadonlyMap<string, { title: string; progress: number }>;
  waits: ReadonlyMap<string, { dueAt: Date | null; details: unknown }>;
  /** How those who are asked a survey answer it, by `<person> <program>`. */
  surveyed: ReadonlyMap<string, { role: string; answersBy: string | null }>;
  /** Those whom messages are about and of whom a silent alarm is up. */
  silently: ReadonlySet<string>;
  /** What was agreed with the people whom escalations are about, by person. */
  safetyPlans: ReadonlyMap<string, PlanInBrief>;
}

type Refs = Facts['refs'];

/** Persons that a message can be about, by the name of the ref; `choices` is a list of them. */
const PERSON_REFS = ['peer', 'other', 'from', 'to', 'owner'] as const;

export async function readWorld(
  prisma: Transaction,
  programs: Programs,
  all: readonly Pick<Facts, 'personId' | 'programId' | 'refs'>[],
): Promise<World> {
  const refs = all.map((facts) => facts.refs);
  const actors = refs.flatMap((ref) => (typeof ref['by'] === 'string' ? [ref['by']] : []));
  const accountIds = actors.filter((actor) => actor.startsWith('account:')).map((actor) => actor.slice(8));
  const accounts = accountIds.length
    ? await prisma.account.findMany({
        where: { id: { in: accountIds } },
        select: { id: true, personId: true },
      })
    : [];
  const personIds = [
    ...all.map((facts) => facts.personId),
    ...PERSON_REFS.flatMap((name) => idsOf(refs, name)),
    ...idsOf(refs, 'choices').flatMap((list) => list.split(',')),
    ...actors.filter((actor) => actor.startsWith('person:')).map((actor) => actor.slice(7)),
    ...accounts.map(({ personId }) => personId),
  ];
  const programIds = [...new Set(all.map(({ programId }) => programId))];
  const among = (ids: string[]) => ({ where: { id: { in: [...new Set(ids)] } } });
  const none = Promise.resolve([]);
  const read = <T>(ids: string[], find: () => PromiseLike<T[]>): PromiseLike<T[]> =>
    ids.length > 0 ? find() : none;
  const [shiftIds, escalationIds, mentorshipIds] = ['shift', 'escalation', 'mentorship'].map((n) =>
    idsOf(refs, n),
  );
  const [workshopIds, goalIds, waitKeys, openingIds] = ['workshop', 'goal', 'wait', 'opening'].map((n) =>
    idsOf(refs, n),
  );
  const [appointmentIds, resourceIds] = ['appointment', 'resource'].map((n) => idsOf(refs, n));
  const [appointments, resources] = await Promise.all([
    read(appointmentIds ?? [], () => prisma.appointment.findMany(among(appointmentIds ?? []))),
    read(resourceIds ?? [], () => prisma.resource.findMany(among(resourceIds ?? []))),
  ]);
  const asked = all.filter((facts) => typeof facts.refs['survey'] === 'string');
  const [
    programRows,
    people,
    shifts,
    escalations,
    mentorships,
    workshops,
    goals,
    waits,
    surveyed,
    openings,
    silently,
    safetyPlans,
  ] = await Promise.all([
    Promise.all(programIds.map((id) => programs.of(id))),
    prisma.person.findMany({
      ...among(personIds),
      select: {
        id: true,
        givenName: true,
        surname: true,
        preferredName: true,
        language: true,
        detail: true,
        contactPoints: {
          where: { channel: { in: ['sms', 'voice'] } },
          orderBy: [{ position: 'asc' }, { id: 'asc' }],
          select: { value: true, unusableCode: true },
        },
      },
    }),
    read(shiftIds ?? [], () => prisma.shift.findMany(among(shiftIds ?? []))),
    read(escalationIds ?? [], () => prisma.escalation.findMany(among(escalationIds ?? []))),
    read(mentorshipIds ?? [], () =>
      prisma.mentorship.findMany({ ...among(mentorshipIds ?? []), include: { meetings: true } }),
    ),
    read(workshopIds ?? [], () => prisma.workshop.findMany(among(workshopIds ?? []))),
    read(goalIds ?? [], () => prisma.goal.findMany(among(goalIds ?? []))),
    read(waitKeys ?? [], () => prisma.wait.findMany({ where: { key: { in: waitKeys ?? [] } } })),
    read(
      asked.map(({ personId }) => personId),
      () =>
        prisma.participant.findMany({
          where: { OR: asked.map(({ personId, programId }) => ({ personId, programId })) },
          select: { personId: true, programId: true, role: true, answersBy: true },
        }),
    ),
    read(openingIds ?? [], () => prisma.opening.findMany(among(openingIds ?? []))),
    underSilentAlarm(
      prisma,
      all.flatMap(({ refs: { peer } }) => (typeof peer === 'string' ? peer : [])),
    ),
    readPlans(prisma, all),
  ]);
  return {
    programs: byId(programRows),
    people: byId(
      people.map(({ contactPoints, surname, language, detail, ...person }) => ({
        ...person,
        familyName: surname,
        language: language === 'fr' ? 'fr' : 'en',
        detail: detail === 'basic' ? 'basic' : 'full',
        phone: numberToCall(contactPoints) ?? null,
      })),
    ),
    accounts: new Map(accounts.map(({ id, personId }) => [id, personId])),
    shifts: byId(shifts),
    escalations: byId(escalations),
    mentorships: byId(
      mentorships.map(({ id, reasons, meetings }) => ({
        id,
        reasons,
        meetings: new Map(meetings.map(({ number, startsAt }) => [number, startsAt])),
      })),
    ),
    workshops: byId(workshops),
    appointments: byId(appointments),
    resources: byId(
      resources.map(({ id, title, link }) => ({ id, link, title: title as { en?: string; fr?: string } })),
    ),
    openings: byId(openings),
    goals: byId(goals),
    waits: new Map(waits.map((wait) => [wait.key, wait])),
    silently,
    surveyed: new Map(surveyed.map((one) => [`${one.personId} ${one.programId}`, one])),
    safetyPlans,
  };
}

function idsOf(refs: readonly Refs[], name: string): string[] {
  return refs.flatMap((ref) => (typeof ref[name] === 'string' ? [ref[name]] : []));
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
