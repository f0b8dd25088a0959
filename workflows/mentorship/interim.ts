/**
 * A mentor takes a break, and nobody asks why. Meetings rest; the mentee hears at once that somebody will be there, and
 * that somebody is a named person who is told and owes it. The tier stays, and the way back is open.
 */
import { patched } from '@temporalio/workflow';
import type { Duration } from '../../domain/ids';
import { plus } from '../../domain/duration';
import type { Act, Actor, NameInterim } from '../contract';
import { now } from '../support/now';
import { records } from '../support/proxies';
import { refuse } from '../support/refuse';
import { cancelMeeting } from './meetings';
import type { Pair } from './pair';

const A_DAY = 'P1D' as Duration;

/** From the mentor's journey: its person has paused. */
export function mentorStepsBack(pair: Pair): void {
  if (pair.state.status !== 'active' || pair.state.interim || !patched('interim')) return;
  pair.state.interim = {};
  const { startsAt } = pair.state.meeting;
  if (!startsAt || startsAt > now()) {
    cancelMeeting(pair, 'system');
    pair.course.unplan(() => true);
  }
  pair.happened('mentor-stepped-back', `person:${pair.input.mentor.personId}`, {}, 'mentor');
  pair.course.plan({ do: 'find-interim', at: now(), evenPaused: true });
}

/** Somebody is named at once: the mentee's other mentor, else a coordinator. Staff may name somebody else any time. */
export async function findInterim(pair: Pair): Promise<void> {
  const { mentorshipId } = pair.input;
  const { personId, owedBy } = await records.interimFor({ mentorshipId, at: now() });
  if (!pair.state.interim || pair.state.interim.personId) return;
  if (personId) return name(pair, { personId, owedBy, by: 'system' });
  // Nobody to be found: staff owe the mentee a name.
  const key = pair.key('interim', number(pair));
  pair.state.interim = { key };
  openWait(pair, key, { owedBy: 'staff' });
  tellMentee(pair, 'mentor-away');
}

export function checkInterim(pair: Pair, { personId }: NameInterim): void {
  if (!pair.state.interim) refuse('NotPossibleNow', 'the mentor of this pair is here; nobody stands in');
  if (personId === pair.input.mentee.personId || personId === pair.input.mentor.personId) {
    refuse('OutOfRange', 'name somebody else than the two of the pair');
  }
}

export function nameInterim(pair: Pair, who: NameInterim): void {
  if (pair.state.interim?.personId === who.personId) return;
  name(pair, who);
}

function name(pair: Pair, { personId, owedBy, by }: NameInterim): void {
  const { interim } = pair.state;
  if (interim?.key) pair.course.decide({ close: [{ key: interim.key, outcome: 'named', by }] });
  const key = pair.key('interim', number(pair));
  pair.state.interim = { key, personId };
  openWait(pair, key, { owedBy, personId });
  pair.happened('interim-named', by, { person: personId });
  pair.course.decide({
    mentorship: { id: pair.input.mentorshipId, status: 'active', interim: { personId } },
  });
  say(pair, personId, 'interim-asked', { other: pair.input.mentee.personId, wait: key }, key);
  tellMentee(pair, 'interim-named', personId);
}

function number(pair: Pair): number {
  return (pair.state.interims = (pair.state.interims ?? 0) + 1);
}

function openWait(
  pair: Pair,
  key: NonNullable<NonNullable<Pair['state']['interim']>['key']>,
  owed: Partial<Pick<NameInterim, 'personId'>> & Pick<NameInterim, 'owedBy'>,
): void {
  const dueAt = plus(now(), pair.policy.interimWithin ?? A_DAY);
  const subjectPersonId = pair.input.mentee.personId;
  pair.course.decide({ open: [{ key, kind: 'interim-contact', subjectPersonId, dueAt, ...owed }] });
}

/** They have been in touch. They stay the one to turn to until the mentor is back. */
export function interimInTouch(pair: Pair, { by }: Act): void {
  const { interim } = pair.state;
  if (!interim?.key || !interim.personId) return;
  pair.course.decide({ close: [{ key: interim.key, outcome: 'in-touch', by }] });
  pair.happened('interim-in-touch', by, { person: interim.personId });
  pair.state.interim = { personId: interim.personId };
}

/** @returns true when the mentor had stepped back: meetings begin anew */
export function mentorIsBack(pair: Pair): boolean {
  const { interim } = pair.state;
  if (!interim) return false;
  letGo(pair, 'mentor-back', 'system');
  pair.happened('mentor-came-back', `person:${pair.input.mentor.personId}`, {}, 'mentor');
  const { mentorshipId, mentor } = pair.input;
  pair.course.decide({ mentorship: { id: mentorshipId, status: 'active', interim: null } });
  tellMentee(pair, 'mentor-back', mentor.personId);
  if (interim.personId) {
    say(pair, interim.personId, 'interim-over', { other: pair.input.mentee.personId });
  }
  // A meeting that was over when they left is still asked about, and the next one comes from it.
  pair.course.unplan((due) => due.do === 'plan-meeting');
  if (pair.state.agenda.length === 0) pair.course.plan({ do: 'plan-meeting', at: now() });
  return true;
}

/** The pair is over: nobody owes anything in its name. */
export function letGo(pair: Pair, outcome: string, by: Actor): void {
  const { interim } = pair.state;
  if (!interim) return;
  if (interim.key) pair.course.decide({ close: [{ key: interim.key, outcome, by }] });
  delete pair.state.interim;
  pair.course.unplan((due) => due.do === 'find-interim');
}

type Template = 'mentor-away' | 'interim-named' | 'mentor-back' | 'interim-asked' | 'interim-over';

/** Said although the pair rests: it is the news of it. */
function tellMentee(pair: Pair, template: Template, personId = pair.input.mentor.personId): void {
  const { mentor, mentee } = pair.input;
  say(pair, mentee.personId, template, { other: personId, peer: mentor.personId });
}

function say(
  pair: Pair,
  personId: NameInterim['personId'],
  template: Template,
  refs: Record<string, string>,
  waitKey?: NonNullable<NonNullable<Pair['state']['interim']>['key']>,
): void {
  const key = pair.key(pair.state.sequence, template, personId);
  pair.course.decide({
    intents: [{ key, personId, template, refs, urgency: 'notice', ...(waitKey && { waitKey }) }],
  });
  pair.course.sayEvenPaused(key);
}
