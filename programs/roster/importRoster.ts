import { as, type Instant, type ParticipantId, type PersonId } from '../../domain/ids';
import { resolve } from '../../domain/time';
import { Prisma } from '../../prisma/generated/client';
import type { Database, Transaction } from '../../platform/database';
import type { Actor, LedgerEntry } from '../../workflows/contract';
import type { Definition } from '../schema';
import { canonical } from '../version';
import { bringContactPoints } from './contactPoints';
import type { RosterProblem } from './problem';
import type { RosterRow } from './readRow';
import { rosterId } from './rosterId';

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
  const attempt = () => prisma.$transaction((transaction) => store(transaction, options, row));
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof RowProblem) return { row: row.row, field: error.field, problem: error.message };
    if (!isTaken(error)) throw error;
  }
  // Somebody else read the same file at the same moment and was first; now there is nothing left to add.
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof RowProblem) return { row: row.row, field: error.field, problem: error.message };
    if (!isTaken(error)) throw error;
    return {
      row: row.row,
      field: '',
      problem: 'is in the database already in another way, would be looked at by hand',
    };
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

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

async function store(transaction: Transaction, options: ImportOptions, row: RosterRow): Promise<Stored> {
  const { program, at, by } = options;
  const consentAt = consentOf(options, row);
  const participant = await transaction.participant.findUnique({
    where: { programId_reference: { programId: program.id, reference: row.reference } },
  });
  const personId = participant?.personId ?? rosterId('person', program.id, row.reference);
  const before = await transaction.person.findUnique({ where: { id: personId } });
  if (before === null) await refuseSecond(transaction, program, row);

  const person = {
    givenName: row.givenName,
    surname: row.surname ?? null,
    preferredName: row.preferredName ?? null,
    language: row.language,
    ...(row.detail === undefined ? {} : { detail: row.detail }),
  };
  const personChanges =
    before !== null &&
    Object.entries(person).some(([name, value]) => before[name as keyof typeof person] !== value);
  if (before === null)
    await transaction.person.create({
      data: { id: personId, detail: program.detail, ...person, createdAt: at },
    });
  else if (personChanges) await transaction.person.update({ where: { id: personId }, data: person });

  const news: Pick<LedgerEntry, 'key' | 'kind' | 'data'>[] = await bringContactPoints(transaction, {
    row,
    personId,
    consentAt,
    at,
  });
  let changed = personChanges || news.length > 0;
  const imported: ImportedPerson = { row: row.row, reference: row.reference, personId: as(personId) };

  if (row.role !== 'staff') {
    const id = participant?.id ?? rosterId('participant', program.id, row.reference);
    imported.participantId = as(id);
    if (participant === null) {
      await transaction.participant.create({
        data: {
          id,
          personId,
          programId: program.id,
          siteId: row.siteId ?? null,
          role: row.role,
          tier: row.tier ?? null,
          reference: row.reference,
          createdAt: at,
        },
      });
      news.push({ key: as(`participant-${id}/added`), kind: 'participant-added', data: { role: row.role } });
    } else if (row.siteId !== undefined && row.siteId !== participant.siteId) {
      await transaction.participant.update({ where: { id }, data: { siteId: row.siteId } });
      changed = true;
    }
    const answers = await storeAnswers(transaction, program, id, row, at);
    if (answers !== undefined) imported.responseId = answers.id;
    changed ||= answers?.isNew === true;
  }
  if (await storeRota(transaction, program, personId, row)) changed = true;

  await transaction.event.createMany({
    data: news.map(({ key, kind, data }) => ({
      key,
      kind,
      data: data ?? {},
      programId: program.id,
      siteId: row.siteId ?? null,
      personId,
      actor: by,
      at,
    })),
    skipDuplicates: true,
  });
  const isNew = before === null || (row.role !== 'staff' && participant === null);
  return { outcome: isNew ? 'added' : changed ? 'updated' : 'unchanged', person: imported };
}

/** The instant of consent; null where it is refused, undefined where the row does not say. Staff are written to at work. */
function consentOf({ program, at }: ImportOptions, { consent, role }: RosterRow): Instant | null | undefined {
  if (consent === undefined) return role === 'staff' ? at : undefined;
  if (!consent.given) return null;
  const given = consent.on === undefined ? at : resolve(consent.on, program.zone).instant;
  // The day of consent may be today, before noon.
  if (Date.parse(given) - Date.parse(at) > 24 * 3_600_000)
    throw new RowProblem('consent', 'lies in the future, would be the day on which the person agreed');
  return given;
}

/** Somebody of the same name at the same number or address who is there under another reference is the same person. */
async function refuseSecond(transaction: Transaction, program: Definition, row: RosterRow): Promise<void> {
  const values = [row.phone, row.email].filter((value) => value !== undefined);
  if (values.length === 0) return;
  const same = await transaction.contactPoint.findFirst({
    where: {
      value: { in: values },
      person: {
        givenName: { equals: row.givenName, mode: 'insensitive' },
        surname: row.surname === undefined ? null : { equals: row.surname, mode: 'insensitive' },
        participants: { some: { programId: program.id } },
      },
    },
    include: { person: { include: { participants: { where: { programId: program.id } } } } },
  });
  if (same === null) return;
  const reference = same.person.participants[0]?.reference;
  throw new RowProblem(
    'reference',
    `the same name and ${same.channel === 'sms' ? 'phone' : 'email'} are there already${
      reference ? ` as ${reference}` : ''
    }, would be that reference`,
  );
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
  const id = rosterId('survey', participantId, survey, canonical(row.answers));
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
  const idOf = (level: string) => rosterId('rota', program.id, personId, level);
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
