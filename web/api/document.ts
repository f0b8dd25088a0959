import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Parts } from '../parts';
import { Problem } from './schemas';

/** Answers of a route: its own, and the problems that any may give. */
export function answers<T extends z.ZodType>(schema: T, status: 200 | 201 = 200) {
  const problem = { content: { 'application/problem+json': { schema: Problem } } };
  return {
    [status]: schema,
    400: problem,
    401: problem,
    403: problem,
    404: problem,
    409: problem,
    503: problem,
  } as unknown as { 200: T; 201: T };
}

/** Part of the schema of every route that changes something. */
export const changes = {
  headers: z.object({
    'idempotency-key': z
      .string()
      .optional()
      .describe('Names the change: sent again, it gets the answer of the first time and changes nothing'),
  }),
};

export async function apiDocument(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Full Circle',
        version: '1',
        description:
          'Peer-mentorship programs: participants and their journeys, shifts and check-ins, escalations. ' +
          'Problems come as RFC 9457 `application/problem+json` with a stable `code` and a `detail` that says what to do.',
      },
      servers: [{ url: parts.config.publicUrl }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key' } } },
      security: [{ key: [] }],
      tags: [
        { name: 'programs', description: 'What each program is made of, and the versions it had' },
        { name: 'participants', description: 'People in a program' },
        { name: 'journeys', description: 'Their paths through its stages' },
        {
          name: 'matching',
          description: 'Pairs of mentee and mentor: proposed, explained, decided on, ended at once',
        },
        { name: 'surveys', description: 'What people are asked, and what they answered' },
        {
          name: 'applications',
          description: 'Who would like to come in: by themselves, or through a partner',
        },
        { name: 'shifts', description: 'Working time and its check-ins' },
        { name: 'rota', description: 'Who is on call, at which level, when' },
        { name: 'requests', description: 'To speak with another professional' },
        { name: 'drills', description: 'Practice alarms, and who answered' },
        { name: 'escalations', description: 'What climbs until a human has ended it' },
        { name: 'safety plans', description: 'What was agreed with a peer beforehand' },
        { name: 'training', description: 'Modules, achievement reviews, certificates, notes' },
        { name: 'peer work', description: 'Tiers, work that was done, openings' },
        { name: 'figures', description: 'Numbers for a funder, each with what it counts' },
        { name: 'evidence', description: 'What was due and what came of it, for an inspector' },
      ],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, uiConfig: { deepLinking: false } });
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  );
}
