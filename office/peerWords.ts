import { NotThere, Refused } from '../client/fullCircle';
import { as, type JourneyId } from '../domain/ids';
import { PEER_WORDS, type PeerWord } from '../domain/policy';
import { idFromKey } from '../platform/newId';
import type { Standing } from '../workflows/contract';
import { guard, type Caller } from './access';
import { programInUse } from './definitions';
import type { JourneyActs } from './journeys';
import { staffName } from './names';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

const MOST_WORDS = 2_000;

export interface GivenWord {
  id: string;
  step: string;
  personId: string;
  name: string;
  word: PeerWord;
  words: string | null;
  at: Date;
}

/** Mentors on the deciding side of screening: who can be asked, asking them, and what they said. */
export function peerWordActs(tools: OfficeTools, journeys: Pick<JourneyActs, 'current'>) {
  const { database, fullCircle } = tools;

  /** Everybody on an active path with the privilege that the program names, at the person's site or at none. */
  async function whoCanBeAsked(
    caller: Caller,
    participantId: string,
  ): Promise<{ personId: string; name: string }[]> {
    const { participant } = await journeys.current(caller, participantId, 'see');
    const { definition } = await programInUse(database, participant.programId);
    const { siteId, programId } = participant;
    const peers = await database.participant.findMany({
      where: {
        programId,
        personId: { not: participant.personId },
        person: { deceasedAt: null },
        ...(siteId ? { OR: [{ siteId }, { siteId: null }] } : {}),
        journeys: {
          some: { status: 'active', privileges: { has: definition.screening.peers.privilege } },
        },
      },
      include: { person: true },
      orderBy: [{ person: { givenName: 'asc' } }, { id: 'asc' }],
    });
    return peers.map(({ person }) => ({ personId: person.id, name: staffName(person) }));
  }

  /**
   * Asks mentors for their word about a step.
   * @throws Refused `UnknownPeer` for somebody who is not on the deciding side; and what the path refuses
   */
  async function ask(
    caller: Caller,
    participantId: string,
    input: { step: string; peers: readonly string[] },
    options?: ActOptions,
  ): Promise<Standing> {
    const { journeyId } = await journeys.current(caller, participantId, 'decide-journeys');
    const can = (await whoCanBeAsked(caller, participantId)).map(({ personId }) => personId);
    const unknown = input.peers.find((peer) => !can.includes(peer));
    if (unknown)
      throw new Refused(
        'UnknownPeer',
        `${unknown} is not on the deciding side; these are: ${can.join(', ') || 'nobody yet'}.`,
      );
    return fullCircle.journeys.askPeers(
      journeyId,
      { step: input.step, peers: input.peers.map((peer) => as(peer)), by: caller.actor },
      options,
    );
  }

  /**
   * A mentor's word: by themself, through the link with which they were asked, or as they told staff. Their own words are
   * stored first; whoever decides sees them.
   * @throws Refused `UnknownWord`, `UnknownPeer`; NotThere for whoever was not asked
   */
  async function give(
    caller: Caller,
    input: { journeyId: string; step: string; peer: string; word: string; words?: string },
    options?: ActOptions,
  ): Promise<Standing> {
    const { step, peer } = input;
    const journeyId = as<JourneyId>(input.journeyId);
    const what = `path ${journeyId}`;
    const journey = await database.journey.findUnique({
      where: { id: journeyId },
      include: { participant: true },
    });
    if (!journey) throw new NotThere(what);
    const asked = await database.wait.findFirst({
      where: {
        kind: 'peer-word',
        journeyId,
        personId: peer,
        details: { path: ['step'], equals: step },
      },
      orderBy: { since: 'desc' },
    });
    if (caller.personId !== peer || !asked) guard(caller, 'decide-journeys', journey.participant, what);
    const word = PEER_WORDS.find((one) => one === input.word);
    if (!word)
      throw new Refused('UnknownWord', `"${input.word}" is no word; it is one of ${PEER_WORDS.join(', ')}.`);
    if (!asked) throw new Refused('UnknownPeer', 'They have not been asked about this step; ask them first.');
    const id = idFromKey('peer-word', asked.key);
    const said = { word, words: input.words?.trim().slice(0, MOST_WORDS) || null };
    await database.peerWord.upsert({
      where: { id },
      create: { id, journeyId, step, personId: peer, ...said, at: await businessNow(tools) },
      update: said,
    });
    return fullCircle.journeys.givePeerWord(
      journeyId,
      { step, peer: as(peer), word, by: caller.actor },
      { ...options, key: options?.key ?? id },
    );
  }

  /** What mentors said about the steps of somebody's present path, for those who decide. */
  async function list(caller: Caller, participantId: string): Promise<GivenWord[]> {
    const { journeyId } = await journeys.current(caller, participantId, 'decide-journeys');
    const rows = await database.peerWord.findMany({ where: { journeyId }, orderBy: { at: 'asc' } });
    const people = await database.person.findMany({
      where: { id: { in: rows.map(({ personId }) => personId) } },
    });
    const names = new Map(people.map((person) => [person.id, staffName(person)]));
    return rows.map(({ id, step, personId, word, words, at }) => ({
      id,
      step,
      personId,
      name: names.get(personId) ?? '–',
      word: word as PeerWord,
      words,
      at,
    }));
  }

  return { whoCanBeAsked, ask, give, list };
}
