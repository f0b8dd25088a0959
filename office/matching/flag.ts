import { appendEvents, openWaits } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import { NotThere, Refused, Unavailable } from '../../client/fullCircle';
import { as, type MentorshipId } from '../../domain/ids';
import { plus } from '../../domain/duration';
import { idFromKey } from '../../platform/newId';
import type { Actor, SideName } from '../../workflows/contract';
import { guard, may, type Caller } from '../access';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';

const LONGEST_WORDS = 4_000;
/** Pairs that have been in touch, or could have been. */
const FLAGGABLE = ['offered', 'active', 'ended', 'declined', 'lapsed'];
const GOES_ON = ['offered', 'active'];
const NOT_YET_MS = 10_000;
const AT_ONCE = 100;

export interface Flagged {
  flagId: string;
  /** `ending`: contact is blocked already; the pair's workflow ends as soon as Temporal can be reached. */
  state: 'ended' | 'ending';
}

/** One of a pair says that it must end at once. */
export function flagActs(tools: OfficeTools) {
  const { database, fullCircle } = tools;

  async function endPair(flag: { id: string; mentorshipId: string; by: string }, options?: ActOptions) {
    try {
      await fullCircle.mentorships.flagMatch(
        as<MentorshipId>(flag.mentorshipId),
        { by: flag.by as Actor, flagId: flag.id },
        { ...options, key: flag.id },
      );
    } catch (error) {
      // It has ended by itself meanwhile, or was over before.
      if (!(error instanceof NotThere || error instanceof Refused)) throw error;
    }
  }

  return {
    /**
     * Blocks every contact at once: rows first, so that nothing more about the pair goes out even while Temporal is away.
     * Staff get a task; the other side is told nothing, and sees nothing of it. Doing it twice is doing it once.
     * @param input.side who says so; a person through their own link can only be themself
     * @throws Refused `SideNeeded`, `NotInTouch`
     */
    async flag(
      caller: Caller,
      mentorshipId: string,
      input: { side?: SideName | undefined; words?: string | undefined } = {},
      options?: ActOptions,
    ): Promise<Flagged> {
      const what = `pair ${mentorshipId}`;
      const pair = await database.mentorship.findUnique({ where: { id: mentorshipId } });
      if (!pair) throw new NotThere(what);
      const sides = await database.participant.findMany({
        where: { id: { in: [pair.menteeId, pair.mentorId] } },
        include: { journeys: { orderBy: { startedAt: 'desc' }, take: 1 } },
      });
      const [mentee, mentor] = [pair.menteeId, pair.mentorId].map((id) => sides.find((one) => one.id === id));
      if (!mentee || !mentor) throw new NotThere(what);
      const own = [mentee, mentor].find(({ personId }) => personId === caller.personId);
      if (!own || !may(caller, 'take-part', own, own.personId)) guard(caller, 'take-part', mentee, what);
      const side = own ? (own === mentee ? 'mentee' : 'mentor') : input.side;
      if (!side) throw new Refused('SideNeeded', 'Say who wants it to end: mentee or mentor.');
      if (!FLAGGABLE.includes(pair.status))
        throw new Refused('NotInTouch', 'These two have not been introduced; reject the pair instead.');

      const at = await businessNow(tools);
      const flagId = idFromKey('flag', mentorshipId);
      const flagger = side === 'mentee' ? mentee : mentor;
      const other = side === 'mentee' ? mentor : mentee;
      const scope = {
        programId: pair.programId,
        siteId: mentee.siteId,
        journeyId: flagger.journeys[0]?.id ?? null,
        mentorshipId,
      };
      await database.$transaction(async (tx) => {
        await tx.matchFlag.createMany({
          skipDuplicates: true,
          data: {
            id: flagId,
            mentorshipId,
            programId: pair.programId,
            side,
            menteeId: mentee.id,
            mentorId: mentor.id,
            hideFrom: other.personId,
            words: input.words?.trim().slice(0, LONGEST_WORDS) || null,
            by: caller.actor,
            at,
          },
        });
        await tx.pairBlock.upsert({
          where: { menteeId_mentorId: { menteeId: mentee.id, mentorId: mentor.id } },
          create: { menteeId: mentee.id, mentorId: mentor.id, reason: 'flagged', by: 'system', at },
          update: { reason: 'flagged' },
        });
        await tx.messageIntent.updateMany({
          where: { status: 'pending', refs: { path: ['mentorship'], equals: mentorshipId } },
          data: { status: 'superseded', statusReason: 'kept-apart', settledAt: at },
        });
        await tx.$executeRaw(
          statement(
            appendEvents([
              {
                ...scope,
                key: `flag-${flagId}/flagged`,
                kind: 'match-flagged',
                personId: flagger.personId,
                actor: caller.actor,
                data: { side },
                at,
              },
            ]),
            openWaits([
              {
                ...scope,
                key: `flag-${flagId}/task`,
                kind: 'staff-task',
                owedBy: 'staff',
                personId: null,
                subjectPersonId: flagger.personId,
                workflowId: null,
                since: at,
                details: { reason: 'match-flagged', flag: flagId },
              },
            ]),
          ),
        );
      });
      if (!GOES_ON.includes(pair.status) && pair.status !== 'ended') return { flagId, state: 'ended' };
      try {
        await endPair({ id: flagId, mentorshipId, by: caller.actor }, options);
        return { flagId, state: 'ended' };
      } catch (error) {
        if (error instanceof Unavailable) return { flagId, state: 'ending' };
        throw error;
      }
    },

    /** What was said of it: for staff who may read what people write, never for whom it is about. */
    async flags(caller: Caller, participantId: string) {
      const own = await database.participant.findUnique({ where: { id: participantId } });
      if (!own || !may(caller, 'read-messages', own)) return [];
      return database.matchFlag.findMany({
        where: {
          OR: [{ menteeId: own.id }, { mentorId: own.id }],
          ...(caller.personId ? { hideFrom: { not: caller.personId } } : {}),
        },
        orderBy: { at: 'desc' },
      });
    },

    /** Ends pairs that were flagged while Temporal was away. @returns how many were ended */
    async endFlagged(): Promise<number> {
      const before = plus(await businessNow(tools), -NOT_YET_MS);
      const open = await database.mentorship.findMany({
        where: { status: { in: GOES_ON } },
        select: { id: true },
      });
      const flags = await database.matchFlag.findMany({
        where: { mentorshipId: { in: open.map(({ id }) => id) }, at: { lte: before } },
        take: AT_ONCE,
      });
      for (const flag of flags) await endPair(flag);
      return flags.length;
    },
  };
}
