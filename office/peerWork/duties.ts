import { NotThere, Refused } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import { idFromKey, newId } from '../../platform/newId';
import { agreementVersion } from '../../programs/compile';
import type { Standing } from '../../workflows/contract';
import { may, type Caller } from '../access';
import { programInUse } from '../definitions';
import { starsOf, wordsOf } from '../input';
import type { JourneyActs } from '../journeys';
import { staffName } from '../names';
import type { ParticipantActs } from '../participants';
import type { ActOptions, OfficeTools } from '../tools';

/** What is owed to peers who work, and what they and staff say to each other about the work. */
export function dutyActs(
  tools: OfficeTools,
  participants: Pick<ParticipantActs, 'find' | 'look'>,
  journeys: Pick<JourneyActs, 'current'>,
) {
  const { database, fullCircle } = tools;

  /**
   * Names the worker with whom a peer sits down. It is somebody who is not on a path of the program themself: one who is
   * not a peer models the boundaries and carries the responsibility.
   * @throws Refused `NotAWorker`
   */
  async function nameSupervisor(
    caller: Caller,
    person: string,
    input: { worker: string },
    options?: ActOptions,
  ): Promise<Standing> {
    const { participant, journeyId } = await journeys.current(caller, person, 'decide-journeys');
    const wanted = input.worker.trim();
    const account = await database.account.findFirst({
      where: {
        disabledAt: null,
        OR: [{ personId: wanted }, { email: wanted.toLowerCase() }],
        grants: { some: { OR: [{ programId: participant.programId }, { programId: null }] } },
      },
    });
    const isPeer = account
      ? await database.participant.count({
          where: { personId: account.personId, programId: participant.programId },
        })
      : 0;
    if (!account || isPeer > 0)
      throw new Refused(
        'NotAWorker',
        isPeer > 0
          ? 'That is a peer of this program; name a worker who is not.'
          : `There is no worker ${wanted} in ${participant.programId}; use the address of their account.`,
      );
    const kept = { personId: account.personId, by: caller.actor, at: await tools.clock.now() };
    await database.supervisor.upsert({
      where: { participantId: participant.id },
      create: { participantId: participant.id, ...kept },
      update: kept,
    });
    return fullCircle.journeys.peerAct(
      journeyId,
      { what: 'supervisor', personId: as(account.personId), by: caller.actor },
      options,
    );
  }

  /** They sat down together, or the peer did not want to this time, which is fine. */
  async function supervised(
    caller: Caller,
    person: string,
    input: { outcome: 'held' | 'not-wanted' },
    options?: ActOptions,
  ): Promise<Standing> {
    const participant = await participants.look(caller, person);
    const named = await database.supervisor.findUnique({ where: { participantId: participant.id } });
    // The named worker says so, whatever their role; anybody else needs one that decides.
    const action = named && named.personId === caller.personId ? 'see' : 'decide-journeys';
    const { journeyId } = await journeys.current(caller, person, action);
    return fullCircle.journeys.peerAct(
      journeyId,
      { what: 'supervision', outcome: input.outcome, by: caller.actor },
      options,
    );
  }

  /** The peer agrees to the text about boundaries that they have read. @throws Refused `NoAgreement`, `OtherVersion` */
  async function agree(
    caller: Caller,
    person: string,
    input: { version: string },
    options?: ActOptions,
  ): Promise<Standing> {
    const { participant, journeyId, journey } = await journeys.current(caller, person, 'take-part');
    const { definition } = await programInUse(database, participant.programId, journey.programVersion);
    if (!definition.agreement)
      throw new Refused('NoAgreement', 'This program has no agreement about boundaries.');
    if (agreementVersion(definition.agreement) !== input.version)
      throw new Refused('OtherVersion', 'The agreement has changed; read it again and agree to the new one.');
    await database.agreementAccepted.createMany({
      skipDuplicates: true,
      data: {
        participantId: participant.id,
        version: input.version,
        by: caller.actor,
        at: await tools.clock.now(),
      },
    });
    return fullCircle.journeys.peerAct(
      journeyId,
      { what: 'agreement', version: input.version, by: caller.actor },
      options,
    );
  }

  /**
   * A review, one way or the other: by the peer of the program (in person or through staff), or by staff of the work.
   * @throws Refused `WordsNeeded`, `NotStars`
   */
  async function review(
    caller: Caller,
    person: string,
    input: { direction: 'of-program' | 'of-work'; words: string; stars?: number },
    options?: ActOptions,
  ): Promise<Standing> {
    const { direction } = input;
    const action = direction === 'of-program' ? 'take-part' : 'decide-journeys';
    const { participant, journeyId } = await journeys.current(caller, person, action);
    const id = options?.key ? idFromKey('work-review', participant.id, options.key) : newId();
    await database.workReview.createMany({
      skipDuplicates: true,
      data: {
        id,
        participantId: participant.id,
        direction,
        words: wordsOf(input.words, 'A review'),
        stars: input.stars === undefined ? null : starsOf(input.stars),
        by: caller.actor,
        at: await tools.clock.now(),
      },
    });
    return fullCircle.journeys.peerAct(
      journeyId,
      { what: 'review', direction, by: caller.actor },
      { ...options, key: options?.key ?? id },
    );
  }

  /**
   * Reviews of and by a peer. What a peer says of the program is for themself and for those who decide; their named
   * worker, of whom it may be, does not read it.
   */
  async function reviews(caller: Caller, person: string) {
    const participant = await participants.look(caller, person);
    const own = caller.personId === participant.personId;
    const named = await database.supervisor.findUnique({ where: { participantId: participant.id } });
    const rows = await database.workReview.findMany({
      where: { participantId: participant.id },
      orderBy: { at: 'desc' },
      take: 100,
    });
    return rows.filter(({ direction }) =>
      direction === 'of-work'
        ? own || may(caller, 'read-messages', participant)
        : own || (may(caller, 'decide-journeys', participant) && named?.personId !== caller.personId),
    );
  }

  /** A peer asks for one of the supports that the program offers. @throws Refused `UnknownSupport` */
  async function askSupport(
    caller: Caller,
    person: string,
    input: { support: string },
    options?: ActOptions,
  ): Promise<{ supportId: string }> {
    const { participant, journeyId } = await journeys.current(caller, person, 'take-part');
    const { definition } = await programInUse(database, participant.programId);
    const offered = definition.supports.map(({ id }) => id);
    if (!offered.includes(input.support))
      throw new Refused(
        'UnknownSupport',
        offered.length > 0
          ? `"${input.support}" is not a support of ${participant.programId}; there are ${offered.join(', ')}.`
          : `${participant.programId} lists no supports.`,
      );
    const supportId = options?.key ? idFromKey('support', participant.id, options.key) : newId();
    await fullCircle.journeys.peerAct(
      journeyId,
      { what: 'support', supportId, support: input.support, by: caller.actor },
      { ...options, key: options?.key ?? supportId },
    );
    return { supportId };
  }

  /** Staff say what came of it. @param waitKey key of the wait @throws NotThere */
  async function supported(
    caller: Caller,
    waitKey: string,
    input: { outcome: 'given' | 'not-wanted' },
    options?: ActOptions,
  ): Promise<void> {
    const wait = await database.wait.findUnique({ where: { key: waitKey } });
    if (!wait || wait.kind !== 'support' || !wait.subjectPersonId) throw new NotThere(`support ${waitKey}`);
    const about = await database.participant.findUniqueOrThrow({
      where: { personId_programId: { personId: wait.subjectPersonId, programId: wait.programId } },
    });
    const { journeyId } = await journeys.current(caller, about.id, 'take-part');
    const supportId = (wait.details as { request?: string } | null)?.request ?? '';
    await fullCircle.journeys.peerAct(
      journeyId,
      { what: 'support-given', supportId, outcome: input.outcome, by: caller.actor },
      options,
    );
  }

  /** What a peer's page and the console show beside tier and training. */
  async function show(caller: Caller, person: string) {
    const participant = await participants.look(caller, person);
    const { definition } = await programInUse(database, participant.programId);
    const version = definition.agreement && agreementVersion(definition.agreement);
    const [supervisor, accepted] = await Promise.all([
      database.supervisor.findUnique({ where: { participantId: participant.id } }),
      database.agreementAccepted.findMany({
        where: { participantId: participant.id },
        orderBy: { at: 'desc' },
        take: 1,
      }),
    ]);
    const worker = supervisor && (await database.person.findUnique({ where: { id: supervisor.personId } }));
    return {
      supervisor: worker ? { personId: worker.id, name: staffName(worker) } : null,
      agreement: version
        ? { version, current: accepted[0]?.version === version, at: accepted[0]?.at ?? null }
        : null,
      supports: definition.supports,
    };
  }

  /** The person's own mentor stays no longer: they wish so, themselves or through staff. */
  async function endOwnMentor(caller: Caller, person: string, options?: ActOptions): Promise<Standing> {
    const { journeyId } = await journeys.current(caller, person, 'take-part');
    return fullCircle.journeys.peerAct(journeyId, { what: 'own-mentor-ends', by: caller.actor }, options);
  }

  return {
    nameSupervisor,
    supervised,
    agree,
    review,
    reviews,
    askSupport,
    supported,
    show,
    endOwnMentor,
  };
}
