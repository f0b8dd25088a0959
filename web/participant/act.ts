import { createHash } from 'node:crypto';
import { NotThere, Refused, Unavailable } from '../../client/fullCircle';
import { as, type InboundId } from '../../domain/ids';
import type { Caller } from '../../office/access';
import { takeReply } from '../carrier/takeReply';
import type { Parts } from '../parts';
import { answersOf, missingOf } from './answers';
import type { Awaited } from './awaited';
import { answerChoice } from './choices';
import type { Said } from './pages';
import { answerPeer } from './peerWork';
import { screeningAct } from './screeningAct';
import type { SurveyAnswers as Answers } from '../../domain/surveyAnswers';

type Form = Record<string, string | string[] | undefined>;

export type Done = { said: Said } | { missing: string[]; values: Answers } | { unknown: true };

/**
 * Carries out what the person pressed. What must never be lost (an answer on shift, a call for help, "not OK") is in
 * PostgreSQL before this returns, whether or not Temporal is there.
 * @throws what the office throws; `Refused` and `NotThere` mean that it is over or was answered already
 */
export async function act(
  parts: Parts,
  caller: Caller,
  participantId: string | undefined,
  one: Awaited,
  form: Form,
): Promise<Done> {
  const pressed = text(form['act']);
  const key = `link/${one.key}`;
  switch (one.what) {
    case 'shift':
      if (pressed === 'ok') return { said: await checkIn(parts, caller, one) };
      if (pressed === 'help') return { said: await callForHelp(parts, caller, one.key) };
      return { unknown: true };
    case 'retention': {
      if (!participantId || !isOneOf(pressed, ['ok', 'not-ok', 'not-now', 'decline']))
        return { unknown: true };
      // As if they had texted it: somebody on call hears of it now, and not when the office opens.
      if (pressed === 'not-ok') {
        await reply(parts, caller, { words: 'NOT OK', to: `link/${one.key}`, source: `${one.key}/not-ok` });
        return { said: 'not-ok' };
      }
      await parts.office.journeys.answerCheckIn(
        caller,
        participantId,
        { wait: as(one.key), answer: pressed },
        { key },
      );
      return { said: 'answered' };
    }
    case 'shift-offer':
      if (!isOneOf(pressed, ['accept', 'decline'])) return { unknown: true };
      await parts.office.shifts.answerOffer(caller, one.shiftId, { answer: pressed }, { key });
      return { said: 'answered' };
    case 'offer':
      if (!isOneOf(pressed, ['accept', 'decline'])) return { unknown: true };
      await parts.office.matching.answer(caller, one.mentorshipId, { answer: pressed }, { key });
      return { said: 'answered' };
    case 'meeting':
      if (!isOneOf(pressed, ['attended', 'missed'])) return { unknown: true };
      await parts.office.matching.logMeeting(
        caller,
        one.mentorshipId,
        { number: one.number, outcome: pressed },
        { key },
      );
      return { said: 'answered' };
    case 'contact':
      if (!isOneOf(pressed, ['done', 'not-reached'])) return { unknown: true };
      await parts.office.transitions.mark(
        caller,
        one.transitionId,
        { contact: one.contact, outcome: pressed },
        { key: `${key}/${pressed}` },
      );
      return { said: 'answered' };
    case 'closing': {
      const words = text(form['words']).trim().slice(0, 4_000);
      if (!words) return { unknown: true };
      await parts.office.matching.closingWords(caller, one.mentorshipId, { words }, { key });
      return { said: 'answered' };
    }
    case 'consent':
      if (!participantId || !isOneOf(pressed, ['yes', 'no'])) return { unknown: true };
      await parts.office.journeys.consentToTransition(
        caller,
        participantId,
        {
          consents: pressed === 'yes',
          ...(text(form['ownMentor']) === 'ends' ? { ownMentor: 'ends' as const } : {}),
        },
        { key },
      );
      return { said: 'answered' };
    case 'survey': {
      if (!participantId) return { unknown: true };
      const values = answersOf(one.survey, one.role, form);
      const missing = missingOf(one.survey, one.role, values);
      if (missing.length > 0) return { missing, values };
      await parts.office.surveys.submit(
        caller,
        participantId,
        { survey: one.survey.id, answers: values },
        { key },
      );
      return { said: 'survey' };
    }
    case 'choice':
      if (!isOneOf(pressed, ['yes', 'no'])) return { unknown: true };
      await answerChoice(parts, caller, one.key, pressed === 'yes');
      return { said: 'answered' };
    case 'peer':
      if (!participantId || !(await answerPeer(parts, caller, participantId, one, form)))
        return { unknown: true };
      return { said: 'answered' };
    case 'step':
    case 'step-form':
    case 'agreement':
    case 'peer-word':
      return screeningAct(parts, caller, participantId, one, form);
    case 'training':
    case 'human':
      return { unknown: true };
  }
}

async function checkIn(
  parts: Parts,
  caller: Caller,
  { shiftId, key }: Extract<Awaited, { what: 'shift' }>,
): Promise<Said> {
  try {
    const answer = { peer: caller.personId ?? '', answer: 'ok', check: key } as const;
    await parts.office.shifts.checkIn(caller, shiftId, answer);
    return 'answered';
  } catch (error) {
    // The row is written before an escalation is told; the escalation looks at the row before it climbs.
    if (error instanceof Unavailable) return 'kept';
    throw error;
  }
}

async function callForHelp(parts: Parts, caller: Caller, waitKey: string): Promise<Said> {
  // Pressed twice it is one call; pressed again after somebody has taken the first one, it is another.
  const heard = await parts.database.escalation.count({
    where: {
      subjectPersonId: caller.personId ?? '',
      kind: 'help',
      status: { in: ['acknowledged', 'resolved'] },
    },
  });
  await reply(parts, caller, { words: 'HELP', to: 'link', source: `${waitKey}/help/${heard}` });
  return 'help';
}

/**
 * The same durable way as a text that says so: kept first, then understood and routed, now or as soon as possible.
 * @param said `to` names what it answers, as `link/` and the key of a wait; the same `source` is the same reply
 */
async function reply(
  parts: Parts,
  { personId = as('') }: Caller,
  { words, to, source }: { words: string; to: string; source: string },
): Promise<void> {
  const contacts = await parts.database.contactPoint.findMany({
    where: { personId },
    orderBy: { position: 'asc' },
  });
  const contact = contacts.find(({ channel }) => channel === 'sms') ?? contacts[0];
  await takeReply(parts, {
    id: as<InboundId>(`link-${createHash('sha256').update(source).digest('hex').slice(0, 40)}`),
    channel: contact?.channel === 'email' ? 'email' : 'sms',
    from: contact?.value ?? '',
    to,
    body: words,
    personId,
  });
}

/** True for errors that mean: somebody was quicker, or it is over. */
export function isOver(error: unknown): boolean {
  return error instanceof Refused || error instanceof NotThere;
}

function text(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

function isOneOf<T extends string>(value: string, options: readonly T[]): value is T {
  return (options as readonly string[]).includes(value);
}
