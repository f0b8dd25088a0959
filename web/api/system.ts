import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers } from './document';

const Finding = z.object({
  key: z.string(),
  kind: z.string().describe('What should be going on and is not, as a code'),
  severity: z.string().describe('safety: somebody may be unwatched or unheard; care: a path stands still'),
  program: z.string().nullable(),
  site: z.string().nullable(),
  shiftId: z.string().nullable(),
  escalationId: z.string().nullable(),
  count: z.int(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  mendedAt: z.string().nullable(),
  alertedAt: z.string().nullable(),
});
const System = z.object({
  satisfied: z.boolean().nullable().describe('Null before the first look'),
  lastLookAt: z.string().nullable(),
  heartbeat: z.string().nullable(),
  zoneRules: z.object({ version: z.string(), current: z.boolean() }),
  channels: z.array(z.object({ channel: z.string(), up: z.boolean(), since: z.string() })),
  findings: z.array(Finding),
});

export function systemApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/system',
    {
      schema: {
        tags: ['system'],
        summary: 'How the system itself is doing: the last look of its auditor, and what is open',
        response: answers(System),
      },
    },
    async (request): Promise<z.input<typeof System>> => {
      const { last, open, channels, zoneRules } = await parts.office.system.show(apiCaller(request));
      return {
        satisfied: last?.satisfied ?? null,
        lastLookAt: last?.at.toISOString() ?? null,
        heartbeat: last?.heartbeat ?? null,
        zoneRules: { version: zoneRules.version, current: zoneRules.ok },
        channels: channels.map(({ since, ...channel }) => ({ ...channel, since: since.toISOString() })),
        findings: open.map((row) => ({
          key: row.key,
          kind: row.kind,
          severity: row.severity,
          program: row.programId,
          site: row.siteId,
          shiftId: row.shiftId,
          escalationId: row.escalationId,
          count: row.count,
          firstSeenAt: row.firstSeenAt.toISOString(),
          lastSeenAt: row.lastSeenAt.toISOString(),
          mendedAt: row.mendedAt?.toISOString() ?? null,
          alertedAt: row.alertedAt?.toISOString() ?? null,
        })),
      };
    },
  );
}
