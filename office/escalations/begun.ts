import { NotThere } from '../../client/fullCircle';
import { restoredEscalation } from '../audit/restore';
import type { OfficeTools } from '../tools';

/**
 * An escalation pages people before its run has begun, and whoever was to begin it may be far behind, or lost with its
 * worker; or its run has ended although the escalation goes on. Nobody who answers is told that there is no such
 * escalation: it begins from its row, as the auditor would begin it.
 */
export async function begun<T>(
  { database, fullCircle }: Pick<OfficeTools, 'database' | 'fullCircle'>,
  id: string,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof NotThere)) throw error;
    const open = await database.escalation.count({ where: { id, status: { not: 'resolved' } } });
    const input = open > 0 ? await restoredEscalation(database, id) : undefined;
    if (!input) throw error;
    await fullCircle.escalations.raise(input, error.isOver ? { again: 'after-any-end' } : {});
    return await act();
  }
}
