import { millis } from '../../domain/duration';
import type { Person } from './person';
import { Asked } from './town';

/** What goes on for somebody who works as a peer, by the rules of the journey's: agreement, supervision, reviews. */
export class Duties {
  private runs = false;

  constructor(private readonly person: Person) {}

  start(): void {
    const duties = this.person.town.policy.peerWork;
    if (this.runs || !duties || this.person.role !== 'mentor') return;
    this.runs = true;
    if (duties.agreement) this.askForAgreement();
    if (duties.supervision) this.every(duties.supervision.every, () => this.owed('supervision'));
    if (duties.reviews) {
      const within = millis(duties.reviews.within);
      this.every(duties.reviews.every, () => {
        this.person.remind('work-review-asked', this.person.now + within);
        this.owed('work-review');
      });
    }
  }

  private askForAgreement(): void {
    const { person } = this;
    const { agenda, policy } = person.town;
    const end = person.now + millis(policy.transition.consentWithin);
    const again = person.now + millis(policy.transition.remindTrainingEvery);
    const asked = new Asked(person.town, 'the agreement about boundaries');
    person.remind('agreement-asked', Math.min(again, end), asked);
    if (again < end) person.remindAt('agreement-asked', [again], end, asked);
    person.lateAt(end, 'agreement', asked);
    const after = person.behaviour.agrees();
    if (after !== undefined) agenda.in(after, () => asked.settle());
  }

  private every(time: Parameters<typeof millis>[0], act: () => void): void {
    this.person.town.agenda.in(millis(time), () => {
      if (this.person.isGone) return;
      act();
      this.every(time, act);
    });
  }

  /** Staff do it within its time: what they owe is minutes, not messages. */
  private owed(what: string): void {
    this.person.town.tally.task(what, this.person.now);
  }
}
