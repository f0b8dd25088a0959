import { calledInMessage } from '../../domain/names';
import { as, instant, type Zone } from '../../domain/ids';
import { formatLocal } from '../../domain/time';
import type { Caller } from '../../office/access';
import type { Wait } from '../../prisma/generated/client';
import type { Definition } from '../../programs';
import type { Lang } from '../i18n/language';
import { mineStrings } from '../i18n/mine';
import type { Parts } from '../parts';

/** A question with two answers, or one: another time, an invitation, an introduction, somebody to be there for. */
export interface Choice {
  key: string;
  what: 'choice';
  title: string;
  lead: string | undefined;
  yes: string;
  no: string | undefined;
}

type Codes = Record<string, string | number | boolean>;

/** @returns nothing for what is no such question, or is about something that is gone */
export async function choiceOf(
  parts: Parts,
  wait: Wait,
  definition: Definition,
  lang: Lang,
): Promise<Choice | undefined> {
  const t = mineStrings[lang].asked;
  const details = (wait.details ?? {}) as Codes;
  const subject = async () => calling(parts, wait.subjectPersonId);
  const choice = (title: string, lead: string | undefined, yes: string, no?: string): Choice => ({
    key: wait.key,
    what: 'choice',
    title,
    lead,
    yes,
    no,
  });
  switch (wait.kind) {
    case 'meeting-time': {
      const meeting = await meetingOf(parts, wait, details);
      if (!meeting?.proposedAt) return undefined;
      const other = await otherOf(parts, meeting.mentorship, wait.personId);
      const local = (at: Date) => formatLocal(instant(at), as<Zone>(meeting.zone), lang, 'date-time');
      const lead = t.timeLead(local(meeting.proposedAt), local(meeting.startsAt));
      return choice(t.time(other), lead, mineStrings[lang].accept, t.no);
    }
    case 'interim-contact':
      return choice(t.interim(await subject()), t.interimLead, t.inTouch);
    case 'workshop-answer': {
      const workshop = await parts.database.workshop.findUnique({
        where: { id: String(details['workshop']) },
      });
      if (!workshop) return undefined;
      const when = formatLocal(instant(workshop.startsAt), as<Zone>(workshop.zone), lang, 'date-time');
      const lead = [when, workshop.place].filter(Boolean).join(' · ');
      return choice(t.event(workshop.title), lead, mineStrings[lang].come, mineStrings[lang].decline);
    }
    case 'referral-consent':
      return choice(t.partner(partnerOf(definition, details, lang)), t.partnerLead, t.yes, t.no);
    case 'referral-step':
      return choice(t.step(await subject(), partnerOf(definition, details, lang)), t.stepLead, t.stepDone);
    case 'referral-follow-up': {
      const referral = await parts.database.referral.findUnique({
        where: { id: String(details['referral']) },
      });
      const partner = partnerOf(definition, { partner: referral?.partnerId ?? '' }, lang);
      return choice(t.followUp(partner), undefined, t.well, t.notWell);
    }
    case 'appointment-outcome':
      return choice(t.appointment(await subject()), undefined, t.kept, t.notKept);
    default:
      return undefined;
  }
}

/** Carries out what was pressed. @throws what the office throws */
export async function answerChoice(parts: Parts, caller: Caller, key: string, yes: boolean): Promise<void> {
  const { office, database } = parts;
  const wait = await database.wait.findUnique({ where: { key } });
  const details = (wait?.details ?? {}) as Codes;
  const pair = wait?.mentorshipId ?? '';
  switch (wait?.kind) {
    case 'meeting-time': {
      const number = Number(details['meeting']);
      const answer = yes ? 'accept' : 'decline';
      await office.meetings.answerTime(caller, pair, { number, answer }, { key: `link/${key}` });
      return;
    }
    case 'interim-contact':
      await office.meetings.interimInTouch(caller, pair, { key: `link/${key}` });
      return;
    case 'workshop-answer': {
      const me = await database.participant.findFirst({
        where: { personId: caller.personId ?? '', programId: wait.programId },
      });
      const answer = yes ? 'coming' : 'declined';
      await office.events.answer(caller, String(details['workshop']), { participant: me?.id ?? '', answer });
      return;
    }
    case 'referral-consent':
    case 'referral-step':
    case 'referral-follow-up':
      await office.referrals.answer(caller, String(details['referral']), { wait: wait.kind, yes });
      return;
    case 'appointment-outcome':
      await office.appointments.settle(caller, String(details['appointment']), {
        outcome: yes ? 'kept' : 'not-kept',
      });
      return;
    default:
      // Nothing of ours, or gone meanwhile.
      return;
  }
}

async function meetingOf(parts: Parts, { mentorshipId }: Wait, details: Codes) {
  return parts.database.meeting.findUnique({
    where: { mentorshipId_number: { mentorshipId: mentorshipId ?? '', number: Number(details['meeting']) } },
    include: { mentorship: true },
  });
}

async function otherOf(
  parts: Parts,
  { menteeId, mentorId }: { menteeId: string; mentorId: string },
  personId: string | null,
): Promise<string> {
  const sides = await parts.database.participant.findMany({ where: { id: { in: [menteeId, mentorId] } } });
  return calling(parts, sides.find((side) => side.personId !== personId)?.personId ?? null);
}

async function calling(parts: Parts, personId: string | null): Promise<string> {
  const person = personId ? await parts.database.person.findUnique({ where: { id: personId } }) : null;
  return person ? calledInMessage({ ...person, familyName: person.surname }) : '…';
}

function partnerOf({ partners }: Definition, details: Codes, lang: Lang): string {
  const partner = partners.find(({ id }) => id === details['partner']);
  return partner?.title[lang] ?? partner?.title.en ?? partner?.title.fr ?? String(details['partner'] ?? '');
}
