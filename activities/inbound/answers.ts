import { as, type EscalationId, type Instant, type PersonId } from '../../domain/ids';
import { understand, type Effect } from '../../domain/replies';
import { takeCodes } from '../../domain/replies/code';
import { normalise } from '../../domain/replies/normalise';
import type { Transaction } from '../../platform/database';
import type { Wait } from '../../prisma/generated/client';
import type { Actor, EscalationInput } from '../../workflows/contract';
import { alarmSaid, isDue } from '../alarm';
import { checkIn, openMisses } from '../checkIn';
import { whoCanTake } from '../records/whoCanTake';
import { answerInTime } from '../retentionAnswer';
import { openRequestOf, requestFor } from '../request';
import {
  answered,
  awaitedOf,
  awaiting,
  isHeard,
  isShiftCheckIn,
  lastAsked,
  markHeard,
  shiftJustOver,
  type Awaited,
} from './awaited';
import { answerOfMentorship, comesBack, otherWordOnMeeting, stepsBack } from './mentorshipAnswers';
import { firstOnCall, heeded, start, stop } from './contact';
import type { Draft, Place } from './draft';
import { placeOf, placeOnShift } from './places';
import { answerShiftOffer, endEarly } from './shiftChanges';
import { askByText, hearAnswer, moveOf, surveyOf } from './surveys';
import { phraseSaid, type Writer } from './writers';

/** One reply by one person, with everything that it can be about. */
interface Said {
  tx: Transaction;
  draft: Draft;
  writer: Writer;
  by: Actor;
  from: string;
  /** Where what they answer belongs. */
  place: Place;
  /** Where they are: at their shift, if they are on one. */
  where: Place;
  awaited: Awaited;
  /** The wait that an answer without a name is about. */
  wait: Wait | undefined;
  duress: boolean;
  /** Mail that only claims a sender may alarm, and changes nothing. */
  trusted: boolean;
}

/** What the text means to the one person who wrote it, and what follows. */
export async function answerOf(
  tx: Transaction,
  draft: Draft,
  writer: Writer,
  reply: {
    text: string;
    from: string;
    askedAbout?: string | undefined;
    trusted: boolean;
    place: Place;
    /** When it was written, where that is not when this came. */
    writtenAt?: Instant;
  },
): Promise<Effect[]> {
  // Texts of one person are understood one after the other: what a text is about depends on what the one before was.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`reply/${writer.id}`}, 0))::text`;
  const writtenAt = reply.writtenAt ?? draft.cameAt;
  const all = await awaitedOf(tx, writer.id, writtenAt);
  const awaited: Awaited = reply.trusted ? all : { ...all, waits: [], alarms: [] };
  const asked = await answered(tx, awaited, writtenAt, reply.askedAbout);
  const { programId } = placeOf(asked, awaited.shift) ?? reply.place;
  const phrase = phraseSaid(writer, reply.text);
  const context = {
    language: writer.language,
    onShift: awaited.shift !== null,
    names: [...writer.names, ...(await namesAround(tx, programId))],
    ...(phrase ? { duressPhrase: phrase } : {}),
  };
  const read = (about: Wait | undefined) => understand(reply.text, { ...context, awaiting: awaiting(about) });
  const wait = asked?.key === reply.askedAbout ? asked : meant(awaited, asked, read);
  const { effects: wished, duress } = read(wait);
  const effects = heeded(wished, reply);
  const place = placeOf(wait, awaited.shift) ?? reply.place;
  const where = placeOnShift(wait, awaited.shift) ?? place;
  const by: Actor = `person:${writer.id}`;
  const { from, trusted } = reply;
  const said: Said = { tx, draft, writer, by, from, place, where, awaited, wait, duress, trusted };
  if (duress) await raise(said, 'duress');
  if (takesAlarm(said, reply.text, effects)) return [...effects];
  if (reply.trusted && !duress && (await answersSurvey(said, reply.text, effects))) return [];
  if (reply.trusted && (await isAboutPair(said, reply.text, effects))) return [...effects];
  const before = draft.acts.length;
  for (const effect of effects) await follow(said, effect);
  if (wait && !isShiftCheckIn(wait) && draft.acts.length > before) await markHeard(tx, wait);
  return [...effects];
}

/** Answers with words of their own: nobody says yes to an offer with them. */
const OF_THEIR_OWN: readonly Effect['kind'][] = ['clears', 'attended', 'missed', 'not-now', 'stop-asking'];

/**
 * Each question says with which words it is answered. Where what was asked last is not answered with these, and one other
 * question alone is, they are about that one: "ok" says how somebody is doing, whoever asked about a meeting since.
 */
function meant(
  { waits, shift }: Awaited,
  asked: Wait | undefined,
  read: (about: Wait) => ReturnType<typeof understand>,
): Wait | undefined {
  const [first, ...rest] = asked ? read(asked).effects : [];
  const isUnderstood = first?.kind !== 'human' || first.reason !== 'not-understood' || rest.length > 0;
  if (!asked || shift || isUnderstood) return asked;
  const others = waits.filter(
    (one) => !isHeard(one) && read(one).effects.every(({ kind }) => OF_THEIR_OWN.includes(kind)),
  );
  return others.length === 1 ? others[0] : asked;
}

/** A text about a survey. Whoever is on shift is asked about their safety and nothing else. */
async function answersSurvey(said: Said, text: string, effects: readonly Effect[]): Promise<boolean> {
  const { tx, draft, writer, wait, awaited } = said;
  if (awaited.shift) return false;
  const survey = await surveyOf(tx, writer.id, said.from);
  if (!survey) return false;
  const last = wait && (await lastAsked(tx, [wait.key, survey.wait.key]));
  const askedLater = last !== undefined && last !== survey.wait.key;
  const move = moveOf(survey, text, effects, { isWaiting: wait !== undefined, askedLater });
  if (!move) return false;
  // "Yes" is START to the carrier as well, whatever it answers.
  for (const effect of effects) if (effect.kind === 'start') await follow(said, effect);
  if (move.does === 'starts') await askByText(tx, draft, writer.id, survey);
  else await hearAnswer(tx, draft, writer.id, survey, text, move.question);
  return true;
}

async function follow(said: Said, effect: Effect): Promise<void> {
  const { tx, draft, writer, by, place, where, wait, awaited } = said;
  switch (effect.kind) {
    case 'clears':
      return await clears(said);
    case 'not-ok':
      return await notOk(said);
    case 'help': {
      await raise(said, 'help');
      draft.happened(where, writer.id, 'help-called', { onShift: awaited.shift !== null });
      return draft.reply(where, writer.id, 'help-received', {
        who: awaited.shift ? 'all-levels' : 'on-call',
      });
    }
    case 'stop':
      return await stop(tx, draft, said.from, [
        { id: writer.id, place: where, onShift: awaited.shift !== null },
      ]);
    case 'start':
      return await start(tx, draft, said.from, [{ id: writer.id, place }]);
    case 'extend': {
      const { shiftId } = where;
      if (!awaited.shift || !shiftId || !said.trusted) return await toHuman(said, 'not-understood');
      draft.act({ act: 'extend-shift', shiftId: as(shiftId), update: { by, minutes: effect.minutes } });
      return draft.reply(where, writer.id, 'shift-extended', { shift: shiftId });
    }
    case 'end': {
      const taken = said.trusted && (await endEarly(tx, draft, writer, where, awaited.shift));
      return taken ? undefined : await toHuman(said, 'done-early');
    }
    case 'accept':
    case 'decline':
      if (wait?.kind === 'transition-consent') return consents(said, effect.kind === 'accept');
      if (wait?.kind === 'match-offer') return await answerOffer(said, effect.kind);
      if (wait?.kind !== 'shift-offer') {
        return (await answerOfMentorship(said, effect.kind))
          ? undefined
          : await toHuman(said, 'not-understood');
      }
      if (await answerShiftOffer(tx, draft, writer, place, wait, effect.kind)) return;
      return await toHuman(said, 'on-another-shift');
    case 'attended':
    case 'missed':
      if (wait?.kind === 'transition-contact')
        return await markContact(said, effect.kind === 'attended' ? 'done' : 'not-reached');
      if (wait?.kind === 'meeting-outcome') return await logMeeting(said, effect.kind);
      return (await answerOfMentorship(said, effect.kind))
        ? undefined
        : await toHuman(said, 'not-understood');
    case 'not-now':
    case 'stop-asking':
      return await answersCheckIn(said, effect.kind === 'not-now' ? 'not-now' : 'decline');
    case 'acknowledge':
      return await acknowledge(said, effect.code);
    case 'human':
      if (effect.reason === 'another') return await asksForAnother(said);
      // On a shift it is about the shift, and a human hears it.
      if (effect.reason === 'step-back' && said.trusted && !awaited.shift && (await stepsBack(said))) return;
      return await toHuman(said, effect.reason);
  }
}

async function clears(said: Said): Promise<void> {
  const { tx, draft, writer, by, place, wait } = said;
  // A duress phrase looks like an answer that clears, whatever was awaited; what is seen of it is a thank-you.
  const clearsNothing = async (why: 'not-understood' | 'too-late'): Promise<void> =>
    said.duress ? draft.reply(place, writer.id, 'shift-thanks') : await toHuman(said, why);
  if (!wait) return await clearsNothing('not-understood');
  if (wait.kind === 'retention-check-in' && wait.journeyId) {
    const taken = await answerInTime(tx, { wait: as(wait.key), by, at: draft.at });
    if (taken === 'recorded') return draft.reply(place, writer.id, 'retention-thanks');
    return draft.act({
      act: 'answer-check-in',
      journeyId: as(wait.journeyId),
      update: { by, wait: as(wait.key), answer: 'ok', inboundId: as(draft.inbound.id) },
    });
  }
  if (!isShiftCheckIn(wait)) return await clearsNothing('not-understood');
  const taken = await checkIn(tx, {
    waitKey: as(wait.key),
    at: draft.cameAt,
    by,
    answer: 'ok',
    via: draft.channel,
  });
  if (taken.outcome === 'too-late') return await clearsNothing('too-late');
  draft.reply(place, writer.id, 'shift-thanks');
  // Whoever may have been made to write it has not been heard from.
  if (!said.duress) tellEscalations(said, taken.escalations, 'ok');
}

/** Somebody is not OK. On a shift, or just after one, that is an alarm; at other times somebody on call hears of it at once. */
async function notOk(said: Said): Promise<void> {
  const { tx, draft, by, writer, place, wait, awaited } = said;
  if (wait && awaited.shift && isShiftCheckIn(wait)) {
    await checkIn(tx, {
      waitKey: as(wait.key),
      at: draft.cameAt,
      by,
      answer: 'not-ok',
      via: draft.channel,
    });
  }
  const shift = awaited.shift ?? (await shiftJustOver(tx, writer.id, draft.at));
  if (shift) return await notOkAtShift(said, shift);
  if (wait?.kind === 'retention-check-in' && wait.journeyId) {
    draft.act({
      act: 'answer-check-in',
      journeyId: as(wait.journeyId),
      update: { by, wait: as(wait.key), answer: 'not-ok', inboundId: as(draft.inbound.id) },
    });
    return await tellOnCall(said, { reason: 'not-ok' });
  }
  draft.forHumans(place, writer.id, 'not-ok');
  draft.reply(place, writer.id, 'not-ok-received');
  await tellOnCall(said, { reason: 'not-ok', wait: draft.key('human') });
}

async function notOkAtShift(said: Said, shift: NonNullable<Awaited['shift']>): Promise<void> {
  const { tx, draft, writer, wait, awaited } = said;
  const where = placeOnShift(wait, shift) ?? said.where;
  const misses = await openMisses(tx, shift.id, writer.id);
  // Who looks for them already is told, all levels at once; a second alarm would page everybody twice.
  const alarm = await alarmOf({ ...said, where, awaited: { ...awaited, shift } }, 'not-ok');
  if (misses.length > 0) tellEscalations(said, misses, 'not-ok', alarm);
  else draft.act({ act: 'raise', escalation: alarm });
  draft.reply(where, writer.id, 'help-received', { who: misses.length > 0 ? 'all-levels' : 'on-call' });
}

function tellEscalations(
  { draft }: Said,
  escalations: readonly EscalationId[],
  how: 'ok' | 'not-ok',
  alarm?: EscalationInput,
): void {
  for (const escalationId of escalations) {
    const signal = { key: draft.key('heard', escalationId), how, ...(alarm && { alarm }) };
    draft.act({ act: 'subject-answered', escalationId, signal });
  }
}

async function raise(said: Said, kind: 'help' | 'not-ok' | 'duress'): Promise<void> {
  said.draft.act({ act: 'raise', escalation: await alarmOf(said, kind) });
}

async function alarmOf(
  { tx, draft, writer, where, awaited: { shift }, wait }: Said,
  kind: 'help' | 'not-ok' | 'duress',
): Promise<EscalationInput> {
  const alarm = {
    kind,
    personId: writer.id,
    programId: where.programId,
    siteId: where.siteId ?? null,
    shiftId: shift?.id ?? null,
    journeyId: where.journeyId ?? null,
    waitKey: shift && wait && isShiftCheckIn(wait) && isDue(wait, draft.at) ? wait.key : null,
    source: draft.inbound.id,
  };
  return await alarmSaid(tx, alarm, draft.at);
}

/** To "how are you doing?", and to nothing else. */
async function answersCheckIn(said: Said, answer: 'not-now' | 'decline'): Promise<void> {
  const { draft, by, wait } = said;
  if (wait?.kind !== 'retention-check-in' || !wait.journeyId) return await toHuman(said, 'not-understood');
  draft.act({
    act: 'answer-check-in',
    journeyId: as(wait.journeyId),
    update: { by, wait: as(wait.key), answer, inboundId: as(draft.inbound.id) },
  });
}

/** A mentor says of a contact around a transition whether it happened. */
async function markContact(said: Said, outcome: 'done' | 'not-reached'): Promise<void> {
  const { draft, by, wait } = said;
  const { transition, contact } = (wait?.details ?? {}) as { transition?: unknown; contact?: unknown };
  if (typeof transition !== 'string' || typeof contact !== 'string')
    return await toHuman(said, 'not-understood');
  draft.act({ act: 'mark-contact', transitionId: as(transition), update: { by, contact, outcome } });
}

async function answerOffer(said: Said, answer: 'accept' | 'decline'): Promise<void> {
  const { tx, draft, by, writer, wait } = said;
  const mentorship =
    wait?.mentorshipId && (await tx.mentorship.findUnique({ where: { id: wait.mentorshipId } }));
  const participant =
    mentorship &&
    (await tx.participant.findFirst({
      where: { personId: writer.id, id: { in: [mentorship.menteeId, mentorship.mentorId] } },
    }));
  if (!mentorship || !participant) return await toHuman(said, 'not-understood');
  const side = participant.id === mentorship.menteeId ? 'mentee' : 'mentor';
  draft.act({ act: 'answer-offer', mentorshipId: as(mentorship.id), answer, update: { by, side } });
}

/** Would they like to mentor? What becomes of their own mentor is asked by a person, or on the page; until then they stay. */
function consents({ draft, by, wait }: Said, consents: boolean): void {
  if (!wait?.journeyId) return;
  draft.act({ act: 'consent-to-transition', journeyId: as(wait.journeyId), update: { by, consents } });
}

async function logMeeting(said: Said, outcome: 'attended' | 'missed'): Promise<void> {
  const { draft, by, wait } = said;
  const details = (wait?.details ?? {}) as { meeting?: unknown };
  if (!wait?.mentorshipId || typeof details.meeting !== 'number')
    return await toHuman(said, 'not-understood');
  const update = { by, number: details.meeting, outcome };
  draft.act({ act: 'log-meeting', mentorshipId: as(wait.mentorshipId), update });
}

async function acknowledge(said: Said, code: string): Promise<void> {
  const named = said.awaited.alarms.filter((alarm) => alarm.code === code);
  const [only, ...others] = named;
  if (!only) return (await saysThatItIsOver(said, code)) ? undefined : await toHuman(said, 'unknown-code');
  if (others.length > 0) return await toHuman(said, 'unknown-code');
  take(said, only.id);
  const { status, ownerPersonId, acknowledgedBy, acknowledgedAt } = only;
  if (status !== 'acknowledged' || ownerPersonId === said.writer.id || !acknowledgedAt) return;
  said.draft.reply(said.place, said.writer.id, 'escalation-acknowledged', {
    ...refsOf(only),
    by: acknowledgedBy ?? '',
    at: acknowledgedAt.toISOString(),
  });
}

/** A code of an alarm that they were told of and that a human has ended since: nobody needs to read that. */
async function saysThatItIsOver({ tx, draft, writer, place }: Said, code: string): Promise<boolean> {
  const [over] = await tx.$queryRaw<{ id: string; subjectPersonId: string; by: string; outcome: string }[]>`
    SELECT e."id", e."subjectPersonId", COALESCE(e."resolvedBy", '') AS "by", COALESCE(e."outcome", '') AS "outcome"
    FROM "Escalation" e
    WHERE e."code" = ${code} AND e."status" = 'resolved' AND e."subjectPersonId" <> ${writer.id}
      AND EXISTS (SELECT 1 FROM "MessageIntent" i WHERE i."escalationId" = e."id" AND i."personId" = ${writer.id})
    ORDER BY e."resolvedAt" DESC LIMIT 1`;
  if (!over) return false;
  const { by, outcome } = over;
  draft.reply(place, writer.id, 'escalation-resolved', { ...refsOf(over), by, outcome });
  return true;
}

function refsOf(alarm: { id: string; subjectPersonId: string }): { escalation: string; peer: string } {
  return { escalation: alarm.id, peer: alarm.subjectPersonId };
}

/**
 * Somebody on the chain has written more about an alarm than we can read. It is not taken by that, and they are told so,
 * and how; where it is theirs, that how it ended is still owed; where it is somebody else's, that one hears of it.
 * @returns whether it was answered
 */
async function wroteAboutAlarm({ tx, draft, writer, place, awaited, wait }: Said): Promise<boolean> {
  const { codes } = takeCodes(normalise(draft.inbound.body).words);
  const named = awaited.alarms.filter(({ code }) => codes.includes(code));
  const [only, ...others] = named.length > 0 ? named : awaited.alarms;
  if (!only || awaited.shift || wait) return false;
  const untaken = awaited.alarms.filter(({ status }) => status !== 'acknowledged');
  if (others.length > 0 && untaken.length > 1) {
    draft.reply(place, writer.id, 'escalation-which', { codes: untaken.map(({ code }) => code).join(', ') });
    return true;
  }
  if (others.length > 0) return false;
  const owner = only.status === 'acknowledged' ? only.ownerPersonId : null;
  if (only.status === 'acknowledged' && owner !== writer.id) {
    const read = { reason: 'reply', peer: writer.id, wait: draft.key('human') };
    if (owner) draft.say(place, owner, 'staff-task', read);
    return false;
  }
  const owed = await tx.wait.findFirst({
    where: { escalationId: only.id, closedAt: null, kind: { startsWith: 'escalation-' } },
    select: { key: true },
  });
  draft.reply(place, writer.id, 'escalation-words-kept', {
    ...refsOf(only),
    held: owner ? 'yours' : 'nobodys',
    ...(owed ? { wait: owed.key } : {}),
  });
  return true;
}

/** A bare "ok" takes the alarm where there is only one to take and nothing else that it could be about. */
function takesAlarm(said: Said, text: string, effects: readonly Effect[]): boolean {
  const { awaited, wait, writer } = said;
  const untaken = awaited.alarms.filter(({ status, isPaged }) => isPaged && status !== 'acknowledged');
  const [only, ...others] = untaken;
  const saysNothingElse = effects.every(({ kind }) => kind === 'human' || kind === 'start');
  if (!only || others.length > 0 || wait || awaited.shift || !saysNothingElse) return false;
  const asked = understand(text, { awaiting: 'match-offer', language: writer.language, onShift: false });
  if (!asked.effects.some(({ kind }) => kind === 'accept')) return false;
  take(said, only.id);
  return effects.every(({ kind }) => kind !== 'start');
}

/** What nothing is open for any more: a second word about a meeting, or "I am back" from somebody whose path rests. */
async function isAboutPair(said: Said, text: string, effects: readonly Effect[]): Promise<boolean> {
  const { awaited, wait, writer } = said;
  const saysNothingElse = effects.length > 0 && effects.every(({ kind }) => kind === 'human');
  if (awaited.shift || wait || !saysNothingElse) return false;
  if (await comesBack(said, text)) return true;
  const asked = understand(text, { awaiting: 'meeting', language: writer.language, onShift: false });
  const [only, ...others] = asked.effects;
  if (others.length > 0 || (only?.kind !== 'attended' && only?.kind !== 'missed')) return false;
  return await otherWordOnMeeting(said, only.kind);
}

function take({ draft, by, writer }: Said, escalationId: string): void {
  draft.act({
    act: 'acknowledge',
    escalationId: as(escalationId),
    update: { by, personId: as<PersonId>(writer.id), via: draft.channel },
  });
}

/** Wants to speak with another professional. The request's workflow answers, and says by when; asked again, so do we. */
async function asksForAnother(said: Said): Promise<void> {
  const { tx, draft, writer, by, place } = said;
  const isParticipant = await tx.participant.count({
    where: { personId: writer.id, programId: place.programId },
  });
  if (isParticipant === 0) return await toHuman(said, 'asked');
  const open = await openRequestOf(tx, writer.id, place.programId);
  if (open) {
    const refs = { request: open.id, peer: writer.id, at: open.dueAt.toISOString() };
    return open.takenBy
      ? draft.reply(place, writer.id, 'request-taken', { ...refs, other: open.takenBy })
      : draft.reply(place, writer.id, 'request-received', refs);
  }
  const { programId, siteId, journeyId } = place;
  const wish = { requestId: draft.inbound.id, personId: writer.id, programId, askedBy: by };
  const request = await requestFor(tx, {
    ...wish,
    siteId: siteId ?? null,
    journeyId: journeyId ?? null,
  });
  const { people } = await whoCanTake(tx, { ...request, at: draft.at });
  const exclude = await leftOutByName(tx, draft.inbound.body, people);
  draft.act({ act: 'make-request', request: { ...request, exclude } });
}

/** What stands before the name of somebody who must not hear of it. */
const BUT = new Set([
  'not',
  'no',
  'except',
  'but',
  'than',
  'besides',
  'without',
  'pas',
  'sauf',
  'que',
  'sans',
]);

/** Those among `people` whom the text leaves out by their first name: "somebody else, not Priya". */
async function leftOutByName(
  tx: Transaction,
  text: string,
  people: readonly PersonId[],
): Promise<PersonId[]> {
  const { words } = normalise(text);
  const persons = await tx.person.findMany({
    where: { id: { in: [...people] } },
    select: { id: true, givenName: true, preferredName: true },
    orderBy: { id: 'asc' },
  });
  const isLeftOut = (name: string | null): boolean => {
    const [first] = normalise(name ?? '').words;
    return words.some((word, place) => word === first && BUT.has(words[place - 1] ?? ''));
  };
  return persons
    .filter(({ givenName, preferredName }) => isLeftOut(givenName) || isLeftOut(preferredName))
    .map(({ id }) => as<PersonId>(id));
}

/** Not understood, or not for a program to answer: a human reads it, and the person is told so (rule 5). */
async function toHuman(said: Said, reason: string): Promise<void> {
  const { draft, writer, where, awaited } = said;
  draft.forHumans(where, writer.id, reason);
  if (!(await wroteAboutAlarm(said))) draft.reply(where, writer.id, 'not-understood');
  if (awaited.shift) await tellOnCall(said, { reason: 'reply', wait: draft.key('human') });
}

/** Whoever is on call first is told now, and not when the office opens. */
async function tellOnCall({ tx, draft, writer, where }: Said, refs: Record<string, string>): Promise<void> {
  for (const staff of await firstOnCall(tx, where, writer.id, draft.at))
    draft.say(where, staff, 'staff-task', { ...refs, peer: writer.id });
}

const MOST_NAMES = 50;

/** First names of the program's staff, so that "thanks Maria" is a thank-you. */
async function namesAround(tx: Transaction, programId: string): Promise<string[]> {
  const staff = await tx.person.findMany({
    where: { account: { grants: { some: { OR: [{ programId }, { programId: null }] } } } },
    select: { givenName: true, preferredName: true },
    take: MOST_NAMES,
  });
  return staff.flatMap(({ givenName, preferredName }) => [
    givenName,
    ...(preferredName ? [preferredName] : []),
  ]);
}
