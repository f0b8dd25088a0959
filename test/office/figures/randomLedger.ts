import fc from 'fast-check';
import { DAY } from '../../../domain/duration';
import type { EventKind } from '../../../domain/ledger';

/** A row of the ledger, as far as figures look at it. */
export interface Row {
  kind: EventKind;
  siteId: string | null;
  personId: string | null;
  journeyId: string | null;
  mentorshipId: string | null;
  escalationId: string | null;
  key: string;
  data: Record<string, string | number | boolean | null>;
  at: Date;
}

const of = <T extends string>(...values: T[]) => fc.constantFrom(...values);
const stage = of('screening', 'matching', 'mentorship', 'retention', 'achievement', 'transition');

/** What may be said with an event of each kind that figures read. */
const DATA: Partial<Record<EventKind, fc.Arbitrary<Row['data']>>> = {
  'journey-started': fc.record({ role: of('mentee', 'mentor') }),
  'stage-entered': fc.record({ stage }),
  'screening-step-decided': fc.record({
    step: of('application', 'interview'),
    outcome: of('advance', 'hold', 'refer', 'decline'),
  }),
  'match-proposed': fc.constant({}),
  'match-approved': fc.constant({}),
  'match-rejected': fc.constant({}),
  'match-answered': fc.record({ answer: of('accept', 'decline', 'lapsed') }),
  'mentorship-active': fc.constant({}),
  'mentorship-ended': fc.constant({}),
  'meeting-settled': fc.record({
    number: fc.integer({ min: 1, max: 3 }),
    outcome: of('attended', 'missed', 'unknown'),
  }),
  'goal-set': fc.record({ goal: of('g1', 'g2', 'g3') }),
  'goal-progress': fc.record({ goal: of('g1', 'g2', 'g3'), progress: fc.constantFrom(0, 40, 99, 100) }),
  'check-in-asked': fc.record({ number: fc.integer({ min: 1, max: 4 }) }),
  'check-in-answered': fc.record({
    number: fc.integer({ min: 1, max: 4 }),
    answer: of('ok', 'not-ok', 'not-now'),
  }),
  'achievement-decided': fc.record({ outcome: of('finish', 'new-goals', 'become-mentor') }),
  'training-completed': fc.record({ module: of('listening', 'boundaries') }),
  'became-mentor': fc.constant({}),
  'tier-changed': fc.record({ to: of('volunteer', 'staff') }),
  'transition-reported': fc.record({ kind: of('housing-change', 'hospital-discharge') }),
  'journey-withdrawn': fc.constant({}),
  'journey-reopened': fc.constant({}),
  'death-recorded': fc.constant({}),
  'workshop-planned': fc.constant({}),
  'workshop-invited': fc.constant({}),
  'shift-check-in': fc.record({ late: fc.boolean() }),
  'shift-missed': fc.record({ occasion: of('start', 'end') }),
  'escalation-raised': fc.record({ kind: of('missed-end', 'help', 'drill') }),
  'escalation-level-told': fc.constant({}),
  'escalation-acknowledged': fc.constant({}),
  'escalation-resolved': fc.constant({}),
  'request-made': fc.constant({}),
  'request-taken': fc.constant({}),
  'request-fulfilled': fc.constant({}),
  'request-cancelled': fc.constant({}),
  'request-late': fc.constant({}),
};

/** Some hours on which much happens at once, so that order within an instant matters too. */
const START = Date.parse('2026-03-01T05:00:00Z');

const row = (Object.entries(DATA) as [EventKind, fc.Arbitrary<Row['data']>][]).map(([kind, data]) =>
  fc.record({
    kind: fc.constant(kind),
    data,
    who: fc.integer({ min: 1, max: 6 }),
    at: fc.integer({ min: 0, max: 40 }).map((hours) => new Date(START + hours * (DAY / 4))),
    siteId: fc.constantFrom('kwmunity.kitchener', 'kwmunity.kitchener', null),
    occurrence: fc.integer({ min: 1, max: 4 }),
  }),
);

/** A ledger in which anything follows anything: rows of the same person, pair, alarm and request get mixed up. */
export const randomLedger: fc.Arbitrary<Row[]> = fc
  .array(fc.oneof(...row), { minLength: 20, maxLength: 160 })
  .map((rows) =>
    rows.map(({ who, occurrence, ...one }, index) => ({
      ...one,
      personId: `person${who}`,
      journeyId: /^(mentorship|meeting|escalation|shift|workshop|match-(proposed|answered))/.test(one.kind)
        ? null
        : `journey${who}`,
      mentorshipId: /^(mentorship|meeting|match)/.test(one.kind) ? `pair${occurrence}` : null,
      escalationId: one.kind.startsWith('escalation') ? `alarm${occurrence}` : null,
      key: `${one.kind.startsWith('request') ? `request-${occurrence}` : `row${index}`}/${index}`,
    })),
  );
