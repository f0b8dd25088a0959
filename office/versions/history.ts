import type { Database } from '../../platform/database';
import { reviewsOf, type Review } from './reviews';

/** One version of a program: in use, used before, or only proposed so far. */
export interface VersionShown {
  version: string;
  state: 'in-use' | 'used-before' | 'proposed';
  /** When it was first put to use, or proposed. */
  at: Date;
  by: string | null;
  /** Why it went live without the peers' review. */
  unreviewed: string | null;
  reviews: Review[];
  /** Paths that run on it now, by stage. */
  paths: { stage: string; count: number }[];
}

/** The versions of a program, the newest first, with who is on which and what peers said. */
export async function versionsOf(
  database: Database,
  program: { id: string; version: string },
): Promise<VersionShown[]> {
  const programId = program.id;
  const [used, proposed, reviews, paths] = await Promise.all([
    database.programVersion.findMany({ where: { programId }, orderBy: { loadedAt: 'desc' } }),
    database.programProposal.findMany({ where: { programId }, orderBy: { proposedAt: 'desc' } }),
    reviewsOf(database, programId),
    database.journey.groupBy({
      by: ['programVersion', 'stage'],
      where: { programId, status: { in: ['starting', 'active', 'paused'] } },
      _count: true,
    }),
  ]);
  const known = new Set(used.map(({ version }) => version));
  const about = (version: string) => ({
    reviews: reviews.filter((review) => review.version === version),
    paths: paths
      .filter(({ programVersion }) => programVersion === version)
      .map(({ stage, _count }) => ({ stage, count: _count })),
  });
  return [
    ...proposed
      .filter(({ version }) => !known.has(version))
      .map(({ version, proposedAt, proposedBy }) => ({
        version,
        state: 'proposed' as const,
        at: proposedAt,
        by: proposedBy,
        unreviewed: null,
        ...about(version),
      })),
    ...used
      .map(({ version, loadedAt, loadedBy, unreviewed }) => ({
        version,
        state: version === program.version ? ('in-use' as const) : ('used-before' as const),
        at: loadedAt,
        by: loadedBy,
        unreviewed,
        ...about(version),
      }))
      .sort((a, b) => Number(b.state === 'in-use') - Number(a.state === 'in-use')),
  ];
}
