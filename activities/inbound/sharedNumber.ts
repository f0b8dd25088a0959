import { DAY, plus } from '../../domain/duration';
import { instant } from '../../domain/ids';
import { understand, type Effect } from '../../domain/replies';
import type { Transaction } from '../../platform/database';
import { alarmSaid } from '../alarm';
import { closeWaits } from '../records/rows';
import { statement } from '../records/statement';
import { answerOf } from './answers';
import { awaitedOf, isAwaited, shiftJustOver, type Awaited } from './awaited';
import { firstOnCall, heeded, start, stop } from './contact';
import type { Draft, Place } from './draft';
import { homeOf, placeOf, placeOnShift } from './places';
import { phraseSaid, type Writer } from './writers';

interface Reply {
  text: string;
  from: string;
  askedAbout?: string | undefined;
  trusted: boolean;
}

interface Candidate {
  writer: Writer;
  awaited: Awaited;
  place: Place;
}

/**
 * A reply from a number that several people share (rule 6). It is one person's only where they have said so themselves,
 * or where nothing is wanted of any other. What silences the number holds for all; a call for help is raised about
 * everybody who may be meant, because one alarm too many does no harm.
 */
export async function answerOfShared(
  tx: Transaction,
  draft: Draft,
  writers: readonly Writer[],
  reply: Reply,
): Promise<{ effects: Effect[]; personId?: string }> {
  const settled = await saidWho(tx, draft, writers, reply);
  if (settled) return settled;
  const candidates: Candidate[] = [];
  for (const writer of writers) {
    const awaited = await awaitedOf(tx, writer.id, draft.cameAt);
    const [wait] = awaited.waits;
    const place = placeOnShift(wait, awaited.shift) ?? placeOf(wait, null) ?? (await homeOf(tx, writer.id));
    if (place) candidates.push({ writer, awaited, place });
  }
  const wanted = candidates.filter(({ awaited }) => isAwaited(awaited) || awaited.shift);
  const [only] = wanted;
  if (only && wanted.length === 1) {
    const effects = await answerOf(tx, draft, only.writer, { ...reply, place: only.place });
    return { effects, personId: only.writer.id };
  }
  return { effects: await answerForAll(tx, draft, candidates, wanted, reply) };
}

async function answerForAll(
  tx: Transaction,
  draft: Draft,
  candidates: readonly Candidate[],
  wanted: readonly Candidate[],
  reply: Reply,
): Promise<Effect[]> {
  const [first] = candidates;
  if (!first) return [];
  const onShift = candidates.filter(({ awaited }) => awaited.shift);
  const language = first.writer.language;
  const understood = understand(reply.text, {
    awaiting: onShift.length > 0 ? 'end-of-shift' : 'none',
    language,
    onShift: onShift.length > 0,
  });
  const effects = heeded(understood.effects, reply);
  const says = new Set(effects.map(({ kind }) => kind));
  const people = candidates.map(({ writer, place, awaited }) => ({
    id: writer.id,
    place,
    onShift: awaited.shift !== null,
  }));
  for (const { writer, place, awaited } of candidates) {
    if (phraseSaid(writer, reply.text)) await alarm(tx, draft, { writer, place, awaited }, 'duress');
  }
  if (says.has('stop')) await stop(tx, draft, reply.from, people);
  if (says.has('start')) await start(tx, draft, reply.from, people);
  if (says.has('help')) {
    const meant = onShift.length > 0 ? onShift : candidates;
    for (const candidate of meant) {
      await alarm(tx, draft, candidate, 'help');
      draft.happened(candidate.place, candidate.writer.id, 'help-called', { onShift: onShift.length > 0 });
    }
    const who = onShift.length > 0 ? 'all-levels' : 'on-call';
    draft.reply(first.place, first.writer.id, 'help-received', { who });
    return effects;
  }
  if (says.has('not-ok')) {
    await someIsNotOk(tx, draft, candidates);
    return effects;
  }
  const onlyCommand = [...says].every((kind) => kind === 'stop' || kind === 'start');
  if (says.size > 0 && onlyCommand) return effects;
  if (says.size === 0) return [];
  askWho(draft, wanted.length > 0 ? wanted : candidates);
  // What nobody understands is read at once where somebody is out.
  if (says.has('human') && onShift.length > 0) await tellOnCall(tx, draft, onShift, 'reply');
  return effects;
}

/**
 * One of them is not OK, and every one may be meant: who is on a shift, or was a little while ago, is looked for; for
 * the others somebody on call hears of it at once, as they would for one.
 */
async function someIsNotOk(tx: Transaction, draft: Draft, candidates: readonly Candidate[]): Promise<void> {
  const [first] = candidates;
  if (!first) return;
  const out: Candidate[] = [];
  for (const { writer, awaited, place } of candidates) {
    const shift = awaited.shift ?? (await shiftJustOver(tx, writer.id, draft.at));
    if (shift)
      out.push({ writer, awaited: { ...awaited, shift }, place: placeOnShift(undefined, shift) ?? place });
  }
  for (const candidate of out) await alarm(tx, draft, candidate, 'not-ok');
  hangs(draft, first.place, candidates);
  if (out.length === 0) await tellOnCall(tx, draft, candidates, 'not-ok');
  const said = out.length > 0 ? 'help-received' : 'not-ok-received';
  draft.reply(first.place, first.writer.id, said, out.length > 0 ? { who: 'on-call' } : {});
}

async function tellOnCall(
  tx: Transaction,
  draft: Draft,
  candidates: readonly Candidate[],
  reason: 'not-ok' | 'reply',
): Promise<void> {
  const told = new Set<string>();
  for (const { place, writer } of candidates)
    for (const staff of await firstOnCall(tx, place, writer.id, draft.at)) {
      if (!told.has(staff)) draft.say(place, staff, 'staff-task', { reason, wait: draft.key('human') });
      told.add(staff);
    }
}

async function alarm(
  tx: Transaction,
  draft: Draft,
  { writer, awaited, place }: Candidate,
  kind: 'help' | 'not-ok' | 'duress',
): Promise<void> {
  const said = {
    kind,
    personId: writer.id,
    programId: place.programId,
    siteId: place.siteId ?? null,
    shiftId: awaited.shift?.id ?? null,
    journeyId: place.journeyId ?? null,
    // Two people, two alarms: the reply's id alone would make them one.
    source: `${draft.inbound.id}-${writer.id}`,
  };
  draft.act({ act: 'raise', escalation: await alarmSaid(tx, said, draft.at) });
}

/** A neutral question, and a human who sees that it hangs. */
function askWho(draft: Draft, candidates: readonly Candidate[]): void {
  const [first] = candidates;
  if (!first) return;
  draft.reply(first.place, first.writer.id, 'who-is-writing', { choices: choicesOf(candidates) });
  hangs(draft, first.place, candidates);
}

/** Who wrote it is for a human to find out, unless they say so. */
function hangs(draft: Draft, place: Place, candidates: readonly Candidate[]): void {
  draft.forHumans(place, null, 'shared-number', { choices: choicesOf(candidates) });
}

function choicesOf(candidates: readonly Candidate[]): string {
  return candidates.map(({ writer }) => writer.id).join(',');
}

/** A number that comes later answers something else. */
const SAYS_WHO_WITHIN_MS = DAY;

/**
 * The answer to that question: the number of a choice. Then the text that was in doubt is that person's, and about what
 * they had been asked when it came.
 */
async function saidWho(
  tx: Transaction,
  draft: Draft,
  writers: readonly Writer[],
  reply: Reply,
): Promise<{ effects: Effect[]; personId: string } | undefined> {
  const place = Number(/^\W*(\d)\W*$/.exec(reply.text)?.[1] ?? Number.NaN);
  if (Number.isNaN(place)) return undefined;
  const asked = await tx.wait.findMany({
    where: {
      kind: 'human-reply',
      closedAt: null,
      since: { gt: plus(draft.at, -SAYS_WHO_WITHIN_MS) },
      details: { path: ['reason'], equals: 'shared-number' },
    },
    orderBy: { since: 'desc' },
  });
  for (const wait of asked) {
    const { choices = '', inbound = '' } = wait.details as { choices?: string; inbound?: string };
    const writer = writers.find(({ id }) => id === choices.split(',')[place - 1]);
    const inDoubt = writer && (await tx.inbound.findUnique({ where: { id: inbound } }));
    if (!writer || !inDoubt || inDoubt.from !== reply.from) continue;
    const home = await homeOf(tx, writer.id);
    if (!home) continue;
    const by = `person:${writer.id}` as const;
    await tx.$executeRaw(statement(...closeWaits([{ key: wait.key, outcome: 'said-who', by }], draft.at)));
    await tx.inbound.update({ where: { id: inbound }, data: { personId: writer.id } });
    const effects = await answerOf(tx, draft, writer, {
      ...reply,
      text: inDoubt.body,
      place: home,
      writtenAt: instant(inDoubt.receivedAt),
    });
    return { effects, personId: writer.id };
  }
  return undefined;
}
