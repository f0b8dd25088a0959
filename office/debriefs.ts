import { appendEvents, closeWaits } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { NotThere, Refused } from '../client/fullCircle';
import { instant } from '../domain/ids';
import { guard, type Caller } from './access';
import type { OfficeTools } from './tools';

export const DEBRIEF_OUTCOMES = ['held', 'declined'] as const;
export type DebriefOutcome = (typeof DEBRIEF_OUTCOMES)[number];

export function debriefActs({ database, clock }: OfficeTools) {
  return {
    /**
     * Says what became of a debrief that staff owe a peer after an escalation: it was held, or the peer did not want
     * one, which is fine. Saying it twice is saying it once.
     * @param which key of the wait, or id of the escalation
     * @throws Refused `UnknownOutcome`
     */
    async settle(
      caller: Caller,
      which: string,
      input: { outcome: DebriefOutcome },
    ): Promise<{ outcome: string }> {
      if (!DEBRIEF_OUTCOMES.includes(input.outcome))
        throw new Refused('UnknownOutcome', `A debrief is one of: ${DEBRIEF_OUTCOMES.join(', ')}.`);
      const wait = await database.wait.findFirst({
        where: { kind: 'debrief', OR: [{ key: which }, { escalationId: which }] },
        orderBy: { since: 'desc' },
      });
      if (!wait) throw new NotThere(`debrief ${which}`);
      guard(caller, 'handle-escalations', wait, `debrief ${which}`);
      if (wait.closedAt) return { outcome: wait.outcome ?? 'held' };
      const at = instant(await clock.now());
      const closing = closeWaits([{ key: wait.key, outcome: input.outcome, by: caller.actor }], at);
      const event = {
        key: `${wait.key}/answered`,
        kind: 'debrief-answered' as const,
        programId: wait.programId,
        siteId: wait.siteId,
        personId: wait.subjectPersonId ?? wait.personId,
        shiftId: wait.shiftId,
        escalationId: wait.escalationId,
        actor: caller.actor,
        data: { outcome: input.outcome },
        at,
      };
      await database.$executeRaw(statement(...closing, appendEvents([event])));
      return { outcome: input.outcome };
    },
  };
}
