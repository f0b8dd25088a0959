import { underSilentAlarm } from '../activities/silentAlarm';
import { NotThere, Refused } from '../client/fullCircle';
import type { Instant } from '../domain/ids';
import type { Role, Stage } from '../domain/policy';
import { appendEvents, type EventRow } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import type { Transaction } from '../platform/database';
import { newId } from '../platform/newId';
import type { JourneyStatus, WaitKind } from '../workflows/contract';
import { guard, may, NotAllowed, within, type Action, type Caller } from './access';
import { closedBefore } from './colleagues';
import { programInUse } from './definitions';
import { hiddenFrom, without } from './hidden';
import { staffName } from './names';
import {
  contactsOf,
  findPerson,
  mustBeReachable,
  storeContacts,
  storePerson,
  type Contact,
  type NewPerson,
} from './people';
import { readTimeline } from './timeline';
import { businessNow, type OfficeTools } from './tools';

export interface NewParticipant extends NewPerson {
  programId: string;
  /** `<program>.<site>`, or the site's own id. */
  site?: string;
  role: Role;
  tier?: string;
  /** A key of one's own, e.g. of a roster row: the same one again adds nobody. */
  reference?: string;
}

export interface Added {
  participantId: string;
  personId: string;
  /** False: they were there already, and nothing was changed. */
  added: boolean;
}

export interface ParticipantRow {
  id: string;
  personId: string;
  reference: string | null;
  name: string;
  programId: string;
  siteId: string | null;
  role: Role;
  tier: string | null;
  journey: { id: string; status: JourneyStatus | 'starting'; stage: Stage } | null;
  /** What is waited for, the most urgent first. */
  waits: WaitSummary[];
  late: boolean;
}

export interface WaitSummary {
  key: string;
  kind: WaitKind;
  owedBy: 'participant' | 'staff';
  since: Date;
  dueAt: Date | null;
  late: boolean;
}

export interface ParticipantFilter {
  programId?: string;
  role?: Role;
  stage?: Stage;
  status?: string;
  /** Only those about whom something is late. */
  late?: boolean;
  /** Part of a name or of a reference. */
  search?: string;
  limit?: number;
  offset?: number;
}

export function participantActs(tools: OfficeTools) {
  const { database } = tools;

  /**
   * Adds somebody to a program. Somebody of the same name and with the same phone or mailbox is the same person.
   * @throws Refused for contacts that are none, an unknown site or tier, and for somebody who is in the program already
   */
  async function add(caller: Caller, input: NewParticipant): Promise<Added> {
    const { definition } = await programInUse(database, input.programId);
    const siteId = siteOf(input, definition.sites);
    guard(caller, 'manage-people', { programId: input.programId, siteId }, `program ${input.programId}`);
    if (!input.givenName.trim()) throw new Refused('NameNeeded', 'A given name is needed.');
    if (input.tier && !definition.tiers.some((tier) => tier.id === input.tier)) {
      throw new Refused('UnknownTier', `"${input.tier}" is not a tier of ${input.programId}.`);
    }
    const contacts = contactsOf(input);
    if (!input.withoutContact) mustBeReachable(contacts);
    const at = await businessNow(tools);
    return database.$transaction(async (tx) => {
      // Two clerks who add the same person, or a roster that is being read, are let in one after the other.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`participants of ${input.programId}`}))`;
      if (input.reference) {
        const known = await tx.participant.findUnique({
          where: { programId_reference: { programId: input.programId, reference: input.reference } },
        });
        if (known) return { participantId: known.id, personId: known.personId, added: false };
      }
      const person = await findPerson(tx, input, contacts);
      const there =
        person &&
        (await tx.participant.findFirst({ where: { personId: person.id, programId: input.programId } }));
      if (there) {
        throw new Refused(
          'AlreadyThere',
          `${staffName(person)} with this phone or mailbox is in ${input.programId} already (participant ${there.id}).`,
        );
      }
      return storeParticipant(
        tx,
        caller,
        input,
        { siteId, detail: definition.detail, ...(person ? { personId: person.id } : {}) },
        contacts,
        at,
      );
    });
  }

  /** One participant that the caller may act on, by id or reference. @throws NotThere, NotAllowed */
  async function find(caller: Caller, idOrReference: string, action: Action = 'see') {
    const matches = await database.participant.findMany({
      where: { OR: [{ id: idOrReference }, { reference: idOrReference }] },
      include: { person: true, journeys: { orderBy: { startedAt: 'desc' } } },
    });
    const what = `participant ${idOrReference}`;
    const mine = matches.filter((match) => may(caller, 'see', match) || match.personId === caller.personId);
    const [participant, another] = mine;
    if (!participant) throw new NotThere(what);
    if (another) {
      throw new Refused(
        'Ambiguous',
        `Several programs have a participant ${idOrReference}; use the id instead.`,
      );
    }
    guard(caller, action, participant, what, participant.personId);
    return participant;
  }

  /** Finds somebody to read about: whoever may see them, and the person themself. */
  async function look(caller: Caller, idOrReference: string) {
    try {
      return await find(caller, idOrReference, 'take-part');
    } catch (error) {
      if (error instanceof NotAllowed) return find(caller, idOrReference, 'see');
      throw error;
    }
  }

  /** Who is in the caller's programs and sites, by name, and what is waited for about each. */
  async function list(
    caller: Caller,
    filter: ParticipantFilter = {},
  ): Promise<{ rows: ParticipantRow[]; total: number }> {
    const now = await tools.clock.now();
    const { programId, role, stage, status, late, search, limit = 100, offset = 0 } = filter;
    const words = search?.trim();
    const lateAbout = late
      ? await database.wait.findMany({
          where: { AND: [within(caller.scope)], closedAt: null, dueAt: { lt: now } },
          select: { subjectPersonId: true, personId: true },
        })
      : [];
    const where = {
      AND: [
        within(caller.scope),
        {
          programId,
          role,
          person: { erasedAt: null },
          ...(stage || status ? { journeys: { some: { stage, status } } } : {}),
          ...(late
            ? { personId: { in: lateAbout.flatMap((wait) => wait.subjectPersonId ?? wait.personId ?? []) } }
            : {}),
        },
        words
          ? {
              OR: [
                { reference: { contains: words, mode: 'insensitive' as const } },
                ...(['givenName', 'surname', 'preferredName'] as const).map((field) => ({
                  person: { [field]: { contains: words, mode: 'insensitive' as const } },
                })),
              ],
            }
          : {},
      ],
    };
    const [participants, total] = await Promise.all([
      database.participant.findMany({
        where,
        include: { person: true, journeys: { orderBy: { startedAt: 'desc' }, take: 1 } },
        orderBy: [{ person: { surname: 'asc' } }, { person: { givenName: 'asc' } }, { id: 'asc' }],
        take: limit,
        skip: offset,
      }),
      database.participant.count({ where }),
    ]);
    const waits = await waitsAbout(
      participants.map(({ personId }) => personId),
      caller,
      now,
    );
    const rows = participants.map((participant): ParticipantRow => {
      const own = waits.filter(
        (wait) => wait.about === participant.personId && wait.programId === participant.programId,
      );
      const [journey] = participant.journeys;
      return {
        id: participant.id,
        personId: participant.personId,
        reference: participant.reference,
        name: staffName(participant.person),
        programId: participant.programId,
        siteId: participant.siteId,
        role: participant.role as Role,
        tier: participant.tier,
        journey: journey
          ? { id: journey.id, status: journey.status as JourneyStatus, stage: journey.stage as Stage }
          : null,
        waits: own.map(({ wait }) => wait),
        late: own.some(({ wait }) => wait.late),
      };
    });
    return { rows, total };
  }

  async function waitsAbout(people: string[], caller: Caller, now: Date) {
    const rows = await database.wait.findMany({
      where: {
        AND: [
          within(caller.scope),
          { OR: [{ subjectPersonId: { in: people } }, { personId: { in: people } }] },
          without.waits(await hiddenFrom(database, caller)),
        ],
        closedAt: null,
      },
      orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { since: 'asc' }],
    });
    return rows.map((row) => ({
      about: row.subjectPersonId ?? row.personId,
      programId: row.programId,
      wait: {
        key: row.key,
        kind: row.kind as WaitKind,
        owedBy: row.owedBy as WaitSummary['owedBy'],
        since: row.since,
        dueAt: row.dueAt,
        late: row.dueAt !== null && row.dueAt < now,
      } satisfies WaitSummary,
    }));
  }

  /** Everything about one person in one program: standing, what is waited for, goals, pairs, contacts, the timeline. */
  async function show(caller: Caller, idOrReference: string) {
    const participant = await find(caller, idOrReference);
    const { person, programId } = participant;
    const closed = await closedBefore(database, caller, participant);
    const [waits, contacts, goals, mentorships, timeline, silently] = await Promise.all([
      waitsAbout([person.id], caller, await tools.clock.now()),
      database.contactPoint.findMany({ where: { personId: person.id }, orderBy: { position: 'asc' } }),
      database.goal.findMany({
        where: { participantId: participant.id, ...(closed ? { createdAt: { gte: closed } } : {}) },
        orderBy: { createdAt: 'asc' },
      }),
      database.mentorship.findMany({
        where: { OR: [{ menteeId: participant.id }, { mentorId: participant.id }] },
        include: { meetings: { orderBy: { number: 'asc' } } },
        orderBy: { proposedAt: 'asc' },
      }),
      readTimeline(
        database,
        caller.scope,
        { programId, personId: person.id, ...(closed ? { from: closed } : {}) },
        await hiddenFrom(database, caller),
      ),
      underSilentAlarm(database, [person.id]),
    ]);
    return {
      id: participant.id,
      reference: participant.reference,
      programId,
      siteId: participant.siteId,
      role: participant.role as Role,
      tier: participant.tier,
      person: {
        id: person.id,
        name: staffName(person),
        givenName: person.givenName,
        surname: person.surname,
        preferredName: person.preferredName,
        language: person.language,
        detail: person.detail,
        deceasedAt: person.deceasedAt,
      },
      contacts,
      /** A silent alarm is up: nobody is to call or text them. */
      isSilent: silently.has(person.id),
      /** The latest first. */
      journeys: participant.journeys,
      waits: waits.filter((one) => one.programId === programId).map(({ wait }) => wait),
      goals,
      mentorships,
      timeline,
    };
  }

  return { add, find, look, list, show };
}

export type ParticipantActs = ReturnType<typeof participantActs>;

async function storeParticipant(
  tx: Transaction,
  caller: Caller,
  input: NewParticipant,
  place: { siteId: string | null; personId?: string; detail: 'full' | 'basic' },
  contacts: readonly Contact[],
  at: Instant,
): Promise<Added> {
  const personId = place.personId ?? (await storePerson(tx, input, at, place));
  const consented = await storeContacts(tx, personId, contacts, input.consents ?? [], at);
  const participantId = newId();
  await tx.participant.create({
    data: {
      id: participantId,
      personId,
      programId: input.programId,
      siteId: place.siteId,
      role: input.role,
      tier: input.tier,
      reference: input.reference,
      createdAt: at,
    },
  });
  const event = { programId: input.programId, siteId: place.siteId, personId, actor: caller.actor, at };
  await tx.$executeRaw(
    statement(
      appendEvents([
        {
          ...event,
          key: `participant-${participantId}/added`,
          kind: 'participant-added',
          data: { role: input.role, via: caller.via },
        },
        ...consented.map((channel): EventRow => ({
          ...event,
          key: `participant-${participantId}/consent/${channel}`,
          kind: 'consent-given',
          data: { channel },
        })),
      ]),
    ),
  );
  return { participantId, personId, added: true };
}

/** @throws Refused `UnknownSite` */
function siteOf(input: NewParticipant, sites: readonly { id: string; name: string }[]): string | null {
  if (!input.site) return sites.length === 1 && sites[0] ? `${input.programId}.${sites[0].id}` : null;
  const site = sites.find(({ id }) => id === input.site || `${input.programId}.${id}` === input.site);
  if (!site) {
    throw new Refused(
      'UnknownSite',
      `"${input.site}" is not a site of ${input.programId}; it has ${sites.map(({ id }) => id).join(', ')}.`,
    );
  }
  return `${input.programId}.${site.id}`;
}
