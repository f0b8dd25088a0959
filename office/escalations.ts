import { NotThere, Refused } from '../client/fullCircle';
import { as, type EscalationId } from '../domain/ids';
import { ESCALATION_OUTCOMES, type EscalationOutcome, type EscalationState } from '../workflows/contract';
import { guard, within, type Action, type Caller } from './access';
import { staffName } from './names';
import { readTimeline } from './timeline';
import type { ActOptions, OfficeTools } from './tools';

const LONGEST_NOTE = 4_000;

export interface EscalationFilter {
  programId?: string;
  siteId?: string;
  status?: EscalationState['status'];
  /** Only those that no human has ended. */
  open?: boolean;
  limit?: number;
}

export function escalationActs(tools: OfficeTools) {
  const { database, fullCircle } = tools;

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
    return escalation;
  }

  /** Open ones first, then the latest: whom it is about, how far it climbed, who has it. */
  async function list(caller: Caller, filter: EscalationFilter = {}) {
    const { open, limit = 100, status, ...equal } = filter;
    const where = (resolved: boolean) => ({
      AND: [
        within(caller.scope),
        equal,
        status ? { status } : {},
        { status: resolved ? 'resolved' : { not: 'resolved' } },
      ],
    });
    const unresolved = await database.escalation.findMany({
      where: where(false),
      orderBy: [{ raisedAt: 'asc' }],
      take: limit,
    });
    const resolved =
      open || unresolved.length >= limit
        ? []
        : await database.escalation.findMany({
            where: where(true),
            orderBy: [{ raisedAt: 'desc' }],
            take: limit - unresolved.length,
          });
    const rows = [...unresolved, ...resolved];
    const names = await namesOf(rows.flatMap((row) => [row.subjectPersonId, row.ownerPersonId ?? []].flat()));
    return rows.map((row) => ({
      ...row,
      subject: names.get(row.subjectPersonId) ?? '–',
      owner: row.ownerPersonId ? (names.get(row.ownerPersonId) ?? '–') : null,
    }));
  }

  /** One escalation with its chain by name, how to reach the person it is about, and what happened. */
  async function show(caller: Caller, idOrCode: string) {
    const escalation = await find(caller, idOrCode, 'see');
    const chain = escalation.chain as unknown as { id: string; channels: string[]; people: string[] }[];
    const [names, contacts, timeline] = await Promise.all([
      namesOf([
        escalation.subjectPersonId,
        ...(escalation.ownerPersonId ? [escalation.ownerPersonId] : []),
        ...chain.flatMap(({ people }) => people),
      ]),
      database.contactPoint.findMany({
        where: { personId: escalation.subjectPersonId },
        orderBy: { position: 'asc' },
      }),
      readTimeline(database, caller.scope, { escalationId: escalation.id }),
    ]);
    return {
      ...escalation,
      subject: names.get(escalation.subjectPersonId) ?? '–',
      owner: escalation.ownerPersonId ? (names.get(escalation.ownerPersonId) ?? '–') : null,
      chain: chain.map((level) => ({
        ...level,
        people: level.people.map((personId) => ({ personId, name: names.get(personId) ?? '–' })),
      })),
      /** `callDontText`: they stopped texts, so a human calls (rule 3). */
      contacts: contacts.map(({ channel, value, stoppedAt, unusableCode }) => ({
        channel,
        value,
        callDontText: channel === 'voice' || (channel === 'sms' && stoppedAt !== null),
        unusableCode,
      })),
      timeline,
    };
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
    return fullCircle.escalations.acknowledge(
      as<EscalationId>(id),
      { by: caller.actor, via: caller.via, ...(caller.personId ? { personId: caller.personId } : {}) },
      options,
    );
  }

  async function handOver(
    caller: Caller,
    idOrCode: string,
    input: { to: string },
    options?: ActOptions,
  ): Promise<EscalationState> {
    const { id } = await find(caller, idOrCode, 'handle-escalations');
    const to = await database.person.findUnique({ where: { id: input.to } });
    if (!to) throw new NotThere(`person ${input.to}`);
    return fullCircle.escalations.handOver(
      as<EscalationId>(id),
      { by: caller.actor, to: as(to.id) },
      options,
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
    return fullCircle.escalations.resolve(
      as<EscalationId>(id),
      { by: caller.actor, outcome: input.outcome },
      options,
    );
  }

  return { find, list, show, acknowledge, handOver, resolve };
}
