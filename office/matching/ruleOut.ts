import { appendEvents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import { NotThere, Refused } from '../../client/fullCircle';
import type { EventKind } from '../../domain/ledger';
import { newId } from '../../platform/newId';
import type { Caller } from '../access';
import { staffName } from '../names';
import type { ParticipantActs } from '../participants';
import { businessNow, type OfficeTools } from '../tools';

/** What staff may rule a pair out for: somebody's own boundary, or a matter of safety. No reason is written down. */
export const RULE_OUT_REASONS = ['boundary', 'safety'] as const;
export type RuleOutReason = (typeof RULE_OUT_REASONS)[number];

export interface RuledOut {
  participantId: string;
  name: string;
  reason: string;
  at: Date;
}

/** People who cannot be matched with each other, whatever the surveys say. */
export function ruleOutActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database } = tools;

  async function bothOf(caller: Caller, one: string, other: string) {
    const a = await participants.find(caller, one, 'decide-journeys');
    const b = await participants.find(caller, other, 'decide-journeys');
    if (a.id === b.id || a.programId !== b.programId)
      throw new Refused('NotTwoPeople', 'Name two different people of the same program.');
    const either = {
      OR: [
        { menteeId: a.id, mentorId: b.id },
        { menteeId: b.id, mentorId: a.id },
      ],
    };
    return { a, b, either };
  }

  async function happened(
    caller: Caller,
    kind: EventKind,
    about: { programId: string; personId: string; reason: string },
  ) {
    const { programId, personId, reason } = about;
    const event = {
      key: `pair-rule-${newId()}`,
      kind,
      programId,
      personId,
      actor: caller.actor,
      data: { reason },
      at: await businessNow(tools),
    };
    await database.$executeRaw(statement(appendEvents([event])));
  }

  return {
    /** Whom somebody is not matched with. A flag is not shown to the person it is about. */
    async ruledOut(caller: Caller, participant: string): Promise<RuledOut[]> {
      const own = await participants.find(caller, participant, 'see');
      const rows = await database.pairBlock.findMany({
        where: { OR: [{ menteeId: own.id }, { mentorId: own.id }] },
        orderBy: { at: 'desc' },
      });
      const other = (row: (typeof rows)[number]) => (row.menteeId === own.id ? row.mentorId : row.menteeId);
      const people = await database.participant.findMany({
        where: { id: { in: rows.map(other) } },
        include: { person: true },
      });
      return rows.flatMap((row) => {
        const person = people.find(({ id }) => id === other(row));
        if (!person) return [];
        const isAboutCaller = [person.personId, own.personId].some((id) => id === caller.personId);
        const reason = row.reason === 'flagged' && isAboutCaller ? 'refused-by-staff' : row.reason;
        return [{ participantId: person.id, name: staffName(person.person), reason, at: row.at }];
      });
    },

    /** @throws Refused `PairUnderWay` where the two are a pair now: it is ended, rejected or flagged first */
    async ruleOut(
      caller: Caller,
      input: { one: string; other: string; reason: RuleOutReason },
    ): Promise<void> {
      const { a, b, either } = await bothOf(caller, input.one, input.other);
      const pair = await database.mentorship.findFirst({
        where: { ...either, status: { in: ['proposed', 'offered', 'active'] } },
      });
      if (pair)
        throw new Refused(
          'PairUnderWay',
          'These two are a pair now. Reject it while it is proposed; end it, or flag it, when it goes on.',
        );
      if ((await database.pairBlock.count({ where: either })) > 0) return;
      const { count } = await database.pairBlock.createMany({
        skipDuplicates: true,
        data: {
          menteeId: a.id,
          mentorId: b.id,
          reason: input.reason,
          by: caller.actor,
          at: await businessNow(tools),
        },
      });
      if (count > 0) await happened(caller, 'pair-ruled-out', { ...a, reason: input.reason });
    },

    /** Lets two people be matched again. @throws Refused `FlaggedForGood` */
    async allow(caller: Caller, input: { one: string; other: string }): Promise<void> {
      const { a, b, either } = await bothOf(caller, input.one, input.other);
      const rows = await database.pairBlock.findMany({ where: either });
      if (rows.length === 0) throw new NotThere(`rule between ${a.id} and ${b.id}`);
      if (rows.some(({ reason }) => reason === 'flagged'))
        throw new Refused(
          'FlaggedForGood',
          'One of the two has ended this match at once; it is not taken back.',
        );
      await database.pairBlock.deleteMany({ where: { ...either, reason: { not: 'flagged' } } });
      await happened(caller, 'pair-allowed', { ...a, reason: rows[0]?.reason ?? '' });
    },
  };
}
