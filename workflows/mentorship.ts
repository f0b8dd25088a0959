import type { MentorshipInput } from './contract';
import { close, closing } from './mentorship/closing';
import { listen } from './mentorship/listen';
import { askMeeting, leaveUnknown, meetings, planMeeting, remindMeeting } from './mentorship/meetings';
import { lapse, makeOffer, offer, remindOffer } from './mentorship/offer';
import { findInterim } from './mentorship/interim';
import { Pair } from './mentorship/pair';
import { lapseTime } from './mentorship/times';

/** What a mentorship does by itself when its time has come. */
const doers = {
  'remind-offer': remindOffer,
  lapse,
  'plan-meeting': planMeeting,
  'remind-meeting': remindMeeting,
  'ask-meeting': askMeeting,
  'settle-meeting': leaveUnknown,
  'lapse-time': lapseTime,
  'find-interim': findInterim,
  close,
};

/** One mentor and one mentee, from the offer over their meetings to closing words from both. */
export async function mentorship(input: MentorshipInput): Promise<void> {
  const pair = new Pair(input, doers);
  if (!input.carried) makeOffer(pair);
  listen(pair);
  pair.show();

  await offer(pair);
  await meetings(pair);
  await closing(pair);
  await pair.course.finish();
}
