import { within, type Caller } from '../../office/access';
import { staffName } from '../../office/names';
import { planningStrings } from '../i18n/planning';
import type { Lang } from '../i18n/language';
import type { Parts } from '../parts';

const MOST = 300;

/** Somebody whom staff can put on a shift. */
export interface ShiftCandidate {
  id: string;
  personId: string;
  name: string;
  /** The name as a list shows it: it says of a learner that this would be their first shift, beside somebody else. */
  listed: string;
}

/**
 * Peers of a program who have the privilege to work shifts, and those whose first shift beside an experienced peer is
 * waited for.
 */
export async function shiftCandidates(
  parts: Pick<Parts, 'database'>,
  caller: Caller,
  lang: Lang,
  programId: string,
): Promise<ShiftCandidate[]> {
  const waits = await parts.database.wait.findMany({
    where: { AND: [within(caller.scope)], kind: 'shadow-shift', programId, closedAt: null },
    select: { subjectPersonId: true },
  });
  const learners = waits.flatMap(({ subjectPersonId }) => subjectPersonId ?? []);
  const rows = await parts.database.participant.findMany({
    where: {
      AND: [within(caller.scope)],
      programId,
      OR: [
        { journeys: { some: { status: 'active', privileges: { has: 'work-shifts' } } } },
        { personId: { in: learners } },
      ],
      person: { deceasedAt: null },
    },
    include: { person: true, journeys: { where: { status: 'active' }, select: { privileges: true } } },
    orderBy: [{ person: { surname: 'asc' } }, { person: { givenName: 'asc' } }],
    take: MOST,
  });
  return rows.map(({ id, personId, person, journeys }) => {
    const name = staffName(person);
    const worksAlready = journeys.some(({ privileges }) => privileges.includes('work-shifts'));
    return { id, personId, name, listed: worksAlready ? name : planningStrings[lang].plan.learner(name) };
  });
}
