import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers, changes } from './document';
import { once } from './idempotency';
import { iso } from './participants';
import { ById } from './schemas';

const Instant = z.string().describe('ISO-8601 instant in UTC');
const Id = z.string().min(1).max(200);
const Answer = z.object({ name: z.string(), at: Instant, via: z.string(), seconds: z.number() });
const Report = z.object({
  drillId: Id,
  escalationId: Id,
  program: Id,
  site: Id.nullable(),
  status: z.enum(['open', 'acknowledged', 'unresolved', 'resolved']),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  levels: z.array(
    z.object({
      level: z.string(),
      empty: z.boolean(),
      toldAt: Instant.nullable(),
      people: z.array(
        z.object({
          name: z.string(),
          messages: z.array(z.object({ channel: z.string(), status: z.string(), at: Instant })),
          unsent: z.string().nullable(),
        }),
      ),
      answers: z.array(Answer),
    }),
  ),
  others: z.array(Answer),
});

export function drillApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const tags = ['drills'];
  const { drills } = parts.office;

  app.post(
    '/drills',
    {
      schema: {
        tags,
        summary: 'Start a practice alarm; every message of it says so',
        ...changes,
        body: z.strictObject({
          site: Id,
          allLevels: z
            .boolean()
            .optional()
            .describe('Tell every level at once, so that each of them practises'),
        }),
        response: answers(z.object({ drillId: Id, escalationId: Id }), 201),
      },
    },
    (request, reply) =>
      once(parts, request, reply, async (options) => {
        const { site, allLevels } = request.body;
        const input = { siteId: site, ...(allLevels ? { allLevels } : {}) };
        return { status: 201, body: await drills.start(apiCaller(request), input, options) };
      }),
  );

  app.get(
    '/drills/:id',
    {
      schema: {
        tags,
        summary: 'Who was told when, and who answered when, how and how fast',
        params: ById,
        response: answers(Report),
      },
    },
    async (request) => {
      const report = await drills.report(apiCaller(request), request.params.id);
      const answer = <T extends { at: Date }>(one: T) => ({ ...one, at: one.at.toISOString() });
      return {
        drillId: report.drillId,
        escalationId: report.escalationId,
        program: report.programId,
        site: report.siteId,
        status: report.status as 'open',
        startedAt: report.startedAt.toISOString(),
        endedAt: iso(report.endedAt),
        levels: report.levels.map(({ level, empty, toldAt, people, answers: answered }) => ({
          level,
          empty,
          toldAt: iso(toldAt),
          people: people.map((person) => ({ ...person, messages: person.messages.map(answer) })),
          answers: answered.map(answer),
        })),
        others: report.others.map(answer),
      };
    },
  );
}
