import { NotThere, Refused } from '../../client/fullCircle';
import { instant } from '../../domain/ids';
import { wallClock } from '../../domain/time';
import { as, type Zone } from '../../domain/ids';
import type { AchievementReview } from '../../prisma/generated/client';
import { may, type Caller } from '../access';
import { closedBefore } from '../colleagues';
import { programInUse } from '../definitions';
import { wordsOf } from '../input';
import type { JourneyActs } from '../journeys';
import { staffName } from '../names';
import type { ParticipantActs } from '../participants';
import type { ActOptions, OfficeTools } from '../tools';
import { stayInvited } from './alumni';

export interface ReachedGoal {
  id: string;
  title: string;
  /** Percent */
  progress: number;
}

export interface ShownReview {
  id: string;
  words: string | null;
  wordsAt: Date | null;
  wordsBy: string | null;
  reply: string | null;
  namesGoals: boolean;
  staysInvited: boolean;
  outcome: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  goals: ReachedGoal[];
  /** On average */
  percent: number | null;
  reached: number;
}

export interface Certificate {
  reviewId: string;
  name: string;
  program: { en?: string | undefined; fr?: string | undefined };
  language: 'en' | 'fr';
  /** Calendar day at the program's */
  day: string;
  outcome: string;
  /** Only where the person wants them named. */
  goals: ReachedGoal[] | null;
}

/** What somebody has reached: their own words, what was decided, and a certificate of it. */
export function reviewActs(
  tools: OfficeTools,
  participants: Pick<ParticipantActs, 'find' | 'look'>,
  journeys: Pick<JourneyActs, 'current'>,
) {
  const { database, fullCircle } = tools;

  /** The review that is open, or the last one. */
  async function openReview(journeyId: string) {
    return database.wait.findFirst({
      where: { journeyId, kind: 'achievement-review', closedAt: null },
      orderBy: { since: 'desc' },
    });
  }

  /**
   * Takes down the person's own words before the review; given again they take the place of the first.
   * @throws Refused `NoReview` when none is open
   */
  async function words(
    caller: Caller,
    person: string,
    input: { words: string; namesGoals?: boolean; staysInvited?: boolean },
    options?: ActOptions,
  ): Promise<void> {
    const { participant, journeyId } = await journeys.current(caller, person, 'take-part');
    const wait = await openReview(journeyId);
    if (!wait)
      throw new Refused(
        'NoReview',
        'No achievement review is open just now; words are asked for when one is.',
      );
    const kept = {
      words: wordsOf(input.words, 'Your own words'),
      wordsAt: await tools.clock.now(),
      wordsBy: caller.actor,
      ...(input.namesGoals === undefined ? {} : { namesGoals: input.namesGoals }),
      ...(input.staysInvited === undefined ? {} : { staysInvited: input.staysInvited }),
    };
    await database.achievementReview.upsert({
      where: { id: wait.key },
      create: { id: wait.key, participantId: participant.id, journeyId, createdAt: wait.since, ...kept },
      update: kept,
    });
    await fullCircle.journeys.peerAct(journeyId, { what: 'own-words', by: caller.actor }, options);
  }

  /** What staff answer to the words; the person reads it on their page. */
  async function reply(caller: Caller, person: string, input: { text: string }): Promise<void> {
    const participant = await participants.find(caller, person, 'decide-journeys');
    const review = await database.achievementReview.findFirst({
      where: { participantId: participant.id, words: { not: null } },
      orderBy: { createdAt: 'desc' },
    });
    if (!review) throw new Refused('NoWords', 'There are no words of this person to answer yet.');
    await database.achievementReview.update({
      where: { id: review.id },
      data: { reply: wordsOf(input.text, 'An answer') },
    });
  }

  /** The latest first. Words are for the person, and for staff who read messages. */
  async function list(caller: Caller, person: string): Promise<ShownReview[]> {
    const participant = await participants.look(caller, person);
    const closed = await closedBefore(database, caller, participant);
    const own = caller.personId === participant.personId;
    const reads = own || may(caller, 'read-messages', participant);
    const rows = await database.achievementReview.findMany({
      where: { participantId: participant.id, ...(closed ? { createdAt: { gte: closed } } : {}) },
      orderBy: { createdAt: 'desc' },
      take: 50,
    });
    return rows.map((row) => shown(row, reads));
  }

  /** The person's choices about the certificate and about being invited on. */
  async function choose(
    caller: Caller,
    person: string,
    input: { namesGoals?: boolean; staysInvited?: boolean },
  ): Promise<void> {
    const participant = await participants.find(caller, person, 'take-part');
    const review = await latest(participant.id);
    await database.achievementReview.update({ where: { id: review.id }, data: input });
    const [journey] = participant.journeys;
    if (input.staysInvited !== undefined && journey?.status === 'ended')
      await stayInvited(tools, caller, participant, {
        invited: input.staysInvited,
        privileges: journey.privileges,
      });
  }

  /** @throws NotThere when nothing has been reached yet, or it is closed to the caller */
  async function certificate(caller: Caller, person: string, reviewId?: string): Promise<Certificate> {
    const participant = await participants.look(caller, person);
    const review = await latest(participant.id, reviewId);
    if (!review.decidedAt) throw new NotThere('certificate before the review');
    const { definition } = await programInUse(database, participant.programId);
    const { person: who } = participant;
    return {
      reviewId: review.id,
      name: staffName(who),
      program: definition.name,
      language: who.language === 'fr' ? 'fr' : 'en',
      day: wallClock(instant(review.decidedAt), as<Zone>(definition.zone)).slice(0, 10),
      outcome: review.outcome ?? '',
      goals: review.namesGoals
        ? ((review.goals ?? []) as unknown as ReachedGoal[]).filter(({ progress }) => progress > 0)
        : null,
    };
  }

  async function latest(participantId: string, id?: string): Promise<AchievementReview> {
    const review = await database.achievementReview.findFirst({
      where: { participantId, ...(id ? { id } : { outcome: { not: null } }) },
      orderBy: { createdAt: 'desc' },
    });
    if (!review) throw new NotThere('achievement review of this person');
    return review;
  }

  return { words, reply, list, choose, certificate };
}

function shown(row: AchievementReview, reads: boolean): ShownReview {
  const goals = (row.goals ?? []) as unknown as ReachedGoal[];
  const sum = goals.reduce((total, { progress }) => total + progress, 0);
  const { id, wordsAt, namesGoals, staysInvited, outcome, decidedBy, decidedAt } = row;
  return {
    id,
    words: reads ? row.words : null,
    wordsAt,
    wordsBy: row.wordsBy,
    reply: reads ? row.reply : null,
    namesGoals,
    staysInvited,
    outcome,
    decidedBy,
    decidedAt,
    goals,
    percent: goals.length > 0 ? Math.round(sum / goals.length) : null,
    reached: goals.filter(({ progress }) => progress >= 100).length,
  };
}
