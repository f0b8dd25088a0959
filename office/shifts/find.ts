import { NotThere, Refused } from '../../client/fullCircle';
import { guard, type Action, type Caller } from '../access';
import { staffName } from '../names';
import type { OfficeTools } from '../tools';

/** What a shift asks of its peers; an offer of it is waited for as well, and is no check-in. */
export const CHECK_INS = ['start-of-shift', 'in-shift', 'end-of-shift'] as const;

export function finding({ database }: OfficeTools) {
  /** One shift that the caller may act on. @throws NotThere, NotAllowed */
  async function find(caller: Caller, shiftId: string, action: Action) {
    const shift = await database.shift.findUnique({ where: { id: shiftId }, include: { peers: true } });
    if (!shift) throw new NotThere(`shift ${shiftId}`);
    guard(caller, action, shift, `shift ${shiftId}`);
    return shift;
  }

  /** The person behind a person's id, a participant's id or a reference, if they are or were on the shift. */
  async function personOnShift(
    shift: {
      programId: string;
      peers: { personId: string; participantId: string; removedAt: Date | null }[];
    },
    peer: string,
  ): Promise<string | undefined> {
    const byId = shift.peers.find((one) => one.personId === peer || one.participantId === peer);
    if (byId) return byId.personId;
    const participant = await database.participant.findFirst({
      where: { programId: shift.programId, reference: peer },
    });
    return shift.peers.find((one) => one.participantId === participant?.id)?.personId;
  }

  /** What staff call people, by id. */
  async function namesOf(people: string[]): Promise<Map<string, string>> {
    const persons = await database.person.findMany({ where: { id: { in: people } } });
    return new Map(persons.map((person) => [person.id, staffName(person)]));
  }

  return { find, personOnShift, namesOf };
}

export type Finding = ReturnType<typeof finding>;

export function isOver(status: string): boolean {
  return status === 'closed' || status === 'cancelled';
}

export function overError({
  status,
  endsWall,
  id,
}: {
  status: string;
  endsWall: string;
  id: string;
}): Refused {
  return status === 'cancelled'
    ? new Refused('ShiftIsCancelled', `Shift ${id} was cancelled; nothing is asked of anybody any more.`)
    : new Refused(
        'ShiftOver',
        `Shift ${id} is over (it ended ${endsWall.replace('T', ' ')}); nothing is open any more.`,
      );
}
