import { flagActs } from './matching/flag';
import { askActs } from './surveys/ask';
import { randomUUID } from 'node:crypto';
import { NotThere } from '../client/fullCircle';
import { bundledRules, checkZoneRules } from '../domain/time';
import type { Instant } from '../domain/ids';
import type { AuditFinding } from '../prisma/generated/client';
import type { AuditReport } from '../workflows/contract';
import { can, NotAllowed, within, type Caller } from './access';
import { agreementActs } from './agreements';
import { applicationActs } from './applications';
import { audit } from './audit/auditor';
import { hiddenFrom, without } from './hidden';
import { restoreByHand } from './audit/paths/lookAtPaths';
import { journeyActs } from './journeys';
import { participantActs } from './participants';
import { requestActs } from './requests';
import { resourceActs } from './resources';
import { shiftActs } from './shifts';
import { businessNow, type OfficeTools } from './tools';
import { startWhatWaits } from './unstarted';
import { deathActs } from './deaths';
import { transitionActs } from './transitions';
import { workshopActs } from './workshops';

const MOST = 200;

/** How the system itself is doing, and the auditor that sees to it. */
export function systemActs(tools: OfficeTools) {
  const { database, zoneRules = bundledRules } = tools;

  /** One look, for the workflow that the schedule starts. Everything in it happens at its business time. */
  async function look(input: { run: string; workflowId?: string; at: Instant }): Promise<AuditReport> {
    const at = { ...tools, clock: { now: async () => new Date(input.at) } };
    const participants = participantActs(at);
    const journeys = journeyActs(at, participants);
    const agreements = agreementActs(at, participants);
    const office = {
      journeys,
      applications: applicationActs(at, { participants, journeys, agreements }),
      shifts: shiftActs(at, participants),
      workshops: workshopActs(at),
      requests: requestActs(at, participants),
      matching: flagActs(at),
      surveys: askActs(at, participants),
      transitions: transitionActs(at, participants),
      deaths: deathActs(at, participants),
      resources: resourceActs(at, participants),
    };
    return await audit({ ...at, startWhatWaits: () => startWhatWaits(at, office) }, input);
  }

  return {
    look,

    /** One look now, from here: Temporal need not be there. Only for those who may see the whole installation. */
    async run(caller: Caller): Promise<AuditReport> {
      mayWatchAll(caller);
      return await look({ run: `by-hand-${randomUUID()}`, at: await businessNow(tools) });
    },

    /**
     * Begins again, from the rows, a path, pair, critical transition, request or occasion that the auditor leaves to humans; for
     * those who may see the whole installation. The ledger says who it was.
     * @param workflowId as the finding names it: `journey-…`, `mentorship-…`, `transition-…`, `request-…`, `occasion-…`, `shift-…`,
     * `escalation-…`
     */
    async restore(caller: Caller, workflowId: string): Promise<{ state: 'restored' | 'running-already' }> {
      mayWatchAll(caller);
      const at = await businessNow(tools);
      const { state, kind, place } = await restoreByHand(tools, workflowId, at);
      const { programId, siteId, journeyId, mentorshipId, shiftId, escalationId } = place;
      if (state === 'restored')
        await database.event.create({
          data: {
            key: `audit/by-hand/${workflowId}/${at}`,
            kind: 'audit-mended',
            programId: programId ?? '',
            siteId: siteId ?? null,
            journeyId: journeyId ?? null,
            mentorshipId: mentorshipId ?? null,
            shiftId: shiftId ?? null,
            escalationId: escalationId ?? null,
            actor: caller.actor,
            data: { finding: kind, count: 1 },
            at,
          },
        });
      return { state };
    },

    /** The last look, what is open and what was lately. @throws NotAllowed for who may not see it of any program */
    async show(caller: Caller) {
      mayWatch(caller);
      const { OR: places } = within(caller.scope, 'watch-system');
      const where = {
        AND: [
          places ? { OR: [{ programId: null }, ...places] } : {},
          without.findings(await hiddenFrom(database, caller)),
        ],
      };
      const [last, open, over, channels, now] = await Promise.all([
        database.auditRun.findFirst({ orderBy: { at: 'desc' } }),
        database.auditFinding.findMany({
          where: { AND: [where, { resolvedAt: null }] },
          orderBy: [{ severity: 'desc' }, { firstSeenAt: 'asc' }, { key: 'asc' }],
          take: MOST,
        }),
        database.auditFinding.findMany({
          where: { AND: [where, { resolvedAt: { not: null } }] },
          orderBy: [{ resolvedAt: 'desc' }, { key: 'asc' }],
          take: 20,
        }),
        readChannels(database),
        tools.clock.now(),
      ]);
      const check = checkZoneRules(zoneRules);
      return {
        last,
        open: open.map(shown),
        over: over.map(shown),
        channels,
        zoneRules: { version: check.version, ok: check.ok, problems: [...check.problems] },
        now,
      };
    },

    /** What is open about one shift: a banner on its page. */
    async aboutShift(shiftId: string): Promise<string[]> {
      const rows = await database.auditFinding.findMany({ where: { shiftId, resolvedAt: null } });
      return rows.map(({ kind }) => kind);
    },
  };
}

function mayWatchAll({ scope }: Caller): void {
  if (!can(scope, 'watch-system', { programId: '*' })) throw new NotAllowed('watch-system');
}

function mayWatch(caller: Caller): void {
  if (caller.scope.length === 0) throw new NotThere('system page');
  const anywhere = caller.scope.some((grant) =>
    can([grant], 'watch-system', { programId: grant.programId ?? '*', siteId: grant.siteId ?? null }),
  );
  if (!anywhere) throw new NotAllowed('watch-system');
}

function shown(row: AuditFinding) {
  return { ...row, details: (row.details ?? {}) as Record<string, string | number | boolean> };
}

export interface ChannelState {
  channel: string;
  up: boolean;
  since: Date;
}

/** Each channel as the ledger has it last; one about which nothing is known is not there. */
export async function readChannels(
  database: Pick<OfficeTools['database'], 'event'>,
): Promise<ChannelState[]> {
  const events = await database.event.findMany({
    where: { kind: { in: ['channel-down', 'channel-restored'] } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 100,
    select: { kind: true, data: true, at: true },
  });
  const latest = new Map<string, ChannelState>();
  for (const { kind, data, at } of events) {
    const { channel } = data as { channel?: string };
    if (channel && !latest.has(channel))
      latest.set(channel, { channel, up: kind === 'channel-restored', since: at });
  }
  return [...latest.values()].sort((a, b) => a.channel.localeCompare(b.channel));
}
