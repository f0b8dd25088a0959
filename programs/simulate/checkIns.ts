import { afterAnswer, afterMiss, interval, isForStaff, type Rhythm } from '../../domain/cadence';
import { DAY, millis } from '../../domain/duration';
import type { Person } from './person';
import { Asked } from './town';

/** Retention check-ins, by the rules of the journey's: thinner while answers come, denser when they do not. */
export class CheckIns {
  private runs = false;
  private rhythm: Rhythm = { cadence: 0, steady: 0, missed: 0 };
  private last: number | undefined;
  private open: Asked | undefined;

  constructor(private readonly person: Person) {}

  start(): void {
    if (this.runs || !this.person.town.policy.stages.includes('retention')) return;
    this.runs = true;
    this.plan();
  }

  private plan(): void {
    const { town } = this.person;
    const { checkInTime } = town.policy.retention;
    const every = millis(interval(this.rhythm, town.policy.retention));
    const now = town.agenda.now;
    let at = town.clock.next(this.last ?? now, every, checkInTime);
    if (at <= now) at = town.clock.next(now, Math.min(every, DAY), checkInTime);
    this.last = at;
    town.agenda.at(at, () => this.ask());
  }

  private ask(): void {
    const { person } = this;
    if (person.isGone) return;
    const { agenda, policy } = person.town;
    const { nudgeAfter, missedAfter } = policy.retention;
    this.open?.settle();
    const asked = new Asked(person.town, 'an answer to a check-in');
    this.open = asked;
    const [nudge, end] = [agenda.now + millis(nudgeAfter), agenda.now + millis(missedAfter)];
    person.remind('retention-check-in', nudge, asked);
    if (nudge < end) person.remindAt('retention-nudge', [nudge], end, asked);
    let isMissed = false;
    agenda.at(end, () => {
      if (!asked.isOpen || person.isGone) return;
      isMissed = true;
      asked.late();
      this.miss();
    });
    const answer = person.behaviour.answersCheckIn();
    if (answer)
      agenda.in(answer.after, () => {
        if (person.isGone || !asked.isOpen) return;
        asked.settle();
        person.say('retention-thanks');
        this.hear(answer.answer);
        // After a miss the next one is planned already.
        if (!isMissed) this.plan();
      });
  }

  private hear(answer: 'ok' | 'not-ok' | 'not-now'): void {
    const { policy, tally } = this.person.town;
    this.rhythm = afterAnswer(this.rhythm, answer, policy.retention);
    if (answer === 'not-ok') tally.task('not-ok', this.person.now);
  }

  private miss(): void {
    const { policy, tally } = this.person.town;
    this.rhythm = afterMiss(this.rhythm);
    if (isForStaff(this.rhythm, policy.retention)) tally.task('silence', this.person.now);
    this.plan();
  }
}
