import type { Stage } from '../../domain/policy';
import { calledInMessage } from '../../domain/names';
import { staffName } from '../../office/names';
import type { Wait } from '../../prisma/generated/client';
import type { Parts } from '../parts';
import type { DoubleMailbox, DoublePhone, DoublesClient } from './doubles';

export interface Bubble {
  id: string;
  from: 'us' | 'them';
  subject?: string;
  text: string;
  at: Date;
  status: string;
  /** A call that waits for a hand. */
  call?: 'ringing' | 'talking';
}

export interface Device {
  /** The number or the address: names the device in forms and in what was read. */
  contact: string;
  channel: 'sms' | 'voice' | 'email';
  bubbles: Bubble[];
  unread: number;
  stopped: boolean;
  /** The mail that an answer goes to. */
  lastMail?: string;
}

export interface OnPath {
  participantId: string;
  programId: string;
  program: string;
  role: string;
  stage?: Stage;
  stages: Stage[];
  status?: string;
  waits: Wait[];
}

export interface Player {
  personId: string;
  name: string;
  called: string;
  language: string;
  zone: string;
  paths: OnPath[];
  isStaff: boolean;
  /** Codes of open escalations that this person could take on by texting one. */
  codes: string[];
  onShift: boolean;
}

/** People and the devices they are reached on; people who share one are one block. */
export interface Block {
  id: string;
  players: Player[];
  devices: Device[];
  unread: number;
  latest: number;
}

/** What has been looked at, by device: the id of the last message. Kept while the process runs. */
export type Seen = Map<string, string>;

const WAITS_SHOWN = 3;

export async function blocksOf(parts: Parts, doubles: DoublesClient, seen: Seen): Promise<Block[]> {
  const [phones, mailboxes, people] = await Promise.all([
    doubles.phones(),
    doubles.mailboxes(),
    players(parts),
  ]);
  const devices = new Map<string, Device>();
  for (const phone of phones) devices.set(phone.number, phoneDevice(phone, seen));
  for (const box of mailboxes) devices.set(box.address, mailDevice(box, seen));
  for (const { contacts } of people) {
    for (const { channel, value } of contacts) {
      if (!devices.has(value))
        devices.set(value, { contact: value, channel, bubbles: [], unread: 0, stopped: false });
    }
  }

  const blocks = new Map<string, Block>();
  const blockOfDevice = new Map<string, Block>();
  for (const { player, contacts } of people) {
    const shared = contacts.map(({ value }) => blockOfDevice.get(value)).find((block) => block !== undefined);
    const block = shared ?? { id: player.personId, players: [], devices: [], unread: 0, latest: 0 };
    block.players.push(player);
    for (const { value } of contacts) {
      const device = devices.get(value);
      if (!device || blockOfDevice.has(value)) continue;
      blockOfDevice.set(value, block);
      block.devices.push(device);
    }
    blocks.set(block.id, block);
  }
  for (const [contact, device] of devices) {
    if (blockOfDevice.has(contact) || device.bubbles.length === 0) continue;
    blocks.set(contact, {
      id: `of-${contact.replace(/\W/g, '')}`,
      players: [],
      devices: [device],
      unread: 0,
      latest: 0,
    });
  }
  return [...blocks.values()]
    .filter((block) => block.devices.length > 0)
    .map((block) => ({
      ...block,
      devices: block.devices.sort((a, b) => Number(b.bubbles.length > 0) - Number(a.bubbles.length > 0)),
      unread: block.devices.reduce((sum, { unread }) => sum + unread, 0),
      latest: Math.max(0, ...block.devices.map(({ bubbles }) => bubbles.at(-1)?.at.getTime() ?? 0)),
    }))
    .sort(
      (a, b) =>
        Number(b.unread > 0) - Number(a.unread > 0) || b.latest - a.latest || a.id.localeCompare(b.id),
    );
}

function phoneDevice({ number, messages, calls, stopped }: DoublePhone, seen: Seen): Device {
  const bubbles: Bubble[] = [
    ...messages.map(({ sid, direction, body, createdAt, status }) => ({
      id: sid,
      from: direction === 'inbound' ? ('them' as const) : ('us' as const),
      text: body,
      at: new Date(createdAt),
      status,
    })),
    ...calls.map(({ sid, said, status, createdAt }) => ({
      id: sid,
      from: 'us' as const,
      subject: 'call',
      text: said.join('\n\n'),
      at: new Date(createdAt),
      status: status === 'completed' ? 'delivered' : status,
      ...(status === 'ringing' ? { call: 'ringing' as const } : {}),
      ...(status === 'in-progress' ? { call: 'talking' as const } : {}),
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    contact: number,
    channel: 'sms',
    bubbles,
    unread: unreadOf(number, bubbles, seen),
    stopped: stopped.length > 0,
  };
}

function mailDevice({ address, mails, sent }: DoubleMailbox, seen: Seen): Device {
  const bubbles: Bubble[] = [
    ...mails.map(({ id, subject, text, receivedAt }) => ({
      id,
      from: 'us' as const,
      subject,
      text,
      at: new Date(receivedAt),
      status: 'delivered',
    })),
    ...sent.map(({ id, text, sentAt }) => ({
      id,
      from: 'them' as const,
      text,
      at: new Date(sentAt),
      status: 'sent',
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const lastMail = mails.at(-1)?.id;
  return {
    contact: address,
    channel: 'email',
    bubbles,
    unread: unreadOf(address, bubbles, seen),
    stopped: false,
    ...(lastMail ? { lastMail } : {}),
  };
}

/** What came after the last thing that was looked at or answered. */
function unreadOf(contact: string, bubbles: readonly Bubble[], seen: Seen): number {
  const looked = bubbles.findIndex(({ id }) => id === seen.get(contact));
  const answered = bubbles.findLastIndex(({ from }) => from === 'them');
  return bubbles.slice(Math.max(looked, answered) + 1).filter(({ from }) => from === 'us').length;
}

interface Contact {
  channel: Device['channel'];
  value: string;
}

async function players(parts: Parts): Promise<{ player: Player; contacts: Contact[] }[]> {
  const { database } = parts;
  const now = await parts.clock.now();
  const onCall = await database.rotaEntry.findMany({
    select: { personId: true, programId: true },
    distinct: ['personId'],
  });
  const [persons, waits, programs, escalations, onShift] = await Promise.all([
    database.person.findMany({
      where: {
        contactPoints: { some: {} },
        OR: [
          { participants: { some: {} } },
          { account: { isNot: null } },
          { id: { in: onCall.map(({ personId }) => personId) } },
        ],
      },
      include: {
        contactPoints: { orderBy: { position: 'asc' } },
        account: { select: { id: true } },
        participants: { include: { program: true, journeys: { orderBy: { startedAt: 'desc' }, take: 1 } } },
      },
      orderBy: { createdAt: 'asc' },
      take: 400,
    }),
    database.wait.findMany({
      where: { closedAt: null },
      orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { since: 'asc' }],
      take: 2_000,
    }),
    parts.database.program.findMany({ select: { id: true, zone: true } }),
    database.escalation.findMany({ where: { status: { not: 'resolved' } } }),
    database.shiftPeer.findMany({
      where: {
        removedAt: null,
        shift: { status: { in: ['scheduled', 'running', 'ended'] }, startsAt: { lte: now } },
      },
      select: { personId: true },
    }),
  ]);
  const stages = new Map(
    await Promise.all(
      programs.map(async ({ id }) => [id, (await parts.office.programs.inUse(id)).policy.stages] as const),
    ),
  );
  const zoneOf = (programId: string | undefined) =>
    programs.find(({ id }) => id === programId)?.zone ?? programs[0]?.zone ?? 'UTC';
  return persons.map((person) => {
    const own = waits.filter(
      (wait) =>
        wait.personId === person.id || (wait.owedBy === 'staff' && wait.subjectPersonId === person.id),
    );
    const codes = escalations
      .filter(({ chain }) =>
        (chain as unknown as { people: string[] }[]).some(({ people }) => people.includes(person.id)),
      )
      .map(({ code }) => code);
    return {
      contacts: person.contactPoints.map(({ channel, value }) => ({
        channel: channel as Contact['channel'],
        value,
      })),
      player: {
        personId: person.id,
        name: staffName(person),
        called: calledInMessage({ ...person, familyName: person.surname }),
        language: person.language,
        zone:
          person.participants[0]?.program.zone ??
          zoneOf(onCall.find(({ personId }) => personId === person.id)?.programId),
        isStaff: person.account !== null || onCall.some(({ personId }) => personId === person.id),
        codes,
        onShift: onShift.some(({ personId }) => personId === person.id),
        paths: person.participants.map(({ id, role, programId, program, journeys: [journey] }) => ({
          participantId: id,
          programId,
          program: program.name,
          role: journey?.role ?? role,
          ...(journey ? { stage: journey.stage as Stage, status: journey.status } : {}),
          stages: stages.get(programId) ?? [],
          waits: own.filter((wait) => wait.programId === programId).slice(0, WAITS_SHOWN),
        })),
      },
    };
  });
}
