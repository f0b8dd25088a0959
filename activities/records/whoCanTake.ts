import type { Instant, PersonId } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import type { RequestInput } from '../../workflows/contract';
import { coordinatorsOf } from './coverage';
import { chainFor } from './onCall';

type About = Pick<RequestInput, 'programId' | 'siteId' | 'personId' | 'exclude' | 'policy'> & { at: Instant };

/** Who can take a request now: on call at any level or coordinating the place, without those who are left out. */
export async function whoCanTake(tx: Transaction, input: About): Promise<{ people: PersonId[] }> {
  const { programId, siteId, personId, exclude, policy, at } = input;
  const chain = await chainFor(tx, {
    programId,
    siteId: siteId ?? null,
    levels: policy.levels,
    at,
    subjectPersonId: personId,
    exclude,
  });
  const coordinators = await coordinatorsOf(tx, { programId, siteId });
  const all = [...chain.flatMap(({ people }) => people), ...coordinators];
  const people = [...new Set(all)].filter((one) => one !== personId && !exclude.includes(one));
  return { people };
}
