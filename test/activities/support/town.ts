import { leaveAll } from '../../support/leaveAll';
import { createHash, randomUUID } from 'node:crypto';
import type { InboundId, Instant, OccurrenceKey, PersonId } from '../../../domain/ids';
import { as } from '../../../domain/ids';
import { plus } from '../../../domain/duration';
import type { Channel } from '../../../domain/policy';
import { parseDefinition, storeProgram } from '../../../programs';
import type { Intent, RecordBatch } from '../../../workflows/contract';
import { createRecords } from '../../../activities/records';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** A Sunday afternoon in Toronto: 17:00 there. */
export const NOW = as<Instant>('2026-03-01T22:00:00.000Z');
export const PROGRAM = 'river';
export const SITE = 'river.north';

const DEFINITION = `
id: river
name: { en: River Recovery Peers, fr: Pairs de la rivière }
senderName: { en: Your team, fr: Ton équipe }
zone: America/Toronto
sites: [{ id: north, name: North House }, { id: south, name: South House }]
quietHours: { from: '21:00', to: '09:00' }
emergency: { number: '911', crisis: '988' }
privileges: [{ id: attend-workshops, title: { en: workshops, fr: ateliers } }]
screening:
  steps:
    - { id: hello, title: { en: First talk, fr: Premier échange }, grants: [attend-workshops, be-matched, mentor, work-shifts] }
surveys:
  - id: matching
    title: { en: About you, fr: À propos de toi }
    questions:
      - id: skills
        kind: many
        text: { en: What helps?, fr: Quoi? }
        options: [{ id: listening, text: { en: Listening, fr: Écoute } }, { id: paperwork, text: { en: Paperwork, fr: Paperasse } }]
      - { id: languages, kind: languages, text: { en: Languages?, fr: Langues? } }
      - { id: availability, kind: availability, text: { en: When?, fr: Quand? } }
`;

/** A program with people in it, as a test tells of them, in a database of its own. */
export interface Town extends TestDatabase {
  records: ReturnType<typeof createRecords>;
  person(id: string, more?: PersonOptions): Promise<PersonId>;
  /** A shift 14:00 to 17:00 that ends now, with its peers. */
  shift(id: string, peers: string[], more?: { status?: string; endsAt?: Instant }): Promise<void>;
  onCall(level: string, personId: string): Promise<void>;
  record(
    batch: Partial<Omit<RecordBatch, 'scope'>> & { scope?: Partial<RecordBatch['scope']> },
  ): Promise<void>;
  /** Stores an intent and gives its key. */
  intends(intent: Partial<Intent> & { personId: string }, at?: Instant): Promise<OccurrenceKey>;
  /** Stores a text or a mail that came in, which nobody has read yet. */
  sends(from: string, body: string, more?: Writing): Promise<InboundId>;
  /** Stores a text or a mail that came in, and understands it. */
  writes(
    from: string,
    body: string,
    more?: Writing,
  ): ReturnType<ReturnType<typeof createRecords>['planInbound']>;
  intent(key: string): Promise<{ status: string; statusReason: string | null }>;
  events(kind: string): Promise<{ key: string; personId: string | null; data: unknown }[]>;
}

interface Writing {
  id?: string;
  channel?: Channel;
  token?: string;
  at?: Instant;
  /** The page behind a link that it was pressed on. */
  page?: { personId: string; of: string };
}
interface PersonOptions {
  phone?: string | null;
  email?: string | null;
  consent?: boolean;
  language?: 'en' | 'fr';
  detail?: 'full' | 'basic';
  surname?: string;
  duressPhrase?: string;
  role?: 'mentee' | 'mentor' | 'staff';
}

export async function openTown(): Promise<Town> {
  const database = await createTestDatabase();
  const { db } = database;
  await storeProgram(db, parseDefinition(DEFINITION, 'river.yaml'), NOW);
  const records = createRecords(db, leaveAll);
  const scope = { programId: as<never>(PROGRAM), workflowId: 'test' };

  const town: Town = {
    ...database,
    records,
    async person(id, more = {}) {
      const { phone = phoneOf(id), email = `${id}@example.org`, consent = true, role = 'mentor' } = more;
      await db.person.create({
        data: {
          id,
          givenName: id[0]?.toUpperCase() + id.slice(1),
          surname: more.surname ?? 'Oakes',
          language: more.language ?? 'en',
          detail: more.detail ?? 'full',
          duressPhrase: more.duressPhrase ?? null,
          createdAt: NOW,
          contactPoints: {
            create: [
              ...(phone
                ? [
                    {
                      id: `${id}-sms`,
                      channel: 'sms',
                      value: phone,
                      consentAt: consent ? NOW : null,
                      createdAt: NOW,
                    },
                  ]
                : []),
              ...(email
                ? [{ id: `${id}-email`, channel: 'email', value: email, position: 1, createdAt: NOW }]
                : []),
            ],
          },
        },
      });
      if (role !== 'staff')
        await db.participant.create({
          data: { id: `p-${id}`, personId: id, programId: PROGRAM, siteId: SITE, role, createdAt: NOW },
        });
      return as<PersonId>(id);
    },
    async shift(id, peers, more = {}) {
      await db.shift.create({
        data: {
          id,
          programId: PROGRAM,
          siteId: SITE,
          startsWall: '2026-03-01T14:00',
          endsWall: '2026-03-01T17:00',
          zone: 'America/Toronto',
          startsAt: plus(NOW, -3 * 3_600_000),
          endsAt: more.endsAt ?? NOW,
          zoneRules: 'test',
          status: more.status ?? 'running',
          createdBy: 'system',
          createdAt: NOW,
          peers: {
            create: peers.map((personId) => ({ personId, participantId: `p-${personId}`, addedAt: NOW })),
          },
        },
      });
    },
    async onCall(level, personId) {
      await db.rotaEntry.create({ data: { id: randomUUID(), programId: PROGRAM, level, personId } });
    },
    async record(batch) {
      await records.record({ at: NOW, ...batch, scope: { ...scope, ...batch.scope } });
    },
    async intends(intent, at = NOW) {
      const key = intent.key ?? as<OccurrenceKey>(`test/${randomUUID()}`);
      await town.record({
        at,
        intents: [
          {
            template: 'resumed',
            urgency: 'reminder',
            ...intent,
            key,
            personId: as<PersonId>(intent.personId),
          },
        ],
      });
      return key;
    },
    async sends(from, body, more = {}) {
      const id = more.id ?? `SM${createHash('md5').update(randomUUID()).digest('hex')}`;
      await db.inbound.createMany({
        skipDuplicates: true,
        data: {
          id,
          channel: more.channel ?? 'sms',
          from,
          to: more.page ? `link/${more.page.of}` : '+15005550006',
          personId: more.page?.personId ?? null,
          body,
          token: more.token ?? null,
          receivedAt: more.at ?? NOW,
          status: 'stored',
        },
      });
      return as(id);
    },
    async writes(from, body, more = {}) {
      const inboundId = await town.sends(from, body, more);
      return await records.planInbound({ inboundId, at: more.at ?? NOW });
    },
    intent: (key) =>
      db.messageIntent.findUniqueOrThrow({ where: { key }, select: { status: true, statusReason: true } }),
    events: (kind) =>
      db.event.findMany({
        where: { kind },
        orderBy: { id: 'asc' },
        select: { key: true, personId: true, data: true },
      }),
  };
  return town;
}

/** A number of its own for each name. */
export function phoneOf(id: string): string {
  const digits = BigInt(`0x${createHash('md5').update(id).digest('hex').slice(0, 12)}`) % 10_000_000n;
  return `+1519${String(digits).padStart(7, '2')}`;
}
