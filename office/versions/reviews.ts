import { appendEvents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import { NotThere, Refused } from '../../client/fullCircle';
import { newId } from '../../platform/newId';
import type { Database } from '../../platform/database';
import type { Prisma } from '../../prisma/generated/client';
import type { LoadedProgram } from '../../programs';
import { guard, type Caller } from '../access';
import { staffName } from '../names';
import { businessNow, type OfficeTools } from '../tools';

type Version = Pick<LoadedProgram, 'definition' | 'version'>;

/** What one peer said about one version. */
export interface Review {
  version: string;
  personId: string;
  name: string;
  says: string;
  /** Wants something changed first. */
  concern: boolean;
  recordedBy: string;
  at: Date;
}

/** Paths that would feel a new version. */
const RUNNING = ['starting', 'active', 'paused'];

/** Whether a version may be put to use, and if not, what is missing. */
export type ReviewStanding =
  | { open: true; unreviewed?: 'nobody-on-it' | 'in-use-before' }
  | { open: false; code: 'PeersHaveNotReviewed' | 'PeersHaveConcerns'; paths: number; names: string[] };

/**
 * Peers have their say before a version goes live (peers must be included when programs are developed). Where nobody is
 * on a path yet there is nobody whom it would change under; what people have lived with before needs no new word.
 */
export async function reviewStanding(
  database: Database,
  programId: string,
  version: string,
): Promise<ReviewStanding> {
  const [paths, before, said] = await Promise.all([
    database.journey.count({ where: { programId, status: { in: RUNNING } } }),
    database.programVersion.findUnique({ where: { programId_version: { programId, version } } }),
    reviewsOf(database, programId, version),
  ]);
  if (said.length === 0 && paths === 0) return { open: true, unreviewed: 'nobody-on-it' };
  if (said.length === 0 && before) return { open: true, unreviewed: 'in-use-before' };
  if (said.length === 0) return { open: false, code: 'PeersHaveNotReviewed', paths, names: [] };
  const last = new Map(said.map((review) => [review.personId, review]));
  const concerned = [...last.values()].filter(({ concern }) => concern).map(({ name }) => name);
  return concerned.length === 0
    ? { open: true }
    : { open: false, code: 'PeersHaveConcerns', paths, names: concerned };
}

/** Everything that was said about a program's versions, or about one, oldest first. */
export async function reviewsOf(database: Database, programId: string, version?: string): Promise<Review[]> {
  const rows = await database.programReview.findMany({
    where: { programId, ...(version === undefined ? {} : { version }) },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  const people = await database.person.findMany({
    where: { id: { in: rows.map(({ personId }) => personId) } },
  });
  return rows.map((row) => {
    const person = people.find(({ id }) => id === row.personId);
    return { ...row, name: person ? staffName(person) : '–' };
  });
}

/** @throws Refused saying who has not spoken yet, or who has a concern */
export function refuseUnreviewed(standing: ReviewStanding): void {
  if (standing.open) return;
  const paths = standing.paths === 1 ? '1 path runs' : `${standing.paths} paths run`;
  throw new Refused(
    standing.code,
    standing.code === 'PeersHaveNotReviewed'
      ? `${paths} on this program, and no peer has reviewed this version; record what they say with programs review FILE --by-person PERSON --says WORDS, or give a reason with --without-peer-review.`
      : `${standing.names.join(' and ')} would change something first; change it, record their new word, or give a reason with --without-peer-review.`,
  );
}

export function reviewActs(tools: OfficeTools) {
  const { database } = tools;

  /** Keeps a version, so that it can be looked at, spoken of and previewed before it is put to use. */
  async function propose(caller: Caller, { definition, version }: Version): Promise<void> {
    guard(caller, 'manage-programs', { programId: definition.id }, `program ${definition.id}`);
    if (!(await database.program.findUnique({ where: { id: definition.id } })))
      throw new NotThere(`program ${definition.id}`);
    await database.programProposal.createMany({
      skipDuplicates: true,
      data: {
        programId: definition.id,
        version,
        definition: definition as unknown as Prisma.InputJsonObject,
        proposedBy: caller.actor,
        proposedAt: await businessNow(tools),
      },
    });
  }

  return {
    propose,

    /**
     * What a peer of the program says about a version. Said again it is kept beside what was said before.
     * @throws Refused `NotAPeer` for somebody who is on no path of the program, `NothingSaid`
     */
    async review(
      caller: Caller,
      program: Version,
      input: { byPerson: string; says: string; concern?: boolean },
    ): Promise<Review> {
      await propose(caller, program);
      const programId = program.definition.id;
      const says = input.says.trim();
      if (says === '') throw new Refused('NothingSaid', 'Write down what they said, in their own words.');
      if (says.length > 2000)
        throw new Refused('TooLong', 'At most 2,000 characters can be kept of what somebody said.');
      const participant = await database.participant.findFirst({
        where: { programId, OR: [{ personId: input.byPerson }, { id: input.byPerson }] },
        include: { person: true },
      });
      if (!participant)
        throw new Refused(
          'NotAPeer',
          `Nobody in ${programId} has the id ${input.byPerson}; a review is the word of its own peers.`,
        );
      const at = await businessNow(tools);
      const row = {
        id: newId(),
        programId,
        version: program.version,
        personId: participant.personId,
        says,
        concern: input.concern ?? false,
        recordedBy: caller.actor,
        at,
      };
      await database.$transaction([
        database.programReview.create({ data: row }),
        database.$executeRaw(
          statement(
            appendEvents([
              {
                key: `program-${programId}/review/${row.id}`,
                kind: 'program-reviewed',
                actor: caller.actor,
                programId,
                personId: participant.personId,
                data: { version: program.version, concern: row.concern },
                at,
              },
            ]),
          ),
        ),
      ]);
      return { ...row, at: new Date(at), name: staffName(participant.person) };
    },
  };
}
