import type { QueryDefinition } from '@temporalio/common';
import { restoredCrossing } from '../../office/audit/paths/crossing';
import { restoredJourney } from '../../office/audit/paths/journey';
import { restoredPair } from '../../office/audit/paths/pair';
import * as contract from '../../workflows/contract';
import type { Story } from './story';

/**
 * What would be begun again, were Temporal to lose everything at this moment, stands where it stands: for every path, pair
 * and critical transition of the story, what the rows say is what its workflow says.
 */
export async function expectRestorable({ world, database }: Story): Promise<void> {
  await world.settled();
  const now = new Date(await world.now());
  const ask = <Answer>(workflowId: string, query: QueryDefinition<Answer>) =>
    world.client.workflow.getHandle(workflowId).query(query);

  // An "ok" in time is a row before the path has looked.
  const rows = await database.wait.findMany({
    where: { kind: 'retention-check-in', outcome: 'ok' },
    select: { key: true },
  });
  const answered = new Set<string>(rows.map(({ key }) => key));
  const journeys = await database.journey.findMany({ where: { status: { in: ['active', 'paused'] } } });
  for (const { id } of journeys) {
    const carried = (await restoredJourney(database, id, now))?.carried;
    const said = await ask(`journey-${id}`, contract.standing);
    const { status, role, stage, privileges, tier, goals, mentorships, waits, steps } =
      carried as contract.JourneyState;
    const restored = { status, role, stage, privileges: [...privileges].sort(), tier, goals, steps };
    expect({
      ...restored,
      steps: byId(steps),
      mentorships: byId(mentorships),
      waitingFor: waits.map(({ key, dueAt }) => [key, dueAt]).sort(),
    }).toEqual({
      status: said.status,
      role: said.role,
      stage: said.stage,
      privileges: [...said.privileges].sort(),
      tier: said.tier,
      goals: said.goals,
      steps: byId(said.steps),
      mentorships: byId(said.mentorships),
      waitingFor: said.waitingFor
        .filter(({ key }) => !answered.has(key))
        .map(({ key, dueAt }) => [key, dueAt])
        .sort(),
    });
  }
  const pairs = await database.mentorship.findMany({ where: { status: { in: ['offered', 'active'] } } });
  for (const { id } of pairs) {
    const input = await restoredPair(database, id, now);
    const said = await ask(`mentorship-${id}`, contract.mentorshipState);
    expect(input?.carried).toMatchObject(said);
  }
  const transitions = await database.transition.findMany({ where: { status: 'open' } });
  for (const { id } of transitions) {
    const input = await restoredCrossing(database, id, now);
    const said = await ask(`transition-${id}`, contract.transitionState);
    expect(input?.carried?.state).toEqual(said);
  }
}

function byId<T extends { id: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => a.id.localeCompare(b.id));
}
