import { DAY, plus } from '../../../domain/duration';
import { as, instant, type Instant, type OccurrenceKey, type PersonId } from '../../../domain/ids';
import type { CriticalTransitionPolicy, TransitionKind } from '../../../domain/policy';
import type { Database } from '../../../platform/database';
import type { Transition, TransitionContact } from '../../../prisma/generated/client';
import {
  workflowIds,
  type Actor,
  type CriticalTransitionCarried,
  type CriticalTransitionInput,
  type Due,
  type TransitionContactState,
} from '../../../workflows/contract';
import { programInUse } from '../../definitions';
import { highest, saidBy, tasksSeen, waitsOf, type WaitRow } from './told';

/**
 * The plan around a critical transition where it stood, from its row, its contacts and its waits.
 * @returns nothing where no version of the program that is known has a plan for its kind
 */
export async function restoredCrossing(
  database: Database,
  id: string,
  at: Date,
): Promise<CriticalTransitionInput | undefined> {
  const row = await database.transition.findUniqueOrThrow({ where: { id }, include: { contacts: true } });
  const policy = await planOf(database, row);
  if (!policy) return undefined;
  const workflowId = workflowIds.criticalTransition(as(id));
  const waits = await waitsOf(database, workflowId);
  const people = [row.personId, ...waits.flatMap(({ personId }) => personId ?? [])];
  const said = await saidBy(database, workflowId, { personId: { in: people } });
  const open = waits.filter(({ closedAt }) => closedAt === null);
  const unknown = open.find(({ kind }) => kind === 'transition-date');
  const insideSince = row.insideSince && instant(row.insideSince);
  const outAt = row.outAt && instant(row.outAt);
  const carried: CriticalTransitionCarried = {
    state: {
      status: 'open',
      kind: policy.kind,
      ...(row.dateWall && { date: as(row.dateWall) }),
      ...(row.dateAt && { dateAt: instant(row.dateAt) }),
      inside: insideSince !== null && insideSince <= instant(at) && !outAt,
      contacts: contactsOf(policy, row.contacts),
      handOverArranged: row.handOverConsentAt !== null,
    },
    round: row.round,
    sequence: row.sequence + 1,
    ...(insideSince && { insideSince }),
    ...(outAt && { outAt }),
    ...(row.handOverToPersonId && { handOverTo: as<PersonId>(row.handOverToPersonId) }),
    ...(unknown && { unknownSince: instant(unknown.since) }),
    agenda: [],
    outbox: said.outbox,
    seen: tasksSeen(waits),
  };
  const agenda = agendaOf(carried, { policy, waits, said: said.at, now: instant(at), id: workflowId });
  return {
    transitionId: as(id),
    programId: as(row.programId),
    ...(row.siteId ? { siteId: as(row.siteId) } : {}),
    journeyId: as(row.journeyId),
    participantId: as(row.participantId),
    personId: as(row.personId),
    zone: as(row.zone),
    policy,
    ...(row.partner ? { partner: row.partner } : {}),
    reportedBy: row.reportedBy as Actor,
    carried: { ...carried, agenda },
  };
}

/** Of the version that the path runs on, else of the one in use. */
async function planOf(
  database: Database,
  { programId, journeyId, kind }: Transition,
): Promise<CriticalTransitionPolicy | undefined> {
  const journey = await database.journey.findUnique({ where: { id: journeyId } });
  for (const version of [journey?.programVersion, undefined]) {
    const { policy } = await programInUse(database, programId, version);
    const plan = policy.criticalTransitions?.find((one) => one.kind === (kind as TransitionKind));
    if (plan) return plan;
  }
  return undefined;
}

function contactsOf(
  policy: CriticalTransitionPolicy,
  rows: readonly TransitionContact[],
): TransitionContactState[] {
  return policy.contacts.map(({ id, what, owedBy, lateAfter }) => {
    const row = rows.find(({ contact }) => contact === id);
    return {
      id,
      what,
      owedBy,
      lateAfter,
      status: (row?.status ?? 'no-date') as TransitionContactState['status'],
      tries: row?.tries ?? 0,
      ...(row?.dueAt && { dueAt: instant(row.dueAt) }),
      ...(row?.settledBy && { by: row.settledBy as Actor }),
    };
  });
}

/** What the plan would do next by itself. */
function agendaOf(
  { state, round, insideSince, outAt, seen }: CriticalTransitionCarried,
  known: {
    id: string;
    policy: CriticalTransitionPolicy;
    waits: readonly WaitRow[];
    said: ReadonlyMap<string, Instant>;
    now: Instant;
  },
): Due[] {
  const { id, waits, said, now } = known;
  const prefix = `${id}/round/${round}`;
  const open = waits.filter(({ closedAt, dueAt }) => closedAt === null && dueAt !== null);
  const agenda: Due[] = [];
  if (insideSince && insideSince > now && !outAt) agenda.push({ do: 'go-inside', at: insideSince });
  const isPlanned = waits.some(({ key }) => key.startsWith(`${prefix}/contact/`));
  const isSettled = ({ status }: TransitionContactState) => !['planned', 'no-date', 'late'].includes(status);
  if (state.date && !isPlanned && !state.contacts.every(isSettled))
    return [...agenda, { do: 'plan-contacts', at: now, number: round }];
  for (const wait of open) {
    const key = as<OccurrenceKey>(wait.key);
    const dueAt = instant(wait.dueAt as Date);
    if (wait.kind === 'transition-date') {
      const asked = highest(seen, new RegExp(`^${prefix}/date/asked/(\\d+)$`));
      agenda.push({ do: 'date-unknown', at: dueAt, wait: key, number: asked + 1 });
    }
    if (wait.kind === 'transition-hand-over' && !seen.includes(`${prefix}/hand-over/late`))
      agenda.push({ do: 'hand-over-late', at: dueAt, wait: key });
    const contact = state.contacts.find((one) => wait.key === `${prefix}/contact/${one.id}/owed`);
    if (contact?.status !== 'planned') continue;
    agenda.push({ do: 'contact-late', at: plus(dueAt, contact.lateAfter), wait: key, about: contact.id });
    const remindAt = plus(dueAt, -DAY);
    if (contact.owedBy === 'mentor' && !said.has(`${prefix}/contact/${contact.id}/reminder`))
      agenda.push({
        do: 'remind-contact',
        at: remindAt > now ? remindAt : now,
        wait: key,
        about: contact.id,
      });
  }
  return agenda;
}
