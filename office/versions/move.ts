import { NotThere, Refused, type FullCircle } from '../../client/fullCircle';
import { as, type JourneyId } from '../../domain/ids';
import type { ProgramPolicy } from '../../domain/policy';
import type { Actor } from '../../workflows/contract';
import type { Affected } from './affected';

export interface Moved {
  moved: number;
  /** Paths that did not take it, and why: one that ended meanwhile, or that Temporal could not reach. */
  left: { journeyId: string; name: string; why: string }[];
}

const AT_ONCE = 10;

/** Tells each path to go on in that version. A path that cannot be told keeps what it has; the same act again is safe. */
export async function moveAll(
  { journeys }: Pick<FullCircle, 'journeys'>,
  paths: readonly Affected[],
  policy: ProgramPolicy,
  by: Actor,
): Promise<Moved> {
  const outcome: Moved = { moved: 0, left: [] };
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    await Promise.all(
      paths.slice(from, from + AT_ONCE).map(async ({ journeyId, name }) => {
        try {
          await journeys.moveToVersion(as<JourneyId>(journeyId), { policy, by });
          outcome.moved += 1;
        } catch (error) {
          if (!(error instanceof Refused || error instanceof NotThere)) throw error;
          outcome.left.push({ journeyId, name, why: error.message });
        }
      }),
    );
  }
  return outcome;
}
