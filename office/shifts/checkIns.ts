import { alarmFor } from '../../activities/alarm';
import { checkIn, type CheckedIn } from '../../activities/checkIn';
import { checkInMeant, isAsked, ON_THE_WAY_HOME_MS } from '../../activities/inbound/awaited';
import { NotThere, Refused } from '../../client/fullCircle';
import { plus } from '../../domain/duration';
import { as, instant, type OccurrenceKey } from '../../domain/ids';
import { guard, may, type Caller } from '../access';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
import { CHECK_INS, isOver, overError, type Finding } from './find';

export function checkIns(tools: OfficeTools, { personOnShift }: Finding) {
  const { database, fullCircle } = tools;

  /**
   * Takes a peer's answer to whatever this shift asks of them now: their own, or what they told staff. It is a row
   * first; an escalation that is open about it is told, and "not ok" raises one at once.
   * @param input.peer person, participant or reference
   * @param input.check key of the check-in that was asked; without it the latest that is due, else the next
   * @throws Refused `ShiftOver`, `NothingAsked`, `NotOnThisShift`
   * @throws Unavailable when the answer is kept but an escalation could not be told: repeat it
   */
  async function takeCheckIn(
    caller: Caller,
    shiftId: string,
    input: { peer: string; answer: 'ok' | 'not-ok'; check?: string | undefined },
    options?: ActOptions,
  ): Promise<{ outcome: Exclude<CheckedIn['outcome'], 'too-late'>; check: string }> {
    const shift = await database.shift.findUnique({ where: { id: shiftId }, include: { peers: true } });
    if (!shift) throw new NotThere(`shift ${shiftId}`);
    const personId = await personOnShift(shift, input.peer);
    if (!may(caller, 'answer-shift-check-ins', shift, personId)) {
      guard(caller, 'answer-shift-check-ins', shift, `shift ${shiftId}`);
    }
    if (!personId) throw new Refused('NotOnThisShift', `${input.peer} is not on this shift.`);

    const waits = await database.wait.findMany({
      where: { shiftId, personId, owedBy: 'participant', kind: { in: [...CHECK_INS] } },
      orderBy: [{ dueAt: { sort: 'desc', nulls: 'last' } }, { since: 'desc' }],
    });
    const at = await businessNow(tools);
    const asked = waits.filter((one) => one.closedAt === null && isAsked(one, at));
    // Said again it is about the same one, and not about the next.
    const answerable = [...asked, ...waits.filter(({ outcome }) => outcome === 'ok')];
    const wait =
      answerable.find(({ key }) => key === input.check) ??
      checkInMeant(asked, at) ??
      waits.find(({ outcome }) => outcome === 'ok');
    const longOver = isOver(shift.status) && plus(instant(shift.endsAt), ON_THE_WAY_HOME_MS) <= at;
    if (longOver || (!wait && isOver(shift.status))) throw overError(shift);
    if (!wait) {
      throw new Refused(
        'NothingAsked',
        `Nothing is asked of this peer yet; the shift ends ${shift.endsWall.replace('T', ' ')}.`,
      );
    }
    const answered = await database.$transaction((tx) =>
      checkIn(tx, { waitKey: as(wait.key), at, by: caller.actor, answer: input.answer, via: caller.via }),
    );
    if (answered.outcome === 'too-late') throw overError(shift);
    let told = 0;
    const notOk = answered.outcome === 'not-cleared' && (await alarmFor(database, wait.key, 'not-ok', at));
    for (const escalationId of answered.escalations) {
      // "ok", "not ok" and "ok" are three words; pressed twice it is one.
      const said = `${wait.key}/answered/${input.answer}/${options?.key ?? at}`;
      const signal = {
        key: as<OccurrenceKey>(said),
        how: input.answer,
        ...(notOk && { alarm: notOk }),
      };
      try {
        await fullCircle.escalations.subjectAnswered(escalationId, signal);
        told += 1;
      } catch (error) {
        // Ended by a human in the meantime, or about to begin: it reads an "ok" then, and of the other nobody would hear.
        if (!(error instanceof NotThere)) throw error;
      }
    }
    if (notOk && told === 0) await fullCircle.escalations.raise(notOk);
    return { outcome: answered.outcome, check: wait.kind };
  }

  return { checkIn: takeCheckIn };
}
