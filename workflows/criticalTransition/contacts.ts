/** The contacts of the plan: who owes each, who is reminded, and when it is late. */
import { patched } from '@temporalio/workflow';
import { DAY, plus } from '../../domain/duration';
import type { OccurrenceKey, PersonId } from '../../domain/ids';
import type { Due, TransitionContactState } from '../contract';
import { later, now } from '../support/now';
import { records } from '../support/proxies';
import type { Crossing } from './crossing';

/**
 * A mentor owes in person; what a partner or staff owe stands on the staff's list, with who it is. Whoever is the mentor
 * may be another one by then, or be one only then: the auditor keeps who owes it in step.
 */
export function openContact(
  crossing: Crossing,
  contact: TransitionContactState,
  mentor: PersonId | null,
  remindsWhoeverItIs = () => patched('who-is-the-mentor-by-then-is-reminded'),
): void {
  if (contact.status !== 'planned' || !contact.dueAt) return;
  const { course, input } = crossing;
  const wait = owed(crossing, contact);
  const owes = contact.owedBy === 'mentor' ? (mentor ?? undefined) : undefined;
  const isPartners = contact.owedBy === 'partner' && input.partner !== undefined;
  crossing.ask({
    key: wait,
    kind: 'transition-contact',
    dueAt: contact.dueAt,
    owes,
    details: {
      contact: contact.id,
      owedBy: owes ? 'mentor' : isPartners ? 'partner' : 'staff',
      ...(isPartners && input.partner && { partner: input.partner }),
    },
  });
  if (owes || (contact.owedBy === 'mentor' && remindsWhoeverItIs())) {
    const at = later(plus(contact.dueAt, -DAY), now());
    course.plan({ do: 'remind-contact', at, wait, about: contact.id });
  }
  course.plan({ do: 'contact-late', at: plus(contact.dueAt, contact.lateAfter), wait, about: contact.id });
}

export function owed(crossing: Crossing, { id }: TransitionContactState): OccurrenceKey {
  return crossing.roundKey('contact', id, 'owed');
}

/** The day before, to whoever is the mentor by then. */
export async function remindContact(crossing: Crossing, due: Due): Promise<void> {
  const { wait } = due;
  const { mentor } = await records.mentorOf({ participantId: crossing.input.participantId });
  const contact = crossing.contact(due.about);
  if (!wait || !mentor || contact?.status !== 'planned' || !contact.dueAt) return;
  const refs = { other: crossing.input.personId, at: contact.dueAt, wait };
  const expiresAt = plus(contact.dueAt, contact.lateAfter);
  const key = crossing.roundKey('contact', contact.id, 'reminder');
  crossing.remind(mentor, key, 'transition-contact', refs, expiresAt, wait);
}

/** Whoever owed it, from now on staff owe it too, and see it. */
export function lateContact(crossing: Crossing, due: Due): void {
  const contact = crossing.contact(due.about);
  if (contact?.status !== 'planned') return;
  crossing.change({ ...contact, status: 'late' });
  const details = { contact: contact.id, owedBy: contact.owedBy };
  crossing.happened('transition-contact-late', 'system', details);
  crossing.staffTask('transition-contact-late', details, 'contact', contact.id, 'late');
}
