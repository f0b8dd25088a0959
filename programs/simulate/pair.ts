import { DAY, millis } from '../../domain/duration';
import type { Person } from './person';
import { Asked } from './town';

const HOLDS = 3 * DAY;

/** A mentee and a mentor, by the rules of the mentorship workflow: the offer, meetings, closing words. */
export class Pair {
  status: 'offered' | 'active' | 'over' = 'offered';
  private said = new Map<Person, 'accept' | 'decline'>();
  private missedInARow = 0;

  constructor(
    private readonly mentee: Person,
    private readonly mentor: Person,
  ) {
    mentee.proposed(this);
    mentor.proposed(this);
    this.offer();
  }

  private get sides(): Person[] {
    return [this.mentee, this.mentor];
  }

  private get town() {
    return this.mentee.town;
  }

  private offer(): void {
    const { agenda, policy } = this.town;
    const end = agenda.now + millis(policy.matching.offerLapsesAfter);
    const reminder = agenda.now + millis(policy.matching.remindOfferAfter);
    for (const side of this.sides) {
      const template = `match-offer-${side.role}`;
      const asked = new Asked(this.town, 'an answer to a match offer');
      side.remind(template, end, asked);
      if (reminder < end) side.remindAt(template, [reminder], end, asked);
      const answer = side.behaviour.answersOffer();
      if (answer)
        agenda.in(answer.after, () => {
          if (this.status !== 'offered') return asked.settle();
          asked.settle();
          this.hear(side, answer.answer);
        });
      agenda.at(end, () => asked.settle());
    }
    agenda.at(end, () => {
      if (this.status === 'offered') this.comeToNothing('match-lapsed');
    });
  }

  private hear(side: Person, answer: 'accept' | 'decline'): void {
    this.said.set(side, answer);
    if (answer === 'decline') {
      this.mentee.blocked.add(this.mentor);
      return this.comeToNothing('match-declined');
    }
    if (!this.sides.every((one) => this.said.get(one) === 'accept')) return;
    this.status = 'active';
    for (const one of this.sides) one.say('match-confirmed');
    for (const one of this.sides) {
      one.foundSomebody();
      one.look();
    }
    this.planMeeting();
  }

  private comeToNothing(template: string): void {
    this.status = 'over';
    for (const side of this.sides.filter((one) => this.said.get(one) !== 'decline'))
      side.remind(template, this.town.agenda.now + HOLDS);
    for (const side of this.sides) side.leaves(this);
  }

  /** Ends kindly; both may give closing words. `leaver` has left and knows. */
  end(leaver?: Person): void {
    const wasActive = this.status === 'active';
    if (this.status === 'over') return;
    this.status = 'over';
    for (const side of this.sides) {
      if (wasActive && !(side === leaver && side.isGone && leaver.stage !== 'achievement'))
        side.remindLeft(
          'personal-link',
          this.town.agenda.now + millis(this.town.policy.mentorship.closingWithin),
        );
      side.leaves(this);
    }
  }

  // ── Meetings ────────────────────────────────────────────────────────────────────────────────────────────────────

  private planMeeting(last?: number): void {
    const { agenda, clock, policy } = this.town;
    const { firstMeetingWithin, meetingEvery, meetingTime } = policy.mentorship;
    const within = Math.max(1, Math.floor(millis(firstMeetingWithin) / DAY) - 1) * DAY;
    let at = clock.next(last ?? agenda.now, last === undefined ? within : millis(meetingEvery), meetingTime);
    if (at <= agenda.now) at = clock.next(agenda.now, DAY, meetingTime);
    for (const before of policy.mentorship.remindBefore) {
      const when = at - Math.abs(millis(before));
      if (when > agenda.now) agenda.at(when, () => this.sayToBoth('meeting-reminder', at));
    }
    agenda.at(at + millis(policy.mentorship.askAfter), () => this.askMeeting(at));
  }

  private sayToBoth(template: string, expires: number, asked?: Asked): void {
    if (this.status !== 'active') return;
    for (const side of this.sides) side.remind(template, expires, asked);
  }

  private askMeeting(at: number): void {
    if (this.status !== 'active') return;
    const { agenda, policy } = this.town;
    const asked = new Asked(this.town, 'word whether they met');
    const end = agenda.now + millis(policy.mentorship.answerWithin);
    this.sayToBoth('meeting-asked', end, asked);
    const settle = (outcome: 'attended' | 'missed' | 'unknown'): void => {
      if (!asked.isOpen) return;
      asked.settle();
      if (this.status === 'active') this.settled(at, outcome);
    };
    const answer = this.mentee.behaviour.answersMeeting();
    if (answer) agenda.in(answer.after, () => settle(answer.outcome));
    agenda.at(end, () => {
      if (asked.isOpen) asked.late();
      settle('unknown');
    });
  }

  private settled(at: number, outcome: 'attended' | 'missed' | 'unknown'): void {
    const { policy, tally, agenda } = this.town;
    if (outcome === 'attended') this.missedInARow = 0;
    else {
      this.missedInARow += 1;
      if (this.missedInARow % policy.mentorship.missesBeforeStaffTask === 0)
        tally.task('missed-meetings', agenda.now);
    }
    if (outcome === 'missed') this.mentee.remind('meeting-missed-followup', agenda.now + HOLDS);
    this.planMeeting(at);
    if (outcome !== 'attended') return;
    for (const side of this.sides) side.met();
  }
}
