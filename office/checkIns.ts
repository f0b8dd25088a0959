import type { Database } from '../platform/database';
import { within, type Caller } from './access';
import { closedBefore } from './colleagues';
import { hiddenFrom, without } from './hidden';
import type { ParticipantActs } from './participants';
import { readMessages } from './checkIns/tried';
import type { OfficeTools } from './tools';

/** `asked`: check-ins come. `silent`: the last ones were missed. `declined`: they asked not to be asked. */
export type CheckInStanding = 'asked' | 'silent' | 'declined' | 'inside' | 'not-yet';

const SHOWN = 10;

/**
 * What to know before calling somebody who has not been heard from: what they last said, what they have met and set
 * themselves, what is waited for, and what was tried.
 */
export function checkInActs({ database, clock }: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  return {
    /** Whether the person's last word is that they do not want to be asked: for their own page. */
    async hasDeclined(personId: string, programId: string): Promise<boolean> {
      const last = await database.event.findFirst({
        where: { personId, programId, kind: { in: ['check-ins-declined', 'check-ins-resumed'] } },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
      });
      return last?.kind === 'check-ins-declined';
    },

    async history(caller: Caller, participantId: string) {
      const participant = await participants.find(caller, participantId, 'see');
      const { personId, programId, id } = participant;
      const ofPerson = { personId, programId };
      const hidden = await hiddenFrom(database, caller);
      const closed = await closedBefore(database, caller, ofPerson);
      const open = closed ? { at: { gte: closed } } : {};
      const [asked, meetings, goals, waits, tried, transitions] = await Promise.all([
        database.event.findMany({
          where: {
            ...ofPerson,
            ...open,
            kind: {
              in: [
                'check-in-asked',
                'check-in-answered',
                'check-in-missed',
                'check-ins-declined',
                'check-ins-resumed',
              ],
            },
          },
          orderBy: [{ at: 'desc' }, { id: 'desc' }],
          take: 100,
        }),
        lastMeetings(database, id, await clock.now()),
        database.goal.findMany({
          where: { participantId: id, status: { not: 'let-go' } },
          orderBy: { updatedAt: 'desc' },
          take: SHOWN,
        }),
        database.wait.findMany({
          where: {
            AND: [
              within(caller.scope),
              without.waits(hidden),
              { OR: [{ personId }, { subjectPersonId: personId }] },
            ],
            programId,
            closedAt: null,
          },
          orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { since: 'asc' }],
          take: SHOWN,
        }),
        readMessages(database, personId, programId, SHOWN, {
          AND: [without.messages(hidden, personId), open],
        }),
        database.transition.findMany({ where: { ...ofPerson, status: { not: 'closed' } } }),
      ]);
      const last = asked.find(({ kind }) => kind !== 'check-in-asked');
      const wish = asked.find(({ kind }) => kind === 'check-ins-declined' || kind === 'check-ins-resumed');
      const isInside = transitions.some(({ insideSince, outAt }) => insideSince !== null && outAt === null);
      const standing: CheckInStanding = isInside
        ? 'inside'
        : wish?.kind === 'check-ins-declined'
          ? 'declined'
          : last?.kind === 'check-in-missed'
            ? 'silent'
            : asked.length > 0
              ? 'asked'
              : 'not-yet';
      const since = asked.findIndex(({ kind }) => kind === 'check-in-answered');
      const latest = since === -1 ? asked : asked.slice(0, since);
      return {
        participantId: id,
        standing,
        missedInARow: latest.filter(({ kind }) => kind === 'check-in-missed').length,
        answers: asked
          .filter(({ kind }) => kind === 'check-in-answered')
          .slice(0, SHOWN)
          .map(({ at, actor, data }) => {
            const { number, answer, late } = data as { number: number; answer: string; late: boolean };
            return { at, by: actor, number, answer, late };
          }),
        /** The last check-in that was asked; an answer to it counts whenever it comes. */
        lastAsked: asked
          .filter(({ kind }) => kind === 'check-in-asked')
          .map(({ at, journeyId, data }) => ({
            at,
            wait: `journey-${journeyId}/check-in/${(data as { number: number }).number}`,
          }))[0],
        meetings,
        goals: goals.map(({ id: goalId, title, progress, updatedAt }) => ({
          id: goalId,
          title,
          progress,
          updatedAt,
        })),
        waits: waits.map(({ key, kind, owedBy, since: from, dueAt, details }) => ({
          key,
          kind,
          owedBy,
          since: from,
          dueAt,
          details: (details ?? {}) as Record<string, string | number | boolean>,
        })),
        tried,
      };
    },
  };
}

export type CheckInHistory = Awaited<ReturnType<ReturnType<typeof checkInActs>['history']>>;

async function lastMeetings(database: Pick<Database, 'meeting'>, participantId: string, now: Date) {
  const rows = await database.meeting.findMany({
    where: {
      mentorship: { OR: [{ menteeId: participantId }, { mentorId: participantId }] },
      startsAt: { lt: now },
    },
    orderBy: { startsAt: 'desc' },
    take: 5,
  });
  return rows.map(({ number, startsAt, status }) => ({ number, startsAt, status }));
}
