import { NotThere, Refused } from '../client/fullCircle';
import { chainFor } from '../activities/records/onCall';
import { underSilentAlarm } from '../activities/silentAlarm';
import { leftOutOf } from '../activities/request';
import type { Escalation } from '../prisma/generated/client';
import { IN_USE } from '../domain/phone';
import { as, type EscalationId, type PersonId } from '../domain/ids';
import { ESCALATION_OUTCOMES, type EscalationOutcome, type EscalationState } from '../workflows/contract';
import { begun } from './escalations/begun';
import { rotaPlaces } from './rota/places';
import { siteZones } from './siteZones';
import { guard, within, type Action, type Caller } from './access';
import { programInUse } from './definitions';
import { hiddenFrom, without } from './hidden';
import { PRACTICE, staffName } from './names';
import { readTimeline } from './timeline';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

/** More than a list shows are looked through for those whom nobody has. */
const OPEN_AT_ONCE = 1_000;
const LONGEST_NOTE = 4_000;

export interface EscalationFilter {
  programId?: string;
  siteId?: string;
  status?: EscalationState['status'];
  /** Only those that no human has ended. */
  open?: boolean;
  limit?: number;
}

type Row = Pick<Escalation, 'id' | 'programId' | 'siteId' | 'subjectPersonId' | 'kind' | 'status'>;

export function escalationActs(tools: OfficeTools) {
  const { database, fullCircle } = tools;
  const { reachablePerson } = rotaPlaces(tools);

  async function find(caller: Caller, idOrCode: string, action: Action) {
    const what = `escalation ${idOrCode}`;
    const byId = await database.escalation.findUnique({ where: { id: idOrCode } });
    const matches = byId
      ? [byId]
      : await database.escalation.findMany({
          where: {
            AND: [within(caller.scope)],
            code: { equals: idOrCode, mode: 'insensitive' },
            status: { not: 'resolved' },
          },
        });
    const [escalation, another] = matches;
    if (!escalation) throw new NotThere(what);
    if (another)
      throw new Refused(
        'Ambiguous',
        `Several open escalations have the code ${idOrCode}; use the id instead.`,
      );
    guard(caller, action, escalation, what);
    // Left out of what brought it about: as if there were none.
    const hidden = await hiddenFrom(database, caller);
    if (hidden.escalations.includes(escalation.id)) throw new NotThere(what);
    return escalation;
  }

  /** Open ones first, practices behind the others, then the latest: whom it is about, how far it climbed, who has it. */
  async function list(caller: Caller, filter: EscalationFilter = {}) {
    const { open, limit = 100, status, ...equal } = filter;
    const hidden = without.escalations(await hiddenFrom(database, caller));
    const where = (resolved: boolean) => ({
      AND: [
        within(caller.scope),
        equal,
        hidden,
        status ? { status } : {},
        { status: resolved ? 'resolved' : { not: 'resolved' } },
      ],
    });
    const unresolved = await database.escalation.findMany({
      where: where(false),
      orderBy: [{ raisedAt: 'asc' }],
      take: Math.max(limit, OPEN_AT_ONCE),
    });
    const resolved =
      open || unresolved.length >= limit
        ? []
        : await database.escalation.findMany({
            where: where(true),
            orderBy: [{ raisedAt: 'desc' }],
            take: limit - unresolved.length,
          });
    // Nobody whom somebody looks for stands before somebody whom nobody does, and no practice before either.
    const rank = ({ kind, status: stands }: Row) =>
      kind === 'drill' ? 2 : stands === 'acknowledged' ? 1 : 0;
    const urgentFirst = unresolved.toSorted((a, b) => rank(a) - rank(b));
    const rows = [...urgentFirst, ...resolved].slice(0, limit);
    const names = await namesOf(rows.flatMap((row) => [row.subjectPersonId, row.ownerPersonId ?? []].flat()));
    const zones = await siteZones(
      database,
      rows.map(({ siteId }) => siteId),
    );
    return rows.map((row) => ({
      ...row,
      /** The site's own; null where it is about no site. */
      zone: zones.get(row.siteId) ?? null,
      subject: row.kind === 'drill' ? PRACTICE : (names.get(row.subjectPersonId) ?? '–'),
      owner: row.ownerPersonId ? (names.get(row.ownerPersonId) ?? '–') : null,
    }));
  }

  /** One escalation with its chain by name, how to reach the person it is about, and what happened. */
  async function show(caller: Caller, idOrCode: string) {
    const escalation = await find(caller, idOrCode, 'see');
    const chain = escalation.chain as unknown as { id: string; channels: string[]; people: string[] }[];
    const [names, contacts, timeline, rotaNow, shift, silently, zones] = await Promise.all([
      namesOf([
        escalation.subjectPersonId,
        ...(escalation.ownerPersonId ? [escalation.ownerPersonId] : []),
        ...chain.flatMap(({ people }) => people),
      ]),
      database.contactPoint.findMany({
        where: {
          personId: escalation.subjectPersonId,
          ...IN_USE,
        },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      }),
      readTimeline(database, caller.scope, { escalationId: escalation.id }),
      onCallNow(escalation),
      shiftOf(escalation),
      underSilentAlarm(database, [escalation.subjectPersonId]),
      siteZones(database, [escalation.siteId]),
    ]);
    const isPractice = escalation.kind === 'drill';
    const isSilent = !isPractice && silently.has(escalation.subjectPersonId);
    return {
      ...escalation,
      /** The site's own; null where it is about no site. */
      zone: zones.get(escalation.siteId) ?? null,
      subject: isPractice ? PRACTICE : (names.get(escalation.subjectPersonId) ?? '–'),
      owner: escalation.ownerPersonId ? (names.get(escalation.ownerPersonId) ?? '–') : null,
      chain: chain.map((level) => ({
        ...level,
        people: level.people.map((personId) => ({ personId, name: names.get(personId) ?? '–' })),
      })),
      /** A silent alarm is up about this person, be it this one or another: nobody is to call or text them. */
      isSilent,
      /**
       * `callDontText`: they stopped texts, so a human calls (rule 3). None in a practice: whoever started it is not looked
       * for, and their numbers are theirs.
       */
      contacts: (isSilent || isPractice ? [] : contacts).map(
        ({ channel, value, stoppedAt, unusableCode }) => ({
          channel,
          value,
          callDontText: channel === 'voice' || (channel === 'sms' && stoppedAt !== null),
          unusableCode,
        }),
      ),
      timeline,
      shift,
      /** Who is on call now, which may differ from whom the last page went to. */
      rotaNow,
    };
  }

  /** The shift it is about, and when the person was last heard from on it; null where it is about none. */
  async function shiftOf({ shiftId, subjectPersonId }: Pick<Escalation, 'shiftId' | 'subjectPersonId'>) {
    if (!shiftId) return null;
    const [shift, heard] = await Promise.all([
      database.shift.findUnique({
        where: { id: shiftId },
        select: { id: true, startsAt: true, endsAt: true, zone: true },
      }),
      database.event.findFirst({
        where: { kind: 'shift-check-in', shiftId, personId: subjectPersonId },
        orderBy: { at: 'desc' },
      }),
    ]);
    return shift && { ...shift, heardAt: heard?.at ?? null };
  }

  async function onCallNow({ programId, siteId, subjectPersonId, kind, id, status }: Row) {
    if (status === 'resolved') return [];
    const { policy } = await programInUse(database, programId);
    const exclude = (await leftOutOf(database, id)) ?? [];
    const chain = await chainFor(database, {
      programId,
      siteId,
      levels: policy.escalation.levels,
      at: await businessNow(tools),
      exclude,
      ...(kind === 'drill' ? {} : { subjectPersonId }),
    });
    const names = await namesOf(chain.flatMap(({ people }) => people));
    return chain.map((level) => ({
      id: level.id,
      people: level.people.map((personId) => ({ personId, name: names.get(personId) ?? '–' })),
    }));
  }

  async function namesOf(people: string[]): Promise<Map<string, string>> {
    const persons = await database.person.findMany({ where: { id: { in: people } } });
    return new Map(persons.map((person) => [person.id, staffName(person)]));
  }

  /** Takes it on: climbing stops until the outcome is due. */
  async function acknowledge(
    caller: Caller,
    idOrCode: string,
    options?: ActOptions,
  ): Promise<EscalationState> {
    const { id } = await find(caller, idOrCode, 'handle-escalations');
    const by = {
      by: caller.actor,
      via: caller.via,
      ...(caller.personId ? { personId: caller.personId } : {}),
    };
    return await begun(tools, id, () =>
      fullCircle.escalations.acknowledge(as<EscalationId>(id), by, options),
    );
  }

  /**
   * Somebody else has it from now on: somebody of the program whom it reaches, and never the one it is about.
   * @throws Refused `CannotBeReached`, `AboutThatPerson`, `LeftOut`
   */
  async function handOver(
    caller: Caller,
    idOrCode: string,
    input: { to: string },
    options?: ActOptions,
  ): Promise<EscalationState> {
    const { id, programId, subjectPersonId, kind } = await find(caller, idOrCode, 'handle-escalations');
    const to = as<PersonId>(await reachablePerson({ programId }, input.to));
    if (kind !== 'drill' && to === subjectPersonId)
      throw new Refused('AboutThatPerson', 'This escalation is about that person; name another one.');
    if ((await leftOutOf(database, id))?.includes(to))
      throw new Refused('LeftOut', 'That person cannot take this; name another one.');
    const handOver = { by: caller.actor, to };
    return await begun(tools, id, () =>
      fullCircle.escalations.handOver(as<EscalationId>(id), handOver, options),
    );
  }

  /**
   * Ends it: only a human does (rule 1), and says how it ended. What they write is stored first and stays in the
   * database; the workflow learns the outcome's code.
   * @throws Refused `AlreadyDecided` when somebody ended it before
   */
  async function resolve(
    caller: Caller,
    idOrCode: string,
    input: { outcome: EscalationOutcome; note?: string },
    options?: ActOptions,
  ): Promise<EscalationState> {
    if (!ESCALATION_OUTCOMES.includes(input.outcome)) {
      throw new Refused('UnknownOutcome', `Say how it ended: ${ESCALATION_OUTCOMES.join(', ')}.`);
    }
    const note = input.note?.trim();
    if (note && note.length > LONGEST_NOTE) {
      throw new Refused('NoteTooLong', `A note has ${LONGEST_NOTE} characters at most.`);
    }
    const { id } = await find(caller, idOrCode, 'handle-escalations');
    if (note) {
      await database.escalation.updateMany({ where: { id, status: { not: 'resolved' } }, data: { note } });
    }
    const end = { by: caller.actor, outcome: input.outcome };
    return await begun(tools, id, () => fullCircle.escalations.resolve(as<EscalationId>(id), end, options));
  }

  /** To whom it can be handed over: people of the program's rota and its staff, without those who must not hear of it. */
  async function colleagues(caller: Caller, idOrCode: string): Promise<{ personId: string; name: string }[]> {
    const { id, programId, siteId, subjectPersonId, ownerPersonId, kind } = await find(
      caller,
      idOrCode,
      'see',
    );
    const leftOut = [
      ...((await leftOutOf(database, id)) ?? []),
      ...(kind === 'drill' ? [] : [subjectPersonId]),
      ownerPersonId ?? '',
    ];
    const onRota = await database.rotaEntry.findMany({ where: { programId }, select: { personId: true } });
    const grants = {
      some: {
        role: { not: 'viewer' },
        AND: [
          { OR: [{ programId: null }, { programId }] },
          { OR: [{ siteId: null }, ...(siteId ? [{ siteId }] : [])] },
        ],
      },
    };
    const persons = await database.person.findMany({
      where: {
        id: { notIn: leftOut },
        deceasedAt: null,
        OR: [
          { id: { in: onRota.map(({ personId }) => personId) } },
          { account: { disabledAt: null, grants } },
        ],
      },
      orderBy: [{ givenName: 'asc' }, { id: 'asc' }],
    });
    return persons.map((person) => ({ personId: person.id, name: staffName(person) }));
  }

  return { find, list, show, acknowledge, handOver, resolve, colleagues };
}
