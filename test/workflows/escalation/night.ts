import type {
  Duration,
  EscalationId,
  Instant,
  OccurrenceKey,
  PersonId,
  ProgramId,
  Zone,
} from '../../../domain/ids';
import type {
  Acknowledge,
  ChainLevel,
  EscalationHandOver,
  EscalationInput,
  EscalationOutcome,
  Intent,
  SubjectAnswered,
} from '../../../workflows/contract';
import { alarmOf, raised, type Alarm } from '../../../workflows/escalation/alarm';
import { answered, remindToClose } from '../../../workflows/escalation/answering';
import { begin, climbOn, repeat } from '../../../workflows/escalation/climb';
import { resolvedBy } from '../../../workflows/escalation/ending';
import { handedOver, outcomeOverdue, takenBy } from '../../../workflows/escalation/owning';
import type { Decision } from '../../../workflows/support/decision';

export const START = '2026-03-02T22:15:00.000Z' as Instant;
export const person = (id: string) => id as PersonId;

export function input(changes: Partial<EscalationInput> = {}): EscalationInput {
  return {
    escalationId: 'escalation-s1-sam-end' as EscalationId,
    kind: 'missed-end',
    programId: 'cat' as ProgramId,
    subjectPersonId: person('sam'),
    waitKey: 'shift-s1/sam/end' as OccurrenceKey,
    allLevelsAtOnce: false,
    policy: {
      levels: [],
      outcomeWithin: 'PT20M' as Duration,
      repeatEvery: 'PT15M' as Duration,
      remindToCloseEvery: 'PT4H' as Duration,
    },
    quietHours: { from: '21:00', to: '08:00' },
    zone: 'America/Toronto' as Zone,
    ...changes,
  };
}

export function level(id: string, ...people: string[]): ChainLevel {
  return {
    id,
    channels: ['sms', 'email'],
    acknowledgeWithin: 'PT5M' as Duration,
    people: people.map(person),
  };
}

export const THREE = [level('supervisor', 'ana'), level('second', 'ben'), level('manager', 'cho')];

/** Runs an escalation by hand: what nobody does happens when its time comes. */
export class Night {
  at = START;
  readonly alarm: Alarm;
  readonly decisions: Decision[] = [];
  readonly intents: Intent[] = [];
  readonly openWaits = new Set<string>();

  constructor(chain: ChainLevel[], given = input(), answeredMeanwhile = false) {
    this.alarm = alarmOf(given, raised(given, START));
    this.keep(begin(this.alarm, chain, answeredMeanwhile, START));
  }

  keep(decision: Decision | undefined): Decision | undefined {
    if (!decision) return decision;
    this.decisions.push(decision);
    this.intents.push(...(decision.intents ?? []));
    for (const { key } of decision.close ?? []) this.openWaits.delete(key);
    if (decision.closeAll) this.openWaits.clear();
    for (const { key } of decision.open ?? []) this.openWaits.add(key);
    return decision;
  }

  /** Nobody does anything until the next thing is due. */
  nobodyActs(): Decision | undefined {
    const { next } = this.alarm;
    if (!next) return undefined;
    this.at = next.at;
    const doers = { climb: climbOn, repeat, outcome: outcomeOverdue, remind: remindToClose };
    return this.keep(doers[next.do](this.alarm, this.at));
  }

  acknowledges(id: string, more: Partial<Acknowledge> = {}) {
    return this.takes({ by: `person:${id}`, personId: person(id), via: 'sms', ...more });
  }

  takes(act: Acknowledge) {
    return this.keep(takenBy(this.alarm, act, this.at));
  }

  handsOver(act: EscalationHandOver) {
    return this.keep(handedOver(this.alarm, act, this.at));
  }

  answers(how: SubjectAnswered['how'], key = `reply-${this.decisions.length}`) {
    return this.keep(answered(this.alarm, { key: key as OccurrenceKey, how }, this.at));
  }

  resolves(outcome: EscalationOutcome = 'found-safe') {
    return this.keep(resolvedBy(this.alarm, { by: 'account:a1', outcome }, this.at));
  }

  /** As it begins its next run. */
  resumed(): Alarm {
    return alarmOf(this.alarm.input, this.alarm.carried);
  }

  get state() {
    return this.alarm.carried.state;
  }

  /** Who was paged, in order, as `person/level/round`. */
  get paged(): string[] {
    return this.intents
      .filter((intent) => PAGES.has(intent.template))
      .map((intent) => `${intent.personId} ${intent.key.split('/').slice(1, 3).join(' ')}`);
  }

  told(template: string): string[] {
    return this.intents.filter((intent) => intent.template === template).map((intent) => intent.personId);
  }
}

const PAGES = new Set(['escalation-raised', 'escalation-repeat', 'help-alarm', 'drill-alarm']);
