import { NotThere, Refused, Unavailable, type CallOptions } from '../client/fullCircle';
import { recordDeath } from '../activities/records/projections';
import { statement } from '../activities/records/statement';
import { as, type Instant } from '../domain/ids';
import { DAY, plus } from '../domain/duration';
import { newId } from '../platform/newId';
import type { Actor } from '../workflows/contract';
import { guard, type Caller } from './access';
import { thoseClose, type CloseOne } from './deaths/close';
import { staffName } from './names';
import type { ParticipantActs } from './participants';
import { businessNow, type OfficeTools } from './tools';

export interface RecordedDeath {
  recordId: string;
  /** `recorded`; some of the person's workflows hear of it when Temporal can be reached, nothing goes out meanwhile. */
  state: 'recorded' | 'carried' | 'already';
  close: CloseOne[];
}

const RECENT_MS = 90 * DAY;
const SHORTEST_REASON = 5;

/** A death is recorded once, by a human; and a record that was a mistake can be mended, with a stated reason. */
export function deathActs(tools: OfficeTools, participants: Pick<ParticipantActs, 'find'>) {
  const { database, fullCircle } = tools;

  /**
   * Records it. From this transaction on nothing automated goes to or about the person (rule 16): what was pending is
   * kept back, and a named human owes it to those close to tell them.
   * @param input.tellBy the person who tells them; the caller, when left out
   * @throws Refused `PersonNeeded` without anybody who does
   */
  async function record(
    caller: Caller,
    participantId: string,
    input: { tellBy?: string } = {},
    options?: CallOptions,
  ): Promise<RecordedDeath> {
    const participant = await participants.find(caller, participantId, 'decide-journeys');
    const { personId, programId, siteId } = participant;
    const at = await businessNow(tools);
    const known = await latest(personId);
    if (known && !known.undoneAt) {
      return { recordId: known.id, state: 'already', close: await close(personId, at) };
    }
    const tellBy = input.tellBy ?? caller.personId;
    const teller = tellBy ? await database.person.findUnique({ where: { id: tellBy } }) : null;
    if (!teller) {
      throw new Refused('PersonNeeded', 'Name who tells those close: a person, because no message does.');
    }
    const people = await close(personId, at);
    const recordId = newId();
    const task = (whom?: CloseOne) => ({
      key: `death-${recordId}/tell/${whom?.personId ?? 'those-close'}`,
      kind: 'staff-task',
      programId,
      siteId,
      owedBy: 'staff',
      personId: teller.id,
      subjectPersonId: personId,
      since: at,
      dueAt: plus(at, DAY),
      details: { reason: 'tell-those-close', ...(whom && { whom: whom.personId, to: whom.name && whom.as }) },
    });
    await database.$transaction([
      database.$executeRaw(statement(...recordDeath(personId, at))),
      database.deathRecord.create({
        data: {
          id: recordId,
          personId,
          programId,
          recordedBy: caller.actor,
          recordedAt: at,
          tellBy: teller.id,
        },
      }),
      ...unheardOf(participant, caller.actor, at),
      database.wait.createMany({ data: people.length > 0 ? people.map(task) : [task()] }),
    ]);
    return { recordId, state: await carry(recordId, options), close: people };
  }

  /** Tells everything of the person that goes on; safe to repeat. */
  async function carry(recordId: string, options?: CallOptions): Promise<'recorded' | 'carried'> {
    const death = await database.deathRecord.findUniqueOrThrow({ where: { id: recordId } });
    if (death.carriedAt || death.undoneAt) return 'carried';
    const { personId } = death;
    const by = death.recordedBy as Actor;
    const [journeys, shifts, requests] = await Promise.all([
      database.journey.findMany({
        where: { participant: { personId }, status: { in: ['starting', 'active', 'paused', 'withdrawn'] } },
      }),
      database.shift.findMany({
        where: {
          status: { in: ['starting', 'scheduled', 'running'] },
          OR: [{ peers: { some: { personId, removedAt: null } } }, { offered: { has: personId } }],
        },
      }),
      database.request.findMany({ where: { personId, status: { in: ['open', 'taken'] } } }),
    ]);
    const at = await businessNow(tools);
    try {
      for (const { id } of journeys) {
        await heard(fullCircle.journeys.recordDeath(as(id), { by, told: 'otherwise' }, options));
      }
      for (const { id } of shifts) {
        await heard(fullCircle.shifts.removePeer(as(id), { by, personId: as(personId) }, options));
      }
      for (const { id } of requests) await heard(fullCircle.requests.cancel(as(id), { by }, options));
    } catch (error) {
      if (error instanceof Unavailable) return 'recorded';
      throw error;
    }
    await database.$transaction([
      // Nobody who has died is on call; whoever is next in the chain is.
      database.rotaEntry.updateMany({
        where: { personId, OR: [{ until: null }, { until: { gt: at } }] },
        data: { until: at },
      }),
      // A path that Temporal had never begun has no workflow that would end it.
      database.journey.updateMany({
        where: { participant: { personId }, status: 'starting' },
        data: { status: 'ended', endedAt: at },
      }),
      database.request.updateMany({
        where: { personId, status: 'starting' },
        data: { status: 'cancelled', endedAt: at },
      }),
      database.transition.updateMany({
        where: { personId, status: 'starting' },
        data: { status: 'closed', outcome: 'died', closedAt: at },
      }),
      database.deathRecord.update({ where: { id: recordId }, data: { carriedAt: at } }),
    ]);
    return 'carried';
  }

  /** Where no path goes on that would say it, the ledger hears it from here. */
  function unheardOf(participant: Awaited<ReturnType<ParticipantActs['find']>>, by: Actor, at: Instant) {
    const { id, personId, programId, siteId, journeys } = participant;
    if (journeys.some(({ status }) => status !== 'ended' && status !== 'starting')) return [];
    const event = {
      key: `death-of-${id}`,
      kind: 'death-recorded',
      programId,
      siteId,
      personId,
      actor: by,
      data: {},
      at,
    };
    return [database.event.createMany({ skipDuplicates: true, data: [event] })];
  }

  async function latest(personId: string) {
    return database.deathRecord.findFirst({ where: { personId }, orderBy: { recordedAt: 'desc' } });
  }

  const close = (personId: string, at: Instant) =>
    thoseClose(database, personId, new Date(plus(at, -RECENT_MS)));

  return {
    record,
    carry,

    /** What is to be known of it, with the names of those close and of whoever tells them; nothing while they live. */
    async show(caller: Caller, participantId: string) {
      const { personId } = await participants.find(caller, participantId, 'see');
      const death = await latest(personId);
      if (!death || death.undoneAt) return undefined;
      const [teller, people] = await Promise.all([
        database.person.findUnique({ where: { id: death.tellBy } }),
        close(personId, await businessNow(tools)),
      ]);
      return { ...death, teller: teller ? staffName(teller) : '–', close: people };
    },

    /** Those close, before anything is recorded: for the page that asks whether it is true. */
    async whoIsClose(caller: Caller, participantId: string): Promise<CloseOne[]> {
      const { personId } = await participants.find(caller, participantId, 'decide-journeys');
      return close(personId, await businessNow(tools));
    },

    /** Who could tell them: staff of the place, who are named and not only notified. */
    async whoCanTell(caller: Caller, participantId: string): Promise<{ personId: string; name: string }[]> {
      const { programId, siteId } = await participants.find(caller, participantId, 'decide-journeys');
      const people = await database.person.findMany({
        where: {
          deceasedAt: null,
          account: {
            disabledAt: null,
            grants: {
              some: {
                role: { in: ['admin', 'coordinator', 'supervisor'] },
                AND: [
                  { OR: [{ programId: null }, { programId }] },
                  { OR: [{ siteId: null }, ...(siteId ? [{ siteId }] : [])] },
                ],
              },
            },
          },
        },
        orderBy: [{ givenName: 'asc' }, { id: 'asc' }],
      });
      return people.map((person) => ({ personId: person.id, name: staffName(person) }));
    },

    /**
     * Takes back a record that was a mistake. What was kept back stays unsent; the path is taken up again by hand, with
     * `journeys start`, where the person was.
     * @throws Refused `ReasonNeeded`, `NotRecorded`
     */
    async undo(caller: Caller, participantId: string, input: { reason: string }): Promise<void> {
      const participant = await participants.find(caller, participantId, 'decide-journeys');
      const { personId, programId, siteId } = participant;
      guard(caller, 'decide-journeys', participant, `participant ${participantId}`);
      const reason = input.reason.trim();
      if (reason.length < SHORTEST_REASON) {
        throw new Refused('ReasonNeeded', 'Say how the mistake came about; it is kept with the record.');
      }
      const death = await latest(personId);
      if (!death || death.undoneAt) {
        throw new Refused('NotRecorded', 'No death is recorded of this person.');
      }
      if (!death.carriedAt) await carryOrWait(death.id);
      const at = await businessNow(tools);
      await database.$transaction([
        database.person.update({ where: { id: personId }, data: { deceasedAt: null } }),
        database.deathRecord.update({
          where: { id: death.id },
          data: { undoneAt: at, undoneBy: caller.actor, undoneWhy: reason },
        }),
        database.wait.updateMany({
          where: { key: { startsWith: `death-${death.id}/` }, closedAt: null },
          data: { closedAt: at, outcome: 'undone', closedBy: caller.actor },
        }),
        database.event.createMany({
          skipDuplicates: true,
          data: [
            {
              key: `death-${death.id}/undone`,
              kind: 'death-undone',
              programId,
              siteId,
              personId,
              actor: caller.actor,
              data: {},
              at,
            },
          ],
        }),
      ]);
    },
  };

  /** Half of a record cannot be taken back: a path that hears of it later would end after all. */
  async function carryOrWait(recordId: string): Promise<void> {
    if ((await carry(recordId)) === 'recorded') {
      throw new Unavailable(
        'Temporal cannot be reached; try again when it is, nothing goes out meanwhile.',
        false,
      );
    }
  }
}

/** A workflow that is over, or says no, has nothing more to hear. */
async function heard(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof NotThere) && !(error instanceof Refused)) throw error;
  }
}

export type DeathActs = ReturnType<typeof deathActs>;
