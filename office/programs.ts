import { appendEvents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { NotThere, Refused } from '../client/fullCircle';
import type { ProgramPolicy } from '../domain/policy';
import { diffDefinitions, type Change } from '../programs/diff';
import type { LoadedProgram } from '../programs';
import { storeProgram } from '../programs/store';
import { can, guard, within, type Caller } from './access';
import { programInUse } from './definitions';
import { staffName } from './names';
import { businessNow, type OfficeTools } from './tools';
import { affectedBy, versionNamed, type Affected, type Which } from './versions/affected';
import { versionsOf } from './versions/history';
import { moveAll, type Moved } from './versions/move';
import { refuseUnreviewed, reviewActs, reviewStanding } from './versions/reviews';

/** What a version would change: for people in words by stage, and for each path that is under way. */
export interface Preview {
  from: string;
  to: string;
  changes: Change[];
  paths: Affected[];
}

const MOST_PEERS = 300;

export function programActs(tools: OfficeTools) {
  const { database, fullCircle } = tools;
  const reviews = reviewActs(tools);

  /**
   * New paths run on it from now on; those under way take it up as they enter their next stage, or when staff move them.
   * @param options.withoutPeerReview why it goes live although peers have not reviewed it, or have a concern
   * @throws Refused `PeersHaveNotReviewed`, `PeersHaveConcerns` while somebody is on a path of the program
   */
  async function putInUse(
    caller: Caller,
    program: Pick<LoadedProgram, 'definition' | 'version'>,
    options: { withoutPeerReview?: string } = {},
  ): Promise<'added' | 'updated' | 'unchanged'> {
    const { definition, version } = program;
    const programId = definition.id;
    guard(caller, 'manage-programs', { programId }, `program ${programId}`);
    const before = await database.program.findUnique({ where: { id: programId }, select: { version: true } });
    if (before?.version === version) return 'unchanged';
    const waived = options.withoutPeerReview?.trim();
    const standing = await reviewStanding(database, programId, version);
    if (!waived) refuseUnreviewed(standing);
    const at = await businessNow(tools);
    const unreviewed = standing.open ? standing.unreviewed : waived;
    const outcome = await storeProgram(database, program, at, {
      by: caller.actor,
      ...(unreviewed ? { unreviewed } : {}),
    });
    if (outcome === 'unchanged') return outcome;
    const event = {
      key: `program-${programId}/loaded/${version}/${at}`,
      kind: 'program-loaded' as const,
      actor: caller.actor,
      programId,
      data: { version, from: before?.version ?? null, reviewed: standing.open && !standing.unreviewed },
      at,
    };
    await database.$executeRaw(statement(appendEvents([event])));
    return outcome;
  }

  /** The caller's program, whole: a move and a preview are about everybody on it. */
  async function mine(caller: Caller, programId: string, action: 'see' | 'manage-programs') {
    guard(caller, action, { programId }, `program ${programId}`);
    const row = await database.program.findUnique({ where: { id: programId } });
    if (!row) throw new NotThere(`program ${programId}`);
    return row;
  }

  /** Who is affected by a version before anybody is: names and standings, so for those who manage the program. */
  async function preview(
    caller: Caller,
    programId: string,
    options: Which & { version?: string | undefined } = {},
  ): Promise<Preview> {
    const row = await mine(caller, programId, 'manage-programs');
    const target = await versionNamed(database, programId, options.version);
    const inUse = await programInUse(database, programId);
    const paths = await affectedBy(database, programId, target, options);
    // In use already: what it changes is what the most paths still run on.
    const other = target.version === row.version ? mostCommon(paths.map(({ from }) => from)) : row.version;
    const before = other ? await programInUse(database, programId, other).catch(() => inUse) : inUse;
    return {
      from: before.version,
      to: target.version,
      changes: diffDefinitions(before.definition, target.definition),
      paths,
    };
  }

  return {
    putInUse,
    preview,
    ...reviews,

    /** What a peer says about a version that is kept already. @throws NotThere, and as `review` */
    async reviewVersion(
      caller: Caller,
      programId: string,
      version: string,
      input: Parameters<typeof reviews.review>[2],
    ) {
      await mine(caller, programId, 'manage-programs');
      return reviews.review(caller, await versionNamed(database, programId, version), input);
    },

    /** Whom of the program one may ask: everybody on a path, mentors first. */
    async peers(caller: Caller, programId: string): Promise<(readonly [personId: string, name: string])[]> {
      await mine(caller, programId, 'manage-programs');
      const rows = await database.participant.findMany({
        where: { programId, person: { deceasedAt: null } },
        include: { person: true },
        orderBy: [{ role: 'desc' }, { createdAt: 'asc' }],
        take: MOST_PEERS,
      });
      return rows.map(({ personId, person }) => [personId, staffName(person)] as const);
    },

    /** Puts a proposed or an earlier version to use. @throws NotThere, and as {@link putInUse} */
    async putVersionInUse(
      caller: Caller,
      programId: string,
      version: string,
      options: { withoutPeerReview?: string } = {},
    ) {
      await mine(caller, programId, 'manage-programs');
      return putInUse(caller, await versionNamed(database, programId, version), options);
    },

    /**
     * Moves paths to the version in use, or to one that was in use before, now and not at their next stage.
     * @throws Refused `WhichPaths` unless some or all are named, `NotInUse` for a version that never was
     */
    async move(
      caller: Caller,
      programId: string,
      which: Which & { all?: boolean; version?: string },
    ): Promise<Moved> {
      await mine(caller, programId, 'manage-programs');
      if (!which.all && !which.journeys?.length && !which.stage)
        throw new Refused('WhichPaths', 'Say which paths: --journey, --stage or --all.');
      const target = await versionNamed(database, programId, which.version);
      const used = await database.programVersion.count({ where: { programId, version: target.version } });
      if (used === 0)
        throw new Refused(
          'NotInUse',
          'This version is only proposed; put it to use before anybody is moved to it.',
        );
      const paths = await affectedBy(database, programId, target, which);
      return moveAll(fullCircle, paths, target.policy, caller.actor);
    },

    /** What the caller may see of a program: its versions, what peers said of each, and who is on which. */
    async show(caller: Caller, programId: string) {
      const row = await mine(caller, programId, 'see');
      const { definition } = await programInUse(database, programId);
      return {
        id: row.id,
        name: row.name,
        zone: row.zone,
        version: row.version,
        loadedAt: row.loadedAt,
        definition,
        mayManage: can(caller.scope, 'manage-programs', { programId }),
        versions: await versionsOf(database, row),
      };
    },

    /** For a path that enters a stage: the policy in use where it is another one, else nothing. */
    async otherThan(programId: string, version: string): Promise<ProgramPolicy | null> {
      const row = await database.program.findUnique({ where: { id: programId }, select: { version: true } });
      if (!row || row.version === version) return null;
      return (await programInUse(database, programId)).policy;
    },

    /** Programs of the caller with their sites: those of which they may see at least one site. */
    async list(caller: Caller) {
      const { OR: places } = within(caller.scope);
      return database.program.findMany({
        where: places
          ? {
              OR: places.map(({ programId, siteId }) =>
                siteId ? { sites: { some: { id: siteId } } } : { id: programId },
              ),
            }
          : {},
        select: { id: true, name: true, zone: true, version: true, loadedAt: true, sites: true },
        orderBy: { name: 'asc' },
      });
    },

    /** The definition and the policy in use; in an earlier version when one is named. */
    inUse: (programId: string, version?: string) => programInUse(database, programId, version),
  };
}

function mostCommon(versions: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const version of versions) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
