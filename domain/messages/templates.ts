/**
 * Every message the product can send, and what each needs to be told. One table: the types below and the checks on
 * programs' own wordings are both derived from it. This file imports nothing, so that workflow code may use its types.
 *
 * A parameter is `text` (already formatted: names as `domain/names` gives them, times as `formatLocal` gives them),
 * `count` (a whole number, for plurals), a list of codes (one of them), or any of these ending in `?`: it may be left out.
 */
const ESCALATION_REASONS = [
  'missed-end',
  'missed-start',
  'missed-check-in',
  'not-ok',
  'missed-retention',
  'request-late',
  'other',
] as const;

/** What else is up about the same person: while a silent alarm is, nobody is to call or text them, whatever a message is about. */
const BESIDE = ['nothing', 'silent-alarm'] as const;

/** What the auditor can find about somebody's safety; the codes of `domain/audit`. */
const AUDIT_PROBLEMS = [
  'wait-stuck',
  'alarms-unsent',
  'replies-unread',
  'shift-not-started',
  'shift-unwatched',
  'escalation-unwatched',
  'coverage-not-checked',
  'zone-rules-stale',
  'shift-times-doubtful',
  'other',
] as const;

export const TEMPLATES = {
  // The path
  /** First text ever: says who writes, that consent was given, and how to stop. `senderName` is neutral enough for a lock screen. */
  welcome: { senderName: 'text' },
  'screening-step-reminder': { step: 'text', due: 'text?', link: 'text?' },
  /** `opens`: what the person can now take part in, as a short list. */
  'screening-step-passed': { step: 'text', opens: 'text?' },
  'screening-declined-look-again': { step: 'text', lookAgainOn: 'text', contactName: 'text?' },
  /** A decision about a step was a slip; it is looked at again. */
  'screening-step-reopened': { step: 'text' },
  /** To a mentor: their word about somebody's step is asked for. */
  'peer-word-asked': { otherName: 'text', step: 'text', link: 'text?' },
  /** To a partner who has referred somebody: no details. */
  'referral-accepted': {},
  'referral-declined': {},
  'workshop-invitation': { workshop: 'text', when: 'text', place: 'text', link: 'text?' },
  /** `why`: the reasons of the match in the reader's language, e.g. "speaks French, free on evenings". */
  'match-offer-mentee': { otherName: 'text', why: 'text?', respondBy: 'text?', link: 'text?' },
  'match-offer-mentor': { otherName: 'text', why: 'text?', respondBy: 'text?', link: 'text?' },
  'match-confirmed': { otherName: 'text' },
  'match-declined': {},
  'match-lapsed': {},
  'meeting-reminder': { otherName: 'text', when: 'text', place: 'text?', link: 'text?' },
  /** Asks whether a meeting took place. */
  'meeting-asked': { otherName: 'text', when: 'text' },
  'meeting-missed-followup': { otherName: 'text', link: 'text?' },
  'retention-check-in': { link: 'text?' },
  'retention-nudge': { link: 'text?' },
  'retention-thanks': {},
  /** After "not now". */
  'check-in-later': {},
  /** After "stop asking me": the way back stands in it. */
  'check-ins-stopped': { link: 'text?' },
  'goal-set': { goal: 'text' },
  'goal-progress-noted': { goal: 'text', progress: 'text?' },
  'achievement-review': { when: 'text?', link: 'text?' },
  'achievement-celebration': { goals: 'count', link: 'text?' },
  'transition-consent': { link: 'text?' },
  'training-reminder': { training: 'text', due: 'text?', link: 'text?' },
  'became-mentor': {},
  paused: { until: 'text?' },
  resumed: {},
  withdrawn: {},
  /** One personal link to whatever is awaited. */
  'personal-link': { link: 'text', validUntil: 'text?' },

  // Surveys, by link or by text one question at a time
  /** `byText`: how to be asked by text, or the first question itself for whoever has a phone and no data. */
  'survey-asked': { link: 'text?', validUntil: 'text?', byText: 'text?' },
  'survey-started': { question: 'text', of: 'count', link: 'text?' },
  'survey-question': { question: 'text', number: 'count', of: 'count', link: 'text?' },
  /** It was not understood; asked again once. */
  'survey-question-again': { question: 'text', number: 'count', of: 'count', link: 'text?' },
  'survey-later': { link: 'text?' },
  /** Not understood twice: a human reads it. */
  'survey-for-human': { emergencyNumber: 'text', link: 'text?' },
  'survey-thanks': {},

  // Critical transitions: nothing here ever says which
  /** To the mentor, the day before. */
  'transition-contact': { otherName: 'text', when: 'text', link: 'text?' },
  /** To the person, once somebody has said that they can be written to again. */
  'transition-hello': { otherName: 'text?', emergencyNumber: 'text', crisisNumber: 'text' },

  // Mentorship in depth
  'meeting-time-proposed': { otherName: 'text', when: 'text', link: 'text?' },
  /** The time that was proposed did not come about: the old one stands. */
  'meeting-time-kept': { otherName: 'text', when: 'text' },
  /** To a mentee whose mentor takes a break, before anybody is named. */
  'mentor-away': { otherName: 'text' },
  /** `otherName` is there meanwhile. */
  'interim-named': { otherName: 'text', mentorName: 'text' },
  /** To whoever stands in: `otherName` is the mentee. */
  'interim-asked': { otherName: 'text', due: 'text', link: 'text?' },
  'interim-over': { otherName: 'text' },
  'mentor-back': { otherName: 'text' },
  'workshop-noted': { workshop: 'text', when: 'text', how: ['coming', 'waiting', 'declined'], link: 'text?' },
  'workshop-place-free': { workshop: 'text', when: 'text', respondBy: 'text', link: 'text?' },
  'workshop-reminder': { workshop: 'text', when: 'text', place: 'text?', link: 'text?' },
  'workshop-moved': { workshop: 'text', when: 'text', place: 'text?', link: 'text?' },
  'workshop-cancelled': { workshop: 'text', when: 'text' },
  'referral-consent': { partner: 'text', link: 'text?' },
  'referral-companion': { partner: 'text', otherName: 'text', how: ['goes-along', 'introduces'] },
  /** To whoever introduces somebody to a partner or goes along. */
  'referral-step': { otherName: 'text', partner: 'text', due: 'text', link: 'text?' },
  'referral-follow-up': { partner: 'text', link: 'text?' },
  'resource-sent': { otherName: 'text', resource: 'text', address: 'text?', link: 'text?' },
  'appointment-noted': {
    appointment: 'text',
    when: 'text',
    place: 'text?',
    otherName: 'text?',
    how: ['planned', 'moved', 'cancelled'],
    link: 'text?',
  },
  'appointment-reminder': {
    appointment: 'text',
    when: 'text',
    place: 'text?',
    otherName: 'text?',
    link: 'text?',
  },
  'appointment-asked': { otherName: 'text', when: 'text', link: 'text?' },

  // Looking back, training, working as a peer
  'own-words-asked': { link: 'text?' },
  'agreement-asked': { link: 'text?' },
  'work-review-asked': { link: 'text?' },
  'tier-changed': { tier: 'text', link: 'text?' },
  'tier-reviewed': { tier: 'text', review: ['undone', 'stands'] },
  /** A training or a kit that runs out. */
  'renewal-reminder': { training: 'text', item: ['kit', 'module'], until: 'text', link: 'text?' },
  'training-session': { training: 'text', when: 'text', place: 'text?' },
  'opening-told': { opening: 'text', until: 'text', link: 'text?' },

  // Shifts
  'shift-offered': { site: 'text', start: 'text', end: 'text', link: 'text?' },
  'shift-scheduled': { site: 'text', start: 'text', end: 'text' },
  'shift-changed': { site: 'text', start: 'text', end: 'text' },
  /** To whoever was on it, and to whoever had not said yet whether it suits them. */
  'shift-cancelled': { whose: ['offered', 'theirs'], site: 'text', start: 'text' },
  'shift-start': { site: 'text', end: 'text', emergencyNumber: 'text' },
  /** Interval check-in while a shift runs. */
  'shift-check-in': { site: 'text', link: 'text?' },
  'shift-end-soon': { end: 'text', link: 'text?' },
  'shift-end': { site: 'text', end: 'text', link: 'text?' },
  /** Nudge within grace: no answer yet. `minutes` since the answer was due. */
  'shift-overdue': { due: 'text', minutes: 'count', link: 'text?' },
  /** Nudge after grace: staff have been told. */
  'shift-late-nudge': { due: 'text', emergencyNumber: 'text', link: 'text?' },
  'shift-thanks': {},
  'shift-extended': { end: 'text' },
  /** A peer has said no to an offered shift. */
  'shift-offer-declined': {},
  /** A peer is done before the planned end: they are asked in a minute whether they are safe. */
  'shift-ending-early': {},
  /** The day after an escalation, to whom it was about. */
  'debrief-offered': { after: ['shift', 'call'] },

  // "I want to speak with another professional"
  /** To the requester: when a named human will have taken it at the latest. */
  'request-received': { respondBy: 'text', emergencyNumber: 'text', crisisNumber: 'text' },
  /** Names who has taken it. */
  'request-taken': { otherName: 'text', crisisNumber: 'text' },
  /** The promised time has passed. */
  'request-still-looking': { emergencyNumber: 'text', crisisNumber: 'text' },
  /** To staff who can take it. No reason is known, and none is asked. */
  'request-asked': { peer: 'text', respondBy: 'text', link: 'text?' },
  'request-reminder': { peer: 'text', respondBy: 'text', link: 'text?' },

  // Answers to what came in
  'not-understood': { emergencyNumber: 'text' },
  /** Somebody says that they are not OK, where nobody is alarmed over it: a person reads it, and is told at once. */
  'not-ok-received': { emergencyNumber: 'text', crisisNumber: 'text' },
  /** One number, several people: asks who is writing without naming anything else. `choices`, e.g. "1 for Sam, 2 for Alex". */
  'who-is-writing': { choices: 'text' },
  'help-received': { who: ['all-levels', 'on-call'], emergencyNumber: 'text', crisisNumber: 'text' },
  'start-confirmed': { senderName: 'text' },

  // Escalations, to staff. `peer` is first name and initial; `since` when the answer was due; `code` answers by SMS.
  'escalation-raised': {
    reason: ESCALATION_REASONS,
    beside: BESIDE,
    peer: 'text',
    peerPhone: 'text?',
    site: 'text?',
    since: 'text',
    emergencyNumber: 'text',
    /** First contact of the agreed safety plan and what it says of police and ambulance; or that there is one to read. */
    plan: 'text?',
    code: 'text',
    link: 'text?',
  },
  'escalation-repeat': {
    reason: ESCALATION_REASONS,
    beside: BESIDE,
    peer: 'text',
    peerPhone: 'text?',
    site: 'text?',
    since: 'text',
    emergencyNumber: 'text',
    code: 'text',
    link: 'text?',
  },
  /** To those told earlier: it has moved on to `level` (a name such as "manager on call"). No page, just news. */
  'escalation-level-changed': { peer: 'text', level: 'text', link: 'text?' },
  'escalation-acknowledged': { peer: 'text', by: 'text', at: 'text', link: 'text?' },
  /** To whoever has taken it: it is theirs, and how it ended is owed. */
  'escalation-yours': { peer: 'text', at: 'text', link: 'text?' },
  /** To somebody on the chain whose words are for a human: nothing is taken by them, and no outcome noted. */
  'escalation-words-kept': { held: ['yours', 'nobodys'], peer: 'text', code: 'text', link: 'text?' },
  /** More than one alarm is open, and the answer does not say which. */
  'escalation-which': { codes: 'text' },
  'escalation-handed-over': {
    /** `duress`: nobody is to call or text the person. */
    reason: ['duress', 'other'],
    peer: 'text',
    from: 'text',
    to: 'text',
    code: 'text',
    link: 'text?',
  },
  'escalation-peer-answered': { beside: BESIDE, peer: 'text', at: 'text', link: 'text?' },
  /** An "ok" from somebody who had called for help or said that they are not OK: the alarm goes on. */
  'escalation-says-ok': { beside: BESIDE, peer: 'text', peerPhone: 'text?', at: 'text', link: 'text?' },
  /** The alarm is over, and nobody has said how it ended. */
  'escalation-still-open': { peer: 'text', link: 'text?' },
  'escalation-outcome-due': { peer: 'text', minutes: 'count', code: 'text', link: 'text?' },
  'escalation-resolved': { peer: 'text', by: 'text', outcome: 'text?' },
  'escalation-unresolved': {
    /** `duress`: nobody is to call or text the person. */
    reason: ['duress', 'other'],
    peer: 'text',
    peerPhone: 'text?',
    site: 'text?',
    since: 'text',
    emergencyNumber: 'text',
    code: 'text',
    link: 'text?',
  },
  'help-alarm': {
    /** `duress` tells the reader not to let on. */
    reason: ['help', 'duress'],
    peer: 'text',
    peerPhone: 'text?',
    site: 'text?',
    at: 'text',
    emergencyNumber: 'text',
    /** First contact of the agreed safety plan and what it says of police and ambulance; or that there is one to read. */
    plan: 'text?',
    code: 'text',
    link: 'text?',
  },
  /** A page of a practice; the mark that it is one stands before every message of it. */
  'drill-alarm': { level: 'text', code: 'text', link: 'text?' },
  /** Nobody has answered a practice; instead of `escalation-unresolved`. */
  'drill-unresolved': { since: 'text', code: 'text', link: 'text?' },
  /** To those told of a late request: somebody has taken it. */
  'escalation-request-taken': { peer: 'text', at: 'text', link: 'text?' },
  /** Nobody of a level of the chain can be reached for some of a shift. */
  'coverage-gap': { level: 'text', site: 'text?', when: 'text' },
  /** To both: a stretch on call has changed hands. */
  'rota-handed-over': { from: 'text', to: 'text', level: 'text', until: 'text?' },
  'stop-confirmed-call-dont-text': { peer: 'text', peerPhone: 'text?', link: 'text?' },
  'staff-task': { task: 'text', about: 'text?', due: 'text?', link: 'text?' },
  /** The system has found something about its own watch that it cannot mend: a human looks. */
  'audit-alert': { problem: AUDIT_PROBLEMS, count: 'count', site: 'text?' },
} as const satisfies Record<string, Record<string, ParamKind>>;

export type ParamKind = 'text' | 'text?' | 'count' | 'count?' | readonly string[];

export type TemplateId = keyof typeof TEMPLATES;
export const TEMPLATE_IDS = Object.keys(TEMPLATES) as TemplateId[];

export function isTemplateId(text: string): text is TemplateId {
  return Object.hasOwn(TEMPLATES, text);
}

/** What every message may say: how the reader is called, and the program's name. */
export const COMMON_PARAMS = { name: 'text', programName: 'text' } as const;

type ValueOf<K> = K extends readonly (infer Code)[]
  ? Code
  : K extends 'count' | 'count?'
    ? number
    : K extends 'text' | 'text?'
      ? string
      : never;
type OptionalKeys<S> = { [P in keyof S]: S[P] extends `${string}?` ? P : never }[keyof S];
type ParamsOf<S> = { [P in Exclude<keyof S, OptionalKeys<S>>]: ValueOf<S[P]> } & {
  [P in OptionalKeys<S>]?: ValueOf<S[P]> | undefined;
};

/** The parameters of one template, e.g. `TemplateParams['shift-end']`. */
export type TemplateParams = {
  [T in TemplateId]: ParamsOf<(typeof TEMPLATES)[T]> & ParamsOf<typeof COMMON_PARAMS>;
};

export type Language = 'en' | 'fr';
export const LANGUAGES: readonly Language[] = ['en', 'fr'];

/** The reader's choice: `basic` shows nothing of program, health, place or surname on a lock screen (rule 9). */
export type Detail = 'full' | 'basic';
