import { as, instant, type OccurrenceKey } from '../../../domain/ids';
import type { Role, Stage } from '../../../domain/policy';
import type { Database } from '../../../platform/database';
import {
  workflowIds,
  type JourneyInput,
  type JourneyState,
  type WaitKind,
} from '../../../workflows/contract';
import { learnt } from '../../achievement/earned';
import { programInUse } from '../../definitions';
import { journeyInput } from '../../journeyInput';
import { agendaOf } from './agenda';
import { crossingsOf, goalsOf, pairsOf } from './besides';
import { achievementOf, besideTheRules, consentOf, peerOf } from './decided';
import { rhythmOf } from './rhythm';
import { seenBy } from './seen';
import { stepsOf } from './steps';
import { last, saidBy, toldBy, waitsOf, type Told, type WaitRow } from './told';

/**
 * A path where it stood, from its row, its waits, what was said and what happened. Every key that it will make is a new one,
 * or one whose message was not sent; what fell due while nobody watched is due at once, where it still has a point.
 * @returns nothing where the ledger does not know how the path began: what it earned would be lost
 */
export async function restoredJourney(
  database: Database,
  id: string,
  at: Date,
): Promise<JourneyInput | undefined> {
  const row = await database.journey.findUniqueOrThrow({ where: { id }, include: { participant: true } });
  const workflowId = workflowIds.journey(as(id));
  const told = await toldBy(database, workflowId, { journeyId: id });
  const begins = await journeyInput(database, row);
  // Nothing was written yet: it begins as it would have begun.
  if (row.sequence < 0) return begins;
  // One that was taken up after a mistake begins with that.
  if (!last(told, 'journey-started', 'journey-reopened')) return undefined;

  const { participant } = row;
  const { policy, definition } = await programInUse(database, row.programId, row.programVersion);
  const waits = await waitsOf(database, workflowId);
  const people = [participant.personId, ...waits.flatMap(({ personId }) => personId ?? [])];
  const said = await saidBy(database, workflowId, { personId: { in: people } });
  const { training, expiries } = await learnt(database, definition, participant);
  const role = row.role as Role;
  const stage = row.stage as Stage;
  const steps = stepsOf(policy, told, { passedSteps: row.passedSteps, startedAt: instant(row.startedAt) });
  const consented = consentOf(told);
  const { mentorships, meetingsHeld } = await pairsOf(database, row);
  const transitions = await crossingsOf(database, row, policy, at);
  const tier = participant.tier ?? undefined;
  const peer = peerOf(told, waits, expiries);
  const pausedAt = row.status === 'paused' ? pausedSince(told) : undefined;
  const state: JourneyState = {
    status: row.status as JourneyState['status'],
    role,
    stage,
    stageSince: last(told, 'stage-entered', 'journey-reopened')?.at ?? instant(row.startedAt),
    startedAt: instant(row.startedAt),
    steps,
    privileges: row.privileges,
    ...(tier && { tier }),
    surveyDone: told.some(
      ({ kind, data }) => kind === 'survey-answered' && data['survey'] === policy.matching.survey,
    ),
    goals: await goalsOf(database, told),
    training,
    mentorships,
    meetingsHeld,
    retention: rhythmOf(policy, told, role),
    ...(transitions.length > 0 && { transitions }),
    ...(consented !== undefined && { consentedToTransition: consented }),
    ...achievementOf(told),
    ...(last(told, 'transition-consented')?.data['ownMentor'] === 'ends' && { ownMentorEnds: true }),
    sequence: row.sequence + 1,
    waits: openWaits(waits),
    ...(pausedAt && { pausedAt }),
    ...(peer && { peer }),
    ...besideTheRules({ policy, told, steps, role, tier, privileges: row.privileges }),
    agenda: [],
    outbox: said.outbox,
    seen: seenBy(told, waits),
  };
  // Of whoever has left nothing falls due; what is still to be said is that they have left.
  const agenda =
    state.status === 'withdrawn'
      ? []
      : agendaOf(workflowId, { policy, state, waits, said, told, at: instant(at) });
  return { ...begins, role, policy, carried: { ...state, agenda } };
}

/** What the path waits for; its tasks for staff are closed by hand. */
function openWaits(waits: readonly WaitRow[]): JourneyState['waits'] {
  return waits
    .filter(({ kind, closedAt }) => kind !== 'staff-task' && closedAt === null)
    .map(({ key, kind, owedBy, since, dueAt }) => ({
      key: as<OccurrenceKey>(key),
      kind: kind as WaitKind,
      owedBy: owedBy as 'participant' | 'staff',
      since: instant(since),
      ...(dueAt && { dueAt: instant(dueAt) }),
    }));
}

/** From the first word of the pause that goes on; another date for it begins no other pause. */
function pausedSince(told: readonly Told[]) {
  const resumed = told.findLastIndex(({ kind }) => kind === 'journey-resumed');
  return told.slice(resumed + 1).find(({ kind }) => kind === 'journey-paused')?.at;
}
