import { HOUR } from '../../domain/duration';
import { as } from '../../domain/ids';
import { normalise } from '../../domain/replies/normalise';
import { contains } from '../../domain/replies/phrasebook';
import { COME_BACK } from '../../domain/replies/wording/stepBack';
import type { Transaction } from '../../platform/database';
import type { Wait } from '../../prisma/generated/client';
import type { Actor } from '../../workflows/contract';
import { answerInvitation, occasionOf } from '../occasions/invitation';
import { settleAppointment } from '../occasions/appointmentOutcome';
import { answerReferral } from '../occasions/referralAnswer';
import type { Draft, Place } from './draft';
import type { Writer } from './writers';

interface Said {
  tx: Transaction;
  draft: Draft;
  writer: Writer;
  by: Actor;
  place: Place;
  wait: Wait | undefined;
}

type Answer = 'accept' | 'decline' | 'attended' | 'missed';

/** @returns false for what a human has to read; true when the answer is taken down */
export async function answerOfMentorship(said: Said, answer: Answer): Promise<boolean> {
  const { tx, draft, writer, by, wait, place } = said;
  const details = (wait?.details ?? {}) as Record<string, unknown>;
  const yes = answer === 'accept' || answer === 'attended';
  switch (wait?.kind) {
    case 'meeting-time': {
      const side = wait.mentorshipId ? await sideOf(tx, wait.mentorshipId, writer.id) : undefined;
      if (!side || typeof details['meeting'] !== 'number') return false;
      const update = { by, side, number: details['meeting'], answer: yes ? 'accept' : 'decline' } as const;
      draft.act({ act: 'answer-time', mentorshipId: as(wait.mentorshipId ?? ''), update });
      if (!yes) draft.reply(place, writer.id, 'retention-thanks');
      return true;
    }
    case 'interim-contact':
      // "No" is for a human to hear: somebody else has to be found.
      if (!yes || !wait.mentorshipId) return false;
      draft.act({ act: 'interim-in-touch', mentorshipId: as(wait.mentorshipId), update: { by } });
      draft.reply(place, writer.id, 'retention-thanks');
      return true;
    case 'workshop-answer': {
      const participant = await tx.participant.findFirst({
        where: { personId: writer.id, programId: wait.programId },
      });
      const { outcome, workshop } = await answerInvitation(tx, {
        workshopId: String(details['workshop']),
        participantId: participant?.id ?? '',
        answer: yes ? 'coming' : 'declined',
        by,
        at: draft.at,
      });
      if (!workshop || outcome === 'over' || outcome === 'not-invited') return false;
      draft.act({ act: 'look-at-occasion', occasion: occasionOf(workshop) });
      return true;
    }
    case 'referral-consent':
    case 'referral-step':
    case 'referral-follow-up': {
      const what = { wait: wait.kind, yes, by, at: draft.at, personId: writer.id };
      const occasion = await answerReferral(tx, String(details['referral']), what);
      if (!occasion) return false;
      draft.act({ act: 'look-at-occasion', occasion });
      draft.reply(place, writer.id, 'retention-thanks');
      return true;
    }
    case 'appointment-outcome': {
      const outcome = yes ? 'kept' : 'not-kept';
      await settleAppointment(tx, String(details['appointment']), { outcome, by, at: draft.at });
      draft.reply(place, writer.id, 'retention-thanks');
      return true;
    }
    default:
      return false;
  }
}

async function sideOf(tx: Transaction, mentorshipId: string, personId: string) {
  const pair = await tx.mentorship.findUnique({ where: { id: mentorshipId } });
  const participant =
    pair &&
    (await tx.participant.findFirst({ where: { personId, id: { in: [pair.menteeId, pair.mentorId] } } }));
  if (!pair || !participant) return undefined;
  return participant.id === pair.menteeId ? ('mentee' as const) : ('mentor' as const);
}

const TWO_DAYS_MS = 48 * HOUR;

/**
 * A word about a meeting that the other side has answered for already. The same word is nothing new; another one goes to
 * the pair, which puts it before staff.
 */
export async function otherWordOnMeeting(said: Said, answer: 'attended' | 'missed'): Promise<boolean> {
  const { tx, draft, writer, by, place } = said;
  const wait = await tx.wait.findFirst({
    where: {
      personId: writer.id,
      kind: 'meeting-outcome',
      closedAt: { gt: new Date(Date.parse(draft.at) - TWO_DAYS_MS) },
      closedBy: { not: by },
    },
    orderBy: { closedAt: 'desc' },
  });
  const number = (wait?.details as { meeting?: unknown } | null)?.meeting;
  if (!wait?.mentorshipId || typeof number !== 'number') return false;
  if (wait.outcome !== 'attended' && wait.outcome !== 'missed') return false;
  draft.reply(place, writer.id, 'retention-thanks');
  if (wait.outcome === answer) return true;
  draft.act({
    act: 'log-meeting',
    mentorshipId: as(wait.mentorshipId),
    update: { by, number, outcome: answer },
  });
  return true;
}

/** Rests somebody's own path. Their journey confirms it, and tells whom it concerns. */
export async function stepsBack({ tx, draft, writer, by, place }: Said): Promise<boolean> {
  const journey = await journeyOf(tx, writer.id, place.programId, 'active');
  if (!journey) return false;
  draft.act({ act: 'pause-journey', journeyId: as(journey.id), update: { by } });
  return true;
}

/** "I am back", from somebody whose path rests. @returns false for anybody else, and any other words */
export async function comesBack({ tx, draft, writer, by, place }: Said, text: string): Promise<boolean> {
  if (!contains(normalise(text).words, COME_BACK)) return false;
  const journey = await journeyOf(tx, writer.id, place.programId, 'paused');
  if (!journey) return false;
  draft.act({ act: 'resume-journey', journeyId: as(journey.id), update: { by } });
  return true;
}

function journeyOf(tx: Transaction, personId: string, programId: string, status: string) {
  return tx.journey.findFirst({
    where: { status, programId, participant: { personId } },
    orderBy: { startedAt: 'desc' },
  });
}
