import { NotThere, Refused } from '../client/fullCircle';
import { as, type MentorshipId } from '../domain/ids';
import type { Database } from '../platform/database';
import type { SideName } from '../workflows/contract';
import { guard, may, type Action, type Caller } from './access';

/** A pair with its two people, for staff of the mentee's place, and for the two themselves. */
export async function pairFor(database: Database, caller: Caller, mentorshipId: string, action: Action) {
  const what = `pair ${mentorshipId}`;
  const pair = await database.mentorship.findUnique({ where: { id: mentorshipId } });
  if (!pair) throw new NotThere(what);
  const sides = await database.participant.findMany({
    where: { id: { in: [pair.menteeId, pair.mentorId] } },
    include: { person: true },
  });
  const side = (id: string) => {
    const participant = sides.find((one) => one.id === id);
    if (!participant) throw new NotThere(what);
    return participant;
  };
  const mentee = side(pair.menteeId);
  const mentor = side(pair.mentorId);
  const own = [mentee, mentor].find(({ personId }) => personId === caller.personId);
  // Reading about one's own pair is a part of taking part.
  const asked = own && action === 'see' ? 'take-part' : action;
  if (!own || !may(caller, asked, own, own.personId)) guard(caller, action, mentee, what);
  return { id: as<MentorshipId>(mentorshipId), pair, mentee, mentor };
}

type Found = Pick<Awaited<ReturnType<typeof pairFor>>, 'mentee' | 'mentor'>;

/** For whom the caller speaks: staff say which, the two can only be themselves. @throws Refused `SideNeeded` */
export function speaksFor(caller: Caller, { mentee, mentor }: Found, said?: SideName): SideName {
  if (caller.personId === mentee.personId) return 'mentee';
  if (caller.personId === mentor.personId) return 'mentor';
  if (!said) throw new Refused('SideNeeded', 'Say for which side of the pair: mentee or mentor.');
  return said;
}
