import type { Instant } from '../../domain/ids';
import { IN_USE } from '../../domain/phone';
import type { Effect } from '../../domain/replies';
import type { Transaction } from '../../platform/database';
import { chainFor } from '../records/onCall';
import { underSilentAlarm } from '../silentAlarm';
import { readProgram } from '../programs';
import type { Draft, Place } from './draft';

/**
 * What a reply may bring about. Whoever wrote a mail that only claims its sender is not known for sure: nobody's words are
 * taken from them, or given back, by it, and a human reads what it asks for.
 */
export function heeded(effects: readonly Effect[], { trusted }: { trusted: boolean }): Effect[] {
  return effects.map((effect) =>
    trusted || (effect.kind !== 'stop' && effect.kind !== 'start')
      ? effect
      : { kind: 'human', reason: 'not-understood' },
  );
}

/**
 * STOP: nothing goes to that number or address any more, at once and for everybody who shares it, until START. Safety
 * goes on without it: while the person is on shift, whoever is on call learns to call instead (rule 3); not while a silent
 * alarm is up, which asks everybody not to.
 */
export async function stop(
  tx: Transaction,
  draft: Draft,
  value: string,
  writers: readonly { id: string; place: Place; onShift: boolean }[],
): Promise<void> {
  await tx.contactPoint.updateMany({
    where: { channel: draft.channel, value, stoppedAt: null },
    data: { stoppedAt: draft.at },
  });
  draft.silenced = true;
  for (const { id, place, onShift } of writers) {
    draft.happened(place, id, 'contact-stopped', { channel: draft.channel });
    // Of a mail it says nothing about texts.
    if (!onShift || draft.channel !== 'sms' || raisesSilently(draft, id)) continue;
    if ((await underSilentAlarm(tx, [id])).has(id)) continue;
    for (const staff of await firstOnCall(tx, place, id, draft.at))
      draft.say(place, staff, 'stop-confirmed-call-dont-text', { peer: id });
  }
}

/** The same reply raises a silent alarm, which stands in no row yet. */
function raisesSilently({ acts }: Draft, personId: string): boolean {
  return acts.some(
    (act) =>
      act.act === 'raise' && act.escalation.kind === 'duress' && act.escalation.subjectPersonId === personId,
  );
}

/**
 * START: takes STOP back, for everybody who shares the number. A text that says so is consent to texts, too, of whoever
 * wrote it: where that may be several, nobody's (rules 3 and 6).
 */
export async function start(
  tx: Transaction,
  draft: Draft,
  value: string,
  writers: readonly { id: string; place: Place }[],
): Promise<void> {
  const here = { channel: draft.channel, value };
  const { count } = await tx.contactPoint.updateMany({
    where: { ...here, stoppedAt: { not: null } },
    data: { stoppedAt: null },
  });
  const [only, ...others] = writers;
  if (only && others.length === 0)
    await tx.contactPoint.updateMany({
      where: {
        ...here,
        personId: only.id,
        consentAt: null,
        ...IN_USE,
      },
      data: { consentAt: draft.at },
    });
  // "Yes" is START to the carrier; somebody who never stopped needs no confirmation.
  if (count === 0) return;
  for (const { id, place } of writers)
    draft.happened(place, id, 'contact-started', { channel: draft.channel });
  if (only && others.length === 0) draft.reply(only.place, only.id, 'start-confirmed');
}

/** For somebody whose program nobody can tell: whoever is first on call in any, at any site. */
export async function firstOnCallAnywhere(tx: Transaction, at: Instant): Promise<string[]> {
  const programs = await tx.program.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  const sites = await tx.site.findMany({ select: { id: true, programId: true }, orderBy: { id: 'asc' } });
  const people = new Set<string>();
  for (const { id: programId } of programs) {
    const places = [{ programId }, ...sites.filter((site) => site.programId === programId)];
    for (const place of places) {
      const siteId = 'id' in place ? place.id : null;
      for (const person of await firstOnCall(tx, { programId, siteId }, undefined, at)) people.add(person);
    }
  }
  return [...people];
}

/** The lowest level that has somebody. */
export async function firstOnCall(
  tx: Transaction,
  { programId, siteId }: Place,
  subjectPersonId: string | undefined,
  at: Instant,
): Promise<string[]> {
  const { escalation } = await readProgram(tx, programId);
  const chain = await chainFor(tx, {
    programId,
    siteId: siteId ?? null,
    levels: escalation.levels,
    at,
    subjectPersonId,
  });
  return chain.find(({ people }) => people.length > 0)?.people ?? [];
}
