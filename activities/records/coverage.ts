import { as, instant, type Instant, type OccurrenceKey, type PersonId } from '../../domain/ids';
import { plus } from '../../domain/duration';
import type { EventKind } from '../../domain/ledger';
import { stretchesOf } from '../../domain/rota';
import type { Database, Transaction } from '../../platform/database';
import type { CoverageQuestion } from '../../workflows/contract';
import {
  appendEvents,
  closeWaits,
  keysOf,
  openWaits,
  storeIntents,
  type EventRow,
  type IntentRow,
} from './rows';
import { readRota } from './rota';
import { statement, type Step } from './statement';

/** What is in the ledger of every look at who is on call for a shift. */
export const COVERAGE_LOOKS = ['coverage-checked', 'coverage-gap'] as const satisfies EventKind[];

type Numbered = CoverageQuestion & { number: number };

/** A stretch of a shift in which nobody of a level can be reached. */
export interface Gap {
  level: string;
  from: Instant;
  until: Instant;
  /** Somebody is on call whom no alarm would reach: they have no contact that may be used, or it would be about them. */
  unreachable: boolean;
}

/**
 * Whether every level of a shift's chain can be reached from its start until its grace is over, looked at wherever the
 * rota changes. What it finds is kept; each gap becomes one task for staff and one message, and closes by itself as soon
 * as a later look finds it filled. Safe to repeat.
 */
export async function checkCoverage(
  prisma: Database,
  asked: CoverageQuestion,
): Promise<{ gaps: string[]; stored: OccurrenceKey[] }> {
  return await prisma.$transaction(async (tx) => {
    // One look after the other: two at once would open the same gap under two numbers.
    await tx.$queryRaw`SELECT 1 FROM "Shift" WHERE "id" = ${asked.shiftId} FOR UPDATE`;
    const question = { ...asked, number: asked.number ?? (await nextOwnLook(tx, asked.shiftId)) };
    const { gaps, people } = await gapsOf(tx, question);
    const levels = [...new Set(gaps.map(({ level }) => level))];
    const known = await openGaps(tx, question.shiftId);
    const filled = known.filter((one) => !gaps.some((gap) => isSame(question, one, gap)));
    const news = gaps
      .filter((gap) => !known.some((one) => one.check !== question.number && isSame(question, one, gap)))
      .map((gap) => ({ ...gap, key: keyOf(question, gap, gaps) }));
    const readers = news.length > 0 ? await whoIsTold(tx, question, people) : [];
    const intents = news.flatMap((gap) => readers.map((reader) => alert(question, gap, reader)));
    await tx.$executeRaw(statement(...stepsOf(question, { gaps, news, filled, intents })));
    return { gaps: levels, stored: keysOf(intents) };
  });
}

/** Looks of the office and the auditor; a shift's own are numbered from 0. */
const OWN_LOOKS = 1_000;

async function nextOwnLook(tx: Transaction, shiftId: string): Promise<number> {
  const looks = await tx.event.count({ where: { shiftId, kind: { in: [...COVERAGE_LOOKS] } } });
  return OWN_LOOKS + looks;
}

/**
 * Gaps of a shift as the rota and people's contacts are now, and everybody on call in it who can be reached. Nobody is
 * paged about themself: a level that only somebody has who works the shift is a gap for them.
 */
export async function gapsOf(
  tx: Transaction,
  { shiftId, programId, siteId, levels, startsAt, endsAt, grace, at }: CoverageQuestion,
): Promise<{ gaps: Gap[]; people: PersonId[] }> {
  // What is over cannot be filled any more.
  const from = startsAt > at ? startsAt : at;
  const end = alarmsUntil({ endsAt, grace });
  // A shift that is still open after that has an alarm going: who is on call at this moment matters.
  const until = end > from ? end : plus(from, 1);
  const rota = await readRota(tx, { programId, siteId, after: from });
  const stretches = levels.map(({ id }) => ({
    level: id,
    stretches: stretchesOf(rota, { level: id, siteId }, from, until),
  }));
  const everybody = stretches.flatMap((one) => one.stretches.flatMap(({ people }) => people));
  const reachable = await whoCanBeReached(tx, everybody);
  const peers = new Set(
    (await tx.shiftPeer.findMany({ where: { shiftId, removedAt: null }, select: { personId: true } })).map(
      ({ personId }) => personId,
    ),
  );
  const isCovered = (onCall: readonly PersonId[]): boolean => {
    const [one, ...others] = onCall.filter((person) => reachable.has(person));
    return one !== undefined && (others.length > 0 || !peers.has(one));
  };
  const gaps = stretches.flatMap(({ level, stretches: all }) =>
    all
      .filter(({ people }) => !isCovered(people))
      .reduce<Gap[]>((found, { from: start, until: stop, people }) => {
        const unreachable = people.length > 0;
        const last = found.at(-1);
        // Somebody who cannot be reached, and then nobody: to whoever is alarmed it is one gap.
        if (last?.until !== start) return [...found, { level, from: start, until: stop, unreachable }];
        return [
          ...found.slice(0, -1),
          { ...last, until: stop, unreachable: last.unreachable || unreachable },
        ];
      }, []),
  );
  return { gaps, people: [...new Set(everybody)].filter((person) => reachable.has(person)) };
}

/** Until its grace is over, when an escalation is raised. */
function alarmsUntil({ endsAt, grace }: Pick<CoverageQuestion, 'endsAt' | 'grace'>): Instant {
  return grace ? plus(endsAt, grace) : endsAt;
}

/** Those with a contact that an alarm can go to: not stopped, not refused by its carrier, texts only with consent. */
export async function whoCanBeReached(tx: Transaction, people: readonly string[]): Promise<Set<string>> {
  const found = await tx.contactPoint.findMany({
    where: {
      personId: { in: [...new Set(people)] },
      stoppedAt: null,
      unusableCode: null,
      person: { deceasedAt: null },
      OR: [{ channel: 'email' }, { consentAt: { not: null } }],
    },
    select: { personId: true },
  });
  return new Set(found.map(({ personId }) => personId));
}

/** People with an account that coordinates the place. */
export async function coordinatorsOf(
  tx: Transaction,
  { programId, siteId }: { programId: string; siteId?: string | null | undefined },
): Promise<PersonId[]> {
  const accounts = await tx.account.findMany({
    where: {
      disabledAt: null,
      person: { deceasedAt: null },
      grants: {
        some: {
          role: 'coordinator',
          AND: [
            { OR: [{ programId: null }, { programId }] },
            // About somebody without a site it is everybody's.
            ...(siteId ? [{ OR: [{ siteId: null }, { siteId }] }] : []),
          ],
        },
      },
    },
    select: { personId: true },
    orderBy: { id: 'asc' },
  });
  return accounts.map(({ personId }) => as<PersonId>(personId));
}

interface KnownGap extends Pick<Gap, 'level' | 'from' | 'until'> {
  key: string;
  check: number;
}

/** A gap that nobody was told of before. */
interface NewGap extends Gap {
  key: OccurrenceKey;
}

/**
 * Whether a gap is one that is known. They need only overlap: what is over of it is no part of it any more, and a bit of it
 * may be filled. Once the shift is over only this moment is looked at, and what was open is open still.
 */
function isSame(question: Numbered, known: KnownGap, gap: Gap): boolean {
  if (known.level !== gap.level) return false;
  const isOver = alarmsUntil(question) <= question.at;
  return isOver || (known.from < gap.until && gap.from < known.until);
}

async function openGaps(tx: Transaction, shiftId: string): Promise<KnownGap[]> {
  const waits = await tx.wait.findMany({
    where: { shiftId, kind: 'staff-task', closedAt: null, key: { startsWith: prefix(shiftId) } },
  });
  return waits.map(({ key, details }) => {
    const { level, check, from, until } = details as Pick<KnownGap, 'level' | 'check' | 'from' | 'until'>;
    return { key, level, check, from, until };
  });
}

const MOST_TOLD = 50;

async function whoIsTold(
  tx: Transaction,
  question: CoverageQuestion,
  people: readonly PersonId[],
): Promise<PersonId[]> {
  return [...new Set([...people, ...(await coordinatorsOf(tx, question))])].slice(0, MOST_TOLD);
}

function prefix(shiftId: string): string {
  return `shift-${shiftId}/coverage-gap/`;
}

/**
 * The number of the look that found it keeps a gap that opens again from being taken for the one before; of several at one
 * level, those after the first are known by their beginning.
 */
function keyOf({ shiftId, number }: Numbered, gap: Gap, gaps: readonly Gap[]): OccurrenceKey {
  const first = gaps.find(({ level }) => level === gap.level);
  return `${prefix(shiftId)}${gap.level}/${number}${gap === first ? '' : `/${gap.from}`}` as OccurrenceKey;
}

function alert(question: Numbered, gap: NewGap, personId: PersonId): IntentRow {
  const { shiftId, programId, siteId, endsAt, at } = question;
  const { key } = gap;
  return {
    key: `${key}/${personId}`,
    personId,
    template: 'coverage-gap',
    refs: { shift: shiftId, level: gap.level, at: gap.from },
    // Not a reminder: who is out there tonight does not wait for the morning (rule 8).
    urgency: 'notice',
    programId,
    siteId,
    shiftId,
    waitKey: key,
    at,
    expiresAt: endsAt,
  };
}

function stepsOf(
  question: Numbered,
  found: { gaps: Gap[]; news: NewGap[]; filled: KnownGap[]; intents: IntentRow[] },
): Step[] {
  const { shiftId, programId, siteId, at, number, workflowId, startsAt, endsAt } = question;
  const { gaps, news, filled, intents } = found;
  const scope = { programId, siteId, shiftId };
  const event: EventRow = {
    ...scope,
    key: `shift-${shiftId}/coverage-${number}`,
    kind: gaps.length > 0 ? 'coverage-gap' : 'coverage-checked',
    actor: 'system',
    data: {
      gaps: [...new Set(gaps.map(({ level }) => level))].join(','),
      // Of which times it speaks: others are looked at anew.
      startsAt,
      endsAt,
      ...(gaps[0] ? { from: gaps[0].from, until: gaps[0].until, unreachable: gaps[0].unreachable } : {}),
    },
    at,
  };
  return [
    ...(filled.length > 0
      ? closeWaits(
          filled.map(({ key }) => ({ key, outcome: 'covered', by: 'system' as const })),
          at,
        )
      : []),
    ...(news.length > 0
      ? [
          openWaits(
            news.map((gap) => ({
              ...scope,
              key: gap.key,
              kind: 'staff-task' as const,
              owedBy: 'staff' as const,
              workflowId,
              since: at,
              dueAt: startsAt,
              details: {
                task: 'coverage-gap',
                reason: 'coverage-gap',
                level: gap.level,
                check: number,
                from: gap.from,
                until: gap.until,
              },
            })),
          ),
        ]
      : []),
    ...(intents.length > 0 ? [storeIntents(intents)] : []),
    appendEvents([event]),
  ];
}

/** What there is to ask about a stored shift. */
export function aboutShift(
  shift: { id: string; programId: string; siteId: string; startsAt: Date; endsAt: Date },
  policy: Pick<CoverageQuestion, 'levels' | 'grace'>,
  at: Instant,
): CoverageQuestion {
  return {
    shiftId: as(shift.id),
    programId: as(shift.programId),
    siteId: as(shift.siteId),
    startsAt: instant(shift.startsAt),
    endsAt: instant(shift.endsAt),
    ...policy,
    at,
    workflowId: `shift-${shift.id}`,
  };
}
