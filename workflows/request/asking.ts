import { millis, plus } from '../../domain/duration';
import type { Instant, OccurrenceKey, PersonId } from '../../domain/ids';
import { unhurried } from '../../domain/policy';
import {
  occurrences,
  workflowIds,
  type Actor,
  type EscalationInput,
  type Intent,
  type RequestInput,
  type RequestState,
  type TakeRequest,
} from '../contract';
import type { Decision } from '../support/decision';
import { occurrence } from '../support/keys';

/**
 * One request to speak with another professional: what is promised, who is asked, what follows. No clock, no activity.
 *
 * Nobody who was left out is ever told, whatever the rota says later; who may take it is looked up each time anew.
 */
export class Asking {
  readonly state: RequestState;
  private readonly id: string;

  constructor(
    private readonly input: RequestInput,
    private readonly madeAt: Instant,
  ) {
    this.id = workflowIds.request(input.requestId);
    this.state = input.carried?.state ?? { status: 'open', dueAt: plus(madeAt, input.within), late: false };
  }

  get over(): boolean {
    return this.state.status === 'fulfilled' || this.state.status === 'cancelled';
  }

  /** Half of the promised time: then those who can take it are asked once more. */
  get halfTime(): Instant {
    return plus(this.madeAt, millis(this.input.within) / 2);
  }

  /** Never told, and refused when they try. */
  isLeftOut(personId: PersonId): boolean {
    return personId === this.input.personId || this.input.exclude.includes(personId);
  }

  made(people: readonly PersonId[]): Decision {
    const key = this.key('taken');
    return this.with({
      events: [{ key: this.key('made'), kind: 'request-made', by: this.input.askedBy }],
      open: [
        {
          key,
          kind: 'request',
          owedBy: 'staff',
          subjectPersonId: this.input.personId,
          dueAt: this.state.dueAt,
          details: { step: 'take' },
        },
      ],
      intents: [
        this.tell(this.input.personId, 'received', 'request-received'),
        ...this.ask(people, 'asked', 'request-asked'),
      ],
    });
  }

  halfway(people: readonly PersonId[]): Decision {
    return { intents: this.ask(people, 'reminded', 'request-reminder') };
  }

  /** Nobody took it in the promised time: the requester hears it from us, and the chain is alarmed. */
  becameLate(): Decision {
    this.state.late = true;
    return this.with({
      events: [{ key: this.key('late'), kind: 'request-late', by: 'system' }],
      intents: [this.tell(this.input.personId, 'late', 'request-still-looking', this.key('taken'))],
    });
  }

  escalation(): EscalationInput {
    const { requestId, programId, siteId, personId, journeyId, policy, quietHours, zone, exclude } =
      this.input;
    return {
      escalationId: occurrences.lateRequest(requestId),
      kind: 'request-late',
      programId,
      ...(siteId ? { siteId } : {}),
      subjectPersonId: personId,
      ...(journeyId ? { journeyId } : {}),
      allLevelsAtOnce: false,
      policy: unhurried(policy),
      quietHours,
      zone,
      exclude,
    };
  }

  /** @param isTold whether they hear that it is theirs: whoever takes it themself knows */
  taken({ personId, by }: TakeRequest, at: Instant, isTold: boolean): Decision {
    const spoken = this.key('spoken');
    this.state.status = 'taken';
    this.state.takenBy = personId;
    return this.with({
      close: [{ key: this.key('taken'), outcome: 'taken', by }],
      open: [
        {
          key: spoken,
          kind: 'request',
          owedBy: 'staff',
          personId,
          subjectPersonId: this.input.personId,
          dueAt: plus(at, this.input.within),
          details: { step: 'speak' },
        },
      ],
      events: [{ key: this.key('was-taken'), kind: 'request-taken', by, data: { to: personId } }],
      intents: [
        {
          ...this.tell(this.input.personId, 'taken', 'request-taken'),
          refs: { ...this.refs(), other: personId },
        },
        ...(isTold
          ? [
              {
                ...this.tell(personId, 'named', 'staff-task', spoken),
                refs: { reason: 'speak', peer: this.input.personId, wait: spoken },
              },
            ]
          : []),
      ],
    });
  }

  ended(status: 'fulfilled' | 'cancelled', by: Actor): Decision {
    this.state.status = status;
    return this.with({
      closeAll: { prefix: `${this.id}/`, outcome: status, by },
      events: [
        {
          key: this.key(status),
          kind: status === 'fulfilled' ? 'request-fulfilled' : 'request-cancelled',
          by,
        },
      ],
    });
  }

  private with(decision: Decision): Decision {
    const { requestId, exclude, askedBy } = this.input;
    const { status, takenBy, late, dueAt } = this.state;
    return {
      ...decision,
      request: { id: requestId, status, late, dueAt, exclude, askedBy, ...(takenBy ? { takenBy } : {}) },
    };
  }

  private ask(people: readonly PersonId[], what: string, template: string): Intent[] {
    const key = this.key('taken');
    return people
      .filter((person) => !this.isLeftOut(person))
      .map((person) => ({ ...this.tell(person, what, template, key), refs: { ...this.refs(), wait: key } }));
  }

  private tell(personId: PersonId, what: string, template: string, waitKey?: OccurrenceKey): Intent {
    return {
      key: this.key(what, personId),
      personId,
      template,
      refs: this.refs(),
      urgency: 'notice',
      ...(waitKey ? { waitKey } : {}),
    };
  }

  private refs(): NonNullable<Intent['refs']> {
    return { request: this.input.requestId, peer: this.input.personId, at: this.state.dueAt };
  }

  private key(...parts: string[]): OccurrenceKey {
    return occurrence(this.id, ...parts);
  }
}
