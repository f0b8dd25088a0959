import { appendEvents } from '../../activities/records/rows';
import type { Instant } from '../../domain/ids';
import type { Transaction } from '../../platform/database';
import { idFromKey, newId } from '../../platform/newId';
import type { Caller } from '../access';
import { lookAgain } from '../coverage';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
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

  /** The row that a change makes: the same one for the same act again. */
  function rowId(caller: Caller, options?: ActOptions): string {
    return options?.key ? idFromKey('rota', caller.actor, options.key) : newId();
  }

  /** What the ledger says of a change that was made before; null where it was not. */
  function changedBefore(id: string, what: string): Promise<{ programId: string } | null> {
    return database.event.findUnique({ where: { key: ledgerKey(id, what) }, select: { programId: true } });
  }

  /** Somebody stands in for somebody else, for a stretch. */
  async function storeOverride(
    tx: Transaction,
    caller: Caller,
    place: Place,
    now: Instant,
    made: { id: string; kind: 'swap' | 'hand-over'; level: string; from: string; to: string; span: SpanRow },
  ): Promise<void> {
    const { from, ...span } = made.span;
    await tx.rotaOverride.create({
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

  /**
   * Makes a change and keeps it in the ledger, in one transaction; then the shifts ahead are looked at again. What the
   * ledger knows already is not made again, nor checked.
   */
  async function change(
    caller: Caller,
    place: Place,
    id: string,
    { personId, ...data }: { change: string; level?: string; personId?: string; to?: string },
    make: (tx: Transaction) => Promise<unknown>,
  ): Promise<Changed> {
    const at = await businessNow(tools);
    await database.$transaction(async (tx) => {
      const kept = await tx.$executeRaw(
        appendEvents([
          {
            key: ledgerKey(id, data.change),
            kind: 'rota-changed',
            programId: place.programId,
            siteId: place.siteId ?? null,
            personId: personId ?? null,
            actor: caller.actor,
            data,
            at,
          },
        ]).sql,
      );
      if (kept > 0) await make(tx);
    });
    return { id, gaps: (await lookAgain(tools, place.programId)).gaps };
  }

  return { rowId, storeOverride, changedBefore, change };
}

function ledgerKey(id: string, what: string): string {
  return `rota-${id}/${what}`;
}

export type RotaChanges = ReturnType<typeof rotaChanges>;
