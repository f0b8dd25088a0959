import { z } from 'zod';
import { WEEKDAYS } from '../../domain/time/calendar';

/** What the API takes and gives about planning, safety plans and evidence. */

const Id = z.string().min(1).max(200);
const Instant = z.string().describe('ISO-8601 instant in UTC');
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is a day such as 2026-03-01');
const Time = z.string().regex(/^\d{2}:\d{2}$/, 'is a time of day such as 22:00');
const Reason = z.string().max(1_000).optional().describe('Why somebody works more than the caps say');

export const NewPattern = z.strictObject({
  site: Id,
  weekdays: z.array(z.enum(WEEKDAYS)).min(1),
  starts: Time.describe("By the site's own clock"),
  ends: Time.describe('Not after `starts`: the next day'),
  from: Day,
  until: Day,
  peers: z.array(Id).min(1).max(100).describe('Participants, by id or reference'),
  mode: z.enum(['assign', 'offer']).optional(),
  reason: Reason,
});

const Planned = z.object({
  shiftId: Id,
  startsWall: z.string(),
  endsWall: z.string(),
  row: z.number().optional(),
  safetyPlans: z.array(z.object({ participantId: Id, name: z.string(), flag: z.enum(['missing', 'old']) })),
});
export const PlanReport = z.object({
  made: z.array(Planned),
  there: z.array(Planned).describe('Were there before; nothing was changed'),
  refused: z.array(z.object({ startsWall: z.string(), code: z.string(), problem: z.string() })),
});
export const PlanFile = z.strictObject({
  csv: z.string().max(2_000_000).describe('Columns site, starts, ends, peers and, if wanted, mode, reason'),
});
export const PlanImport = z.object({
  made: z.array(Planned),
  there: z.array(Planned),
  problems: z.array(z.object({ row: z.number(), field: z.string(), problem: z.string() })),
});

export const Peer = z.strictObject({ peer: Id.describe('Participant, by id or reference') });
export const ReasonedPeer = Peer.extend({ reason: Reason });
export const HandOver = z.strictObject({ from: Id, to: Id, reason: Reason });
export const OfferAnswer = Peer.extend({ answer: z.enum(['accept', 'decline']) });
export const Ended = z.object({ endsAt: Instant });

export const Board = z.object({
  items: z.array(
    z.object({
      shiftId: Id,
      program: Id,
      site: Id,
      participantId: Id,
      name: z.string(),
      startsAt: Instant,
      endsAt: Instant,
      next: z.object({ kind: z.string(), dueAt: Instant, asked: z.boolean(), late: z.boolean() }).nullable(),
      heardAt: Instant.nullable(),
      coverage: z.enum(['covered', 'gap', 'unknown']),
      escalations: z.array(z.object({ id: Id, kind: z.string(), status: z.string() })),
    }),
  ),
});

export const CallRule = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('never') }),
  z.strictObject({ when: z.literal('ask-contact-first') }),
  z.strictObject({ when: z.literal('after'), minutes: z.number().int().min(1).max(1_440) }),
  z.strictObject({ when: z.literal('words'), words: z.string().min(1).max(300) }),
]);
export const NewSafetyPlan = z.strictObject({
  contacts: z
    .array(
      z.strictObject({
        name: z.string().max(100),
        relation: z.string().max(100).optional(),
        phone: z.string().max(40),
        note: z.string().max(300).optional(),
      }),
    )
    .max(20)
    .describe('In the order in which they are called'),
  police: CallRule,
  ambulance: CallRule,
  duressPhrase: z.string().max(200).optional(),
  notes: z.string().max(4_000).optional(),
  language: z.enum(['en', 'fr']).optional(),
});
export const SafetyPlan = z.object({
  participantId: Id,
  name: z.string(),
  flag: z.enum(['missing', 'old']).optional(),
  plan: z
    .object({
      version: z.number(),
      contacts: z.array(
        z.object({ name: z.string(), relation: z.string(), phone: z.string(), note: z.string() }),
      ),
      police: CallRule,
      ambulance: CallRule,
      duressPhrase: z.string().nullable(),
      notes: z.string().nullable(),
      language: z.string(),
      agreedAt: Instant,
      agreedBy: z.string(),
    })
    .nullable(),
});
export const Boundaries = z.strictObject({ sites: z.array(Id).max(200) });
export const Debrief = z.strictObject({ outcome: z.enum(['held', 'declined']) });
export const Debriefed = z.object({ outcome: z.string() });

export const EvidenceQuery = z.object({
  shift: Id.optional(),
  site: Id.optional(),
  program: Id.optional(),
  from: Day.optional(),
  until: Day.optional(),
});
