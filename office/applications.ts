import { NotThere, Refused, Unavailable } from '../client/fullCircle';
import type { Instant } from '../domain/ids';
import type { Role } from '../domain/policy';
import { appendEvents, closeWaits, type EventRow } from '../activities/records/rows';
import { statement } from '../activities/records/statement';
import { Prisma, type Application } from '../prisma/generated/client';
import { guard, within, type Action, type Caller } from './access';
import type { AgreementActs } from './agreements';
import { consentOf } from './agreements';
import { programInUse } from './definitions';
import type { JourneyActs } from './journeys';
import type { ParticipantActs } from './participants';
import { partnerActs } from './partners';
import { receiving, waitOf } from './receiving';
import { businessNow, type OfficeTools } from './tools';
import { whoSeemsTheSame } from './whoSeemsTheSame';

export interface ApplicationFilter {
  programId?: string;
  kind?: 'own' | 'referral';
  /** Only those that staff owe a decision. */
  open?: boolean;
  limit?: number;
}

export interface Decided {
  applicationId: string;
  status: 'accepted' | 'declined';
  participantId: string | null;
}

/** The program itself takes in whoever applies by themself: no human stands between the wish and the first step. */
const DOOR = { scope: [{ role: 'admin' }], via: 'link' } as const satisfies Omit<Caller, 'actor'>;

/** People who come in: by themselves, or through a partner who has asked them. */
export function applicationActs(
  tools: OfficeTools,
  office: {
    participants: Pick<ParticipantActs, 'add'>;
    journeys: Pick<JourneyActs, 'start'> & { reopen: JourneyActs['reopen'] };
    agreements: Pick<AgreementActs, 'keep'>;
  },
) {
  const { database } = tools;
  const partners = partnerActs(tools);
  const { apply, refer, leaveToStaff } = receiving(tools);

  /**
   * What follows from a stored application: somebody new is in, and their path begins; whoever may be known already is a
   * human's to look at. Safe to repeat; a referral waits for staff from the first.
   * @returns false while Temporal is away: it is stored, and goes on later
   */
  async function carryOn(applicationId: string): Promise<boolean> {
    const row = await database.application.findUniqueOrThrow({ where: { id: applicationId } });
    if (row.status === 'accepted' || row.status === 'declined') return partners.sendOut(row);
    if (row.status !== 'stored' || row.kind !== 'own') return true;
    const known = await whoSeemsTheSame(database, row);
    if (known && known.reference !== referenceOf(row)) {
      await leaveToStaff(row, known);
      return true;
    }
    const { participantId } = await takeIn({ ...DOOR, actor: 'system' }, row, 'apply');
    await decided({ ...DOOR, actor: 'system' }, row, 'accepted', participantId);
    return begin(participantId);
  }

  /** The path begins in the person's own name. */
  async function begin(participantId: string): Promise<boolean> {
    const { personId } = await database.participant.findUniqueOrThrow({ where: { id: participantId } });
    const themself: Caller = { ...DOOR, actor: `person:${personId}` };
    try {
      return (await office.journeys.start(themself, participantId)).state !== 'starting';
    } catch (error) {
      if (error instanceof Unavailable) return false;
      throw error;
    }
  }

  /** Somebody becomes a participant with what they wrote, and with what they agreed to. */
  async function takeIn(
    caller: Caller,
    row: Application,
    how: 'apply' | 'referral',
  ): Promise<{ participantId: string }> {
    const { definition } = await programInUse(database, row.programId);
    const consents = await stillWelcome(row);
    const added = await office.participants.add(caller, {
      programId: row.programId,
      ...(row.siteId ? { site: row.siteId } : {}),
      role: row.role as Role,
      reference: referenceOf(row),
      givenName: row.givenName,
      ...(row.surname ? { surname: row.surname } : {}),
      ...(row.preferredName ? { preferredName: row.preferredName } : {}),
      language: row.language as 'en' | 'fr',
      detail: row.detail as 'full' | 'basic',
      ...(row.phone ? { phone: row.phone } : {}),
      ...(row.email ? { email: row.email } : {}),
      callOnly: row.reach === 'voice',
      withoutContact: row.reach === 'none',
      ...(row.reach === 'email' ? { prefers: 'email' as const } : {}),
      consents,
    });
    if (consents.length > 0) {
      await database.$transaction((tx) =>
        office.agreements.keep(tx, {
          personId: added.personId,
          programId: row.programId,
          siteId: row.siteId,
          what: 'consent',
          words: consentOf(definition),
          channels: consents,
          how,
          by: how === 'apply' ? `person:${added.personId}` : caller.actor,
        }),
      );
    }
    return added;
  }

  /** Consents as they were given, but for numbers from which STOP was said: a form does not undo that (rule 3). */
  async function stillWelcome(row: Application): Promise<('sms' | 'email')[]> {
    const values = [row.phone, row.email].filter((value): value is string => value !== null);
    const stopped = await database.contactPoint.findMany({
      where: { value: { in: values }, stoppedAt: { not: null } },
    });
    return (row.consents as ('sms' | 'email')[]).filter(
      (channel) => !stopped.some((contact) => contact.channel === channel),
    );
  }

  /**
   * Staff take somebody in: a referral, or an application by somebody who may be known. Somebody who is in the program
   * already stays who they are; whoever had left comes back. A partner is thanked, without details.
   * @param input.personAgreed staff have heard it from the person; needed where the partner could not say so
   * @throws Refused `ConsentNeeded`, `AlreadyDecided`
   */
  async function accept(
    caller: Caller,
    applicationId: string,
    input: { personAgreed?: boolean } = {},
  ): Promise<Decided> {
    const row = await undecided(caller, applicationId);
    const agreed = (row.partner as { agreed?: boolean } | null)?.agreed ?? true;
    if (!agreed && !input.personAgreed)
      throw new Refused(
        'ConsentNeeded',
        'The person has not agreed yet. Speak with them in the way that is safe, and record that they agree; until then nothing begins and nothing is sent.',
      );
    const known = await whoSeemsTheSame(database, row);
    const there = known?.participantId;
    const { participantId } = there
      ? { participantId: there }
      : await takeIn(caller, row, row.kind === 'own' ? 'apply' : 'referral');
    await decided(caller, row, 'accepted', participantId);
    const latest = await database.journey.findFirst({
      where: { participantId },
      orderBy: { startedAt: 'desc' },
    });
    if (latest?.status === 'withdrawn') await office.journeys.reopen(caller, participantId, {});
    else await begin(participantId);
    await partners.sendOut(row);
    return { applicationId, status: 'accepted', participantId };
  }

  /** Staff close it without anything beginning; a partner gets a kind word. @throws Refused `AlreadyDecided` */
  async function decline(caller: Caller, applicationId: string): Promise<Decided> {
    const row = await undecided(caller, applicationId);
    await decided(caller, row, 'declined', row.participantId);
    await partners.sendOut(row);
    return { applicationId, status: 'declined', participantId: row.participantId };
  }

  async function undecided(caller: Caller, applicationId: string): Promise<Application> {
    const row = await find(caller, applicationId, 'manage-people');
    if (row.status === 'accepted' || row.status === 'declined')
      throw new Refused('AlreadyDecided', `This was ${row.status} already; nothing was changed.`);
    return row;
  }

  async function decided(
    caller: Caller,
    row: Application,
    outcome: 'accepted' | 'declined',
    participantId: string | null,
  ): Promise<void> {
    const at = await businessNow(tools);
    const participant = participantId
      ? await database.participant.findUnique({ where: { id: participantId } })
      : null;
    await database.$transaction(async (tx) => {
      const { count } = await tx.application.updateMany({
        where: { id: row.id, status: { in: ['stored', 'looked-at'] } },
        data: { status: outcome, participantId, decidedBy: caller.actor, decidedAt: at },
      });
      if (count === 0) return;
      const event: EventRow = {
        key: `application-${row.id}/decided`,
        kind: 'application-decided',
        programId: row.programId,
        siteId: row.siteId,
        personId: participant?.personId ?? null,
        actor: caller.actor,
        data: { application: row.id, kind: row.kind, outcome },
        at,
      };
      await tx.$executeRaw(
        statement(
          appendEvents([event]),
          ...closeWaits([{ key: waitOf(row.id), outcome, by: caller.actor }], at),
        ),
      );
      await partners.answer(tx, row, outcome, at);
    });
  }

  async function find(caller: Caller, applicationId: string, action: Action = 'see'): Promise<Application> {
    const what = `application ${applicationId}`;
    const row = await database.application.findUnique({ where: { id: applicationId } });
    if (!row) throw new NotThere(what);
    guard(caller, action, row, what);
    return row;
  }

  /** Those that wait for a decision first, the latest on top. */
  async function list(caller: Caller, filter: ApplicationFilter = {}): Promise<Application[]> {
    const { open, limit = 100, ...equal } = filter;
    const where = {
      AND: [within(caller.scope), equal, open ? { status: { in: ['stored', 'looked-at'] } } : {}],
    };
    return database.application.findMany({
      where,
      orderBy: [{ decidedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
      take: limit,
    });
  }

  /** What a crash, or Temporal being away, left lying. */
  async function whatWaits(before: Instant): Promise<string[]> {
    const rows = await database.$queryRaw<{ id: string }[]>(Prisma.sql`
      SELECT a."id" FROM "Application" a
      WHERE (a."status" = 'stored' AND a."kind" = 'own' AND a."createdAt" <= ${before}::timestamptz)
         OR EXISTS (SELECT 1 FROM "MessageIntent" i
                    WHERE i."key" = 'application-' || a."id" || '/partner' AND i."status" = 'pending'
                      AND i."at" <= ${before}::timestamptz AND i."notBefore" IS NULL
                      AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE d."intentKey" = i."key"))
         OR (a."status" = 'accepted' AND a."decidedAt" <= ${before}::timestamptz AND NOT EXISTS
              (SELECT 1 FROM "Journey" j WHERE j."participantId" = a."participantId"))
      ORDER BY a."createdAt" LIMIT 200`);
    return rows.map(({ id }) => id);
  }

  return { apply, refer, carryOn, accept, decline, find, list, whatWaits };
}

export type ApplicationActs = ReturnType<typeof applicationActs>;

/** Makes a repeat find the participant that the first try made. */
function referenceOf({ id }: Application): string {
  return `a-${id}`;
}
