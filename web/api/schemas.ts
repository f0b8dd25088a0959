import { z } from 'zod';
import { EVENT_KINDS } from '../../domain/ledger';
import { ROLES, STAGES } from '../../domain/policy';
import { ESCALATION_KINDS, ESCALATION_OUTCOMES, WAIT_KINDS } from '../../workflows/contract';

/** One source for what the API takes and gives: validation, types and the OpenAPI document are made from these. */

const Instant = z.string().describe('ISO-8601 instant in UTC');
const Id = z.string().min(1).max(200);
const Codes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string().describe('Stable; branch on it'),
    detail: z.string().optional().describe('What to do now'),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .describe('RFC 9457 problem');

export const ById = z.object({ id: Id.describe('Id, or a reference of your own where the thing has one') });

export const Waiting = z.object({
  key: z.string(),
  kind: z.enum(WAIT_KINDS),
  owedBy: z.enum(['participant', 'staff']),
  since: Instant,
  dueAt: Instant.nullable(),
  late: z.boolean(),
});

export const ParticipantSummary = z.object({
  id: Id,
  personId: Id,
  reference: z.string().nullable(),
  name: z.string(),
  program: Id,
  site: Id.nullable(),
  role: z.enum(ROLES),
  tier: z.string().nullable(),
  journey: z.object({ id: Id, status: z.string(), stage: z.enum(STAGES) }).nullable(),
  waitingFor: z.array(Waiting),
  late: z.boolean(),
});

const UnusableCode = z
  .string()
  .nullable()
  .describe("Set: not used; the carrier's code, or `replaced` where another one took its place");

export const Participant = z.object({
  id: Id,
  reference: z.string().nullable(),
  program: Id,
  site: Id.nullable(),
  role: z.enum(ROLES),
  tier: z.string().nullable(),
  person: z.object({
    id: Id,
    givenName: z.string(),
    surname: z.string().nullable(),
    preferredName: z.string().nullable(),
    language: z.string(),
    detail: z.string(),
  }),
  isSilent: z.boolean().describe('A silent alarm is up about this person: nobody is to call or text them'),
  contacts: z.array(
    z.object({
      channel: z.string(),
      value: z.string(),
      consentAt: Instant.nullable(),
      stoppedAt: Instant.nullable().describe('Set: call, do not text'),
      unusableCode: UnusableCode,
    }),
  ),
  journeys: z.array(z.object({ id: Id, status: z.string(), stage: z.string(), startedAt: Instant })),
  waitingFor: z.array(Waiting),
  goals: z.array(z.object({ id: Id, title: z.string(), progress: z.number(), status: z.string() })),
});

export const NewContact = z.strictObject({
  channel: z.enum(['sms', 'voice', 'email']).describe('voice is a landline: called, never texted'),
  value: z.string().min(3).max(254),
  consent: z.boolean().optional().describe('The person agreed to be reached there'),
  keepOthers: z
    .boolean()
    .optional()
    .describe('Those of the same kind stay in use; they are replaced otherwise'),
});

export const NewParticipant = z.strictObject({
  program: Id,
  site: Id.optional(),
  role: z.enum(ROLES),
  tier: z.string().max(40).optional(),
  reference: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('A key of your own; the same one again adds nobody'),
  givenName: z.string().trim().min(1).max(100),
  surname: z.string().trim().max(100).optional(),
  preferredName: z.string().trim().max(100).optional(),
  language: z.enum(['en', 'fr']),
  detail: z.enum(['full', 'basic']).optional().describe('What may stand on a lock screen'),
  phone: z.string().max(40).optional(),
  email: z.string().max(254).optional(),
  consents: z
    .array(z.enum(['sms', 'email']))
    .optional()
    .describe('Channels the person agreed to be written to on; no first text without it'),
  prefers: z.enum(['sms', 'email']).optional(),
});

export const Added = z.object({ participantId: Id, personId: Id, added: z.boolean() });

export const TimelineEntry = z.object({
  key: z.string(),
  kind: z.enum(EVENT_KINDS),
  at: Instant,
  by: z.string(),
  journeyId: Id.nullable(),
  mentorshipId: Id.nullable(),
  shiftId: Id.nullable(),
  escalationId: Id.nullable(),
  data: Codes,
});

export const Standing = z.object({
  status: z.enum(['active', 'paused', 'withdrawn', 'ended']),
  role: z.enum(ROLES),
  stage: z.enum(STAGES),
  since: Instant,
  privileges: z.array(z.string()),
  tier: z.string().optional(),
  steps: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      openedAt: Instant,
      decidedAt: Instant.optional(),
      lookAgainAt: Instant.optional(),
      sentInAt: Instant.optional().describe('What the person owed has come in; staff owe the next move'),
      peerWords: z.number().int().optional().describe('How many mentors have given their word'),
    }),
  ),
  goals: z.array(z.object({ id: z.string(), progress: z.number() })),
  waitingFor: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(WAIT_KINDS),
      owedBy: z.enum(['participant', 'staff']),
      since: Instant,
      dueAt: Instant.optional(),
    }),
  ),
  next: z.enum(STAGES).optional(),
});

export const JourneyStarted = z.object({
  journeyId: Id,
  state: z
    .enum(['started', 'starting', 'running-already'])
    .describe('`starting`: stored, and runs as soon as it can; nothing needs to be done'),
});

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is a day such as 2026-03-01');
const WallClock = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'is a wall-clock time such as 2026-03-01T22:00');

export const ScreeningDecision = z.strictObject({
  step: Id,
  outcome: z.enum(['advance', 'hold', 'refer', 'decline']),
  lookAgainOn: Day.optional().describe('Goes with `hold` and `decline`'),
  reason: z
    .string()
    .max(2_000)
    .optional()
    .describe('Needed where mentors decide and none has given their word; kept with the decision'),
  referTo: z.string().max(200).optional().describe('With `refer`: to whom'),
  personAgrees: z.boolean().optional().describe('With `refer`: the person agrees to it'),
});
export const PauseUntil = z.strictObject({ untilDay: Day.optional() });

export const ShiftSummary = z.object({
  id: Id,
  program: Id,
  site: Id,
  startsWall: z.string().describe("The site's own clock"),
  endsWall: z.string(),
  zone: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  status: z.string(),
  relievedFrom: Id.nullable().describe(
    'The shift that its one peer left while it ran: this one asks them whether they are safe',
  ),
  peers: z.array(z.object({ personId: Id, participantId: Id, name: z.string() })),
  openCheckIns: z.number(),
});
export const CheckInState = z.object({
  key: z.string(),
  kind: z.string(),
  dueAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  outcome: z.string().nullable(),
  late: z.boolean(),
});
export const Shift = ShiftSummary.omit({ openCheckIns: true, peers: true }).extend({
  peers: z.array(
    z.object({
      personId: Id,
      participantId: Id,
      name: z.string(),
      removedAt: Instant.nullable(),
      checkIns: z.array(CheckInState),
    }),
  ),
  left: z
    .array(
      z.object({
        shiftId: Id,
        personId: Id,
        participantId: Id,
        name: z.string(),
        endsAt: Instant,
        isSettled: z.boolean(),
      }),
    )
    .describe('Who has left it while it ran, with the shift of their own that asks whether they are safe'),
  escalations: z.array(z.object({ id: Id, kind: z.string(), status: z.string() })),
  gaps: z
    .array(z.object({ level: z.string(), from: Instant, until: Instant }))
    .describe('Levels of the chain that nobody can be reached for during some of it'),
});
export const NewShift = z.strictObject({
  site: Id,
  startsWall: WallClock,
  endsWall: WallClock,
  peers: z.array(Id).min(1).max(500).describe('Participants, by id or reference'),
  mode: z
    .enum(['assign', 'offer'])
    .optional()
    .describe('`offer`: they are asked first, and on it once they accept'),
  reason: z.string().max(1_000).optional().describe('Why somebody works more than the caps say'),
});
export const Scheduled = z.object({
  shiftId: Id,
  startsAt: Instant,
  endsAt: Instant,
  state: z.enum(['started', 'starting', 'running-already']),
  notes: z
    .array(z.object({ which: z.enum(['start', 'end']), note: z.enum(['skipped', 'ambiguous']) }))
    .describe('Times that the clocks skip or show twice that day'),
  safetyPlans: z
    .array(z.object({ participantId: Id, name: z.string(), flag: z.enum(['missing', 'old']) }))
    .describe('Peers whose safety plan is missing, or more than a year old'),
});
export const NewCheckIn = z.strictObject({
  peer: Id,
  answer: z.enum(['ok', 'not-ok']),
  check: z
    .string()
    .max(300)
    .optional()
    .describe('Key of the check-in; without it the latest that is due, else the next'),
});
export const CheckInTaken = z.object({
  outcome: z.enum(['recorded', 'already', 'not-cleared']),
  check: z.string(),
});
export const Minutes = z.strictObject({ minutes: z.number().int().min(1).max(720) });
export const Longer = Minutes.extend({
  reason: z.string().max(1_000).optional().describe('Why somebody works more than the caps say'),
});
export const ShiftState = z.object({
  status: z.enum(['scheduled', 'running', 'ended', 'closed', 'cancelled']),
  startsAt: Instant,
  endsAt: Instant,
  peers: z.array(Id),
  offered: z.array(Id).optional().describe('Asked, and have not said yet'),
  openEscalations: z.array(Id),
});

export const EscalationSummary = z.object({
  id: Id,
  kind: z.enum(ESCALATION_KINDS),
  program: Id,
  site: Id.nullable(),
  about: z.object({ personId: Id, name: z.string() }),
  shiftId: Id.nullable(),
  status: z.enum(['open', 'acknowledged', 'unresolved', 'resolved']),
  level: z.number().describe('Index into the chain of the level told last; -1 before the first'),
  code: z.string(),
  raisedAt: Instant,
  acknowledgedAt: Instant.nullable(),
  owner: z.string().nullable(),
  outcomeDueAt: Instant.nullable(),
  peerAnsweredAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  outcome: z.enum(ESCALATION_OUTCOMES).nullable(),
});
export const Escalation = EscalationSummary.extend({
  chain: z.array(
    z.object({
      id: z.string(),
      channels: z.array(z.string()),
      people: z.array(z.object({ personId: Id, name: z.string() })),
    }),
  ),
  contacts: z.array(
    z.object({
      channel: z.string(),
      value: z.string(),
      callDontText: z.boolean(),
      unusableCode: UnusableCode,
    }),
  ),
  isSilent: z.boolean().describe('A silent alarm is up about this person: nobody is to call or text them'),
  note: z.string().nullable(),
});
export const Resolution = z.strictObject({
  outcome: z.enum(ESCALATION_OUTCOMES),
  note: z.string().max(4_000).optional(),
});
export const EscalationState = z.object({
  status: z.enum(['open', 'acknowledged', 'unresolved', 'resolved']),
  level: z.number(),
  rounds: z.number(),
  peerAnswered: z.boolean(),
  outcomeDueAt: Instant.optional(),
  outcome: z.enum(ESCALATION_OUTCOMES).optional(),
});
