import { NotThere, Refused, Unavailable } from '../../client/fullCircle';
import { appendEvents, closeWaits, openWaits, storeIntents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import { DAY } from '../../domain/duration';
import { as, type Instant, type OccurrenceKey, type WallClock } from '../../domain/ids';
import { resolve } from '../../domain/time';
import { idFromKey, newId } from '../../platform/newId';
import type { Opening } from '../../prisma/generated/client';
import { guard, within, type Action, type Caller } from '../access';
import { programInUse } from '../definitions';
import { dayOf, perhapsWords, wordsOf } from '../input';
import { staffName } from '../names';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
import { eligibleFor } from './eligible';

export interface NewOpening {
  programId: string;
  siteId?: string;
  title: string;
  details?: string;
  tier: string;
  /** Tiers from which somebody may come; all when absent. */
  fromTiers?: readonly string[];
  places?: number;
  /** Last calendar day for saying that one is interested. */
  closesOn: string;
}

const LONGEST_PLACES = 100;
const waitKey = (opening: string, participant: string) =>
  `opening-${opening}/${participant}` as OccurrenceKey;
const decisionKey = (opening: string) => `opening-${opening}/decision` as OccurrenceKey;

/**
 * Work that is to be had is told to every peer who is eligible, once, and who got it is kept with why: the same chance for
 * everybody who wishes to take part.
 */
export function openingActs(tools: OfficeTools) {
  const { database, fullCircle } = tools;

  /** @throws Refused `WordsNeeded`, `UnknownTier`, `UnknownSite`, `NotPlaces`, `NotADay`, `InThePast` */
  async function announce(caller: Caller, input: NewOpening, options?: ActOptions) {
    const { programId, siteId = null, tier, places = 1 } = input;
    guard(caller, 'decide-journeys', { programId, siteId }, `program ${programId}`);
    const { definition } = await programInUse(database, programId);
    if (siteId && !definition.sites.some(({ id }) => `${programId}.${id}` === siteId))
      throw new Refused('UnknownSite', `"${siteId}" is not a site of ${programId}.`);
    const unknown = [tier, ...(input.fromTiers ?? [])].find(
      (one) => !definition.tiers.some(({ id }) => id === one),
    );
    if (unknown !== undefined)
      throw new Refused(
        'UnknownTier',
        `"${unknown}" is not a tier of ${programId}; it has ${definition.tiers.map(({ id }) => id).join(', ') || 'none'}.`,
      );
    if (!Number.isInteger(places) || places < 1 || places > LONGEST_PLACES)
      throw new Refused('NotPlaces', `Places are a whole number from 1 to ${LONGEST_PLACES}.`);
    const closesOn = dayOf(input.closesOn);
    const closesAt = resolve(`${closesOn}T23:59` as WallClock, definition.zone).instant;
    const at = await businessNow(tools);
    if (closesAt <= at) throw new Refused('InThePast', `${closesOn} has passed already.`);
    const id = options?.key ? idFromKey('opening', caller.actor, options.key) : newId();
    await database.opening.createMany({
      skipDuplicates: true,
      data: {
        id,
        programId,
        siteId,
        title: wordsOf(input.title, 'An opening', 120),
        details: perhapsWords(input.details, 'Details', 2_000) ?? null,
        tier,
        fromTiers: [...(input.fromTiers ?? [])],
        places,
        closesOn,
        zone: definition.zone,
        status: 'open',
        createdBy: caller.actor,
        createdAt: at,
      },
    });
    // Whoever announced it owes the decision; it is late a week after it closed.
    await database.$executeRaw(
      statement(
        openWaits([
          {
            key: decisionKey(id),
            kind: 'opening-decision',
            programId,
            siteId,
            owedBy: 'staff',
            since: at,
            dueAt: resolve(`${addDays(closesOn, 7)}T17:00` as WallClock, definition.zone).instant,
            details: { opening: id },
          },
        ]),
        appendEvents([
          {
            key: `opening-${id}/announced`,
            kind: 'opening-announced',
            programId,
            siteId,
            actor: caller.actor,
            data: { opening: id, tier, places },
            at,
          },
        ]),
      ),
    );
    return { openingId: id, ...(await tell(caller, id, options)) };
  }

  /** Tells every eligible peer who has not been told: again after somebody has come back, and nobody twice. */
  async function tell(caller: Caller, openingId: string, options?: ActOptions) {
    const opening = await find(caller, openingId, 'decide-journeys');
    mustBeOpen(opening);
    const at = await businessNow(tools);
    const told = await database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Opening" WHERE "id" = ${openingId} FOR UPDATE`;
      const known = await tx.openingOffer.findMany({ where: { openingId }, select: { participantId: true } });
      const peers = (await eligibleFor(tx, opening)).filter(
        ({ id, paused }) => !paused && !known.some(({ participantId }) => participantId === id),
      );
      if (peers.length === 0) return [];
      await tx.openingOffer.createMany({
        data: peers.map(({ id }) => ({ openingId, participantId: id, toldAt: at })),
      });
      const { programId } = opening;
      await tx.$executeRaw(
        statement(
          openWaits(
            peers.map(({ id, personId, siteId }) => ({
              key: waitKey(openingId, id),
              kind: 'opening' as const,
              programId,
              siteId,
              owedBy: 'participant' as const,
              personId,
              subjectPersonId: personId,
              since: at,
              details: { opening: openingId },
            })),
          ),
          storeIntents(peers.map((peer) => intentFor(opening, peer, at))),
          appendEvents(
            peers.map(({ id, personId, siteId }) => ({
              key: `${waitKey(openingId, id)}/told`,
              kind: 'opening-offered' as const,
              programId,
              siteId,
              personId,
              actor: caller.actor,
              data: { opening: openingId },
              at,
            })),
          ),
        ),
      );
      return peers.map(({ id }) => id);
    });
    if (told.length === 0) return { told, state: 'nobody-new' as const };
    try {
      const intents = told.map((id) => `${waitKey(openingId, id)}/told` as OccurrenceKey);
      await fullCircle.announcements.start(
        { key: `${openingId}-${idFromKey(...intents)}`, programId: as(opening.programId), intents },
        options,
      );
      return { told, state: 'going-out' as const };
    } catch (error) {
      if (error instanceof Unavailable) return { told, state: 'pending' as const };
      throw error;
    }
  }

  /** A peer says whether they are interested; they may change their mind while it is open. */
  async function answer(
    caller: Caller,
    openingId: string,
    input: { participantId: string; said: 'interested' | 'not-now' },
  ): Promise<void> {
    const what = `opening ${openingId}`;
    const offer = await database.openingOffer.findUnique({
      where: { openingId_participantId: { openingId, participantId: input.participantId } },
      include: { opening: true },
    });
    if (!offer) throw new NotThere(what);
    const participant = await database.participant.findUniqueOrThrow({ where: { id: input.participantId } });
    guard(caller, 'take-part', participant, what, participant.personId);
    mustBeOpen(offer.opening);
    const at = await businessNow(tools);
    await database.openingOffer.update({
      where: { openingId_participantId: { openingId, participantId: input.participantId } },
      data: { said: input.said, saidAt: at },
    });
    const key = waitKey(openingId, input.participantId);
    await database.$executeRaw(
      statement(
        ...closeWaits([{ key, outcome: input.said, by: caller.actor }], at),
        appendEvents([
          {
            key: `${key}/said/${input.said}`,
            kind: 'opening-answered',
            programId: participant.programId,
            siteId: participant.siteId,
            personId: participant.personId,
            actor: caller.actor,
            data: { opening: openingId, said: input.said },
            at,
          },
        ]),
      ),
    );
  }

  /**
   * Says who got it, and why; kept with those who did not. The reason is the same for all and open to them.
   * @throws Refused `OpeningOver`, `NotInterested`, `TooMany`, `WordsNeeded`
   */
  async function decide(
    caller: Caller,
    openingId: string,
    input: { chosen: readonly string[]; why: string },
  ): Promise<void> {
    const opening = await find(caller, openingId, 'decide-journeys');
    mustBeOpen(opening);
    const chosen = [...new Set(input.chosen)];
    const why = wordsOf(input.why, 'A reason', 1_000);
    if (chosen.length > opening.places)
      throw new Refused(
        'TooMany',
        `There ${opening.places === 1 ? 'is 1 place' : `are ${opening.places} places`}.`,
      );
    const offers = await database.openingOffer.findMany({ where: { openingId } });
    const stranger = chosen.find(
      (id) => !offers.some(({ participantId, said }) => participantId === id && said === 'interested'),
    );
    if (stranger)
      throw new Refused(
        'NotInterested',
        `Only those who said that they are interested can be chosen (${stranger}).`,
      );
    const at = await businessNow(tools);
    const people = await database.participant.findMany({
      where: { id: { in: offers.map(({ participantId }) => participantId) } },
    });
    const interested = offers.filter(({ said }) => said === 'interested');
    await database.$transaction(async (tx) => {
      await tx.opening.update({
        where: { id: openingId },
        data: { status: chosen.length > 0 ? 'filled' : 'withdrawn', decidedBy: caller.actor, decidedAt: at },
      });
      for (const { participantId } of interested)
        await tx.openingOffer.update({
          where: { openingId_participantId: { openingId, participantId } },
          data: { outcome: chosen.includes(participantId) ? 'chosen' : 'not-this-time', why },
        });
      await tx.$executeRaw(
        statement(
          ...closeWaits(
            [
              ...offers.map(({ participantId }) => ({
                key: waitKey(openingId, participantId),
                outcome: 'decided',
                by: caller.actor,
              })),
              { key: decisionKey(openingId), outcome: 'decided', by: caller.actor },
            ],
            at,
          ),
          appendEvents(
            people
              .filter(({ id }) => interested.some(({ participantId }) => participantId === id))
              .map(({ id, personId, programId, siteId }) => ({
                key: `${waitKey(openingId, id)}/decided`,
                kind: 'opening-decided' as const,
                programId,
                siteId,
                personId,
                actor: caller.actor,
                data: { opening: openingId, outcome: chosen.includes(id) ? 'chosen' : 'not-this-time' },
                at,
              })),
          ),
        ),
      );
    });
  }

  /** Open ones first. With each, who was told, what they said and what came of it. */
  async function list(caller: Caller, filter: { programId?: string; siteId?: string; open?: boolean } = {}) {
    const { open, ...equal } = filter;
    const rows = await database.opening.findMany({
      where: { AND: [within(caller.scope), equal, open ? { status: 'open' } : {}] },
      include: { offers: { orderBy: { toldAt: 'asc' } } },
      orderBy: [{ decidedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
      take: 100,
    });
    const people = await database.participant.findMany({
      where: { id: { in: rows.flatMap(({ offers }) => offers.map(({ participantId }) => participantId)) } },
      include: { person: true },
    });
    return rows.map((row) => ({
      ...row,
      offers: row.offers.map((offer) => {
        const who = people.find(({ id }) => id === offer.participantId);
        return { ...offer, name: who ? staffName(who.person) : '–' };
      }),
    }));
  }

  async function find(caller: Caller, openingId: string, action: Action): Promise<Opening> {
    const opening = await database.opening.findUnique({ where: { id: openingId } });
    if (!opening) throw new NotThere(`opening ${openingId}`);
    guard(caller, action, opening, `opening ${openingId}`);
    return opening;
  }

  return { announce, tell, answer, decide, list };
}

function mustBeOpen({ status }: Opening): void {
  if (status !== 'open')
    throw new Refused('OpeningOver', 'This opening is decided; nothing can be changed any more.');
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function intentFor(
  opening: Opening,
  peer: { id: string; personId: string; siteId: string | null },
  at: Instant,
) {
  const key = waitKey(opening.id, peer.id);
  const until = resolve(`${opening.closesOn}T23:59` as WallClock, as(opening.zone)).instant;
  return {
    key: `${key}/told`,
    programId: opening.programId,
    siteId: peer.siteId,
    personId: as<Parameters<typeof storeIntents>[0][number]['personId']>(peer.personId),
    template: 'opening-told',
    refs: { opening: opening.id, wait: key, at: until },
    urgency: 'reminder' as const,
    waitKey: key,
    expiresAt: until,
    at,
  };
}
