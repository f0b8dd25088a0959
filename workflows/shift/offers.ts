import { between, plus } from '../../domain/duration';
import type { Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import { workflowIds, type Actor, type ShiftInput, type ShiftState } from '../contract';
import type { Decision } from '../support/decision';
import { occurrence } from '../support/keys';

/** The offers of one shift: nothing is owed until somebody accepts, and declining needs no reason. */
export class Offers {
  /** How often the shift was offered to each. */
  private readonly times: Map<PersonId, number>;

  constructor(
    private readonly input: ShiftInput,
    private readonly state: ShiftState,
  ) {
    this.times = new Map(Object.entries(input.restored?.offers ?? {}) as [PersonId, number][]);
  }

  knows(personId: PersonId): boolean {
    return this.times.has(personId);
  }

  /** How often the shift was offered to somebody. */
  count(personId: PersonId): number {
    return this.times.get(personId) ?? 0;
  }

  /** By when an offered peer says whether the shift suits them. */
  until(at: Instant): Instant {
    const { startsAt, endsAt } = this.state;
    const within = this.input.policy.offerWithin;
    const last = between(at, startsAt) > 0 ? startsAt : endsAt;
    const until = within === undefined ? last : plus(at, within);
    return until < last ? until : last;
  }

  /** The shift is offered to those who neither are on it nor have been asked. */
  make(people: readonly PersonId[], until: Instant, by: Actor): Decision {
    const { state } = this;
    const asked = people.filter(
      (person) => !state.peers.includes(person) && !state.offered?.includes(person),
    );
    state.offered = [...(state.offered ?? []), ...asked];
    for (const personId of asked) this.times.set(personId, this.count(personId) + 1);
    const keyed = asked.map((personId) => ({ personId, key: this.keyOf(personId) }));
    return {
      open: keyed.map(({ personId, key }) => ({
        key,
        kind: 'shift-offer',
        owedBy: 'participant',
        personId,
        subjectPersonId: personId,
        dueAt: until,
      })),
      events: keyed.map(({ personId, key }) => ({ key, kind: 'shift-offered', by, personId })),
      intents: keyed.map(({ personId, key }) => ({
        key: occurrence(key, 'asked'),
        personId,
        template: 'shift-offered',
        refs: { shift: this.input.shiftId, peer: personId, wait: key },
        urgency: 'reminder',
        waitKey: key,
        expiresAt: until,
      })),
    };
  }

  /** @returns whether it was still open */
  take(personId: PersonId): boolean {
    const open = this.state.offered?.includes(personId) ?? false;
    this.state.offered = (this.state.offered ?? []).filter((one) => one !== personId);
    return open;
  }

  over(personId: PersonId, outcome: 'accepted' | 'declined' | 'lapsed', by: Actor): Decision {
    const key = this.keyOf(personId);
    return {
      close: [{ key, outcome, by }],
      events: [
        {
          key: occurrence(key, outcome),
          kind: 'shift-offer-answered',
          by,
          personId,
          data: { answer: outcome },
        },
      ],
    };
  }

  /** Somebody has to find another peer; it is gone with the shift. */
  unfilled(personId: PersonId): Decision {
    return {
      open: [
        {
          key: occurrence(this.keyOf(personId), 'unfilled'),
          kind: 'staff-task',
          owedBy: 'staff',
          subjectPersonId: personId,
          dueAt: this.state.startsAt,
          details: { task: 'shift-unfilled' },
        },
      ],
    };
  }

  /** Of the last offer to them. */
  private keyOf(personId: PersonId): OccurrenceKey {
    const workflowId = workflowIds.shift(this.input.shiftId);
    return occurrence(workflowId, personId, `offer-${this.times.get(personId) ?? 1}`);
  }
}
