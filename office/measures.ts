import { checkZoneRules, type ZoneRules } from '../domain/time';
import type { Database } from '../platform/database';
import type { Measure } from '../platform/metrics';
import { readChannels } from './system';

const STATUSES = ['open', 'acknowledged', 'unresolved'];
const URGENCIES = ['escalation', 'notice', 'reminder'];

/**
 * What PostgreSQL says of how things are: the same from every process that is asked, so a dashboard takes the maximum.
 * Counts and ages by code; nothing about anybody (rule 9). @param now business time
 */
export async function readMeasures(database: Database, now: Date, rules?: ZoneRules): Promise<Measure[]> {
  const [waits, escalations, intents, channels, run, findings] = await Promise.all([
    database.wait.groupBy({
      by: ['kind'],
      where: { closedAt: null, dueAt: { lt: now } },
      _count: true,
      orderBy: { kind: 'asc' },
    }),
    database.escalation.groupBy({ by: ['status'], where: { status: { not: 'resolved' } }, _count: true }),
    database.messageIntent.groupBy({
      by: ['urgency'],
      where: { status: 'pending', OR: [{ notBefore: null }, { notBefore: { lt: now } }] },
      _count: true,
      _min: { at: true },
    }),
    readChannels(database),
    database.auditRun.findFirst({ orderBy: { at: 'desc' } }),
    database.auditFinding.groupBy({
      by: ['kind', 'severity'],
      where: { resolvedAt: null },
      _count: true,
      orderBy: { kind: 'asc' },
    }),
  ]);
  const seconds = (since: Date) => Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000));
  const pending = (urgency: string) => intents.find((one) => one.urgency === urgency);
  return [
    gauge(
      'fullcircle_waits_overdue',
      'What the program waits for and is past its time.',
      waits.map(({ kind, _count }) => ({ labels: { kind }, value: _count })),
    ),
    gauge(
      'fullcircle_escalations_open',
      'Escalations that no human has ended.',
      STATUSES.map((status) => ({
        labels: { status },
        value: escalations.find((one) => one.status === status)?._count ?? 0,
      })),
    ),
    gauge(
      'fullcircle_intents_pending',
      'Messages that are decided on and have no outcome yet.',
      URGENCIES.map((urgency) => ({ labels: { urgency }, value: pending(urgency)?._count ?? 0 })),
    ),
    gauge(
      'fullcircle_intents_oldest_seconds',
      'Age of the oldest of them.',
      URGENCIES.map((urgency) => {
        const oldest = pending(urgency)?._min.at;
        return { labels: { urgency }, value: oldest ? seconds(oldest) : 0 };
      }),
    ),
    gauge(
      'fullcircle_channel_up',
      'Whether messages go out by a channel, where that is known.',
      channels.map(({ channel, up }) => ({ labels: { channel }, value: Number(up) })),
    ),
    gauge(
      'fullcircle_audit_satisfied',
      'Whether the last look of the auditor found nothing to worry about.',
      run ? [{ value: Number(run.satisfied) }] : [],
    ),
    gauge('fullcircle_audit_age_seconds', 'Time since that look.', run ? [{ value: seconds(run.at) }] : []),
    gauge(
      'fullcircle_audit_findings',
      'Findings that are open.',
      findings.map(({ kind, severity, _count }) => ({ labels: { kind, severity }, value: _count })),
    ),
    gauge('fullcircle_zone_rules_current', 'Whether the zone rules know the world as it is.', [
      { value: Number(checkZoneRules(rules).ok) },
    ]),
  ];
}

export function gauge(name: string, help: string, values: Measure['values']): Measure {
  return { name, help, kind: 'gauge', values };
}
