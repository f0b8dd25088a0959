import type { OccurrenceKey } from '../../domain/ids';
import type { Database } from '../../platform/database';
import type { CoverageQuestion } from '../../workflows/contract';
import { chainAt } from './onCall';
import { appendEvents } from './rows';
import { statement } from './statement';

/** Whether every level of a shift's chain has somebody, and what is told where one has nobody. */
export async function checkCoverage(
  prisma: Database,
  question: CoverageQuestion,
): Promise<{ gaps: string[]; stored: OccurrenceKey[] }> {
  const { shiftId, programId, siteId, at, endsAt } = question;
  const chain = await chainAt(prisma, { ...question, at: endsAt });
  const gaps = chain.filter(({ people }) => people.length === 0).map(({ id }) => id);
  await prisma.$executeRaw(
    statement(
      appendEvents([
        {
          key: `shift-${shiftId}/coverage-${question.number}`,
          kind: gaps.length > 0 ? 'coverage-gap' : 'coverage-checked',
          programId,
          siteId,
          shiftId,
          actor: 'system',
          data: { gaps: gaps.join(',') },
          at,
        },
      ]),
    ),
  );
  return { gaps, stored: [] };
}
