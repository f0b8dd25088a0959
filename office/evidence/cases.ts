import type { Database } from '../../platform/database';
import type { Prisma } from '../../prisma/generated/client';
import { PRACTICE } from '../names';
import { actorsNamed } from './names';
import { minutesBetween, type EvidenceCase, type EvidenceStep } from './report';

const WHAT: Record<string, EvidenceStep['what']> = {
  'escalation-raised': 'raised',
  'escalation-acknowledged': 'acknowledged',
  'escalation-handed-over': 'handed-over',
  'escalation-peer-answered': 'peer-answered',
  'escalation-unresolved': 'unresolved',
  'escalation-resolved': 'resolved',
  'debrief-offered': 'debrief-offered',
  'debrief-answered': 'debrief-answered',
};

/** What is said to page somebody; news to those who were told before are not among the response times. */
const PAGES = [
  'escalation-raised',
  'escalation-repeat',
  'escalation-unresolved',
  'help-alarm',
  'drill-alarm',
  'escalation-handed-over',
];

/** The escalations of a report, each with its story: who was told how and when, and what they did. */
export async function readCases(
  database: Database,
  where: Prisma.EscalationWhereInput,
  sites: ReadonlyMap<string, { name: string; zone: string }>,
  programZone: string,
): Promise<EvidenceCase[]> {
  const escalations = await database.escalation.findMany({
    where,
    orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }],
  });
  const ids = escalations.map(({ id }) => id);
  const [events, intents] = await Promise.all([
    database.event.findMany({
      where: { escalationId: { in: ids }, kind: { in: [...Object.keys(WHAT), 'escalation-level-told'] } },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    }),
    database.messageIntent.findMany({
      where: { escalationId: { in: ids } },
      include: { deliveries: true },
    }),
  ]);
  const named = await actorsNamed(database, [
    ...events.flatMap(({ actor, data }) => {
      const { to } = data as { to?: string };
      return [actor, to && `person:${to}`];
    }),
    ...intents.map(({ personId }) => `person:${personId}`),
    ...escalations.map(({ subjectPersonId }) => `person:${subjectPersonId}`),
  ]);

  return escalations.map((escalation): EvidenceCase => {
    const happened = events
      .filter(({ escalationId }) => escalationId === escalation.id)
      .flatMap(({ kind, at, actor, data }): EvidenceStep[] => {
        const said = data as Record<string, string | number | undefined>;
        if (kind === 'escalation-level-told')
          return said['people'] === 0
            ? [
                {
                  at,
                  what: 'nobody-on-call',
                  who: '',
                  level: String(said['level']),
                  channel: null,
                  outcome: null,
                },
              ]
            : [];
        const what = WHAT[kind];
        if (!what) return [];
        return [
          {
            at,
            what,
            who:
              what === 'handed-over'
                ? named(`person:${said['to']}`)
                : what === 'peer-answered'
                  ? named(`person:${escalation.subjectPersonId}`)
                  : actor === 'system'
                    ? ''
                    : named(actor),
            level: null,
            channel: typeof said['via'] === 'string' ? said['via'] : null,
            outcome: String(said['outcome'] ?? said['how'] ?? said['kind'] ?? '') || null,
          },
        ];
      });
    const told = intents
      .filter(({ escalationId }) => escalationId === escalation.id)
      .flatMap((intent): { step: EvidenceStep; page: boolean }[] => {
        const who = named(`person:${intent.personId}`);
        const page = PAGES.includes(intent.template);
        const { level: paged } = intent.refs as { level?: string };
        // Of news a level is what it speaks of, not whose it is.
        const level = (page && paged) || null;
        if (intent.deliveries.length === 0)
          return ['pending', 'superseded'].includes(intent.status)
            ? []
            : [
                {
                  page,
                  step: {
                    at: intent.settledAt ?? intent.at,
                    what: 'not-told',
                    who,
                    level,
                    channel: null,
                    outcome: intent.statusReason ?? intent.status,
                  },
                },
              ];
        return intent.deliveries.map(({ at, channel, status, code }) => ({
          page,
          step: {
            at,
            what: status !== 'sent' && status !== 'delivered' ? 'not-told' : page ? 'told' : 'informed',
            who,
            level,
            channel,
            outcome: code ? `${status} ${code}` : status,
          },
        }));
      });
    const order = (step: EvidenceStep) =>
      step.what === 'raised' ? 0 : step.what === 'told' || step.what === 'informed' ? 1 : 2;
    const steps = [...happened, ...told.map(({ step }) => step)].sort(
      (a, b) => a.at.getTime() - b.at.getTime() || order(a) - order(b),
    );
    const first = (what: EvidenceStep['what']) => happened.find((step) => step.what === what)?.at;
    const firstPage = told
      .filter(({ page, step }) => page && step.what === 'told')
      .map(({ step }) => step.at)
      .sort((a, b) => a.getTime() - b.getTime())[0];
    const site = escalation.siteId ? sites.get(escalation.siteId) : undefined;
    return {
      id: escalation.id,
      kind: escalation.kind,
      siteId: escalation.siteId,
      site: site?.name ?? '',
      zone: site?.zone ?? programZone,
      shiftId: escalation.shiftId,
      peer: escalation.kind === 'drill' ? PRACTICE : named(`person:${escalation.subjectPersonId}`),
      raisedAt: escalation.raisedAt,
      steps,
      minutesToTold: minutesBetween(escalation.raisedAt, firstPage),
      minutesToAcknowledged: minutesBetween(escalation.raisedAt, first('acknowledged')),
      minutesToResolved: minutesBetween(escalation.raisedAt, escalation.resolvedAt),
      outcome: escalation.outcome,
      status: escalation.status,
    };
  });
}
