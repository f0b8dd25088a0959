import { appendEvents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import type { Instant } from '../../domain/ids';
import type { Caller } from '../access';
import { lookAgain } from '../coverage';
import { businessNow, type OfficeTools } from '../tools';
import type { Place } from './places';
import type { SpanRow } from './times';

export interface Changed {
  id: string;
  /** Levels of shifts ahead that nobody can be reached for now, counted shift by shift. */
  gaps: number;
}

/** What every change of a rota leaves behind. */
export function rotaChanges(tools: OfficeTools) {
  const { database } = tools;

  /** Somebody stands in for somebody else, for a stretch. */
  async function storeOverride(
    caller: Caller,
    place: Place,
    now: Instant,
    made: { id: string; kind: 'swap' | 'hand-over'; level: string; from: string; to: string; span: SpanRow },
  ): Promise<void> {
    const { from, ...span } = made.span;
    await database.rotaOverride.create({
      data: {
        id: made.id,
        programId: place.programId,
        siteId: place.siteId ?? null,
        level: made.level,
        fromPersonId: made.from,
        toPersonId: made.to,
        kind: made.kind,
        ...span,
        from: from ?? now,
        zone: place.zone,
        createdBy: caller.actor,
        createdAt: now,
      },
    });
  }

  /** Kept in the ledger, and the shifts ahead are looked at again. */
  async function changed(
    caller: Caller,
    place: Place,
    id: string,
    { personId, ...data }: { change: string; level?: string; personId?: string; to?: string },
  ): Promise<Changed> {
    const at = await businessNow(tools);
    await database.$executeRaw(
      statement(
        appendEvents([
          {
            key: `rota-${id}/${data.change}`,
            kind: 'rota-changed',
            programId: place.programId,
            siteId: place.siteId ?? null,
            personId: personId ?? null,
            actor: caller.actor,
            data,
            at,
          },
        ]),
      ),
    );
    return { id, gaps: (await lookAgain(tools, place.programId)).gaps };
  }

  return { storeOverride, changed };
}
export type RotaChanges = ReturnType<typeof rotaChanges>;
