import { leftOutOf } from '../../activities/request';
import { as, instant, type EscalationId, type OccurrenceKey, type PersonId } from '../../domain/ids';
import { unhurried } from '../../domain/policy';
import type { Transaction } from '../../platform/database';
import {
  occurrences,
  workflowIds,
  type Actor,
  type ChainLevel,
  type Due,
  type EscalationCarried,
  type EscalationInput,
  type EscalationKind,
  type EscalationState,
  type ShiftInput,
  type ShiftOccasion,
} from '../../workflows/contract';
import { programInUse } from '../definitions';
import { CHECK_INS } from '../shifts/find';
import { shiftInput } from '../shiftInput';

/**
 * What the run of a shift would have been given, had it begun with what PostgreSQL knows now. Questions that were due
 * before are not asked any more, and those that somebody was asked are still missed when their grace is over; the end is
 * asked again, with its whole grace, when it has passed: asked twice beats not asked.
 */
export async function restoredShift(database: Transaction, shiftId: string): Promise<ShiftInput> {
  const row = await database.shift.findUniqueOrThrow({
    where: { id: shiftId },
    include: { peers: { where: { removedAt: null } } },
  });
  const [escalations, changes, intents, offers, asked, missed, told] = await Promise.all([
    database.escalation.findMany({
      where: {
        shiftId,
        kind: { in: ['missed-start', 'missed-interval', 'missed-end'] },
      },
      select: { id: true, status: true },
    }),
    database.event.findMany({
      where: { shiftId, kind: { in: ['shift-changed', 'shift-peer-changed'] } },
      select: { key: true },
    }),
    database.messageIntent.findMany({
      where: { shiftId, waitKey: { endsWith: '/end' }, key: { contains: '/end/' } },
      select: { key: true },
    }),
    database.wait.findMany({
      where: { shiftId, kind: 'shift-offer' },
      select: { key: true, personId: true, closedAt: true },
    }),
    database.wait.findMany({
      where: { shiftId, kind: { in: ['start-of-shift', 'in-shift'] }, closedAt: null },
      select: { key: true, personId: true },
      orderBy: { key: 'asc' },
    }),
    database.event.findMany({ where: { shiftId, kind: 'shift-missed' }, select: { key: true } }),
    database.messageIntent.findMany({
      where: { shiftId, template: 'shift-scheduled', key: { contains: '/peers-' } },
      select: { personId: true },
    }),
  ]);
  const misses = (isOver: boolean) =>
    escalations.flatMap(({ id, status }) =>
      (status === 'resolved') === isOver ? [as<EscalationId>(id)] : [],
    );
  const seen = new Set(missed.map(({ key }) => key));
  const owed = asked
    .filter(({ key }) => !seen.has(`${key}/missed`))
    .flatMap(({ key, personId }) => occasionAfter(`shift-${shiftId}/${personId}/`, key) ?? []);
  const offered = offers.flatMap(({ personId, closedAt }) => (personId && !closedAt ? [personId] : []));
  const times: Record<string, number> = {};
  for (const { key, personId, closedAt } of offers) {
    if (!personId) continue;
    // An offer that is open is made again under its own key, and nothing is said twice.
    const number = (numberIn(key, /\/offer-(\d+)$/) ?? 1) - (closedAt ? 0 : 1);
    times[personId] = Math.max(times[personId] ?? 0, number);
  }
  return {
    ...(await shiftInput(database, row, offered)),
    restored: {
      openEscalations: misses(false),
      ended: misses(true),
      joined: [...new Set(told.map(({ personId }) => as<PersonId>(personId)))],
      changes: most(changes, /\/(?:changed|peers)-(\d+)/),
      saidAboutEnd: intents.length > 0 ? most(intents, /\/end\/(?:ask|nudge)-(\d+)$/) + 1 : 0,
      offers: times,
      plan: row.plan,
      owed,
    },
  };
}

/**
 * An escalation where it stood, from its row, its waits, what was told and what happened. Every key it will make is a new
 * one, or one whose message was not sent yet; what was due while nobody watched is due at once.
 * @returns nothing where it is about a request that is not known any more: with it went whom to leave out
 */
export async function restoredEscalation(
  database: Transaction,
  escalationId: string,
): Promise<EscalationInput | undefined> {
  const row = await database.escalation.findUniqueOrThrow({ where: { id: escalationId } });
  const kind = row.kind as EscalationKind;
  const exclude = await leftOutOf(database, escalationId);
  if (kind === 'request-late' && !exclude) return undefined;
  const { policy } = await programInUse(database, row.programId);
  const site = row.siteId ? await database.site.findUnique({ where: { id: row.siteId } }) : null;
  const [waits, intents, events] = await Promise.all([
    database.wait.findMany({ where: { escalationId }, orderBy: { since: 'asc' } }),
    database.messageIntent.findMany({
      where: { escalationId },
      select: { key: true, personId: true, urgency: true, status: true, at: true },
      orderBy: { at: 'asc' },
    }),
    database.event.findMany({ where: { escalationId }, orderBy: { id: 'asc' } }),
  ]);
  const occasion = row.shiftId && missedOccasion(row);
  const waitKey = await settledWith(database, row);
  const missed = occasion ? await database.wait.findUnique({ where: { key: waitKey ?? '' } }) : null;
  const input: EscalationInput = {
    escalationId: as(row.id),
    kind,
    programId: as(row.programId),
    ...(row.siteId ? { siteId: as(row.siteId) } : {}),
    subjectPersonId: as(row.subjectPersonId),
    ...(row.shiftId ? { shiftId: as(row.shiftId) } : {}),
    ...(row.journeyId ? { journeyId: as(row.journeyId) } : {}),
    ...(waitKey ? { waitKey } : {}),
    ...(missed?.dueAt ? { since: instant(missed.dueAt) } : {}),
    allLevelsAtOnce:
      kind === 'duress' || (kind === 'help' && row.shiftId !== null) || events.some(isPracticeOfAllLevels),
    policy: exclude ? unhurried(policy.escalation) : policy.escalation,
    quietHours: policy.quietHours,
    zone: as(site?.zone ?? policy.zone),
    ...(exclude ? { exclude } : {}),
    ...(occasion && row.shiftId ? { raisedBy: workflowIds.shift(as(row.shiftId)) } : {}),
  };
  // Nothing was told yet: it begins as it would have begun.
  if (!events.some((event) => event.kind === 'escalation-raised')) return input;

  const of = (name: string) => events.filter((event) => event.kind === name);
  const worse = of('escalation-peer-answered')
    .map(({ data }) => (data as { how?: string }).how)
    .filter((how) => how !== 'ok' && how !== 'taken')
    .at(-1);
  const open = (waitKind: string) => waits.find((wait) => wait.kind === waitKind && !wait.closedAt);
  const acknowledgement = open('escalation-acknowledgement');
  const outcome = open('escalation-outcome');
  const peerAnswered = row.peerAnsweredAt !== null && worse === undefined;
  const state: EscalationState = {
    status: row.status as EscalationState['status'],
    level: row.level,
    rounds: of('escalation-unresolved').length,
    peerAnswered,
    ...(row.acknowledgedBy ? { acknowledgedBy: row.acknowledgedBy as Actor } : {}),
    ...(row.ownerPersonId ? { owner: as<PersonId>(row.ownerPersonId) } : {}),
    ...(row.outcomeDueAt ? { outcomeDueAt: instant(row.outcomeDueAt) } : {}),
  };
  const chain = row.chain as unknown as ChainLevel[];
  const told = [
    ...intents.map(({ personId }) => personId),
    ...(row.ownerPersonId ? [row.ownerPersonId] : []),
  ];
  const carried: EscalationCarried = {
    state,
    raisedAt: instant(row.raisedAt),
    chain,
    told: [...new Set(told)].filter((one) => one !== row.subjectPersonId).map((one) => as<PersonId>(one)),
    round: Math.max(
      1,
      ...of('escalation-level-told').map(({ data }) => (data as { round?: number }).round ?? 1),
    ),
    allAtOnce: input.allLevelsAtOnce || worse !== undefined,
    about: worse === undefined ? kind : worse === 'help' ? 'help' : 'not-ok',
    waits: {
      ...(acknowledgement ? { acknowledgement: as<OccurrenceKey>(acknowledgement.key) } : {}),
      ...(outcome ? { outcome: as<OccurrenceKey>(outcome.key) } : {}),
    },
    counts: {
      climbs: most(waits, /\/acknowledgement-(\d+)$/),
      changes: most(intents, /\/change-(\d+)\//),
      acknowledgements: most(events, /\/acknowledged-(\d+)$/),
      handOvers: most(events, /\/handed-over-(\d+)$/),
      answers: most(events, /\/answered-(\d+)$/),
      outcomes: most(waits, /\/outcome-(\d+)$/),
      reminders: most(intents, /\/remind-(\d+)\//),
    },
    agenda: [nextOf(state, chain.length, { acknowledgement, outcome, raisedAt: row.raisedAt })],
    outbox: intents
      .filter(({ status }) => status === 'pending')
      .map(({ key, at }) => ({ key: as<OccurrenceKey>(key), at: instant(at) })),
    seen: [],
  };
  return { ...input, carried };
}

function isPracticeOfAllLevels({ kind, data }: { kind: string; data: unknown }): boolean {
  return kind === 'drill-started' && Boolean((data as { allLevels?: boolean }).allLevels);
}

/** What the escalation would do next by itself. */
function nextOf(
  state: EscalationState,
  levels: number,
  known: { acknowledgement?: { dueAt: Date | null }; outcome?: { dueAt: Date | null }; raisedAt: Date },
): Due {
  const at = (date: Date | null | undefined) => instant(date ?? known.raisedAt);
  if (state.peerAnswered) return { do: 'remind', at: at(known.outcome?.dueAt) };
  if (state.status === 'acknowledged')
    return { do: 'outcome', at: state.outcomeDueAt ?? at(known.outcome?.dueAt) };
  // From the second time through the chain on it stays unresolved, and climbs all the same.
  const isThrough = state.status === 'unresolved' && state.level >= levels - 1;
  return { do: isThrough ? 'repeat' : 'climb', at: at(known.acknowledgement?.dueAt) };
}

/**
 * The check-in that a human settles who ends the escalation: the one that was missed, or the one that was due when its
 * peer raised the alarm.
 */
async function settledWith(
  database: Transaction,
  row: { id: string; kind: string; shiftId: string | null; subjectPersonId: string; raisedAt: Date },
): Promise<OccurrenceKey | undefined> {
  const { shiftId, subjectPersonId: personId, raisedAt } = row;
  if (!shiftId) return undefined;
  const occasion = missedOccasion(row);
  if (occasion) return occurrences.shiftWait(as(shiftId), as(personId), occasion);
  const isAlarm = row.kind === 'help' || row.kind === 'not-ok' || row.kind === 'duress';
  if (!isAlarm) return undefined;
  const wait = await database.wait.findFirst({
    where: { shiftId, personId, kind: { in: [...CHECK_INS] }, closedAt: null, dueAt: { lte: raisedAt } },
    orderBy: { dueAt: 'desc' },
    select: { key: true },
  });
  return wait ? as<OccurrenceKey>(wait.key) : undefined;
}

/** Which check-in of the shift was missed: the escalation's id is its occurrence. */
function missedOccasion(row: {
  id: string;
  shiftId: string | null;
  subjectPersonId: string;
}): ShiftOccasion | undefined {
  return occasionAfter(`escalation-${row.shiftId}-${row.subjectPersonId}-`, row.id);
}

function occasionAfter(prefix: string, text: string): ShiftOccasion | undefined {
  if (!text.startsWith(prefix)) return undefined;
  const name = text.slice(prefix.length);
  if (name === 'start' || name === 'end') return { kind: name, number: 0 };
  const number = numberIn(name, /^interval-(\d+)$/);
  return number === undefined ? undefined : { kind: 'interval', number };
}

function most(rows: readonly { key: string }[], pattern: RegExp): number {
  return rows.reduce((highest, { key }) => Math.max(highest, numberIn(key, pattern) ?? 0), 0);
}

function numberIn(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
