import { DAY, millis, plus } from '../../../domain/duration';
import {
  as,
  instant,
  type Duration,
  type Instant,
  type OccurrenceKey,
  type PersonId,
} from '../../../domain/ids';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Due, JourneyState } from '../../../workflows/contract';
import { last, type Said, type Told, type WaitRow } from './told';

interface Known {
  policy: ProgramPolicy;
  state: JourneyState;
  waits: readonly WaitRow[];
  said: Said;
  told: readonly Told[];
  at: Instant;
}

/** Overdue, they are a task for staff; the others are not. */
const LATE = [
  'screening-step',
  'peer-word',
  'survey',
  'match',
  'achievement-review',
  'transition-consent',
  'renewal',
  'supervision',
  'work-review',
  'support',
  'tier-review',
  'shadow-shift',
  'agreement',
];

/** What a path would do by itself from here on, made from what it waits for and what it has said. */
export function agendaOf(id: string, known: Known): Due[] {
  const open = known.waits.filter(({ closedAt }) => closedAt === null);
  return [
    ...open.flatMap((wait) => [...reminders(wait, known), ...whenDue(wait, known)]),
    ...checkIns(open, known),
    ...training(id, open, known),
    ...duties(known),
    ...renewals(open, known),
    ...wayBack(known),
    ...(known.state.transitions ?? []).flatMap(({ from }): Due[] =>
      from && from > known.at ? [{ do: 'ask-more-often', at: from }] : [],
    ),
  ];
}

/** When a wait is due: staff are told that it is late, a step is looked at again, a check-in was missed. */
function whenDue(wait: WaitRow, { state, told, said, policy }: Known): Due[] {
  if (!wait.dueAt) return [];
  const at = instant(wait.dueAt);
  const key = as<OccurrenceKey>(wait.key);
  const details = (wait.details ?? {}) as NonNullable<Due['refs']>;
  if (wait.kind === 'screening-step' && details['again'])
    return [{ do: 'look-again', at, wait: key, about: String(details['step']) }];
  if (wait.kind === 'retention-check-in') {
    const number = Number(details['number']);
    const missed = told.some((one) => one.kind === 'check-in-missed' && one.data['number'] === number);
    const { missedAfter, nudgeAfter } = policy.retention;
    const nudgeAt = plus(at, millis(nudgeAfter) - millis(missedAfter));
    const isNudged = said.at.has(`${wait.key}/reminder/1`) || nudgeAt >= at;
    const look = { do: 'look-at-check-in', expiresAt: at, wait: key, number };
    return missed ? [] : [{ ...look, at: isNudged ? at : nudgeAt }];
  }
  const tail = wait.key.slice(wait.key.indexOf('/') + 1);
  const task = `${wait.key.slice(0, wait.key.indexOf('/'))}/task/${wait.kind}-late/${tail}`;
  const isSilent = wait.kind === 'work-review' && details['direction'] === 'of-program';
  if (!LATE.includes(wait.kind) || isSilent || state.seen.includes(task)) return [];
  return [{ do: 'late', at, wait: key, about: wait.kind, refs: details }];
}

/**
 * Reminders that were not said yet. Counted back from when the wait is due, which moves with a pause; one whose time to be
 * said is over is not said any more.
 */
function reminders(wait: WaitRow, { policy, said, at: now }: Known): Due[] {
  const dueAt = wait.dueAt && instant(wait.dueAt);
  const what = dueAt && wait.owedBy !== 'staff' ? remindedOf(wait, policy) : toldOfReview(wait, policy);
  if (!what || !dueAt) return [];
  const times = what.before.map((before) => plus(dueAt, -before)).filter((at) => at < dueAt);
  return times.flatMap((at, i): Due[] => {
    const key = what.key ?? `${wait.key}/reminder/${i + 1}`;
    const expiresAt = times[i + 1] ?? dueAt;
    if (said.at.has(key) || expiresAt <= now) return [];
    return [
      {
        do: 'remind',
        at,
        wait: as<OccurrenceKey>(wait.key),
        key: as<OccurrenceKey>(key),
        template: what.template,
        refs: { ...what.refs, wait: wait.key },
        expiresAt,
        ...(wait.kind === 'peer-word' && wait.personId && { to: as<PersonId>(wait.personId) }),
      },
    ];
  });
}

interface Reminding {
  template: string;
  refs?: NonNullable<Due['refs']>;
  /** So many milliseconds before the wait is due. */
  before: number[];
  /** Of the one that there is; numbered when absent. */
  key?: string;
}

const PEER_WORD = 3 * DAY;

/** What somebody is reminded of, as each kind of wait is asked for by the path. */
function remindedOf(wait: WaitRow, policy: ProgramPolicy): Reminding | undefined {
  const details = (wait.details ?? {}) as Record<string, string>;
  const left = (whole: Duration, ...after: Duration[]) => after.map((one) => millis(whole) - millis(one));
  switch (wait.kind) {
    case 'screening-step': {
      const step = policy.screening.steps.find(({ id }) => id === details['step']);
      if (!step || !wait.dueAt) return undefined;
      const refs = { step: step.id, at: instant(wait.dueAt) };
      return {
        template: 'screening-step-reminder',
        refs,
        before: left(step.staleAfter, ...step.remindAfter),
      };
    }
    case 'peer-word': {
      const refs = { step: details['step'] ?? '', other: wait.subjectPersonId ?? '' };
      return { template: 'peer-word-asked', refs, before: [PEER_WORD] };
    }
    case 'survey': {
      const { byText, survey, staleAfter, remindOfferAfter } = policy.matching;
      const template = byText ? 'survey-asked' : 'personal-link';
      return { template, refs: { survey }, before: left(staleAfter, remindOfferAfter) };
    }
    case 'own-words':
      return { template: 'own-words-asked', before: [half(policy.achievement.ownWordsWithin)] };
    case 'transition-consent':
      return { template: 'transition-consent', before: [half(policy.transition.consentWithin)] };
    case 'agreement': {
      const { consentWithin, remindTrainingEvery } = policy.transition;
      return { template: 'agreement-asked', before: left(consentWithin, remindTrainingEvery) };
    }
    default:
      return undefined;
  }
}

function half(within: Duration | undefined): number {
  return within ? millis(within) / 2 : 0;
}

/** Where their own words come first, the person hears of the review's date after there was time for them. */
function toldOfReview(wait: WaitRow, { achievement }: ProgramPolicy): Reminding | undefined {
  const { reviewWithin, ownWordsWithin } = achievement;
  if (wait.kind !== 'achievement-review' || !ownWordsWithin || !wait.dueAt) return undefined;
  const before = [millis(reviewWithin) - millis(ownWordsWithin)];
  const key = `${wait.key}/told`;
  return { template: 'achievement-review', refs: { at: instant(wait.dueAt) }, before, key };
}

/** The rhythm goes on from the last question; while one is open, its answer or its silence brings the next. */
function checkIns(open: readonly WaitRow[], { state, told, policy, at }: Known): Due[] {
  const { retention, transitions = [] } = state;
  if (!retention.nextAt || retention.declinedAt || transitions.some(({ inside }) => inside)) return [];
  const word = last(told, 'check-in-asked', 'check-in-answered', 'check-in-missed', 'check-ins-resumed');
  if (word?.kind === 'check-in-asked' && open.some(({ kind }) => kind === 'retention-check-in')) return [];
  const later = word?.data['answer'] === 'not-now' && policy.retention.askAgainAfter;
  return [{ do: 'plan-check-in', at, ...(later && { about: later }) }];
}

function training(id: string, open: readonly WaitRow[], { state, said, policy, at }: Known): Due[] {
  if (state.stage !== 'transition' || !open.some(({ kind }) => kind === 'training')) return [];
  const reminded = [...said.at].filter(
    ([key]) => key.startsWith(`${id}/training/`) && /\/reminder\/\d+$/.test(key),
  );
  const [key, lastAt] = reminded.at(-1) ?? [];
  if (!key || !lastAt) return [];
  const next = plus(lastAt, policy.transition.remindTrainingEvery);
  const number = Number(key.slice(key.lastIndexOf('/') + 1)) + 1;
  return [{ do: 'remind-training', at: next > at ? next : at, number }];
}

/** From the last one on; where there was none yet, the stage begins to count. */
function duties({ policy, waits }: Known): Due[] {
  const { supervision, reviews } = policy.peerWork ?? {};
  return [
    ...againAfter('supervision', supervision?.every, waits, ({ kind }) => kind === 'supervision'),
    ...againAfter('work-review', reviews?.every, waits, ({ key }) =>
      key.includes('/work-review/of-program/'),
    ),
  ];
}

function againAfter(
  what: string,
  every: Duration | undefined,
  waits: readonly WaitRow[],
  isOne: (wait: WaitRow) => boolean,
): Due[] {
  const before = waits.filter(isOne).at(-1);
  return every && before ? [{ do: what, at: plus(instant(before.since), every) }] : [];
}

function renewals(open: readonly WaitRow[], { state }: Known): Due[] {
  return Object.entries(state.peer?.expiries ?? {}).flatMap(([about, { remindAt }]): Due[] =>
    open.some(({ key }) => key.includes(`/renewal/${about}/`)) ? [] : [{ do: 'renew', at: remindAt, about }],
  );
}

/** Out of a pause by itself, where a day was said. */
function wayBack({ state, told }: Known): Due[] {
  const until = state.status === 'paused' && last(told, 'journey-paused')?.data['until'];
  return until ? [{ do: 'come-back', at: until as Instant, evenPaused: true }] : [];
}
