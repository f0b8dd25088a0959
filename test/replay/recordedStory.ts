import { COORDINATOR, themself, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

/**
 * A small story that takes every kind of workflow through most of what it does: a mentee's path through all stages with
 * a workshop, a match round, a pair and its meetings, a housing change; a shift that is made longer and missed, an escalation
 * that climbs and is ended; somebody who asks for another professional; and replies.
 */
export async function tellSmallStory(story: Story): Promise<void> {
  const { office } = story;
  const devon = await story.peer();
  const shiftId = await story.shift([devon]);
  await story.until(`${story.day(1)}T16:40`);
  await office.shifts.extend(COORDINATOR, shiftId, { minutes: 15 });
  await story.until(`${story.day(1)}T17:52`);
  const { code } = await story.database.escalation.findFirstOrThrow();
  await story.texts(story.onCall.second, code);
  await story.texts(devon, 'ok sorry phone died');
  await office.escalations.resolve(COORDINATOR, code, { outcome: 'found-safe' });
  await story.world.settled();

  const dana = await story.join({ givenName: 'Dana', role: 'mentee' });
  const people = [dana, devon];
  const self = themself(dana);
  await story.advance(dana, 'application');
  const { workshopId } = await office.workshops.plan(COORDINATOR, {
    programId: story.program.id,
    title: 'Naloxone evening',
    startsWall: `${story.day(10)}T18:00`,
  });
  await office.workshops.invite(COORDINATOR, workshopId);
  await story.texts(devon, 'can I speak with another professional?');
  await story.world.pass(3_600_000);
  const { id: request } = await story.database.request.findFirstOrThrow();
  await office.requests.take(COORDINATOR, request, { personId: story.onCall.manager.personId });
  await walk(story, people, () => isAt(story, dana, 'mentorship'));
  const { goalId } = await office.goals.set(self, dana.participantId, { title: 'Find a room of my own' });
  await walk(story, people, () => isAt(story, dana, 'retention'));
  const resume = new Date(Date.parse(await story.world.now()) + 8 * 86_400_000).toISOString().slice(0, 10);
  await office.journeys.pause(self, dana.participantId, { untilDay: resume });
  await office.transitions.report(COORDINATOR, dana.participantId, { kind: 'housing-change' });
  await walk(story, people, async () => (await happened(story, 'check-in-answered')) >= 2);
  await office.goals.progress(self, dana.participantId, { goalId, progress: 100 });
  await walk(story, people, async () => (await happened(story, 'became-mentor')) === 1);
  await story.world.pass(86_400_000);
}

function happened(story: Story, kind: string): Promise<number> {
  return story.database.event.count({ where: { kind } });
}
