import { NotThere, Refused, Unavailable, type CallOptions } from '../client/fullCircle';
import { invitationKeys } from '../activities/occasions/invitation';
import { appendEvents, openWaits, storeIntents } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { as, type OccurrenceKey } from '../domain/ids';
import { isWallClock, resolve } from '../domain/time';
import type { Transaction } from '../platform/database';
import { idFromKey, newId } from '../platform/newId';
import type { Workshop } from '../prisma/generated/client';
import { guard, within, type Action, type Caller } from './access';
import { programInUse } from './definitions';
import { followUp } from './occasions';
import { businessNow, type ActOptions, type OfficeTools } from './tools';

export interface NewWorkshop {
  programId: string;
  /** `<program>.<site>`; the whole program's when absent. */
  siteId?: string;
  title: string;
  /** Who holds it is invited. */
  privilege?: string;
  /** Wall clock of the site, or of the program. */
  startsWall: string;
  kind?: WorkshopKind;
  /** Where it is, in words; the site's name when absent. */
  place?: string;
  /** Two hours when absent. */
  minutes?: number;
  /** Places there are; whoever comes later waits for one. Without bound when absent. */
  capacity?: number;
}

export const WORKSHOP_KINDS = ['workshop', 'networking', 'skill-session'] as const;
export type WorkshopKind = (typeof WORKSHOP_KINDS)[number];
const MOST_PLACES = 1_000;
const LONGEST_MINUTES = 1_440;

export interface Invited {
  /** Participants invited just now; nobody is invited twice. */
  invited: string[];
  /** `pending`: the invitations are stored and go out as soon as Temporal can be reached. */
  state: 'going-out' | 'pending' | 'nobody-new';
}

export function workshopActs(tools: OfficeTools) {
  const { database, fullCircle } = tools;

  async function plan(
    caller: Caller,
    input: NewWorkshop,
    options?: ActOptions,
  ): Promise<{ workshopId: string; startsAt: Date }> {
    const { programId, siteId, startsWall } = input;
    const title = input.title.trim();
    guard(caller, 'manage-workshops', { programId, siteId }, `program ${programId}`);
    const { definition } = await programInUse(database, programId);
    const site = siteId ? await database.site.findUnique({ where: { id: siteId } }) : undefined;
    if (siteId && site?.programId !== programId)
      throw new Refused('UnknownSite', `"${siteId}" is not a site of ${programId}.`);
    if (!isWallClock(startsWall)) {
      throw new Refused(
        'NotAWallClock',
        `"${startsWall}" is not a date and time; write it like 2026-03-01T17:30.`,
      );
    }
    if (!title) throw new Refused('NotATitle', 'A workshop needs a title.');
    const { capacity, minutes = 120 } = input;
    if (capacity !== undefined && !isWhole(capacity, MOST_PLACES))
      throw new Refused('NotANumber', `A capacity is a whole number from 1 to ${MOST_PLACES}.`);
    if (!isWhole(minutes, LONGEST_MINUTES))
      throw new Refused('NotANumber', `A length is whole minutes from 1 to ${LONGEST_MINUTES}.`);
    const zone = site?.zone ?? definition.zone;
    const startsAt = new Date(resolve(startsWall, as(zone)).instant);
    const at = await businessNow(tools);
    const id = options?.key ? idFromKey('workshop', caller.actor, options.key) : newId();
    await database.$transaction(async (tx) => {
      await tx.workshop.createMany({
        skipDuplicates: true,
        data: {
          id,
          programId,
          siteId,
          title,
          privilege: input.privilege ?? 'attend-workshops',
          startsWall,
          zone,
          startsAt,
          createdAt: at,
          kind: input.kind ?? 'workshop',
          place: input.place?.trim() || null,
          minutes,
          capacity: capacity ?? null,
        },
      });
      await tx.$executeRaw(
        statement(
          appendEvents([
            {
              key: `workshop-${id}/planned`,
              kind: 'workshop-planned',
              programId,
              siteId,
              actor: caller.actor,
              data: { workshop: id, kind: input.kind ?? 'workshop' },
              at,
            },
          ]),
        ),
      );
    });
    return { workshopId: id, startsAt };
  }

  async function find(caller: Caller, workshopId: string, action: Action): Promise<Workshop> {
    const workshop = await database.workshop.findUnique({ where: { id: workshopId } });
    if (!workshop) throw new NotThere(`workshop ${workshopId}`);
    guard(caller, action, workshop, `workshop ${workshopId}`);
    return workshop;
  }

  /**
   * Invites everybody who holds the workshop's privilege and has not been invited yet: whoever has taken the first steps
   * of screening is welcome while later ones are still open.
   */
  async function invite(caller: Caller, workshopId: string, options?: CallOptions): Promise<Invited> {
    const workshop = await find(caller, workshopId, 'manage-workshops');
    const at = await businessNow(tools);
    if (workshop.startsAt.toISOString() <= at)
      throw new Refused('InThePast', 'This workshop has begun already.');
    if (workshop.status === 'cancelled') throw new Refused('Cancelled', 'This workshop is cancelled.');
    const invited = await database.$transaction(async (tx) => {
      // One batch of invitations after the other, so that two clerks do not invite the same people.
      await tx.$queryRaw`SELECT 1 FROM "Workshop" WHERE "id" = ${workshopId} FOR UPDATE`;
      const welcome = await whoIsWelcome(tx, workshop);
      const keys = welcome.map(({ id }) => invitationKey(workshopId, id));
      if (welcome.length === 0) return [];
      await tx.workshopInvitation.createMany({
        data: welcome.map(({ id }, index) => ({
          workshopId,
          participantId: id,
          intentKey: keys[index] as string,
          at,
        })),
      });
      const scope = { programId: workshop.programId, at };
      await tx.$executeRaw(
        statement(
          openWaits(
            welcome.map(({ id, personId, siteId }) => ({
              ...scope,
              siteId,
              key: invitationKeys.answer(workshopId, id),
              kind: 'workshop-answer',
              owedBy: 'participant',
              personId,
              subjectPersonId: personId,
              since: at,
              dueAt: as(workshop.startsAt.toISOString()),
              details: { workshop: workshopId },
            })),
          ),
          storeIntents(
            welcome.map(({ id, personId, siteId }) => ({
              ...scope,
              key: invitationKey(workshopId, id),
              personId: as(personId),
              siteId,
              template: 'workshop-invitation',
              refs: { workshop: workshopId, wait: invitationKeys.answer(workshopId, id) },
              waitKey: as(invitationKeys.answer(workshopId, id)),
              urgency: 'reminder',
              expiresAt: as(workshop.startsAt.toISOString()),
            })),
          ),
          appendEvents(
            welcome.map(({ id, personId, siteId }) => ({
              ...scope,
              key: invitationKey(workshopId, id),
              kind: 'workshop-invited',
              personId,
              siteId,
              actor: caller.actor,
              data: { workshop: workshopId },
            })),
          ),
        ),
      );
      return welcome.map(({ id }) => id);
    });
    // From here on its own workflow reminds, gives free places on, and asks who came.
    if (invited.length > 0) await followUp(tools, 'workshop', workshop);
    return { invited, state: invited.length > 0 ? await sendOut(workshopId, options) : 'nobody-new' };
  }

  /** Lets a short workflow carry out the invitations that nobody has tried to send yet. */
  async function sendOut(workshopId: string, options?: CallOptions): Promise<Invited['state']> {
    const invitations = await database.workshopInvitation.findMany({
      where: { workshopId },
      include: { workshop: true },
      orderBy: { participantId: 'asc' },
    });
    const pending = await database.messageIntent.findMany({
      where: {
        key: { in: invitations.map(({ intentKey }) => intentKey) },
        status: 'pending',
        deliveries: { none: {} },
      },
      orderBy: { key: 'asc' },
    });
    const [first] = invitations;
    if (!first || pending.length === 0) return 'nobody-new';
    const intents = pending.map(({ key }) => as<OccurrenceKey>(key));
    try {
      await fullCircle.announcements.start(
        {
          // The same invitations are the same announcement, however often somebody asks for them to go out.
          key: `${workshopId}-${idFromKey(...intents)}`,
          programId: as(first.workshop.programId),
          intents,
        },
        options,
      );
      return 'going-out';
    } catch (error) {
      if (error instanceof Unavailable) return 'pending';
      throw error;
    }
  }

  async function list(caller: Caller, filter: { programId?: string; siteId?: string; from?: Date } = {}) {
    const { from, ...equal } = filter;
    const workshops = await database.workshop.findMany({
      where: { AND: [within(caller.scope), equal, from ? { startsAt: { gte: from } } : {}] },
      include: { _count: { select: { invitations: true } } },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    });
    return workshops.map(({ _count, ...workshop }) => ({ ...workshop, invited: _count.invitations }));
  }

  return { plan, find, invite, sendOut, list };
}

export type WorkshopActs = ReturnType<typeof workshopActs>;

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function invitationKey(workshopId: string, participantId: string): OccurrenceKey {
  return `workshop-${workshopId}/${participantId}/invited` as OccurrenceKey;
}

async function whoIsWelcome(tx: Transaction, { id, programId, siteId, privilege }: Workshop) {
  const invited = await tx.workshopInvitation.findMany({
    where: { workshopId: id },
    select: { participantId: true },
  });
  const alumni = await tx.alumnus.findMany({
    where: { programId, privileges: { has: privilege } },
    select: { participantId: true },
  });
  return tx.participant.findMany({
    where: {
      programId,
      ...(siteId ? { siteId } : {}),
      id: { notIn: invited.map(({ participantId }) => participantId) },
      person: { deceasedAt: null },
      OR: [
        { journeys: { some: { status: 'active', privileges: { has: privilege } } } },
        // Those who have finished and want to be invited on.
        { id: { in: alumni.map(({ participantId }) => participantId) } },
      ],
    },
    orderBy: { id: 'asc' },
  });
}
