import type { Instant } from '../../domain/ids';
import { as } from '../../domain/ids';
import { understand, type Effect } from '../../domain/replies';
import type { Database, Transaction } from '../../platform/database';
import { type Prisma, type Inbound } from '../../prisma/generated/client';
import type { InboundInput, InboundPlan } from '../../workflows/contract';
import { appendEvents, keysOf, openWaits, storeIntents } from '../records/rows';
import { statement, type Step } from '../records/statement';
import { answerOf } from './answers';
import { Draft } from './draft';
import { firstOnCallAnywhere } from './contact';
import { answerOfKey } from './pressed';
import { homeOf } from './places';
import { answerOfShared } from './sharedNumber';
import { writersOf } from './writers';

/**
 * Understands a stored reply and writes everything that follows from it in the transaction that also keeps the plan: a
 * repeat finds the plan and changes nothing. The reply's row is locked meanwhile, so that of two who try, one waits.
 */
export async function planInbound(
  prisma: Database,
  { inboundId, at }: InboundInput & { at: Instant },
): Promise<InboundPlan> {
  return await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Inbound" WHERE "id" = ${inboundId} FOR UPDATE`;
    const inbound = await tx.inbound.findUnique({ where: { id: inboundId } });
    if (!inbound) throw new RangeError('no such reply is stored');
    const known = inbound.understood as { plan?: InboundPlan } | null;
    if (known?.plan) return known.plan;

    const draft = new Draft(inbound, at);
    const { effects, personId, scope } = await understandFor(tx, draft, inbound);
    const plan: InboundPlan = {
      ...(scope ? { scope } : {}),
      acts: draft.acts,
      replies: keysOf(draft.intents),
    };
    const steps: Step[] = [];
    if (draft.waits.length > 0) steps.push(openWaits(draft.waits));
    if (draft.intents.length > 0) steps.push(storeIntents(draft.intents));
    if (draft.events.length > 0) steps.push(appendEvents(draft.events));
    if (steps.length > 0) await tx.$executeRaw(statement(...steps));
    const understood = { effects, plan } as unknown as Prisma.InputJsonObject;
    await tx.inbound.update({ where: { id: inboundId }, data: { understood, personId: personId ?? null } });
    return plan;
  });
}

interface Understood {
  effects: Effect[];
  personId?: string;
  scope?: InboundPlan['scope'];
}

async function understandFor(tx: Transaction, draft: Draft, inbound: Inbound): Promise<Understood> {
  const text = inbound.body;
  const { writers, askedAbout, mailedAt, trusted } = await writersOf(tx, inbound);
  const [writer, ...others] = writers;
  const home = await homeOf(tx, writer?.id);
  if (!home) return { effects: [] };
  if (!writer) {
    // No answer goes to a number that nobody gave us: it has no consent, and may be anybody's.
    draft.forHumans(home, null, 'unknown-sender');
    const { effects } = understand(text, { awaiting: 'none', language: 'en', onShift: false });
    // It may be a borrowed phone. Nobody can be looked for by it, and somebody on call can call it.
    if (effects.some(({ kind }) => kind === 'help'))
      for (const staff of await firstOnCallAnywhere(tx, draft.at))
        draft.say(home, staff, 'staff-task', { reason: 'unknown-help', wait: draft.key('human') });
    return { effects: [...effects], scope: { programId: as(home.programId) } };
  }
  const reply = { text, from: mailedAt ?? addressOf(inbound), askedAbout, trusted };
  const told =
    inbound.channel === 'voice'
      ? { effects: await answerOfKey(tx, draft, writer, { ...inbound, place: home }), personId: writer.id }
      : others.length > 0
        ? await answerOfShared(tx, draft, writers, reply)
        : { effects: await answerOf(tx, draft, writer, { ...reply, place: home }), personId: writer.id };
  const personId = told.personId;
  for (const { id } of personId ? [{ id: personId }] : writers) {
    draft.happened((await homeOf(tx, id)) ?? home, id, 'message-received', {
      channel: draft.channel,
      understood: told.effects.map(({ kind }) => kind).join(' '),
    });
  }
  return {
    effects: told.effects,
    ...(personId ? { personId } : {}),
    scope: {
      programId: as(home.programId),
      ...(home.siteId ? { siteId: as(home.siteId) } : {}),
      ...(personId ? { personId: as(personId) } : {}),
    },
  };
}

function addressOf({ channel, from }: Inbound): string {
  return channel === 'email' ? from.toLowerCase() : from;
}
