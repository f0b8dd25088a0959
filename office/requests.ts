import { NotThere, Refused, Unavailable, type CallOptions } from '../client/fullCircle';
import { openRequestOf, requestFor } from '../activities/request';
import { whoCanTake } from '../activities/records/whoCanTake';
import { plus } from '../domain/duration';
import { as, type PersonId, type RequestId } from '../domain/ids';
import { idFromKey, newId } from '../platform/newId';
import type { RequestState } from '../workflows/contract';
import { guard, within, type Action, type Caller } from './access';
import { programInUse } from './definitions';
import { staffName } from './names';
import type { ParticipantActs } from './participants';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

export interface MadeRequest {
  requestId: string;
  /** `already`: they have asked before and nobody has spoken with them yet; nothing was changed. */
  state: 'started' | 'starting' | 'already';
  dueAt: string;
}

export interface RequestFilter {
  programId?: string;
  siteId?: string;
  /** Only those that are not over. */
  open?: boolean;
  limit?: number;
}

/** "I want to speak with another professional". No reason is asked; whoever was left out never hears or sees of it. */
export function requestActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;

  /**
   * Makes a request, by the person or by staff for them.
   * @param input.person participant, by id or reference
   * @param input.exclude persons who are never told, such as the one they have now
   */
  async function make(
    caller: Caller,
    input: { person: string; exclude?: readonly string[] },
    options?: ActOptions,
  ): Promise<MadeRequest> {
    const participant = await participants.find(caller, input.person, 'take-part');
    const { personId, programId, siteId, journeys } = participant;
    const requestId = options?.key ? idFromKey('request', caller.actor, options.key) : newId();
    const open = await openRequestOf(database, personId, programId);
    // Whoever was left out of one must not learn that it is there: for them it is a new one.
    const known = open && isHidden(caller, open) ? null : open;
    if (known && known.id !== requestId) {
      return { requestId: known.id, state: 'already', dueAt: known.dueAt.toISOString() };
    }
    const at = await businessNow(tools);
    const wish = await requestFor(database, {
      requestId,
      personId,
      programId,
      siteId,
      journeyId: journeys[0]?.id ?? null,
      exclude: await leftOut(input.exclude ?? [], programId),
      askedBy: caller.actor,
    });
    if (!known) {
      await database.request.create({
        data: {
          id: requestId,
          programId,
          siteId,
          personId,
          journeyId: wish.journeyId ?? null,
          exclude: wish.exclude,
          status: 'starting',
          askedBy: caller.actor,
          dueAt: plus(at, wish.within),
          createdAt: at,
        },
      });
    }
    const row = await database.request.findUniqueOrThrow({ where: { id: requestId } });
    return { requestId, state: await run(requestId, options), dueAt: row.dueAt.toISOString() };
  }

  /** Starts the workflow of a request that is stored as `starting`. */
  async function run(requestId: string, options?: CallOptions): Promise<MadeRequest['state']> {
    const row = await database.request.findUniqueOrThrow({ where: { id: requestId } });
    if (row.status !== 'starting') return 'already';
    try {
      await fullCircle.requests.make(
        await requestFor(database, { ...row, requestId: row.id, askedBy: as(row.askedBy) }),
        options,
      );
      return 'started';
    } catch (error) {
      if (error instanceof Unavailable) return 'starting';
      throw error;
    }
  }

  /** @throws Refused `UnknownPerson` for somebody who could not hear of it anyway */
  async function leftOut(ids: readonly string[], programId: string): Promise<string[]> {
    const wanted = [...new Set(ids.map((id) => id.trim()).filter(Boolean))];
    const people = await database.person.findMany({
      where: {
        OR: [{ id: { in: wanted } }, { account: { email: { in: wanted.map((one) => one.toLowerCase()) } } }],
      },
      include: { account: { select: { email: true } } },
    });
    const unknown = wanted.find(
      (one) => !people.some(({ id, account }) => id === one || account?.email === one.toLowerCase()),
    );
    if (unknown)
      throw new Refused(
        'UnknownPerson',
        `There is nobody ${unknown} to leave out in ${programId}; use the person's id or the address of their account.`,
      );
    return people.map(({ id }) => id);
  }

  /** Who would be asked just now: for choosing whom to leave out. */
  async function whoWouldBeAsked(
    caller: Caller,
    person: string,
  ): Promise<{ personId: string; name: string; givenName: string }[]> {
    const { personId, programId, siteId } = await participants.find(caller, person, 'take-part');
    const wish = await requestFor(database, {
      requestId: '',
      personId,
      programId,
      siteId,
      askedBy: caller.actor,
    });
    const { people } = await whoCanTake(database, { ...wish, at: await businessNow(tools) });
    const persons = await database.person.findMany({ where: { id: { in: people } } });
    return persons.map((one) => ({
      personId: one.id,
      name: staffName(one),
      givenName: one.preferredName ?? one.givenName,
    }));
  }

  /** Those that nobody has taken first, the oldest on top. */
  async function list(caller: Caller, filter: RequestFilter = {}) {
    const { open, limit = 100, ...equal } = filter;
    const rows = await database.request.findMany({
      where: {
        AND: [
          within(caller.scope),
          equal,
          open ? { status: { in: ['starting', 'open', 'taken'] } } : {},
          caller.personId ? { NOT: { exclude: { has: caller.personId } } } : {},
        ],
      },
      orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'asc' }],
      take: limit,
    });
    return named(rows);
  }

  async function show(caller: Caller, requestId: string) {
    const row = await find(caller, requestId, 'see');
    const [shown] = await named([row]);
    if (!shown) throw new NotThere(`request ${requestId}`);
    const policy = (await programInUse(database, row.programId)).policy.escalation;
    const about = { ...row, exclude: row.exclude.map((id) => as<PersonId>(id)), policy };
    const { people } = await whoCanTake(database, {
      programId: as(row.programId),
      ...(row.siteId ? { siteId: as(row.siteId) } : {}),
      personId: as(row.personId),
      exclude: about.exclude,
      policy,
      at: await businessNow(tools),
    });
    const persons = await database.person.findMany({ where: { id: { in: people } } });
    return { ...shown, canTake: persons.map((one) => ({ personId: one.id, name: staffName(one) })) };
  }

  async function find(caller: Caller, requestId: string, action: Action) {
    const what = `request ${requestId}`;
    const row = await database.request.findUnique({ where: { id: requestId } });
    if (!row) throw new NotThere(what);
    if (isHidden(caller, row)) throw new NotThere(what);
    guard(caller, action, row, what, action === 'take-part' ? row.personId : undefined);
    return row;
  }

  /**
   * A named human takes it: the caller, or whom they name.
   * @throws Refused `PersonNeeded`, `LeftOut`, `AlreadyTaken`, `RequestOver`
   */
  async function take(
    caller: Caller,
    requestId: string,
    input: { personId?: string } = {},
    options?: ActOptions,
  ): Promise<RequestState> {
    const row = await find(caller, requestId, 'handle-escalations');
    const personId = input.personId ?? caller.personId;
    if (!personId)
      throw new Refused(
        'PersonNeeded',
        'Say who will speak with them: name a person who works in the program.',
      );
    const person = await database.person.findUnique({ where: { id: personId } });
    if (!person) throw new NotThere(`person ${personId}`);
    if (personId === row.personId || row.exclude.includes(personId))
      throw new Refused('LeftOut', 'That person cannot take this request; name another one.');
    await begin(row);
    return fullCircle.requests.take(
      as<RequestId>(row.id),
      {
        by: caller.actor,
        personId: as(personId),
        ...(personId === caller.personId ? {} : { named: true }),
      },
      options,
    );
  }

  /** They have spoken. */
  async function fulfil(caller: Caller, requestId: string, options?: ActOptions): Promise<RequestState> {
    const row = await find(caller, requestId, 'handle-escalations');
    await begin(row);
    return fullCircle.requests.fulfil(as<RequestId>(row.id), { by: caller.actor }, options);
  }

  /** It is not wanted any more: the person, or staff to whom they said so. */
  async function cancel(caller: Caller, requestId: string, options?: ActOptions): Promise<RequestState> {
    const row = await find(caller, requestId, 'take-part');
    await begin(row);
    return fullCircle.requests.cancel(as<RequestId>(row.id), { by: caller.actor }, options);
  }

  async function begin(row: { id: string; status: string }): Promise<void> {
    if (row.status === 'starting') await run(row.id);
    if (row.status === 'fulfilled' || row.status === 'cancelled')
      throw new Refused('RequestOver', 'This request is over; nothing can be changed any more.');
  }

  async function named<Row extends { personId: string; takenBy: string | null }>(rows: Row[]) {
    const ids = rows.flatMap(({ personId, takenBy }) => [personId, ...(takenBy ? [takenBy] : [])]);
    const persons = await database.person.findMany({ where: { id: { in: ids } } });
    const names = new Map(persons.map((person) => [person.id, staffName(person)]));
    return rows.map((row) => ({
      ...row,
      person: names.get(row.personId) ?? '–',
      taker: row.takenBy ? (names.get(row.takenBy) ?? '–') : null,
    }));
  }

  return { make, run, list, show, find, take, fulfil, cancel, whoWouldBeAsked };
}
/** Left out of it: for them there is none. */
function isHidden({ personId }: Caller, row: { exclude: string[] }): boolean {
  return personId !== undefined && row.exclude.includes(personId);
}

export type RequestActs = ReturnType<typeof requestActs>;
