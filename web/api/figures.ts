import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { figuresCsv } from '../../office/figures/csv';
import type { Parts } from '../parts';
import { apiCaller } from './caller';
import { answers } from './document';

const InBoth = z.object({ en: z.string(), fr: z.string() });
const Line = z.object({
  code: z.string().nullable().describe('What the figure is divided by; null where it is not divided'),
  label: InBoth.nullable(),
  n: z.int(),
  of: z.int().nullable().describe('Of how many, for a share'),
  q1: z.number().nullable(),
  median: z.number().nullable().describe('Days or minutes; null where nothing was measured'),
  q3: z.number().nullable(),
});
const Shown = z.object({
  cells: z.array(z.int().nullable()).describe('In the order of the groups; null where it is withheld'),
  total: z.int().nullable(),
});
const Figures = z.object({
  program: z.object({ id: z.string(), name: InBoth }),
  site: z.object({ id: z.string(), name: z.string() }).nullable(),
  zone: z.string(),
  period: z.object({ from: z.string(), until: z.string() }).describe('First and last day, both included'),
  generatedAt: z.string(),
  sections: z.array(
    z.object({
      id: z.string(),
      name: InBoth,
      figures: z.array(
        z.object({
          id: z.string(),
          unit: z.string().describe('count, share, days or minutes'),
          name: InBoth,
          definition: InBoth.describe('What it counts, and what it leaves out'),
          lines: z.array(Line),
        }),
      ),
    }),
  ),
  equity: z
    .object({
      year: z.string(),
      quarters: z.array(z.object({ name: z.string(), from: z.string(), until: z.string() })),
      groups: z.array(z.object({ id: z.string(), label: InBoth })),
      lines: z.array(z.object({ arrival: z.string(), label: InBoth, quarters: z.array(Shown), year: Shown })),
      withheldBelow: z.int(),
    })
    .nullable()
    .describe('By self-described group, small numbers withheld; only for a whole program that asks'),
});
const Question = z.object({
  program: z.string().optional(),
  site: z.string().optional(),
  period: z
    .string()
    .optional()
    .describe('`2026-03`, `2026-Q1`, or `2026` for a fiscal year; the present one when absent'),
  from: z.string().optional().describe('Or the first day'),
  until: z.string().optional().describe('And the last one'),
});

export function figuresApi(scope: FastifyInstance, parts: Parts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const ask = (request: Parameters<typeof apiCaller>[0], query: z.output<typeof Question>) => {
    const { program, site, ...period } = query;
    const given = Object.fromEntries(Object.entries(period).filter(([, value]) => value !== undefined));
    return parts.office.figures.report(apiCaller(request), {
      ...(program ? { programId: program } : {}),
      ...(site ? { siteId: site } : {}),
      ...given,
    });
  };
  app.get(
    '/figures',
    {
      schema: {
        tags: ['figures'],
        summary: 'Numbers for a funder, counted from the ledger, each with what it counts and leaves out',
        querystring: Question,
        response: answers(Figures),
      },
    },
    async (request): Promise<z.input<typeof Figures>> => ask(request, request.query),
  );
  app.get(
    '/figures.csv',
    {
      schema: {
        tags: ['figures'],
        summary: 'The same as a table: UTF-8 with a byte order mark, commas, CRLF',
        querystring: Question.extend({ lang: z.enum(['en', 'fr']).default('en') }),
      },
    },
    async (request, reply) => {
      const { lang, ...query } = request.query;
      const report = await ask(request, query);
      return reply.type('text/csv; charset=utf-8').send(figuresCsv(report, lang));
    },
  );
}
