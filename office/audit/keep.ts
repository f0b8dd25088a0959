import { chainFor } from '../../activities/records/onCall';
import {
  appendEvents,
  openWaits,
  closeWaits,
  storeIntents,
  type IntentRow,
} from '../../activities/records/rows';
import { statement, type Step } from '../../activities/records/statement';
import { FINDINGS, type FindingKind } from '../../domain/audit';
import { instant, type Instant, type PersonId } from '../../domain/ids';
import { between } from '../../domain/duration';
import type { Channel } from '../../domain/policy';
import type { Database, Transaction } from '../../platform/database';
import type { AuditFinding } from '../../prisma/generated/client';
import { programInUse } from '../definitions';
import { TOLERANCE, type Finding } from './finding';

/** Two looks at once, by hand and by the schedule, keep their findings one after the other. */
const LOCK = 7_140_234;

export interface Kept {
  /** Findings that are open now. */
  open: AuditFinding[];
  mended: number;
  /** Alerts that were stored, to be delivered. */
  alerts: { key: string; programId: string }[];
}

/**
 * Keeps what a look has seen. A finding is in the ledger once an occurrence, and humans are told of it once: at once when
 * nothing could mend it, later when it was mended and is still there. What is no longer seen is over.
 */
export async function keepFindings(
  database: Database,
  run: string,
  seen: readonly Finding[],
  at: Instant,
  whole: boolean,
): Promise<Kept> {
  return await database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
    const before = await tx.auditFinding.findMany({
      where: { OR: [{ resolvedAt: null }, { key: { in: seen.map(keyOf) } }] },
    });
    const known = new Map(before.map((row) => [row.key, row]));
    const programs = (await tx.program.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map(
      ({ id }) => id,
    );
    const news: News = { events: [], tasks: [], closing: [] };
    const open: AuditFinding[] = [];
    const alarming: AuditFinding[] = [];
    for (const finding of new Map(seen.map((one) => [keyOf(one), one])).values()) {
      const row = await saw(tx, finding, known.get(keyOf(finding)), at);
      const fresh = row.firstSeenAt.getTime() === Date.parse(at);
      if (fresh) news.events.push(...eventsOf(row, 'audit-finding', programs, at));
      if (row.mendedAt?.getTime() === Date.parse(at))
        news.events.push(...eventsOf(row, 'audit-mended', programs, at));
      const believed = row.mendedAt !== null && between(instant(row.mendedAt), at) < TOLERANCE.mending;
      if (!believed && row.alertedAt === null) {
        alarming.push(row);
        news.tasks.push(...tasksOf(row, programs, at));
      }
      open.push(row);
    }
    const over = before.filter(
      // Without Temporal's word on its runs nothing can be said to be over that it was asked about.
      (row) =>
        row.resolvedAt === null && !open.some(({ key }) => key === row.key) && (whole || !askedOf(row)),
    );
    news.closing.push(...over.flatMap((row) => taskKeys(row, programs)));
    await tx.auditFinding.updateMany({
      where: { key: { in: over.map(({ key }) => key) } },
      data: { resolvedAt: at },
    });
    const { alerts, unheard } = await alertsOf(tx, run, alarming, programs, at);
    // What nobody could be told is tried again with the next look: by then somebody may be on call.
    await tx.auditFinding.updateMany({
      where: { key: { in: alarming.map(({ key }) => key).filter((key) => !unheard.has(key)) } },
      data: { alertedAt: at },
    });
    const steps = stepsOf(news, alerts, at);
    if (steps.length > 0) await tx.$executeRaw(statement(...steps));
    const stillOpen = before.filter(
      (row) => row.resolvedAt === null && !over.includes(row) && !open.some(({ key }) => key === row.key),
    );
    return {
      open: [...open, ...stillOpen],
      mended: open.filter(({ mendedAt }) => mendedAt?.getTime() === Date.parse(at)).length,
      alerts: alerts.map(({ key, programId }) => ({ key, programId })),
    };
  });
}

/** True for a finding that is still the auditor's worry: open, about safety, and not mended a moment ago. */
export function worries(row: AuditFinding, at: Instant): boolean {
  if (row.severity !== 'safety') return false;
  return row.mendedAt === null || between(instant(row.mendedAt), at) >= TOLERANCE.mending;
}

interface News {
  events: Parameters<typeof appendEvents>[0][number][];
  tasks: Parameters<typeof openWaits>[0][number][];
  closing: string[];
}

function stepsOf({ events, tasks, closing }: News, alerts: IntentRow[], at: Instant): Step[] {
  return [
    ...(closing.length > 0
      ? closeWaits(
          closing.map((key) => ({ key, outcome: 'over', by: 'system' as const })),
          at,
        )
      : []),
    ...(tasks.length > 0 ? [openWaits(tasks)] : []),
    ...(alerts.length > 0 ? [storeIntents(alerts)] : []),
    ...(events.length > 0 ? [appendEvents(events)] : []),
  ];
}

function keyOf({ kind, subject }: Finding): string {
  return `${kind}:${subject}`;
}

/** Found by asking Temporal, so that a look without it says nothing about it. */
function askedOf({ kind }: AuditFinding): boolean {
  return kind.endsWith('-unwatched');
}

async function saw(
  tx: Transaction,
  finding: Finding,
  before: AuditFinding | undefined,
  at: Instant,
): Promise<AuditFinding> {
  const { kind, mended, count = 1, details = {} } = finding;
  const { programId, siteId, shiftId, escalationId, journeyId, mentorshipId } = finding;
  const place = { programId, siteId, shiftId, escalationId, journeyId, mentorshipId };
  const seen = { lastSeenAt: at, count, details };
  const key = keyOf(finding);
  if (before?.resolvedAt === null) {
    return await tx.auditFinding.update({
      where: { key },
      data: { ...seen, ...(mended && before.mendedAt === null ? { mendedAt: at } : {}) },
    });
  }
  const fresh = { ...seen, firstSeenAt: at, mendedAt: mended ? at : null, alertedAt: null, resolvedAt: null };
  return await tx.auditFinding.upsert({
    where: { key },
    create: { key, kind, severity: FINDINGS[kind], ...place, ...fresh },
    update: { ...place, ...fresh, occurrence: { increment: 1 } },
  });
}

/** One a program that it concerns: all of them where it concerns the installation. */
function placesOf(row: AuditFinding, programs: readonly string[]): string[] {
  return row.programId ? [row.programId] : [...programs];
}

function eventsOf(
  row: AuditFinding,
  kind: 'audit-finding' | 'audit-mended',
  programs: readonly string[],
  at: Instant,
): News['events'] {
  return placesOf(row, programs).map((programId) => ({
    key: `audit/${row.key}/${programId}/${row.occurrence}/${kind === 'audit-finding' ? 'found' : 'mended'}`,
    kind,
    programId,
    siteId: row.siteId,
    shiftId: row.shiftId,
    escalationId: row.escalationId,
    journeyId: row.journeyId,
    mentorshipId: row.mentorshipId,
    actor: 'system',
    data: { finding: row.kind, count: row.count },
    at,
  }));
}

function taskKeys(row: AuditFinding, programs: readonly string[]): string[] {
  return placesOf(row, programs).map((programId) => `audit/${row.key}/${programId}/${row.occurrence}/task`);
}

function tasksOf(row: AuditFinding, programs: readonly string[], at: Instant): News['tasks'] {
  const keys = taskKeys(row, programs);
  return placesOf(row, programs).map((programId, i) => ({
    key: keys[i] as string,
    kind: 'staff-task',
    programId,
    siteId: row.siteId,
    shiftId: row.shiftId,
    escalationId: row.escalationId,
    journeyId: row.journeyId,
    mentorshipId: row.mentorshipId,
    owedBy: 'staff',
    since: at,
    dueAt: at,
    details: { reason: `audit-${row.kind}`, finding: row.kind, count: row.count },
  }));
}

/**
 * To whoever is on call first where it is: one message a kind, however many there are of it. `unheard` are the findings
 * of which nobody anywhere could be told.
 */
async function alertsOf(
  tx: Transaction,
  run: string,
  rows: readonly AuditFinding[],
  programs: readonly string[],
  at: Instant,
): Promise<{ alerts: IntentRow[]; unheard: Set<string> }> {
  const groups = new Map<
    string,
    {
      kind: FindingKind;
      programId: string;
      siteId: string | null;
      count: number;
      task: string;
      findings: string[];
    }
  >();
  const urgent = rows.filter(({ severity }) => severity === 'safety');
  for (const row of urgent) {
    placesOf(row, programs).forEach((programId, i) => {
      const name = `${programId}/${row.siteId ?? ''}/${row.kind}`;
      const group = groups.get(name) ?? {
        kind: row.kind as FindingKind,
        programId,
        siteId: row.siteId,
        count: 0,
        task: taskKeys(row, programs)[i] as string,
        findings: [],
      };
      groups.set(name, {
        ...group,
        count: group.count + row.count,
        findings: [...group.findings, row.key],
      });
    });
  }
  const alerts: IntentRow[] = [];
  const unheard = new Set(urgent.map(({ key }) => key));
  for (const [name, { kind, programId, siteId, count, task, findings }] of groups) {
    const people = await onCallFirst(tx, programId, siteId, at);
    if (people.length > 0) findings.forEach((key) => unheard.delete(key));
    for (const { personId, channels } of people) {
      alerts.push({
        key: `audit/${run}/${name}/${personId}`,
        personId,
        template: 'audit-alert',
        refs: { problem: kind, count, wait: task },
        urgency: 'escalation',
        channels,
        programId,
        siteId,
        at,
      });
    }
  }
  return { alerts, unheard };
}

/** The first level with somebody in it. Nobody anywhere is a gap of the rota, which is an alert of its own. */
async function onCallFirst(
  tx: Transaction,
  programId: string,
  siteId: string | null,
  at: Instant,
): Promise<{ personId: PersonId; channels: Channel[] }[]> {
  const { policy } = await programInUse(tx, programId);
  const question = { programId, levels: policy.escalation.levels, at };
  const chain = await chainFor(tx, { ...question, siteId });
  const first = chain.find(({ people }) => people.length > 0);
  return (first?.people ?? []).map((personId) => ({ personId, channels: first?.channels ?? [] }));
}
