import { millis } from '../../domain/duration';
import { as, type Duration } from '../../domain/ids';
import type { Person } from './person';
import { Asked } from './town';

const DAY = 24 * 3_600_000;
const A_WEEK = as<Duration>('P1W');

/** Retention check-ins, by the rules of the journey's: thinner while answers come, denser when they do not. */
export class CheckIns {
  private runs = false;
  private cadence = 0;
  private steady = 0;
  private missed = 0;
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
    const { cadences, checkInTime } = town.policy.retention;
    const every = millis(cadences[Math.min(this.cadence, cadences.length - 1)] ?? A_WEEK);
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
    const { steadyAfter, cadences } = this.person.town.policy.retention;
    this.missed = 0;
    if (answer === 'ok') {
      this.steady += 1;
      if (this.steady >= steadyAfter && this.cadence < cadences.length - 1) {
        this.cadence += 1;
        this.steady = 0;
      }
    }
    if (answer === 'not-ok') {
      this.steady = 0;
      this.cadence = Math.max(0, this.cadence - 1);
      this.person.town.tally.task('not-ok', this.person.now);
    }
  }

  private miss(): void {
    this.missed += 1;
    this.steady = 0;
    this.cadence = Math.max(0, this.cadence - 1);
    if (this.missed % this.person.town.policy.retention.missesBeforeStaffTask === 0)
      this.person.town.tally.task('silence', this.person.now);
    this.plan();
  }
}
