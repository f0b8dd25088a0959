import path from 'node:path';
import type { World } from '../../local/skipping/world';
import { createWorld } from '../../local/skipping/world';
import { recordedRuns, type RecordedRun } from '../../local/skipping/recordedRuns';
import { DAY, between } from '../../domain/duration';
import { as, type Instant, type ParticipantId, type PersonId, type WallClock } from '../../domain/ids';
import { resolve, wallClock } from '../../domain/time';
import { EVERYWHERE, type Caller } from '../../office/access';
import { createOffice, type Office } from '../../office/office';
import type { NewPerson } from '../../office/people';
import { dataConverter } from '../../platform/dataConverter';
import type { Database } from '../../platform/database';
import type { Event, Prisma } from '../../prisma/generated/client';
import { loadDefinition, storeProgram, type Definition } from '../../programs';
import { readRoster } from '../../programs/roster';
import type { CarrierCall, CarrierMessage } from '../../local/carrier/model';
import type { Mail } from '../../local/mailbox/model';
import { workflowBundle } from '../../workers/bundle';
import { workflowIds } from '../../workflows/contract';
import { createTestDatabase } from './database';
import { holdsUp } from './replay';

/** The coordinator of the story's program. */
export const COORDINATOR: Caller = { actor: 'account:coordinator', scope: EVERYWHERE, via: 'console' };

/** Somebody of a story: who they are, and how they are reached. */
export interface Someone {
  name: string;
  personId: PersonId;
  phone?: string;
  email?: string;
}

export interface Participant extends Someone {
  participantId: ParticipantId;
  journeyId: string;
}

export interface Story {
  world: World;
  office: Office;
  database: Database;
  program: Definition;
  /** On call at the three levels of the program, always. */
  onCall: { supervisor: Someone; second: Someone; manager: Someone };
  /** Day of the program's calendar, so many days after the story's first one: `YYYY-MM-DD`. */
  day(number: number): string;
  /** Lets time pass until a wall clock of the program's. @throws RangeError when it lies behind */
  until(wall: string): Promise<void>;
  /** Somebody is added by the coordinator, and their path started. */
  join(person: Joining): Promise<Participant>;
  /** Staff pass steps of somebody's screening, one after the other. */
  advance(participant: Participant, ...steps: string[]): Promise<void>;
  /** A peer who may work shifts: a mentor with the whole ladder behind them. */
  peer(person?: Partial<Joining>): Promise<Participant>;
  /** Schedules a shift for the story's second day and lets time pass until it has begun and the peers said that they are there. */
  shift(peers: Participant[], hours?: { from: string; until: string }): Promise<string>;
  /** A text from somebody's phone, and everything that follows from it. */
  texts(who: Someone, words: string): Promise<void>;
  /** An answer to the last mail in somebody's mailbox, and everything that follows from it. */
  mails(who: Someone, words: string): Promise<void>;
  /** Texts of ours on somebody's phone, oldest first. */
  phone(who: Someone): CarrierMessage[];
  /** Calls of ours to somebody, oldest first. */
  calls(who: Someone): CarrierCall[];
  /** A key pressed in the last call to somebody, picked up first where it still rings, and everything that follows. */
  presses(who: Someone, key: string): Promise<void>;
  /** Mails in somebody's mailbox, oldest first. */
  mailbox(who: Someone): Mail[];
  /** Keys and templates of what somebody was sent, in order. */
  told(who: Someone): Promise<Told[]>;
  /** What is in the ledger, in order. */
  events(where?: Prisma.EventWhereInput): Promise<Event[]>;
  /** Everything that any workflow of the story recorded. */
  histories(): Promise<RecordedRun[]>;
  /** Replays every workflow of the story, then stops everything. @throws Error when one does not replay */
  close(): Promise<void>;
}

export interface Told {
  template: string;
  channel: string;
  at: Date;
  body: string;
}

export type Joining = Pick<NewPerson, 'givenName'> &
  Partial<NewPerson> & { role: 'mentee' | 'mentor'; site?: string };

const STAFF = [
  'reference,role,given_name,surname,language,phone,email,consent,rota_level',
  'S1,staff,Priya,Raman,en,+1 519 555 0131,priya@example.org,yes,supervisor',
  'S2,staff,Olivier,Fortin,en,+1 519 555 0132,olivier@example.org,yes,second',
  'S3,staff,Helen,Brubacher,en,+1 519 555 0133,helen@example.org,yes,manager',
].join('\n');

/**
 * Opens a story in KWMUNITY, on the whole product and skipped time. It begins at ten in the morning of the program's
 * day, whenever it is told, so that quiet hours lie where they are expected.
 * @param options.codecKeys key of the payload codec, when the histories are to be kept
 * @param options.program another shipped program than KWMUNITY
 */
export async function openStory(
  options: { codecKeys?: string; databaseUrl?: string; program?: string; logLevel?: string } = {},
): Promise<Story> {
  const own = options.databaseUrl ? undefined : await createTestDatabase();
  const databaseUrl = options.databaseUrl ?? own?.url ?? '';
  const world = await createWorld({
    databaseUrl,
    ...(options.codecKeys ? { codecKeys: options.codecKeys } : {}),
    ...(options.logLevel ? { logLevel: options.logLevel } : {}),
  });
  const loaded = loadDefinition(path.join(__dirname, `../../programs/${options.program ?? 'kwmunity'}.yaml`));
  const { definition: program } = loaded;
  const office = createOffice(world.office);
  const { database } = world;

  const zone = program.zone;
  const dayAfter = (at: Instant, days: number): string =>
    wallClock(new Date(Date.parse(at) + days * DAY).toISOString() as Instant, zone).slice(0, 10);
  const firstDay = dayAfter(await world.now(), 1);
  const day = (number: number): string => {
    const noon = resolve(`${firstDay}T12:00` as WallClock, zone).instant;
    return dayAfter(noon, number);
  };
  const until = async (wall: string): Promise<void> => {
    const wait = between(await world.now(), resolve(wall as WallClock, zone).instant);
    if (wait < 0) throw new RangeError(`${wall} has passed; it is ${wallClock(await world.now(), zone)}`);
    await world.pass(wait);
  };
  await until(`${firstDay}T10:00`);
  await storeProgram(database, loaded, await world.now());
  const roster = readRoster(STAFF, { program });
  const report = await office.roster.importRows(COORDINATOR, program.id, roster.rows);
  const [supervisor, second, manager] = report.people.map(({ personId, reference }): Someone => {
    const row = roster.rows.find((one) => one.reference === reference);
    return { personId, name: row?.givenName ?? '', phone: row?.phone ?? '', email: row?.email ?? '' };
  });
  if (!supervisor || !second || !manager) throw new Error('the staff of the story were not taken in');

  let people = 0;
  const join = async (input: Joining): Promise<Participant> => {
    const number = (people += 1);
    const { role, site = program.sites[0]?.id ?? '', ...person } = input;
    const added = await office.participants.add(COORDINATOR, {
      language: 'en',
      ...(person.phone || person.email ? {} : { phone: `+1519555${String(1000 + number)}` }),
      ...person,
      consents: ['sms', 'email'],
      programId: program.id,
      site,
      role,
    });
    const { journeyId } = await office.journeys.start(COORDINATOR, added.participantId);
    await world.settled();
    const contacts = await database.contactPoint.findMany({ where: { personId: added.personId } });
    const contact = (channel: string) => contacts.find((one) => one.channel === channel)?.value;
    const [phone, email] = [contact('sms'), contact('email')];
    return {
      name: input.givenName,
      personId: as(added.personId),
      participantId: as(added.participantId),
      journeyId,
      ...(phone ? { phone } : {}),
      ...(email ? { email } : {}),
    };
  };
  const advance = async ({ participantId }: Participant, ...steps: string[]): Promise<void> => {
    for (const step of steps)
      await office.journeys.screen(COORDINATOR, participantId, {
        step,
        outcome: 'advance',
        reason: 'No mentor could be asked yet.',
      });
    await world.settled();
  };

  const story: Story = {
    world,
    office,
    database,
    program,
    onCall: { supervisor, second, manager },
    day,
    until,
    join,
    advance,
    async peer(person = {}) {
      const peer = await join({ givenName: 'Devon', role: 'mentor', ...person });
      await advance(peer, 'application', 'interview', 'references', 'mentor-orientation');
      return peer;
    },
    async shift(peers, hours = { from: '13:00', until: '17:00' }) {
      const { shiftId } = await office.shifts.schedule(COORDINATOR, {
        siteId: `${program.id}.kitchener`,
        startsWall: `${day(1)}T${hours.from}`,
        endsWall: `${day(1)}T${hours.until}`,
        peers: peers.map(({ participantId }) => participantId),
      });
      await until(`${day(1)}T${hours.from}`);
      await world.pass(3 * 60_000);
      for (const peer of peers) await story.texts(peer, 'ok');
      return shiftId;
    },
    async texts(who, words) {
      if (!who.phone) throw new Error(`${who.name} has no phone`);
      await world.carrier.answer(who.phone, words);
      await world.settled();
    },
    async mails(who, words) {
      const mail = story.mailbox(who).at(-1);
      if (!mail) throw new Error(`${who.name} has no mail to answer`);
      await world.mailbox.answer(mail, words);
      await world.settled();
    },
    phone: ({ phone }) =>
      (phone ? (world.carrier.phone(phone)?.messages ?? []) : []).filter(
        ({ direction }) => direction === 'outbound-api',
      ),
    calls: ({ phone }) => (phone ? (world.carrier.phone(phone)?.calls ?? []) : []),
    async presses(who, key) {
      const call = story.calls(who).at(-1);
      if (!call) throw new Error(`${who.name} was not called`);
      if (call.status === 'ringing') await world.carrier.pickUp(call.sid);
      await world.carrier.pressDigits(call.sid, key);
      await world.settled();
    },
    mailbox: ({ email }) => (email ? (world.mailbox.mailbox(email)?.mails ?? []) : []),
    async told({ personId }) {
      const deliveries = await database.delivery.findMany({
        where: { intent: { personId }, status: { in: ['sent', 'delivered'] } },
        include: { intent: true },
        orderBy: [{ at: 'asc' }, { startedAt: 'asc' }],
      });
      return deliveries.map(({ intent, channel, at, body }) => ({
        template: intent.template,
        channel,
        at,
        body,
      }));
    },
    events: (where = {}) => database.event.findMany({ where, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
    histories: async () => recordedRuns(world.client, await workflowsOf(database)),
    async close() {
      try {
        await world.settled();
        const runs = await story.histories();
        await holdsUp(await workflowBundle(), dataConverter(world.config.codecKeys), runs);
      } finally {
        await world.stop();
        await own?.drop();
      }
    },
  };
  return story;
}

/** Who acts when somebody answers for themself through a page. */
export function themself({ personId }: Someone): Caller {
  return { actor: `person:${personId}`, scope: [], via: 'link', personId };
}

/** Ids of all workflows that the database knows of. */
async function workflowsOf(database: Database): Promise<string[]> {
  const id = { select: { id: true } } as const;
  // Temporal has forgotten whoever was erased.
  const erased = await database.participant.findMany({
    ...id,
    where: { person: { erasedAt: { not: null } } },
  });
  const gone = erased.map((one) => one.id);
  const [
    journeys,
    mentorships,
    shifts,
    escalations,
    replies,
    rounds,
    requests,
    looks,
    transitions,
    occasions,
  ] = await Promise.all([
    database.journey.findMany({ ...id, where: { participant: { person: { erasedAt: null } } } }),
    database.mentorship.findMany({
      ...id,
      where: {
        status: { notIn: ['proposed', 'rejected'] },
        menteeId: { notIn: gone },
        mentorId: { notIn: gone },
      },
    }),
    database.shift.findMany(id),
    database.escalation.findMany(id),
    database.inbound.findMany(id),
    // What staff bring together by hand comes from no round.
    database.mentorship.findMany({
      distinct: ['programId', 'round'],
      where: { NOT: [{ round: { startsWith: 'hand-' } }, { round: 'by-hand' }] },
    }),
    database.request.findMany(id),
    database.auditRun.findMany({ where: { workflowId: { not: null } } }),
    database.transition.findMany({ ...id, where: { status: { not: 'starting' } } }),
    database.occasion.findMany(id),
  ]);
  return [
    ...journeys.map((one) => workflowIds.journey(as(one.id))),
    ...mentorships.map((one) => workflowIds.mentorship(as(one.id))),
    ...shifts.map((one) => workflowIds.shift(as(one.id))),
    ...escalations.map((one) => workflowIds.escalation(as(one.id))),
    ...requests.map((one) => workflowIds.request(as(one.id))),
    ...transitions.map((one) => workflowIds.criticalTransition(as(one.id))),
    ...replies.map((one) => workflowIds.inbound(as(one.id))),
    ...rounds.map((one) => workflowIds.matchRound(as(one.programId), one.round)),
    ...occasions.map((one) => one.id),
    ...looks.flatMap(({ workflowId }) => workflowId ?? []),
  ];
}
