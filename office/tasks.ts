import { NotThere, Refused } from '../client/fullCircle';
import { guard, type Caller } from './access';
import type { OfficeTools } from './tools';

/** Tasks that only a human can say are done: a long silence followed up, a reply read, a step looked at again. */
const BY_HAND = ['staff-task', 'human-reply'];

export function taskActs({ database, clock }: OfficeTools) {
  return {
    /** Says that a task is done. Doing it twice is doing it once. @throws Refused `NotATask` */
    async close(caller: Caller, key: string): Promise<void> {
      const wait = await database.wait.findUnique({ where: { key } });
      if (!wait) throw new NotThere(`task ${key}`);
      guard(caller, 'take-part', wait, `task ${key}`);
      if (!BY_HAND.includes(wait.kind) || wait.owedBy !== 'staff') {
        throw new Refused('NotATask', 'This closes by what it waits for, not by hand.');
      }
      const at = await clock.now();
      await database.$transaction(async (tx) => {
        const { count } = await tx.wait.updateMany({
          where: { key, closedAt: null },
          data: { closedAt: at, outcome: 'done', closedBy: caller.actor },
        });
        if (count === 0) return;
        const details = (wait.details ?? {}) as Record<string, string | number | boolean>;
        await tx.event.createMany({
          skipDuplicates: true,
          data: [
            {
              key: `${key}/closed-by-hand`,
              kind: 'staff-task-closed',
              programId: wait.programId,
              siteId: wait.siteId,
              personId: wait.subjectPersonId ?? wait.personId,
              journeyId: wait.journeyId,
              mentorshipId: wait.mentorshipId,
              shiftId: wait.shiftId,
              actor: caller.actor,
              data: { reason: details['reason'] ?? wait.kind, outcome: 'done' },
              at,
            },
          ],
        });
      });
    },
  };
}
