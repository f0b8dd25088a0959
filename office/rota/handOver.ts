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
import { occurrences } from '../../workflows/contract';
import type { Caller } from '../access';
import { sayAll } from '../coverage';
import { begun } from '../escalations/begun';
import { hiddenFrom } from '../hidden';
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
  { rowId, storeOverride, change }: RotaChanges,
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
    const onCall = onCallAt(rota, post, now);
    const id = rowId(caller, options);
    const done =
      (await database.rotaOverride.findUnique({ where: { id } })) ??
      // Whoever is on call has something to hand over, also where they had handed it over before and got it back.
      (onCall.includes(from)
        ? null
        : await database.rotaOverride.findFirst({
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
            orderBy: { createdAt: 'desc' },
          }));
    if (!done && !onCall.includes(from)) {
      const names = await namesOf(onCall);
      throw new Refused(
        'NotOnCall',
        `${input.from} is not on call as ${input.level} now; ${[...names.values()].join(', ') || 'nobody'} is.`,
      );
    }
    const until = done ? done.until && instant(done.until) : (stretchEnd(rota, post, from, now) ?? null);
    const made = { id: done?.id ?? id, level: input.level, from, to };
    const { told, intents } = toBoth(place, { ...made, until, now });
    const about = { change: 'hand-over', level: input.level, personId: from, to };
    const changed = await change(caller, place, made.id, about, async (tx) => {
      const span = { from: now, ...(until ? { until } : {}) };
      await storeOverride(tx, caller, place, now, { ...made, kind: 'hand-over', span });
      await tx.$executeRaw(statement(storeIntents(intents)));
    });
    await sayAll(tools, place.programId, told);
    const escalations = await handOverEscalations(caller, place, { level: input.level, from, to }, options);
    return { ...changed, until: until ?? null, escalations };
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
      // Whoever took it and was silent, or was given it and never answered, does not have it any more.
      if (escalation.status === 'acknowledged') return escalation.ownerPersonId === from;
      const chain = escalation.chain as unknown as { id: string; people: string[] }[];
      const told = chain.slice(0, escalation.level + 1).find(({ id }) => id === level);
      return told?.people.includes(from) ?? false;
    });
    const handed: string[] = [];
    for (const { id } of theirs) {
      try {
        const key = options?.key ? { ...options, key: `${options.key}/${id}` } : options;
        await begun(tools, id, () =>
          fullCircle.escalations.handOver(as<EscalationId>(id), { by: caller.actor, to, from }, key),
        );
        handed.push(id);
      } catch (error) {
        // A human has ended it in the meantime.
        if (!(error instanceof NotThere) && !(error instanceof Refused)) throw error;
      }
    }
    // What the caller must not know of is handed over, too, and not named to them.
    const { escalations: hidden } = await hiddenFrom(database, caller);
    return handed.filter((id) => !hidden.includes(id));
  }

  function toBoth(
    place: Place,
    about: { id: string; level: string; from: PersonId; to: PersonId; until: Instant | null; now: Instant },
  ) {
    const { id, level, from, to, until, now } = about;
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
    return { intents, told: intents.map(({ key }) => key) };
  }

  return { handOver };
}
