import type { CriticalTransitionInput } from './contract';
import { begin } from './criticalTransition/begin';
import { lateContact, remindContact } from './criticalTransition/contacts';
import { Crossing } from './criticalTransition/crossing';
import { dateStillUnknown, goInside, lateHandOver, planContacts } from './criticalTransition/date';
import { complete, isDone } from './criticalTransition/ending';
import { listen } from './criticalTransition/listen';

/** What a critical transition does by itself when its time has come. */
const doers = {
  'plan-contacts': planContacts,
  'go-inside': goInside,
  'date-unknown': dateStillUnknown,
  'hand-over-late': lateHandOver,
  'remind-contact': remindContact,
  'contact-late': lateContact,
};

/**
 * Hospital discharge, release from custody or rehabilitation, a change of housing: contacts around a date that can move
 * or become unknown. It is over when every contact has been settled and nobody is inside any more.
 */
export async function criticalTransition(input: CriticalTransitionInput): Promise<void> {
  const crossing = new Crossing(input, doers);
  if (!input.carried) begin(crossing);
  listen(crossing);
  crossing.show();

  await crossing.course.until(() => !crossing.isOpen || isDone(crossing));
  if (crossing.isOpen) complete(crossing);
  await crossing.course.finish();
}
