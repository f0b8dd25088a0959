import type { OccurrenceKey, PersonId } from '../../domain/ids';
import type { Channel } from '../../domain/policy';
import type { ChainLevel, EscalationKind, Intent, Urgency } from '../contract';
import { keyOf, type Alarm } from './alarm';

/** Pages people of a level: each once a level and round, by the level's channels. */
export function page(alarm: Alarm, index: number, people: PersonId[]): Intent[] {
  const { carried } = alarm;
  const { chain, round, about } = carried;
  const level = chain[index] as ChainLevel;
  const waitKey = carried.waits.acknowledgement;
  return people.map((person) => ({
    key: keyOf(alarm, `level-${index + 1}`, `round-${round}`, person),
    personId: person,
    template: pageTemplate(about, round),
    refs: { ...refs(alarm), ...pageRefs(alarm), level: level.id },
    urgency: 'escalation',
    channels: level.channels,
    ...(waitKey ? { waitKey } : {}),
  }));
}

/** Pages whoever has it, where no level of the chain has them. */
export function pageOwner(alarm: Alarm): Intent[] {
  const { state, chain, round, about, waits } = alarm.carried;
  const { owner } = state;
  if (!owner || chain.some(({ people }) => people.includes(owner))) return [];
  return tell(alarm, [owner], `owner/round-${round}`, pageTemplate(about, round), 'escalation', {
    waitKey: waits.acknowledgement,
    refs: pageRefs(alarm),
  });
}

function pageRefs(alarm: Alarm): NonNullable<Intent['refs']> {
  const { input, carried } = alarm;
  return {
    ...acknowledgeRef(alarm),
    reason: pageReason(carried.about),
    count: carried.round,
    at: input.since ?? carried.raisedAt,
  };
}

/** Tells each of some people, once, about what has happened to it. */
export function tell(
  alarm: Alarm,
  people: readonly PersonId[],
  what: string,
  template: string,
  urgency: Urgency,
  more: Partial<Pick<Intent, 'refs' | 'waitKey' | 'expiresAt' | 'channels'>>,
): Intent[] {
  const { refs: particulars, ...rest } = more;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return people.map((personId) => ({
    key: keyOf(alarm, what, personId),
    personId,
    template,
    refs: { ...refs(alarm), ...particulars },
    urgency,
    ...given,
  }));
}

/** What a message needs so that its answer acknowledges. */
export function acknowledgeRef({ carried }: Alarm): { wait?: OccurrenceKey } {
  const { acknowledgement } = carried.waits;
  return acknowledgement ? { wait: acknowledgement } : {};
}

/** How somebody of the chain is reached; whoever is not in it by their own channels. */
export function channelsOf({ carried }: Alarm, person: PersonId): Channel[] | undefined {
  const channels = carried.chain.filter((l) => l.people.includes(person)).flatMap((l) => l.channels);
  return channels.length > 0 ? [...new Set(channels)] : undefined;
}

function refs({ input }: Alarm): NonNullable<Intent['refs']> {
  const { escalationId, subjectPersonId, shiftId } = input;
  return { escalation: escalationId, peer: subjectPersonId, ...(shiftId ? { shift: shiftId } : {}) };
}

/** A call for help says so on every round; of the others a repeat says that it is one. */
function pageTemplate(about: EscalationKind, round: number): string {
  if (about === 'drill') return 'drill-alarm';
  if (about === 'help' || about === 'duress') return 'help-alarm';
  return round === 1 ? 'escalation-raised' : 'escalation-repeat';
}

function pageReason(about: EscalationKind): string {
  if (about === 'missed-interval') return 'missed-check-in';
  return about === 'unreachable' ? 'other' : about;
}
