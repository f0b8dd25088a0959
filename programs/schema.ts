/**
 * What a program definition may say: the shape of the YAML file, with the defaults that keep a small program short.
 * What must hold between fields is in `crossChecks`; what a path runs on is compiled from it by `compile`.
 */
import { z } from 'zod';
import type { Duration } from '../domain/ids';
import { as } from '../domain/ids';
import type { Language } from '../domain/messages/templates';
import { STAGES, STEP_KINDS } from '../domain/policy';
import { transitions } from './transitionFields';
import { fields, type Fields } from './fields';

export const QUESTION_KINDS = ['choice', 'many', 'text', 'number', 'languages', 'availability'] as const;

/** What a pair is scored on; a question of the same id counts for it. */
export const FACTORS = ['skills', 'goals', 'interests', 'languages', 'availability', 'preferences'] as const;
export type Factor = (typeof FACTORS)[number];

const LANGUAGES = ['en', 'fr'] as const satisfies readonly Language[];
const COMPENSATIONS = ['none', 'honorarium', 'stipend', 'wage'] as const;
const MODULE_KINDS = ['workshop', 'course', 'online', 'on-the-job'] as const;
const CHANNELS = ['sms', 'voice', 'email'] as const;

const durations = (...texts: string[]) => texts.map((text) => as<Duration>(text));

interface Wording {
  sms?: string;
  subject?: string;
  text?: string;
}

function definitionSchema(f: Fields) {
  const roles = () => f.list(f.choice(['mentee', 'mentor']), 1);
  const step = f.object({
    id: f.id(),
    title: f.text(),
    kind: f.choice(STEP_KINDS).default('other'),
    for: roles().default(['mentee', 'mentor']),
    /** Default: the person where there is a survey to send in, staff otherwise. */
    owedBy: f.choice(['participant', 'staff']).optional(),
    decidedBy: f.choice(['staff', 'peers', 'staff-and-peers']).default('staff'),
    /** Default: the nearest earlier step that all of its roles have. */
    requires: f.list(f.id()).optional(),
    grants: f.list(f.id()).default([]),
    remindAfter: f.list(f.duration()).default(durations('P3D', 'P7D')),
    staleAfter: f.duration().default(as('P14D')),
    survey: f.id().optional(),
  });

  const trainingModule = f.object({
    id: f.id(),
    title: f.text(),
    hours: f.whole(1, 500).optional(),
    kind: f.choice(MODULE_KINDS).default('workshop'),
    /** It is good for so long, and then taken again. */
    renewEvery: f.days().optional(),
    /** Something that is handed out with it and has a date of its own on it. */
    kit: f.object({ title: f.text() }).optional(),
    /** So long before either runs out the person is reminded. */
    remindBefore: f.days().default(as('P30D')),
  });

  const question = f.object({
    id: f.id(),
    text: f.text(300),
    /** The same asked of mentors, where it is put differently. */
    mentorText: f.text(300).optional(),
    for: roles().default(['mentee', 'mentor']),
    kind: f.choice(QUESTION_KINDS),
    options: f.list(f.object({ id: f.id(), text: f.text() })).default([]),
    /** What it counts for in matching; default: the factor of the same name. */
    counts: f.choice(FACTORS).optional(),
    /** Only somebody who gave one of these answers to that other question will do; or, where it counts, will do better. */
    wants: f.id().optional(),
    /** Nobody will do who gave one of these answers to that other question. */
    avoids: f.id().optional(),
    /** Never named to the other side, not even where both said the same. */
    private: f.flag().default(false),
    /** A text that is for staff to read and act on, as when somebody names a person they cannot be matched with. */
    forStaff: f.flag().default(false),
    required: f.flag().default(true),
  });

  /** A text is the text message; a mail's subject and body may be given beside it. */
  const wording = z.preprocess(
    (value) => (typeof value === 'string' ? { sms: value } : value),
    f.object({
      sms: f.string(1000).optional(),
      subject: f.string(150).optional(),
      text: f.string(5000).optional(),
    }),
  ) as unknown as z.ZodType<Wording>;
  /** A text alone is for those who chose to see everything; the quiet wording stays the product's. */
  const wordings = z.preprocess(
    (value) => (typeof value === 'string' ? { full: value } : value),
    f.object({ full: wording.optional(), basic: wording.optional() }),
  ) as unknown as z.ZodType<{ full?: Wording; basic?: Wording }>;

  return f.object({
    id: f.id(),
    name: f.name(),
    /** Who writes, on a lock screen that must not say which program this is. */
    senderName: f.text(40).default({ en: 'Your team', fr: 'Ton équipe' }),
    zone: f.zone(),
    languages: f.list(f.choice(LANGUAGES), 1).default(['en', 'fr']),
    sites: f.list(f.object({ id: f.id(), name: f.string(80), zone: f.zone().optional() }), 1),
    emergency: f.object({ number: f.phone().default('911'), crisis: f.phone().default('988') }).prefault({}),
    /** How much a message may show on a lock screen until the person has chosen. */
    detail: f.choice(['full', 'basic']).default('full'),
    quietHours: f.object({ from: f.time().default('21:00'), to: f.time().default('09:00') }).prefault({}),
    stages: f.list(f.choice(STAGES), 1).default([...STAGES]),

    privileges: f.list(f.object({ id: f.id(), title: f.text() })).default([]),
    guidelines: f
      .list(f.object({ id: f.id(), of: f.choice(['peers', 'staff']), text: f.text(500) }))
      .default([]),
    screening: f.object({
      steps: f.list(step, 1),
      /** Who gives their word where peers sit on the deciding side: everybody with this privilege. */
      peers: f.object({ privilege: f.id().default('mentor') }).prefault({}),
    }),
    /** The page on which people apply by themselves, and the one on which partners refer somebody. */
    application: f
      .object({
        open: f.flag().default(true),
        roles: roles().default(['mentee']),
        referrals: f.flag().default(true),
        /** Stands above the form. */
        welcome: f.text(500).optional(),
        /** Asks for own words; they are never required. */
        question: f.text(200).optional(),
        /** How long staff have for what a human decides: a referral, or somebody who may be known already. */
        answerWithin: f.duration().default(as('P3D')),
        /** What the person agrees to, where the program says it in its own words. */
        consent: f.object({ sms: f.text(500).optional(), email: f.text(500).optional() }).prefault({}),
      })
      .prefault({}),
    tiers: f
      .list(
        f.object({
          id: f.id(),
          title: f.text(),
          grants: f.list(f.id()).default([]),
          compensation: f.choice(COMPENSATIONS).default('none'),
          maxHoursPerWeek: f.whole(1, 60).optional(),
          /** What is given for the work: Canadian dollars for an hour, a shift (one record of work) or a month. */
          rate: f
            .object({ amount: f.money(), per: f.choice(['hour', 'shift', 'month']).default('hour') })
            .optional(),
          /** What peers of this tier do. */
          tasks: f.list(f.object({ id: f.id(), title: f.text() })).default([]),
        }),
      )
      .default([]),

    surveys: f
      .list(
        f.object({
          id: f.id(),
          title: f.text(),
          /** Whoever likes may answer by text, one question at a time. */
          byText: f.flag().default(false),
          questions: f.list(question, 1),
        }),
      )
      .default([]),
    matching: f
      .object({
        survey: f.id().default('matching'),
        menteeNeeds: f.id().default('be-matched'),
        mentorNeeds: f.id().default('mentor'),
        maxCaseload: f.whole(1, 50).default(3),
        offerLapsesAfter: f.duration().default(as('P5D')),
        remindOfferAfter: f.duration().default(as('P2D')),
        staleAfter: f.duration().default(as('P14D')),
        weights: f
          .object({
            skills: f.weight().default(3),
            goals: f.weight().default(3),
            interests: f.weight().default(2),
            languages: f.weight().default(2),
            availability: f.weight().default(2),
            preferences: f.weight().default(2),
          })
          .prefault({}),
      })
      .prefault({}),

    mentorship: f
      .object({
        meetingEvery: f.days().default(as('P1W')),
        meetingTime: f.time().default('17:30'),
        firstMeetingWithin: f.days().default(as('P7D')),
        remindBefore: f.list(f.duration()).default(durations('P1D', 'PT2H')),
        askAfter: f.duration().default(as('PT2H')),
        answerWithin: f.duration().default(as('P2D')),
        meetingsBeforeRetention: f.whole(1, 200).default(6),
        missesBeforeStaffTask: f.whole(1, 20).default(2),
        closingWithin: f.duration().default(as('P7D')),
        answerTimeWithin: f.duration().default(as('P2D')),
        interimWithin: f.duration().default(as('P1D')),
      })
      .prefault({}),
    workshops: f
      .list(
        f.object({
          id: f.id(),
          title: f.text(),
          kind: f.choice(['workshop', 'networking', 'skill-session']).default('workshop'),
          needs: f.id().default('attend-workshops'),
          minutes: f.whole(15, 1440).default(120),
          capacity: f.whole(1, 1000).optional(),
        }),
      )
      .default([]),
    /** Events of every kind: when those who come are reminded, and how long a place that has become free is kept. */
    events: f
      .object({
        placeWithin: f.duration().default(as('P1D')),
        remindBefore: f.list(f.duration()).default(durations('P1D')),
        attendanceWithin: f.duration().default(as('P2D')),
      })
      .prefault({}),
    /**
     * Organisations around this program: people are introduced to them, never just sent, and where somebody agrees to it
     * one of them sees what it has a part in, and nothing else.
     */
    partners: f
      .list(
        f.object({
          id: f.id(),
          title: f.text(),
          offers: f.text(300).optional(),
          contact: f.string(300).optional(),
        }),
      )
      .default([]),
    referrals: f
      .object({
        consentWithin: f.duration().default(as('P7D')),
        introduceWithin: f.duration().default(as('P7D')),
        followUpAfter: f.duration().default(as('P14D')),
      })
      .prefault({}),
    /** What staff and mentors have at hand to send; staff add their own. */
    resources: f
      .list(
        f.object({
          id: f.id(),
          title: f.text(),
          text: f.text(2000).default({}),
          link: f.string(500).optional(),
          topics: f.list(f.id()).default([]),
        }),
      )
      .default([]),
    /** Accompaniment: who goes is reminded, and asked afterwards. */
    appointments: f
      .object({
        remindBefore: f.list(f.duration()).default(durations('P1D', 'PT2H')),
        answerWithin: f.duration().default(as('P2D')),
      })
      .prefault({}),

    retention: f
      .object({
        cadences: f.list(f.rhythm(), 1).default(durations('P1W', 'P2W', 'P4W')),
        steadyAfter: f.whole(1, 50).default(3),
        checkInTime: f.time().default('11:00'),
        nudgeAfter: f.duration().default(as('P1D')),
        missedAfter: f.duration().default(as('P3D')),
        missesBeforeStaffTask: f.whole(1, 20).default(2),
        askAgainAfter: f.days().default(as('P3D')),
      })
      .prefault({}),
    criticalTransitions: transitions(f),
    achievement: f
      .object({
        goalShare: f.share().default(0.6),
        reviewWithin: f.duration().default(as('P14D')),
        /** The person is asked for their own words first, and has this long for them. */
        ownWordsWithin: f.duration().default(as('P7D')),
      })
      .prefault({}),
    transition: f
      .object({
        offersMentorRole: f.flag().default(true),
        training: f.list(trainingModule).default([]),
        /** A first shift beside an experienced peer, before somebody is a mentor. */
        shadowShift: f.flag().default(false),
        /** Where on the continuum a new mentor stands; nobody who stands further is moved. */
        tier: f.id().optional(),
        /** The person's own mentor stays, unless they wish otherwise. */
        ownMentorStays: f.flag().default(true),
        remindTrainingEvery: f.days().default(as('P1W')),
        consentWithin: f.duration().default(as('P14D')),
      })
      .prefault({}),

    shift: f
      .object({
        startCheckIn: f.flag().default(true),
        interval: f.duration().optional(),
        endNudges: f.list(f.offset(), 1).default(durations('-PT10M', 'PT0S', 'PT15M')),
        grace: f.duration().default(as('PT30M')),
        lateNudgeEvery: f.duration().default(as('PT15M')),
        lateNudges: f.whole(0, 20).default(3),
        coverageCheckBefore: f.duration().default(as('PT4H')),
        offerWithin: f.duration().default(as('P2D')),
        caps: f
          .object({
            hoursPerWeek: f.whole(1, 168).optional(),
            shiftsInARow: f.whole(1, 14).optional(),
          })
          .prefault({}),
        requiresTraining: f.list(f.id()).default([]),
      })
      .prefault({}),
    escalation: f
      .object({
        levels: f
          .list(
            f.object({
              id: f.id(),
              title: f.text(),
              channels: f.list(f.choice(CHANNELS), 1).default(['sms', 'voice', 'email']),
              acknowledgeWithin: f.duration().default(as('PT5M')),
            }),
            1,
          )
          .prefault([
            { id: 'supervisor', title: { en: 'supervisor on call', fr: 'responsable de garde' } },
            { id: 'second', title: { en: 'second on call', fr: 'deuxième de garde' } },
            { id: 'manager', title: { en: 'manager on call', fr: 'gestionnaire de garde' } },
          ]),
        outcomeWithin: f.duration().default(as('PT20M')),
        repeatEvery: f.duration().default(as('PT15M')),
        remindToCloseEvery: f.duration().default(as('P1D')),
        debriefAfter: f.duration().default(as('PT12H')),
        standInAfter: f.duration().default(as('PT2M')),
      })
      .prefault({}),
    /** How often a peer sits down with a named worker who is not a peer. */
    supervision: f.object({ every: f.days(), within: f.days().default(as('P7D')) }).optional(),
    /** How often peers say what they think of the program, and staff of the work; both are asked. */
    reviews: f.object({ every: f.days(), within: f.days().default(as('P14D')) }).optional(),
    /** What a peer agrees to about boundaries before working, and what staff keep to as well. */
    agreement: f.text(2_000).optional(),
    /** What a peer can ask for beside supervision; staff have `within` to see to it. */
    supports: f
      .list(f.object({ id: f.id(), title: f.text(), within: f.days().default(as('P7D')) }))
      .default([]),
    /** Somebody else looks at a move to another tier within this time, when the peer asks. */
    tierReviewWithin: f.days().default(as('P7D')),
    /** Somebody who asks for another professional gets a named human within this time; no reason is asked. */
    anotherProfessional: f.object({ within: f.duration().default(as('P1D')) }).prefault({}),

    /** How figures for a funder are counted. */
    figures: f
      .object({
        /** Month in which the fiscal year begins. */
        fiscalYearStarts: f.whole(1, 12).default(4),
        /** What people may say of themselves, if they want to; nobody has to. */
        groups: f.list(f.object({ id: f.id(), title: f.text() })).default([]),
        /** By group, a number of people below this is withheld. */
        withholdBelow: f.whole(3, 50).default(5),
      })
      .prefault({}),

    /** The program's own wordings, by template and language. */
    messages: z
      .record(z.string(), f.object({ en: wordings.optional(), fr: wordings.optional() }))
      .default({}),
  });
}

export const strictSchema = definitionSchema(fields(false));
export const lenientSchema = definitionSchema(fields(true));

/** A definition as it was read, with every default filled in. */
export type Definition = z.output<typeof strictSchema>;
export type Step = Definition['screening']['steps'][number];
export type Survey = Definition['surveys'][number];
export type Question = Survey['questions'][number];
