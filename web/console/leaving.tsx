import type { Database } from '../../platform/database';
import { within, type Caller } from '../../office/access';
import { staffName } from '../../office/names';
import { erasureStrings } from '../i18n/erasures';
import type { View } from './frame';
import { localText } from './when';

/** Somebody about whom everything personal is to be removed. */
export interface LeavingPerson {
  participantId: string;
  name: string;
  programId: string;
  dueAt: Date;
}

/** Whoever asked to be forgotten and can still take it back, in the places of those who manage people. */
export async function leavingPeople(database: Database, caller: Caller): Promise<LeavingPerson[]> {
  const rows = await database.erasure.findMany({
    where: { AND: [within(caller.scope, 'manage-people'), { status: 'waiting' }] },
    orderBy: { dueAt: 'asc' },
  });
  if (rows.length === 0) return [];
  const participants = await database.participant.findMany({
    where: { OR: rows.map(({ personId, programId }) => ({ personId, programId })) },
    include: { person: true },
  });
  return rows.flatMap(({ personId, programId, dueAt }) => {
    const found = participants.find((one) => one.personId === personId && one.programId === programId);
    return found ? [{ participantId: found.id, name: staffName(found.person), programId, dueAt }] : [];
  });
}

/** So that a slip, or somebody else's hand on a phone, is noticed within the week. */
export function LeavingNotices(props: {
  view: View;
  people: readonly LeavingPerson[];
  zones: ReadonlyMap<string, string>;
}) {
  const { view, people, zones } = props;
  if (people.length === 0) return null;
  return (
    <ul class="notice stack-small">
      {people.map(({ participantId, name, programId, dueAt }) => (
        <li key={participantId}>
          <a href={`/people/${participantId}#erasure-title`}>{name}</a>{' '}
          {erasureStrings[view.lang].soonGone(
            localText(view, dueAt, zones.get(programId) ?? 'UTC', 'date-time'),
          )}
        </li>
      ))}
    </ul>
  );
}
