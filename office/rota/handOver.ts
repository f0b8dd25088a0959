import { NotThere, Refused } from '../../client/fullCircle';
import { storeIntents } from '../../activities/records/rows';
import { statement } from '../../activities/records/statement';
import {
  as,
  instant,
  type EscalationId,
  type Instant,
  type OccurrenceKey,
  type PersonId,
} from '../../domain/ids';
import { onCallAt, stretchEnd } from '../../domain/rota';
import { newId } from '../../platform/newId';
import { occurrences } from '../../workflows/contract';
import type { Caller } from '../access';
import { sayAll } from '../coverage';
import { businessNow, type ActOptions, type OfficeTools } from '../tools';
import type { Changed, RotaChanges } from './changes';
import { mustBeLevel, type Place, type RotaPlace, type RotaPlaces } from './places';

export interface HandOver extends RotaPlace {
  level: string;
  from: string;
  to: string;
}

/** Handing over in the middle of a stretch, with what is open. */
export function rotaHandOver(
  tools: OfficeTools,
  { placeOf, personOf, reachablePerson, namesOf, rotaAt }: RotaPlaces,
  { storeOverride, changed }: RotaChanges,
) {
  const { database, fullCircle } = tools;

  /**
   * From now on `to` is on call in `from`'s place, until their stretch is over. What `from` owns or was told of and nobody
   * has taken goes with it, and both are told. Repeated, it goes on where it stopped.
   * @throws Refused `NotOnCall` for somebody who has nothing to hand over
   */
  async function handOver(
    caller: Caller,
    input: HandOver,
    options?: ActOptions,
  ): Promise<Changed & { until: Instant | null; escalations: string[] }> {
    const place = await placeOf(caller, input, true);
    mustBeLevel(place, input.level);
    const now = await businessNow(tools);
    const from = as<PersonId>((await personOf(place, input.from)).id);
    const to = as<PersonId>(await reachablePerson(place, input.to));
    if (from === to) throw new Refused('SamePerson', 'A hand-over is between two people.');
    const rota = await rotaAt(place, now);
    const post = { level: input.level, siteId: place.siteId ?? null };
    const repeated = await database.rotaOverride.findFirst({
      where: {
        programId: place.programId,
        siteId: place.siteId ?? null,
        level: input.level,
        kind: 'hand-over',
        fromPersonId: from,
        toPersonId: to,
        from: { lte: now },
        OR: [{ until: null }, { until: { gt: now } }],
      },
    });
    if (!repeated && !onCallAt(rota, post, now).includes(from)) {
      const names = await namesOf(onCallAt(rota, post, now));
      throw new Refused(
        'NotOnCall',
        `${input.from} is not on call as ${input.level} now; ${[...names.values()].join(', ') || 'nobody'} is.`,
      );
    }
    const until = repeated
      ? repeated.until && instant(repeated.until)
      : (stretchEnd(rota, post, from, now) ?? null);
    const id = repeated?.id ?? newId();
    if (!repeated) {
      const span = { from: now, ...(until ? { until } : {}) };
      await storeOverride(caller, place, now, { id, kind: 'hand-over', level: input.level, from, to, span });
      await sayAll(
        tools,
        place.programId,
        await tellBoth(place, id, { level: input.level, from, to, until, now }),
      );
    }
    const escalations = await handOverEscalations(caller, place, { level: input.level, from, to }, options);
    const done = await changed(caller, place, id, {
      change: 'hand-over',
      level: input.level,
      personId: from,
      to,
    });
    return { ...done, until: until ?? null, escalations };
  }

  async function handOverEscalations(
    caller: Caller,
    { programId, siteId }: Place,
    { level, from, to }: { level: string; from: PersonId; to: PersonId },
    options?: ActOptions,
  ): Promise<string[]> {
    const open = await database.escalation.findMany({
      where: {
        programId,
        ...(siteId ? { siteId } : {}),
        status: { not: 'resolved' },
        subjectPersonId: { not: to },
      },
      orderBy: { raisedAt: 'asc' },
    });
    const leftOut = new Set(
      (
        await database.request.findMany({ where: { programId, exclude: { has: to } }, select: { id: true } })
      ).map(({ id }) => occurrences.lateRequest(as(id)) as string),
    );
    const theirs = open.filter((escalation) => {
      if (leftOut.has(escalation.id)) return false;
      if (escalation.ownerPersonId) return escalation.ownerPersonId === from;
      const chain = escalation.chain as unknown as { id: string; people: string[] }[];
      const told = chain.slice(0, escalation.level + 1).find(({ id }) => id === level);
      return told?.people.includes(from) ?? false;
    });
    const handed: string[] = [];
    for (const { id } of theirs) {
      try {
        const key = options?.key ? { ...options, key: `${options.key}/${id}` } : options;
        await fullCircle.escalations.handOver(as<EscalationId>(id), { by: caller.actor, to, from }, key);
        handed.push(id);
      } catch (error) {
        // A human has ended it in the meantime.
        if (!(error instanceof NotThere) && !(error instanceof Refused)) throw error;
      }
    }
    return handed;
  }

  async function tellBoth(
    place: Place,
    id: string,
    about: { level: string; from: PersonId; to: PersonId; until: Instant | null; now: Instant },
  ): Promise<OccurrenceKey[]> {
    const { level, from, to, until, now } = about;
    const intents = [from, to].map((personId) => ({
      key: `rota-${id}/handed-over/${personId}` as OccurrenceKey,
      personId,
      template: 'rota-handed-over',
      refs: { level, from, to, ...(until ? { at: until } : {}) },
      urgency: 'notice' as const,
      programId: place.programId,
      siteId: place.siteId ?? null,
      at: now,
    }));
    await database.$executeRaw(statement(storeIntents(intents)));
    return intents.map(({ key }) => key);
  }

  return { handOver };
}
