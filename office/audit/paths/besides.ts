import { millis, plus } from '../../../domain/duration';
import { as, instant, type MentorshipId, type PersonId, type TransitionId } from '../../../domain/ids';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Database } from '../../../platform/database';
import type { Journey } from '../../../prisma/generated/client';
import type { JourneyState } from '../../../workflows/contract';
import type { Told } from './told';

/** What a path knows of what goes on beside it and stands in rows of its own: pairs, goals, critical transitions. */

type Of<K extends keyof JourneyState> = NonNullable<JourneyState[K]>;

/** Pairs that go on, and the meetings that this path has counted, those of pairs that are over included. */
export async function pairsOf(
  database: Database,
  { participantId, role, startedAt }: Journey,
): Promise<{ mentorships: Of<'mentorships'>; meetingsHeld: number }> {
  const pairs = await database.mentorship.findMany({
    where: { OR: [{ menteeId: participantId }, { mentorId: participantId }] },
    include: { meetings: { orderBy: { number: 'asc' } } },
    orderBy: { proposedAt: 'asc' },
  });
  const others = await database.participant.findMany({
    where: { id: { in: pairs.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]) } },
    select: { id: true, personId: true },
  });
  const counted = pairs.flatMap(({ meetings }) => meetings).filter(({ status }) => status === 'attended');
  return {
    mentorships: pairs
      .filter(({ status }) => status === 'offered' || status === 'active')
      .map(({ id, status, menteeId, mentorId, meetings }) => {
        const other = menteeId === participantId ? mentorId : menteeId;
        const attended = meetings.findLastIndex((meeting) => meeting.status === 'attended');
        return {
          id: as<MentorshipId>(id),
          status: status as 'offered' | 'active',
          with: as<PersonId>(others.find((one) => one.id === other)?.personId ?? ''),
          meetingsHeld: meetings.filter((meeting) => meeting.status === 'attended').length,
          missedInARow: meetings.slice(attended + 1).filter((meeting) => meeting.status === 'missed').length,
          ...(role === 'mentor' && menteeId === participantId && { own: true as const }),
        };
      }),
    meetingsHeld: counted.filter(({ decidedAt, startsAt }) => (decidedAt ?? startsAt) >= startedAt).length,
  };
}

/** Goals in the order in which they were set, with what a review has counted already. */
export async function goalsOf(database: Database, told: readonly Told[]): Promise<Of<'goals'>> {
  const goals = new Map<string, { id: string; reviewed?: true }>();
  for (const { kind, data } of told) {
    const id = String(data['goal'] ?? '');
    if (kind === 'goal-set') goals.set(id, { id });
    if (kind === 'goal-let-go') goals.delete(id);
    if (kind === 'achievement-decided' && data['outcome'] === 'new-goals')
      for (const goal of goals.values()) goal.reviewed = true;
  }
  const rows = await database.goal.findMany({ where: { id: { in: [...goals.keys()] } } });
  return [...goals.values()].map((goal) => ({
    ...goal,
    progress: rows.find(({ id }) => id === goal.id)?.progress ?? 0,
  }));
}

/** Critical transitions that change the rhythm: those that go on, and those whose days after are not over yet. */
export async function crossingsOf(
  database: Database,
  { id, status }: Journey,
  { criticalTransitions = [] }: Pick<ProgramPolicy, 'criticalTransitions'>,
  at: Date,
): Promise<Of<'transitions'>> {
  if (status === 'withdrawn') return [];
  const rows = await database.transition.findMany({
    where: { journeyId: id, OR: [{ status: 'open' }, { outcome: 'completed' }] },
    orderBy: { reportedAt: 'asc' },
  });
  return rows.flatMap((row) => {
    const rhythm = criticalTransitions.find(({ kind }) => kind === row.kind)?.checkIns;
    if (!rhythm) return [];
    const out = row.outAt && instant(row.outAt);
    const around = out ?? (row.dateAt && instant(row.dateAt));
    const until = around && plus(around, rhythm.after);
    if (row.status !== 'open' && !(until && until > instant(at))) return [];
    return [
      {
        id: as<TransitionId>(row.id),
        inside: row.status === 'open' && !out && row.insideSince !== null && row.insideSince <= at,
        every: rhythm.every,
        ...(around && until && { from: out ?? plus(around, -millis(rhythm.before)), until }),
      },
    ];
  });
}
