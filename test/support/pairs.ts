import { COORDINATOR, type Participant, type Story } from './story';

/** Staff bring two people together by name, and both say yes. @returns the pair's id */
export async function bringTogether(story: Story, mentee: Participant, mentor: Participant): Promise<string> {
  const id = `${mentee.name}-${mentor.name}`.toLowerCase();
  await story.database.mentorship.create({
    data: {
      id,
      programId: story.program.id,
      menteeId: mentee.participantId,
      mentorId: mentor.participantId,
      round: 'by-hand',
      status: 'proposed',
      score: 1,
      reasons: [],
      proposedAt: new Date(await story.world.now()),
    },
  });
  await story.office.matching.decide(COORDINATOR, id, 'approve');
  await story.world.settled();
  await story.texts(mentor, 'ok');
  await story.texts(mentee, 'ok');
  await story.world.pass(60_000);
  return id;
}

/** A mentee who may be matched. */
export async function mentee(story: Story, givenName: string): Promise<Participant> {
  const person = await story.join({ givenName, role: 'mentee' });
  await story.advance(person, 'application', 'interview', 'orientation');
  return person;
}

/** The path of the personal link in somebody's last text that has one. */
export function linkOf(story: Story, who: Participant): string {
  const found = story
    .phone(who)
    .map(({ body }) => /https?:\/\/\S+(\/p\/[\w-]+)/.exec(body)?.[0])
    .filter((link) => link !== undefined);
  const last = found.at(-1);
  if (!last) throw new Error(`${who.name} was sent no link`);
  return last;
}
