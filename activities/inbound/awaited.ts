import { HOUR, MINUTE, plus } from '../../domain/duration';
import type { Instant } from '../../domain/ids';
import type { Awaiting } from '../../domain/replies';
import type { Transaction } from '../../platform/database';
import type { Wait } from '../../prisma/generated/client';
import { isDue } from '../alarm';

/** What can be answered by a text, and how the reader of replies calls it. */
const ANSWERABLE: Readonly<Record<string, Awaiting>> = {
  'start-of-shift': 'start-of-shift',
  'in-shift': 'in-shift',
  'end-of-shift': 'end-of-shift',
  'retention-check-in': 'retention',
  'match-offer': 'match-offer',
  'shift-offer': 'shift-offer',
  'meeting-outcome': 'meeting',
  'transition-contact': 'meeting',
  'meeting-time': 'match-offer',
  'workshop-answer': 'match-offer',
  'referral-consent': 'match-offer',
  'referral-step': 'match-offer',
  'referral-follow-up': 'match-offer',
  'interim-contact': 'match-offer',
  'appointment-outcome': 'meeting',
  'transition-consent': 'mentor-role',
};
/** What staff by name can answer by a text, too. */
const OF_STAFF = ['referral-step', 'interim-contact', 'appointment-outcome'];
const OF_SHIFTS = ['start-of-shift', 'in-shift', 'end-of-shift'];

export interface Awaited {
  /** Open waits of the person that a text can answer. */
  waits: Wait[];
  /** Escalations that the person is asked to take. */
  alarms: {
    id: string;
    code: string;
    status: string;
    programId: string;
    subjectPersonId: string;
    ownerPersonId: string | null;
    acknowledgedBy: string | null;
    acknowledgedAt: Date | null;
    /** The person was paged about it; whoever is on a level that has not been told yet may take it by its code only. */
    isPaged: boolean;
  }[];
  /** The shift that the person is on, from its start until its last check-in is settled. */
  shift: { id: string; programId: string; siteId: string; endsAt: Date } | null;
}

/** Clocks of several machines: what was asked this little after a word came was asked before it. */
const CLOCKS_APART_MS = MINUTE;

/**
 * What somebody's word can be about.
 * @param at when it came: it answers nothing that was asked since, however late it is read
 */
export async function awaitedOf(tx: Transaction, personId: string, at: Instant): Promise<Awaited> {
  const askedBy = new Date(plus(at, CLOCKS_APART_MS));
  const open = await tx.wait.findMany({
    where: {
      personId,
      closedAt: null,
      OR: [
        { owedBy: 'participant', kind: { in: Object.keys(ANSWERABLE) } },
        { owedBy: 'staff', kind: { in: OF_STAFF } },
      ],
    },
    orderBy: [{ since: 'desc' }, { key: 'asc' }],
  });
  // Of a shift's check-ins the times of the shift say what was asked by then: see `isAsked`.
  const waits = open.filter((wait) => isShiftCheckIn(wait) || wait.since <= askedBy);
  const alarms = await tx.$queryRaw<Awaited['alarms']>`
    SELECT "id", "code", "status", "programId", "subjectPersonId", "ownerPersonId", "acknowledgedBy", "acknowledgedAt",
      EXISTS (SELECT 1 FROM "MessageIntent" i
              WHERE i."escalationId" = e."id" AND i."personId" = ${personId} AND i."urgency" = 'escalation'
                AND i."at" <= ${askedBy}) AS "isPaged"
    FROM "Escalation" e
    WHERE "status" <> 'resolved' AND "subjectPersonId" <> ${personId} AND (
      EXISTS (SELECT 1 FROM "MessageIntent" i WHERE i."escalationId" = e."id" AND i."personId" = ${personId})
      OR EXISTS (SELECT 1 FROM jsonb_array_elements(e."chain") AS rung WHERE rung.value -> 'people' ? ${personId}))
    ORDER BY "raisedAt"`;
  const owing = waits.find(({ kind, shiftId }) => shiftId && OF_SHIFTS.includes(kind));
  const shift = await tx.shift.findFirst({
    where: {
      peers: { some: { personId, removedAt: null } },
      OR: [
        ...(owing?.shiftId ? [{ id: owing.shiftId }] : []),
        {
          status: { in: ['starting', 'scheduled', 'running', 'ended'] },
          startsAt: { lte: at },
          endsAt: { gt: at },
        },
      ],
    },
    select: { id: true, programId: true, siteId: true, endsAt: true },
    orderBy: { startsAt: 'desc' },
  });
  return { waits, alarms, shift };
}

/** Somebody on their way home may have said that they are fine and not be, a little later. */
export const ON_THE_WAY_HOME_MS = 2 * HOUR;

/** The shift that somebody was on until a while ago, whether or not it is settled. */
export async function shiftJustOver(
  tx: Transaction,
  personId: string,
  at: Instant,
): Promise<Awaited['shift']> {
  return await tx.shift.findFirst({
    where: {
      peers: { some: { personId, removedAt: null } },
      status: { in: ['running', 'ended', 'closed'] },
      endsAt: { lte: at, gt: plus(at, -ON_THE_WAY_HOME_MS) },
    },
    select: { id: true, programId: true, siteId: true, endsAt: true },
    orderBy: { endsAt: 'desc' },
  });
}

/** Whether anything at all is wanted of the person. An alarm that somebody has taken asks nothing more. */
export function isAwaited({ waits, alarms }: Awaited): boolean {
  return waits.length > 0 || alarms.some(({ status }) => status !== 'acknowledged');
}

export function awaiting(wait: Wait | undefined): Awaiting {
  return (wait && ANSWERABLE[wait.kind]) ?? 'none';
}

export function isShiftCheckIn({ kind }: Wait): boolean {
  return OF_SHIFTS.includes(kind);
}

/**
 * What an answer that names nothing is about. The mail that was answered says so by itself; safety goes first otherwise:
 * of a shift's check-ins the latest that is due, or before any is due the next one; else what was asked for last and has
 * not been answered by an earlier text.
 */
export async function answered(
  tx: Transaction,
  { waits: all }: Awaited,
  at: Instant,
  askedAbout: string | undefined,
): Promise<Wait | undefined> {
  const asked = all.filter((wait) => isAsked(wait, at));
  const named = asked.find(({ key }) => key === askedAbout);
  if (named) return named;
  const checkIn = checkInMeant(asked.filter(isShiftCheckIn), at);
  if (checkIn) return checkIn;
  // A word on what is settled is at most one on the same, asked again: never a yes to something else.
  const settled = askedAbout ? await tx.wait.findUnique({ where: { key: askedAbout } }) : null;
  const open = settled ? asked.filter(({ kind }) => kind === settled.kind) : asked;
  const unheard = open.filter((wait) => !isHeard(wait));
  const waits = unheard.length > 0 ? unheard : open;
  if (waits.length < 2) return waits[0];
  const last = await lastAsked(
    tx,
    waits.map(({ key }) => key),
  );
  return waits.find(({ key }) => key === last) ?? waits[0];
}

/** Of open check-ins of a shift the one that an answer is about: the latest that is due, else the next. */
export function checkInMeant<W extends Pick<Wait, 'dueAt'>>(open: readonly W[], at: Instant): W | undefined {
  const inOrder = open.toSorted((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0));
  return inOrder.findLast((wait) => isDue(wait, at)) ?? inOrder[0];
}

/**
 * Whether it could be answered at a time: before its question was to come, "ok" is about something else. Where the question
 * comes late, after a crash, whoever writes by the times of their shift is not asked in vain.
 */
export function isAsked({ dueAt, details }: Pick<Wait, 'dueAt' | 'details'>, at: Instant): boolean {
  const { asksFrom } = (details ?? {}) as { asksFrom?: unknown };
  return typeof asksFrom !== 'string' || isDue({ dueAt }, at) || Date.parse(asksFrom) <= Date.parse(at);
}

/**
 * An answer to this wait is on its way to its workflow, which will close it: the next text is about another one. Three
 * offers and three times "ok" are three answers, however quickly they come.
 */
export async function markHeard(tx: Transaction, wait: Wait): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Wait" SET "details" = COALESCE("details", '{}'::jsonb) || '{"heard": true}'::jsonb
    WHERE "key" = ${wait.key} AND "closedAt" IS NULL`;
}

/** An answer to it is on its way to its workflow. */
export function isHeard({ details }: Wait): boolean {
  return Boolean((details as { heard?: unknown } | null)?.heard);
}

/** Which of several waits a message has been sent about last. */
export async function lastAsked(tx: Transaction, keys: readonly string[]): Promise<string | undefined> {
  const last = await tx.messageIntent.findFirst({
    where: { waitKey: { in: [...keys] }, status: 'sent' },
    orderBy: { settledAt: 'desc' },
    select: { waitKey: true },
  });
  return last?.waitKey ?? undefined;
}
