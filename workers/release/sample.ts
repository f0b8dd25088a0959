import { as } from '../../domain/ids';
import type { Database } from '../../platform/database';
import { workflowIds } from '../../workflows/contract';

/** Of each kind of workflow: those that changed last, and those that began first. */
const SAMPLE = { latest: 8, oldest: 4 };

const id = { select: { id: true } } as const;

/**
 * Ids of open runs that stand for all of them: what changed last is at the newest places of the code, what began first was
 * recorded by the oldest. PostgreSQL names them, since Temporal lists in no order of change.
 */
export async function openRuns(database: Database, { latest, oldest } = SAMPLE): Promise<string[]> {
  const open = { status: { in: ['active', 'paused', 'withdrawn'] } };
  const pairs = { status: { in: ['offered', 'active'] } };
  const shifts = { status: { in: ['scheduled', 'running', 'ended'] } };
  const alarms = { status: { not: 'resolved' } };
  const asked = { status: { in: ['open', 'taken'] } };
  const crossing = { status: 'open' };
  const ahead = { nextAt: { not: null } };
  const { journey, mentorship, shift, escalation, request, transition, occasion } = database;
  const [journeys, mentorships, shiftRows, escalations, requests, transitions, occasions] = await Promise.all(
    [
      Promise.all([
        journey.findMany({ ...id, where: open, orderBy: { updatedAt: 'desc' }, take: latest }),
        journey.findMany({ ...id, where: open, orderBy: { startedAt: 'asc' }, take: oldest }),
      ]),
      Promise.all([
        mentorship.findMany({ ...id, where: pairs, orderBy: { proposedAt: 'desc' }, take: latest }),
        mentorship.findMany({ ...id, where: pairs, orderBy: { proposedAt: 'asc' }, take: oldest }),
      ]),
      Promise.all([
        shift.findMany({ ...id, where: shifts, orderBy: { startsAt: 'asc' }, take: latest }),
        shift.findMany({ ...id, where: shifts, orderBy: { createdAt: 'asc' }, take: oldest }),
      ]),
      Promise.all([
        escalation.findMany({ ...id, where: alarms, orderBy: { raisedAt: 'desc' }, take: latest }),
        escalation.findMany({ ...id, where: alarms, orderBy: { raisedAt: 'asc' }, take: oldest }),
      ]),
      Promise.all([
        request.findMany({ ...id, where: asked, orderBy: { createdAt: 'desc' }, take: latest }),
        request.findMany({ ...id, where: asked, orderBy: { createdAt: 'asc' }, take: oldest }),
      ]),
      Promise.all([
        transition.findMany({ ...id, where: crossing, orderBy: { reportedAt: 'desc' }, take: latest }),
        transition.findMany({ ...id, where: crossing, orderBy: { reportedAt: 'asc' }, take: oldest }),
      ]),
      // Their rows do not say when they began or changed: those due last and those due first stand for the rest.
      Promise.all([
        occasion.findMany({ ...id, where: ahead, orderBy: { nextAt: 'desc' }, take: latest }),
        occasion.findMany({ ...id, where: ahead, orderBy: { nextAt: 'asc' }, take: oldest }),
      ]),
    ],
  );
  // Alarms first: they are what a release must not lose.
  return unique([
    ...escalations.flat().map((row) => workflowIds.escalation(as(row.id))),
    ...shiftRows.flat().map((row) => workflowIds.shift(as(row.id))),
    ...requests.flat().map((row) => workflowIds.request(as(row.id))),
    ...transitions.flat().map((row) => workflowIds.criticalTransition(as(row.id))),
    // The id of an occasion is its workflow's already.
    ...occasions.flat().map((row) => row.id),
    ...journeys.flat().map((row) => workflowIds.journey(as(row.id))),
    ...mentorships.flat().map((row) => workflowIds.mentorship(as(row.id))),
  ]);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
