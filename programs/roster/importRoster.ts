import { DAY } from '../../domain/duration';
import { as, type Instant, type ParticipantId, type PersonId } from '../../domain/ids';
import { resolve } from '../../domain/time';
import type { Database, Transaction } from '../../platform/database';
import { idFromKey } from '../../platform/newId';
import type { Actor, LedgerEntry } from '../../workflows/contract';
import type { Definition } from '../schema';
import { canonical } from '../version';
import { bringContactPoints } from './contactPoints';
import type { RosterProblem } from './problem';
import type { RosterRow } from './readRow';

export interface ImportedPerson {
  row: number;
  reference: string;
  personId: PersonId;
  /** Absent for staff. */
  participantId?: ParticipantId;
  /** The stored answers to the matching survey, where the row has any. */
  responseId?: string;
}

export interface ImportReport {
  /** References, in the order of the roster. */
  added: string[];
  updated: string[];
  unchanged: string[];
  problems: RosterProblem[];
  people: ImportedPerson[];
}

export interface ImportOptions {
  program: Definition;
  rows: readonly RosterRow[];
  /** Business time. */
  at: Instant;
  by: Actor;
}

/**
 * Stores the people of a roster: person, number and address with the day of consent, place in the program, survey answers,
 * place on the rota, and the ledger's entry. Reading the same file again changes nothing; a row that has changed changes
 * what it says of the person, but never a role or a tier, which the path has moved since, nor a STOP. The program must be
 * stored already. A row that cannot be stored is a problem of its own; the others are.
 * @throws when the database is away
 */
export async function importRoster(prisma: Database, options: ImportOptions): Promise<ImportReport> {
  const report: ImportReport = { added: [], updated: [], unchanged: [], problems: [], people: [] };
  for (const row of options.rows) {
    const stored = await storeRow(prisma, options, row);
    if ('problem' in stored) {
      report.problems.push(stored);
      continue;
    }
    report[stored.outcome].push(row.reference);
    report.people.push(stored.person);
  }
  return report;
}

type Stored = { outcome: 'added' | 'updated' | 'unchanged'; person: ImportedPerson };

async function storeRow(
  prisma: Database,
  options: ImportOptions,
  row: RosterRow,
): Promise<Stored | RosterProblem> {
  try {
    return await prisma.$transaction(async (transaction) => {
      // Whoever reads the same file, or adds the same person by hand, at the same moment waits for this row.
      const lock = `participants of ${options.program.id}`;
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${lock}))`;
      return store(transaction, options, row);
    });
  } catch (error) {
    if (error instanceof RowProblem) return { row: row.row, field: error.field, problem: error.message };
    throw error;
  }
}

class RowProblem extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

type News = Pick<LedgerEntry, 'key' | 'kind' | 'data'>;

async function store(transaction: Transaction, options: ImportOptions, row: RosterRow): Promise<Stored> {
  const { program, at, by } = options;
  const participant = await transaction.participant.findUnique({
    where: { programId_reference: { programId: program.id, reference: row.reference } },
  });
  const person = await storePerson(transaction, options, row, participant);
  const imported: ImportedPerson = { row: row.row, reference: row.reference, personId: as(person.id) };
  const news = [...person.news];
  let { isNew, changed } = person;
  if (row.role !== 'staff') {
    const stored = await storeParticipant(transaction, options, row, person.id, participant);
    imported.participantId = as(stored.id);
    news.push(...stored.news);
    const answers = await storeAnswers(transaction, program, stored.id, row, at);
    if (answers !== undefined) imported.responseId = answers.id;
    isNew ||= stored.isNew;
    changed ||= stored.changed || answers?.isNew === true;
  }
  if (await storeRota(transaction, program, person.id, row)) changed = true;
  await transaction.event.createMany({
    data: news.map(({ key, kind, data }) => ({
      key,
      kind,
      data: data ?? {},
      programId: program.id,
      siteId: row.siteId ?? null,
      personId: person.id,
      actor: by,
      at,
    })),
    skipDuplicates: true,
  });
  return { outcome: isNew ? 'added' : changed ? 'updated' : 'unchanged', person: imported };
}

interface Known {
  id: string;
  personId: string;
  siteId: string | null;
}

interface Change {
  id: string;
  isNew: boolean;
  changed: boolean;
  news: News[];
}

async function storePerson(
  transaction: Transaction,
  options: ImportOptions,
  row: RosterRow,
  participant: Known | null,
): Promise<Change> {
  const { program, at } = options;
  const consentAt = consentOf(options, row);
  const ownId = participant?.personId ?? idFromKey('person', program.id, row.reference);
  const before =
    (await transaction.person.findUnique({ where: { id: ownId }, include: { participants: true } })) ??
    (await findSame(transaction, row));
  const here = before?.participants.find(({ programId }) => programId === program.id);
  if (row.role !== 'staff' && here !== undefined && here.id !== participant?.id)
    throw new RowProblem(
      'reference',
      `the same name and phone or email are there already as ${here.reference ?? here.id}, would be that reference`,
    );

  const id = before?.id ?? ownId;
  const values = {
    givenName: row.givenName,
    surname: row.surname ?? null,
    preferredName: row.preferredName ?? null,
    language: row.language,
    ...(row.detail === undefined ? {} : { detail: row.detail }),
  };
  const differs =
    before !== null &&
    Object.entries(values).some(([name, value]) => before[name as keyof typeof values] !== value);
  if (before === null)
    await transaction.person.create({ data: { id, detail: program.detail, ...values, createdAt: at } });
  else if (differs) await transaction.person.update({ where: { id }, data: values });
  const news = await bringContactPoints(transaction, {
    row,
    personId: id,
    isShared: before?.participants.some(({ programId }) => programId !== program.id) ?? false,
    consentAt,
    at,
  });
  return { id, isNew: before === null, changed: differs || news.length > 0, news };
}

/** Role and tier are only what the path begins with; afterwards the path has them. */
async function storeParticipant(
  transaction: Transaction,
  { program, at }: ImportOptions,
  { role, tier, reference, siteId }: RosterRow,
  personId: string,
  before: Known | null,
): Promise<Change> {
  const programId = program.id;
  if (before !== null) {
    const changed = siteId !== undefined && siteId !== before.siteId;
    if (changed) await transaction.participant.update({ where: { id: before.id }, data: { siteId } });
    return { id: before.id, isNew: false, changed, news: [] };
  }
  const id = idFromKey('participant', programId, reference);
  await transaction.participant.create({
    data: {
      id,
      personId,
      programId,
      siteId: siteId ?? null,
      role,
      tier: tier ?? null,
      reference,
      createdAt: at,
    },
  });
  const added: News = {
    key: as(`participant-${id}/added`),
    kind: 'participant-added',
    data: { role, via: 'roster' },
  };
  return { id, isNew: true, changed: false, news: [added] };
}

/** The instant of consent; null where it is refused, undefined where the row does not say. Staff are written to at work. */
function consentOf({ program, at }: ImportOptions, { consent, role }: RosterRow): Instant | null | undefined {
  if (consent === undefined) return role === 'staff' ? at : undefined;
  if (!consent.given) return null;
  const given = consent.on === undefined ? at : resolve(consent.on, program.zone).instant;
  // The day of consent may be today, before noon.
  if (Date.parse(given) - Date.parse(at) > DAY)
    throw new RowProblem('consent', 'lies in the future, would be the day on which the person agreed');
  return given;
}

/** Somebody of the same name at the same number or address is the same person, in whichever program. */
async function findSame(transaction: Transaction, row: RosterRow) {
  const values = [row.phone, row.email].filter((value) => value !== undefined);
  return transaction.person.findFirst({
    where: {
      contactPoints: { some: { value: { in: values } } },
      givenName: { equals: row.givenName, mode: 'insensitive' },
      surname: row.surname === undefined ? null : { equals: row.surname, mode: 'insensitive' },
    },
    include: { participants: true },
    orderBy: { id: 'asc' },
  });
}

/** An old file read again never covers answers that the person has given since. */
async function storeAnswers(
  transaction: Transaction,
  program: Definition,
  participantId: string,
  row: RosterRow,
  at: Instant,
): Promise<{ id: string; isNew: boolean } | undefined> {
  if (Object.keys(row.answers).length === 0) return undefined;
  const survey = program.matching.survey;
  const id = idFromKey('survey', participantId, survey, canonical(row.answers));
  const { count } = await transaction.surveyResponse.createMany({
    data: [{ id, participantId, survey, answers: row.answers, via: 'roster', at }],
    skipDuplicates: true,
  });
  return { id, isNew: count > 0 };
}

/** On call at the row's level, always, for the row's site or all of them. Turns that staff have entered stay as they are. */
async function storeRota(
  transaction: Transaction,
  program: Definition,
  personId: string,
  { rotaLevel, siteId }: RosterRow,
): Promise<boolean> {
  const idOf = (level: string) => idFromKey('rota', program.id, personId, level);
  const others = program.escalation.levels.map(({ id }) => id).filter((level) => level !== rotaLevel);
  const removed = await transaction.rotaEntry.deleteMany({ where: { id: { in: others.map(idOf) } } });
  if (rotaLevel === undefined) return removed.count > 0;
  const id = idOf(rotaLevel);
  const entry = await transaction.rotaEntry.findUnique({ where: { id } });
  const values = { programId: program.id, siteId: siteId ?? null, level: rotaLevel, personId };
  if (entry === null) await transaction.rotaEntry.create({ data: { id, ...values } });
  else if (entry.siteId !== values.siteId)
    await transaction.rotaEntry.update({ where: { id }, data: values });
  return entry === null || entry.siteId !== values.siteId || removed.count > 0;
}
